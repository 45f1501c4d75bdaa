"""The JSON answer to a change: what paragraphs and cards are now, and how the counts change.

The work is that of the paragraphs touched, however long the text and however full the layer. What
takes longer to find out and is hardly ever there (hints at other articles, the lists at the foot of
the margin) is only named: the page asks for it when the editor pauses.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet
from django.template.loader import render_to_string

from annotations.layers.annotation_json import as_json
from annotations.models import Annotation, FactLink, Layer, Suggestion, Thread
from annotations.ui.marked_text import draw
from annotations.workspace import suggestions
from annotations.workspace.card_html import draw_cards
from annotations.workspace.cards import (
    Card,
    SuggestionCard,
    make_cards,
    suggestion_cards,
    with_clocks,
    with_facts,
    with_open_threads,
)
from annotations.workspace.discrepancy_hints import may_have_hints, with_hints
from annotations.workspace.etag import etag_after, layer_etag
from annotations.workspace.surroundings import Extent, Surroundings, read_surroundings
from newsroom.prepared import ask
from newsroom.requests import SignedInRequest


def change_as_json(
    request: SignedInRequest,
    layer: Layer,
    message: str,
    *,
    extents: Collection[Extent],
    changes: Mapping[str, int],
    annotation: Annotation | None = None,
    is_new: bool = False,
    groups: Collection[UUID] = (),
    reveals: bool = False,
    relisted: Sequence[str] = (),
) -> dict[str, Any]:
    """All that is another on the page after a change to the layer.

    `extents` are those of what was changed, before and after, and `changes` by how much the counts
    are others now; `annotation` is what became of it, if it is about one, `is_new` where nothing
    can be tied to it yet, and `groups` the split quotes of which it is or was a piece. `reveals`
    where suggestions may wait again that have no card on the page. `relisted` names the lists at
    the foot of the margin that are others too: withdrawn, dismissed.
    """
    around = read_surroundings(layer, extents, reader=request.user)
    drawn = draw(around.parts, around.marks, around.suggested, title=layer.revision.article.title)
    pieces = pieces_of_quotes(layer, groups)
    shown = [one for one in pieces if annotation is None or one.pk != annotation.pk]
    if annotation is not None and not annotation.is_withdrawn:
        shown.append(annotation)
    cards = cards_of(layer, shown, among=pieces, attached=not is_new or len(shown) > 1)
    drawn_cards = drawn_for(request, layer, cards)
    own = {card.annotation.pk: html for card, html in zip(cards, drawn_cards, strict=True)}
    answer: dict[str, Any] = {
        "annotation": None,
        "card": None,
        "paragraphs": [
            {"start": part.start, "end": part.end, "html": html}
            for part, html in zip(around.parts, drawn, strict=True)
        ],
        "suggestions": suggestions_as_json(request, layer, around, extents if reveals else ()),
        "changes": changes,
        "message": message,
        **states_of(layer, around),
        "later": {
            "cards": [str(card.annotation.pk) for card in cards if needs_hints(layer, card)],
            "lists": list(relisted),
        },
    }
    if annotation is not None:
        links = next((card.links for card in cards if card.annotation.pk == annotation.pk), None)
        annotation.layer = layer
        answer["annotation"] = as_json(annotation, reader=request.user, links=links)
        answer["card"] = own.pop(annotation.pk, None)
    answer["also"] = [
        {"id": str(one.pk), "version": one.version, "card": own[one.pk]}
        for one in pieces
        if one.pk in own
    ]
    return answer


def cards_of(
    layer: Layer, shown: Sequence[Annotation], *, among: Sequence[Annotation], attached: bool
) -> list[Card]:
    """Their cards, without hints; `attached` where facts and conversations may be tied to them."""
    cards = with_clocks(make_cards(shown, among=among), layer.revision.timecodes)
    if not attached:
        return cards
    tied = [ask(_attached, annotation=one.pk)[0] for one in shown]
    if any(has_links for has_links, _talk in tied):
        cards = with_facts(cards)
    return with_open_threads(cards) if any(talk for _has_links, talk in tied) else cards


def _attached(*, annotation: Any) -> QuerySet[Any, Any]:
    links = FactLink.objects.current().filter(annotation=OuterRef("pk"))
    threads = Thread.objects.unresolved().filter(annotation=OuterRef("pk"))
    one = Annotation.objects.filter(pk=annotation).order_by()
    return one.values_list(Exists(links), Exists(threads))


def needs_hints(layer: Layer, card: Card) -> bool:
    return layer.revision.article.story_id is not None and may_have_hints(card)


def states_of(layer: Layer, around: Surroundings) -> dict[str, str | None]:
    """The layer's etag before the change and after it, so that a page knows whether it has missed
    another's; None before what changed nothing of the layer itself.
    """
    if not layer.written:
        return {"before": None, "state": layer_etag(layer)}
    before = etag_after(layer, around.event_before)
    return {"before": before, "state": etag_after(layer, max(layer.written))}


def suggestions_as_json(
    request: SignedInRequest, layer: Layer, around: Surroundings, revealed: Iterable[Extent]
) -> list[dict[str, Any]]:
    """All that wait in these paragraphs; with their cards where they touch what is `revealed`."""
    new = [
        one.pk
        for one in around.suggested
        if any(one.start < end and one.end > start for start, end in revealed)
    ]
    rows = Suggestion.objects.filter(pk__in=new) if new else []
    shown = suggestion_cards(rows)
    drawn = drawn_for(request, layer, shown)
    cards = {card.suggestion.pk: html for card, html in zip(shown, drawn, strict=True)}
    return [{"id": one.pk, "card": cards.get(one.pk)} for one in around.suggested]


def drawn_for(
    request: SignedInRequest, layer: Layer, cards: Sequence[Card | SuggestionCard]
) -> Sequence[str]:
    """The cards as the editor of the layer sees them."""
    may_link = request.user.has_perm("annotations.record_fact")
    return draw_cards(cards, layer, writable=True, may_link=may_link)


def pieces_of_quotes(layer: Layer, groups: Collection[UUID]) -> list[Annotation]:
    if not groups:
        return []
    return list(layer.annotations.filter(withdrawn_at=None, span_group__in=groups).in_text_order())


def rest_as_json(
    request: SignedInRequest, layer: Layer, ids: Iterable[UUID], lists: Collection[str]
) -> dict[str, Any]:
    """What changes were answered without: whole cards with their hints, and lists."""
    live = layer.annotations.filter(withdrawn_at=None)
    wanted = list(live.filter(pk__in=ids).in_text_order())
    groups = {one.span_group for one in wanted if one.span_group}
    cards = make_cards(wanted, among=[*pieces_of_quotes(layer, groups), *wanted])
    cards = with_open_threads(with_facts(with_clocks(cards, layer.revision.timecodes)))
    cards = with_hints(cards, layer.revision, request.user)
    answer: dict[str, Any] = {
        "cards": [
            {"id": str(card.annotation.pk), "version": card.annotation.version, "card": html}
            for card, html in zip(cards, drawn_for(request, layer, cards), strict=True)
        ]
    }
    about = {"writable": True, "layer": layer}
    if "withdrawn" in lists:
        gone = list(layer.annotations.exclude(withdrawn_at=None).in_text_order())
        answer["withdrawn"] = render_to_string(
            "workspace/cards/_withdrawn.html", about | {"withdrawn": gone}, request
        ).strip()
    if "dismissed" in lists:
        gone_by = suggestions.dismissed_suggestions(layer)
        answer["dismissed"] = render_to_string(
            "workspace/cards/_dismissed.html", about | {"dismissed": gone_by}, request
        ).strip()
    return answer
