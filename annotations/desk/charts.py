"""The charts of the desk: weeks and outlets as what annotations/ui/charts.py draws, in words."""

from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from annotations.desk.outlet_labels import OutletLabels
from annotations.desk.weeks import Week
from annotations.labels import LABELS, Label
from annotations.ui.charts import Chart, Column, Part, Row, columns, stacked_rows


class Told(NamedTuple):
    """A chart, what it shows in a sentence, and its numbers as a table."""

    chart: Chart
    sentence: str
    heads: Sequence[Any]
    rows: Sequence[tuple[Any, Sequence[str]]]


class Section(NamedTuple):
    """A chart with what stands around it on the page; `nothing` is said where `told` is none."""

    id: str
    heading: str
    title: str
    about: str
    told: Told | None
    nothing: str
    labels: Sequence[Label] = ()


def decisions_by_week(weeks: Sequence[Week], *, everybody: bool) -> Section:
    heading = _("Decisions in 12 weeks")
    if everybody:
        about = _("Each in the week in which somebody made it, also where it was changed later.")
    else:
        about = _("Of reviews that are closed, each in the week in which somebody made it.")
    told = told_weeks(weeks, decisions, _("Decisions")) if any_done(weeks) else None
    return Section(
        "decided", heading, heading, about, told, _("Nothing was decided in these weeks.")
    )


def readings_by_week(weeks: Sequence[Week], *, everybody: bool) -> Section:
    return Section(
        "submitted",
        _("Submitted, 12 weeks") if everybody else _("You submitted, 12 weeks"),
        _("Readings submitted, 12 weeks"),
        _("Readings, each in the week in which its editor submitted it."),
        told_weeks(weeks, readings, _("Readings")) if any_done(weeks) else None,
        _("Nothing was submitted in these weeks."),
    )


def annotations_by_outlet(outlets: Sequence[OutletLabels], of_outlets: int) -> Section:
    """Of the outlets with the most annotations; `of_outlets` have any."""
    about = _("Annotations of reviews that were closed in the last 12 months, by outlet.")
    if of_outlets > len(outlets):
        numbers = {"n": grouped(len(outlets)), "all": grouped(of_outlets)}
        about += " " + _("The %(n)s outlets with the most, of %(all)s.") % numbers
    return Section(
        "outlets",
        _("What stands in whose articles"),
        _("Annotations by outlet"),
        about,
        told_outlets(outlets) if outlets else None,
        _("No review is closed yet."),
        list(LABELS.values()),
    )


def any_done(weeks: Sequence[Week]) -> bool:
    return any(week.done for week in weeks)


def grouped(number: int) -> str:
    return number_format(number, force_grouping=True)


def told_weeks(weeks: Sequence[Week], counted: Callable[[int], str], head: str) -> Told:
    """A column for each week; `counted` says a number of what was done, «3 decisions»."""
    drawn = columns(
        [
            Column(
                date_format(week.first, "j M"),
                week.done,
                grouped(week.done),
                sentence_of(week, counted),
                unfinished=week is weeks[-1],
            )
            for week in weeks
        ]
    )
    best = max(weeks, key=lambda week: week.done)
    said = _("%(now)s this week so far, %(before)s last week. The most in one week: %(most)s.") % {
        "now": counted(weeks[-1].done),
        "before": grouped(weeks[-2].done),
        "most": grouped(best.done),
    }
    table = [(date_format(week.first), [grouped(week.done)]) for week in reversed(weeks)]
    return Told(drawn, said, [_("Week from"), head], table)


def sentence_of(week: Week, counted: Callable[[int], str]) -> str:
    return _("Week from %(day)s: %(number)s") % {
        "day": date_format(week.first),
        "number": counted(week.done),
    }


def decisions(number: int) -> str:
    return ngettext("%(n)s decision", "%(n)s decisions", number) % {"n": grouped(number)}


def readings(number: int) -> str:
    return ngettext("%(n)s reading", "%(n)s readings", number) % {"n": grouped(number)}


def told_outlets(outlets: Sequence[OutletLabels]) -> Told:
    """A row for each outlet, of which there is one at least; a part for each label."""
    rows = []
    for one in outlets:
        name = name_of_outlet(one)
        parts = [
            Part(key, number, f"{name}: {label.counted % {'n': number}}")
            for key, label in LABELS.items()
            for number in [one.numbers.get(key, 0)]
        ]
        rows.append(Row(name, parts, grouped(one.total)))
    said = _("The most stand in %(outlet)s: %(number)s.") % {
        "outlet": name_of_outlet(outlets[0]),
        "number": grouped(outlets[0].total),
    }
    table = [
        (
            name_of_outlet(one),
            [*(grouped(one.numbers.get(key, 0)) for key in LABELS), grouped(one.total)],
        )
        for one in outlets
    ]
    heads = [_("Outlet"), *(label.name for label in LABELS.values()), _("All")]
    return Told(stacked_rows(rows), said, heads, table)


def name_of_outlet(one: OutletLabels) -> str:
    return str(one.outlet) if one.outlet else _("No outlet")
