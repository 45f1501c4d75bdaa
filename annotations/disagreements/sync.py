"""Bringing the stored disagreements of a review up to date with its submitted layers.

They are derived, and can be found anew at any time. A group keeps the row with which it shares
most annotations, so what was said and ruled of it stays; what a reviewer ruled on is never
dropped, only told stale, since its fingerprint is no longer that of the content.

What all agree on is ruled by the rule «unanimous», and has a row only where somebody has ruled on
one of its annotations by hand: there it is for the reviewer to look at.
"""

import hashlib
import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

from django.db import transaction
from django.db.models import Exists, F, OuterRef, Q
from django.utils import timezone

from annotations.disagreements import options, ruled_spans
from annotations.disagreements.comparison import Agreed, Group, Lane, Span, compare
from annotations.models import (
    Adjudication,
    Alias,
    Annotation,
    Disagreement,
    FactLink,
    Layer,
    Review,
    Thread,
    Undoing,
)
from annotations.models.adjudication import Action, Rule
from annotations.models.disagreement import Kind
from annotations.spans.normalization import Names
from annotations.spans.numbers import plain
from articles.models import Revision
from newsroom import history
from newsroom.models import User

EMPTIED: dict[str, list[Any]] = {"lanes": []}
DERIVED = (
    *("kind", "further", "start", "end", "labels", "overlap", "versions"),
    *("fingerprint", "gone_at"),
)

Considered = dict[str, list[Any]]


@transaction.atomic
def rebuild(review: Review, *, by: User) -> None:
    """Bring the stored disagreements, and the rulings by unanimity, up to date.

    Groups keep their rows; rulings by hand stand, stale where their content has changed. `by` is
    whoever did what made it necessary.
    """
    review = Review.objects.select_for_update(no_key=True).get(pk=review.pk)
    layers, spans = spans_of([review.revision_id])[review.revision_id]
    comparison = compare(spans, layers, names())
    letters = letters_of(review)
    unanimous, touched = _standing(review)
    to_look_at = [one for one in comparison.agreed if not touched.isdisjoint(ids_of(one.spans))]
    free = [one for one in comparison.agreed if touched.isdisjoint(ids_of(one.spans))]
    groups = [*comparison.groups, *map(as_group, to_look_at)]
    found, changed, gone = _store(review, groups, letters)
    agreed, no_longer = _rule_unanimous(review, free, unanimous, letters)
    done = {
        "found": found,
        "changed": changed,
        "gone": gone,
        "agreed": agreed,
        "no_longer_agreed": no_longer,
    }
    if any(done.values()):
        history.record("review.rebuilt", review, by=by, revision_id=review.revision_id, **done)


def names() -> Names:
    """The desk's list of speakers and units that are the same."""
    return Names(dict(Alias.objects.values_list("name", "canonical")))


def letters_of(review: Review) -> dict[int, str]:
    """The letters of the submitted layers, by the id of the layer."""
    layers = Layer.objects.filter(revision=review.revision_id).submitted()
    return dict(layers.values_list("pk", "letter"))


def spans_of(
    revision_ids: Iterable[int], among: Iterable[Any] | None = None
) -> dict[int, tuple[list[int], list[Span]]]:
    """By revision: its submitted layers and their live spans, facts as of the submission.

    Only those whose id is `among` where that is given. Three queries for any number.
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
    links = FactLink.objects.filter(
        Q(removed_at=None) | Q(removed_at__gt=F("annotation__layer__submitted_at")),
        annotation__in=annotations,
        linked_at__lte=F("annotation__layer__submitted_at"),
    )
    found: dict[Any, set[tuple[int, str]]] = defaultdict(set)
    rows = links.order_by().values_list("annotation_id", "fact_id", "relation")
    for annotation, fact, relation in rows:
        found[annotation].add((fact, relation))
    return {annotation: frozenset(said) for annotation, said in found.items()}


def groups_of(review: Review, rows: Sequence[Disagreement]) -> dict[int, Group]:
    """By row: the group that it stands for, every submitted layer with its lane.

    Rows that are gone have none, nor have those of which all spans are in layers that were
    reopened. Four queries for any number of rows of the one review.
    """
    there = [row.pk for row in rows if row.gone_at is None]
    held = Disagreement.annotations.through.objects.filter(disagreement__in=there)
    members: dict[int, set[Any]] = defaultdict(set)
    for key, annotation in held.values_list("disagreement_id", "annotation_id"):
        members[key].add(annotation)
    layers, spans = spans_of([review.revision_id], held.values("annotation"))[review.revision_id]
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
                lanes=lanes(layers, own),
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


def lanes(layers: Iterable[int], spans: Sequence[Span]) -> tuple[Lane, ...]:
    """What each layer has of the spans, in text order, the layers by their ids."""
    return tuple(
        Lane(layer, tuple(sorted((s for s in spans if s.layer == layer), key=text_order)))
        for layer in sorted(layers)
    )


def text_order(span: Span) -> tuple[int, int, str]:
    return span.start, -span.end, span.label


def as_group(agreed: Agreed) -> Group:
    """What all have, as a group: each layer with its own lane."""
    return Group(
        kind=Kind.AGREED,
        further=(),
        start=agreed.start,
        end=agreed.end,
        labels=(agreed.label,),
        overlap=1.0,
        lanes=lanes({span.layer for span in agreed.spans}, agreed.spans),
    )


def considered(group: Group | None, letters: dict[int, str]) -> Considered:
    """What a ruling looks at, as JSON: every lane by its letter, with the content of its spans.

    No lane where the group is gone.
    """
    if group is None:
        return EMPTIED
    return {
        "lanes": [
            {"letter": letters[lane.layer], "spans": [content(span) for span in lane.spans]}
            for lane in group.lanes
        ]
    }


def content(span: Span) -> dict[str, Any]:
    return {
        "annotation": str(span.id),
        "start": span.start,
        "end": span.end,
        "label": span.label,
        "attributed_to": span.attributed_to,
        "value": None if span.value is None else plain(span.value),
        "unit": span.unit,
        "facts": sorted(list(fact) for fact in span.facts),
    }


def fingerprint_of(what: Considered) -> str:
    """Tells two contents apart: SHA-256 of the JSON with sorted keys."""
    return hashlib.sha256(json.dumps(what, sort_keys=True).encode()).hexdigest()


def looked_at(ruling: Adjudication) -> frozenset[str]:
    """The ids of the annotations that a ruling considered."""
    lanes = ruling.considered["lanes"]
    return frozenset(span["annotation"] for lane in lanes for span in lane["spans"])


def ids_of(spans: Iterable[Span]) -> frozenset[str]:
    return frozenset(str(span.id) for span in spans)


def _standing(review: Review) -> tuple[list[Adjudication], set[str]]:
    """The standing rulings by unanimity, and the annotations of all the others."""
    unanimous: list[Adjudication] = []
    touched: set[str] = set()
    for ruling in Adjudication.objects.filter(review=review).standing():
        if ruling.rule == Rule.UNANIMOUS:
            unanimous.append(ruling)
        else:
            touched |= looked_at(ruling)
    return unanimous, touched


def _store(
    review: Review, groups: Sequence[Group], letters: dict[int, str]
) -> tuple[int, int, int]:
    """Write each group to the row with which it shares most annotations.

    How many rows are new, how many have changed, how many are gone.
    """
    known = {row.pk: row for row in Disagreement.objects.filter(review=review)}
    through = Disagreement.annotations.through
    held = through.objects.filter(disagreement__review=review)
    holding = {
        (row, one): pk
        for pk, row, one in held.values_list(*"pk disagreement_id annotation_id".split())
    }
    members: dict[int, set[Any]] = defaultdict(set)
    for row, annotation in holding:
        members[row].add(annotation)
    home = _homes(groups, members)
    rows, new, changed = [], [], []
    for place, group in enumerate(groups):
        now = _derived(group, letters)
        row = known.get(home.get(place, 0))
        if row is None:
            new.append(row := Disagreement(review=review, **now))
        elif any(getattr(row, field) != now[field] for field in DERIVED):
            changed.append(row)
            if row.fingerprint != now["fingerprint"]:
                row.changed_at = timezone.now()
            for field in DERIVED:
                setattr(row, field, now[field])
        rows.append(row)
    Disagreement.objects.bulk_create(new, batch_size=500)
    Disagreement.objects.bulk_update(changed, [*DERIVED, "changed_at"], batch_size=200)
    wanted = {
        (row.pk, span.id) for row, group in zip(rows, groups, strict=True) for span in group.spans
    }
    kept = {row.pk for row in rows}
    too_many = [pk for pair, pk in holding.items() if pair[0] in kept and pair not in wanted]
    for few in in_hundreds(too_many):
        held.filter(pk__in=few).delete()
    through.objects.bulk_create(
        [through(disagreement_id=row, annotation_id=one) for row, one in wanted - holding.keys()],  # type: ignore[misc]
        batch_size=500,
    )
    return len(new), len(changed), _drop_unless_ruled(set(known) - kept)


def _derived(group: Group, letters: dict[int, str]) -> dict[str, Any]:
    return {
        "kind": str(group.kind),
        "further": list(group.further),
        "start": group.start,
        "end": group.end,
        "labels": list(group.labels),
        "overlap": round(group.overlap, 6),
        "versions": group.versions,
        "fingerprint": fingerprint_of(considered(group, letters)),
        "gone_at": None,
    }


def _homes(groups: Sequence[Group], members: dict[int, set[Any]]) -> dict[int, int]:
    """By place of a group: the row with which it shares most annotations, each row once."""
    holders: dict[Any, list[int]] = defaultdict(list)
    for row, annotations in members.items():
        for annotation in annotations:
            holders[annotation].append(row)
    shared: Counter[tuple[int, int]] = Counter()
    for place, group in enumerate(groups):
        for span in group.spans:
            shared.update((place, row) for row in holders.get(span.id, ()))
    home: dict[int, int] = {}
    taken: set[int] = set()
    for (place, row), _count in sorted(shared.items(), key=lambda item: (-item[1], item[0])):
        if place not in home and row not in taken:
            home[place] = row
            taken.add(row)
    return home


def _drop_unless_ruled(rows: set[int]) -> int:
    """Rows of groups that are no more: dropped where nobody ruled or spoke of them, else kept.

    A row with a standing ruling by hand stays open to the eye: its content has changed to
    nothing, which makes the ruling stale; the reviewer confirms it or takes it back.
    """
    gone = 0
    for few in in_hundreds(sorted(rows)):
        others = Disagreement.objects.filter(pk__in=few)
        ruled = Adjudication.objects.filter(disagreement=OuterRef("pk"))
        spoken_of = Thread.objects.filter(disagreement=OuterRef("pk"))
        silent = others.filter(~Exists(ruled), ~Exists(spoken_of))
        gone += silent.count()
        silent.delete()
        now = timezone.now()
        gone += others.filter(gone_at=None).update(
            gone_at=now, changed_at=now, fingerprint=fingerprint_of(EMPTIED)
        )
    return gone


def _rule_unanimous(
    review: Review,
    agreed: Sequence[Agreed],
    standing: Sequence[Adjudication],
    letters: dict[int, str],
) -> tuple[int, int]:
    """Rule what all agree on, and take such a ruling back where they no longer do.

    How many were ruled, and how many taken back.
    """
    wanted = {ids_of(one.spans): (one, considered(as_group(one), letters)) for one in agreed}
    no_longer = []
    for ruling in standing:
        ids = looked_at(ruling)
        if ids in wanted and fingerprint_of(wanted[ids][1]) == ruling.fingerprint:
            del wanted[ids]
        else:
            no_longer.append(Undoing(adjudication=ruling))
    Undoing.objects.bulk_create(no_longer, batch_size=500)
    fresh = [
        (
            Adjudication(
                review=review,
                action=Action.TAKE,
                rule=Rule.UNANIMOUS,
                considered=what,
                fingerprint=fingerprint_of(what),
            ),
            options.unanimous(one),
        )
        for one, what in wanted.values()
    ]
    if fresh:
        Adjudication.objects.bulk_create([ruling for ruling, _ in fresh], batch_size=200)
        ruled_spans.write(fresh, text_of(review))
    return len(fresh), len(no_longer)


def text_of(review: Review) -> str:
    return Revision.objects.values_list("text", flat=True).get(pk=review.revision_id)


def in_hundreds(keys: Sequence[Any]) -> Iterable[Sequence[Any]]:
    """Few enough at a time for any database's limit of parameters."""
    return (keys[at : at + 500] for at in range(0, len(keys), 500))
