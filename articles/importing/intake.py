"""What is given to an import, read step by step: long reading tells how far it is, and goes on.

Each article is read before the database is asked to keep it, and kept by itself: while a large
archive is read nobody else has to wait for their own saving.
"""

from collections.abc import Iterable, Iterator
from dataclasses import asdict

from django.db import transaction
from django.db.models import F, QuerySet, Sum
from django.utils import timezone

from articles import readers
from articles.importing.batches import add_item, is_past
from articles.importing.drafts import Draft, Unreadable
from articles.models import ImportBatch, ImportItem, ImportUpload
from articles.readers.drafting import Options, Piece
from articles.readers.files import File
from articles.text import storable
from newsroom.models import User

LONGEST_NAME = 500


def open_batch(
    files: Iterable[File | Unreadable],
    *,
    by: User,
    language: str = "",
    outlet: str = "",
    verbatim: bool = False,
    until: float | None = None,
) -> ImportBatch:
    """A batch with one waiting item for each draft and one failed item for each refusal.

    No article is made before `batches.finish_batch`. A file may be given as the refusal to read
    it. At the moment `until` (of `time.monotonic`) reading stops, and `continue_reading` continues.
    """
    options = asdict(Options(verbatim, language, outlet))
    batch = ImportBatch.objects.create(by=by)
    for file in files:
        if isinstance(file, Unreadable):
            add_item(batch, file)
            continue
        with file.open() as stream:
            data = stream.read()
        name = storable(file.name)[-LONGEST_NAME:]
        upload = ImportUpload(batch=batch, name=name, data=data, options=options)
        upload.size = sum(1 for _ in pieces_of_upload(upload))
        # Before it is read: whatever happens meanwhile, no part of a file is taken for the whole.
        upload.save()
    continue_reading(batch, until=until)
    return batch


def continue_reading(batch: ImportBatch, *, until: float | None = None) -> None:
    """Go on reading what is unread, at least one article of it, until the moment or the end.

    Of two that do this at once each article is read by one.
    """
    # One after the other: together they may be more than fits into memory.
    for pk in list(unread_uploads(batch).order_by("pk").values_list("pk", flat=True)):
        upload = unread_uploads(batch).filter(pk=pk).first()
        if upload is None:
            continue
        if not read_upload(upload, until):
            return
        unread_uploads(batch).filter(pk=pk).update(read_at=timezone.now(), data=b"")
        if is_past(until):
            return


def discard_unread(batch: ImportBatch) -> None:
    """Read no more of what was given."""
    unread_uploads(batch).update(read_at=timezone.now(), data=b"")


def is_read(batch: ImportBatch) -> bool:
    return not unread_uploads(batch).exists()


def unread_uploads(batch: ImportBatch) -> QuerySet[ImportUpload]:
    return batch.uploads.filter(read_at=None)


def reading_progress(batch: ImportBatch) -> tuple[int, int]:
    """How many articles and refusals are read by now, and of how many in all."""
    read = ImportItem.objects.filter(batch=batch).count()
    left = unread_uploads(batch).aggregate(left=Sum(F("size") - F("taken")))["left"] or 0
    return read, read + left


def read_upload(upload: ImportUpload, until: float | None) -> bool:
    """Read the file on from where reading stopped; whether its end was reached."""
    for place, piece in enumerate(pieces_of_upload(upload)):
        if place < upload.taken:
            continue
        reading = read_piece(piece)
        with transaction.atomic():
            if not claim_next(upload, place):
                return False
            add_item(upload.batch, reading)
        if is_past(until):
            return False
    return True


def claim_next(upload: ImportUpload, place: int) -> bool:
    """Take the article at `place` for oneself; False where another process has it."""
    same = ImportUpload.objects.filter(pk=upload.pk, taken=place, read_at=None)
    return bool(same.update(taken=place + 1))


def pieces_of_upload(upload: ImportUpload) -> Iterator[Piece]:
    """The articles of the file, each read when it is called."""
    file = File.of(upload.name, bytes(upload.data))
    yield from readers.pieces(file, Options(**upload.options))


def read_piece(piece: Piece) -> Draft | Unreadable:
    return piece()
