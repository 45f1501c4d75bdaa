"""The stored disagreements of a review, rebuilt from its submitted layers.

Disagreements are derived data. A group keeps the row with which it shares most annotations, so its
threads and rulings stay with it. A row that a reviewer has ruled on is never dropped: when its
content changes, its fingerprint changes too, and the ruling becomes stale.

A span that all layers have is ruled by the rule «unanimous». It has a row only where somebody has
ruled on one of its annotations by hand, so that a reviewer looks at it.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils import timezone

from annotations.disagreements import options
from annotations.disagreements.comparison import Agreed, Group, compare
from annotations.disagreements.groups import (
    EMPTIED,
    Considered,
    considered_ids,
    considered_lanes,
    fingerprint_of,
    group_of_agreed,
    letters_by_layer,
    load_alias_names,
    load_text,
    span_ids,
    submitted_spans,
)
from annotations.disagreements.options import Ruling
from annotations.disagreements.ruled_spans import write_ruled_spans
from annotations.models import (
    Adjudication,
    Disagreement,
    Review,
    Thread,
    Undoing,
)
from annotations.models.adjudication import Action, Rule
from newsroom import history
from newsroom.models import User

DERIVED = (
    *("kind", "further", "start", "end", "labels", "overlap", "versions"),
    *("fingerprint", "gone_at"),
)


@transaction.atomic
def rebuild(review: Review, *, by: User) -> None:
    """Bring the stored disagreements and the unanimous rulings of a review up to date.

    Rulings by hand stand, and are stale where the content of their group has changed. `by` is the
    user whose action made the rebuild necessary.
    """
    review = Review.objects.select_for_update(no_key=True).get(pk=review.pk)
    layers, spans = submitted_spans([review.revision_id])[review.revision_id]
    comparison = compare(spans, layers, load_alias_names())
    letters = letters_by_layer(review)
    unanimous, touched = _standing_rulings(review)
    to_look_at = [s for s in comparison.agreed if not touched.isdisjoint(span_ids(s.spans))]
    free = [s for s in comparison.agreed if touched.isdisjoint(span_ids(s.spans))]
    groups = [*comparison.groups, *map(group_of_agreed, to_look_at)]
    found, changed, gone = _store_groups(review, groups, letters)
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


def _standing_rulings(review: Review) -> tuple[list[Adjudication], set[str]]:
    """The standing rulings by unanimity, and the annotations of all the others."""
    unanimous: list[Adjudication] = []
    touched: set[str] = set()
    for ruling in Adjudication.objects.filter(review=review).standing():
        if ruling.rule == Rule.UNANIMOUS:
            unanimous.append(ruling)
        else:
            touched |= considered_ids(ruling)
    return unanimous, touched


def _store_groups(
    review: Review, groups: Sequence[Group], letters: dict[int, str]
) -> tuple[int, int, int]:
    """Write each group to its row. Returns how many rows are new, changed and gone."""
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
    home = _match_rows(groups, members)
    rows, new, changed = [], [], []
    for place, group in enumerate(groups):
        now = derived_fields(group, letters)
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
    for few in in_chunks(too_many):
        held.filter(pk__in=few).delete()
    through.objects.bulk_create(
        [through(disagreement_id=row, annotation_id=one) for row, one in wanted - holding.keys()],  # type: ignore[misc]
        batch_size=500,
    )
    gone = _drop_unless_ruled(set(known) - kept)
    for few in in_chunks(sorted({row.pk for row in changed} | (known.keys() - kept))):
        Disagreement.objects.filter(pk__in=few).update_states()
    return len(new), len(changed), gone


def derived_fields(group: Group, letters: dict[int, str]) -> dict[str, Any]:
    """What the row of a group says of it."""
    return {
        "kind": str(group.kind),
        "further": list(group.further),
        "start": group.start,
        "end": group.end,
        "labels": list(group.labels),
        "overlap": round(group.overlap, 6),
        "versions": group.versions,
        "fingerprint": fingerprint_of(considered_lanes(group, letters)),
        "gone_at": None,
    }


def _match_rows(groups: Sequence[Group], members: dict[int, set[Any]]) -> dict[int, int]:
    """By index of the group: the id of the row with which it shares most annotations.

    Each row goes to one group at most.
    """
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
    """Delete the rows of vanished groups; mark as gone those with rulings or threads.

    A standing ruling on such a row is stale, since the content is now empty: the reviewer confirms
    it or takes it back. Returns how many rows were deleted or marked.
    """
    gone = 0
    for few in in_chunks(sorted(rows)):
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
    """Rule on the agreed spans, and undo unanimous rulings on spans that are agreed no more.

    Returns how many rulings were made, and how many undone.
    """
    wanted = {
        span_ids(span.spans): (span, considered_lanes(group_of_agreed(span), letters))
        for span in agreed
    }
    no_longer = []
    for ruling in standing:
        ids = considered_ids(ruling)
        if ids in wanted and fingerprint_of(wanted[ids][1]) == ruling.fingerprint:
            del wanted[ids]
        else:
            no_longer.append(Undoing(adjudication=ruling))
    Undoing.objects.bulk_create(no_longer, batch_size=500)
    fresh = [unanimous_ruling(review, span, lanes) for span, lanes in wanted.values()]
    if fresh:
        Adjudication.objects.bulk_create([ruling for ruling, _ in fresh], batch_size=200)
        write_ruled_spans(fresh, load_text(review))
    return len(fresh), len(no_longer)


def unanimous_ruling(
    review: Review, span: Agreed, lanes: Considered
) -> tuple[Adjudication, Ruling]:
    """The ruling on a span that all layers have, and the span that it rules; not stored."""
    ruling = Adjudication(
        review=review,
        action=Action.TAKE,
        rule=Rule.UNANIMOUS,
        considered=lanes,
        fingerprint=fingerprint_of(lanes),
    )
    return ruling, options.unanimous(span)


def in_chunks(keys: Sequence[Any]) -> Iterable[Sequence[Any]]:
    """The keys in lists of at most 500, to stay below any database's limit of parameters."""
    return (keys[at : at + 500] for at in range(0, len(keys), 500))
