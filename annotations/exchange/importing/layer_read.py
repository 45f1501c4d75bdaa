"""A layer as a file states it, before it meets the database. Pure.

Each module of `formats` reads one format into these classes: one layer for each editor and text.
Whether the spans fit the text is checked when they are stored, in `store`.
"""

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from typing import NamedTuple
from uuid import UUID

from annotations.labels import LABELS


class Unusable(ValueError):
    """What was read is not of the format, or cannot be used; the message says why."""


class FactRead(NamedTuple):
    """A link to a fact: by its stable id, since numbers are those of one database."""

    stable_id: UUID
    relation: str


@dataclass(frozen=True, slots=True)
class SpanRead:
    """One span: `start` and `end` in code points, half-open, and what is said of it.

    `name` is what its file calls it, such as T3 or "row 12". Spans of one `group` are pieces of
    one. What its format does not say is None.
    """

    name: str
    start: int
    end: int
    exact: str
    label: str
    facts: tuple["FactRead", ...] = ()
    attributed_to: str = ""
    value: Decimal | None = None
    unit: str = ""
    note: str = ""
    group: str | None = None
    id: UUID | None = None
    guideline: int | None = None
    origin: str | None = None
    suggestions_shown: bool | None = None
    created_at: datetime | None = None
    updated_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class ArticleReference:
    """An article of the database as a file names it: by address, else by id and its words."""

    id: int | None
    url: str
    revision: int | None


@dataclass(slots=True)
class LayerRead:
    """What one editor says of one text.

    The text is what `raw` holds, exactly, or that of an article that is there already, into which
    the offsets are still those of the file. `as_it_came` are the bytes that were made `raw` of.
    `refused` are the spans that cannot be read, by name with the reason. `left_aside` counts what
    the format has and this program does not, in words for its user, `unread` what the editor said
    of the text and cannot be told here: nobody has said then that there is nothing to mark. `notes`
    say what had to be assumed about the file.
    """

    name: str
    editor: str
    raw: bytes | None = None
    as_it_came: bytes | None = None
    article: ArticleReference | None = None
    submitted: bool = True
    spans: list[SpanRead] = field(default_factory=list)
    refused: list[tuple[str, str]] = field(default_factory=list)
    left_aside: Counter[str] = field(default_factory=Counter)
    unread: Counter[str] = field(default_factory=Counter)
    notes: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class UnusableFile:
    """A file, or a record of one, of which nothing can be used, and why."""

    name: str
    reason: str


@dataclass(frozen=True, slots=True)
class Asked:
    """What whoever imports says of the files: whose they are, which member is the text, and what
    the offsets count; each empty where it is to be found out.
    """

    editor: str = ""
    text_field: str = ""
    unit: str = ""


NOTHING_ASKED = Asked()
NUMBERED_FACTS = "links to facts without a fact_id, whose numbers are those of another database"
LINE_ENDS = "line ends of two characters became one, and the offsets moved with them"


ORIGINS = ("own", "suggested", "changed")


def origin_read(said: str) -> str | None:
    """The origin of an annotation as its file has it, None where it says nothing of it."""
    if said and said not in ORIGINS:
        raise Unusable(f"its origin is “{said}”, which is none of {', '.join(ORIGINS)}")
    return said or None


def shown_read(said: str) -> bool | None:
    """Whether suggestions were shown, None where the file says nothing of it."""
    if said and said not in ("yes", "no"):
        raise Unusable(f"its suggestions_shown is “{said}”, which is neither yes nor no")
    return said == "yes" if said else None


# The label for a type of the format; None where it is to be left aside. Raises Unusable.
LabelOf = Callable[[str], str | None]


def label_mapping(given: Mapping[str, str]) -> LabelOf:
    """Which label a type becomes, by a map of types to labels.

    The types of the map are taken and all others left aside, but for those that are called as our
    labels are, in whatever case. Without a map a type that is no label of ours raises Unusable.
    """

    def label_of(kind: str) -> str | None:
        if kind in given:
            return given[kind] or None
        if kind.lower() in LABELS:
            return kind.lower()
        if given:
            return None
        raise Unusable(f"“{kind}” is none of {', '.join(LABELS)}; --label-map says what it is")

    return label_of


def shortened(words: str) -> str:
    """The words in one line, cut after some sixty characters."""
    words = " ".join(words.split())
    return words if len(words) <= 60 else f"{words[:59]}…"
