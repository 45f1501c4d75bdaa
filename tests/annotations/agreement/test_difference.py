"""Whether two agreements differ: found where it is so, and not where it is not."""

import random
from statistics import stdev

import pytest

from annotations.agreement.difference import (
    ENOUGH_TEXTS,
    LIMIT,
    difference_of,
    moments_of,
)

# A desk of half a year: articles with some dozen passages that are worth a mark, a fifth of them in
# paragraphs held back.
TEXTS, PASSAGES, HELD_BACK = 300, 12, 0.2
# Each editor marks a passage by themselves with this chance, in hard articles less, in easy more.
MARKED, SPREAD = 0.6, 0.15
# So often do both follow what is suggested that F1 is 0.7 in the place of 0.6.
STEERED = 1 / 6


def simulated(seed, *, steered=0.0, texts=TEXTS):
    """Of each text the marks and pairs where suggestions were held back, and where shown."""
    chance = random.Random(seed)
    draw = chance.random
    rows = []
    for _ in range(texts):
        found = [0, 0, 0, 0]
        marked = MARKED + SPREAD * (2 * draw() - 1)
        for _ in range(PASSAGES):
            shown = draw() >= HELD_BACK
            follows = shown and draw() < steered
            one, other = follows or draw() < marked, follows or draw() < marked
            found[2 * shown] += one + other
            found[2 * shown + 1] += one and other
        rows.append(tuple(found))
    return rows


def told(seed, **planted):
    return difference_of(moments_of(simulated(seed, **planted)))


def test_a_bias_of_a_tenth_is_found_in_95_of_100_desks():
    found = [told(seed, steered=STEERED) for seed in range(100)]
    assert sum(one.is_found and one.size > 0 for one in found) >= 95
    assert 0.08 < sum(one.size for one in found) / 100 < 0.12


def test_where_there_is_none_none_is_reported_in_95_of_100():
    found = [told(seed) for seed in range(100, 200)]
    assert sum(one.is_found for one in found) <= 5
    assert all(one.is_told for one in found)


def test_the_limits_hold_the_planted_difference():
    found = [told(seed, steered=STEERED) for seed in range(200, 300)]
    # The spread between articles moves the truth a little: half of it is far beyond that.
    assert sum(one.lower <= 0.1 <= one.upper for one in found) >= 95


def test_the_limits_are_those_of_a_bootstrap_over_texts():
    rows = simulated(7, steered=STEERED, texts=120)
    chance = random.Random(8)
    drawn = [difference_of(moments_of(chance.choices(rows, k=len(rows)))).size for _ in range(300)]
    found = difference_of(moments_of(rows))
    half = (found.upper - found.lower) / 2
    assert half == pytest.approx(LIMIT * stdev(drawn), rel=0.15)


def test_with_few_texts_the_figures_are_told_and_no_limits():
    found = told(1, texts=ENOUGH_TEXTS - 1)
    assert found.size is not None
    assert not found.is_told
    assert not found.is_found
    assert told(1, texts=3 * ENOUGH_TEXTS).is_told


def test_texts_count_where_both_groups_have_marks():
    apart = [(4, 1, 0, 0)] * 100 + [(0, 0, 4, 2)] * 100
    found = difference_of(moments_of(apart))
    assert (found.first, found.second, found.in_both) == (0.5, 1.0, 0)
    assert not found.is_told


@pytest.mark.parametrize("rows", [[], [(0, 0, 0, 0)] * 50, [(3, 1, 0, 0)] * 50])
def test_without_marks_in_a_group_there_is_no_difference(rows):
    found = difference_of(moments_of(rows))
    assert found.size is None
    assert not found.is_found


def test_where_all_agree_everywhere_nothing_is_found():
    found = difference_of(moments_of([(4, 2, 8, 4)] * 50))
    assert (found.first, found.second, found.lower, found.upper) == (1, 1, 0, 0)
    assert not found.is_found


def test_texts_without_a_mark_change_nothing():
    rows = simulated(3)
    assert moments_of([*rows, (0, 0, 0, 0)]) == moments_of(rows)
