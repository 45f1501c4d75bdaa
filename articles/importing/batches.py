"""The batches of an import: items added, stored one by one, and finished with a report."""

import time
from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import date
from types import MappingProxyType
from typing import Any

from django.db import transaction
from django.utils import timezone

from articles.details import DETAILS
from articles.importing.comparing import comparable_members
from articles.importing.drafts import Draft, Unreadable, sha256
from articles.importing.storing import ImportRefused, Outcome, import_draft, logger
from articles.models import ImportBatch, ImportItem
from articles.readers import UNEXPECTED_ERROR
from articles.text import storable
from newsroom.models import User


def add_item(batch: ImportBatch, reading: Draft | Unreadable) -> ImportItem:
    """Keep the item of a reading that waits for its editor, or was refused."""
    item = item_of(batch, reading)
    item.save()
    return item


def item_of(batch: ImportBatch, reading: Draft | Unreadable) -> ImportItem:
    """The item of a draft, waiting, or of a refusal, failed; not saved."""
    item = ImportItem(batch=batch, name=storable(reading.name)[-500:])
    if isinstance(reading, Unreadable):
        item.outcome, item.refused_because = Outcome.FAILED, storable(reading.reason)
    else:
        item.raw, item.draft = reading.raw, {**reading.as_json(), **comparable_members(reading)}
    return item


def finish_batch(
    batch: ImportBatch,
    edits: Mapping[int, Mapping[str, Any]],
    leave: Collection[int],
    *,
    by: User,
    until: float | None = None,
) -> ImportBatch:
    """Import every waiting item, with the fields in `edits[item id]` instead of those read.

    Items in `leave` are left aside. Each item goes in whole or not at all, in a transaction of
    its own; an item that is no longer waiting is passed over, so that sending the same form
    twice does nothing twice. At the moment `until` (of `time.monotonic`) it stops after the item
    at hand, to be called again.
    """
    ImportBatch.objects.filter(pk=batch.pk, begun_at=None).update(begun_at=timezone.now())
    waiting = list(batch.items.filter(outcome=Outcome.WAITING).values_list("pk", flat=True))
    for number, pk in enumerate(waiting, 1):
        finish_item(pk, edits.get(pk, {}), leave=pk in leave, by=by)
        if is_past(until) and number < len(waiting):
            batch.refresh_from_db()
            return batch
    ImportBatch.objects.filter(pk=batch.pk, finished_at=None).update(finished_at=timezone.now())
    batch.refresh_from_db()
    return batch


def is_past(until: float | None) -> bool:
    """Whether that moment (of `time.monotonic`) has come; never if there is none."""
    return until is not None and time.monotonic() >= until


def finish_item(pk: int, edits: Mapping[str, Any], *, leave: bool = False, by: User) -> ImportItem:
    """Import the one item, or leave it aside, and keep on it what became of it."""
    with transaction.atomic():
        item = ImportItem.objects.select_for_update().get(pk=pk)
        if item.outcome != Outcome.WAITING:
            return item
        if leave:
            item.outcome, item.raw = Outcome.LEFT, b""
            item.save()
            return item
        store_draft(item, Draft.from_json(item.draft, bytes(item.raw)), edits, by=by)
    return item


def store_draft(
    item: ImportItem, draft: Draft, edits: Mapping[str, Any] = MappingProxyType({}), *, by: User
) -> None:
    """Import the item's draft and keep on the item what became of it."""
    try:
        with transaction.atomic():
            imported = import_draft(with_edits(draft, edits), by=by, item=item)
    except ImportRefused as refusal:
        item.outcome, item.refused_because = Outcome.FAILED, refusal.detail
    except Exception:
        # Whatever it is: one item must not keep the others of its batch from going in.
        logger.exception("Item %s of import %s failed", item.pk, item.batch_id)
        item.outcome = Outcome.FAILED
        item.refused_because = str(UNEXPECTED_ERROR)
    else:
        item.outcome, item.revision = imported.outcome, imported.revision
        item.draft = without_text({**item.draft, "notes": [*draft.notes, *imported.notes]})
        # Bytes that no revision holds (the same text with other line ends, say) stay here.
        if sha256(draft.raw) == imported.revision.raw_sha256:
            item.raw = b""
    item.save()


def without_text(draft: dict[str, Any]) -> dict[str, Any]:
    """The members of a draft without what its revision holds from now on."""
    return {name: value for name, value in draft.items() if name not in ("text", "left_out")}


def with_edits(draft: Draft, edits: Mapping[str, Any]) -> Draft:
    """The draft with an editor's fields; a title that they have written is not generated."""
    known = {name: value for name, value in edits.items() if name in DETAILS}
    if isinstance(known.get("published_on"), str):
        known["published_on"] = date.fromisoformat(known["published_on"])
    if known.get("title", draft.title) != draft.title:
        known["title_generated"] = False
    return replace(draft, **known)
