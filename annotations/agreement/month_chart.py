"""Agreement over time as a chart: a line for each label, a point for each month."""

from collections.abc import Sequence
from datetime import date
from typing import Any, NamedTuple

from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _

from annotations.agreement.tables import Figure, MonthRow
from annotations.ui.charts import Chart, Line, Point, lines

MONTHS = 24  # What a chart shows; the table beside it has all months.
OF_CHANCE = ("kappa_character", "u_alpha")  # These are no shares: 0 is chance.


class OverTime(NamedTuple):
    """The chart, what it shows in a sentence, and how many months it leaves out."""

    chart: Chart
    sentence: str
    left_out: int


def over_time(months: Sequence[MonthRow], labels: Sequence[str], name: str) -> OverTime | None:
    """The last months, the latest last; None where fewer than two have a figure to be joined."""
    told = {month.first_day: month for month in months}
    if len(told) < 2:
        return None
    days = months_until(max(told), min(told))[-MONTHS:]
    wanted = [
        Line(label, [point_of(day, told.get(day), number, name) for day in days])
        for number, label in enumerate(labels)
    ]
    values = [one.value for line in wanted for one in line.points if one.value is not None]
    if not values:
        return None
    drawn = lines(
        [date_format(day, "M Y") for day in days], wanted, scale(name, lowest=min(values))
    )
    left_out = sum(day < days[0] for day in told)
    return OverTime(drawn, sentence_of(told[days[-1]], name), left_out)


def months_until(last: date, first: date) -> list[date]:
    """The first day of each month from one to the other."""
    days, day = [], first
    while day <= last:
        days.append(day)
        day = date(day.year + day.month // 12, day.month % 12 + 1, 1)
    return days


def point_of(day: date, month: MonthRow | None, number: int, name: str) -> Point:
    if month is None:
        return Point(None)
    label, figure = month.figures[number]
    return Point(figure.value, said(day, [(label, figure)], name))


def sentence_of(month: MonthRow, name: str) -> str:
    return said(month.first_day, month.figures, name)


def said(day: date, figures: Sequence[tuple[Any, Figure]], name: str) -> str:
    """«November 2026: Claim 72 %, Quote 88 %»."""
    told = ", ".join(
        f"{label} {in_words(figure.value, name)}"
        for label, figure in figures
        if figure.value is not None
    )
    return f"{date_format(day, 'YEAR_MONTH_FORMAT')}: {told or _('n/a')}"


def in_words(value: float, name: str) -> str:
    """A share as percent, kappa and alpha as they are."""
    if name in OF_CHANCE:
        return number_format(value, decimal_pos=2)
    return _("%(n)s %%") % {"n": round(100 * value)}


def scale(name: str, *, lowest: float) -> list[tuple[float, str]]:
    steps = [0, 0.5, 1] if lowest >= 0 else [-0.5, 0, 0.5, 1]
    if name in OF_CHANCE:
        return [(step, number_format(step)) for step in steps]
    return [(step, in_words(step, name)) for step in steps]
