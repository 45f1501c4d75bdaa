"""The most probable encoding of bytes that are not UTF-8: each reading is held against a language.

For every encoding it is added up how surprising the characters beyond ASCII would be: as letters
of the languages that are written in it, and beside their neighbours. Wrong readings have capitals
inside words, fractions in place of letters, letters that the language does not have. Surprise is
in nats; that of different encodings can be compared, as it is always that of the same bytes.
"""

import codecs
import itertools
import math
import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from functools import cache
from typing import NamedTuple

from articles.readers.encodings import alphabets
from articles.readers.encodings.code_pages import LATIN, LOST, OTHERS, UNDEFINED, table
from articles.readers.language import probabilities

ENOUGH_TO_TELL = 200_000  # bytes that the encoding is guessed from
ENOUGH_EVIDENCE = 6_000  # bytes around what is beyond ASCII: more of them change no answer
ENOUGH_FOR_LANGUAGE = 2_000
SURE = 4.0  # nats between the best reading and the next
ASCII = bytes(range(0x80))
BEYOND = re.compile(rb"[\x80-\xff]+")
AROUND = 8  # bytes on each side of what is beyond ASCII
# Of the encodings of one row that decode without a loss the first is compared.
WIDE = (
    (("cp932", "shift_jis_2004"), ("ja",)),
    (("euc_jp", "euc_jis_2004"), ("ja",)),
    (("gb18030",), ("zh-Hans", "zh-Hant")),
    (("big5", "cp950", "big5hkscs"), ("zh-Hant",)),
    (("cp949",), ("ko",)),
    (("johab",), ("ko",)),
)
# How surprising a character is that is no letter of the language, in nats.
COMMON_MARKS = dict.fromkeys("“”‘’„‚«»–—…\u00a0", 3.0)
RARE_MARKS = dict.fromkeys("€£°§½¼¾²³ºª·•©®™№‹›¿¡×´\u00ad", 5.0)
OTHER_MARK, LINE_OF_A_BOX, NO_CHARACTER = 7.0, 10.0, 14.0
OTHER_LETTER, OTHER_SCRIPT = 6.5, 9.0
CAPITAL, CAPITAL_AFTER_CAPITAL, CAPITAL_INSIDE = 1.5, 0.1, 5.0
UNLIKELY_LANGUAGE, UNLIKELY_SCRIPT = 5.0, 8.0
NEXT_PAGE = 0.8  # for each page that is more usual in the language
MOST_LOST = 0.02  # of the characters, in the encoding of a text with a few broken places
WIDE_ENCODING = 6.0  # so that one letter of an accent is not taken for a Chinese one
ASCII_BYTE = 3.0  # what one is that takes part in a character of two bytes


class Reading(NamedTuple):
    surprise: float
    encoding: str
    language: str


def readings(data: bytes, *, always: str = "") -> list[Reading]:
    """The most probable encodings, the best first; the encoding `always` is among them."""
    sample = data[:ENOUGH_TO_TELL]
    telling = telling_part(sample)
    found = [*in_code_pages(sample, telling, always), *in_wide_encodings(telling)]
    return sorted(found)


def telling_part(data: bytes) -> bytes:
    """What is beyond ASCII, with a few bytes around it, up to what is enough to tell by; a letter
    may be cut at its end.
    """
    parts: list[bytes] = []
    size = until = 0
    for found in BEYOND.finditer(data[:ENOUGH_TO_TELL]):
        start, end = max(until, found.start() - AROUND), found.end() + AROUND
        if start >= end:
            continue
        parts += [b"\n" * (start > until), data[start:end]]
        size, until = size + end - start, end
        if size >= ENOUGH_EVIDENCE:
            break
    return b"".join(parts)[:ENOUGH_EVIDENCE]


def in_code_pages(sample: bytes, telling: bytes, always: str) -> Iterator[Reading]:
    """The best readings; one that can no longer be among them is not followed to its end."""
    part = b"\n".join([telling, *rarities(sample, telling)])
    pairs = {
        pair: count
        for pair, count in Counter(itertools.pairwise(part)).items()
        if max(pair) >= 0x80
    }
    used = {byte: count for byte, count in Counter(part).items() if byte >= 0x80}
    likely = language_costs(sample)
    letters: list[Reading] = []
    for page in (*LATIN, *OTHERS):
        characters = table(page)
        counted = [(characters[byte], count) for byte, count in used.items()]
        letters.append(
            min(
                Reading(
                    order
                    + likely.get(language, 0.0)
                    + sum(count * cost(one, language) for one, count in counted),
                    page,
                    language,
                )
                for language, order in languages_of(page)
            )
        )
    best = math.inf
    for reading in sorted(letters):
        if reading.surprise > best + SURE and reading.encoding != always:
            continue
        characters = table(reading.encoding)
        surprise = reading.surprise + sum(
            count * beside_cost(characters[first], characters[second])
            for (first, second), count in pairs.items()
        )
        best = min(best, surprise)
        yield reading._replace(surprise=surprise)


def rarities(sample: bytes, telling: bytes) -> Iterator[bytes]:
    """Where a byte first stands that is not in that part: one euro sign may tell pages apart."""
    for byte in set(sample.translate(None, ASCII)) - set(telling):
        at = sample.index(byte)
        yield sample[max(0, at - 1) : at + 2]


@cache
def languages_of(page: str) -> list[tuple[str, float]]:
    """The languages that are written in the page, each with how unusual the page is in it."""
    found = {
        language: NEXT_PAGE * pages.index(page)
        for language, pages in alphabets.PAGES.items()
        if page in pages
    }
    if page in LATIN:  # an English text with foreign names
        found.setdefault("en", NEXT_PAGE * 5)
    return list(found.items())


def language_costs(sample: bytes) -> dict[str, float]:
    """How unlikely each language is, by what of the text is ASCII: of Latin letters by its words,
    of others where there is more of it than of them.
    """
    words = re.sub(rb"[\x80-\xff]+", b" ", sample[:ENOUGH_FOR_LANGUAGE]).decode("ascii")
    found: dict[str, float] = defaultdict(float)
    for language, probability in probabilities(words):
        found[alphabets.LIKE.get(language, language)] += probability
    latin = {one for page in LATIN for one, _ in languages_of(page)}
    costs = {one: min(UNLIKELY_LANGUAGE, -math.log(found[one] + 1e-9)) for one in latin}
    if sum(map(str.isalpha, words)) > 2 * len(sample.translate(None, ASCII)):
        costs |= dict.fromkeys(alphabets.LETTERS.keys() - latin, UNLIKELY_SCRIPT)
    return costs


def surprise(text: str, language: str) -> float:
    """How surprising a text is in the language, in nats, by what of it is beyond ASCII."""
    alone = sum(cost(one, language) for one in text if not one.isascii())
    if language in alphabets.EAST_ASIAN:
        return alone
    pairs = itertools.pairwise(text)
    return alone + sum(
        beside_cost(first, second)
        for first, second in pairs
        if not (first.isascii() and second.isascii())
    )


def surprise_a_letter(letters: str) -> float:
    """How surprising these letters are on the average in the language that they fit best."""
    counted = Counter(letters).items()
    return min(
        sum(count * cost(one, language) for one, count in counted) / len(letters)
        for language in (*alphabets.LETTERS, *alphabets.EAST_ASIAN)
    )


@cache
def cost(character: str, language: str) -> float:
    if character in (LOST, UNDEFINED):
        return NO_CHARACTER
    if language in alphabets.EAST_ASIAN:
        return east_asian_cost(character, alphabets.EAST_ASIAN[language])
    costs = alphabets.letter_costs(language)
    lower = "i" if character == "İ" else character.lower()
    if lower in costs:
        return costs[lower]
    if character == "İ" and "ı" in costs:
        return costs["ı"] + 1.0
    if character.isalpha():
        is_ours = script(character) == script(next(iter(costs)))
        return OTHER_LETTER if is_ours else OTHER_SCRIPT
    return mark_cost(character)


@cache
def mark_cost(character: str) -> float:
    if character in COMMON_MARKS or character in RARE_MARKS:
        return COMMON_MARKS.get(character) or RARE_MARKS[character]
    if "\u2500" <= character <= "\u259f":
        return LINE_OF_A_BOX
    return NO_CHARACTER if unicodedata.category(character)[0] == "C" else OTHER_MARK


@cache
def script(letter: str) -> str:
    return unicodedata.name(letter, "").partition(" ")[0]


@cache
def beside_cost(first: str, second: str) -> float:
    """How unusual it is that these stand beside each other."""
    if unicodedata.combining(second):
        return 0.0 if first.isalpha() else 6.0
    if first.isalpha() and second.isalpha():
        if script(first) != script(second):
            return 6.0
        if not second.isupper():
            return 0.0
        return CAPITAL_INSIDE if first.islower() else CAPITAL_AFTER_CAPITAL
    if second == "’" and first.isspace():
        return 4.0
    if second == "’" and first.isspace():
        return 4.0
    if not first.isalpha() and not second.isalpha():
        return 0.0
    mark = first if second.isalpha() else second
    capital = CAPITAL * second.isupper()
    if mark.isascii() or mark == "’":
        return capital + 3.0 * mark.isdigit()
    return capital + (1.0 if mark in COMMON_MARKS else 3.0)


def in_wide_encodings(telling: bytes) -> Iterator[Reading]:
    for encodings, languages in WIDE:
        encoding, text = least_lost(telling, encodings)
        if text.count(LOST) > MOST_LOST * len(text):
            continue
        swallowed = sum(byte < 0x80 for byte in telling) - sum(map(str.isascii, text))
        beyond = Counter(one for one in text if not one.isascii())
        for language in languages:
            surprise = sum(count * cost(one, language) for one, count in beyond.items())
            yield Reading(WIDE_ENCODING + surprise - ASCII_BYTE * swallowed, encoding, language)


def least_lost(telling: bytes, encodings: Iterable[str]) -> tuple[str, str]:
    """The first encoding of which all bytes are, else the first of all, and what it makes of them,
    which may be cut within a character.
    """
    made = []
    for encoding in encodings:
        text = codecs.getincrementaldecoder(encoding)("replace").decode(telling)
        made.append((encoding, text))
        lost = text.count(LOST)
        if not lost:
            return made[-1]
        if lost > MOST_LOST * len(text):
            break
    return made[0]


@cache
def east_asian_cost(character: str, letters: str) -> float:
    """How surprising a character of East Asia is in the language of which `letters` are."""
    if "\u3041" <= character <= "\u3096":
        return 3.6 if letters is alphabets.KANJI else OTHER_SCRIPT
    if "\u30a0" <= character <= "\u30ff":
        return 4.6 if letters is alphabets.KANJI else OTHER_SCRIPT
    if character in letters:
        return 5.5
    if "\uac00" <= character <= "\ud7a3":
        return 8.8 if encodable(character, "euc_kr", 0xFF) else 12.0
    if "\u3131" <= character <= "\u3163" and letters is alphabets.HANGUL:
        return 6.0
    if "\u4e00" <= character <= "\u9fff":
        if letters is alphabets.HANGUL:
            return 11.0
        common = (
            encodable(character, "gb2312", 0xD7)
            if letters is alphabets.SIMPLIFIED
            else encodable(character, "big5", 0xC6)
            if letters is alphabets.TRADITIONAL
            else encodable(character, "euc_jp", 0xCF)
        )
        return 9.0 if common else 12.0
    if character in "、。「」『』，！？：；（）《》“”・ー…—":
        return 3.6
    if "\uff10" <= character <= "\uff5a":
        return 6.0
    return OTHER_SCRIPT if unicodedata.category(character)[0] != "C" else NO_CHARACTER


def encodable(character: str, encoding: str, most: int) -> bool:
    try:
        return character.encode(encoding)[0] <= most
    except UnicodeEncodeError:
        return False
