"""Documents that are zip archives of XML: their parts, within what is safe to unpack."""

import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.conf import settings

from articles.readers import xml
from articles.readers.files import File
from articles.readers.limits import megabytes
from articles.text import Unfit

ENCRYPTED = 0x1
PACKED = 2  # A document's XML may be as many times larger than the largest file.
MOST_PARTS = 50  # of one kind, such as the headers of its sections


@contextmanager
def opened(file: File) -> Iterator[zipfile.ZipFile]:
    """The archive of the document; whatever is wrong inside of it is a refusal."""
    file.data()  # refused where it is too large
    try:
        with file.open_anywhere() as stream, zipfile.ZipFile(stream) as archive:
            most = settings.LARGEST_ARCHIVE
            texts = (entry for entry in archive.infolist() if entry.filename.endswith(".xml"))
            if sum(entry.file_size for entry in texts) > most:
                raise Unfit(f"unpacked it is larger than {megabytes(most)}")
            yield archive
    except Unfit:
        raise
    except Exception as error:
        # A hostile archive raises errors of more kinds than can be named.
        raise Unfit("the document is broken") from error


def part(archive: zipfile.ZipFile, name: str) -> Any:
    """The root of one part, None where there is none. Raises Unfit."""
    if name not in archive.NameToInfo:
        return None
    entry = archive.getinfo(name)
    most = settings.LARGEST_FILE * PACKED
    if entry.flag_bits & ENCRYPTED:
        raise Unfit("it is encrypted: save it without a password")
    with archive.open(entry) as stream:
        data = stream.read(most + 1) if entry.file_size <= most else b""
    if not data or len(data) > most:
        raise Unfit(f"unpacked it is larger than {megabytes(most)}" if entry.file_size else "empty")
    root, note = xml.parsed(data)
    if note:
        raise Unfit("the document is broken")
    return root


def parts(archive: zipfile.ZipFile, beginning: str) -> Iterator[Any]:
    """The roots of all parts whose names begin so, in their order."""
    names = sorted(name for name in archive.NameToInfo if name.startswith(beginning))
    for name in names[:MOST_PARTS]:
        if name.endswith(".xml"):
            yield part(archive, name)
