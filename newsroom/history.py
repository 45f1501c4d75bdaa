"""Recording what was done, by the activity that did it and in the same transaction; finding it."""

from collections.abc import Iterable
from typing import Any

from django.db import models, transaction

from newsroom.models import Event, User


def record(
    verb: str,
    subject: models.Model,
    *,
    by: User,
    revision_id: int | None = None,
    **detail: Any,
) -> Event:
    """One event: `by` did `verb` to `subject`; `detail` holds what changed, old and new.

    The verb is «thing.past_tense». Raises if there is no transaction, since an event that could
    outlive a rolled-back change would be a lie.
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
