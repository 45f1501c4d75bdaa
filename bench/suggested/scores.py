"""Suggested quotes beside those that people marked."""

import re
from collections.abc import Iterable
from typing import NamedTuple

from annotations.suggesting import Suggestion, suggest
from tests.annotations.suggesting.scoring import same_speaker

# So many of the words in marks have to be suggested.
ENOUGH = 0.5


class MarkedQuote(NamedTuple):
    """`direct` are the stretches of it in quote marks; the source is empty where none is named."""

    start: int
    end: int
    direct: list[tuple[int, int]]
    source: str


class MarkedText(NamedTuple):
    text: str
    quotes: list[MarkedQuote]


class Counts(NamedTuple):
    suggested: int = 0
    right: int = 0
    direct: int = 0
    found: int = 0
    with_source: int = 0
    named: int = 0
    named_right: int = 0

    def lines(self) -> list[str]:
        return [
            f"quotes suggested that lie in one marked: {part(self.right, self.suggested)}",
            f"quotes in marks of three words and more found: {part(self.found, self.direct)}",
            f"… for which somebody is named: {part(self.named, self.with_source)}",
            f"… named right, of those named: {part(self.named_right, self.named)}",
        ]


def part(some: int, of: int) -> str:
    return f"{some}/{of} = {some / of:.3f}" if of else "none"


def counted(texts: Iterable[MarkedText], language: str) -> Counts:
    total = Counts()
    for marked in texts:
        found = [one for one in suggest(marked.text, language) if one.label == "quote"]
        of_text = counted_in(marked, found)
        total = Counts(*(one + more for one, more in zip(total, of_text, strict=True)))
    return total


def counted_in(marked: MarkedText, found: list[Suggestion]) -> Counts:
    inside = sum(
        any(shared(one.start, one.end, quote.start, quote.end) for quote in marked.quotes)
        for one in found
    )
    counts = {"direct": 0, "found": 0, "with_source": 0, "named": 0, "named_right": 0}
    for quote in marked.quotes:
        for start, end in quote.direct:
            counts["direct"] += 1
            one = next((one for one in found if shared(start, end, one.start, one.end)), None)
            if one is None:
                continue
            counts["found"] += 1
            if quote.source:
                counts["with_source"] += 1
                counts["named"] += bool(one.attributed_to)
                counts["named_right"] += bool(one.attributed_to) and is_same(
                    quote.source, one.attributed_to
                )
    return Counts(suggested=len(found), right=inside, **counts)


def is_same(source: str, said: str) -> bool:
    """Whether the name or noun of the source is the one suggested, in part or in full."""
    return same_speaker(re.sub(r"[’']s\b", "", source), re.sub(r"[’']s\b", "", said))


def shared(start: int, end: int, other_start: int, other_end: int) -> bool:
    """Whether at least half of the first stretch lies in the other."""
    inside = min(end, other_end) - max(start, other_start)
    return inside >= ENOUGH * (end - start)
