"""Zip archives: every file in one is read as if it stood alone, within what is safe to unpack."""

import binascii
import io
import zipfile
import zlib
from collections.abc import Iterator
from functools import partial
from typing import Any, BinaryIO

from django.conf import settings

from articles.importing.drafts import Unreadable
from articles.readers.drafting import Options, Piece
from articles.readers.files import File
from articles.readers.limits import megabytes
from articles.readers.passed_over import folders_of_pages, is_hidden, is_within
from articles.text import Unfit, storable

ENCRYPTED = 0x1
LEAST_ENTRY = 1_024  # bytes; an empty one is a file to be told of too
NAME_IS_UTF8 = 0x800
UNICODE_PATH = 0x7075  # The extra field in which Info-ZIP keeps the name as UTF-8.
# Of these two zipfile unpacks no more at a time than it is asked for.
METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, NotImplementedError)


def read(file: File, options: Options) -> Iterator[Piece | File]:
    """The files of the archive as `ARCHIVE/PATH`, in its order, refusals between them.

    Hidden files and folders are passed over, and so is what belongs to a saved page. Raises Unfit
    for the archive as a whole.
    """
    if file.size > settings.LARGEST_ARCHIVE:
        raise Unfit(f"it is larger than {megabytes(settings.LARGEST_ARCHIVE)}")
    try:
        # Closed when the last part that is read from it is gone.
        archive = zipfile.ZipFile(file.open())
    except BROKEN as error:
        raise Unfit("the archive is broken") from error
    entries = archive.infolist()
    # zipfile never unpacks more of an entry than the size that is stated here.
    if sum(max(entry.file_size, LEAST_ENTRY) for entry in entries) > settings.LARGEST_ARCHIVE:
        raise Unfit(f"unpacked it is larger than {megabytes(settings.LARGEST_ARCHIVE)}")
    named = [(entry, name_of(entry)) for entry in entries if not entry.is_dir()]
    split = [(entry, name, name.replace("\\", "/").split("/")) for entry, name in named]
    of_pages = folders_of_pages([parts for _, _, parts in split])
    meant = [
        (entry, name, parts)
        for entry, name, parts in split
        if ".." in parts or not (is_hidden(parts) or is_within(parts, of_pages))
    ]
    if not meant:
        raise Unfit("there is no file in the archive")
    for entry, name, parts in meant:
        path = storable(f"{file.name}/{name}")
        if reason := refusal(entry, name, parts):
            yield partial(Unreadable, path, reason)
        else:
            yield File(path, partial(opened, archive, entry), entry.file_size)


def name_of(entry: zipfile.ZipInfo) -> str:
    """The name of the entry; many programs write UTF-8 without saying so, as zipfile expects."""
    if entry.flag_bits & NAME_IS_UTF8:
        return entry.filename
    try:
        raw = entry.filename.encode("cp437")
        return unicode_path(entry.extra, raw) or raw.decode("utf-8")
    except UnicodeError:
        return entry.filename


def unicode_path(extra: bytes, raw: bytes) -> str:
    """The name in the extra field for it, empty where there is none that belongs to `raw`."""
    while len(extra) >= 4:
        kind, size = int.from_bytes(extra[:2], "little"), int.from_bytes(extra[2:4], "little")
        field, extra = extra[4 : 4 + size], extra[4 + size :]
        belongs = field[1:5] == binascii.crc32(raw).to_bytes(4, "little")
        if kind == UNICODE_PATH and field[:1] == b"\x01" and belongs:
            return field[5:].decode("utf-8")
    return ""


def refusal(entry: zipfile.ZipInfo, name: str, parts: list[str]) -> str:
    if ".." in parts or not parts[0] or parts[0].endswith(":"):
        return "its name leads out of the archive"
    if entry.flag_bits & ENCRYPTED:
        return "it is encrypted"
    if name.lower().endswith(".zip"):
        return "an archive inside an archive is not opened"
    if entry.compress_type not in METHODS:
        return "it is compressed in a way that is not read"
    return ""


def opened(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> BinaryIO:
    try:
        return io.BufferedReader(Unpacked(archive.open(entry)))
    except BROKEN as error:
        raise Unfit("it is broken inside the archive") from error


class Unpacked(io.RawIOBase):
    """The bytes of an entry as a stream whose errors say, in words for its user, what is wrong."""

    def __init__(self, stream: Any) -> None:
        self.stream = stream

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        try:
            data = self.stream.read(len(buffer))
        except BROKEN as error:
            raise Unfit("it is broken inside the archive") from error
        buffer[: len(data)] = data
        return len(data)
