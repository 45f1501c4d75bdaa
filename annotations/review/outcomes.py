"""Outcomes: the spans of an editor matched with the spans of a ruling. Pure.

`released_changes` loads both from a closed review.
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
class Outcome:
    """What a ruling made of a span; `result` is accepted, changed, rejected or added.

    `before` is None for an added span, `after` for a rejected one.
    """

    result: str
    before: Mark | None
    after: Mark | None

    @property
    def mark(self) -> Mark:
        """The editor's span, or the one that was added."""
        return self.before or self.after  # type: ignore[return-value]

    def changed_fields(self) -> list[str]:
        """The fields that were changed, of label, extent, attributed_to, value and unit."""
        if self.before is None or self.after is None:
            return []
        old, new = self.before, self.after
        found = ["extent"] if (old.start, old.end) != (new.start, new.end) else []
        fields = ("label", "attributed_to", "value", "unit")
        return found + [name for name in fields if getattr(old, name) != getattr(new, name)]


def match_spans(
    before: Sequence[Mark],
    after: Sequence[Mark],
    details: Callable[[Mark], Hashable] = lambda one: (one.attributed_to, one.value, one.unit),
) -> list[Outcome]:
    """Match the spans before and after a ruling, each in one outcome, in the order of the text.

    Spans of equal extent, label and `details` are accepted. Of the rest those that overlap best are
    matched one to one, equal labels first, and count as changed. Unmatched spans were rejected or
    added.
    """
    outcomes: list[Outcome] = []
    left, right = list(before), list(after)
    for same in (
        lambda old, new: text_position(old) == text_position(new) and details(old) == details(new),
        lambda old, new: text_position(old) == text_position(new),
    ):
        for old in list(left):
            new = next((one for one in right if same(old, one)), None)
            if new is not None:
                accepted = details(old) == details(new)
                outcomes.append(Outcome(ACCEPTED if accepted else CHANGED, old, new))
                left.remove(old)
                right.remove(new)
    for old, new in list(overlapping_pairs(left, right)):
        outcomes.append(Outcome(CHANGED, old, new))
        left.remove(old)
        right.remove(new)
    outcomes += [Outcome(REJECTED, old, None) for old in left]
    outcomes += [Outcome(ADDED, None, new) for new in right]
    return sorted(outcomes, key=lambda outcome: text_position(outcome.mark))


def text_position(mark: Mark) -> tuple[int, int, str]:
    return mark.start, -mark.end, mark.label


def overlapping_pairs(left: Sequence[Mark], right: Sequence[Mark]) -> Iterator[tuple[Mark, Mark]]:
    """The spans that overlap, paired one to one: equal labels first, then the best overlap."""
    meeting: list[tuple[Any, int, int]] = []
    for i, old in enumerate(left):
        for j, new in enumerate(right):
            if overlap := iou((old.start, old.end), (new.start, new.end)):
                order = (old.label != new.label, -overlap, text_position(old), text_position(new))
                meeting.append((order, i, j))
    taken_left: set[int] = set()
    taken_right: set[int] = set()
    for _order, i, j in sorted(meeting):
        if i not in taken_left and j not in taken_right:
            taken_left.add(i)
            taken_right.add(j)
            yield left[i], right[j]
