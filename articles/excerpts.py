"""Where the words of a search stand in a text: the place with a little around it. Pure."""

import re
from collections.abc import Iterable
from typing import NamedTuple

from articles.folding import place_of

AROUND = 70  # Code points on each side: about two lines beside a title.


class Excerpt(NamedTuple):
    """A place in a text: what stands before it, the words as they are written, what follows."""

    before: str
    words: str
    after: str


def excerpt(text: str, phrases: Iterable[str], words: str | None = None) -> Excerpt | None:
    """The first place of the first phrase that the text holds, as a search finds it, or None.

    The surroundings are cut at words, where spaces part them, and told in one line. `words` are the
    text folded, where they are at hand: folding it takes longer than finding the place.
    """
    for phrase in phrases:
        if place := place_of(phrase, text, words):
            start, end = place
            before = text[max(0, start - AROUND) : start]
            after = text[end : end + AROUND]
            if start > AROUND:
                before = "…" + (before.partition(" ")[2] or before)
            if end + AROUND < len(text):
                after = (after.rpartition(" ")[0] or after) + "…"
            return Excerpt(*map(in_one_line, (before, text[start:end], after)))
    return None


def in_one_line(words: str) -> str:
    return re.sub(r"\s+", " ", words)
