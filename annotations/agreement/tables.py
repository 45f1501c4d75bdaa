"""The tables of the agreement page: figures by label, by article and by month."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from django.db.models import F, QuerySet
from django.template.defaultfilters import floatformat
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext as _now

from annotations.agreement.from_layers import HEADLINE, NAMES, UNDEFINED, Name, label_name
from annotations.agreement.measures import MEASURES, Agreement, Measures, reason_of
from annotations.agreement.sums import Summed, by_month, figures
from annotations.labels import LABELS, name_of
from annotations.models import TextFigures
from articles.models import Revision
from newsroom.accounts.naming import choices_of
from newsroom.models import User
from newsroom.prepared import ask

STEPS = 10  # Steps of colour in the matrix; more cannot be told apart.


FIGURE = """\
<span class="figure">
  <span class="value">{}</span>
  <svg class="bar" viewBox="0 0 100 6" preserveAspectRatio="none" aria-hidden="true" \
focusable="false"><rect class="whole" width="100" height="6" />\
<rect class="part" width="{}" height="6" /></svg>
</span>"""
NO_FIGURE = (
    '<span class="figure none"><span class="value">{}</span> <span class="reason">{}</span></span>'
)


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

    @property
    def drawn(self) -> str:
        """The figure with its bar, or why there is none.

        Written here: a page has a hundred of them, and a template takes many times as long.
        """
        if self.value is None:
            return format_html(NO_FIGURE, _now("n/a"), self.reason)
        return format_html(FIGURE, floatformat(self.value, "2"), self.percent)


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


def pooled_rows(
    by_label: Mapping[str, Measures],
) -> list[tuple[Name, list[tuple[Any, Figure]]]]:
    """A row for each measure, a figure for each label."""
    return [
        (
            NAMES[name],
            [
                (label_name(label), figure_of(measures, name))
                for label, measures in by_label.items()
            ],
        )
        for name in MEASURES
    ]


def headlines(found: Agreement) -> list[tuple[Any, int]]:
    """Of each label, in the plural, how many percent of its marks editors share, by HEADLINE."""
    shares = {label: getattr(measures, HEADLINE) for label, measures in found.labels.items()}
    return [
        (LABELS[label].plural, round(100 * share))
        for label, share in shares.items()
        if share is not None
    ]


def figure_of(measures: Measures, name: str) -> Figure:
    value = getattr(measures, name)
    return Figure(value, "" if value is not None else UNDEFINED[measures.undefined[name]])


def figures_of(by_label: Mapping[str, Measures], name: str) -> list[tuple[Any, Figure]]:
    return [(name_of(label), figure_of(of, name)) for label, of in by_label.items()]


def display_names(usernames: Iterable[str]) -> dict[str, str]:
    """Full names by user name; where two share one, the user name is added."""
    return dict(choices_of(User.objects.filter(username__in=usernames)))


def texts_in_order(
    narrowed: Callable[[QuerySet[Any]], QuerySet[Any]],
    sorted_by: str,
    labels: Sequence[str],
    name: str,
) -> QuerySet[TextFigures]:
    """The texts, each by its figures for one label; those without a figure always come last."""
    what, down = sorted_by.removeprefix("-"), sorted_by.startswith("-")
    if what == "finished":
        sign = "-" if down else ""
        return narrowed(figures(labels[0])).order_by(f"{sign}finished_at", f"{sign}revision_id")
    by = F(name).desc(nulls_last=True) if down else F(name).asc(nulls_last=True)
    return narrowed(figures(what)).order_by(by, "revision_id")


def article_rows(
    texts: Iterable[TextFigures], labels: Sequence[str], name: str
) -> list[ArticleRow]:
    shown = list(texts)
    pks = [text.revision_id for text in shown]
    if not pks:
        return []
    revisions = {one.pk: one for one in ask(_revisions, pks=pks)}
    kept = ask(_figures, pks=pks, labels=list(labels))
    known = {(row.revision_id, row.label): row for row in kept}
    rows = []
    for text in shown:
        by_label = [known.get((text.revision_id, label), text) for label in labels]
        rows.append(
            ArticleRow(
                revisions[text.revision_id],
                timezone.localtime(text.finished_at).date(),
                editors=text.editors,
                spans=sum(row.spans for row in by_label),
                figures=[(name_of(row.label), figure_of_text(row, name)) for row in by_label],
            )
        )
    return rows


def _revisions(*, pks: Any) -> QuerySet[Revision]:
    shown = Revision.objects.select_related("article__outlet", "review")
    return shown.defer("text", "raw", "left_out").filter(pk__in=pks)


def _figures(*, pks: Any, labels: Any) -> QuerySet[TextFigures]:
    return TextFigures.objects.filter(revision__in=pks, label__in=labels)


def figure_of_text(row: TextFigures, name: str) -> Figure:
    value = getattr(row, name)
    return Figure(value, "" if value is not None else UNDEFINED[reason_of(1, row.spans)])


def month_rows(rows: Iterable[Summed], labels: Sequence[str], name: str) -> list[MonthRow]:
    """By the month in which a text was finished, the latest first."""
    return [
        MonthRow(
            month,
            next(iter(by_label.values())).texts,
            sum(measures.spans for measures in by_label.values()),
            figures_of(by_label, name),
        )
        for month, by_label in by_month(rows, labels)
    ]
