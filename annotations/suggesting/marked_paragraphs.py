"""Paragraphs with their quote marks paired, and what they hold hidden. Pure."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from annotations.suggesting.marks import Quoted, quoted
from annotations.suggesting.text import HIDDEN, Stretch, sentences

TAG_WITHIN = re.compile(r",\s+(?:he|she|they|[A-Z]\w+(?:\s[A-Z]\w+)?)\s+(?:said|says|added|told)\b")


class MarkedParagraph(NamedTuple):
    """A paragraph with its quote marks paired.

    `around` is the whole text, what stands in marks hidden; it has the offsets of the text.
    """

    stretch: Stretch
    marked: list[Quoted]
    around: str
    sentences: list[Stretch]


def marked_paragraphs(
    text: str, stretches: Sequence[Stretch], *, only_double: bool = False
) -> list[MarkedParagraph]:
    """The paragraphs of the text with their quote marks paired.

    `only_double` where a single mark is nearly always an apostrophe.
    """
    hidden = list(text)
    marked = []
    for stretch in stretches:
        found = [_cut_at_tag(text, one) for one in quoted(text, stretch, only_double=only_double)]
        for one in found:
            last = text[one.start : one.end].rstrip("”»\"’' ")[-1:]
            blank = HIDDEN + " " * (one.end - one.start - 1)
            if last in {".", ",", "?", "!", "…", ";"} and len(blank) > 2:
                blank = blank[:-2] + last + " "
            hidden[one.start : one.end] = blank
        marked.append(found)
    around = "".join(hidden)
    return [
        MarkedParagraph(stretch, found, around, sentences(around, stretch))
        for stretch, found in zip(stretches, marked, strict=True)
    ]


def _cut_at_tag(text: str, one: Quoted) -> Quoted:
    """A stretch that lacks a mark, cut at the source tag if that comes before the edge."""
    if not one.closed and (tag := TAG_WITHIN.search(text, one.start, one.end)):
        return one._replace(end=tag.start() + 1)
    if not one.opened:
        starts = [s.start for s in sentences(text, Stretch(one.start, one.end))]
        tagged = one.start > 0 and text[one.start - 1] in '”»"'
        start = starts[1] if tagged and len(starts) > 1 else starts[0]
        return one._replace(start=start)
    return one
