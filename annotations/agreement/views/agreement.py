"""The page of agreement, and the list of differences between two editors.

Reviewers see editors' names in figures from closed reviews only, superusers in all; pooled figures
and those of an article or a month name nobody.
"""

from collections.abc import Sequence
from typing import Any, NamedTuple
from urllib.parse import urlencode

from django.db.models import Prefetch
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET

from annotations import access
from annotations.agreement.by_origin import ALL_LABELS
from annotations.agreement.counted import bring_up_to_date, in_use
from annotations.agreement.counting import ANY_LABEL
from annotations.agreement.differences import between, shared_revisions
from annotations.agreement.filters import AgreementFilter
from annotations.agreement.from_layers import NAMES, label_name
from annotations.agreement.measures import (
    Agreement,
    Measures,
    PairMeasures,
    agreement_of,
    measures_of,
)
from annotations.agreement.month_chart import over_time
from annotations.agreement.origin_sums import differences_over
from annotations.agreement.row_html import draw_rows
from annotations.agreement.steering import latest_words, steering_of
from annotations.agreement.sums import pooled, summed
from annotations.agreement.tables import (
    Figure,
    article_rows,
    display_names,
    figure_of,
    headlines,
    month_rows,
    pooled_rows,
    texts_in_order,
)
from annotations.labels import LABELS, name_of
from annotations.models import Annotation, Disagreement, PairCounts
from annotations.models.disagreement import State
from annotations.ui.filter_bar import list_context
from annotations.ui.sorting import Column, column
from newsroom.paging import page_of
from newsroom.requests import SignedInRequest


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


@require_GET
def agreement(request: SignedInRequest) -> HttpResponse:
    access.refuse_unless_reviewer(request.user)
    filters = AgreementFilter(request.GET)
    labels, chosen = filters.chosen_labels, filters.chosen_measure
    bring_up_to_date()
    narrowing = filters.texts if filters.narrows else None
    every = summed([*labels, ANY_LABEL], narrowing)
    rows = [row for row in every if row.label != ANY_LABEL]
    of_place = [row for row in every if row.label == ANY_LABEL]
    found = agreement_of(pooled(rows, labels))
    of_any = measures_of(pooled(of_place, [ANY_LABEL])[ANY_LABEL])
    # Beside one label alone the places of all would only confuse.
    pooled_labels = {**found.labels, **({ANY_LABEL: of_any} if len(labels) > 1 else {})}
    named = found
    if not request.user.is_superuser:
        named = agreement_of(pooled((row for row in rows if row.released), labels))
    sorted_by = asked_order(request.GET.get("sort", ""), labels)
    order = texts_in_order(filters.texts, sorted_by, labels, chosen)
    page = page_of(order, request, count=found.texts)
    months = month_rows(rows, labels, chosen)
    context = {
        **list_context(filters, page),
        "names": NAMES,
        "chosen": NAMES[chosen],
        "found": found,
        "columns": [(name_of(label), found.labels[label]) for label in labels],
        "pooled_columns": [(label_name(label), of) for label, of in pooled_labels.items()],
        "headlines": headlines(found),
        "pooled": pooled_rows(pooled_labels),
        "steering": steering_of(differences_over([ALL_LABELS, *labels], narrowing)),
        "latest": latest_words(),
        "matrices": matrices(named, chosen, request),
        "named": named,
        "heads": heads(labels, sorted_by),
        "rows": draw_rows(article_rows(page, labels, chosen)),
        "months": months,
        "over_time": over_time(months, labels, chosen),
        "labels": [LABELS[label] for label in labels],
    }
    return render(request, "agreement/agreement.html", context)


def matrices(found: Agreement, name: str, request: SignedInRequest) -> list[Matrix]:
    pairs = {(pair.label, pair.a, pair.b): pair for pair in found.pairs}
    known = display_names(found.editors)
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
        column("-finished", _("Submitted"), sorted_by),
    ]


@require_GET
def differences(request: SignedInRequest) -> HttpResponse:
    """The places where two editors differ; 404 where the reader may not know of any they share."""
    access.refuse_unless_reviewer(request.user)
    filters = AgreementFilter(request.GET)
    bring_up_to_date()
    counts = filters.texts(PairCounts.objects.filter(in_use()))
    if not request.user.is_superuser:
        counts = counts.filter(released=True)
    a, b = request.GET.get("a", ""), request.GET.get("b", "")
    revisions = shared_revisions(counts, a, b)
    shared = revisions.count() if a != b else 0
    if not shared:
        raise Http404
    label = filters.chosen_labels[0] if len(filters.chosen_labels) == 1 else ""
    spans = Annotation.objects.filter(
        layer__editor__username__in=[a, b], label__in=filters.chosen_labels
    )
    spans = spans.select_related("layer__editor").order_by("start", "-end", "label")
    rows = (
        between(a, b, revisions=revisions, label=label)
        .select_related("review__revision__article__outlet")
        .defer("review__revision__text", "review__revision__raw", "review__revision__left_out")
        .prefetch_related(Prefetch("annotations", spans, to_attr="of_the_two"))
    )
    page = page_of(rows, request)
    names = display_names([a, b])
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
