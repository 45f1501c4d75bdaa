"""At which second the words of a text are said."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.timecodes import clock_at, second_at

SPOKEN = [[0, 1.5], [20, 64.0], [50, 3725.999]]


@pytest.mark.parametrize(
    ("offset", "second", "clock"),
    [
        (0, 1.5, "0:00:01"),
        (19, 1.5, "0:00:01"),
        (20, 64.0, "0:01:04"),
        (49, 64.0, "0:01:04"),
        (9_000, 3725.999, "1:02:05"),
    ],
)
def test_words_are_said_from_the_moment_before_them(offset, second, clock):
    assert second_at(SPOKEN, offset) == second
    assert clock_at(SPOKEN, offset) == clock


@pytest.mark.parametrize("timecodes", [None, [], [[5, 1.0]]])
def test_of_other_words_nobody_knows(timecodes):
    assert second_at(timecodes, 3) is None
    assert clock_at(timecodes, 3) == ""


@given(
    st.lists(st.tuples(st.integers(0, 99), st.floats(0, 99)), unique_by=lambda one: one[0]),
    st.integers(0, 120),
)
def test_it_is_the_last_moment_that_is_not_behind(pairs, offset):
    timecodes = sorted(map(list, pairs))
    before = [second for start, second in timecodes if start <= offset]
    assert second_at(timecodes, offset) == (before[-1] if before else None)
