"""The characters of a file as a stream: at flat memory, whatever the size of the file."""

import codecs
import io
from typing import BinaryIO, TextIO

from articles.readers.decoding import MARKS, decoded, guessed_encoding, refuse_what_is_no_text
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
    encoding, note = encoding_of(file)
    return io.TextIOWrapper(file.open(), encoding, newline=""), note


def encoding_of(file: File) -> tuple[str, str]:
    """The encoding by which all of a large file can be read, and a note where it was assumed."""
    head = file.head()
    refuse_what_is_no_text(head)
    for mark, encoding in MARKS:
        if head.startswith(mark):
            refuse_broken(file, WITH_MARKS[encoding])
            return WITH_MARKS[encoding], ""
    broken = first_broken(file, "utf-8")
    if broken is None:
        return "utf-8", ""
    if file.charset and is_readable_as(file, file.charset):
        return file.charset, ""
    with file.open() as stream:
        skip(stream, max(0, broken - SAMPLE // 2))
        encoding = guessed_encoding(stream.read(SAMPLE))
    refuse_broken(file, encoding)
    name = codecs.lookup(encoding).name
    return encoding, f"The text is not UTF-8; it was read as {name}."


def is_readable_as(file: File, encoding: str) -> bool:
    try:
        return first_broken(file, encoding) is None
    except LookupError:
        return False


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
