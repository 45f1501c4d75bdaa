"""What stands beside the text: a hundred notes of the many that a long text may have.

A card for each of thousands of annotations would cost several times the page.
"""

from collections.abc import Sequence
from heapq import merge
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest

from annotations.labels import LABELS
from annotations.models import Annotation, Layer, Suggestion
from annotations.workspace.cards import (
    Card,
    MarkRow,
    SuggestionCard,
    card_position,
    make_cards,
    suggestion_cards,
    with_clocks,
    with_facts,
    with_open_threads,
)
from annotations.workspace.discrepancy_hints import with_hints
from newsroom.models import User
from newsroom.prepared import ask
from newsroom.requests import SignedInRequest

CARDS_AT_ONCE = 100
# The names of filters: what is only suggested, of that what is the editor's own earlier work, and
# what the editor has marked.
ONLY_SUGGESTED, ONLY_CARRIED, ONLY_MINE = "suggested", "carried", "mine"

Noted = MarkRow | Suggestion


def margin_context(
    request: SignedInRequest,
    layer: Layer,
    live: Sequence[MarkRow],
    waiting: Sequence[Suggestion],
) -> dict[str, Any]:
    """A hundred notes in text order, of the label asked for.

    They are those round a code point (`at`), those with a certain card (`card`), or those from a
    place in the list on (`from`), which begins at 1.
    """
    label = request.GET.get("label", "")
    chosen = label if label in {*LABELS, ONLY_SUGGESTED, ONLY_CARRIED, ONLY_MINE} else ""
    noted: list[Sequence[Noted]] = [live, waiting]
    listed = [one for one in merge(*noted, key=card_position) if is_of_kind(one, chosen)]
    first = first_shown(request, listed)
    last = min(first + CARDS_AT_ONCE, len(listed))
    return {
        "label": chosen,
        "cards": shown_cards(listed[first:last], layer, request.user, among=live),
        "listed": len(listed),
        "first": first + 1,
        "last": last,
        "before": max(1, first + 1 - CARDS_AT_ONCE) if first else None,
        "after": last + 1 if last < len(listed) else None,
    }


def is_of_kind(one: Noted, chosen: str) -> bool:
    """Whether it has the label, or is suggested in the way, that was chosen; "" is all."""
    if chosen in ("", one.label):
        return True
    if chosen == ONLY_MINE:
        return not isinstance(one, Suggestion)
    if chosen == ONLY_CARRIED:
        return isinstance(one, Suggestion) and one.carried_from_id is not None
    return chosen == ONLY_SUGGESTED and isinstance(one, Suggestion)


def first_shown(request: HttpRequest, listed: Sequence[Noted]) -> int:
    """The index of the first note to be shown."""
    at, wanted, asked = (number_in(request, name) for name in ("at", "suggestion", "from"))
    if at is not None:
        place = next((n for n, one in enumerate(listed) if one.start >= at), len(listed))
        return max(0, min(place - CARDS_AT_ONCE // 2, len(listed) - CARDS_AT_ONCE))
    card = request.GET.get("card", "")
    for n, one in enumerate(listed):
        # A mark says only the end of an id.
        if one.pk == wanted or (card and str(one.pk).endswith(card)):
            return n // CARDS_AT_ONCE * CARDS_AT_ONCE
    return max(0, min((asked or 1) - 1, len(listed) - 1))


def number_in(request: HttpRequest, name: str) -> int | None:
    asked = request.GET.get(name, "")
    return int(asked) if asked.isdecimal() and len(asked) < 10 else None


def shown_cards(
    listed: Sequence[Noted], layer: Layer, reader: User, *, among: Sequence[MarkRow]
) -> list[Card | SuggestionCard]:
    """The notes of those listed; `among` are all live annotations, so all pieces of a quote."""
    marks = [one.pk for one in listed if isinstance(one, MarkRow)]
    rows: list[Annotation] = ask(_annotations, pks=marks) if marks else []
    found = {one.pk: one for one in rows}
    shown = make_cards((found[pk] for pk in marks if pk in found), among=among)
    shown = with_clocks(shown, layer.revision.timecodes)
    own = iter(with_hints(with_open_threads(with_facts(shown)), layer.revision, reader))
    suggested = iter(suggestion_cards(one for one in listed if isinstance(one, Suggestion)))
    return [next(suggested) if isinstance(one, Suggestion) else next(own) for one in listed]


def _annotations(pks: Any) -> QuerySet[Annotation]:
    return Annotation.objects.filter(pk__in=pks)
