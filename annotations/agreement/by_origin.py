"""How far two editors agree on what they found apart, and on what both accepted as suggested.

And where suggestions were shown to both, and where they were held back from both. Pure. Each mark
of the two is counted once: with the one it is paired with, at an intersection over union of at
least 0.5 as in counting.py, or alone.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from operator import add
from typing import NamedTuple

from annotations.agreement.counting import PAIRED_FROM
from annotations.spans.matching import largest_matching

# Stands for all labels together, each counted by itself and then summed.
ALL_LABELS = "all"


class Mark(NamedTuple):
    """What an editor marked: `accepted` where it was suggested, `held` where nothing was."""

    start: int
    end: int
    accepted: bool
    held: bool


@dataclass(frozen=True, slots=True)
class Reading:
    """What one editor marked in a text, by label, of which the origin is known throughout.

    `percent_held_back` is None where no suggestion was shown in the text at all. `steady` are the
    labels of which suggestions were shown wherever they were not held back: of others it cannot be
    told what they do.
    """

    marks: Mapping[str, Sequence[Mark]]
    percent_held_back: int | None = None
    steady: frozenset[str] = frozenset()


class Parts(NamedTuple):
    """The marks of both editors and the pairs among them, texts and pairs of editors added up.

    A pair counts as accepted where both accepted it: where one found it by hand they did not agree
    by accepting. It counts as held where it was held back from both.
    """

    apart_spans: int = 0
    apart_paired: int = 0
    accepted_spans: int = 0
    accepted_paired: int = 0
    shown_spans: int = 0
    shown_paired: int = 0
    held_spans: int = 0
    held_paired: int = 0

    def plus(self, other: "Parts") -> "Parts":
        return Parts(*map(add, self, other))


def parts_of(readings: Iterable[Reading], labels: Iterable[str]) -> dict[str, Parts]:
    """By label, and of all labels together, over every two editors of one text."""
    found: defaultdict[str, Parts] = defaultdict(Parts)
    pairs = list(combinations(readings, 2))
    for label in labels:
        for one, other in pairs:
            found[label] = found[label].plus(_compared(one, other, label))
        found[ALL_LABELS] = found[ALL_LABELS].plus(found[label])
    return dict(found)


def _compared(one: Reading, other: Reading, label: str) -> Parts:
    if (one.percent_held_back is None) != (other.percent_held_back is None):
        return Parts()  # The one could not accept what the other could.
    ones, others = sorted(one.marks.get(label, ())), sorted(other.marks.get(label, ()))
    matching = largest_matching(
        [(mark.start, mark.end) for mark in ones],
        [(mark.start, mark.end) for mark in others],
        PAIRED_FROM,
    )
    paired = set(matching.values())
    together = [(ones[number], others[partner]) for number, partner in matching.items()]
    alone = [mark for number, mark in enumerate(ones) if number not in matching]
    alone += [mark for number, mark in enumerate(others) if number not in paired]
    accepted = [a.accepted and b.accepted for a, b in together]
    parts = _split(accepted, [mark.accepted for mark in alone])
    held = one.percent_held_back
    if held and held == other.percent_held_back and label in one.steady & other.steady:
        both = [a.held and b.held for a, b in together]
        return Parts(*parts, *_split(both, [mark.held for mark in alone]))
    return Parts(*parts)


def _split(pairs: Sequence[bool], alone: Sequence[bool]) -> tuple[int, int, int, int]:
    """Spans and pairs of those that are not so, and of those that are."""
    so, alone_so = sum(pairs), sum(alone)
    not_so, alone_not_so = len(pairs) - so, len(alone) - alone_so
    return 2 * not_so + alone_not_so, not_so, 2 * so + alone_so, so
