"""A span shown in its sentences. Pure: offsets are code points, half-open.

Three views of one place: its own sentence (`passage`), the whole sentences around it
(`surrounding_sentences`), and a few words on either side (`words_around`).
"""

import re
from collections.abc import Iterator
from itertools import chain
from typing import NamedTuple

from annotations.spans.intervals import Extent
from articles.sentences import SentenceEnd, sentence_ends

AROUND = 300  # Code points read on either side of a passage: longer sentences are cut at a word.
LEAST = 120
MOST = 600  # A text without full stops is cut at a word before it fills the page.
NEAR = 60  # Code points on either side, where a place is chosen among several.

LINE_ENDS = re.compile(r"\n+")


class Passage(NamedTuple):
    """The span's own words, and what stands before and after them in their sentence.

    `is_cut_before` and `is_cut_after` say that the sentence goes on beyond what is shown.
    """

    before: str
    exact: str
    after: str
    is_cut_before: bool
    is_cut_after: bool


def passage(window: str, start: int, end: int, *, begins: bool, ends: bool) -> Passage:
    """The sentence around window[start:end]; `window` is a part of the text.

    `begins` and `ends` say whether the window reaches the beginning and the end of the text. Of a
    span over several sentences the first and the last are completed.
    """
    bounds = [
        bound
        for bound in _sentence_and_line_ends(window)
        # A stop where the window ends may belong to a number or an abbreviation.
        if ends or bound.following < len(window) or window.endswith("\n")
    ]
    first = max((bound.following for bound in bounds if bound.following <= start), default=0)
    last = min((bound.end for bound in bounds if bound.end >= end), default=None)
    before, after = window[first:start], window[end:last]
    is_cut_before, is_cut_after = not first and not begins, last is None and not ends
    if is_cut_before:
        before = before[before.find(" ") + 1 :] if " " in before else ""
    if is_cut_after:
        after = after[: after.rfind(" ")] if " " in after else ""
    return Passage(before.lstrip(), window[start:end], after.rstrip(), is_cut_before, is_cut_after)


def surrounding_sentences(text: str, start: int, end: int) -> Extent:
    """The sentences around [start:end]: LEAST code points or more each way, where there are."""
    return _begin(text, start - LEAST), _end(text, end + LEAST)


def sentence_extents(text: str) -> list[Extent]:
    """Every sentence, and of several lines every part of one, without the white space around it."""
    found = []
    at = 0
    ends = chain(_sentence_and_line_ends(text), [SentenceEnd(len(text), len(text))])
    for end, following in ends:
        if words := text[at:end].strip():
            start = text.index(words, at)
            found.append((start, start + len(words)))
        at = max(at, following)
    return found


def words_around(text: str, start: int, end: int) -> tuple[str, str, str]:
    """The words before text[start:end], its own, and those after it; NEAR on either side."""
    return text[max(0, start - NEAR) : start], text[start:end], text[end : end + NEAR]


def _begin(text: str, latest: int) -> int:
    """Where the last sentence begins that begins at `latest` or before, but not MOST before it."""
    if latest <= 0:
        return 0
    earliest = max(0, latest - MOST)
    begins = [bound.following for bound in _sentence_and_line_ends(text, earliest, latest + 1)]
    if begins := [place for place in begins if place <= latest]:
        return begins[-1]
    return text.rfind(" ", earliest, latest) + 1 or (latest if earliest else 0)


def _end(text: str, earliest: int) -> int:
    """Where the first sentence ends that ends at `earliest` or behind, but not MOST behind it."""
    if earliest >= len(text):
        return len(text)
    latest = earliest + MOST
    if bound := next(_sentence_and_line_ends(text, earliest, latest + 1), None):
        return bound.end
    space = text.find(" ", earliest, latest)
    if latest >= len(text):
        return len(text)
    return space if space > 0 else earliest


def _sentence_and_line_ends(
    text: str, start: int = 0, end: int | None = None
) -> Iterator[SentenceEnd]:
    """The ends of the sentences and of the lines in text[start:end], in order."""
    limit = len(text) if end is None else min(end, len(text))
    at = start
    while at < limit:
        line = LINE_ENDS.search(text, at, limit)
        line_end = line.start() if line else limit
        for bound in sentence_ends(text, at, line_end):
            yield SentenceEnd(min(bound.end, limit), bound.following)
        if line:
            yield SentenceEnd(line_end, line.end())
        at = line.end() if line else limit
