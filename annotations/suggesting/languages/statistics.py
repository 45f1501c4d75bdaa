"""Statistics in another language: a number, its sign and scale, and what it counts. Pure."""

import re
from collections.abc import Iterator
from decimal import Decimal

from annotations.suggesting.languages.language import Language, listed
from annotations.suggesting.languages.numbers import patterns, value_of
from annotations.suggesting.number_patterns import CURRENCIES, DATE, GLUED, YEAR, word_before
from annotations.suggesting.statistics import Statistic
from annotations.suggesting.text import Stretch

WORD = re.compile(r"\s{1,3}([^\W\d_](?:[\w’'‑-])*)")
# What makes of a number no count: "12. Mai", "12e", "3ª", "9:30", "9h30", "A-7".
NOT_COUNTED = re.compile(
    r"[.]\s?(?=[^\W\d_])|(?:er|e|º|ª|°(?!\s?C))\b|:\d\d|\s?h\d{0,2}\b|[-‑/]\w|\w"
)
OF_MONTH = re.compile(r"\s(?:de|of)\s(\w+)")
WORD_AT_ONCE = re.compile(r"([^\W\d_][\w‑-]*)")
DEGREES = re.compile(r"\s?°\s?[CF]?\b")
MOST_ADJECTIVES = 2


def find_statistics(text: str, within: Stretch, language: Language) -> Iterator[Statistic]:
    """The statistics of a paragraph, in order; none overlap."""
    reached = within.start
    for number in patterns(language).number.finditer(text, *within):
        if number.start() < reached:
            continue
        if one := _statistic(text, number, within, language):
            reached = one.end
            yield one


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
    if degrees := DEGREES.match(text, end, within.end):
        value = value_of(number, language, parts=True)
        return Statistic(start, degrees.end(), value, degrees[0].strip())
    before = word_before(text, start, within.start)
    word = before[1].lower() if before else ""
    if word == EACH or _is_name(text, number, word, within, language):
        return None
    unit_start, unit_end = _counted(text, number, within, language)
    unit = text[unit_start:unit_end]
    if not unit:
        scaled = number["scale"] or number["modifier"]
        value = value_of(number, language, parts=False)
        return Statistic(start, end, value, "") if scaled and value is not None else None
    behind = WORD.match(text, unit_end, within.end)
    if unit.lower() in TIMES or (behind and behind[1].lower() in AGO_BEHIND):
        return None
    money = _money(unit, language)
    if _says_number(unit, language):
        return Statistic(start, unit_end, None, "")
    value = value_of(number, language, parts=bool(money) or unit.lower() not in COUNTED_WHOLE)
    if money is None and _is_small(number, value):
        return None
    return Statistic(start, unit_end, value, money or unit)


# "Uno de cada cinco hogares", "cada cinco años": five of them are not what is counted.
EACH = "cada"
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


def _says_number(unit: str, language: Language) -> bool:
    """Whether a number goes on in a way that is not read: "zwei Millionen dreizehn"."""
    word, numbers = unit.lower(), language.numbers
    return word in numbers.below_hundred or word in numbers.hundreds or word in numbers.scales


def _is_small(number: re.Match[str], value: Decimal | None) -> bool:
    """Whether it may be an article: "une femme", "um homem"."""
    return bool(number["spelled"]) and not number["to"] and value is not None and 0 <= value <= 1


def _counted(
    text: str, number: re.Match[str], within: Stretch, language: Language
) -> tuple[int, int]:
    """Where the noun stands that is counted; empty where none does."""
    at = number.end()
    for of in language.numbers.of:
        if text.startswith(" " + of, at):
            at += len(of) + (0 if of.endswith(" ") else 1)
            break
    start = end = at
    for count in range(MOST_ADJECTIVES + 1):
        word = _word_at(text, end, within)
        if not word or word[1].lower() in language.stops | language.articles:
            break
        if word[1].lower() in language.verbs or word[1].lower() in language.participles:
            break
        if count == 0:
            start = word.start(1)
        end = word.end()
        if language.capital_nouns:
            if word[1][0].isupper():
                return start, end
        elif word[1].lower() not in language.before_nouns:
            return start, _with_qualifier(text, end, within, word[1].lower(), language)
    # In German only a noun is counted, which has a capital.
    return (at, at) if language.capital_nouns else (start, end)


def _word_at(text: str, at: int, within: Stretch) -> re.Match[str] | None:
    apostrophe = text[at - 1 : at] in {"’", "'"}
    return (
        WORD_AT_ONCE.match(text, at, within.end) if apostrophe else WORD.match(text, at, within.end)
    )


def _with_qualifier(text: str, end: int, within: Stretch, noun: str, language: Language) -> int:
    """Money of two words: "francs suisses"."""
    following = WORD.match(text, end, within.end)
    both = f"{noun} {following[1].lower()}" if following else ""
    return following.end() if following and _money(both, language) else end


def _money(unit: str, language: Language) -> str | None:
    name = " ".join(unit.lower().split())
    return language.money.get(name) or language.money.get(name.removesuffix("s"))
