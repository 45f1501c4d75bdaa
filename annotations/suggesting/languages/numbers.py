"""Numbers as another language writes and says them, and what they are worth. Pure."""

import re
from collections.abc import Iterable, Mapping
from decimal import Decimal
from functools import cache
from typing import NamedTuple

from annotations.suggesting.languages.language import Language
from annotations.suggesting.number_patterns import CURRENCIES
from annotations.suggesting.number_values import digits_value

# Bounded, so that a page of spaces is not gone through for each word that could follow.
SPACE = r"[\s‑-]{0,2}"
GAP = r"\s{1,3}"
DIGITS = r"\d{1,3}(?:[ '’]\d{3}){1,5}(?!\d)(?:,\d+)?|\d+(?:[.,\u00a0\u202f\u2009]\d+)*"
# Symbols and codes of money, which may stand before the number or behind it.
SYMBOL = "|".join(map(re.escape, sorted(CURRENCIES, key=len, reverse=True)))
# One letter that multiplies money: "5 M€".
LETTERS = {"k": 10**3, "m": 10**6, "md": 10**9, "mds": 10**9}


class Patterns(NamedTuple):
    number: re.Pattern[str]
    part: re.Pattern[str]


@cache
def patterns(language: Language) -> Patterns:
    return compiled(language)


def one_of(words: Iterable[str]) -> str:
    """A pattern for any of the words, the longest first; spaces in them may be any."""
    longest = sorted(words, key=len, reverse=True)
    return "|".join(re.escape(word).replace(r"\ ", r"[\s-]{1,3}") for word in longest)


def compiled(language: Language) -> Patterns:
    numbers = language.numbers
    below, hundred = one_of(numbers.below_hundred), one_of(numbers.hundreds)
    scale, joins = one_of(numbers.scales), one_of(numbers.joins)
    join = rf"(?:{SPACE}(?:{joins})\b)?{SPACE}"
    group = rf"(?:(?:{hundred})(?:{join}(?:{below}))?|(?:{below}))"
    spelled = (
        rf"(?:{one_of(numbers.halves)}){SPACE}(?:{scale})"
        rf"|(?:{group}{SPACE})?(?:{scale})(?:{join}{group}(?:{SPACE}(?:{scale}))?)?"
        rf"|{group}"
    )
    half = rf"(?:{GAP}(?:{one_of(numbers.and_half)}))?" if numbers.and_half else ""
    amount = (
        rf"(?:(?P<digits>{DIGITS})(?:{SPACE}(?P<scale>{scale})(?![^\W\d_]))?"
        rf"|(?P<spelled>{spelled})(?![^\W_]))(?P<half>{half})"
    )
    minus = one_of(numbers.minus)
    number = re.compile(
        rf"(?<![\w.,/#@&:-])(?:(?P<modifier>{one_of(language.modifiers)})(?:\s{{1,2}}|(?<=[’']))"
        rf"(?:(?:{one_of(language.articles)})\s{{1,2}}(?=\d))?)?"
        rf"(?P<minus>[−–-](?=\d)|(?:{minus}){GAP})?(?:(?P<before>{SYMBOL})\s?)?{amount}"
        rf"(?P<to>\s?(?:[–—-]|\b(?:{one_of(numbers.to)})\b)\s?"
        rf"(?:(?:{DIGITS})(?:{SPACE}(?:{scale})\b)?|(?:{spelled})(?![^\W_])))?"
        rf"(?:\s?(?P<percent>%|(?:{one_of(language.percent)})\b)"
        rf"|(?:\s?(?P<letter>k|M|Mds?))?\s?(?P<behind>{SYMBOL})(?!\w))?",
        re.IGNORECASE,
    )
    part = re.compile(
        rf"(?P<hundred>{hundred})|(?P<below>{below})|(?P<scale>{scale})", re.IGNORECASE
    )
    return Patterns(number, part)


def value_of(number: re.Match[str], language: Language, *, parts: bool) -> Decimal | None:
    """The value of a number; None for a range and where it is not understood."""
    if number["to"]:
        return None
    numbers = language.numbers
    if number["spelled"]:
        value = _spelled(number["spelled"], language)
        scale = _last_scale(number["spelled"], language)
    else:
        scale = numbers.scales.get((number["scale"] or "").lower(), 1)
        letter = LETTERS.get((number["letter"] or "").lower(), 1)
        read = digits_value(number["digits"], point=",", parts=parts or scale > 1 or letter > 1)
        value = None if read is None else read * scale * letter
    if value is None:
        return None
    if number["half"]:
        value += scale / Decimal(2)
    value = Decimal(format(value.normalize(), "f"))
    return -value if number["minus"] else value


def _spelled(words: str, language: Language) -> Decimal | None:
    lower = " ".join(words.lower().split())
    for half, value in language.numbers.halves.items():
        if lower.startswith(half):
            return Decimal(value) * _last_scale(lower, language)
    total = current = 0
    smallest: int | None = None
    room = 1_000
    for found in patterns(language).part.finditer(lower):
        if found["scale"]:
            scale = language.numbers.scales[found[0]]
            if smallest is not None and scale >= smallest:
                return None
            total += (current or 1) * scale
            smallest, current, room = scale, 0, 1_000
            continue
        key = " ".join(re.split(r"[\s]+", found[0]))
        kind = language.numbers.hundreds if found["hundred"] else language.numbers.below_hundred
        one = _known(kind, key)
        if one is None or one >= room:
            return None
        current += one
        room = 100 if found["hundred"] else 1
    return Decimal(total + current)


def _known(words: Mapping[str, int], key: str) -> int | None:
    """The value of a phrase, whether it is written with spaces or hyphens."""
    if key in words:
        return words[key]
    alike = key.replace(" ", "-")
    return next((value for word, value in words.items() if word.replace(" ", "-") == alike), None)


def _last_scale(words: str, language: Language) -> int:
    scale = 1
    for found in patterns(language).part.finditer(words.lower()):
        scale = language.numbers.scales[found[0]] if found["scale"] else scale
    return scale
