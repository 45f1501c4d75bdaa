"""Web archives (WARC 1.0 and 1.1, alone or packed with gzip): each page in one is an article.

Of what archives hold, importing needs the pages that a server answered with: these lines read
them. warcio would bring them with six more packages and much that is not needed.
"""

import gzip
import io
import zlib
from collections.abc import Iterator
from functools import partial
from typing import BinaryIO, NamedTuple, cast

from django.conf import settings

from articles.importing.drafts import Unreadable
from articles.readers.drafting import Options, Piece
from articles.readers.files import File
from articles.readers.limits import megabytes
from articles.text import Unfit, storable

LONGEST_LINE = 8_192  # bytes
MOST_HEADERS = 200
PAGES = {"text/html", "application/xhtml+xml"}
BROKEN = (OSError, EOFError, zlib.error, ValueError)


class Record(NamedTuple):
    """The headers by their names in small letters, and the bytes below them."""

    headers: dict[str, str]
    body: bytes


def read(file: File, options: Options) -> Iterator[Piece | File]:
    """The pages as files of their own, named `FILE:NUMBER` by their place among the records.

    What is no page, or no answer of 200, is passed over.
    """
    pages = 0
    with file.open() as stream:
        packed = stream.read(2) == b"\x1f\x8b"
        stream.seek(0)
        unpacking = gzip.GzipFile(fileobj=stream)
        records = (
            records_of(cast(BinaryIO, unpacking), settings.LARGEST_ARCHIVE)
            if packed
            else records_of(stream, file.size)
        )
        number = 0
        while True:
            try:
                record = next(records, None)
            except BROKEN as error:
                reason = str(error) if isinstance(error, Unfit) else "the archive is broken"
                where = f"{storable(file.name)}:{number + 1}"
                yield partial(Unreadable, where, f"{reason}; from here on nothing was read")
                return
            if record is None:
                break
            number += 1
            if page := page_of(file.name, number, record):
                pages += 1
                yield page
    if not pages:
        raise Unfit(f"there is no page in the archive (records: {number})")


def records_of(stream: BinaryIO, most: int) -> Iterator[Record]:
    """The records one after another, up to `most` bytes. Raises Unfit, or what a broken stream
    raises.
    """
    taken = 0
    while True:
        line = stream.readline(LONGEST_LINE)
        if not line:
            return
        if not line.strip():
            continue
        if not line.startswith(b"WARC/"):
            raise Unfit("the archive is broken")
        headers = headers_of(stream)
        size = headers.get("content-length", "")
        if not size.isdecimal():
            raise Unfit("the archive is broken")
        taken += int(size)
        if taken > most:
            raise Unfit(f"unpacked it is larger than {megabytes(most)}")
        # Of what is larger than one article may be, only as much as that is kept.
        body = stream.read(min(int(size), settings.LARGEST_FILE + 1))
        skip(stream, int(size) - len(body))
        yield Record(headers, body)


def headers_of(stream: BinaryIO) -> dict[str, str]:
    headers: dict[str, str] = {}
    for _ in range(MOST_HEADERS):
        line = stream.readline(LONGEST_LINE)
        if not line.strip():
            break
        name, _, value = line.decode("utf-8", "replace").partition(":")
        headers.setdefault(name.strip().lower(), value.strip())
    return headers


def skip(stream: BinaryIO, size: int) -> None:
    while size > 0:
        passed = stream.read(min(size, 1_000_000))
        if not passed:
            raise EOFError
        size -= len(passed)


def page_of(name: str, number: int, record: Record) -> File | Piece | None:
    """The page that the record holds; None where it holds something else."""
    kind = record.headers.get("warc-type", "").lower()
    body, media_type, status = record.body, record.headers.get("content-type", ""), "200"
    where = f"{name}:{number}"
    if kind == "response" and media_type.lower().startswith("application/http"):
        stream = io.BytesIO(record.body)
        status = ([*stream.readline(LONGEST_LINE).decode("latin-1").split(), "", ""])[1]
        headers = headers_of(stream)
        media_type = headers.get("content-type", "")
        body = stream.read()
    elif kind != "resource":
        return None
    else:
        headers = {}
    essence, _, parameters = media_type.partition(";")
    if status != "200" or essence.strip().lower() not in PAGES:
        return None
    try:
        data = unpacked(body, headers)
    except BROKEN as error:
        reason = str(error) if isinstance(error, Unfit) else "the page is broken in the archive"
        return partial(Unreadable, storable(where), reason)
    url = record.headers.get("warc-target-uri", "").strip("<>")
    return File.of(
        where,
        data,
        url=url if url.startswith(("http://", "https://")) else "",
        charset=charset_of(parameters),
        media_type=essence.strip().lower(),
    )


def charset_of(parameters: str) -> str:
    for parameter in parameters.split(";"):
        name, _, value = parameter.partition("=")
        if name.strip().lower() == "charset":
            return storable(value.strip(" \"'"))
    return ""


def unpacked(body: bytes, headers: dict[str, str]) -> bytes:
    """The bytes as they were before they travelled: in chunks, compressed."""
    if "chunked" in headers.get("transfer-encoding", "").lower():
        body = joined(body)
    coding = headers.get("content-encoding", "").strip().lower()
    if coding in {"", "identity"}:
        return body
    if coding not in {"gzip", "x-gzip", "deflate"}:
        raise Unfit(f"the page is compressed in a way that is not read ({coding[:20]})")
    if coding != "deflate" and not body.startswith(b"\x1f\x8b"):
        return body  # as archives keep what they have unpacked
    most = settings.LARGEST_FILE + 1  # which is refused by the reader of the page
    for window in (zlib.MAX_WBITS | 32, -zlib.MAX_WBITS):
        try:
            unpacking = zlib.decompressobj(window)
            data = unpacking.decompress(body, most)
        except zlib.error:
            continue
        if unpacking.eof or len(data) == most:
            return data
    raise Unfit("the page is broken in the archive")


def joined(body: bytes) -> bytes:
    """The chunks of a body without their sizes; as it is, where it is in none."""
    stream, chunks = io.BytesIO(body), list[bytes]()
    while line := stream.readline(LONGEST_LINE):
        try:
            size = int(line.split(b";")[0].strip() or b"0", 16)
        except ValueError:
            return body if not chunks else b"".join(chunks)
        if size <= 0:
            break
        chunks.append(stream.read(size))
        stream.readline(LONGEST_LINE)
    return b"".join(chunks)
