"""Threads about annotations and disagreements: comments, questions, replies, resolving.

A reviewer puts a question to editors while the review is open, and its group then waits for their
answer («asked»). Disputes are threads too; annotations/review/disputes.py opens and answers them.
"""

from collections.abc import Collection
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from annotations import access
from annotations.discussion import notifications
from annotations.models import (
    Adjudication,
    Annotation,
    Comment,
    Disagreement,
    Layer,
    Review,
    Thread,
)
from annotations.models.thread import ThreadQuerySet
from annotations.readers import is_party
from annotations.spans.mentions import mentions
from annotations.visibility import Participants, participants_of
from articles.models import Revision
from newsroom import history
from newsroom.formats import Grouped
from newsroom.models import Event, User
from newsroom.problems import Refused

Kind = Thread.Kind
LONGEST = 4_000


class NothingSaid(Refused):
    """The text is empty or longer than LONGEST."""

    status = 422
    code = "invalid"
    title = gettext_lazy("There is nothing to post")


class NotReleased(Refused):
    """A dispute before the release, or a question after it."""

    code = "release"
    title = gettext_lazy("Not at this moment")


@transaction.atomic
def open_thread(about: Annotation | Disagreement, *, kind: str, text: str, by: User) -> Thread:
    """Open a comment or a question about what `by` can see.

    A comment on an annotation, by whoever sees it; on a disagreement by reviewers, and once it
    is released by whoever annotates. A question by a reviewer while the review is open: to the
    annotation's editor; on a disagreement to the editors whom the text mentions, or to all that
    were reviewed. Raises PermissionDenied, NothingSaid, NotReleased, and ValueError for a
    dispute, which annotations/review/disputes.py opens.
    """
    if kind == Kind.DISPUTE:
        raise ValueError("a dispute is of a ruling: open it by annotations.review.disputes")
    _refuse_opening(about, kind, by)
    thread = Thread.objects.create(
        annotation=about if isinstance(about, Annotation) else None,
        disagreement=about if isinstance(about, Disagreement) else None,
        kind=kind,
        opened_by=by,
    )
    comment = add_comment(thread, text, by)
    people = people_named(comment)
    if isinstance(about, Annotation):
        people.add(about.layer.editor_id)
    elif kind == Kind.QUESTION and not thread.asked.exists():
        reviewed = Layer.objects.on(about.review.revision).submitted().exclude(editor=by)
        thread.asked.set(reviewed.values_list("editor_id", flat=True))
    people |= set(thread.asked.values_list("pk", flat=True))
    notifications.notify_of_thread(
        record_event("thread.opened", thread, by, comment), thread, people
    )
    update_group_state(thread)
    return thread


@transaction.atomic
def reply(thread: Thread, *, text: str, by: User) -> Comment:
    """Say something in a thread that `by` can read. Raises PermissionDenied, NothingSaid."""
    if not by.has_perm("annotations.annotate") and not by.has_perm("annotations.review"):
        raise PermissionDenied
    thread = locked_thread(thread)
    comment = add_comment(thread, text, by)
    event = record_event("thread.replied", thread, by, comment)
    notifications.notify(event, people_hearing(thread, comment))
    return comment


def may_resolve(thread: Thread, *, by: User, reviews: bool | None = None) -> bool:
    """Whoever opened it, the annotation's editor, and who reviews (`may_ask`, if known already).

    A dispute is for its editor to withdraw and for reviewers to answer.
    """
    if thread.opened_by_id == by.pk:
        return True
    owns = thread.annotation is not None and thread.annotation.layer.editor_id == by.pk
    if owns and thread.kind != Kind.DISPUTE:
        return True
    return may_ask(by, thread.revision) if reviews is None else reviews


def may_reopen(thread: Thread, *, by: User, reviews: bool | None = None) -> bool:
    """As to resolve; but a dispute that a reviewer has answered is not its editor's to reopen."""
    if thread.kind == Kind.DISPUTE and thread.resolved_by_id != by.pk:
        return may_ask(by, thread.revision) if reviews is None else reviews
    return may_resolve(thread, by=by, reviews=reviews)


@transaction.atomic
def resolve(thread: Thread, *, by: User) -> Thread:
    """The matter is settled: a dispute so resolved lets the ruling stand."""
    thread = locked_thread(thread)
    if not may_resolve(thread, by=by):
        raise PermissionDenied
    if not thread.is_resolved:
        mark_resolved(thread, by)
        update_group_state(thread)
    return thread


@transaction.atomic
def reopen(thread: Thread, *, by: User) -> Thread:
    """The matter is not settled after all."""
    thread = locked_thread(thread)
    if not may_reopen(thread, by=by):
        raise PermissionDenied
    if thread.is_resolved:
        thread.resolved_at = thread.resolved_by = None
        thread.save(update_fields=["resolved_at", "resolved_by"])
        event = record_event("thread.reopened", thread, by)
        notifications.notify_of_thread(event, thread, [thread.opened_by_id])
        update_group_state(thread)
    return thread


def kinds_open_to(by: User, about: Annotation | Disagreement) -> list[str]:
    """The kinds of thread that `by`, who can see the thing, may open about it now.

    Disputes are left to annotations/review/disputes.py.
    """
    reviews, annotates = by.has_perm("annotations.review"), by.has_perm("annotations.annotate")
    if not reviews and not annotates:
        return []
    revision = about.layer.revision if isinstance(about, Annotation) else about.review.revision
    released = Review.objects.released().on(revision).exists()
    kinds: list[str] = []
    if isinstance(about, Annotation) or reviews or released:
        kinds.append(Kind.COMMENT)
    if not released and may_ask(by, revision):
        kinds.append(Kind.QUESTION)
    return kinds


def may_ask(by: User, revision: Revision) -> bool:
    """Whether `by` reviews this revision, which a party to it does not."""
    return by.has_perm("annotations.review") and not is_party(by, revision.pk)


def add_comment(
    thread: Thread, text: str, by: User, *, answer: str = "", fingerprint: str = ""
) -> Comment:
    """Words, or with an answer perhaps none; `fingerprint` is that of what is answered."""
    said = text.replace("\r\n", "\n").replace("\r", "\n").strip()
    if not said and not answer:
        raise NothingSaid(_("Write something first."))
    if len(said) > LONGEST:
        raise NothingSaid(_("At most %(most)s characters, please.") % {"most": Grouped(LONGEST)})
    return Comment.objects.create(
        thread=thread,
        author=by,
        text=said,
        mentions=_meant(thread, said, by),
        answer=answer,
        fingerprint=fingerprint,
    )


def _meant(thread: Thread, text: str, by: User) -> list[tuple[int, int, int]]:
    """Where the text names somebody whom it can reach: (start, end, user id).

    While names are hidden a letter names an editor, for reviewers only; they are then asked, so
    that they may read it. Names reach whoever can read the thread, and before the release nobody
    who annotated, since that they answer would tell that they did.
    """
    found = mentions(text)
    if not found:
        return []
    participants = participants_of(thread.revision.pk, reader=by)
    editors = _nameable(thread, participants)
    letters = {participants.letters[user]: user for user in editors}
    typed = {one.name.casefold() for one in found if one.name not in participants.letters.values()}
    names = _reached(thread, participants, typed, editors)
    meant = [
        (one.start, one.end, user)
        for one in found
        if (user := letters.get(one.name) or names.get(one.name.casefold()))
    ]
    if thread.disagreement_id:
        thread.asked.add(*({user for _start, _end, user in meant} & editors))
    return meant


def _nameable(thread: Thread, participants: Participants) -> set[int]:
    """The editors that a letter may name before the release: none for an editor, who knows none."""
    if participants.is_blind_editor or _is_released(thread):
        return set()
    return {thread.annotation.layer.editor_id} if thread.annotation else set(participants.letters)


def _reached(
    thread: Thread, participants: Participants, names: Collection[str], editors: set[int]
) -> dict[str, int]:
    """The users of these names that can read the thread, by name in lower case."""
    wanted = Q(pk__in=[])
    for name in names:
        wanted |= Q(username__iexact=name)
    reached = {}
    for user in User.objects.filter(wanted, is_active=True):
        if user.pk in participants.letters and not _is_released(thread):
            reads = participants.names_are_shown and user.pk in editors
        else:
            reads = access.threads_seen_by(user).filter(pk=thread.pk).exists()
        if reads:
            reached[user.username.casefold()] = user.pk
    return reached


def people_named(comment: Comment) -> set[int]:
    return {user for _start, _end, user in comment.mentions}


def people_hearing(thread: Thread, comment: Comment) -> list[int]:
    """Those who take part in the thread, or are named, and can read this comment."""
    part = {thread.opened_by_id, *thread.comments.values_list("author_id", flat=True)}
    part |= set(thread.asked.values_list("pk", flat=True)) | people_named(comment)
    if thread.annotation is not None:
        part.add(thread.annotation.layer.editor_id)
    revision = thread.revision.pk
    return [
        user.pk
        for user in User.objects.filter(pk__in=part)
        if access.threads_seen_by(user).filter(pk=thread.pk).exists()
        and participants_of(revision, reader=user).can_read(comment, thread)
    ]


def _refuse_opening(about: Annotation | Disagreement, kind: str, by: User) -> None:
    revision = about.layer.revision if isinstance(about, Annotation) else about.review.revision
    released = Review.objects.released().on(revision).exists()
    if isinstance(about, Disagreement) and not by.has_perm("annotations.review"):
        if not released or not by.has_perm("annotations.annotate"):
            raise PermissionDenied
    elif kind == Kind.QUESTION and not may_ask(by, revision):
        raise PermissionDenied
    if kind == Kind.QUESTION and released:
        raise NotReleased(_("The review is closed. Write a comment instead."))


def _is_released(thread: Thread) -> bool:
    return Review.objects.released().on(thread.revision).exists()


def update_group_state(thread: Thread) -> None:
    """Write the state of the group that the thread is about, if it is one that counts there."""
    if thread.disagreement_id and thread.kind != Kind.COMMENT:
        Disagreement.objects.filter(pk=thread.disagreement_id).update_states()


def mark_resolved(thread: Thread, by: User, ruling: Adjudication | None = None) -> None:
    """Resolve the thread and tell of it; its group's state is left to the caller."""
    thread.resolved_at, thread.resolved_by = timezone.now(), by
    thread.save(update_fields=["resolved_at", "resolved_by"])
    event = record_event("thread.resolved", thread, by, answer=ruling.pk if ruling else None)
    notifications.notify_of_thread(event, thread, [thread.opened_by_id])


def with_subjects(threads: ThreadQuerySet) -> ThreadQuerySet:
    return threads.select_related(
        "ruling__review", "annotation__layer__revision", "disagreement__review__revision"
    )


def locked_thread(thread: Thread) -> Thread:
    rows = Thread.objects.select_for_update(of=("self",))
    return with_subjects(rows).get(pk=thread.pk)


def record_event(
    verb: str,
    thread: Thread,
    by: User,
    comment: Comment | None = None,
    answer: int | None = None,
) -> Event:
    detail = {**detail_of(thread, comment), "answer": answer}
    return history.record(verb, thread, by=by, revision_id=thread.revision.pk, **detail)


def detail_of(thread: Thread, comment: Comment | None) -> dict[str, Any]:
    """What an event keeps of a thread, and of what was said in it."""
    about: dict[str, Any] = {"disagreement": thread.disagreement_id}
    if thread.annotation_id:
        about = {"annotation": str(thread.annotation_id)}
    if thread.asks_to_mark:
        about |= {"asks_to_mark": True, "says": comment.answer if comment else ""}
    return {
        "kind": thread.kind,
        "ruling": thread.ruling_id,
        "comment": comment.pk if comment else None,
        **about,
    }
