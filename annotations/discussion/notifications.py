"""Who is told of which event: the inbox. Called by the activity, in its transaction.

Never whoever did it, and nobody who cannot sign in any more. What a line of the inbox says is
decided when it is read, by what its reader may then know.
"""

from collections.abc import Iterable

from django.db.models import QuerySet

from annotations.models import Layer, Notice, Review, Thread
from newsroom.models import Event, User


def notify(event: Event, people: Iterable[int | None]) -> None:
    """Put the event into the inboxes of these users, each once."""
    wanted = {person for person in people if person is not None} - {event.actor_id}
    if not wanted:
        return
    active = User.objects.filter(pk__in=wanted, is_active=True).values_list("pk", flat=True)
    Notice.objects.bulk_create(
        [Notice(user_id=person, event=event) for person in sorted(active)], ignore_conflicts=True
    )


def notify_editor(event: Event, layer: Layer) -> None:
    """Its editor: it was assigned to them, opened again, taken back, or has another day."""
    notify(event, [layer.editor_id])


def notify_editors(told: Iterable[tuple[Event, Layer]]) -> None:
    """As `of_layer` for many at once, whose editors are known to be active."""
    Notice.objects.bulk_create(
        [
            Notice(user_id=layer.editor_id, event=event)
            for event, layer in told
            if layer.editor_id != event.actor_id
        ]
    )


def notify_of_handover(event: Event, *, old: int, new: int) -> None:
    """Whoever had the layer, and whoever has it now."""
    notify(event, [old, new])


def notify_of_review(event: Event, review: Review) -> None:
    """The editors whose layers were reviewed: the rulings were released, or taken back again."""
    layers = Layer.objects.filter(revision=review.revision_id).submitted()
    notify(event, layers.values_list("editor_id", flat=True))


def notify_of_thread(event: Event, thread: Thread, people: Iterable[int | None]) -> None:
    """Whom a thread's opening or resolution concerns.

    A dispute concerns whoever ruled, closed the review or has the group in hand; if none of them
    is left, all who may review.
    """
    wanted = {person for person in people if person is not None}
    if thread.kind == Thread.Kind.DISPUTE and thread.ruling and event.verb != "thread.resolved":
        in_charge = {thread.ruling.decided_by_id, thread.ruling.review.closed_by_id}
        if thread.disagreement:
            in_charge.add(thread.disagreement.assignee_id)
        there = User.objects.filter(pk__in=[pk for pk in in_charge if pk], is_active=True)
        wanted |= set((there if there.exists() else reviewers()).values_list("pk", flat=True))
    notify(event, wanted)


def reviewers() -> QuerySet[User]:
    """Everybody who may review and can sign in."""
    return User.objects.with_perm(
        "annotations.review", backend="django.contrib.auth.backends.ModelBackend"
    )
