"""Statistics: a number with what it counts or measures, its value and its unit. Pure.

Not statistics are dates, times, ages, ordinals, plain "one" and numbers that are names ("resolution
1701", "G7", "the two countries"). Value and unit are what can be read from the words; a range or a
vague number ("thousands of people") has no value.
"""

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from annotations.suggesting.text import Stretch
from annotations.suggesting.words import (
    AUXILIARY,
    CONJUNCTIONS,
    CUES,
    DAYS,
    MONTHS,
    PREPOSITIONS,
    PRONOUNS,
    listed,
)

SMALL_NUMBERS = {
    name: number
    for number, name in enumerate(
        [
            "zero",
            "one",
            "two",
            "three",
            "four",
            "five",
            "six",
            "seven",
            "eight",
            "nine",
            "ten",
            "eleven",
            "twelve",
            "thirteen",
            "fourteen",
            "fifteen",
            "sixteen",
            "seventeen",
            "eighteen",
            "nineteen",
        ]
    )
}
TENS = {
    name: number * 10
    for number, name in enumerate(
        ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"], start=2
    )
}
MULTIPLES = {
    "hundred": 10**2,
    "thousand": 10**3,
    "lakh": 10**5,
    "million": 10**6,
    "crore": 10**7,
    "billion": 10**9,
    "trillion": 10**12,
    "dozen": 12,
}
SHORT_MULTIPLES = {"k": 10**3, "m": 10**6, "mn": 10**6, "bn": 10**9, "b": 10**9, "tn": 10**12}
FRACTIONS = {
    "half": 2,
    "halve": 2,
    "third": 3,
    "quarter": 4,
    "fifth": 5,
    "sixth": 6,
    "eighth": 8,
    "tenth": 10,
}
CURRENCIES = {
    "$": "USD",
    "US$": "USD",
    "A$": "AUD",
    "C$": "CAD",
    "NZ$": "NZD",
    "HK$": "HKD",
    "S$": "SGD",
    "R$": "BRL",
    "£": "GBP",
    "€": "EUR",
    "¥": "JPY",
    "₹": "INR",
    "₽": "RUB",
    "₩": "KRW",
    "₦": "NGN",
    "₴": "UAH",
    "₺": "TRY",
    "₪": "ILS",
    "Rs": "INR",
    "USD": "USD",
    "EUR": "EUR",
    "GBP": "GBP",
    "CHF": "CHF",
}
MONEY = {
    "dollar": "USD",
    "euro": "EUR",
    "pound": "GBP",
    "rupee": "INR",
    "rouble": "RUB",
    "ruble": "RUB",
    "franc": "CHF",
    "hryvnia": "UAH",
    "yen": "JPY",
    "yuan": "CNY",
    "rupiah": "IDR",
    "rand": "ZAR",
    "naira": "NGN",
    "shekel": "ILS",
    "zloty": "PLN",
    "lira": "TRY",
    "baht": "THB",
    "ringgit": "MYR",
}
# A number of more characters is none that anybody counted.
LONGEST = 20
PER_CENT = r"%|per\s?cent\b|percent\b|pc\b"
POINTS = r"(?:percentage|basis)\s+points?\b"

_name = "|".join([*SMALL_NUMBERS, *TENS])
_multiple = "|".join(MULTIPLES)
_symbol = "|".join(map(re.escape, sorted(CURRENCIES, key=len, reverse=True)))
DIGITS = r"\d{1,3}(?:[,\u00a0\u202f]\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
SPELLED = rf"(?:(?:{_name})(?:[-‑\s](?:and\s)?(?:{_name}))?\b(?:\s+and\s+a\s+half\b)?)"
AMOUNT = (
    rf"(?:(?P<digits>{DIGITS})(?P<short>(?:k|mn?|bn|tn|b)\b)?|(?P<spelled>{SPELLED})|(?P<a>an?\b)(?=\s+(?:{_multiple})\b))"
    rf"(?P<multiple>(?:[\s-]+(?:(?:and\s+a\s+half|and)\s+)?(?:{_multiple})\b)*)"
)
MODIFIER = (
    r"(?:(?:just|well|slightly|only|now)\s+)?"
    r"(?:more\s+than|less\s+than|fewer\s+than|no\s+more\s+than|no\s+fewer\s+than|no\s+less\s+than|"
    r"at\s+least|at\s+most|up\s+to|as\s+many\s+as|as\s+much\s+as|as\s+few\s+as|as\s+little\s+as|"
    r"close\s+to|an\s+estimated|an\s+average\s+of|a\s+total\s+of|a\s+record|estimated|nearly|"
    r"almost|about|around|roughly|approximately|some|over|under|above|below|another|just|only|"
    r"exactly|barely|upwards\s+of|north\s+of|an\s+additional|a\s+further|"
    r"(?:the\s+|its\s+|their\s+)?other)\s+"
)
NUMBER = re.compile(
    rf"(?<![\w.,/#@&:-])(?P<modifier>{MODIFIER})?"
    rf"(?:(?P<symbol>{_symbol})\s?)?{AMOUNT}"
    rf"(?P<to>\s?(?:[–—-]|\bto\b|\bout\s+of\b|\bin\b|\bof\s+(?:the|its|their|all)\b|\band\b)\s?"
    rf"(?:(?:{_symbol})\s?)?(?:(?:{DIGITS})(?:(?:k|mn?|bn|tn|b)\b)?|{SPELLED})(?:[\s-]+(?:{_multiple})\b)*)?"
    rf"(?:(?P<percent>\s?(?:{PER_CENT}))(?P<points>\s+points?\b)?|(?P<basis>\s+{POINTS}))?",
    re.IGNORECASE,
)
VAGUE = re.compile(
    rf"\b(?P<modifier>{MODIFIER}|many\s+|several\s+)?"
    r"(?:(?:tens|hundreds|dozens)\s+of\s+(?:thousands|millions|billions)|"
    r"hundreds|thousands|tens|millions|billions|trillions|dozens|scores)\s+of\s+",
    re.IGNORECASE,
)
PART = re.compile(
    rf"\b(?P<modifier>{MODIFIER})?(?:(?P<count>an?|one|two|three|four|five|six|seven|nine)[\s-])?"
    r"(?P<part>half|thirds?|quarters?|fifths?|sixths?|eighths?|tenths?)\s+"
    r"(?:of\s+|(?=(?:the|its|their|his|her|our|all)\s))",
    re.IGNORECASE,
)
BY_PART = re.compile(
    rf"\bby\s+((?:{MODIFIER})?(?:half|(?:an?|one|two|three)[\s-](?:thirds?|quarters?|fifths?)))\b"
    r"(?!\s+(?:of|an?|the|its|past)\b)",
    re.IGNORECASE,
)
MEASURE = (
    "day|week|month|year|decade|hour|minute|second|mile|kilomet(?:er|re)|km|met(?:er|re)|foot|inch|"
    "acre|hectare|ton|tonne|pound|kilo|kilogram|kg|gallon|lit(?:er|re)|degree|point|member|seat|"
    "person|man|judge|strong|fold|stor(?:e?y)|mph|megawatt|watt|page|bed|bedroom"
)
COMPOUND = re.compile(rf"[-‑]((?:{MEASURE})s?)\b(?![-‑](?:old|olds)\b)", re.IGNORECASE)
SCORE = re.compile(
    r"(?<![\w-])\d{1,3}[-–]\d{1,3}\s+(?:win|victory|defeat|loss|draw|vote|margin|lead|majority)\b"
)
TIMES = re.compile(r"\s+times\b|\s?x\b")
YEAR = re.compile(r"1[5-9]\d\d|20\d\d")
CLOCK = re.compile(r"\s*(?::\d\d|[ap]\.?\s?m\b|o[’']clock|GMT|BST|CET)", re.IGNORECASE)
TIME_UNIT = re.compile(
    r"(?:second|minute|hour|day|week|month|year|decade|night|weekend)s?\b", re.IGNORECASE
)
ORDINAL = re.compile(
    r"(?:st|nd|rd|th)\b|[-‑]?(?:year|month|week|day)s?[-‑\s]olds?\b|[-‑]?s\b|[-‑]?way\b",
    re.IGNORECASE,
)
WORD_HERE = re.compile(r"\s*([\w°%](?:[\w’'‑-]|,(?=\d))*)")
COUNTS = re.compile(r"\s+(?:\d|(?:the|a|an|his|her|its|their)\b)")
ARTICLE = re.compile(r"(?:the|its|their|all|his|her|our|those)\s+")
GAP = re.compile(r"\s+(?:of\s+(?:the|its|their|all)\s+)?")
OF_THEM = re.compile(r"\s+of\s+(?:them|those|these|us)\b")
WHOLE = re.compile(r"\s?(?:out of|in|of (?:the|its|their|all))\s(.+)")
PENCE = re.compile(r"(?<=\d)p\b")
AGE = re.compile(r"(?:over|under|above|below)\s", re.IGNORECASE)
AGO = re.compile(r"\s+(?:ago|old)\b")
AFTER_PHRASE = frozenset({",", ".", ";", ":", ")", "”", '"'})
WHEN = frozenset({"last", "past", "next", "previous", "first", "coming", "recent"})
WORD_BEFORE = re.compile(r"([\w.’'-]+)([\s(]*)$")
SPENT = re.compile(r"\s+of\s+(?!the\b|a\b|an\b|[^\W\d_]+ing\b)[^\W\d_]+")
# "The two sides" were spoken of before; they are not counted here.
HALVES = listed("first second latter opening closing final last third fourth early")
# "Children under eight": that is how old they are.
OF_AN_AGE = listed(
    "children child people those adults pupils students anyone everyone everybody nobody kids "
    "women men boys girls teenagers players drivers workers voters residents passengers patients "
    "someone somebody anybody pensioners youngsters toddlers runners swimmers"
)
POINTING = listed("the these those its their his her first other both last")
NAMES_A_NUMBER = listed(
    "resolution resolutions article articles section chapter page pages no number act route flight "
    "room line phase version level part volume type highway channel formula step paragraph rule "
    "case bill proposition block gate platform protocol clause item figure table grade tier stage "
    "group category class model series season episode lane apartment flat suite unit interstate "
    "aged age since until till circa"
)
IRREGULAR = listed(
    "people men women children police staff troops personnel cattle fish sheep deer feet teeth "
    "mice percent km kg mph gw mw kwh gb mb hectares aircraft spacecraft data media criteria "
    "phenomena bacteria crew infantry youth alumni yen yuan rupiah rand naira zloty lira baht "
    "ringgit"
)
NOT_PLURAL = listed(
    "as is was has this its his us plus across towards versus less always thus perhaps besides "
    "ours yours various serious previous famous religious dangerous news business series species "
    "crisis basis analysis campus virus status bus gas address process access press class boss "
    "loss mass congress illness previous numerous enormous precious conscious curious obvious "
    "anonymous continuous virtuous tremendous glorious mysterious industrious indigenous tennis "
    "paris texas politics economics athletics physics"
)
STOPS = (
    (PREPOSITIONS - {"of"})
    | (CONJUNCTIONS - {"and"})
    | AUXILIARY
    | PRONOUNS
    | {"the", "a", "an", "this", "these", "those", "his", "her", "its", "their", "our", "my"}
    | {"ago", "later", "earlier", "each", "apart", "away", "too", "there", "here", "and", "of"}
    | {"higher", "lower", "longer", "shorter"}
)


class Statistic(NamedTuple):
    """A stretch of text with the value and the unit that can be read from it."""

    start: int
    end: int
    value: Decimal | None
    unit: str


def find(text: str, within: Stretch) -> list[Statistic]:
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
