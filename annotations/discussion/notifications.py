"""Notices: who is notified of which event, and reading them in the inbox.

An activity calls this in its own transaction. Nobody is notified of what they did themselves, and
no inactive user of anything. The words of a notice are made when it is read, from what its reader
may know at that time.
"""

from collections.abc import Iterable
from typing import Any, cast

from django.db.models import Count, QuerySet
from django.utils import timezone

from annotations.models import Layer, Notice, Review, Thread
from newsroom.models import Event, User
from newsroom.prepared import ask, totals

REMINDED = "layer.reminded"  # The one notice that goes when its work is done.


def notify(event: Event, people: Iterable[int | None]) -> None:
    """Put the event into the inboxes of these users, each once."""
    wanted = {person for person in people if person is not None} - {event.actor_id}
    if not wanted:
        return
    active = User.objects.filter(pk__in=wanted, is_active=True).values_list("pk", flat=True)
    Notice.objects.bulk_create(
        [Notice(user_id=person, event=event) for person in sorted(active)], ignore_conflicts=True
    )


def notify_each(told: Iterable[tuple[Event, Iterable[int]]]) -> None:
    """Put each of many events into the inboxes of its own people. Two queries for a few hundred."""
    wanted = [
        (event, person) for event, people in told for person in people if person != event.actor_id
    ]
    active = set(
        User.objects.filter(pk__in={person for _, person in wanted}, is_active=True).values_list(
            "pk", flat=True
        )
    )
    Notice.objects.bulk_create(
        [Notice(user_id=person, event=event) for event, person in wanted if person in active],
        batch_size=500,
    )


def notify_editor(event: Event, layer: Layer) -> None:
    """Notify the editor: the layer was assigned, reopened, taken back, or its due date changed."""
    notify(event, [layer.editor_id])


def notify_editors(events: Iterable[tuple[Event, Layer]]) -> None:
    """Notify the editors of many layers at once; they must be known to be active."""
    Notice.objects.bulk_create(
        [
            Notice(user_id=layer.editor_id, event=event)
            for event, layer in events
            if layer.editor_id != event.actor_id
        ]
    )


def notify_of_handover(event: Event, *, old: int, new: int) -> None:
    """Notify the editor who had the layer and the one who has it now."""
    notify(event, [old, new])


def notify_of_review(event: Event, review: Review) -> None:
    """Notify the reviewed editors: the rulings were released, or the release was undone."""
    layers = Layer.objects.filter(revision=review.revision_id).submitted()
    notify(event, layers.values_list("editor_id", flat=True))


def notify_of_thread(event: Event, thread: Thread, people: Iterable[int | None]) -> None:
    """Notify `people` that a thread was opened, resolved or reopened.

    A new dispute also goes to whoever ruled, closed the review or is assigned to the group, or to
    all reviewers if none of these is active.
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
        "annotations.review", backend="newsroom.accounts.sessions.PermissionBackend"
    )


def unread_count(user: User) -> int:
    """How many notices in the user's inbox are new: one query."""
    return cast(int, ask(_unread_count, user=user.pk)[0][0])


def _unread_count(*, user: Any) -> QuerySet[Any]:
    return totals(Notice.objects.unread(user), number=Count("pk"))


def mark_seen(user: User, subject_type: str, subject_id: int) -> None:
    """Whoever has opened the thing needs no notice of it any more; also where its work is done.

    One query where there is none, as nearly always, since every page of work asks it.
    """
    seen = ask(_unread_about, user=user.pk, kind=subject_type, thing=str(subject_id))
    if seen:
        Notice.objects.filter(pk__in=seen, read_at=None).update(read_at=timezone.now())


def _unread_about(*, user: Any, kind: Any, thing: Any) -> QuerySet[Any]:
    events = Event.objects.filter(subject_type=kind, subject_id=thing).order_by()
    unread = Notice.objects.unread(user).filter(event__in=events.values("pk"))
    return unread.order_by().values_list("pk", flat=True)


def drop_reminders(user_id: int, layer_id: int) -> None:
    """Take the reminders of a layer out of an inbox: it is submitted, or asked for no longer."""
    about = {"event__subject_type": "layer", "event__subject_id": str(layer_id)}
    Notice.objects.filter(user=user_id, event__verb=REMINDED, **about).delete()


def mark_read(notice: Notice) -> Notice:
    """Mark the notice as read; the first time is kept."""
    if notice.read_at is None:
        notice.read_at = timezone.now()
        notice.save(update_fields=["read_at"])
    return notice


def mark_all_read(user: User, only: Iterable[int] = ()) -> int:
    """Mark all notices of the user as read, or `only` these; how many were new."""
    unread = Notice.objects.unread(user)
    some = list(only)
    return (unread.filter(pk__in=some) if some else unread).update(read_at=timezone.now())


def mark_unread(notice: Notice) -> Notice:
    """Mark the notice as new again."""
    notice.read_at = None
    notice.save(update_fields=["read_at"])
    return notice
