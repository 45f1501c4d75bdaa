"""Where the paragraphs of a text stand. Pure: offsets are code points, half-open."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import takewhile

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
    body = body_of(text)
    return list(_paragraphs_from(text, body, parting_of(text, body), 0, body[0]))


def paragraphs_touching(text: str, start: int, end: int) -> list[Paragraph]:
    """Those of `paragraphs(text)` that have some of text[start:end], found from there.

    However long the text, the work in Python is that of these few.
    """
    body = body_of(text)
    parting = parting_of(text, body)
    at = min(max(body[0], start), body[1])
    first = _start_of_paragraph(text, body, at, parting is BLANK_LINES)
    number = len(parting.findall(text, body[0], first))
    following = _paragraphs_from(text, body, parting, number, first)
    return [
        part for part in takewhile(lambda part: part.start < end, following) if part.end > start
    ]


def body_of(text: str) -> tuple[int, int]:
    """Where the first paragraph begins and the last one ends."""
    return len(text) - len(text.lstrip("\n")), len(text.rstrip("\n"))


def parting_of(text: str, body: tuple[int, int]) -> re.Pattern[str]:
    """What stands between the paragraphs of the text."""
    return BLANK_LINES if BLANK_LINES.search(text, *body) else LINE_END


def _paragraphs_from(
    text: str, body: tuple[int, int], parting: re.Pattern[str], number: int, start: int
) -> Iterator[Paragraph]:
    """The paragraphs from the one of that number on, which begins at `start`."""
    body_end = body[1]
    for gap in parting.finditer(text, start, body_end):
        yield Paragraph(number, start, gap.start(), text[start : gap.start()], gap[0])
        number += 1
        start = gap.end()
    if start < body_end:
        yield Paragraph(number, start, body_end, text[start:body_end], "")


def _start_of_paragraph(text: str, body: tuple[int, int], at: int, is_blank_line: bool) -> int:
    """Where the paragraph begins that holds the offset, or that ends before it."""
    while at > body[0] and text[at - 1].isspace():
        at -= 1  # Out of what parts two of them.
    line_end = text.rfind("\n", body[0], at)
    while line_end != -1:
        before = text.rfind("\n", body[0], line_end)
        if not is_blank_line:
            return line_end + 1
        if before != -1 and not text[before + 1 : line_end].strip():
            return line_end + 1
        line_end = before
    return body[0]
