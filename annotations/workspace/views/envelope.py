"""The JSON answer to a change: the paragraphs, cards and counts that have changed.

The work is that of the paragraphs touched, however long the text and however full the layer.
"""

from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import Any, TypeVar
from uuid import UUID

from django.db.models import Count, Model, Q, QuerySet
from django.template.loader import render_to_string

from annotations.labels import LABELS
from annotations.layers.annotation_json import as_json
from annotations.models import Annotation, Layer
from annotations.spans.anchoring import LONGEST
from annotations.ui.marked_text import draw, key_of
from annotations.workspace import suggestions
from annotations.workspace.card_html import draw_card
from annotations.workspace.cards import (
    make_cards,
    suggestion_cards,
    with_clocks,
    with_facts,
    with_open_threads,
)
from annotations.workspace.discrepancy_hints import with_hints
from annotations.workspace.etag import layer_etag
from annotations.workspace.views.margin import CARDS_AT_ONCE
from articles.paragraphs import Paragraph, paragraphs
from newsroom.requests import SignedInRequest

Extent = tuple[int, int]
Row = TypeVar("Row", bound=Model)


def change_as_json(
    request: SignedInRequest,
    layer: Layer,
    message: str,
    *,
    extents: Iterable[Extent],
    annotation: Annotation | None = None,
    groups: Collection[UUID] = (),
    relisted: Sequence[str] = (),
) -> dict[str, Any]:
    """All that is another on the page after a change to the layer.

    `extents` are those of what was changed, before and after; `annotation` is what became of it,
    if it is about one, and `groups` the split quotes of which it is or was a piece. `relisted`
    names the lists at the foot of the margin that are others too: withdrawn, dismissed.
    """
    parts = touched_paragraphs(layer, list(extents))
    waiting = suggestions.waiting_suggestions(layer, to=request.user)
    marked = list(rows_in_paragraphs(layer.annotations.filter(withdrawn_at=None), parts))
    suggested = list(rows_in_paragraphs(waiting, parts))
    counted = {**count_by_label(layer), "suggested": waiting.count()}
    # Of more than fit beside the text the page alone knows which cards it holds.
    is_whole = counted["all"] + counted["suggested"] <= CARDS_AT_ONCE
    keys = {key_of(one) for one in marked} | {key_of(one) for one in suggested}
    title = layer.revision.article.title
    drawn = draw(parts, marked, suggested, title=title, described=keys if is_whole else ())
    about = {"writable": True, "article": layer.revision.article, "layer": layer}

    def rendered(name: str, **context: Any) -> str:
        return render_to_string(f"workspace/cards/{name}.html", about | context, request).strip()

    may_link = request.user.has_perm("annotations.record_fact")
    pieces = pieces_of_quotes(layer, groups)
    changed = [one for one in pieces if annotation is None or one.pk != annotation.pk]
    if annotation is not None and not annotation.is_withdrawn:
        changed.append(annotation)
    made = with_clocks(make_cards(changed, among=pieces), layer.revision.timecodes)
    shown = with_open_threads(with_facts(made))
    own = {
        card.annotation.pk: draw_card(card, layer, writable=True, may_link=may_link)
        for card in with_hints(shown, layer.revision, request.user)
    }
    answer: dict[str, Any] = {
        "annotation": None,
        "card": None,
        "after": None,
        "paragraphs": [
            {"start": part.start, "end": part.end, "html": html}
            for part, html in zip(parts, drawn, strict=True)
        ],
        "suggestions": [
            {
                "id": card.suggestion.pk,
                "card": draw_card(card, layer, writable=True, may_link=may_link),
            }
            for card in suggestion_cards(suggested)
        ],
        "counts": counted,
        "message": message,
        "state": layer_etag(layer),
    }
    if annotation is not None:
        annotation.layer = layer
        answer["annotation"] = as_json(annotation, reader=request.user)
        answer["card"] = own.pop(annotation.pk, None)
        answer["after"] = None if annotation.is_withdrawn else card_before(annotation)
    answer["also"] = [
        {"id": str(one.pk), "version": one.version, "card": own[one.pk]}
        for one in pieces
        if one.pk in own
    ]
    if "withdrawn" in relisted:
        gone = layer.annotations.exclude(withdrawn_at=None).in_text_order()
        answer["withdrawn"] = rendered("_withdrawn", withdrawn=list(gone))
    if "dismissed" in relisted:
        answer["dismissed"] = rendered(
            "_dismissed", dismissed=suggestions.dismissed_suggestions(layer)
        )
    return answer


def touched_paragraphs(layer: Layer, extents: list[Extent]) -> list[Paragraph]:
    """The paragraphs in which something may look another way.

    An annotation hides and shows a suggestion also where that goes on into the next paragraph.
    """
    extents = extents + suggestions.extents_touching(layer, extents)
    return [
        part
        for part in paragraphs(layer.revision.text)
        if any(part.start < end and part.end > start for start, end in extents)
    ]


def rows_in_paragraphs(rows: QuerySet[Row], parts: Sequence[Paragraph]) -> QuerySet[Row]:
    """Those of the rows that touch the paragraphs, in text order."""
    touching = Q(pk=None)
    for start, end in paragraph_runs(parts):
        # None is longer than LONGEST: that keeps the look-up in the index short.
        touching |= Q(start__lt=end, end__gt=start, start__gt=start - LONGEST)
    return rows.filter(touching).order_by("start", "-end", "label", "pk")


def paragraph_runs(parts: Sequence[Paragraph]) -> Iterator[Extent]:
    """The stretches that the paragraphs make up: one for neighbours."""
    start = end = number = None
    for part in parts:
        if start is None or end is None:
            start = part.start
        elif part.number != number:
            yield start, end
            start = part.start
        end, number = part.end, part.number + 1
    if start is not None and end is not None:
        yield start, end


def count_by_label(layer: Layer) -> dict[str, int]:
    """How many live annotations the layer has: all, and of each label."""
    live = layer.annotations.filter(withdrawn_at=None).order_by()
    by_label = dict(live.values_list("label").annotate(Count("pk")))
    return {
        "all": sum(by_label.values()),
        **{key: by_label.get(key, 0) for key in LABELS},
    }


def pieces_of_quotes(layer: Layer, groups: Collection[UUID]) -> list[Annotation]:
    if not groups:
        return []
    return list(layer.annotations.filter(withdrawn_at=None, span_group__in=groups).in_text_order())


def card_before(annotation: Annotation) -> str | None:
    """The id of the card of the annotation before this one in text order; None for the first."""
    one = annotation
    same_start, same_end = Q(start=one.start), Q(start=one.start, end=one.end)
    before = (
        Q(start__lt=one.start)
        | same_start & Q(end__gt=one.end)
        | same_end & Q(label__lt=one.label)
        | same_end & Q(label=one.label, pk__lt=one.pk)
    )
    others = one.layer.annotations.filter(before, withdrawn_at=None)
    found = others.order_by("-start", "end", "-label", "-pk").values_list("pk", flat=True).first()
    return f"a-{found}" if found else None
