"""How much two agreements differ, and within which limits the difference is known. Pure.

Both are F1 over the same texts, so an article that is hard for the one is hard for the other. The
limits are those of the ratio estimator: what each text adds to the difference, squared and summed
(the linearisation of survey statistics; Efron's infinitesimal jackknife, which is what a bootstrap
over texts comes to without drawing). So the same texts always have the same limits, and a page
has them at no cost.
"""

from collections.abc import Iterable, Sequence
from itertools import combinations_with_replacement
from math import sqrt
from operator import mul
from typing import NamedTuple

# 99 in 100: the page is looked at again and again, and shall not find something once in twenty.
LIMIT = 2.5758
ENOUGH_TEXTS = 30  # With marks in both groups; of fewer the limits would be too narrow.

# The numbers of a text: spans and pairs of the one group, then those of the other.
NUMBERS = range(4)
PRODUCTS = tuple(combinations_with_replacement(NUMBERS, 2))


class Moments(NamedTuple):
    """Sums over texts: of their four numbers, and of the product of every two of these.

    `texts` are those with a mark in either group, `in_both` those with marks in both.
    """

    texts: int
    in_both: int
    sums: tuple[int, ...]
    products: tuple[int, ...]

    def product(self, one: int, other: int) -> int:
        return self.products[PRODUCTS.index((min(one, other), max(one, other)))]


class Difference(NamedTuple):
    """The agreement in either group, None without a mark, and how much more it is in the second.

    `lower` and `upper` are the limits of the difference; None where there are too few texts.
    """

    first: float | None
    second: float | None
    in_both: int
    lower: float | None = None
    upper: float | None = None

    @property
    def size(self) -> float | None:
        if self.first is None or self.second is None:
            return None
        return self.second - self.first

    @property
    def is_told(self) -> bool:
        """Whether there are enough texts to tell."""
        return self.lower is not None

    @property
    def is_found(self) -> bool:
        """Whether the two differ beyond what chance makes of it."""
        return (
            self.lower is not None
            and self.upper is not None
            and not (self.lower <= 0 <= self.upper)
        )


def moments_of(texts: Iterable[Sequence[int]]) -> Moments:
    """The sums over the numbers of each text: spans, pairs, spans and pairs."""
    rows = [row for row in texts if row[0] or row[2]]
    columns = list(zip(*rows, strict=True)) or [()] * len(NUMBERS)
    return Moments(
        len(rows),
        sum(1 for row in rows if row[0] and row[2]),
        tuple(map(sum, columns)),
        tuple(sum(map(mul, columns[one], columns[other])) for one, other in PRODUCTS),
    )


def difference_of(moments: Moments) -> Difference:
    spans, pairs, other_spans, other_pairs = moments.sums
    first = 2 * pairs / spans if spans else None
    second = 2 * other_pairs / other_spans if other_spans else None
    if first is None or second is None or moments.in_both < ENOUGH_TEXTS:
        return Difference(first, second, moments.in_both)
    # What a text adds to the difference is these four times its four numbers; in sum that is 0.
    weights = (first / spans, -2 / spans, -second / other_spans, 2 / other_spans)
    squared = sum(
        weights[one] * weights[other] * moments.product(one, other)
        for one in NUMBERS
        for other in NUMBERS
    )
    half = LIMIT * sqrt(max(0.0, squared) * moments.texts / (moments.texts - 1))
    size = second - first
    return Difference(first, second, moments.in_both, size - half, size + half)
