"""Where the paragraphs of a text stand. Pure: offsets are code points, half-open."""

import re
from dataclasses import dataclass

BLANK_LINES = re.compile(r"\n(?:[^\S\n]*\n)+")
LINE_END = re.compile(r"\n+")


@dataclass(frozen=True, slots=True)
class Paragraph:
    """`text` is the whole text's [start:end]; `separator` stands between it and the next."""

    number: int
    start: int
    end: int
    text: str
    separator: str


def paragraphs(text: str) -> list[Paragraph]:
    """The paragraphs of `text`, in order and never blank.

    A blank line parts paragraphs; where a text has none, every line is one. Line feeds before
    the first and after the last belong to none; the last paragraph's separator is empty.
    """
    body_start = len(text) - len(text.lstrip("\n"))
    body_end = len(text.rstrip("\n"))
    parting = BLANK_LINES if BLANK_LINES.search(text, body_start, body_end) else LINE_END
    found: list[Paragraph] = []
    start = body_start
    for gap in parting.finditer(text, body_start, body_end):
        found.append(Paragraph(len(found), start, gap.start(), text[start : gap.start()], gap[0]))
        start = gap.end()
    if start < body_end:
        found.append(Paragraph(len(found), start, body_end, text[start:body_end], ""))
    return found
