"""What all readers end with: a draft made of a source text and of what was stated about it."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from django.utils import timezone

from articles import addresses, text
from articles.importing.drafts import Draft, Unreadable
from articles.readers import language as languages
from articles.text import Unfit

# One article of a file, not yet worked on: calling it takes all the time of reading.
Piece = Callable[[], Draft | Unreadable]


@dataclass(frozen=True)
class Options:
    """What holds for a whole import; a record's own language and outlet go before these.

    `format` is one of `formats.NAMES`, empty where each file is to be recognised. `mapping` says
    which column (or member of JSON) a field of an article is, empty where none is to be; `tables`
    says it for single files, by their names. `asking` makes of every table the question which
    column is what.
    """

    verbatim: bool = False
    language: str = ""
    outlet: str = ""
    format: str = ""
    mapping: dict[str, str] = field(default_factory=dict)
    tables: dict[str, dict[str, str]] = field(default_factory=dict)
    asking: bool = False

    def mapping_of(self, name: str) -> tuple[tuple[str, str], ...]:
        """The pairs of a field and a column for the table of this name."""
        return tuple(self.tables.get(name, self.mapping).items())


def draft(
    name: str,
    raw: bytes,
    source: str,
    options: Options,
    *,
    title: str = "",
    outlet: str = "",
    url: str = "",
    byline: str = "",
    language: str = "",
    published_on: date | None = None,
    media_type: str = "text/plain",
    notes: list[str] | None = None,
    left_out: list[dict[str, str]] | None = None,
    partial: bool = False,
    parsed: bool = False,
) -> Draft:
    """The draft of `source`; what is stated goes before what the text says. Raises Unfit.

    `left_out` is what the reader left out before; `parsed` says that the source was markup and is
    none any more.
    """
    for words in (title, outlet, url, byline):
        text.refuse_surrogates(words)
    if text.is_blank(source):
        raise Unfit("there is nothing but white space in it" if source else "the text is empty")
    if options.verbatim:
        made = text.verbatim(source, title=title)
    else:
        made = text.canonical(source, title=title, parsed=parsed)
    stated = language or options.language
    where = url or usable_address(made.url)
    if addresses.names_user(where):
        notes = [*(notes or []), "A user or password in the address was dropped."]
    if published_on and published_on > timezone.localdate() + timedelta(days=1):
        # A day ahead is today somewhere in the world.
        notes = [*(notes or []), f"The day {published_on} lies in the future."]
    return Draft(
        name=text.storable(name),
        text=made.text,
        title=made.title,
        title_generated=made.title_generated,
        outlet=one_line(outlet or made.outlet),
        url=addresses.without_user(where),
        byline=one_line(byline or made.byline),
        credit=made.credit,
        language=languages.tag(stated) if stated else languages.guessed(made.text),
        published_on=published_on,
        media_type=media_type,
        verbatim=options.verbatim,
        partial=partial,
        raw=raw,
        left_out=[*(left_out or []), *made.left_out],
        notes=notes or [],
    )


def made(name: str, make: Callable[..., Draft], *arguments: Any) -> Draft | Unreadable:
    """The draft that `make` makes of its name and the arguments, or the refusal by this name."""
    try:
        return make(name, *arguments)
    except Unfit as unfit:
        return Unreadable(name, str(unfit))


def one_line(words: str) -> str:
    return text.nfc(text.one_line(words))


def address(value: str) -> str:
    """The web address as it was given, which `articles.addresses` reads. Raises Unfit."""
    return addresses.as_given(value)


def usable_address(value: str) -> str:
    """The web address; empty where the value is none."""
    try:
        return address(value)
    except Unfit:
        return ""
