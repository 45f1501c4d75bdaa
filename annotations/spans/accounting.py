"""Every word of a text accounted for: what an editor marked, cleared, or has not looked at. Pure.

A text is tiled: each code point is in one tile, and each tile in one state. Where several say
something of the same words the one that says more counts: a mark on a fact before a mark without,
a mark before "nothing to check here". Words are what white space parts, as they are counted on
every page. Offsets are code points, half-open.
"""

import re
from collections.abc import Iterable, Sequence
from enum import IntEnum
from itertools import accumulate
from operator import itemgetter
from typing import NamedTuple

from annotations.spans.intervals import Extent

RUNS = re.compile(rb"((.)\2*)", re.DOTALL)
LETTER = re.compile(r"\w")
SIGN = re.compile(r"[^\w\s]")
SHOWN_SIGN, SHOWN_LETTER = "-", "a"
NOT_SHOWN_SIGN = re.compile(r"[^\s-]")
WORD_SIGNS = "0123" + SHOWN_SIGN


class State(IntEnum):
    """What is said of words, from nothing to most: ON_FACT is a mark on a verified fact."""

    OPEN = 0
    CLEARED = 1
    MARKED = 2
    ON_FACT = 3


FILLED_WITH = [bytes([state]) for state in State]
SHOWN = {bytes([state]): str(int(state)) for state in State}


class Tile(NamedTuple):
    start: int
    end: int
    state: State


Said = tuple[int, int, int]  # From where to where, and the state; a tile is one.


class Account:
    """One layer's text with all that is said of it.

    A word counts as what is said least of any of its letters and digits: a comma behind a mark
    need not be looked at. Signs that stand alone, such as a dash, go with the word before them, or
    at the beginning with the one behind; in a text of signs alone each is looked at for itself.
    """

    def __init__(self, text: str, said: Iterable[Said] = ()) -> None:
        """`said` are the marks and what was cleared, in any order, over one another or not."""
        self._states = states_of(len(text), said)
        self._shape = shape_of(text, self._states)

    def tiles(self) -> list[Tile]:
        """The tiles in order, without gap or overlap; neighbours differ in their state."""
        found = []
        start = 0
        for run, state in RUNS.findall(self._states):
            found.append(Tile(start, start + len(run), State(state[0])))
            start += len(run)
        return found

    def counts(self) -> dict[State, int]:
        """How many words are in each state; together they are the words of the text."""
        counted = [0, 0, 0, 0]
        first, before = 0, None
        # Without a call for each word: it is counted whenever a page is opened.
        for word in self._shape.split():
            if "0" in word:
                before = 0
            elif "1" in word:
                before = 1
            elif "2" in word:
                before = 2
            elif "3" in word:
                before = 3
            if before is None:
                first += 1
            else:
                counted[before] += 1 + first
                first = 0
        return {state: counted[state] for state in State}

    def open_stretches(self, sentences: Sequence[Extent]) -> list[Extent]:
        """Of each sentence that holds open words all from the first to the last of them.

        `sentences` are in order and do not overlap.
        """
        found = []
        for start, end in sentences:
            first = self._shape.find("0", start, end)
            if first < 0:
                continue
            last = self._shape.rfind("0", start, end) + 1
            # The words of which these are the first and the last open letter, as far as they are
            # in the sentence: without spaces a word goes on over several.
            before = self._shape[start:first]
            first -= len(before) - len(before.rstrip(WORD_SIGNS))
            behind = self._shape[last:end]
            last += len(behind) - len(behind.lstrip(WORD_SIGNS))
            found.append((first, last))
        return found


def next_open(stretches: Sequence[Extent], offset: int = 0) -> Extent | None:
    """The first stretch that begins at `offset` or behind; where there is none the first of all."""
    behind = (one for one in stretches if one[0] >= offset)
    return next(behind, stretches[0] if stretches else None)


def states_of(length: int, said: Iterable[Said]) -> bytes:
    """The state of each code point. What lies outside the text says nothing of it."""
    states = bytearray(length)
    # What says most is laid on last. As below no function is called for each one that is said:
    # all this is done whenever a page is opened.
    for start, end, state in sorted(said, key=itemgetter(2)):
        first = max(0, start)
        last = min(length, end)
        if first < last:
            states[first:last] = FILLED_WITH[state] * (last - first)
    return bytes(states)


def shape_of(text: str, states: bytes) -> str:
    """The text with the number of its state in place of each letter and digit.

    White space stays as it is, and other signs are hyphens, unless there is nothing but signs.
    """
    text = SIGN.sub(SHOWN_SIGN if LETTER.search(text) else SHOWN_LETTER, text)
    runs = RUNS.findall(states)
    ends = list(accumulate(map(len, map(itemgetter(0), runs))))
    pieces = [text[start:end] for start, end in zip([0, *ends], ends, strict=False)]
    return "".join(map(NOT_SHOWN_SIGN.sub, [SHOWN[state] for _run, state in runs], pieces))
