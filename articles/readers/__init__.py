"""From bytes to drafts: one small module for each input format, all called from `read`."""

from collections.abc import Callable, Iterator
from functools import partial

from django.conf import settings

from articles.importing.drafts import Draft, Unreadable
from articles.readers import archive, page, plain, records
from articles.readers.drafting import Options, Piece
from articles.readers.limits import megabytes
from articles.text import Unfit, storable

# One article a file, and one a record of the file.
WHOLE: dict[str, Callable[[str, bytes, Options], Draft]] = {"text": plain.read, "html": page.read}
RECORDS: dict[str, Callable[[str, bytes, Options], Iterator[Piece]]] = {
    "csv": records.read_csv,
    "jsonl": records.read_json,
}
ENDINGS = {
    "txt": "text",
    "text": "text",
    "md": "text",
    "html": "html",
    "htm": "html",
    "xhtml": "html",
    "csv": "csv",
    "tsv": "csv",
    "jsonl": "jsonl",
    "ndjson": "jsonl",
    "json": "jsonl",
    "zip": "zip",
}
FORMATS = tuple(ENDINGS)


def read(
    name: str,
    data: bytes,
    *,
    format: str | None = None,  # noqa: A002 (the word of the command's option)
    verbatim: bool = False,
    language: str = "",
    outlet: str = "",
) -> Iterator[Draft | Unreadable]:
    """Every article in `data`, in its order, with the refusals between them; never raises.

    `format` is one of FORMATS and holds for the files inside an archive; without it the name and
    the first bytes decide. `language` and `outlet` go before what is read out of a text or a
    page, but not before what a record (of CSV or JSON) states of itself.
    """
    for piece in pieces(name, data, format, Options(verbatim, language, outlet)):
        yield piece()


def pieces(name: str, data: bytes, stated_format: str | None, options: Options) -> Iterator[Piece]:
    """As `read`, but each article is read only when it is called: to count, or to go on later."""
    name = storable(name)
    try:
        if format_of(name, data) != "zip":
            yield from pieces_of_file(name, data, stated_format, options)
            return
        if len(data) > settings.LARGEST_ARCHIVE:
            raise Unfit(f"it is larger than {megabytes(settings.LARGEST_ARCHIVE)}")
        for file in archive.files(name, data):
            if isinstance(file, Unreadable):
                yield partial(Unreadable, storable(file.name), file.reason)
            else:
                yield from pieces_of_file(storable(file[0]), file[1], stated_format, options)
    except Unfit as unfit:
        yield partial(Unreadable, name, str(unfit))


def pieces_of_file(
    name: str, data: bytes, stated_format: str | None, options: Options
) -> Iterator[Piece]:
    """The articles of one file; what is wrong with the whole of it as one refusal."""
    found = format_of(name, data)
    try:
        if found == "zip":
            raise Unfit("an archive inside an archive is not opened")
        if len(data) > settings.LARGEST_FILE:
            raise Unfit(f"it is larger than {megabytes(settings.LARGEST_FILE)}")
        stated = ENDINGS.get(stated_format or "", "zip")
        reader = found if stated == "zip" else stated
        if reader in WHOLE:
            yield partial(whole, reader, name, data, options)
        else:
            yield from RECORDS[reader](name, data, options)
    except Unfit as unfit:
        yield partial(Unreadable, name, str(unfit))


def whole(reader: str, name: str, data: bytes, options: Options) -> Draft | Unreadable:
    """The article that a file is, or why it is none."""
    try:
        return WHOLE[reader](name, data, options)
    except Unfit as unfit:
        return Unreadable(name, str(unfit))


def format_of(name: str, data: bytes) -> str:
    """The format that the file's first bytes show, else the one that its name says, else text."""
    start = data[:1000].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if start.startswith((b"pk\x03\x04", b"pk\x05\x06")):
        return "zip"
    if start.startswith((b"<!doctype html", b"<html")):
        return "html"
    return ENDINGS.get(name.rpartition(".")[2].lower(), "text")
