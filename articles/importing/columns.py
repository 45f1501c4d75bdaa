"""Which column of a table is what, said by whoever imports it: before it is read, or read anew."""

from collections.abc import Mapping

from django.db import transaction
from django.db.models import Count

from articles.importing.intake import pieces_of_upload, tables_in, unread_uploads
from articles.models import ImportBatch, ImportItem, ImportUpload
from articles.readers.records.asking import ColumnsNeeded

# By the name of a table, which column each field is; an empty one where the field is left out.
Chosen = Mapping[str, Mapping[str, str]]


def are_needed(batch: ImportBatch) -> bool:
    """Whether all that is left to be read are tables of which it is not known what is what."""
    unread = unread_uploads(batch).aggregate(all=Count("pk"), asked=Count("asked_at"))
    return bool(unread["all"]) and unread["all"] == unread["asked"]


def may_be_chosen(batch: ImportBatch) -> bool:
    """Whether there are tables that could be read by other columns."""
    return not batch.begun_at and batch.uploads.exclude(data=b"").exists()


def tables_of(batch: ImportBatch) -> list[tuple[ImportUpload, ColumnsNeeded]]:
    """The tables of the import, each with the file that it is in; first those that are waited
    for.
    """
    uploads = batch.uploads.exclude(data=b"").order_by("asked_at", "pk")
    found = [(upload, one) for upload in uploads for one in tables_in(upload)]
    return sorted(found, key=lambda pair: not pair[1].is_open)


def choose(batch: ImportBatch, chosen: Mapping[int, Chosen]) -> bool:
    """Read the tables by these columns, by the ids of their files, from their beginning where
    they have been read. False once the import has begun: then nothing is changed.

    What is chosen already is not read again, so that sending the same twice does nothing twice.
    """
    with transaction.atomic():
        batch = ImportBatch.objects.select_for_update().get(pk=batch.pk)
        if batch.begun_at or batch.finished_at:
            return False
        for upload in batch.uploads.select_for_update().filter(pk__in=chosen).exclude(data=b""):
            before = upload.options.get("tables", {})
            after = {**before, **{name: {**columns} for name, columns in chosen[upload.pk].items()}}
            if after == before:
                continue
            ImportItem.objects.filter(batch=batch, upload=upload).delete()
            upload.options = {**upload.options, "tables": after}
            upload.taken, upload.read_at, upload.asked_at = 0, None, None
            upload.size = sum(1 for _ in pieces_of_upload(upload))
            upload.save()
    return True
