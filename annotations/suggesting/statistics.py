"""Statistics: a number with what it counts or measures, its value and its unit. Pure.

Not statistics are dates, times, bare ages, ordinals, plain "one" and numbers that are names
("resolution 1701", "G7", "the two countries"). Value and unit are what can be read from the words;
a range, a vague number ("thousands of people") and one that is not understood have no value.
"""

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from annotations.spans.number_words import FRACTIONS, SHORT_MULTIPLES, SMALL_NUMBERS
from annotations.suggesting.number_patterns import (
    AFTER_PHRASE,
    AGE,
    AGED,
    AGO,
    ARTICLE,
    BY_PART,
    CLOCK,
    COMPOUND,
    COUNTS,
    CURRENCIES,
    DATE,
    DEGREES,
    DIVIDED,
    GAP,
    GLUED,
    HALVES,
    IRREGULAR,
    MONEY,
    NAMES_A_NUMBER,
    NOT_PLURAL,
    NOT_READ,
    NUMBER,
    OF_AN_AGE,
    OF_THEM,
    ORDINAL,
    PART,
    PENCE,
    POINTING,
    RATIO,
    ROUND,
    SCORE,
    SPENT,
    STOPS,
    TIME_UNIT,
    TIMES,
    VAGUE,
    WHEN,
    WHOLE,
    WORD_HERE,
    YEAR,
    word_before,
)
from annotations.suggesting.number_values import (
    digits_value,
    fraction_value,
    multiplied,
    per_cent,
    plain,
    spelled_value,
)
from annotations.suggesting.text import Stretch
from annotations.suggesting.words import CUES, DAYS, MONTHS


class Statistic(NamedTuple):
    """A stretch of text with the value and the unit that can be read from it."""

    start: int
    end: int
    value: Decimal | None
    unit: str


def find_statistics(text: str, within: Stretch) -> list[Statistic]:
    """The statistics of a paragraph, in order; none overlap."""
    candidates = sorted(
        [
            *_parts(text, within),
            *_ratios(text, within),
            *_vague(text, within),
            *_numbers(text, within),
        ],
        key=lambda one: (one.start, -one.end),
    )
    found: list[Statistic] = []
    for one in candidates:
        if not found or one.start >= found[-1].end:
            found.append(one)
    return found


def _parts(text: str, within: Stretch) -> Iterator[Statistic]:
    for part in PART.finditer(text, *within):
        before = word_before(text, part.start(), within.start)
        # "The first half of 2023" is a time, and one of a match too.
        if before and before[1].lower() in HALVES:
            continue
        end = _noun_phrase(text, part.end(), within.end, whole=True)
        if end > part.end():
            yield Statistic(part.start(), end, _share(part["count"], part["part"]), "%")
    for part in BY_PART.finditer(text, *within):
        *_, count, name = ["one", *re.split(r"[\s-]+", part[1])]
        yield Statistic(*part.span(1), _share(count, name), "%")


def _share(count: str | None, part: str) -> Decimal | None:
    """A fraction in per cent: two thirds are 66.7."""
    many = SMALL_NUMBERS.get((count or "one").lower(), 1)
    return per_cent(many, FRACTIONS[part.lower().rstrip("s")])


def _ratios(text: str, within: Stretch) -> Iterator[Statistic]:
    """Shares of the kind "one in five children", and "48 out of 50 states"."""
    for ratio in RATIO.finditer(text, *within):
        whole = ratio["whole"]
        end = _noun_phrase(text, ratio.end(), within.end)
        unit = text[ratio.end() : end]
        if not unit or TIME_UNIT.match(unit) or YEAR.fullmatch(whole):
            continue
        count = _number_of(ratio["count"])
        of = _number_of(whole)
        is_share = ratio["word"].lower() == "in" or of in ROUND
        if count is None or not of or count > of:
            yield Statistic(ratio.start(), end, None, unit)
        elif is_share:
            yield Statistic(ratio.start(), end, per_cent(count, of), "%")
        else:
            yield Statistic(ratio.start(), end, count, f"of {whole} {unit}")


def _number_of(words: str) -> Decimal | None:
    return spelled_value(words) if words[0].isalpha() else digits_value(words)


def _vague(text: str, within: Stretch) -> Iterator[Statistic]:
    for vague in VAGUE.finditer(text, *within):
        end = _noun_phrase(text, vague.end(), within.end)
        if end > vague.end():
            yield Statistic(vague.start(), end, None, text[vague.end() : end])


def _numbers(text: str, within: Stretch) -> Iterator[Statistic]:
    for number in NUMBER.finditer(text, *within):
        if one := _number(text, number, within):
            yield one
    for score in SCORE.finditer(text, *within):
        yield Statistic(score.start(), score.end(), None, "")


def _number(text: str, number: re.Match[str], within: Stretch) -> Statistic | None:
    value, end = _read(text, number, within)
    if number["symbol"] or number["percent"] or number["basis"]:
        return Statistic(number.start(), end, value, _measure(number))
    if pence := PENCE.match(text, end, within.end):
        return Statistic(number.start(), pence.end(), value, "pence")
    if degrees := DEGREES.match(text, end, within.end):
        return Statistic(number.start(), degrees.end(), value, degrees[0].strip())
    if end < within.end and (text[end].isalnum() or text[end] in "°/"):
        return None
    before = word_before(text, number.start(), within.start)
    if _names(text, number, before):
        return None
    behind = Stretch(end, within.end)
    if text[end : end + 1] in {"-", "‑"} or AGED.match(text, *behind):
        return _compound(text, number, value, behind)
    if ORDINAL.match(text, *behind) or CLOCK.match(text, *behind):
        return None
    if times := TIMES.match(text, *behind):
        more = value is not None and value > 1
        return Statistic(number.start(), times.end(), value, "times") if more else None
    return _counted(text, number, value, before, behind)


def _read(text: str, number: re.Match[str], within: Stretch) -> tuple[Decimal | None, int]:
    """The value of a number and its end, behind what belongs to it but is not understood."""
    end = number.end()
    measured = number["symbol"] or number["percent"] or number["basis"]
    parts = bool(measured or DIVIDED.match(text, end, within.end))
    value = None if number["to"] else _value(number, parts=parts)
    not_read = NOT_READ.match(text, end, within.end)
    if not not_read and number["symbol"]:
        not_read = GLUED.match(text, end, within.end)
    if not_read:
        return None, not_read.end()
    begins_line = number.start() == within.start and text[number.start()] in "-–"
    return None if begins_line else value, end  # a list may begin so


def _measure(number: re.Match[str]) -> str:
    if symbol := number["symbol"]:
        return CURRENCIES.get(symbol, symbol)
    points = number["points"] or number["basis"]
    return points.strip() if points else "%"


def _compound(
    text: str, number: re.Match[str], value: Decimal | None, behind: Stretch
) -> Statistic | None:
    """The statistic of "three-day", "45-year-old" and "45 years old"."""
    if aged := AGED.match(text, *behind):
        return Statistic(number.start(), aged.end(), value, f"{aged[1].lower()}s")
    compound = COMPOUND.match(text, *behind)
    if not compound or (number["spelled"] or "").lower() == "one":
        return None
    return Statistic(number.start(), compound.end(), value, compound[1])


def _names(text: str, number: re.Match[str], before: re.Match[str] | None) -> bool:
    """Whether the number is part of a name or a date and counts nothing."""
    digits = number["digits"]
    if digits and DATE.fullmatch(digits):
        return True
    following = WORD_HERE.match(text, number.end())
    after = following[1] if following else ""
    word = before[1] if before else ""
    if digits and not number["multiple"] and not number["short"]:
        if YEAR.fullmatch(digits) and not number["modifier"]:
            return True
        if word in MONTHS or after in MONTHS or word in DAYS:
            return True
        opened = text[number.start() - 1 : number.start()] == "("
        if opened and text[number.end() : number.end() + 1] == ")":
            return True
        if word.lower().rstrip(".") in NAMES_A_NUMBER:
            return True
        if re.match(
            r"\s+(?:of\s+)?(?:" + "|".join(MONTHS) + r")\b", text[number.end() : number.end() + 14]
        ):
            return True
    return False


def _counted(
    text: str,
    number: re.Match[str],
    value: Decimal | None,
    before: re.Match[str] | None,
    within: Stretch,
) -> Statistic | None:
    """The statistic of a number and the noun behind it, or of a number that needs none.

    `within` begins where the number ends.
    """
    start, end = number.start(), within.start
    word = before[1].lower() if before else ""
    if (of_them := OF_THEM.match(text, end, within.end)) and number["modifier"]:
        return Statistic(start, of_them.end(), value, "")
    if not number["to"] and value is not None and number["spelled"] and 0 <= value <= 1:
        return None
    gap = GAP.match(text, end, within.end)
    noun_end = _noun_phrase(text, gap.end(), within.end) if gap else end
    if not gap or noun_end == gap.end():
        if word in OF_AN_AGE and AGE.match(number["modifier"] or "") and value and value < 100:
            return None
        if not _stands_alone(number, value, word):
            return None
        return Statistic(start, end, None if _may_be_metres(number) else value, "")
    unit = text[gap.end() : noun_end]
    if (
        _is_known(number, value, word)
        if not TIME_UNIT.match(unit)
        else _is_time(text, word, noun_end)
    ):
        return None
    if number["to"] and (whole := WHOLE.fullmatch(number["to"])):
        return Statistic(start, noun_end, _value(number, parts=False), f"of {whole[1]} {unit}")
    if TIME_UNIT.fullmatch(unit) and (spent := SPENT.match(text, noun_end, within.end)):
        return Statistic(start, spent.end(), value, unit)
    return Statistic(start, noun_end, value, _unit(unit))


def _may_be_metres(number: re.Match[str]) -> bool:
    """Whether a letter behind the digits may be a unit: a wall of 5m, a run of 10k."""
    return (number["short"] or "").lower() in {"m", "k", "b", "t"}


def _stands_alone(number: re.Match[str], value: Decimal | None, word: str) -> bool:
    """Whether a number without a noun counts something: "another 20", "52 to 48", "1,200"."""
    if number["modifier"]:
        return True
    ratio = number["to"] and number["digits"] and re.match(r"\s?to\s", number["to"])
    scaled = number["multiple"] or number["short"] or (number["spelled"] and value and value > 99)
    large = scaled or (value is not None and "," in (number["digits"] or ""))
    return bool(ratio or large) and word not in {"from", "at"}


def _is_known(number: re.Match[str], value: Decimal | None, word: str) -> bool:
    """Whether a small number counts what was spoken of before: "the two sides"."""
    return word in POINTING and value is not None and value <= 12 and not number["modifier"]


def _is_time(text: str, word: str, end: int) -> bool:
    """Whether a duration only says when: "in the last two weeks", "three years ago"."""
    return word in WHEN or AGO.match(text, end) is not None


def _unit(words: str) -> str:
    bare = " ".join(words.split())
    name = re.sub(r"^(?:US|U\.S\.) ", "", bare).lower()
    return MONEY.get(name.removesuffix("s"), bare)


def _noun_phrase(text: str, start: int, limit: int, *, whole: bool = False) -> int:
    """Where the noun phrase ends that begins here; `start` where there is none.

    It ends with a plural, or, where the number is a part of a whole, before the next small word.
    """
    end = last = start
    if whole and (article := ARTICLE.match(text, start, limit)):
        last = article.end()
    for _ in range(6):
        word = WORD_HERE.match(text, last, limit)
        if not word or _ends_phrase(text, word, limit):
            break
        plural = _is_plural(word[1].lower())
        if end > start and not whole and not plural:
            break
        last = word.end()
        if plural or whole:
            end = last
        if (plural and whole) or text[last : last + 1] in AFTER_PHRASE:
            break
    return end


def _ends_phrase(text: str, word: re.Match[str], limit: int) -> bool:
    lower = word[1].lower()
    if lower in STOPS or (lower in CUES and not lower.endswith("s")):
        return True
    return lower.endswith("ed") and COUNTS.match(text, word.end(), limit) is not None


def _is_plural(word: str) -> bool:
    if word.endswith(("’s", "'s")):
        return False
    if word in IRREGULAR:
        return True
    return (
        len(word) > 3
        and word.endswith("s")
        and not word.endswith(("ss", "ous", "’s"))
        and word not in NOT_PLURAL
    )


def _value(number: re.Match[str], *, parts: bool) -> Decimal | None:
    """The value of a number without range; `parts` says whether it may have a fraction."""
    if number["spelled"]:
        value = spelled_value(number["spelled"])
    else:
        value = _in_digits(number, parts=parts)
    if value is None:
        return None
    return plain(-value if number["minus"] or number["owed"] else value)


def _in_digits(number: re.Match[str], *, parts: bool) -> Decimal | None:
    short, multiple = (number["short"] or "").strip().lower(), number["multiple"] or ""
    value = digits_value(number["digits"], parts=parts or bool(short or multiple))
    if value is None:
        return None
    if number["fraction"]:
        part = fraction_value(number["fraction"].strip())
        if part is None or value % 1:
            return None
        value += part
    return multiplied(value * SHORT_MULTIPLES.get(short, 1), multiple)
