"""Agreement over time: a line for each label, months without a figure left open."""

from datetime import date

from annotations.agreement.month_chart import MONTHS, months_until, over_time, scale
from annotations.agreement.tables import Figure, MonthRow

LABELS = ["claim", "quote"]


def month(year, number, claim, quote=None):
    figures = [("Claim", Figure(claim)), ("Quote", Figure(quote))]
    return MonthRow(date(year, number, 1), 1, 4, figures)


def test_there_is_no_chart_of_a_single_month_or_of_no_figure():
    assert over_time([], LABELS, "f1_iou50") is None
    assert over_time([month(2026, 11, 0.7)], LABELS, "f1_iou50") is None
    nothing = [month(2026, 11, None), month(2026, 10, None)]
    assert over_time(nothing, LABELS, "f1_iou50") is None


def test_the_latest_month_is_told_in_words():
    told = over_time([month(2026, 11, 0.72, 0.88), month(2026, 10, 0.5)], LABELS, "f1_iou50")
    assert told.sentence == "November 2026: Claim 72 %, Quote 88 %"
    assert {dot.words for dot in told.chart.dots} == {
        "November 2026: Claim 72 %",
        "November 2026: Quote 88 %",
        "October 2026: Claim 50 %",
    }
    assert len(told.chart.strokes) == 1


def test_a_month_without_work_breaks_the_line():
    told = over_time([month(2026, 3, 0.7), month(2026, 1, 0.5)], LABELS, "f1_iou50")
    assert len(told.chart.dots) == 2
    assert not told.chart.strokes


def test_only_the_last_months_are_drawn_and_the_others_counted():
    months = [month(2026, 12, 0.7), month(2026, 1, 0.6), month(2024, 12, 0.5), month(2020, 2, 0.4)]
    told = over_time(months, LABELS, "f1_iou50")
    assert len(told.chart.dots) == 2
    assert told.left_out == 2
    assert len(months_until(date(2026, 12, 1), date(2020, 2, 1))[-MONTHS:]) == MONTHS


def test_kappa_and_alpha_are_no_percentages_and_may_lie_below_chance():
    told = over_time([month(2026, 11, -0.2), month(2026, 10, 0.5)], LABELS, "u_alpha")
    assert told.sentence == "November 2026: Claim -0.20"
    assert [words for _value, words in scale("u_alpha", lowest=-0.2)] == ["-0.5", "0", "0.5", "1"]
    assert [words for _value, words in scale("f1_exact", lowest=0.1)] == ["0 %", "50 %", "100 %"]


def test_months_run_over_the_end_of_a_year():
    assert months_until(date(2026, 2, 1), date(2025, 11, 1)) == [
        date(2025, 11, 1),
        date(2025, 12, 1),
        date(2026, 1, 1),
        date(2026, 2, 1),
    ]
