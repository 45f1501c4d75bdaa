"""The items of an import: made of readings, each stored, with what became of it."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from django.db import transaction

from articles.details import DETAILS
from articles.importing.comparing import comparable_members
from articles.importing.drafts import Draft, Unreadable, sha256
from articles.importing.storing import ImportRefused, Outcome, import_draft, logger
from articles.models import ImportBatch, ImportItem, ImportUpload
from articles.readers import UNEXPECTED_ERROR
from articles.text import storable
from newsroom.models import User


def add_item(
    batch: ImportBatch, reading: Draft | Unreadable, *, upload: ImportUpload | None = None
) -> ImportItem:
    """Keep the item of a reading that waits for its editor, or was refused."""
    item = item_of(batch, reading)
    item.upload = upload
    item.save()
    return item


def add_items(
    batch: ImportBatch, readings: Iterable[Draft | Unreadable], *, upload: ImportUpload
) -> None:
    """Keep the items of the readings of a file, in their order."""
    items = [item_of(batch, reading) for reading in readings]
    for item in items:
        item.upload = upload
    ImportItem.objects.bulk_create(items, batch_size=100)


def item_of(batch: ImportBatch, reading: Draft | Unreadable) -> ImportItem:
    """The item of a draft, waiting, or of a refusal, failed; not saved."""
    item = ImportItem(batch=batch, name=storable(reading.name)[-500:])
    if isinstance(reading, Unreadable):
        item.outcome, item.refused_because = Outcome.FAILED, storable(reading.reason)
    else:
        item.raw, item.draft = reading.raw, {**reading.as_json(), **comparable_members(reading)}
    return item


def store_draft(item: ImportItem, draft: Draft, *, by: User) -> None:
    """Import the item's draft and keep on the item what became of it."""
    try:
        with transaction.atomic():
            imported = import_draft(draft, by=by, item=item)
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
