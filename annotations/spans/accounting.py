"""Every word of a text accounted for: what an editor marked, cleared, or has not looked at. Pure.

A text is tiled: each code point is in one tile, and each tile in one state. Where several say
something of the same words the one that says more counts: a mark on a fact before a mark without,
a mark before "nothing to check here". Words are what white space parts, as they are counted on
every page. Offsets are code points, half-open.
"""

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from enum import IntEnum
from typing import NamedTuple

from annotations.spans.intervals import Extent

WORD = re.compile(r"\S+")
# What of a word must be looked at: a comma behind a mark need not.
SAYING = re.compile(r"\w")
NOT_SAYING = re.compile(r"\W+")
RUN = re.compile(rb"(.)\1*", re.DOTALL)
NOTHING_SAID = b"\xff"  # More than any state.


class State(IntEnum):
    """What is said of a word, from nothing to most."""

    OPEN = 0
    CLEARED = 1
    MARKED = 2
    ON_FACT = 3

    @property
    def key(self) -> str:
        return self.name.lower().replace("_", "-")


class Tile(NamedTuple):
    start: int
    end: int
    state: State


class Word(NamedTuple):
    start: int
    end: int
    state: State


class Mark(NamedTuple):
    """An annotation that stands, and whether what it says rests on a verified fact."""

    start: int
    end: int
    rests_on_fact: bool


class Account:
    """One layer's text with all that is said of it.

    `sentences` are in order and do not overlap; words outside them are never gone to.
    """

    def __init__(
        self,
        text: str,
        marks: Iterable[Mark] = (),
        cleared: Iterable[Extent] = (),
        sentences: Sequence[Extent] = (),
    ) -> None:
        self.text = text
        self.sentences = sentences
        self.states = states_of(len(text), marks, cleared)
        self.words = list(words_of(text, self.states))

    def tiles(self) -> Iterator[Tile]:
        """The tiles in order, without gap or overlap; neighbours differ in their state."""
        for run in RUN.finditer(self.states):
            yield Tile(run.start(), run.end(), State(run[0][0]))

    def counts(self) -> dict[State, int]:
        """How many words are in each state; together they are the words of the text."""
        counted = Counter(word.state for word in self.words)
        return {state: counted[state] for state in State}

    def open_sentences(self) -> list[Extent]:
        """The sentences that hold open words, in order."""
        begins = [start for start, _end in self.sentences]
        found: list[Extent] = []
        for word in self.words:
            for at in self._open_places(word):
                number = bisect_right(begins, at) - 1
                if number < 0 or at >= self.sentences[number][1]:
                    continue
                if not found or found[-1] != self.sentences[number]:
                    found.append(self.sentences[number])
        return found

    def next_open(self, offset: int = 0) -> Extent | None:
        """The first sentence with open words that begins at `offset` or behind, or, where there is
        none, the first of all; None where nothing is open.
        """
        sentences = self.open_sentences()
        behind = (one for one in sentences if one[0] >= offset)
        return next(behind, sentences[0] if sentences else None)

    def _open_places(self, word: Word) -> Iterator[int]:
        """Where in the word something is open. Without spaces it may go on over sentences."""
        if word.state is not State.OPEN:
            return
        said = list(SAYING.finditer(self.text, word.start, word.end))
        places = (sign.start() for sign in said) if said else range(word.start, word.end)
        yield from (at for at in places if self.states[at] == State.OPEN)


def states_of(length: int, marks: Iterable[Mark], cleared: Iterable[Extent]) -> bytes:
    """The state of each code point. What lies outside the text says nothing of it."""
    states = bytearray(length)
    said = [(State.CLEARED, start, end) for start, end in cleared]
    for start, end, rests_on_fact in marks:
        said.append((State.ON_FACT if rests_on_fact else State.MARKED, start, end))
    # The one that says most is laid on last.
    for state, start, end in sorted(said):
        first, last = max(0, start), min(length, end)
        if first < last:
            states[first:last] = bytes([state]) * (last - first)
    return bytes(states)


def words_of(text: str, states: bytes) -> Iterator[Word]:
    """Each word with the least that is said of any of its letters and digits.

    Signs that stand alone, such as a dash, go with the word before them, or at the beginning with
    the one behind: nobody need look at a dash between two marks. In a text of signs alone each is
    a word of its own.
    """
    of_signs = bytearray(states)
    for signs in NOT_SAYING.finditer(text):
        start, end = signs.span()
        of_signs[start:end] = NOTHING_SAID * (end - start)
    waiting: list[Extent] = []
    before: State | None = None
    for found in WORD.finditer(text):
        start, end = found.span()
        least = min(of_signs[start:end])
        if least != NOTHING_SAID[0]:
            before = State(least)
            yield from (Word(*early, before) for early in waiting)
            waiting = []
        if before is None:
            waiting.append((start, end))
        else:
            yield Word(start, end, before)
    yield from (Word(start, end, State(min(states[start:end]))) for start, end in waiting)
