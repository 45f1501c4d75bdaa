"""What is shown of an annotation: one JSON for scripts and the API, one note in the margin.

A suggestion is shown as a fainter note among them.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import QuerySet

from annotations.access import name_for
from annotations.facts.links import links_on
from annotations.models import Annotation, FactLink, Label, Suggestion, Thread
from annotations.spans.normalization import Detailed
from annotations.spans.numbers import grouped, plain
from newsroom.models import User


def as_json(annotation: Annotation, *, reader: User) -> dict[str, Any]:
    """The annotation as the contract has it, the editor under the name the reader may know.

    Reads `annotation.layer.editor` and `fact_links`: fetch them along where many are shown.
    """
    layer = annotation.layer
    return {
        "id": str(annotation.pk),
        "revision": layer.revision_id,
        "layer": layer.pk,
        "editor": name_for(reader, layer),
        "label": annotation.label,
        "start": annotation.start,
        "end": annotation.end,
        "exact": annotation.exact,
        "prefix": annotation.prefix,
        "suffix": annotation.suffix,
        "attributed_to": annotation.attributed_to,
        "value": None if annotation.value is None else plain(annotation.value),
        "unit": annotation.unit,
        "note": annotation.note,
        "span_group": str(annotation.span_group) if annotation.span_group else None,
        "facts": facts_of(annotation),
        "status": status_of(annotation),
        "version": annotation.version,
        "created_at": annotation.created_at.isoformat(),
        "updated_at": annotation.updated_at.isoformat(),
    }


def facts_of(annotation: Annotation) -> list[dict[str, Any]]:
    """The facts that the annotation is linked to now, by number."""
    links = [link for link in annotation.fact_links.all() if link.removed_at is None]
    return [
        {"fact": link.fact_id, "relation": link.relation}
        for link in sorted(links, key=lambda link: link.fact_id)
    ]


def status_of(annotation: Annotation) -> str:
    """Where an editor's annotation stands: open, submitted or withdrawn."""
    if annotation.is_withdrawn:
        return "withdrawn"
    return "submitted" if annotation.layer.is_submitted else "open"


class Marked(NamedTuple):
    """What is read of each of the many annotations of a long text."""

    pk: UUID
    start: int
    end: int
    label: str
    attributed_to: str
    span_group: UUID | None


def marked(annotations: QuerySet[Annotation]) -> list[Marked]:
    """The annotations as rows, in the order given: objects would cost several times as much."""
    return [Marked(*row) for row in annotations.values_list(*Marked._fields)]


@dataclass(frozen=True)
class Card:
    """An annotation as a note in the margin; `part` of `parts` where it is a split quote.

    `links` are its current links to facts, as `linking.links_on` gives them; `pointers` what other
    articles say instead (pointing.py); `talk` counts the conversations that are not resolved.
    """

    annotation: Annotation
    amount: str
    part: int = 1
    parts: int = 1
    links: Sequence[FactLink] = ()
    talk: int = 0
    pointers: Sequence[Any] = ()


def cards(
    annotations: Iterable[Annotation], among: Iterable[Annotation | Marked] | None = None
) -> list[Card]:
    """The notes for annotations of one layer, in the order given.

    `among` are all its live ones, to tell which part of a split quote each is; left out, those
    given are all.
    """
    annotations = list(annotations)
    groups: dict[UUID, list[Annotation | Marked]] = {}
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


@dataclass(frozen=True)
class Suggested:
    """A suggestion as a note in the margin."""

    suggestion: Suggestion
    amount: str


def by_place(one: Marked | Suggestion) -> tuple[int, int, str]:
    """By which the notes in the margin are ordered: as the text, of those together the longest."""
    return one.start, -one.end, one.label


def with_facts(cards: Iterable[Card]) -> list[Card]:
    """The same notes with the facts that they lean on, in two queries."""
    cards = list(cards)
    links = links_on(card.annotation for card in cards)
    return [replace(card, links=links[card.annotation.pk]) for card in cards]


def with_talk(cards: Iterable[Card]) -> list[Card]:
    """The same notes with how many conversations about them are not resolved, in one query."""
    cards = list(cards)
    about = Thread.objects.unresolved().filter(annotation__in=[one.annotation for one in cards])
    counted = Counter(about.order_by().values_list("annotation_id", flat=True))
    return [replace(card, talk=counted[card.annotation.pk]) for card in cards]


def amount(said: Detailed) -> str:
    """How much of what a statistic says: 48,000,000 USD."""
    value = "" if said.value is None else grouped(said.value)
    return f"{value} {said.unit}".strip()


def counts(annotations: Iterable[Annotation | Marked]) -> dict[str, int]:
    """How many there are: all, and of each label."""
    labels = Counter(annotation.label for annotation in annotations)
    return {"all": labels.total(), **{label: labels[label] for label in Label.values}}
