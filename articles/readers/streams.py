"""The characters of a file as a stream: at flat memory, whatever the size of the file."""

import codecs
import io
from typing import BinaryIO, TextIO

from articles.readers.decoding import (
    A_FEW,
    MARKS,
    MOST_LOST,
    assumed,
    decoded,
    joined,
    named,
    refuse_what_is_no_text,
    told_encoding,
)
from articles.readers.encodings.code_pages import LOST, read
from articles.readers.encodings.guessing import readings
from articles.readers.encodings.labels import encoding_named
from articles.readers.encodings.mixed import mixed
from articles.readers.encodings.unmarked import seven_bit_encoding, wide_encoding
from articles.readers.files import File
from articles.text import Unfit

SMALL = 4 * 1024 * 1024  # bytes; a smaller file is decoded as a whole, like a single article
PART = 1024 * 1024
SAMPLE = 200_000  # bytes around the first that is not UTF-8
# These leave out the mark that they are told by.
WITH_MARKS = {"utf-8": "utf-8-sig", "utf-32-le": "utf-32", "utf-32-be": "utf-32"} | {
    "utf-16-le": "utf-16",
    "utf-16-be": "utf-16",
}


def text_stream(file: File) -> tuple[TextIO, str]:
    """The text of the file with its line ends as they stand, and a note where its encoding was
    assumed (else empty). Raises Unfit where it is no text.
    """
    if file.size <= SMALL:
        with file.open() as stream:
            data = stream.read()
        source, note = decoded(data, declared=file.charset)
        return io.StringIO(source, newline=""), note
    encoding, errors, note = encoding_of(file)
    return io.TextIOWrapper(file.open(), encoding, errors, newline=""), note


def encoding_of(file: File) -> tuple[str, str, str]:
    """The encoding of a large file, how what is not of it is handled, and a note on both."""
    head = file.head()
    refuse_what_is_no_text(head)
    for mark, encoding in MARKS:
        if head.startswith(mark):
            refuse_broken(file, WITH_MARKS[encoding])
            return WITH_MARKS[encoding], "strict", ""
    stated = encoding_named(file.charset)
    if head.isascii() and (encoding := seven_bit_encoding(head)):
        note = "" if encoding == stated else assumed(encoding)
        return encoding, *replacing(file, encoding, note)
    if encoding := wide_encoding(head):
        note = f"The text has no byte-order mark; it was read as {encoding}."
        return encoding, *replacing(file, encoding, note)
    broken = first_broken(file, "utf-8")
    if broken is None:
        return "utf-8", "strict", ""
    with file.open() as stream:
        skip(stream, max(0, broken - SAMPLE // 2))
        sample = stream.read(SAMPLE)
    found = readings(sample, always=stated)
    if pieces := mixed(sample, found[0]):
        what = f"Not all of the text is UTF-8: letters were read as {named(pieces.encoding)}"
        return "utf-8", by_pieces(pieces.encoding), f"{what} (the first is byte {broken:,})."
    encoding, note = told_encoding(sample, found, file.charset)
    return encoding, *replacing(file, encoding, note)


def by_pieces(encoding: str) -> str:
    """The name by which Python knows how to read what is not UTF-8 in this encoding."""
    name = f"by-pieces-{encoding}"

    def letters(error: UnicodeError) -> tuple[str, int]:
        if not isinstance(error, UnicodeDecodeError):
            raise error
        return read(error.object[error.start : error.end], encoding), error.end

    codecs.register_error(name, letters)
    return name


def replacing(file: File, encoding: str, note: str) -> tuple[str, str]:
    """`strict`, or `replace` and a note where a few places are not of the encoding. Raises Unfit
    where they are many.
    """
    broken = first_broken(file, encoding)
    if broken is None:
        return "strict", note
    lost = characters = 0
    with io.TextIOWrapper(file.open(), encoding, "replace", newline="") as stream:
        while part := stream.read(PART):
            lost, characters = lost + part.count(LOST), characters + len(part)
    if lost > max(A_FEW, MOST_LOST * characters):
        raise Unfit(f"byte {broken} cannot be read as {encoding}")
    what = f"What is not {named(encoding)} was replaced by {LOST}"
    return "replace", joined(note, f"{what} (the first is byte {broken:,}).")


def refuse_broken(file: File, encoding: str) -> None:
    broken = first_broken(file, encoding)
    if broken is not None:
        raise Unfit(f"byte {broken} cannot be read as {encoding}")


def first_broken(file: File, encoding: str) -> int | None:
    """The place of the first byte that cannot be read in this encoding."""
    decoder = codecs.getincrementaldecoder(encoding)()
    before = 0
    with file.open() as stream:
        while part := stream.read(PART):
            waiting = len(decoder.getstate()[0])
            try:
                decoder.decode(part)
            except UnicodeDecodeError as error:
                return before - waiting + error.start
            before += len(part)
        try:
            decoder.decode(b"", final=True)
        except UnicodeDecodeError:
            return before
    return None


def skip(stream: BinaryIO, size: int) -> None:
    while size and (part := stream.read(min(size, PART))):
        size -= len(part)
