"""Reminding editors of readings that are late: one notice a day for each, whoever presses."""

from datetime import date, datetime, time
from typing import Any

from django.db import transaction
from django.db.models import CharField, Exists, OuterRef
from django.db.models.functions import Cast
from django.utils import timezone

from annotations.discussion import notifications
from annotations.discussion.notifications import REMINDED
from annotations.layers.assigning import batches
from annotations.models import Layer
from annotations.models.layer import LayerQuerySet
from newsroom import history
from newsroom.models import Event, User


@transaction.atomic
def remind(wanted: LayerQuerySet, *, by: User, today: date) -> int:
    """Put a notice into the inbox of the editor of each late reading among `wanted`; how many.

    Late is what is open and was due before `today`. Left out is what somebody was reminded of
    today, what is archived, an editor who cannot sign in, and one's own.
    """
    late = wanted.open().filter(
        due_on__lt=today,
        revision__article__archived_at=None,
        editor__is_active=True,
    )
    # Under the lock of its row a reading is submitted, handed over and reminded of.
    rows = late.exclude(editor=by).select_for_update(of=("self",), no_key=True).order_by("pk")
    locked = list(rows)
    done: set[str] = set()
    for some in batches([str(layer.pk) for layer in locked]):
        done.update(
            _reminders(start_of(today))
            .filter(subject_id__in=some)
            .values_list("subject_id", flat=True)
        )
    due = [layer for layer in locked if str(layer.pk) not in done]
    for part in batches(due):
        events = history.record_all(REMINDED, (event_detail(layer) for layer in part), by=by)
        notifications.notify_editors(zip(events, part, strict=True))
    return len(due)


def event_detail(layer: Layer) -> tuple[Layer, int, dict[str, Any]]:
    was_due = layer.due_on.isoformat() if layer.due_on else None
    return layer, layer.revision_id, {"was_due": was_due}


def where_reminded(since: Any) -> Exists:
    """The condition that somebody was reminded of a layer since that moment."""
    key = Cast(OuterRef("pk"), CharField())
    return Exists(_reminders(since).filter(subject_id=key))


def _reminders(since: Any) -> Any:
    return Event.objects.filter(verb=REMINDED, subject_type="layer", at__gte=since).order_by()


def start_of(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))
