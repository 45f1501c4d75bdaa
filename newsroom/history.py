"""Recording what was done, by the activity that did it and in the same transaction; finding it."""

from collections.abc import Iterable
from typing import Any

from django.db import models, transaction

from newsroom.models import Event, User

# Every verb that an event may have: the thing, and what was done to it.
VERBS = frozenset(
    """
    agreement.overruled
    alias.added alias.changed alias.removed
    annotation.added annotation.changed annotation.restored annotation.withdrawn
    article.added article.archived article.brought_back article.changed article.imported
    demonstration.loaded
    disagreement.assigned disagreement.settled
    fact.brought_back fact.recorded fact.retired fact.revised fact.verified
    fact_link.added fact_link.carried fact_link.changed fact_link.dropped
    fact_link.rechecked fact_link.removed fact_link.restored
    group.added group.changed
    guideline.published
    layer.assigned layer.brought_in layer.cleared layer.clearing_taken_back layer.handed_over
    layer.noted layer.reminded layer.reopened layer.rescheduled layer.started layer.submitted
    layer.taken_back
    outlet.added outlet.changed
    review.closed review.opened review.rebuilt review.reopened
    revision.added
    ruling.undone
    sample.added sample.removed
    story.added story.changed story.made story.renamed
    suggestion.accepted suggestion.answer_taken_back suggestion.dismissed
    thread.opened thread.reopened thread.replied thread.resolved
    user.activated user.added user.changed user.deactivated user.invited user.joined
    user.password_changed user.password_set user.reset_offered user.settings_changed
    """.split()
)


def record(
    verb: str,
    subject: models.Model,
    *,
    by: User,
    revision_id: int | None = None,
    **detail: Any,
) -> Event:
    """One event: `by` did `verb` to `subject`; `detail` holds what changed, old and new.

    The verb is one of VERBS. Raises ValueError for any other, and TransactionManagementError where
    there is no transaction, since an event that could outlive a rolled-back change would be a lie.
    """
    event = _event(verb, subject, by=by, revision_id=revision_id, detail=detail)
    event.save()
    return event


def record_all(
    verb: str, about: Iterable[tuple[models.Model, int | None, dict[str, Any]]], *, by: User
) -> list[Event]:
    """The same done to each (subject, revision id, detail), in one query for a few hundred."""
    return Event.objects.bulk_create(
        [
            _event(verb, subject, by=by, revision_id=revision_id, detail=detail)
            for subject, revision_id, detail in about
        ]
    )


def _event(
    verb: str,
    subject: models.Model,
    *,
    by: User,
    revision_id: int | None,
    detail: dict[str, Any],
) -> Event:
    if verb not in VERBS:
        raise ValueError(f"no event has the verb {verb!r}: see newsroom.history.VERBS")
    if not transaction.get_connection().in_atomic_block:
        raise transaction.TransactionManagementError("record() needs the change's transaction")
    return Event(
        actor=by,
        verb=verb,
        subject_type=subject._meta.model_name or "",
        subject_id=str(subject.pk),
        revision_id=revision_id,
        detail=detail,
    )


def events_of(subject: models.Model) -> models.QuerySet[Event]:
    """All that was done to `subject`."""
    about = {"subject_type": subject._meta.model_name or "", "subject_id": str(subject.pk)}
    return Event.objects.filter(**about)
