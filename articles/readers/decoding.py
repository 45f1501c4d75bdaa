"""From bytes to characters: UTF-8 first, never a wrong guess without a word about it.

What an editor wants of a file with broken places is the text, and to be told where to look. So a
byte that is none of the encoding is replaced by U+FFFD and a note names its line; a file is
refused only where so much is broken that something else must be wrong with it.
"""

import codecs
import re
from collections.abc import Sequence

from articles.readers.encodings.code_pages import LOST, read
from articles.readers.encodings.guessing import Reading, readings, telling_part
from articles.readers.encodings.labels import encoding_named
from articles.readers.encodings.mixed import encoded_once, mixed
from articles.readers.encodings.unmarked import seven_bit_encoding, wide_encoding
from articles.readers.not_read import refuse_signature
from articles.text import Unfit

# In this order: the mark of UTF-32 (little endian) begins with that of UTF-16.
MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# Counted in bytes of UTF-8: many times faster than in characters.
CONTROL_BYTES = bytes([*range(0x09), *range(0x0E, 0x20), 0x7F])
HIGH_CONTROL = re.compile(rb"\xc2[\x80-\x84\x86-\x9f]")
ONLY_OF_WINDOWS = re.compile(rb"[\x80-\x84\x86-\x9f]")
LABEL = re.compile(r"[A-Za-z0-9_.:-]{1,40}")
MOST_CONTROL = 0.1  # of all characters; text has next to none, binary data about a tenth at least
A_FEW = 3  # of them in a short text are a slip, not data
MOST_LOST = 0.02  # of all characters, and not only a few: then it is not this encoding, or damaged
MOST_SURPRISE = 6.2  # nats for a byte beyond ASCII; readable text has about three on the average
# Nats by which another reading must be the better one for a file to be wrong about itself.
AGAINST_ITS_WORD = 12.0
SURE = 4.0  # nats between the best reading and another
MOST_LINES_NAMED = 5
ENOUGH_LETTERS = 100  # for that average


def decoded(data: bytes, *, declared: str = "") -> tuple[str, str]:
    """The characters of `data` without a byte-order mark, and a note on all that was assumed
    (else empty). `declared` is what the data says of itself, in any spelling. Raises Unfit.
    """
    refuse_what_is_no_text(data)
    for mark, encoding in MARKS:
        if data.startswith(mark):
            return text_of(data[len(mark) :], encoding)
    stated = encoding_named(declared)
    if data.isascii() and (encoding := seven_bit_encoding(data)):
        text, note = text_of(data, encoding)
        return text, joined("" if encoding == stated else assumed(encoding), note)
    if encoding := wide_encoding(data):
        text, note = text_of(data, encoding)
        return text, joined(f"The text has no byte-order mark; it was read as {encoding}.", note)
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        return in_another_encoding(data, stated, declared)
    once = encoded_once(data, text)
    refuse_binary(once.text, b"" if once.lines else data)
    return once.text, joined(
        told("UTF-8 that was encoded twice was put right", once.lines),
        told("Some letters may be UTF-8 that was encoded twice", once.doubtful),
        told(f"Letters were lost before the text came here ({LOST})", lines_with(LOST, text)),
    )


def in_another_encoding(data: bytes, stated: str, declared: str) -> tuple[str, str]:
    """The text of data that is not UTF-8, or not all of it."""
    found = readings(data, always=stated)
    best = found[0]
    if pieces := mixed(data, best):
        refuse_binary(pieces.text)
        what = f"Not all of the text is UTF-8: letters were read as {named(pieces.encoding)}"
        return pieces.text, joined(told(what, pieces.lines), lost(pieces.text, "UTF-8"))
    encoding, note = told_encoding(data, found, declared)
    text, broken = text_of(data, encoding)
    return text, joined(note, broken)


def told_encoding(data: bytes, found: Sequence[Reading], declared: str) -> tuple[str, str]:
    """The encoding that the data states, unless another of those found is plainly the better one;
    and a note where it was assumed. Raises Unfit where none makes a text of the data.
    """
    stated, best = encoding_named(declared), found[0]
    against = SURE if of_windows(data, stated) else AGAINST_ITS_WORD
    if any(one.encoding == stated and one.surprise <= best.surprise + against for one in found):
        return stated, ""
    refuse_unreadable(data, best)
    return best.encoding, assumed(best.encoding, declared, rival(data, found))


def guessed_encoding(sample: bytes) -> str:
    """The most probable encoding of bytes that are not UTF-8. Raises Unfit where none makes a
    text of them.
    """
    return told_encoding(sample, readings(sample), "")[0]


def rival(data: bytes, found: Sequence[Reading]) -> str:
    """Another encoding that is about as probable and makes other letters of the data, or empty."""
    sample = telling_part(data)
    best = read(sample, found[0].encoding)
    return next(
        (
            one.encoding
            for one in found[1:]
            if one.surprise < found[0].surprise + SURE and read(sample, one.encoding) != best
        ),
        "",
    )


def text_of(data: bytes, encoding: str) -> tuple[str, str]:
    """The text in this encoding, and a note on what is not of the encoding in it."""
    text = read(data, encoding).removeprefix("\ufeff")  # a mark in GB 18030
    refuse_binary(text)
    note = f"Characters that {named(encoding)} does not have were read as those of cp1252."
    return text, joined(note if of_windows(data, encoding) else "", lost(text, encoding))


def of_windows(data: bytes, encoding: str) -> bool:
    """Whether there are bytes that only Windows uses, in the code page of ISO that this is."""
    return encoding.startswith("iso8859") and bool(ONLY_OF_WINDOWS.search(data))


def lost(text: str, encoding: str) -> str:
    """A note on the places that are none of the encoding. Raises Unfit where they are too many."""
    count = text.count(LOST)
    lines = lines_with(LOST, text)
    if count > max(A_FEW, MOST_LOST * len(text)):
        raise Unfit(f"it is not text that can be read as {encoding}: line {lines[0]} is broken")
    return told(f"What is not {encoding} was replaced by {LOST}", lines)


def lines_with(mark: str, text: str) -> list[int]:
    if mark not in text:
        return []
    return [number for number, line in enumerate(text.split("\n"), 1) if mark in line]


def assumed(encoding: str, declared: str = "", doubt: str = "") -> str:
    word = f", though it says “{declared}” of itself" if LABEL.fullmatch(declared) else ""
    perhaps = f"; {named(doubt)} would fit as well: look at its letters" if doubt else ""
    return f"The text is not UTF-8; it was read as {named(encoding)}{word}{perhaps}."


def named(encoding: str) -> str:
    return codecs.lookup(encoding).name


def told(what: str, lines: Sequence[int]) -> str:
    """A sentence that names the lines, or nothing where there is none."""
    if not lines:
        return ""
    first = ", ".join(map(str, lines[:MOST_LINES_NAMED]))
    more = f" and {len(lines) - MOST_LINES_NAMED:,} more" if len(lines) > MOST_LINES_NAMED else ""
    return f"{what} ({'lines' if len(lines) > 1 else 'line'} {first}{more})."


def joined(*notes: str) -> str:
    return " ".join(filter(None, notes))


def refuse_unreadable(data: bytes, best: Reading) -> None:
    sample = telling_part(data)
    letters = sum(byte >= 0x80 for byte in sample)
    if letters > ENOUGH_LETTERS and best.surprise > MOST_SURPRISE * letters:
        raise Unfit("it is not text, or in an encoding that cannot be told")


def refuse_what_is_no_text(data: bytes) -> None:
    if not data:
        raise Unfit("the file is empty")
    refuse_signature(data[:1024])


def refuse_binary(text: str, data: bytes = b"") -> None:
    """Refuse a text, whose UTF-8 is `data`, if control characters are a good part of it."""
    data = data or text.encode("utf-8", "replace")
    control = len(data) - len(data.translate(None, CONTROL_BYTES)) + len(HIGH_CONTROL.findall(data))
    if control > max(A_FEW, MOST_CONTROL * len(text)):
        raise Unfit("it is binary data, not text")
