"""From bytes to characters: UTF-8 first, never a wrong guess without a word about it."""

import codecs
import re

import charset_normalizer

from articles.readers.language import clearest
from articles.readers.not_read import refuse_signature
from articles.text import CONTROL, Unfit, code_point

# In this order: the mark of UTF-32 (little endian) begins with that of UTF-16.
MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
MOST_CONTROL = 0.1  # of all characters; text has next to none, binary data about a tenth at least
A_FEW = 3  # of them in a short text are a slip, not data
# The languages that each sister of Windows-1252 was made for; for all others that is the usual one.
LANGUAGES = {
    "cp1250": {"bs", "cs", "hr", "hu", "pl", "ro", "sk", "sl", "sq", "sr"},
    "cp1254": {"az", "ku", "tr"},
    "cp1257": {"et", "lt", "lv"},
    "cp1258": {"vi"},
}
# What an encoding of the language that is read has before others: more than a few letters that
# are wrong take from the probability of a language, less than the wrong language takes.
OF_ITS_LANGUAGE = 0.3
ENOUGH_TO_TELL = 200_000  # bytes that the encoding is guessed from


def decoded(data: bytes, *, declared: str = "") -> tuple[str, str]:
    """The characters of `data` without a byte-order mark, and a note where the encoding was
    assumed (else empty). `declared` is what the data says of itself. Raises Unfit.
    """
    refuse_what_is_no_text(data)
    for mark, encoding in MARKS:
        if data.startswith(mark):
            return text_of(data[len(mark) :], encoding), ""
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        refuse_broken_utf8(data, error)
    else:
        refuse_binary(text)
        return text, ""
    if declared:
        try:
            return text_of(data, declared), ""
        except (Unfit, LookupError):
            pass  # pages are often wrong about themselves
    encoding = guessed_encoding(data[:ENOUGH_TO_TELL])
    name = codecs.lookup(encoding).name
    return text_of(data, encoding), f"The text is not UTF-8; it was read as {name}."


def guessed_encoding(sample: bytes) -> str:
    """The most probable encoding. Raises Unfit where none makes a text of the sample.

    charset-normalizer finds which encodings give clean words; between sister code pages (é or ĺ,
    ğ or đ) it has no means to choose, but a model of the world's languages has: an English text
    that names Señor Núñez is not in a code page of Central Europe.
    """
    matches = charset_normalizer.from_bytes(sample)
    best = matches.best()
    if best is None:
        raise Unfit("it is not text, or in an encoding that cannot be told")
    rivals = [
        (match, encoding)
        for match in matches
        for encoding in match.could_be_from_charset
        if encoding.startswith("cp125") and match.chaos <= best.chaos + 0.1
    ]
    return max([(best, best.encoding), *rivals], key=likelihood)[1]


def likelihood(reading: tuple[charset_normalizer.CharsetMatch, str]) -> float:
    """How clear the language of the text is in this encoding, more where it is written in it."""
    match, encoding = reading
    language, probability = clearest(str(match))
    usual = next((page for page, its in LANGUAGES.items() if language in its), "cp1252")
    return probability + OF_ITS_LANGUAGE * (encoding == usual)


def text_of(data: bytes, encoding: str) -> str:
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        raise Unfit(f"byte {error.start} cannot be read as {encoding}") from error
    refuse_binary(text)
    return text


def refuse_what_is_no_text(data: bytes) -> None:
    if not data:
        raise Unfit("the file is empty")
    refuse_signature(data[:1024])


def refuse_binary(text: str) -> None:
    control = len(CONTROL.findall(text))
    if control > max(A_FEW, MOST_CONTROL * len(text)):
        raise Unfit("it is binary data, not text")


def refuse_broken_utf8(data: bytes, error: UnicodeDecodeError) -> None:
    """Refuse UTF-8 with a broken place: read as another encoding all of it would be garbled."""
    lenient = data.decode("utf-8", "replace")
    broken = lenient.count("\ufffd")
    sound = len(re.findall(r"[^\x00-\x7f\ufffd]", lenient))
    if sound >= broken:
        line = data.count(b"\n", 0, error.start) + 1
        wrong = code_point(chr(data[error.start])).removeprefix("U+00")
        raise Unfit(f"line {line} is broken: byte {error.start} ({wrong}) is not UTF-8")
