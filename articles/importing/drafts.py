"""What a reader makes of one input: a draft of an article, or the reason why there is none."""

import hashlib
from dataclasses import dataclass, field, fields
from datetime import date
from functools import cached_property
from typing import Any, Self

from articles.folding import folded_lines


@dataclass
class Draft:
    """One article as it was read: nothing is stored yet and every field may still be edited.

    `name` is that of the input as its user knows it: `page.html`, `desk.zip/page.html`,
    `articles.csv:12` (line 12). `raw` holds the bytes that the draft was made of. `left_out` is
    a list of {"text", "reason"}: what those bytes hold and `text` does not. `notes` say what
    had to be assumed. It is `partial` where its source says that it has a summary or a part only,
    and not the whole text. `timecodes` says of a spoken text where in it (code points) which second
    begins, as a list of [offset, seconds] in order.
    """

    name: str
    text: str
    title: str
    title_generated: bool = False
    outlet: str = ""
    url: str = ""
    byline: str = ""
    credit: str = ""
    language: str = "und"
    original_language: str = ""
    published_on: date | None = None
    media_type: str = "text/plain"
    verbatim: bool = False
    partial: bool = False
    raw: bytes = field(default=b"", repr=False)
    left_out: list[dict[str, str]] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    timecodes: list[list[float]] = field(default_factory=list)

    @cached_property
    def search_words(self) -> str:
        """What its article is found by; worked out where it is read, and sent along from there."""
        return folded_lines(self.title, self.byline, self.text)

    def as_json(self) -> dict[str, Any]:
        """Everything but `raw`, in types that JSON knows."""
        members = {one.name: getattr(self, one.name) for one in fields(self) if one.name != "raw"}
        members["published_on"] = self.published_on.isoformat() if self.published_on else None
        return members

    @classmethod
    def from_json(cls, members: dict[str, Any], raw: bytes) -> Self:
        """The draft that `as_json` told of; members that it does not know are passed over."""
        known = {one.name for one in fields(cls)} - {"raw"}
        values = {name: value for name, value in members.items() if name in known}
        if values.get("published_on"):
            values["published_on"] = date.fromisoformat(values["published_on"])
        return cls(**values, raw=raw)


@dataclass(frozen=True)
class Unreadable:
    """An input that is no article, by its name, and why in words for its user."""

    name: str
    reason: str


def sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
