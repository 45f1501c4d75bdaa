"""Words as feeds, mails and news items hold them, HTML or plain, as paragraphs. Pure."""

import re
from typing import Any, NamedTuple

from articles.readers.markup.blocks import Reason, blocks, name_of
from articles.readers.markup.tree import parsed
from articles.readers.omissions import CAPTION

MARKUP = re.compile(
    r"</?[A-Za-z][^<>]{0,2000}>|<!--|&(?:[A-Za-z]\w{1,30}|#\d{1,7}|#[xX][\dA-Fa-f]{1,6});"
)
BLANK_LINE = re.compile(r"\n(?:[^\S\n]*\n)+")
SPACE = re.compile(r"[^\S\u00a0\u202f]+")  # no-break spaces are part of what is written


class Fragment(NamedTuple):
    """The paragraphs, and what else was there, as `Draft.left_out` has it."""

    paragraphs: list[str]
    left_out: list[dict[str, str]]

    def source(self) -> str:
        return "\n\n".join(self.paragraphs)


def of_tree(element: Any, because: Reason | None = None) -> Fragment:
    """`because` says why an element is left out, else `reason` does."""
    found = blocks(element, because or reason)
    return Fragment(
        [block.text for block in found if not block.left_out],
        [{"text": block.text, "reason": block.left_out} for block in found if block.left_out],
    )


def of_markup(source: str, because: Reason | None = None) -> Fragment:
    return of_tree(parsed(source), because)


def of_plain(text: str) -> Fragment:
    """Paragraphs that are parted by blank lines; where there is none, each line is one."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").strip("\n")
    parts = BLANK_LINE.split(text) if BLANK_LINE.search(text) else text.split("\n")
    return Fragment([part.strip() for part in parts if part.strip()], [])


def of_any(text: str) -> Fragment:
    """Of what may be HTML or plain text."""
    return of_markup(text) if MARKUP.search(text) else of_plain(text)


def words(text: str) -> str:
    """One line of what may be HTML or plain text."""
    return one_line(" ".join(of_any(text).paragraphs))


def one_line(text: str) -> str:
    return SPACE.sub(" ", text).strip()


def reason(element: Any) -> str:
    """Why the element is no part of an article's text, empty where it is."""
    if name_of(element) in {"figcaption", "media"} or "wp-caption-text" in (
        element.get("class") or ""
    ):
        return CAPTION
    return ""
