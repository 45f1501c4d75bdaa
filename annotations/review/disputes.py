"""Disputes: an editor contradicts a released ruling, and a reviewer settles the group again.

Each editor may dispute a ruling once. The group is open again («disputed») until a ruling replaces
the disputed one, or a reviewer lets it stand.
"""

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from annotations.discussion import notifications, threads
from annotations.discussion.threads import (
    Kind,
    NotReleased,
    add_comment,
    mark_resolved,
    people_named,
    record_event,
    update_group_state,
    with_subjects,
)
from annotations.locks import locked_review
from annotations.models import Adjudication, Disagreement, Layer, Thread
from newsroom.models import User
from newsroom.problems import Refused


class DisputedAlready(Refused):
    """One dispute per ruling and editor; `thread` is the one there is."""

    code = "disputed"
    title = gettext_lazy("You have objected to this decision already")


@transaction.atomic
def open_thread_on_group(group: Disagreement, *, kind: str, text: str, by: User) -> Thread:
    """Open a thread about a disagreement; a dispute is of the ruling that stands on it.

    Raises what `threads.open_thread` and `dispute_ruling` raise.
    """
    if kind != Kind.DISPUTE:
        return threads.open_thread(group, kind=kind, text=text, by=by)
    ruling = Adjudication.objects.standing_on(group)
    if ruling is None:
        raise NotReleased(_("There is no decision here to object to."))
    return dispute_ruling(ruling, text=text, by=by)


def thread_kinds_for(by: User, group: Disagreement) -> list[str]:
    """The kinds of thread that `by`, who can see the group, may open about it now."""
    kinds = threads.kinds_open_to(by, group)
    if group.review.is_released and may_dispute(group, by):
        kinds.append(Kind.DISPUTE)
    return kinds


@transaction.atomic
def dispute_ruling(ruling: Adjudication, *, text: str, by: User) -> Thread:
    """Dispute a released ruling, once: its group is open until a reviewer settles it again.

    Raises PermissionDenied unless a layer of `by` was reviewed, NotReleased where the review is
    open or all agreed, NothingSaid, DisputedAlready.
    """
    review = locked_review(ruling.review)
    if not Layer.objects.filter(revision=review.revision_id).submitted().of(by).exists():
        raise PermissionDenied
    if not review.is_released:
        raise NotReleased(_("You can object to a decision once the review is closed."))
    if ruling.disagreement is None:
        raise NotReleased(_("All editors agreed here, so there is nothing to object to."))
    if not Adjudication.objects.standing().filter(pk=ruling.pk).exists():
        raise NotReleased(_("That decision no longer stands."))
    if earlier := Thread.objects.filter(ruling=ruling, opened_by=by).first():
        raise DisputedAlready(_("Go on in the objection that you made."), thread=earlier.pk)
    thread = Thread.objects.create(
        disagreement=ruling.disagreement, kind=Kind.DISPUTE, ruling=ruling, opened_by=by
    )
    comment = add_comment(thread, text, by)
    notifications.notify_of_thread(
        record_event("thread.opened", thread, by, comment), thread, people_named(comment)
    )
    update_group_state(thread)
    return thread


def answer_threads(rulings: Iterable[Adjudication], *, by: User) -> None:
    """Resolve the questions and disputes that new rulings answer.

    They are those of the groups, and the disputes of the rulings that are replaced. Call it in the
    transaction of the rulings, before the states of their groups are written. One query for any
    number, and two for each thread.
    """
    rulings = list(rulings)
    groups = [one.disagreement_id for one in rulings if one.disagreement_id]
    replaced: dict[Any, Adjudication] = {one.replaces_id: one for one in rulings if one.replaces_id}
    by_group: dict[Any, Adjudication] = {one.disagreement_id: one for one in rulings}
    waiting = Thread.objects.unresolved().filter(
        Q(disagreement__in=groups, kind__in=[Kind.QUESTION, Kind.DISPUTE])
        | Q(ruling__in=list(replaced))
    )
    for thread in with_subjects(waiting):
        ruling = replaced.get(thread.ruling_id) or by_group.get(thread.disagreement_id)
        mark_resolved(thread, by, ruling)


def answer_disputes_of_undone(ruling: Adjudication, *, by: User) -> None:
    """Resolve the disputes of a ruling that was taken back; as `answer_threads`."""
    for thread in with_subjects(Thread.objects.unresolved().filter(ruling=ruling)):
        mark_resolved(thread, by, ruling)


def may_dispute(disagreement: Disagreement, by: User) -> bool:
    """Whether a layer of `by` was reviewed and they have not disputed the standing ruling yet."""
    ruling = Adjudication.objects.standing_on(disagreement)
    if ruling is None or ruling.disputes.filter(opened_by=by).exists():
        return False
    return Layer.objects.on(disagreement.review.revision).submitted().of(by).exists()
