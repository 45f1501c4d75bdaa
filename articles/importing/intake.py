"""What is given to an import, read step by step: long reading tells how far it is, and goes on.

What is at an address is fetched first, when its turn comes. Articles are read before the database
is asked to keep them, some hundreds at a time: while a large archive is read nobody else has to
wait for their own saving.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict
from typing import Any

from django.db import transaction
from django.db.models import F, QuerySet, Sum
from django.utils import timezone

from articles import readers
from articles.fetching import fetched
from articles.importing.batches import is_past
from articles.importing.drafts import Draft, Unreadable
from articles.importing.items import add_item, add_items
from articles.models import ImportBatch, ImportItem, ImportUpload
from articles.readers.drafting import Options, Piece
from articles.readers.files import File
from articles.readers.records.asking import ColumnsNeeded
from articles.text import storable
from newsroom.models import User

LONGEST_NAME = 500
KEPT_AT_ONCE = 500
BYTES_KEPT_AT_ONCE = 8 * 1024 * 1024
OF_RECORDS = ("text/csv", "application/json", "application/jsonl")


def open_batch(
    files: Iterable[File | Unreadable],
    *,
    addresses: Iterable[str] = (),
    by: User,
    language: str = "",
    outlet: str = "",
    verbatim: bool = False,
    until: float | None = None,
) -> ImportBatch:
    """A batch with one waiting item for each draft and one failed item for each refusal.

    No article is made before `batches.finish_batch`. A file may be given as the refusal to read
    it. At the moment `until` (of `time.monotonic`) reading stops, and `continue_reading` continues;
    it alone fetches the addresses, since a site may take longer than the first answer should.
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
    for address in map(storable, addresses):
        name = address[-LONGEST_NAME:]
        batch.uploads.create(name=name, url=address, size=1, options=options)
    continue_reading(batch, until=until, fetching=False)
    return batch


def continue_reading(
    batch: ImportBatch, *, until: float | None = None, fetching: bool = True
) -> None:
    """Go on reading what is unread, at least one article of it, until the moment or the end.

    Of two that do this at once each article is read by one. The moment is looked at between
    articles and between addresses, each of which may take as long as `fetch` allows.
    """
    # One after the other: together they may be more than fits into memory.
    for pk in list(unread_uploads(batch).order_by("pk").values_list("pk", flat=True)):
        upload = unread_uploads(batch).filter(pk=pk).first()
        if upload is None:
            continue
        is_there = not upload.url or bool(upload.data)
        if not is_there and not fetching:
            return
        is_there = is_there or fetch_upload(upload)
        if is_there and not read_upload(upload, until):
            return
        if is_past(until):
            return


def fetch_upload(upload: ImportUpload) -> bool:
    """Fetch what is at the address, or refuse it; whether there is something to be read now.

    Nothing is locked meanwhile: of two that do this at once one keeps what it has fetched.
    """
    file = fetched(upload.url)
    unfetched = unread_uploads(upload.batch).filter(pk=upload.pk, data=b"")
    if isinstance(file, Unreadable):
        with transaction.atomic():
            if unfetched.update(read_at=timezone.now()):
                add_item(upload.batch, file)
        return False
    upload.data, upload.url, upload.charset = file.data(), file.url, file.charset
    upload.media_type = file.media_type[:100]
    upload.size = sum(1 for _ in pieces_of_upload(upload))
    kept = ("data", "url", "charset", "media_type", "size")
    return bool(unfetched.update(**{name: getattr(upload, name) for name in kept}))


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
    """Read the file on from where reading stopped; whether the next may be read now.

    Reading stops too at a table of which it is not known which column is what.
    """
    if upload.asked_at:
        return True
    read: list[Draft | Unreadable] = []
    for place, piece in enumerate(pieces_of_upload(upload)):
        if place < upload.taken + len(read):
            continue
        if isinstance(piece, ColumnsNeeded):
            if keep_read(upload, read):
                same = unread_uploads(upload.batch).filter(pk=upload.pk, options=upload.options)
                same.update(asked_at=timezone.now())
            return True
        read.append(read_piece(piece))
        is_over = is_past(until)
        if is_over or are_enough(read):
            if not keep_read(upload, read) or is_over:
                return False
            read = []
    if not keep_read(upload, read):
        return False
    # A table is kept until it is imported: other columns may be chosen meanwhile.
    emptied = {} if holds_tables(upload) else {"data": b""}
    same = unread_uploads(upload.batch).filter(pk=upload.pk, options=upload.options)
    same.update(read_at=timezone.now(), **emptied)
    return True


def holds_tables(upload: ImportUpload) -> bool:
    """Whether articles of the file were rows of tables, or objects of JSON."""
    rows = upload.items.filter(draft__media_type__in=OF_RECORDS)
    return bool(upload.options.get("tables")) or rows.exists()


def tables_in(upload: ImportUpload) -> list[ColumnsNeeded]:
    """The tables in the file, each as the question which column is what."""
    asking = {**upload.options, "asking": True}
    return [one for one in pieces_of_upload(upload, asking) if isinstance(one, ColumnsNeeded)]


def are_enough(read: Sequence[Draft | Unreadable]) -> bool:
    """Whether so much is read that it is to be kept before more is read."""
    size = sum(len(one.raw) for one in read if isinstance(one, Draft))
    return len(read) >= KEPT_AT_ONCE or size >= BYTES_KEPT_AT_ONCE


def keep_read(upload: ImportUpload, read: Sequence[Draft | Unreadable]) -> bool:
    """Keep what is read of the file next, all of it; False where another process has some of it.

    Many at once, as the row of the file is written anew with all its bytes each time.
    """
    if not read:
        return True
    taken = upload.taken + len(read)
    same = ImportUpload.objects.filter(
        pk=upload.pk, taken=upload.taken, read_at=None, options=upload.options
    )
    with transaction.atomic():
        if not same.update(taken=taken):
            return False
        add_items(upload.batch, read, upload=upload)
    upload.taken = taken
    return True


def pieces_of_upload(
    upload: ImportUpload, options: dict[str, Any] | None = None
) -> Iterator[Piece]:
    """The articles of the file, each read when it is called."""
    file = File.of(
        upload.name,
        bytes(upload.data),
        url=upload.url,
        charset=upload.charset,
        media_type=upload.media_type,
    )
    yield from readers.pieces(file, Options(**(options or upload.options)))


def read_piece(piece: Piece) -> Draft | Unreadable:
    return piece()
