"""Groups as the submitted layers have them now: their spans, laid out in a lane for each layer.

Loaded, and written as the JSON and the fingerprint that a ruling keeps of what it looked at.
"""

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

from django.db.models import QuerySet

from annotations.disagreements.comparison import Agreed, Group, Lane, Span
from annotations.models import (
    Adjudication,
    Alias,
    Annotation,
    Disagreement,
    FactLink,
    Layer,
    Review,
)
from annotations.models.disagreement import Kind
from annotations.spans.normalization import Names
from annotations.spans.numbers import plain_decimal
from articles.models import Revision
from newsroom.prepared import ask

EMPTIED: dict[str, list[Any]] = {"lanes": []}

Considered = dict[str, list[Any]]


def load_alias_names() -> Names:
    """The desk's list of names of speakers and units that mean the same."""
    return Names(dict(ask(_aliases)))


def _aliases() -> QuerySet[Any]:
    return Alias.objects.values_list("name", "canonical")


def letters_by_layer(review: Review) -> dict[int, str]:
    """The letters of the submitted layers, by the id of the layer."""
    return dict(ask(_submitted_letters, revision=review.revision_id))


def _submitted_letters(*, revision: Any) -> QuerySet[Any]:
    return Layer.objects.filter(revision=revision).submitted().values_list("pk", "letter")


def submitted_spans(
    revision_ids: Iterable[int], among: Iterable[Any] | None = None
) -> dict[int, tuple[list[int], list[Span]]]:
    """By revision: the ids of its submitted layers, and their live spans.

    The spans have the facts that they were submitted with. With `among` only the spans of these
    ids are loaded. Three queries for any number of revisions.
    """
    layers = Layer.objects.filter(revision__in=list(revision_ids)).submitted()
    annotations = Annotation.objects.filter(layer__in=layers, withdrawn_at=None)
    if among is not None:
        annotations = annotations.filter(pk__in=among)
    found: dict[int, tuple[list[int], list[Span]]] = defaultdict(lambda: ([], []))
    revision_of = dict(layers.values_list("pk", "revision_id"))
    for layer, revision in revision_of.items():
        found[revision][0].append(layer)
    facts = facts_at_submission(annotations)
    fields = ("id", "layer_id", "start", "end", "label", "attributed_to", "value", "unit")
    rows = annotations.order_by().values_list(*fields, "span_group").iterator(chunk_size=2000)
    for *values, group in rows:
        span = Span(*values, facts.get(values[0], frozenset()), group)  # type: ignore[call-arg]
        found[revision_of[span.layer]][1].append(span)
    return found


def facts_at_submission(annotations: Any) -> dict[Any, frozenset[tuple[int, str]]]:
    """By annotation: the facts, with their relation, that its layer was submitted with."""
    links = FactLink.objects.at_submission().filter(annotation__in=annotations)
    facts: dict[Any, set[tuple[int, str]]] = defaultdict(set)
    rows = links.order_by().values_list("annotation_id", "fact_id", "relation")
    for annotation, fact, relation in rows:
        facts[annotation].add((fact, relation))
    return {annotation: frozenset(pairs) for annotation, pairs in facts.items()}


def groups_by_row(review: Review, rows: Sequence[Disagreement]) -> dict[int, Group]:
    """By id of the row: its group as it is now, with a lane for every submitted layer.

    A row that is gone has none, and a row whose spans all lie in reopened layers has none. Four
    queries for any number of rows of one review.
    """
    there = [row.pk for row in rows if row.gone_at is None]
    held = Disagreement.annotations.through.objects.filter(disagreement__in=there)
    members: dict[int, set[Any]] = defaultdict(set)
    for key, annotation in held.values_list("disagreement_id", "annotation_id"):
        members[key].add(annotation)
    submitted = submitted_spans([review.revision_id], held.values("annotation"))
    layers, spans = submitted[review.revision_id]
    by_id = {span.id: span for span in spans}
    groups = {}
    for row in rows:
        if own := [by_id[one] for one in members[row.pk] if one in by_id]:
            groups[row.pk] = Group(
                kind=row.kind,
                further=tuple(row.further),
                start=row.start,
                end=row.end,
                labels=tuple(row.labels),
                overlap=row.overlap,
                lanes=arrange_lanes(layers, own),
            )
    return groups


def speaking_letters(row: Disagreement) -> list[str]:
    """The letters of the submitted layers that have a span in the group, in order. One query."""
    if row.gone_at is not None:
        return []
    spans = row.annotations.filter(
        withdrawn_at=None, layer__submitted_at__isnull=False, layer__taken_back_at=None
    )
    return sorted(set(spans.values_list("layer__letter", flat=True)))


def arrange_lanes(layers: Iterable[int], spans: Sequence[Span]) -> tuple[Lane, ...]:
    """A lane for each layer, by the id of the layer, with its spans in text order."""
    return tuple(
        Lane(layer, tuple(sorted((s for s in spans if s.layer == layer), key=text_order)))
        for layer in sorted(layers)
    )


def text_order(span: Span) -> tuple[int, int, str]:
    return span.start, -span.end, span.label


def group_of_agreed(agreed: Agreed) -> Group:
    """A span that all have, as a group: each layer has it in its lane."""
    return Group(
        kind=Kind.AGREED,
        further=(),
        start=agreed.start,
        end=agreed.end,
        labels=(agreed.label,),
        overlap=1.0,
        lanes=arrange_lanes({span.layer for span in agreed.spans}, agreed.spans),
    )


def considered_lanes(group: Group | None, letters: dict[int, str]) -> Considered:
    """The content of a group as the JSON that a ruling keeps: lanes by letter, with their spans.

    There is no lane where the group is gone.
    """
    if group is None:
        return EMPTIED
    return {
        "lanes": [
            {"letter": letters[lane.layer], "spans": [span_as_json(span) for span in lane.spans]}
            for lane in group.lanes
        ]
    }


def span_as_json(span: Span) -> dict[str, Any]:
    return {
        "annotation": str(span.id),
        "start": span.start,
        "end": span.end,
        "label": span.label,
        "attributed_to": span.attributed_to,
        "value": None if span.value is None else plain_decimal(span.value),
        "unit": span.unit,
        "facts": sorted(list(fact) for fact in span.facts),
    }


def fingerprint_of(what: Considered) -> str:
    """The SHA-256 of the JSON with sorted keys, by which two contents are compared."""
    return hashlib.sha256(json.dumps(what, sort_keys=True).encode()).hexdigest()


def considered_ids(ruling: Adjudication) -> frozenset[str]:
    """The ids of the annotations that a ruling considered."""
    lanes = ruling.considered["lanes"]
    return frozenset(span["annotation"] for lane in lanes for span in lane["spans"])


def span_ids(spans: Iterable[Span]) -> frozenset[str]:
    return frozenset(str(span.id) for span in spans)


def load_text(review: Review) -> str:
    return Revision.objects.values_list("text", flat=True).get(pk=review.revision_id)
