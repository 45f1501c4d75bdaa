"""What the numbers of a file count, and where in our text their words are then. Pure.

Ours are code points of a text with line feeds. Others count units of UTF-16 (browsers, Java) or
bytes, or the two characters of a line end as one. Where a file repeats the words, they tell which
it is; elsewhere only the edges of words can, which is a guess and told as one.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import accumulate, compress
from typing import NamedTuple

from annotations.spans.anchoring import cuts_a_word

CHARACTERS, UTF_16, BYTES = "characters", "utf-16", "bytes"
UNITS = (CHARACTERS, UTF_16, BYTES)
IN_WORDS = {
    CHARACTERS: "characters",
    UTF_16: "units of UTF-16, of which an emoji has two",
    BYTES: "bytes of UTF-8",
}
NOWHERE = 10  # A place that is none weighs more than all edges of a span.
# Between words of these there is no space, so that an edge says nothing.
UNSPACED = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff]")

Extent = tuple[int, int]
# From an offset of the file to one in our text; None where there is no such place.
Place = Callable[[int], int | None]


class Mark(NamedTuple):
    """The stretches of one span as a file counts them, and their words where it repeats them."""

    extents: tuple[Extent, ...]
    words: str | None = None


class Way(NamedTuple):
    """How offsets may be meant: their unit, and whether a line end of two characters is one."""

    unit: str
    ends_are_one: bool


@dataclass
class Placed:
    """The stretches of each mark in our text, None where they are nowhere.

    `note` says what had to be assumed. `doubt` is the reason why none can be trusted.
    """

    extents: list[tuple[Extent, ...] | None]
    note: str = ""
    doubt: str = ""


def with_line_feeds(text: str) -> str:
    """The text with its line ends as we have them."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


def place_all(
    texts: Sequence[tuple[str, Sequence[Mark]]], *, unit: str = "", native: str = CHARACTERS
) -> list[Placed]:
    """Where the marks of each text are in `with_line_feeds` of it, for the texts of one file.

    `unit` is what the offsets count where that is known, `native` what its format lets expect.
    """
    units = (unit,) if unit else (native, *(one for one in UNITS if one != native))
    ways = [Way(one, ends) for one in units for ends in (False, True)]
    # Where all repeat their words, each text tells by itself, and mostly at once.
    told = all(mark.words is not None for _text, marks in texts for mark in marks)
    measured = [Measured(text, marks, ways, told=told) for text, marks in texts]
    total: Counter[Way] = Counter()
    for one in measured:
        total.update(one.misfits)
    return [placed(one, total, ways, stated=bool(unit)) for one in measured]


class Measured:
    """How well each way fits the marks of a text: `misfits` is 0 where all do.

    Where words have told, no further way is tried than the first that fits.
    """

    def __init__(
        self, text: str, marks: Sequence[Mark], ways: Iterable[Way], *, told: bool
    ) -> None:
        self.text = with_line_feeds(text)
        self.marks = marks
        self.has_words = all(mark.words is not None for mark in marks)
        self.extents: dict[Way, list[tuple[Extent, ...] | None]] = {}
        self.misfits: Counter[Way] = Counter()
        # Most texts are read alike in all ways.
        known: dict[Way, list[tuple[Extent, ...] | None]] = {}
        for way in ways:
            plain = plainest(way, text)
            if plain not in known:
                place = places(text, plain)
                known[plain] = [extents_of(mark, place) for mark in marks]
            self.extents[way] = known[plain]
            if told and not sum(map(self.misfit, marks, known[plain])):
                break
        # What is nowhere in any way tells nothing of them.
        telling = list(map(any, zip(*known.values(), strict=True)))
        misfits = {
            way: sum(map(self.misfit, compress(marks, telling), compress(found, telling)))
            for way, found in known.items()
        }
        self.misfits.update({way: misfits[plainest(way, text)] for way in self.extents})

    def misfit(self, mark: Mark, extents: tuple[Extent, ...] | None) -> int:
        if extents is None:
            return NOWHERE
        if mark.words is not None:
            return 0 if said(self.text, extents) == mark.words.split() else NOWHERE
        return sum(misplaced_edges(self.text, *extent) for extent in extents)


def placed(one: Measured, total: Counter[Way], ways: Sequence[Way], *, stated: bool) -> Placed:
    # Without words, bytes would find a rival in every text that is not English.
    tried = [way for way in ways if way in one.extents]
    open_ways = [way for way in tried if one.has_words or stated or way.unit != BYTES]
    by_words = one.misfits if one.has_words else Counter[Way]()
    best = min(open_ways, key=lambda way: (by_words[way], total[way], ways.index(way)))
    found = Placed(one.extents[best])
    others = [way for way in open_ways if one.extents[way] != one.extents[best]]
    if stated or not others:
        return found
    usual = ways[0]
    rivals = [way for way in others if total[way] == total[best]]
    if not one.has_words and rivals:
        either = f"{IN_WORDS[best.unit]} or {IN_WORDS[rivals[0].unit]}"
        if best.unit == rivals[0].unit:
            either = "a line end as two characters or as one"
        if total[best]:
            found.doubt = f"nothing tells whether its numbers count {either}; say it by --offsets"
        else:
            found.note = (
                f"nothing tells whether its numbers count {either}; taken for {best.unit}, unless "
                "--offsets says otherwise"
            )
    elif best != usual and one.extents[usual] != one.extents[best]:
        count = IN_WORDS[best.unit] if best.unit != usual.unit else "a line end as one character"
        if one.has_words:
            found.note = f"its numbers count {count}, as the words beside them tell"
        else:
            found.note = (
                f"a guess by the edges of words: its numbers count {count}; --offsets says what "
                "holds"
            )
    return found


def plainest(way: Way, text: str) -> Way:
    """A way that reads this text alike, with the unit and the ends that are simplest."""
    unit = way.unit
    if text.isascii() or (unit == UTF_16 and not has_wide(text)):
        unit = CHARACTERS
    return Way(unit, way.ends_are_one or "\r\n" not in text)


def has_wide(text: str) -> bool:
    """Whether a character of the text takes two units of UTF-16."""
    return max(text, default="") > "\uffff"


def places(text: str, way: Way) -> Place:
    """How offsets into `text` become offsets into `with_line_feeds` of it."""
    source = with_line_feeds(text) if way.ends_are_one else text
    if way.unit == CHARACTERS and way.ends_are_one:
        length = len(source)
        return lambda at: at if 0 <= at <= length else None
    widths = map(WIDTHS[way.unit], source)
    offsets = list(accumulate(widths, initial=0))
    ours = list(accumulate((advances(source, at) for at in range(len(source))), initial=0))
    return dict(zip(offsets, ours, strict=True)).get


WIDTHS: dict[str, Callable[[str], int]] = {
    CHARACTERS: lambda _one: 1,
    UTF_16: lambda one: 2 if one > "\uffff" else 1,
    BYTES: lambda one: len(one.encode("utf-8", "surrogatepass")),
}


def advances(text: str, at: int) -> bool:
    """Whether the character is one of ours too; the first of a line end of two is not."""
    return text[at] != "\r" or text[at + 1 : at + 2] != "\n"


def extents_of(mark: Mark, place: Place) -> tuple[Extent, ...] | None:
    found = []
    for start, end in mark.extents:
        first, last = place(start), place(end)
        if first is None or last is None or first >= last:
            return None
        found.append((first, last))
    return tuple(found)


def said(text: str, extents: Iterable[Extent]) -> list[str]:
    """The words of the stretches, whatever white space is between them."""
    return " ".join(text[start:end] for start, end in extents).split()


def misplaced_edges(text: str, start: int, end: int) -> int:
    """How many of the two edges lie inside a word, or have a space on the inner side."""
    inside = sum(
        cuts_a_word(text, at) and not UNSPACED.search(text[at - 1 : at + 1]) for at in (start, end)
    )
    return inside + text[start].isspace() + text[end - 1].isspace()
