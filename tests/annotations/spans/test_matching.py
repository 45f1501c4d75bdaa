"""The largest matching, beside every matching there is."""

from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotations.spans.closest import closest_pairs
from annotations.spans.intervals import iou
from annotations.spans.matching import most_pairs

extents = st.tuples(st.integers(0, 8), st.integers(1, 6)).map(lambda one: (one[0], sum(one)))
layers = st.sets(extents, max_size=7).map(sorted)
shares = st.sampled_from([0.2, 0.5, 0.75, 1.0])


def most_by_trying_all(ones, others, at_least):
    @cache
    def most(one, free):
        if one == len(ones):
            return 0
        best = most(one + 1, free)
        for other in free:
            if iou(ones[one], others[other]) >= at_least:
                best = max(best, 1 + most(one + 1, free - {other}))
        return best

    return most(0, frozenset(range(len(others))))


@given(layers, layers, shares)
def test_no_matching_is_larger(ones, others, at_least):
    assert most_pairs(ones, others, at_least) == most_by_trying_all(ones, others, at_least)


@given(layers, layers, shares)
def test_it_does_not_matter_whose_spans_come_first(ones, others, at_least):
    assert most_pairs(ones, others, at_least) == most_pairs(others, ones, at_least)


@given(layers, layers, shares)
def test_it_is_at_least_that_of_the_closest(ones, others, at_least):
    assert most_pairs(ones, others, at_least) >= len(closest_pairs(ones, others, at_least))


@pytest.mark.parametrize(
    ("ones", "others", "pairs"),
    [
        # Closest first, the two that are alike leave nothing for the two outer ones.
        ([(0, 2), (1, 2)], [(0, 1), (0, 2)], 2),
        ([(0, 4)], [(0, 2), (2, 4)], 1),
        ([], [(0, 1)], 0),
        ([(0, 1)], [(1, 2)], 0),
    ],
)
def test_pairs_are_counted(ones, others, pairs):
    assert most_pairs(ones, others, 0.5) == pairs
