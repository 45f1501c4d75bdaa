"""Finding who a comment names: @ada, or by letter @B.

Pure. `annotations/discussion/threads.py` decides whom a name means and whether they are notified.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

# Not inside a word, so that an address such as ada@desk.example names nobody.
NAMED = re.compile(r"(?<![\w@.])@(\w(?:[\w.+-]*\w)?)")
MOST = 20


class Mention(NamedTuple):
    """`name` as typed after the @, which stands at `start`; code points, half-open."""

    start: int
    end: int
    name: str


def mentions(text: str) -> list[Mention]:
    """The names in the order of the text, at most MOST of them."""
    return [
        Mention(*found.span(), found[1])
        for found, _number in zip(NAMED.finditer(text), range(MOST), strict=False)
    ]


def split_at_mentions(
    text: str, places: list[tuple[int, int, int]]
) -> Iterator[tuple[str, int | None]]:
    """The text cut at its mentions: (words, None), and (what was typed, user id) for each.

    `places` are (start, end, user id), apart from each other; joined, the words are the text.
    """
    at = 0
    for start, end, user in sorted(places):
        if start > at:
            yield text[at:start], None
        yield text[start:end], user
        at = end
    if at < len(text):
        yield text[at:], None
