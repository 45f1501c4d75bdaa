"""Statistics in another language: a number, its sign and scale, and what it counts. Pure."""

import re
from collections.abc import Iterator
from decimal import Decimal

from annotations.suggesting.languages import shares
from annotations.suggesting.languages.counted import WORD, counted, money_code
from annotations.suggesting.languages.language import Language, listed
from annotations.suggesting.languages.numbers import patterns, value_of
from annotations.suggesting.languages.shares import Share
from annotations.suggesting.number_patterns import (
    CURRENCIES,
    DATE,
    DEGREES,
    GLUED,
    NEAR,
    YEAR,
    word_before,
)
from annotations.suggesting.statistics import Statistic
from annotations.suggesting.text import Stretch

# What makes of a number no count: "12. Mai", "12e", "3ª", "9:30", "9h30", "A-7".
NOT_COUNTED = re.compile(
    r"[.]\s?(?=[^\W\d_])|(?:er|e|º|ª|°(?!\s?C))\b|:\d\d|\s?h\d{0,2}\b|[-‑/]\w|\w"
)
OF_MONTH = re.compile(r"\s(?:de|of)\s(\w+)")


def find_statistics(text: str, within: Stretch, language: Language) -> Iterator[Statistic]:
    """The statistics of a paragraph, in order; none overlap."""
    found = [
        *shares.said_alone(text, within, language),
        *_with_numbers(text, within, language),
    ]
    reached = within.start
    for one in sorted(found, key=lambda one: (one.start, -one.end)):
        if one.start >= reached:
            reached = one.end
            if one.statistic:
                yield one.statistic


def _with_numbers(text: str, within: Stretch, language: Language) -> Iterator[Share]:
    """What begins with a number: a share, which may be no statistic, or a plain statistic."""
    reached = within.start
    for number in patterns(language).number.finditer(text, *within):
        if number.start() < reached:
            continue
        share = shares.beginning_with(text, number, within, language)
        if share is None and (one := _statistic(text, number, within, language)):
            share = Share(one.start, one.end, one)
        if share:
            reached = share.end
            yield share


def _statistic(
    text: str, number: re.Match[str], within: Stretch, language: Language
) -> Statistic | None:
    start, end = number.span()
    measured = bool(number["percent"] or number["before"] or number["behind"])
    if measured:
        symbol = number["before"] or number["behind"]
        unit = CURRENCIES.get(symbol.upper(), symbol) if symbol else "%"
        value = value_of(number, language, parts=True)
        glued = GLUED.match(text, end, within.end)
        return (
            Statistic(start, glued.end(), None, unit)
            if glued
            else Statistic(start, end, value, unit)
        )
    degrees = DEGREES.match(text, end, within.end)
    if degrees and not _is_ordinal(text, degrees, number, within, language):
        value = value_of(number, language, parts=True)
        return Statistic(start, degrees.end(), value, degrees[0].strip())
    before = word_before(text, start, within.start)
    word = before[1].lower() if before else ""
    if word in EACH or _is_name(text, number, word, within, language):
        return None
    unit_start, unit_end = counted(text, end, within, language)
    unit = text[unit_start:unit_end]
    if unit.lower() in language.shares.times and _is_of_all(text, start, within, language):
        return None
    if not unit:
        scaled = number["scale"] or number["modifier"]
        value = value_of(number, language, parts=False)
        return Statistic(start, end, value, "") if scaled and value is not None else None
    behind = WORD.match(text, unit_end, within.end)
    if unit.lower() in TIMES or (behind and behind[1].lower() in AGO_BEHIND):
        return None
    money = money_code(unit, language)
    if _says_number(unit, language):
        return Statistic(start, unit_end, None, "")
    value = value_of(number, language, parts=bool(money) or unit.lower() not in COUNTED_WHOLE)
    if money is None and _is_small(number, value):
        return None
    return Statistic(start, unit_end, value, money or unit)


def _is_ordinal(
    text: str, degrees: re.Match[str], number: re.Match[str], within: Stretch, language: Language
) -> bool:
    """Whether ° makes an ordinal of a number, as in "il 2° posto" and "el 1° de mayo"."""
    behind = WORD.match(text, degrees.end(), within.end)
    if language.capital_nouns or number["minus"] or degrees[0].endswith(("C", "F")) or not behind:
        return False
    return behind[1].lower() not in language.stops


# "Cada cinco años", "ogni cinque anni": five of them are not what is counted.
EACH = listed("cada ogni")
TIMES = listed("mal fois veces vezes volte")
AGO_BEHIND = frozenset({"fa", "atrás"})
# People and the like are never counted in parts: "1.200 Menschen".
COUNTED_WHOLE = listed(
    "menschen personen leute personnes habitants gens personas habitantes pessoas persone abitanti"
)


def _is_name(
    text: str, number: re.Match[str], before: str, within: Stretch, language: Language
) -> bool:
    """Whether the number is a date, a time, an ordinal or part of a name."""
    digits, end = number["digits"], number.end()
    following = WORD.match(text, end, within.end)
    after = following[1].lower() if following else ""
    if before.rstrip(".") in language.names_a_number or before in language.months:
        return not number["scale"]
    if (
        before in language.ago | language.clock
        or after in language.clock
        or after in language.months
    ):
        return True
    if digits and not number["scale"]:
        if DATE.fullmatch(digits) or (YEAR.fullmatch(digits) and not number["modifier"]):
            return True
        month = OF_MONTH.match(text, end, within.end)
        if month and month[1].lower() in language.months:
            return True
    return NOT_COUNTED.match(text, end, within.end) is not None


def _is_of_all(text: str, start: int, within: Stretch, language: Language) -> bool:
    """Whether a duration says how often: "alle zwei Jahre", "tous les deux ans"."""
    before = " " + " ".join(text[max(within.start, start - NEAR) : start].lower().split())
    return before.endswith(tuple(f" {words}" for words in language.shares.all_the))


def _says_number(unit: str, language: Language) -> bool:
    """Whether a number goes on in a way that is not read: "zwei Millionen dreizehn"."""
    word, numbers = unit.lower(), language.numbers
    return word in numbers.below_hundred or word in numbers.hundreds or word in numbers.scales


def _is_small(number: re.Match[str], value: Decimal | None) -> bool:
    """Whether it may be an article: "une femme", "um homem"."""
    return bool(number["spelled"]) and not number["to"] and value is not None and 0 <= value <= 1
