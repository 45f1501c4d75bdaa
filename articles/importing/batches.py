"""The batches of an import: what waits in them goes in, and they are finished with a report."""

import time
from collections.abc import Collection, Mapping
from typing import Any

from django.db import transaction
from django.utils import timezone

from articles.importing.bulk import Entry, import_items
from articles.importing.drafts import Draft
from articles.importing.items import with_edits
from articles.importing.lock import lock_imports
from articles.importing.storing import Outcome
from articles.models import ImportBatch
from newsroom.models import User
from newsroom.query_planner import refresh_statistics

TOGETHER = 50  # Items in one transaction; others who want to save wait for its end.


def finish_batch(
    batch: ImportBatch,
    edits: Mapping[int, Mapping[str, Any]],
    leave: Collection[int],
    *,
    by: User,
    until: float | None = None,
) -> ImportBatch:
    """Import every waiting item, with the fields in `edits[item id]` instead of those read.

    Items in `leave` are left aside. Each item goes in whole or not at all; an item that is no
    longer waiting is passed over, so that sending the same form twice does nothing twice. At the
    moment `until` (of `time.monotonic`) it stops after those at hand, to be called again.
    """
    ImportBatch.objects.filter(pk=batch.pk, begun_at=None).update(begun_at=timezone.now())
    waiting = list(
        batch.items.filter(outcome=Outcome.WAITING).order_by("pk").values_list("pk", flat=True)
    )
    done = 0
    while done < len(waiting):
        together = 1 if is_past(until) else TOGETHER
        finish_items(batch, waiting[done : done + together], edits, leave, by=by)
        done += together
        if is_past(until) and done < len(waiting):
            batch.refresh_from_db()
            return batch
    batch.uploads.exclude(data=b"").update(data=b"")
    ImportBatch.objects.filter(pk=batch.pk, finished_at=None).update(finished_at=timezone.now())
    refresh_statistics()
    batch.refresh_from_db()
    return batch


def finish_items(
    batch: ImportBatch,
    pks: Collection[int],
    edits: Mapping[int, Mapping[str, Any]],
    leave: Collection[int],
    *,
    by: User,
) -> None:
    """Import these items of the batch, or leave them aside, as far as they still wait."""
    with transaction.atomic():
        lock_imports()
        waiting = batch.items.select_for_update().filter(pk__in=pks, outcome=Outcome.WAITING)
        waiting.filter(pk__in=leave).update(outcome=Outcome.LEFT, raw=b"")
        entries = []
        for item in waiting.order_by("pk"):
            draft, changes = Draft.from_json(item.draft, bytes(item.raw)), edits.get(item.pk, {})
            entries.append(Entry(item, with_edits(draft, changes), edited=bool(changes)))
        import_items(entries, by=by)


def is_past(until: float | None) -> bool:
    """Whether that moment (of `time.monotonic`) has come; never if there is none."""
    return until is not None and time.monotonic() >= until
