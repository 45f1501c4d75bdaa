"""Zip archives: every file in one is read as if it stood alone, within what is safe to unpack."""

import io
import zipfile
import zlib
from collections.abc import Iterator

from django.conf import settings

from articles.importing.drafts import Unreadable
from articles.readers.limits import is_hidden, megabytes
from articles.text import Unfit

ENCRYPTED = 0x1
CHUNK = 64 * 1024
OFFICE = {"[Content_Types].xml", "mimetype"}
# Of these two zipfile unpacks no more at a time than it is asked for.
METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, NotImplementedError)


def files(name: str, data: bytes) -> Iterator[tuple[str, bytes] | Unreadable]:
    """The files of the archive as (`ARCHIVE/PATH`, bytes), in its order, refusals between them.

    Hidden files and folders are passed over. Raises Unfit for the archive as a whole.
    """
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except BROKEN as error:
        raise Unfit("the archive is broken") from error
    entries = archive.infolist()
    if OFFICE & set(archive.namelist()):
        raise Unfit("it is an office document, not an archive of articles")
    if len(entries) > settings.MOST_ARCHIVE_ENTRIES:
        raise Unfit(f"the archive has more than {settings.MOST_ARCHIVE_ENTRIES:,} entries")
    # zipfile never unpacks more of an entry than the size that is stated here.
    if sum(entry.file_size for entry in entries) > settings.LARGEST_ARCHIVE:
        raise Unfit(f"unpacked it is larger than {megabytes(settings.LARGEST_ARCHIVE)}")
    named = [(entry, entry.filename.replace("\\", "/").split("/")) for entry in entries]
    meant = [
        (entry, parts)
        for entry, parts in named
        if not entry.is_dir() and (".." in parts or not is_hidden(parts))
    ]
    if not meant:
        raise Unfit("there is no file in the archive")
    for entry, parts in meant:
        path = f"{name}/{entry.filename}"
        try:
            refuse_entry(entry, parts)
            yield path, unpacked(archive, entry)
        except Unfit as unfit:
            yield Unreadable(path, str(unfit))


def refuse_entry(entry: zipfile.ZipInfo, parts: list[str]) -> None:
    if ".." in parts or not parts[0] or parts[0].endswith(":"):
        raise Unfit("its name leads out of the archive")
    if entry.flag_bits & ENCRYPTED:
        raise Unfit("it is encrypted")
    if entry.filename.lower().endswith(".zip"):
        raise Unfit("an archive inside an archive is not opened")
    if entry.compress_type not in METHODS:
        raise Unfit("it is compressed in a way that is not read")


def unpacked(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> bytes:
    """The entry's bytes, counted as they come: nothing is unpacked behind the limit."""
    content = bytearray()
    try:
        with archive.open(entry) as stream:
            while chunk := stream.read(CHUNK):
                content += chunk
                if len(content) > settings.LARGEST_FILE:
                    raise Unfit(f"it is larger than {megabytes(settings.LARGEST_FILE)}")
    except BROKEN as error:
        if isinstance(error, Unfit):  # a ValueError too
            raise
        raise Unfit("it is broken inside the archive") from error
    return bytes(content)
