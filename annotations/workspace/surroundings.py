"""What stands in the paragraphs that a change touches: read in one query, however full the layer.

What is asked is written once (`newsroom.prepared`): building the condition of what waits for an
answer takes Django as long as all the rest of a save.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import (
    BigIntegerField,
    F,
    QuerySet,
    Subquery,
    TextField,
    Value,
)
from django.db.models.functions import Cast

from annotations.models import Annotation, Layer, Suggestion
from annotations.spans.anchoring import LONGEST
from annotations.workspace.suggestions import keys_of, offered_by, waiting_in, wanted_by
from articles.paragraphs import Paragraph, paragraphs_touching
from newsroom.models import Event, User
from newsroom.prepared import ask

Extent = tuple[int, int]
# Later than any.
NO_EVENT = 2**62
MARKED, WAITING, OFFERED, EVENT = "marked", "waiting", "offered", "event"


class Mark(NamedTuple):
    """What is drawn of an annotation in the text."""

    pk: UUID
    start: int
    end: int
    label: str


@dataclass
class Surroundings:
    """The paragraphs in which something may look another way, and all that is marked in them.

    `marks` and `suggested`, those that wait, are in text order. `event_before` is the newest event
    of the layer's editor on the text before those of the change; None where there is none.
    """

    parts: list[Paragraph] = field(default_factory=list)
    marks: list[Mark] = field(default_factory=list)
    suggested: list[Suggestion] = field(default_factory=list)
    event_before: int | None = None


def read_surroundings(layer: Layer, extents: Iterable[Extent], *, reader: User) -> Surroundings:
    """What stands round `extents` in a layer of the reader's own; a query for each stretch of text.

    An annotation hides and shows a suggestion also where that goes on into the next paragraph.
    """
    found = Surroundings()
    marks: dict[UUID, Mark] = {}
    suggested: dict[int, Suggestion] = {}
    for parts, hull in stretches_of(layer.revision.text, extents):
        rows = rows_around(layer, parts, hull, reader)
        offered = [(row[2], row[3]) for row in rows if row[0] == OFFERED]
        wider = (
            min([hull[0], *(start for start, _end in offered)]),
            max([hull[1], *(end for _start, end in offered)]),
        )
        if parts and not (parts[0].start <= wider[0] and wider[1] <= parts[-1].end):
            parts = paragraphs_touching(layer.revision.text, *wider)
            rows = rows_around(layer, parts, hull, reader)
        known = {part.start for part in found.parts}
        found.parts += [part for part in parts if part.start not in known]
        for kind, key, start, end, label, carried_from in rows:
            if kind == MARKED:
                one = Mark(UUID(key), start, end, label)
                marks[one.pk] = one
            elif kind == WAITING:
                source = UUID(carried_from) if carried_from else None
                here = {"start": start, "end": end, "label": label}
                waits = Suggestion(pk=int(key), carried_from_id=source, **here)
                if not waits.is_held_back_in(layer):
                    suggested[waits.pk] = waits
            elif kind == EVENT:
                found.event_before = start
    found.parts.sort(key=lambda part: part.start)
    found.marks = sorted(marks.values(), key=lambda one: (*in_text_order(one), one.pk))
    found.suggested = sorted(suggested.values(), key=in_text_order)
    return found


def in_text_order(one: Mark | Suggestion) -> tuple[int, int, str]:
    return one.start, -one.end, one.label


def stretches_of(text: str, extents: Iterable[Extent]) -> list[tuple[list[Paragraph], Extent]]:
    """The paragraphs of the extents and the hull of these: apart, where they stand far apart."""
    found: list[tuple[list[Paragraph], Extent]] = []
    for start, end in sorted(set(extents)):
        parts = paragraphs_touching(text, start, end)
        if found and found[-1][0] and parts and parts[0].start <= found[-1][0][-1].end:
            before, hull = found.pop()
            parts = before + [part for part in parts if part.start > before[-1].start]
            start, end = hull[0], max(hull[1], end)
        found.append((parts, (start, end)))
    return found


def rows_around(
    layer: Layer, parts: Sequence[Paragraph], hull: Extent, reader: User
) -> list[tuple[Any, ...]]:
    """Rows of (kind, id, start, end, label, id of what it is carried over from)."""
    start, end = (parts[0].start, parts[-1].end) if parts else hull
    return ask(
        _around,
        *wanted_by(layer, reader),
        **keys_of(layer),
        start=start,
        end=end,
        # None is longer than LONGEST: that keeps the look-ups in the index short.
        earliest=start - LONGEST,
        first=hull[0],
        last=hull[1],
        earliest_offered=hull[0] - LONGEST,
        event=min(layer.written, default=NO_EVENT),
    )


def _around(
    rules: bool,
    claims: bool,
    carried: bool,
    *,
    layer: Any,
    revision: Any,
    editor: Any,
    start: Any,
    end: Any,
    earliest: Any,
    first: Any,
    last: Any,
    earliest_offered: Any,
    event: Any,
) -> QuerySet[Any, Any]:
    keys = {"layer": layer, "revision": revision, "editor": editor}
    there = {"start__lt": end, "end__gt": start, "start__gt": earliest}
    near = {"start__lt": last, "end__gt": first, "start__gt": earliest_offered}
    marked = Annotation.objects.filter(layer=layer, withdrawn_at=None, **there)
    waiting = waiting_in(rules, claims, carried, **keys).filter(**there)
    offered = Suggestion.objects.filter(offered_by(rules, carried, **keys), **near)
    events = Event.objects.filter(revision_id=revision, actor=editor, pk__lt=event)
    newest = Subquery(events.order_by("-pk").values("pk")[:1], output_field=BigIntegerField())
    before = Layer.objects.filter(pk=layer)
    return _columns(marked, MARKED).union(
        _columns(waiting, WAITING, carried_from=True),
        _columns(offered, OFFERED),
        before.order_by().values_list(
            Value(EVENT), Value(""), newest, Value(0), Value(""), Value("")
        ),
        all=True,
    )


def _columns(
    rows: QuerySet[Any, Any], kind: str, *, carried_from: bool = False
) -> QuerySet[Any, Any]:
    source = Cast("carried_from", TextField()) if carried_from else Value("")
    return rows.order_by().values_list(
        Value(kind), Cast("pk", TextField()), F("start"), F("end"), F("label"), source
    )
