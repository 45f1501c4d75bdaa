"""The tables of the agreement page: figures by label, by article and by month."""

from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from annotations.agreement.from_layers import NAMES, UNDEFINED, Name
from annotations.agreement.measures import MEASURES, Agreement, Measures, Text, measure
from annotations.labels import name_of
from articles.models import Revision
from newsroom.models import User

STEPS = 10  # Steps of colour in the matrix; more cannot be told apart.


class Figure(NamedTuple):
    """One value of a measure to be shown, or why there is none."""

    value: float | None
    reason: Any = ""

    @property
    def percent(self) -> int:
        """The length of its bar; kappa and alpha, which may be negative, have none below 0."""
        return max(0, round(100 * (self.value or 0)))

    @property
    def step(self) -> int:
        return self.percent * STEPS // 100


class ArticleRow(NamedTuple):
    """One text: its revision, the day it was finished, its figures in the order of the labels."""

    revision: Revision
    finished: date
    editors: int
    spans: int
    figures: list[tuple[Any, Figure]]


class MonthRow(NamedTuple):
    """One month: the texts finished in it, and their figures in the order of the labels."""

    first_day: date
    texts: int
    spans: int
    figures: list[tuple[Any, Figure]]


def pooled_rows(found: Agreement) -> list[tuple[Name, list[tuple[Any, Figure]]]]:
    """A row for each measure, a figure for each label."""
    return [
        (
            NAMES[name],
            [
                (name_of(label), figure_of(measures, name))
                for label, measures in found.labels.items()
            ],
        )
        for name in MEASURES
    ]


def figure_of(measures: Measures, name: str) -> Figure:
    value = getattr(measures, name)
    return Figure(value, "" if value is not None else UNDEFINED[measures.undefined[name]])


def figures_of(by_label: Mapping[str, Measures], name: str) -> list[tuple[Any, Figure]]:
    return [(name_of(label), figure_of(of, name)) for label, of in by_label.items()]


def display_names(usernames: Iterable[str]) -> dict[str, str]:
    """Full names by user name; where two share one, the user name is added."""
    names = {user.username: str(user) for user in User.objects.filter(username__in=usernames)}
    called = list(names.values())
    return {
        username: name if called.count(name) == 1 else f"{name} ({username})"
        for username, name in names.items()
    }


def texts_in_order(
    by_text: Mapping[Hashable, Mapping[str, Measures]],
    finished: Mapping[int, date],
    sorted_by: str,
    name: str,
) -> list[Any]:
    """The ids of the texts; those without a figure always come last."""
    what, down = sorted_by.removeprefix("-"), sorted_by.startswith("-")
    if what == "finished":
        return sorted(by_text, key=lambda text: (finished[text], text), reverse=down)
    values = {text: getattr(of[what], name) for text, of in by_text.items()}
    with_figure = [text for text, value in values.items() if value is not None]
    without = [text for text, value in values.items() if value is None]
    return [*sorted(with_figure, key=lambda text: values[text], reverse=down), *without]


def article_rows(
    ids: Iterable[int], found: Agreement, finished: Mapping[int, date], name: str
) -> list[ArticleRow]:
    wanted = list(ids)
    revisions = (
        Revision.objects.select_related("article__outlet", "review")
        .defer("text", "raw", "left_out")
        .in_bulk(wanted)
    )
    rows = []
    for pk in wanted:
        by_label = found.by_text[pk]
        rows.append(
            ArticleRow(
                revisions[pk],
                finished[pk],
                editors=next(iter(by_label.values())).editors,
                spans=sum(measures.spans for measures in by_label.values()),
                figures=figures_of(by_label, name),
            )
        )
    return rows


def month_rows(
    texts: Iterable[Text], finished: Mapping[int, date], labels: Sequence[str], name: str
) -> list[MonthRow]:
    """By the month in which a text was finished, the latest first."""
    by_month: defaultdict[date, list[Text]] = defaultdict(list)
    for text in texts:
        if len(text.layers) > 1:
            by_month[finished[text.id].replace(day=1)].append(text)  # type: ignore[index]
    rows = []
    for month in sorted(by_month, reverse=True):
        found = measure(by_month[month], labels)
        spans = sum(measures.spans for measures in found.labels.values())
        rows.append(MonthRow(month, found.texts, spans, figures_of(found.labels, name)))
    return rows
