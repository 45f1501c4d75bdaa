"""What two editors of a text have in common, label by label, in whole numbers.

Pure. Numbers of texts are added up before anything is divided (measures.py). They are whole, so
that it makes no difference who adds them: this program or the database.
"""

from collections.abc import Hashable, Iterable, Mapping, Sequence, Set
from dataclasses import dataclass
from itertools import combinations
from operator import add
from typing import Any, NamedTuple

from annotations.spans.closest import closest_pairs, touching
from annotations.spans.intervals import Cover, Extent, common, cover, size
from annotations.spans.matching import most_pairs

# Raised where the same layers are counted in another way, or more is counted of them.
VERSION = 3

PAIRED_FROM = 0.5

# Stands for whatever label: what counts is that something is marked there, and not as what.
ANY_LABEL = "any"


@dataclass(frozen=True, slots=True)
class Text:
    """One text as its submitted layers mark it.

    `length` is in code points; `layers` has for each editor the (start, end, label) of every span,
    no two of them the same. Editors are whatever can be put in order.
    """

    id: Hashable
    length: int
    layers: Mapping[Any, Iterable[tuple[int, int, str]]]


class Counts(NamedTuple):
    """What two editors did with one label, in characters and spans; texts are added up.

    `spans` are those of both; `exact` and `paired` are pairs of spans, of the same extent and the
    most that can be made one to one at an intersection over union of at least 0.5; `touching` are
    spans. For the rest an
    editor's spans that overlap are merged into units, whose squared lengths `squared` sums.
    """

    texts: int
    length: int
    spans: int
    exact: int
    paired: int
    touching: int
    marked_by_first: int
    marked_by_second: int
    marked_by_both: int
    squared: int

    def plus(self, other: "Counts") -> "Counts":
        return Counts(*map(add, self, other))


class Pair(NamedTuple):
    """Two editors, the lesser first, of a text that so many `editors` have submitted."""

    first: Any
    second: Any
    editors: int


def counts_of(text: Text, labels: Sequence[str]) -> dict[str, dict[Pair, Counts]]:
    """By label, those of each pair of editors of the text; with ANY_LABEL by their place alone."""
    editors = sorted(text.layers)
    pairs = [Pair(a, b, len(editors)) for a, b in combinations(editors, 2)]
    marked = {editor: _by_label(text.layers[editor], labels) for editor in editors}
    return {
        label: {
            pair: _compared(marked[pair.first][label], marked[pair.second][label], text.length)
            for pair in pairs
        }
        for label in labels
    }


class _Marked(NamedTuple):
    """What one editor marked with one label: the spans, and all of it merged; both by start."""

    extents: list[Extent]
    overlap: bool
    cover: Cover
    size: int
    squared: int


_NOTHING = _Marked([], False, [], 0, 0)


def _by_label(marked: Iterable[tuple[int, int, str]], labels: Iterable[str]) -> dict[str, _Marked]:
    spans = list(marked)
    extents: dict[str, list[Extent]] = {label: [] for label in labels}
    for start, end, label in spans:
        if label in extents:
            extents[label].append((start, end))
    if ANY_LABEL in extents:
        extents[ANY_LABEL] = list({(start, end) for start, end, _label in spans})
    return {label: _marked(of) if of else _NOTHING for label, of in extents.items()}


def _marked(extents: list[Extent]) -> _Marked:
    extents.sort()
    units = cover(extents)
    overlap = len(units) < len(extents)
    return _Marked(
        extents, overlap, units, size(units), sum((end - start) ** 2 for start, end in units)
    )


def _compared(one: _Marked, other: _Marked, length: int) -> Counts:
    exact = paired = met = both = 0
    if one.extents and other.extents and (met := touching(one.extents, other.extents)):
        alike = set(one.extents).intersection(other.extents)
        exact = len(alike)
        if one.overlap or other.overlap:
            paired = most_pairs(one.extents, other.extents, PAIRED_FROM)
        else:
            paired = exact + _one_to_one(one.extents, other.extents, alike)
        met += touching(other.extents, one.extents)
        both = size(common(one.cover, other.cover))
    return Counts(
        texts=1,
        length=length,
        spans=len(one.extents) + len(other.extents),
        exact=exact,
        paired=paired,
        touching=met,
        marked_by_first=one.size,
        marked_by_second=other.size,
        marked_by_both=both,
        squared=one.squared + other.squared,
    )


def _one_to_one(ones: Sequence[Extent], others: Sequence[Extent], alike: Set[Extent]) -> int:
    """The most pairs at an IoU of at least 0.5 beside those alike, where no editor's overlap.

    Each span then has one partner at most, or shares the halves of one: any order gives as many.
    """
    one_left = [extent for extent in ones if extent not in alike]
    other_left = [extent for extent in others if extent not in alike]
    return len(closest_pairs(one_left, other_left, PAIRED_FROM))
