"""Reviews that are settled and released, for the benchmarks of what comes after a review.

What the program writes where it opens a review, settles it and closes it, in bulk: the layers are
compared by the program, whoever is first in the lanes of a group is right, and every fifth group
ends with nothing there.
"""

from collections.abc import Iterator
from typing import Any

from bench._desk import NOW, REVIEWER

IN_BULK = 500


def settle_all() -> None:
    """A closed review on every revision that has submitted layers and no review yet."""
    from annotations.models import Layer
    from newsroom.models import User

    rita = User.objects.get(username=REVIEWER)
    waiting = Layer.objects.submitted().filter(revision__review=None).order_by("revision")
    revisions = list(waiting.values_list("revision", flat=True).distinct())
    for at in range(0, len(revisions), IN_BULK):
        settle(revisions[at : at + IN_BULK], rita)


def settle(revisions: list[int], rita: Any) -> None:
    from django.db import transaction

    from annotations.disagreements.groups import submitted_spans
    from annotations.models import Layer, Review
    from annotations.models.work import update_work

    layers = Layer.objects.filter(revision__in=revisions)
    letters = dict(layers.values_list("pk", "letter"))
    with transaction.atomic():
        reviews = Review.objects.bulk_create(
            Review(revision_id=one, closed_at=NOW, closed_by=rita) for one in revisions
        )
        update_work(revisions)
        submitted = submitted_spans(revisions)
        groups, rulings = [], []
        for review in reviews:
            for row, spans, ruling, ruled in settled(review, *submitted[review.revision_id]):
                ruling["considered"] = lanes = ruling["considered"](letters)
                if row is not None:
                    groups.append((row, spans, lanes))
                rulings.append((row, lanes, ruling, ruled))
        write(groups, rulings, rita)


def settled(review: Any, layers: list[int], spans: list[Any]) -> Iterator[tuple[Any, ...]]:
    """For each group and agreed span: its row or None, its spans, its ruling, what is ruled."""
    from functools import partial

    from annotations.disagreements import options
    from annotations.disagreements.comparison import compare
    from annotations.disagreements.groups import considered_lanes, group_of_agreed
    from annotations.models import Disagreement

    found = compare(spans, layers)
    for agreed in found.agreed:
        group = group_of_agreed(agreed)
        how = {"review": review, "action": "take", "rule": "unanimous"}
        how["considered"] = partial(considered_lanes, group)
        yield None, agreed.spans, how, options.unanimous(agreed)
    for number, group in enumerate(found.groups):
        row = Disagreement(
            review=review,
            kind=group.kind,
            further=list(group.further),
            start=group.start,
            end=group.end,
            labels=list(group.labels),
            overlap=round(group.overlap, 6),
            versions=group.versions,
            state="settled",
            is_unsettled=False,
        )
        nothing = number % 5 == 4
        first = next(lane.layer for lane in group.lanes if lane.spans)
        how = {"review": review, "action": "nothing" if nothing else "take", "reason": "boundary"}
        how["considered"] = partial(considered_lanes, group)
        yield row, group.spans, how, () if nothing else options.take(group, [first])


def write(groups: list[Any], rulings: list[Any], rita: Any) -> None:
    from annotations.disagreements.groups import fingerprint_of
    from annotations.models import Adjudication, Disagreement, RuledSpan

    for row, _spans, lanes in groups:
        row.fingerprint = fingerprint_of(lanes)
    Disagreement.objects.bulk_create([row for row, *_ in groups], batch_size=1000)
    through = Disagreement.annotations.through
    through.objects.bulk_create(
        [
            through(disagreement_id=row.pk, annotation_id=span.id)
            for row, spans, _lanes in groups
            for span in spans
        ],
        batch_size=2000,
    )
    made = Adjudication.objects.bulk_create(
        [
            Adjudication(
                **how,
                disagreement=row,
                fingerprint=fingerprint_of(lanes),
                decided_by=None if row is None else rita,
            )
            for row, lanes, how, _ruled in rulings
        ],
        batch_size=1000,
    )
    words = words_of({span.sources[0].id for *_, ruled in rulings for span in ruled})
    RuledSpan.objects.bulk_create(
        [
            RuledSpan(
                adjudication=ruling,
                start=span.start,
                end=span.end,
                label=span.label,
                attributed_to=span.attributed_to,
                value=span.value,
                unit=span.unit,
                **words[span.sources[0].id],
            )
            for ruling, (*_, ruled) in zip(made, rulings, strict=True)
            for span in ruled
        ],
        batch_size=1000,
    )


def words_of(annotations: set[Any]) -> dict[Any, dict[str, str]]:
    """The words of each, and those around them."""
    from annotations.models import Annotation

    names = ("exact", "prefix", "suffix")
    found = Annotation.objects.filter(pk__in=annotations).values_list("pk", *names)
    return {pk: dict(zip(names, words, strict=True)) for pk, *words in found}
