"""How far the editors agree: all over, by pair, by article and by month.

Names are told of closed reviews only, unless the reader is a superuser: what is pooled, of one
article or of one month names nobody.
"""

from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple
from urllib.parse import urlencode

from django.db.models import Prefetch
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET

from annotations import access
from annotations.agreement.differences import between, shared_revisions
from annotations.agreement.filters import AgreementFilter
from annotations.agreement.from_layers import (
    NAMES,
    UNDEFINED,
    Name,
    finished_on,
    released,
    texts_of,
)
from annotations.agreement.measures import (
    MEASURES,
    Agreement,
    Measures,
    PairMeasures,
    Text,
    measure,
)
from annotations.labels import name_of
from annotations.models import Annotation, Disagreement
from annotations.models.disagreement import State
from annotations.ui.chips import chips
from annotations.ui.sorting import Column, column
from articles.models import Revision
from newsroom.models import User
from newsroom.paging import page_of
from newsroom.requests import SignedInRequest

STEPS = 10  # Of colour in the matrix; more are not told apart.


class Figure(NamedTuple):
    """One value of a measure to be shown, or why there is none."""

    value: float | None
    reason: Any = ""

    @property
    def percent(self) -> int:
        """How long its bar is; kappa and alpha may be below nought."""
        return max(0, round(100 * (self.value or 0)))

    @property
    def step(self) -> int:
        return self.percent * STEPS // 100


class Cell(NamedTuple):
    """A pair of editors in the matrix of a label, and where their differences are."""

    figure: Figure
    measures: Measures | None
    address: str


class Matrix(NamedTuple):
    """One label: a row and a column for each editor, None where a row meets itself."""

    label: Any
    names: list[str]
    rows: list[tuple[str, list[Cell | None]]]


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


@require_GET
def agreement(request: SignedInRequest) -> HttpResponse:
    access.refuse_unless_reviewer(request.user)
    filters = AgreementFilter(request.GET)
    layers, labels, chosen = filters.qs, filters.chosen_labels, filters.chosen_measure
    texts = texts_of(layers)
    found = measure(texts, labels)
    if request.user.is_superuser:
        named = found
    else:
        open_to_names = set(released(layers).values_list("revision_id", flat=True))
        named = measure([text for text in texts if text.id in open_to_names], labels)
    finished = finished_on(layers)
    sorted_by = asked_order(request.GET.get("sort", ""), labels)
    order = in_order(found.by_text, finished, sorted_by, chosen)
    page = page_of(order, request)
    context = {
        "filters": filters,
        "chips": list(chips(filters, but=["measure"])),
        "names": NAMES,
        "chosen": NAMES[chosen],
        "found": found,
        "columns": [(name_of(label), found.labels[label]) for label in labels],
        "pooled": pooled(found),
        "matrices": matrices(named, chosen, request),
        "named": named,
        "heads": heads(labels, sorted_by),
        "page": page,
        "rows": article_rows(page, found, finished, chosen),
        "months": months(texts, finished, labels, chosen),
    }
    return render(request, "agreement/agreement.html", context)


def pooled(found: Agreement) -> list[tuple[Name, list[tuple[Any, Figure]]]]:
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


def matrices(found: Agreement, name: str, request: SignedInRequest) -> list[Matrix]:
    pairs = {(pair.label, pair.a, pair.b): pair for pair in found.pairs}
    known = known_names(found.editors)
    return [
        Matrix(
            label=name_of(label),
            names=[known[editor] for editor in found.editors],
            rows=[
                (
                    known[one],
                    [
                        None
                        if one == other
                        else cell(
                            pairs.get((label, min(one, other), max(one, other))), name, request
                        )
                        for other in found.editors
                    ],
                )
                for one in found.editors
            ],
        )
        for label in found.labels
    ]


def known_names(usernames: Iterable[str]) -> dict[str, str]:
    """What each is called; two of one name are told apart by the name they sign in with."""
    names = {user.username: str(user) for user in User.objects.filter(username__in=usernames)}
    called = list(names.values())
    return {
        username: name if called.count(name) == 1 else f"{name} ({username})"
        for username, name in names.items()
    }


def cell(pair: PairMeasures | None, name: str, request: SignedInRequest) -> Cell:
    if pair is None:
        return Cell(Figure(None, _("no shared article")), None, "")
    asked = request.GET.copy()
    for other in ("measure", "sort", "page", "per", "label"):
        asked.pop(other, None)
    query = urlencode({"a": pair.a, "b": pair.b, "label": pair.label})
    further = f"&{asked.urlencode()}" if asked else ""
    address = f"{reverse('agreement_differences')}?{query}{further}"
    return Cell(figure_of(pair.measures, name), pair.measures, address)


def asked_order(asked: str, labels: Sequence[str]) -> str:
    return asked if asked.removeprefix("-") in ("finished", *labels) else "-finished"


def heads(labels: Sequence[str], sorted_by: str) -> list[Column]:
    """The heads of the table of articles that sort it: lowest agreement first."""
    return [
        *(column(label, name_of(label), sorted_by) for label in labels),
        column("-finished", _("Finished"), sorted_by),
    ]


def in_order(
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


def months(
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


@require_GET
def differences(request: SignedInRequest) -> HttpResponse:
    """The places where two editors differ; 404 where the reader may not know of any they share."""
    access.refuse_unless_reviewer(request.user)
    filters = AgreementFilter(request.GET)
    layers = filters.qs if request.user.is_superuser else released(filters.qs)
    a, b = request.GET.get("a", ""), request.GET.get("b", "")
    shared = shared_revisions(layers, a, b).count() if a != b else 0
    if not shared:
        raise Http404
    label = filters.chosen_labels[0] if len(filters.chosen_labels) == 1 else ""
    spans = Annotation.objects.filter(
        layer__editor__username__in=[a, b], label__in=filters.chosen_labels
    )
    spans = spans.select_related("layer__editor").order_by("start", "-end", "label")
    rows = (
        between(a, b, layers=layers, label=label)
        .with_state()
        .select_related("review__revision__article__outlet")
        .defer("review__revision__text", "review__revision__raw", "review__revision__left_out")
        .prefetch_related(Prefetch("annotations", spans, to_attr="of_the_two"))
    )
    page = page_of(rows, request)
    names = known_names([a, b])
    context = {
        "a": names[a],
        "b": names[b],
        "label": name_of(label) if label else "",
        "shared": shared,
        "page": page,
        "rows": [(row, State(row.state), marked(row, a), marked(row, b)) for row in page],
        "back": f"{reverse('agreement')}?{without_pair(request)}",
    }
    return render(request, "agreement/differences.html", context)


def marked(disagreement: Disagreement, editor: str) -> list[Annotation]:
    spans: list[Annotation] = disagreement.of_the_two  # type: ignore[attr-defined]
    return [span for span in spans if span.layer.editor.username == editor]


def without_pair(request: SignedInRequest) -> str:
    asked = request.GET.copy()
    for name in ("a", "b", "page", "per"):
        asked.pop(name, None)
    return asked.urlencode()
