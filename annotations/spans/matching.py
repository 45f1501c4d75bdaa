"""The largest one-to-one matching of spans that share enough of their words. Pure."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence

from annotations.spans.closest import closest_pairs
from annotations.spans.intervals import Extent, iou


def most_pairs(ones: Sequence[Extent], others: Sequence[Extent], at_least: float) -> int:
    """How many pairs there can be at an IoU of `at_least`, each span in one of them at most.

    Both sequences are in order of start and end, and `at_least` is above 0.
    """
    return len(largest_matching(ones, others, at_least))


def largest_matching(
    ones: Sequence[Extent], others: Sequence[Extent], at_least: float
) -> dict[int, int]:
    """The most pairs, by number: the other of each of the ones that has one.

    It begins with the closest pairs and then looks for chains along which there is room for one
    more (Berge, 1957). Needed is what `most_pairs` needs.
    """
    matching = _Matching(ones, others, at_least)
    for one in range(len(ones)):
        if one not in matching.of_ones:
            matching.make_room_for(one)
    return matching.of_ones


class _Matching:
    """Pairs by number, from either side."""

    def __init__(self, ones: Sequence[Extent], others: Sequence[Extent], at_least: float) -> None:
        self.ones, self.others, self.at_least = ones, others, at_least
        self.starts = [start for start, _end in others]
        self.of_ones = dict(closest_pairs(ones, others, at_least))
        self.of_others = {other: one for one, other in self.of_ones.items()}
        # What was reached in vain lies on no later chain either (the Hungarian tree).
        self.in_vain: set[int] = set()

    def make_room_for(self, root: int) -> None:
        """Pair `root` if that can be done by giving others on a chain another partner."""
        reached: dict[int, int] = {}
        waiting = [root]
        for one in waiting:
            for other in self._near(one):
                if other in reached or other in self.in_vain:
                    continue
                reached[other] = one
                if other not in self.of_others:
                    self._move_along(reached, other, root)
                    return
                waiting.append(self.of_others[other])
        self.in_vain |= reached.keys()

    def _move_along(self, reached: dict[int, int], free: int, root: int) -> None:
        """From the free one back to `root`, each takes the partner by which it was reached."""
        one, other = reached[free], free
        while one != root:
            left = self.of_ones[one]
            self.of_ones[one], self.of_others[other] = other, one
            one, other = reached[left], left
        self.of_ones[root], self.of_others[other] = other, root

    def _near(self, one: int) -> Iterator[int]:
        """Those others that share enough with it: they begin no further off than it is long."""
        start, end = self.ones[one]
        # An IoU of r leaves at most (1 - r) / r of its length before it.
        before = int((end - start) * (1 / self.at_least - 1)) + 1
        first = bisect_left(self.starts, start - before)
        for other in range(first, bisect_right(self.starts, end - 1)):
            if iou(self.ones[one], self.others[other]) >= self.at_least:
                yield other
