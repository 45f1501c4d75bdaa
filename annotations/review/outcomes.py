"""What became of an editor's spans under one ruling: which span of the ruling answers to which.

Pure. Where the spans come from, and why it was ruled so, is the business of `changes`.
"""

from collections.abc import Callable, Hashable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from annotations.spans.intervals import iou

ACCEPTED, CHANGED, REJECTED, ADDED = "accepted", "changed", "rejected", "added"


@dataclass(frozen=True, slots=True)
class Mark:
    """A span with its details, of an editor or of a ruling; `words` are those of the text."""

    start: int
    end: int
    label: str
    words: str = ""
    attributed_to: str = ""
    value: str = ""
    unit: str = ""


@dataclass(frozen=True, slots=True)
class Fate:
    """What became of a span: accepted and changed have both sides, rejected and added have one."""

    outcome: str
    before: Mark | None
    after: Mark | None

    @property
    def mark(self) -> Mark:
        """The editor's span, or the one that was added."""
        return self.before or self.after  # type: ignore[return-value]

    def differences(self) -> list[str]:
        """The fields that were changed, of label, extent, attributed_to, value and unit."""
        if self.before is None or self.after is None:
            return []
        old, new = self.before, self.after
        found = ["extent"] if (old.start, old.end) != (new.start, new.end) else []
        fields = ("label", "attributed_to", "value", "unit")
        return found + [name for name in fields if getattr(old, name) != getattr(new, name)]


def fates(
    before: Sequence[Mark],
    after: Sequence[Mark],
    details: Callable[[Mark], Hashable] = lambda one: (one.attributed_to, one.value, one.unit),
) -> list[Fate]:
    """Every span of both sides once, in the order of the text.

    Spans of the same extent and label with equal `details` are accepted; of the rest the best
    overlaps are paired, one to one, those of one label first, and are changed; what is left was
    rejected or added.
    """
    found: list[Fate] = []
    left, right = list(before), list(after)
    for same in (
        lambda old, new: place(old) == place(new) and details(old) == details(new),
        lambda old, new: place(old) == place(new),
    ):
        for old in list(left):
            new = next((one for one in right if same(old, one)), None)
            if new is not None:
                accepted = details(old) == details(new)
                found.append(Fate(ACCEPTED if accepted else CHANGED, old, new))
                left.remove(old)
                right.remove(new)
    for old, new in list(pairs(left, right)):
        found.append(Fate(CHANGED, old, new))
        left.remove(old)
        right.remove(new)
    found += [Fate(REJECTED, old, None) for old in left]
    found += [Fate(ADDED, None, new) for new in right]
    return sorted(found, key=lambda one: place(one.mark))


def place(mark: Mark) -> tuple[int, int, str]:
    return mark.start, -mark.end, mark.label


def pairs(left: Sequence[Mark], right: Sequence[Mark]) -> Iterator[tuple[Mark, Mark]]:
    """Those that overlap, one to one: of one label first, the best overlap first."""
    meeting: list[tuple[Any, int, int]] = []
    for i, old in enumerate(left):
        for j, new in enumerate(right):
            if overlap := iou((old.start, old.end), (new.start, new.end)):
                order = (old.label != new.label, -overlap, place(old), place(new))
                meeting.append((order, i, j))
    taken_left: set[int] = set()
    taken_right: set[int] = set()
    for _order, i, j in sorted(meeting):
        if i not in taken_left and j not in taken_right:
            taken_left.add(i)
            taken_right.add(j)
            yield left[i], right[j]
