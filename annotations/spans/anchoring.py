"""From a place in a text to a target that can be checked ever after. Pure.

All offsets are Unicode code points, half-open, so `text[start:end] == exact` with no conversion.
"""

import re
import unicodedata
from dataclasses import dataclass

from articles.sentences import QUOTATION_MARKS, QUOTE_LOOKALIKES

CONTEXT = 32
LONGEST = 2_000

INSIDE_A_WORD = re.compile(r"\w\w")
DASHES = "‐‑‒–—―−"
# One kind of mark for all: an article's ‘…’ is “…” where it was typed or set anew.
PLAIN_MARKS = str.maketrans(
    dict.fromkeys(QUOTATION_MARKS + QUOTE_LOOKALIKES, "'") | dict.fromkeys(DASHES, "-"),
)
# Soft hyphens, spaces without width and byte-order marks: nobody sees them, nobody types them.
UNSEEN = frozenset("\u00ad\u200b\u2060\ufeff")


class AnchorMismatch(ValueError):
    """The text between the offsets is not the words that were meant."""


class UnusableSpan(ValueError):
    """The words are where they should be, but no annotation may have that extent."""


class NoWords(UnusableSpan):
    """The span is empty."""


class LooseEdge(UnusableSpan):
    """The span begins or ends with white space."""


class TooLong(UnusableSpan):
    """The span has more than LONGEST code points."""


@dataclass(frozen=True, slots=True)
class Target:
    """A selector by position and by quotation, as in the W3C Web Annotation Data Model."""

    start: int
    end: int
    exact: str
    prefix: str
    suffix: str


def anchor(text: str, start: int, end: int, exact: str) -> Target:
    """The target at text[start:end], with up to 32 characters of context on each side.

    A span may cross paragraphs. Raises AnchorMismatch if the text there is not `exact`, and
    an UnusableSpan if it is empty, longer than 2,000 or has white space at an edge.
    """
    if start == end or not exact:
        raise NoWords
    if not 0 <= start < end <= len(text) or text[start:end] != exact:
        raise AnchorMismatch
    if end - start > LONGEST:
        raise TooLong
    if exact[0].isspace() or exact[-1].isspace():
        raise LooseEdge
    return Target(
        start=start,
        end=end,
        exact=exact,
        prefix=text[max(0, start - CONTEXT) : start],
        suffix=text[end : end + CONTEXT],
    )


def find_quotation(text: str, words: str) -> list[tuple[int, int]]:
    """Every place of `words` in `text` as (start, end), in text order; places may overlap.

    Runs of white space (line breaks too) count as one space, all shapes of quotation mark as one
    and all dashes as one; what has no width does not count. Words typed with composed letters are
    found in a text with decomposed ones.
    The offsets are those of `text` as it is.
    """
    folded, offsets = _fold(text)
    places = set()
    for form in ("NFC", "NFD", None):
        wanted, _ = _fold(unicodedata.normalize(form, words) if form else words)
        wanted = wanted.strip(" ")
        found = folded.find(wanted) if wanted else -1
        while found != -1:
            places.add((offsets[found], offsets[found + len(wanted) - 1] + 1))
            found = folded.find(wanted, found + 1)
    return sorted(places)


def whole_words(text: str, places: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Those of the places that do not begin or end inside a word: «the» and not «the» in «they»."""
    return [
        (start, end)
        for start, end in places
        if not cuts_a_word(text, start) and not cuts_a_word(text, end)
    ]


def cuts_a_word(text: str, at: int) -> bool:
    """Whether a word goes on from one side of the offset to the other."""
    return bool(INSIDE_A_WORD.fullmatch(text[max(0, at - 1) : at + 1]))


def _fold(text: str) -> tuple[str, list[int]]:
    """`text` with single spaces and plain marks, and the offset of each character."""
    characters = []
    offsets = []
    after_space = False
    for offset, character in enumerate(text.translate(PLAIN_MARKS)):
        if character in UNSEEN:
            continue
        space = character.isspace()
        if not (space and after_space):
            characters.append(" " if space else character)
            offsets.append(offset)
        after_space = space
    return "".join(characters), offsets
