"""Reviews in all their states for the desk of the benchmarks, and inboxes that hold years.

What the program makes of the layers when it opens a review, inserted in bulk: the groups, the
unanimous rulings. Then the rulings by hand, questions, disputes and notices of later days.
"""

import random
from collections.abc import Sequence
from typing import Any

IN_BULK = 1000


def add_reviews(revisions: Sequence[Any], people: dict[str, Any], *, closed_of_ten: int) -> None:
    """Open a review of each revision; `closed_of_ten` of every ten are settled and closed.

    In the others the reviewer has settled every second group, and asked about every twentieth.
    """
    from django.db import transaction

    from annotations.models import Disagreement

    with transaction.atomic():
        for first in range(0, len(revisions), IN_BULK):
            some = revisions[first : first + IN_BULK]
            reviews = open_in_bulk(some, people["rita"])
            groups = store_groups(reviews)
            closed = [one for place, one in enumerate(reviews) if place % 10 < closed_of_ten]
            settle_in_bulk(groups, {one.pk for one in closed}, people)
            close_in_bulk(closed, people["rita"])
            Disagreement.objects.filter(review__in=reviews).update_states()


def open_in_bulk(revisions: Sequence[Any], by: Any) -> list[Any]:
    from annotations.models import Review
    from annotations.models.work import update_work
    from newsroom import history

    reviews = Review.objects.bulk_create(Review(revision=one, opened_by=by) for one in revisions)
    update_work([one.revision_id for one in reviews])
    history.record_all("review.opened", [(one, one.revision_id, {}) for one in reviews], by=by)
    return reviews


def store_groups(reviews: Sequence[Any]) -> list[tuple[Any, Any, dict[int, str]]]:
    """Each disagreement with its group and the letters of its layers; rules what all agree on."""
    from annotations.disagreements.comparison import compare
    from annotations.disagreements.groups import (
        considered_lanes,
        group_of_agreed,
        submitted_spans,
    )
    from annotations.disagreements.sync import derived_fields, unanimous_ruling
    from annotations.models import Adjudication, Disagreement, Layer

    by_revision = {one.revision_id: one for one in reviews}
    layers = Layer.objects.filter(revision__in=by_revision).submitted()
    letters = dict(layers.values_list("pk", "letter"))
    found, agreed = [], []
    for revision, (voters, spans) in submitted_spans(list(by_revision)).items():
        review = by_revision[revision]
        own = {layer: letters[layer] for layer in voters}
        comparison = compare(spans, voters)
        for group in comparison.groups:
            row = Disagreement(review=review, **derived_fields(group, own))
            found.append((row, group, own))
        agreed += [
            unanimous_ruling(review, one, considered_lanes(group_of_agreed(one), own))
            for one in comparison.agreed
        ]
    Disagreement.objects.bulk_create([row for row, *_ in found], batch_size=500)
    through = Disagreement.annotations.through
    through.objects.bulk_create(
        [
            through(disagreement_id=row.pk, annotation_id=span.id)  # type: ignore[misc]
            for row, group, _own in found
            for span in group.spans
        ],
        batch_size=2000,
    )
    Adjudication.objects.bulk_create([ruling for ruling, _spans in agreed], batch_size=500)
    write_spans(agreed, reviews)
    return found


def settle_in_bulk(groups: Sequence[Any], closed: set[int], people: dict[str, Any]) -> None:
    """Rule on the groups of closed reviews and on every second of the others, for one lane."""
    from annotations.disagreements import options
    from annotations.disagreements.groups import considered_lanes
    from annotations.models import Adjudication, Comment, Thread
    from newsroom import history

    ruled, threads = [], []
    for number, (row, group, letters) in enumerate(groups):
        if row.review_id not in closed and number % 2:
            if number % 20 == 1:
                threads.append(Thread(disagreement=row, kind="question", opened_by=people["rita"]))
            continue
        ruling = Adjudication(
            review=row.review,
            disagreement=row,
            action="take",
            reason="boundary",
            considered=considered_lanes(group, letters),
            fingerprint=row.fingerprint,
            decided_by=people["rita"],
        )
        ruled.append((ruling, options.take(group, [group.lanes[number % 2].layer])))
    Adjudication.objects.bulk_create([ruling for ruling, _ in ruled], batch_size=500)
    write_spans(ruled, [row.review for row, *_ in groups])
    history.record_all(
        "disagreement.settled",
        [(one, one.review.revision_id, {"action": "take"}) for one, _ in ruled],
        by=people["rita"],
    )
    threads += [
        Thread(disagreement=one.disagreement, kind="dispute", ruling=one, opened_by=people["ben"])
        for one, _ in ruled[::100]
        if one.review_id in closed
    ]
    Thread.objects.bulk_create(threads)
    Comment.objects.bulk_create(
        Comment(thread=one, author=one.opened_by, text="Is this not longer?") for one in threads
    )


def write_spans(ruled: Sequence[Any], reviews: Sequence[Any]) -> None:
    """The ruled spans of rulings on several texts."""
    from annotations.disagreements.ruled_spans import write_ruled_spans

    by_review: dict[int, list[Any]] = {}
    for pair in ruled:
        by_review.setdefault(pair[0].review_id, []).append(pair)
    texts = {one.pk: one.revision.text for one in reviews}
    for review, some in by_review.items():
        write_ruled_spans(some, texts[review])


def close_in_bulk(reviews: Sequence[Any], by: Any) -> None:
    """Close them, and tell their editors."""
    from django.utils import timezone

    from annotations.models import Layer, Notice, Review
    from newsroom import history

    for one in reviews:
        one.closed_at = timezone.now()
        one.closed_by = by
    Review.objects.bulk_update(reviews, ["closed_at", "closed_by"], batch_size=500)
    events = history.record_all(
        "review.closed", [(one, one.revision_id, {}) for one in reviews], by=by
    )
    of_revision = {event.revision_id: event for event in events}
    told = Layer.objects.filter(revision__in=of_revision).values_list("revision", "editor")
    Notice.objects.bulk_create(
        [Notice(user_id=editor, event=of_revision[revision]) for revision, editor in told]
    )


def fill_inboxes(count: int, people: dict[str, Any]) -> None:
    """`count` notices in the inboxes of ben and rita each, of layers given and of talk.

    Two of three are read.
    """
    from django.utils import timezone

    from annotations.models import Annotation, Comment, Notice, Thread
    from newsroom import history
    from newsroom.models import Event

    chance = random.Random(9)
    of_ben = Annotation.objects.filter(layer__editor=people["ben"]).order_by("pk")
    about = list(of_ben.select_related("layer")[:2000])
    threads = Thread.objects.bulk_create(
        [Thread(annotation=one, kind="comment", opened_by=people["rita"]) for one in about],
        batch_size=500,
    )
    comments = Comment.objects.bulk_create(
        [Comment(thread=one, author=people["rita"], text="From where is this?") for one in threads],
        batch_size=500,
    )
    pairs = list(zip(threads, comments, strict=True))
    for reader, other in (("ben", "rita"), ("rita", "ben")):
        events: list[Event] = []
        said = [
            (thread, thread.annotation.layer.revision_id, {"kind": "comment", "comment": one.pk})
            for thread, one in (chance.choice(pairs) for _ in range(count))
        ]
        for first in range(0, count, IN_BULK):
            some = said[first : first + IN_BULK]
            events += history.record_all("thread.replied", some, by=people[other])
        Notice.objects.bulk_create(
            [
                Notice(
                    user=people[reader],
                    event=event,
                    read_at=timezone.now() if number % 3 else None,
                )
                for number, event in enumerate(events)
            ],
            batch_size=2000,
        )
