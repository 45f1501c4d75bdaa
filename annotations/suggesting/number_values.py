"""The value of a number as it is written: in digits, in words, with suffix or multiple. Pure.

What is not understood has no value; half of what is written is never taken for the whole.
"""

import re
import unicodedata
from collections.abc import Sequence
from decimal import Decimal

from annotations.spans.number_words import (
    FRACTIONS,
    MULTIPLES,
    SMALL_NUMBERS,
    TENS,
)

# A number of more characters is none that anybody counted.
LONGEST = 20
SPACES = "\u00a0\u202f\u2009 '’"
# Digits with one mark among them that groups or parts: which, the digits around it tell.
GROUPED = re.compile(r"\d{1,3}(?:(?P<mark>[,.\u00a0\u202f\u2009 '’])\d{3})(?:(?P=mark)\d{3})*")
IN_LAKHS = re.compile(r"\d{1,2}(?:,\d{2})*,\d{3}")
PLAIN = re.compile(r"\d+")
HALF = Decimal("0.5")
TENTH = Decimal("0.1")


def digits_value(digits: str, *, point: str = ".", parts: bool = True) -> Decimal | None:
    """The value of digits, grouped or with a fraction; None where both readings are possible.

    `point` is what the language writes before a fraction. `parts` says whether a fraction can be
    meant: three of people cannot, so that "1.200 people" has no value and "1.200 million" has.
    """
    if len(digits) > LONGEST:
        return None
    mark = "," if point == "." else "."
    before, found, fraction = digits.rpartition(point)
    if not found:
        return _without_point(digits, mark, parts=parts)
    whole = _whole(before, mark)
    if whole is not None and PLAIN.fullmatch(fraction):
        if not parts and whole and len(fraction) == 3 and GROUPED.fullmatch(digits):
            return None
        return Decimal(f"{whole}.{fraction}")
    # "1.000.000": no fraction has two points, so they group.
    grouped = GROUPED.fullmatch(digits)
    return _bare(digits) if grouped and digits.count(point) > 1 else None


def _without_point(digits: str, mark: str, *, parts: bool) -> Decimal | None:
    """The value of "1,200", which is grouped, or "2,5" where a fraction can be meant."""
    whole = _whole(digits, mark)
    if whole is not None:
        return whole
    before, _, after = digits.partition(mark)
    fraction = PLAIN.fullmatch(before) and PLAIN.fullmatch(after) and len(after) < 3
    return Decimal(f"{before}.{after}") if fraction and parts else None


def _whole(digits: str, mark: str) -> Decimal | None:
    if PLAIN.fullmatch(digits):
        return Decimal(digits)
    grouped = GROUPED.fullmatch(digits)
    in_groups = grouped and grouped["mark"] in mark + SPACES
    if in_groups or (mark == "," and IN_LAKHS.fullmatch(digits)):
        return _bare(digits)
    return None


def _bare(digits: str) -> Decimal:
    return Decimal(re.sub(r"\D", "", digits))


def fraction_value(fraction: str) -> Decimal | None:
    """The value of "½" or "1/2"."""
    if len(fraction) == 1:
        return Decimal(str(round(unicodedata.numeric(fraction), 6)))
    above, _, below = fraction.partition("/")
    return Decimal(above) / Decimal(below) if 0 < int(above) < int(below) else None


def multiplied(value: Decimal, words: str) -> Decimal | None:
    """A value in digits with the words behind it: 5 "million two hundred thousand"."""
    parts = re.findall(r"[a-z]+", words.lower())
    if parts[:3] == ["and", "a", "half"]:
        value, parts = value + HALF, parts[3:]
    scales = next((n for n, part in enumerate(parts) if part not in MULTIPLES), len(parts))
    value *= _scale(parts[:scales])
    rest = parts[scales:]
    if rest == ["and", "a", "half"]:
        return value + HALF * _scale(parts[scales - 1 : scales])
    more = _added(rest) if rest else Decimal(0)
    return None if more is None or (rest and more >= _scale(parts[:scales])) else value + more


def _scale(parts: Sequence[str]) -> int:
    scale = 1
    for part in parts:
        scale *= MULTIPLES[part]
    return scale


def spelled_value(words: str) -> Decimal | None:
    """The value of a number in words: "one thousand two hundred", "half a million"."""
    parts = re.findall(r"[a-z]+", words.lower())
    if parts[-3:] == ["and", "a", "half"] and parts[-4:-3]:
        value = spelled_value(" ".join(parts[:-3]))
        return None if value is None else value + HALF * MULTIPLES.get(parts[-4], 1)
    for index, part in enumerate(parts):
        if part.removesuffix("s") in FRACTIONS:
            return _part_of(parts, index)
    if "point" in parts:
        return _with_point(parts)
    return _added(parts)


def _part_of(parts: Sequence[str], index: int) -> Decimal | None:
    """The value of "three quarters of a million", "two and a half thousand"."""
    share = FRACTIONS[parts[index].removesuffix("s")]
    behind = [part for part in parts[index + 1 :] if part not in {"a", "an", "of"}]
    before = [part for part in parts[:index] if part not in {"a", "an"}]
    whole = Decimal(0)
    if before[-1:] == ["and"]:
        said = _added(before[:-1])
        whole, before = (said or Decimal(0)), []
    count = _added(before) if before else Decimal(1)
    if count is None or any(part not in MULTIPLES for part in behind):
        return None
    return (whole + count / share) * _scale(behind)


def _with_point(parts: Sequence[str]) -> Decimal | None:
    """The value of "one point five million"."""
    at = parts.index("point")
    digits = [part for part in parts[at + 1 :] if SMALL_NUMBERS.get(part, 10) < 10]
    behind = parts[at + 1 + len(digits) :]
    whole = _added(parts[:at])
    if whole is None or not digits or any(part not in MULTIPLES for part in behind):
        return None
    fraction = "".join(str(SMALL_NUMBERS[digit]) for digit in digits)
    return Decimal(f"{whole}.{fraction}") * _scale(behind)


def _added(parts: Sequence[str]) -> Decimal | None:
    """Numbers in words as they are said, from the large to the small; None in another order."""
    total = 0
    scale = 0  # the last one, of thousand and above
    group: list[str] = []  # what is said below a thousand
    for part in parts:
        if part not in MULTIPLES or part == "hundred":
            group.append(part)
            continue
        if not group and scale:
            total *= MULTIPLES[part]
            continue
        below = _below_thousand(group or ["one"])
        if below is None or (scale and MULTIPLES[part] >= scale):
            return None
        scale = MULTIPLES[part]
        total += below * scale
        group = []
    below = _below_thousand(group)
    return None if below is None or (scale and below >= scale) else Decimal(total + below)


def _below_thousand(parts: Sequence[str]) -> int | None:
    """The value of "two hundred and six", also of "twenty-five hundred"; 0 of no words."""
    value: int | None = None
    room = 100  # the next number has to be below this
    for part in parts:
        number = 1 if part in {"a", "an"} else SMALL_NUMBERS.get(part, TENS.get(part))
        if part == "and":
            continue
        if part == "hundred" and (value or 0) < 100:
            value, room = (1 if value is None else value) * 100, 100
        elif number is not None and number < room:
            value, room = (value or 0) + number, 10 if part in TENS else 0
        else:
            return None
    return value or 0


def per_cent(count: Decimal | int, whole: Decimal | int) -> Decimal | None:
    """A share in per cent to one decimal; None where that would make it nothing or too little."""
    share = Decimal(count) * 100 / Decimal(whole)
    rounded = share.quantize(TENTH)
    return None if rounded != share and share < 1 else plain(rounded)


def plain(value: Decimal) -> Decimal:
    """The value without idle zeros, and never in powers of ten."""
    return Decimal(format(value.normalize(), "f"))
