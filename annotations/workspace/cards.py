"""What is shown of an annotation: one JSON for scripts and the API, one note in the margin.

A suggestion is shown as a fainter note among them.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import QuerySet

from annotations.facts.links import links_on
from annotations.labels import LABELS, Label
from annotations.models import Annotation, FactLink, Layer, Suggestion, Thread
from annotations.spans.numbers import amount
from annotations.ui.marked_text import key_of
from articles.timecodes import Timecodes, clock_at
from newsroom.prepared import ask


class MarkRow(NamedTuple):
    """What is read of each of the many annotations of a long text."""

    pk: UUID
    start: int
    end: int
    label: str
    attributed_to: str
    span_group: UUID | None


def live_marks(layer: Layer) -> list[MarkRow]:
    """The layer's annotations in text order, as rows: objects would cost several times as much."""
    return list(map(MarkRow._make, ask(_live_marks, layer=layer.pk)))


def _live_marks(layer: Any) -> QuerySet[Any]:
    live = Annotation.objects.filter(layer=layer, withdrawn_at=None)
    return live.in_text_order().values_list(*MarkRow._fields)


@dataclass(frozen=True)
class Card:
    """An annotation as a note in the margin; `part` of `parts` where it is a split quote.

    `links` are its current links to facts, as `links_on` returns them; `pointers` are the hints at
    other articles (discrepancy_hints.py); `talk` counts the open threads; `clock` says when what is
    spoken is said.
    """

    annotation: Annotation
    amount: str
    part: int = 1
    parts: int = 1
    links: Sequence[FactLink] = ()
    talk: int = 0
    pointers: Sequence[Any] = ()
    clock: str = ""

    @property
    def key(self) -> str:
        return key_of(self.annotation)


def make_cards(
    annotations: Iterable[Annotation], among: Iterable[Annotation | MarkRow] | None = None
) -> list[Card]:
    """The notes for annotations of one layer, in the order given.

    `among` are all its live ones, to tell which part of a split quote each is; left out, those
    given are all.
    """
    annotations = list(annotations)
    groups: dict[UUID, list[Annotation | MarkRow]] = {}
    for one in annotations if among is None else among:
        if one.span_group:
            groups.setdefault(one.span_group, []).append(one)
    for pieces in groups.values():
        pieces.sort(key=lambda one: one.start)
    shown = []
    for one in annotations:
        ids = [piece.pk for piece in groups.get(one.span_group, [one])] if one.span_group else []
        part, parts = (ids.index(one.pk) + 1, len(ids)) if ids else (1, 1)
        shown.append(Card(one, amount(one), part, parts))
    return shown


class Source(NamedTuple):
    """The annotation from which a suggestion is carried over, of the revision with this number."""

    pk: UUID
    note: str
    revision: int


@dataclass(frozen=True)
class SuggestionCard:
    """A suggestion as a note in the margin.

    Where it is carried over, `source` is the annotation of the earlier revision, and `links` are
    its current links to facts: both come along when it is accepted.
    """

    suggestion: Suggestion
    amount: str
    source: Source | None = None
    links: Sequence[FactLink] = ()

    @property
    def key(self) -> str:
        return key_of(self.suggestion)


def suggestion_cards(suggestions: Iterable[Suggestion]) -> list[SuggestionCard]:
    """The notes for suggestions, in the order given; three queries, where any is carried over."""
    suggestions = list(suggestions)
    carried = [one.carried_from_id for one in suggestions if one.carried_from_id]
    sources: dict[UUID, Source] = {}
    links: Mapping[UUID, Sequence[FactLink]] = {}
    if carried:
        sources = {row[0]: Source(*row) for row in ask(_sources, pks=carried)}
        links = links_on(sources.values())
    return [
        SuggestionCard(one, amount(one), sources.get(source), links.get(source, ()))
        if (source := one.carried_from_id)
        else SuggestionCard(one, amount(one))
        for one in suggestions
    ]


def _sources(pks: Any) -> QuerySet[Any]:
    rows = Annotation.objects.filter(pk__in=pks).order_by()
    return rows.values_list("pk", "note", "layer__revision__number")


def card_position(one: MarkRow | Suggestion) -> tuple[int, int, str]:
    """By which the notes in the margin are ordered: as the text, of those together the longest."""
    return one.start, -one.end, one.label


def with_facts(cards: Iterable[Card]) -> list[Card]:
    """The same notes with the facts that they lean on, in two queries."""
    cards = list(cards)
    links = links_on(card.annotation for card in cards)
    return [
        replace(card, links=links[card.annotation.pk]) if card.annotation.pk in links else card
        for card in cards
    ]


def with_open_threads(cards: Iterable[Card]) -> list[Card]:
    """The same notes with how many conversations about them are not resolved, in one query."""
    cards = list(cards)
    if not cards:
        return []
    counted = Counter(ask(_open_threads, annotations=[one.annotation.pk for one in cards]))
    return [
        replace(card, talk=counted[card.annotation.pk]) if card.annotation.pk in counted else card
        for card in cards
    ]


def _open_threads(annotations: Any) -> QuerySet[Any]:
    about = Thread.objects.unresolved().filter(annotation__in=annotations)
    return about.order_by().values_list("annotation_id", flat=True)


def with_clocks(cards: Iterable[Card], timecodes: Timecodes | None) -> list[Card]:
    """The same notes with when it is said, of what is spoken."""
    if not timecodes:
        return list(cards)
    return [replace(card, clock=clock_at(timecodes, card.annotation.start)) for card in cards]


def counts_by_label(annotations: Iterable[Annotation | MarkRow]) -> dict[str, int]:
    """How many there are: all, and of each label."""
    labels = Counter(annotation.label for annotation in annotations)
    return {"all": labels.total(), **{key: labels[key] for key in LABELS}}


def by_label(counted: Mapping[str, int]) -> list[tuple[Label, int]]:
    """Each label with its number, of those that `counts` gives."""
    return [(label, counted[label.key]) for label in LABELS.values()]
