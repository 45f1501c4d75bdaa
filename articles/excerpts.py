"""Where the words of a search stand in a text: the place with a little around it. Pure."""

import re
from collections.abc import Iterable
from typing import NamedTuple

AROUND = 70  # Code points on each side: about two lines beside a title.


class Excerpt(NamedTuple):
    """A place in a text: what stands before it, the words as they are written, what follows."""

    before: str
    words: str
    after: str


def excerpt(text: str, phrases: Iterable[str]) -> Excerpt | None:
    """The first place of the first phrase that the text holds, in whatever case, or None.

    The surroundings are cut at words, where spaces part them, and told in one line.
    """
    for phrase in phrases:
        if found := re.search(re.escape(phrase), text, re.IGNORECASE):
            before = text[max(0, found.start() - AROUND) : found.start()]
            after = text[found.end() : found.end() + AROUND]
            if found.start() > AROUND:
                before = "…" + (before.partition(" ")[2] or before)
            if found.end() + AROUND < len(text):
                after = (after.rpartition(" ")[0] or after) + "…"
            return Excerpt(in_one_line(before), in_one_line(found[0]), in_one_line(after))
    return None


def in_one_line(words: str) -> str:
    return re.sub(r"\s+", " ", words)
