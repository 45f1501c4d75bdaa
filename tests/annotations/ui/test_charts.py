"""Charts as shapes: nothing lies outside, and what is more is drawn as more."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotations.ui.charts import (
    ABOVE,
    LONGEST_NAME,
    PLOT,
    Column,
    Line,
    Part,
    Point,
    Row,
    columns,
    lines,
    percent,
    shortened,
    stacked_rows,
    top_of_scale,
)

SCALE = [(0, "0 %"), (0.5, "50 %"), (1, "100 %")]
numbers = st.integers(0, 10**7)


def made_columns(values):
    return columns(
        [Column(f"{n} Nov", value, str(value), f"{n}: {value}") for n, value in enumerate(values)]
    )


def share(place):
    return float(place.rstrip("%"))


@pytest.mark.parametrize(
    ("value", "top"), [(0, 1), (1, 1), (2, 2), (3, 5), (7, 10), (11, 20), (99, 100), (101, 200)]
)
def test_a_scale_ends_at_a_round_number(value, top):
    assert top_of_scale(value) == top


@given(numbers)
def test_a_scale_holds_its_value_and_wastes_less_than_two_thirds(value):
    assert value <= top_of_scale(value)
    assert value < 2 or top_of_scale(value) <= 2.5 * value


@given(st.lists(numbers, max_size=60))
def test_columns_lie_side_by_side_on_the_ground_line(values):
    chart = made_columns(values)
    assert len(chart.bars) == len(values)
    for bar, value in zip(chart.bars, values, strict=True):
        assert bar.y + bar.height == ABOVE + PLOT
        assert ABOVE <= bar.y <= ABOVE + PLOT
        assert (bar.height > 0) == (value > 0)
    edges = [(share(bar.x), share(bar.x) + share(bar.width)) for bar in chart.bars]
    assert all(0 <= start < end <= 100.01 for start, end in edges)
    assert all(one[1] <= other[0] for one, other in pairwise(edges))


@given(st.lists(numbers, min_size=2, max_size=20))
def test_more_is_never_drawn_lower(values):
    heights = [bar.height for bar in made_columns(values).bars]
    assert [heights[n] for n in sorted(range(len(values)), key=values.__getitem__)] == sorted(
        heights
    )


def test_the_last_column_and_every_few_before_it_have_their_name_below():
    names = [word.words for word in made_columns(range(12)).words if word.kind != "value"]
    assert names == ["2 Nov", "5 Nov", "8 Nov", "11 Nov"]
    few = [word.words for word in made_columns([0, 1]).words if word.kind != "value"]
    assert few == ["0 Nov", "1 Nov"]


def test_a_column_of_nothing_says_no_number_and_one_that_grows_is_told_by_its_look():
    chart = columns([Column("a", 0, "0", "a: 0"), Column("b", 4, "4", "b: 4", unfinished=True)])
    assert [word.words for word in chart.words if word.kind == "value"] == ["4"]
    assert [bar.kind for bar in chart.bars] == ["", "unfinished"]


@given(st.lists(st.lists(st.integers(0, 10**5), min_size=3, max_size=3), max_size=12))
def test_the_parts_of_a_row_lie_end_to_end_and_the_longest_row_has_the_width(parts):
    kinds = ("claim", "quote", "statistic")
    rows = [
        Row("A", [Part(kind, n, "") for kind, n in zip(kinds, some, strict=True)], "")
        for some in parts
    ]
    chart = stacked_rows(rows)
    ends = []
    for number, row in enumerate(rows):
        bars = [bar for bar in chart.bars if bar.y // 46 == number]
        assert [bar.kind for bar in bars] == [part.kind for part in row.parts if part.value]
        end = 0.0
        for bar in bars:
            assert share(bar.x) == pytest.approx(end, abs=0.03)
            end = share(bar.x) + share(bar.width)
        ends.append(end)
    assert chart.height == 46 * len(rows)
    if any(map(any, parts)):
        assert max(ends) == pytest.approx(100, abs=0.05)


@given(st.lists(st.none() | st.floats(-1, 2), min_size=1, max_size=40))
def test_a_line_is_broken_where_a_value_is_missing_and_stays_within_the_scale(values):
    chart = lines(
        [str(n) for n in range(len(values))], [Line("claim", [*map(Point, values)])], SCALE
    )
    there = [value is not None for value in values]
    assert len(chart.dots) == sum(there)
    assert len(chart.strokes) == sum(one and other for one, other in pairwise(there))
    assert all(ABOVE <= dot.y <= ABOVE + PLOT for dot in chart.dots)
    assert all(0 <= share(dot.x) <= 100 for dot in chart.dots)


def test_lines_are_told_apart_by_pattern_and_by_kind():
    points = [Point(0.2, "Oct"), Point(0.4, "Nov")]
    chart = lines(["Oct", "Nov"], [Line("claim", points), Line("quote", points)], SCALE)
    assert {(stroke.kind, stroke.pattern) for stroke in chart.strokes} == {
        ("claim", 0),
        ("quote", 1),
    }
    assert [rule.words for rule in chart.rules] == ["0 %", "50 %", "100 %"]
    assert [rule.y for rule in chart.rules] == [ABOVE + PLOT, ABOVE + PLOT // 2, ABOVE]


def test_places_are_written_as_svg_takes_them_in_every_language():
    assert percent(1 / 3) == "33.33%"


def test_a_long_name_is_cut_for_a_phone():
    assert shortened("Daily Ledger") == "Daily Ledger"
    long = shortened("The Very Long Name of an Outlet That Nobody Reads")
    assert long.endswith("…")
    assert len(long) <= LONGEST_NAME
