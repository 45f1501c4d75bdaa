"""Files in two encodings, put together piece by piece, and UTF-8 that was encoded twice."""

import re
from functools import cache
from typing import NamedTuple

from articles.readers.encodings.alphabets import EAST_ASIAN, LETTERS
from articles.readers.encodings.code_pages import LOST, UNDEFINED, read, table
from articles.readers.encodings.guessing import (
    Reading,
    readings,
    surprise,
    surprise_a_letter,
)

# A character of more than one byte, whole.
SOUND = re.compile(
    rb"[\xc2-\xdf][\x80-\xbf]|\xe0[\xa0-\xbf][\x80-\xbf]|[\xe1-\xec\xee\xef][\x80-\xbf]{2}"
    rb"|\xed[\x80-\x9f][\x80-\xbf]|\xf0[\x90-\xbf][\x80-\xbf]{2}|[\xf1-\xf3][\x80-\xbf]{3}"
    rb"|\xf4[\x80-\x8f][\x80-\xbf]{2}"
)
PERHAPS_SOUND = re.compile(rb"[\xc2-\xf4][\x80-\xbf]")
# Bytes that are none of UTF-8, as Python hands them on.
STRAY = re.compile("([^\udc80-\udcff]?)([\udc80-\udcff]+)(?=(.?))", re.DOTALL)
BEYOND = re.compile(r"[^\x00-\x7f]+")
ENOUGH_LINES = 100  # from which it is told whether a file is mixed, or encoded twice
ENOUGH_TO_TELL = 200_000  # bytes
BY_CHANCE = 6.0  # nats for a letter: what looks like UTF-8 and is as surprising as that is none
ENOUGH_LETTERS = 200  # of a line, by which it is told
CLEARLY = 6.0  # nats that the better reading must be ahead
A_LOST_LETTER = 7.9  # nats; what is more surprising than that is no letter either
A_CUT_LETTER = 6.0
# The beginning of a character of UTF-8, of which the rest was lost.
CUT = re.compile(rb"[\xe0-\xef][\x80-\xbf]|[\xf0-\xf4][\x80-\xbf]{1,2}")
# What letters and marks that were encoded twice begin with, in UTF-8: Ã Â Ä Å â; Р; Ĺ; √; ├.
# Each begins with one byte: that is what makes the search fast.
TWICE = (
    re.compile(rb"\xc3[\x82-\x85\x8e-\x91\x98\x99\xa2](?:\xc2|\xe2[\x80\x82\x84]|\xc5|\xcb|\xc6)"),
    re.compile(rb"\xc4\xb9(?:\xc2|\xe2|\xc5|\xc4)"),
    re.compile(rb"\xd0\xa0\xc2"),
    re.compile(rb"\xe2(?:\x88\x9a(?:\xc2|\xe2)|\x94\x9c(?:\xc2|\xc3|\xe2))"),
)
# In a line that cannot be put right as a whole: a capital inside a word with a sign behind it.
WITHIN_A_WORD = re.compile(r"[a-zß-öø-ÿа-я][ÂÃÄÅРС][^\w\s.,:;!?'’”»)\]-]")
# Bytes a character: the scripts in which letters that were encoded twice are told have fewer.
OF_EAST_ASIA = 2.2
MOST_TIMES = 3  # that a line was encoded once more
TWICE_IN = ("cp1252", "cp1250", "cp1251", "cp1254", "mac-roman", "cp850", "cp437")


class Mixed(NamedTuple):
    """A text that is partly UTF-8; `lines` are those of which a part was read as `encoding`."""

    text: str
    encoding: str
    lines: list[int]


def mixed(data: bytes, whole: Reading) -> Mixed | None:
    """The text of a file that is UTF-8 in part, each line in pieces; None where it is none.

    `whole` is the best reading of all of it in one other encoding, which is held against this.
    What is no letter in either is LOST.
    """
    if not PERHAPS_SOUND.search(data):
        return None
    sound = b"".join(SOUND.findall(data[:ENOUGH_TO_TELL])).decode()
    if not sound or surprise_a_letter(sound) > BY_CHANCE:
        return None
    lines = data.decode("utf-8", "surrogateescape").split("\n")
    raw = data.split(b"\n")
    broken = [number for number, line in enumerate(lines) if STRAY.search(line)]
    if whole.language in EAST_ASIAN and not mostly_sound(raw, set(broken)):
        return None
    stray = b"\n".join(SOUND.sub(b"e", raw[number]) for number in broken)
    reading = readings(stray)[0]
    telling = [number for number, line in enumerate(raw) if not line.isascii()][:ENOUGH_LINES]
    together = sum(
        surprise(pieced(lines[one], raw[one], reading), reading.language) for one in telling
    )
    alone = min(
        sum(surprise(read(raw[one], whole.encoding), language) for one in telling)
        for language in (whole.language, reading.language)
    )
    if together + CLEARLY > alone:
        return None
    for number in broken:
        lines[number] = pieced(lines[number], raw[number], reading)
    return Mixed("\n".join(lines), reading.encoding, [number + 1 for number in broken])


def mostly_sound(raw: list[bytes], broken: set[int]) -> bool:
    """Whether a whole line is UTF-8, or most of a broken one: in East Asia pieces are by chance."""
    return any(
        beyond(SOUND.sub(b"", line)) * 2 < beyond(line) if number in broken else not line.isascii()
        for number, line in enumerate(raw)
    )


def beyond(line: bytes) -> int:
    return len(line) - len(line.translate(None, bytes(range(0x80, 0x100))))


def pieced(line: str, raw: bytes, reading: Reading) -> str:
    """The line with each stray piece by the reading, or LOST where that is no letter.

    All of it by the reading where that is less surprising: what looks like UTF-8 is by chance.
    """
    if not STRAY.search(line):
        return line

    def letters(found: re.Match[str]) -> str:
        before, stray, after = found.groups()
        stray_bytes = stray.encode("utf-8", "surrogateescape")
        made = read(stray_bytes, reading.encoding)
        most = A_CUT_LETTER if CUT.fullmatch(stray_bytes) else A_LOST_LETTER * len(made)
        is_lost = surprise(before + made + after, reading.language) > most
        return before + (LOST if is_lost else made)

    text = STRAY.sub(letters, line)
    whole = read(raw, reading.encoding) if SOUND.search(raw) else text
    return min((surprise(one, reading.language), one) for one in (text, whole))[1]


class Repaired(NamedTuple):
    """A text whose `lines` were UTF-8 encoded twice and are put right; `doubtful` ones are not."""

    text: str
    lines: list[int]
    doubtful: list[int]


def encoded_once(data: bytes, text: str) -> Repaired:
    """The text with each line put right that was UTF-8, was taken for a code page and encoded
    again: cafÃ©. A line of which only a part is like that may speak of it, and is left alone.
    """
    repaired: list[int] = []
    doubtful: list[int] = []
    if len(data) > OF_EAST_ASIA * len(text) or not looks_encoded_twice(data):
        return Repaired(text, repaired, doubtful)
    lines = text.split("\n")
    likely: tuple[str, str] | None = None
    for number, line in enumerate(lines):
        if line.isascii() or not looks_encoded_twice(line.encode()):
            continue
        for _ in range(MOST_TIMES):
            found = repaired_line(lines[number], likely)
            if found is None:
                break
            lines[number], likely = found
        if lines[number] != line:
            repaired.append(number + 1)
        elif WITHIN_A_WORD.search(line):
            doubtful.append(number + 1)
    return Repaired("\n".join(lines), repaired, doubtful)


def looks_encoded_twice(data: bytes) -> bool:
    return any(one.search(data) for one in TWICE)


def repaired_line(line: str, likely: tuple[str, str] | None) -> tuple[str, tuple[str, str]] | None:
    """The line encoded once, with the code page it was taken for and a language that it fits; None
    where that is no better. `likely` are those of the line before.
    """
    for page in (likely[0], *TWICE_IN) if likely else TWICE_IN:
        try:
            once = BEYOND.sub(lambda run: bytes_of(run[0], page).decode(), line)  # noqa: B023
        except UnicodeError:
            continue
        if language := language_of_better(once, line, likely[1] if likely else ""):
            return once, (page, language)
    return None


def language_of_better(once: str, twice: str, likely: str) -> str:
    """The language in which `once` is clearly the better text; empty where there is none."""
    start = next((found.start() for found in BEYOND.finditer(twice)), 0)
    start = max(0, start - 10)
    once = once[start : start + ENOUGH_LETTERS]
    twice = twice[start : start + len(once.encode())]  # a letter of it was a byte
    if likely and surprise(once, likely) + CLEARLY < surprise(twice, likely):
        return likely
    better = min((surprise(once, one), one) for one in LETTERS)
    worse = min(surprise(twice, one) for one in LETTERS)
    return better[1] if better[0] + CLEARLY < worse else ""


def bytes_of(letters: str, page: str) -> bytes:
    """The bytes that were taken for these letters of the page; controls stand for themselves.

    Raises UnicodeError.
    """
    found = letters.translate(bytes_by_letter(page))
    return found.encode("latin-1")


@cache
def bytes_by_letter(page: str) -> dict[int, str]:
    """For each letter of the page the character with the number of its byte."""
    letters = {ord(one): chr(at) for at, one in enumerate(table(page)) if one != UNDEFINED}
    # Of the others those that have such a number would stand for a byte that is not theirs.
    others = {at: LOST for at in range(0xA0, 0x100) if at not in letters}
    return others | letters
