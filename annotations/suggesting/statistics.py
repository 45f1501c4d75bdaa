"""Statistics: a number with what it counts or measures, its value and its unit. Pure.

Not statistics are dates, times, ages, ordinals, plain "one" and numbers that are names ("resolution
1701", "G7", "the two countries"). Value and unit are what can be read from the words; a range or a
vague number ("thousands of people") has no value.
"""

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from annotations.spans.number_words import (
    FRACTIONS,
    MULTIPLES,
    SHORT_MULTIPLES,
    SMALL_NUMBERS,
    TENS,
)
from annotations.suggesting.number_patterns import (
    AFTER_PHRASE,
    AGE,
    AGO,
    ARTICLE,
    BY_PART,
    CLOCK,
    COMPOUND,
    COUNTS,
    CURRENCIES,
    GAP,
    HALVES,
    IRREGULAR,
    LONGEST,
    MONEY,
    NAMES_A_NUMBER,
    NOT_PLURAL,
    NUMBER,
    OF_AN_AGE,
    OF_THEM,
    ORDINAL,
    PART,
    PENCE,
    POINTING,
    SCORE,
    SPENT,
    STOPS,
    TIME_UNIT,
    TIMES,
    VAGUE,
    WHEN,
    WHOLE,
    WORD_BEFORE,
    WORD_HERE,
    YEAR,
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
        [*_parts(text, within), *_vague(text, within), *_numbers(text, within)],
        key=lambda one: (one.start, -one.end),
    )
    found: list[Statistic] = []
    for one in candidates:
        if not found or one.start >= found[-1].end:
            found.append(one)
    return found


def _parts(text: str, within: Stretch) -> Iterator[Statistic]:
    for part in PART.finditer(text, *within):
        before = WORD_BEFORE.search(text, max(within.start, part.start() - 30), part.start())
        # "The first half of 2023" is a time, and one of a match too.
        if before and before[1].lower() in HALVES:
            continue
        end = _noun_phrase(text, part.end(), within.end, whole=True)
        if end > part.end():
            yield Statistic(part.start(), end, _share(part["count"], part["part"]), "%")
    for part in BY_PART.finditer(text, *within):
        *_, count, name = ["one", *re.split(r"[\s-]+", part[1])]
        yield Statistic(*part.span(1), _share(count, name), "%")


def _share(count: str | None, part: str) -> Decimal:
    """A fraction in per cent, to one decimal: two thirds are 66.7."""
    whole = SMALL_NUMBERS.get((count or "one").lower(), 1) * 100
    return _plain((Decimal(whole) / FRACTIONS[part.lower().rstrip("s")]).quantize(Decimal("0.1")))


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
    start, end = number.span()
    value = None if number["to"] or len(number["digits"] or "") > LONGEST else _value(number)
    before = WORD_BEFORE.search(text, max(within.start, start - 30), start)
    if number["symbol"]:
        return Statistic(start, end, value, CURRENCIES.get(number["symbol"], number["symbol"]))
    if number["percent"] or number["basis"]:
        points = number["points"] or number["basis"]
        return Statistic(start, end, value, points.strip() if points else "%")
    if pence := PENCE.match(text, end, within.end):
        return Statistic(start, pence.end(), value, "pence")
    if end < within.end and (text[end].isalnum() or text[end] in "°/"):
        return _measured(text, number, value, within) if text[end] == "°" else None
    if _names(text, number, before):
        return None
    if compound := COMPOUND.match(text, end, within.end):
        one = number["spelled"] and number["spelled"].lower() == "one"
        return None if one else Statistic(start, compound.end(), value, compound[1])
    if ORDINAL.match(text, end, within.end) or CLOCK.match(text, end, within.end):
        return None
    if text[end : end + 1] in {"-", "‑"}:
        return None
    if times := TIMES.match(text, end, within.end):
        return Statistic(start, times.end(), value, "times") if value and value > 1 else None
    return _counted(text, number, value, before, within)


def _measured(
    text: str, number: re.Match[str], value: Decimal | None, within: Stretch
) -> Statistic | None:
    degrees = re.compile(r"°\s?[CF]?\b").match(text, number.end(), within.end)
    return Statistic(number.start(), degrees.end(), value, degrees[0]) if degrees else None


def _names(text: str, number: re.Match[str], before: re.Match[str] | None) -> bool:
    """Whether the number is part of a name or a date and counts nothing."""
    digits = number["digits"]
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
    """The statistic of a number and the noun behind it, or of a number that needs none."""
    start, end = number.span()
    word = before[1].lower() if before else ""
    if (of_them := OF_THEM.match(text, end, within.end)) and number["modifier"]:
        return Statistic(start, of_them.end(), value, "")
    if not number["to"] and value is not None and number["spelled"] and value <= 1:
        return None
    gap = GAP.match(text, end, within.end)
    noun_end = _noun_phrase(text, gap.end(), within.end) if gap else end
    if not gap or noun_end == gap.end():
        if word in OF_AN_AGE and AGE.match(number["modifier"] or "") and value and value < 100:
            return None
        return None if not _stands_alone(number, word) else Statistic(start, end, value, "")
    unit = text[gap.end() : noun_end]
    if (
        _is_known(number, value, word)
        if not TIME_UNIT.match(unit)
        else _is_time(text, word, noun_end)
    ):
        return None
    if number["to"] and (whole := WHOLE.fullmatch(number["to"])):
        return Statistic(start, noun_end, _value(number), f"of {whole[1]} {unit}")
    if TIME_UNIT.fullmatch(unit) and (spent := SPENT.match(text, noun_end, within.end)):
        return Statistic(start, spent.end(), value, unit)
    return Statistic(start, noun_end, value, _unit(unit))


def _stands_alone(number: re.Match[str], word: str) -> bool:
    """Whether a number without a noun counts something: "another 20", "52 to 48", "1,200"."""
    if number["modifier"]:
        return True
    ratio = number["to"] and number["digits"] and re.match(r"\s?to\s", number["to"])
    large = number["multiple"] or number["short"] or "," in (number["digits"] or "")
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


def _value(number: re.Match[str]) -> Decimal:
    if number["digits"]:
        value = Decimal(re.sub(r"[^\d.]", "", number["digits"]))
    elif number["spelled"]:
        value = _spelled(number["spelled"])
    else:
        value = Decimal(1)
    value *= SHORT_MULTIPLES.get((number["short"] or "").lower(), 1)
    multiple = number["multiple"].lower()
    if "half" in multiple:
        value += Decimal("0.5")
    for word in re.findall(r"[a-z]+", multiple):
        value *= MULTIPLES.get(word, 1)
    return _plain(value)


def _plain(value: Decimal) -> Decimal:
    """The value without idle zeros, and never in powers of ten."""
    return Decimal(format(value.normalize(), "f"))


def _spelled(words: str) -> Decimal:
    value = Decimal(0)
    for word in re.findall(r"[a-z]+", words.lower()):
        value += SMALL_NUMBERS.get(word, 0) + TENS.get(word, 0)
    return value + Decimal("0.5") if "half" in words.lower() else value
