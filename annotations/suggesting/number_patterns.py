"""What numbers in prose look like: money, shares, vague numbers, and words that stand beside them.

Pure. `statistics` reads with these what a number counts.
"""

import re

from annotations.spans.number_words import MULTIPLES, SMALL_NUMBERS, TENS
from annotations.suggesting.words import (
    AUXILIARY,
    CONJUNCTIONS,
    PREPOSITIONS,
    PRONOUNS,
    listed,
)

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
PER_CENT = r"%|per\s?cent\b|percent\b|pc\b"
POINTS = r"(?:percentage|basis)\s+points?\b"

# Bounded, so that a page of spaces is not gone through for each word that could follow.
_sep = r"[\s‑-]{1,3}"
_scales = "|".join(name for name in MULTIPLES if name != "hundred")
_any_scale = "|".join(MULTIPLES)
_units = "|".join(name for name, value in SMALL_NUMBERS.items() if 0 < value < 10)
_symbol = "|".join(map(re.escape, sorted(CURRENCIES, key=len, reverse=True)))
_and_half = rf"{_sep}and{_sep}a{_sep}half\b"
_point = rf"\s+point(?:\s+(?:zero|{_units})\b)+"
_below_hundred = rf"(?:(?:{'|'.join(TENS)})(?:[-‑\s](?:{_units}))?|(?:{'|'.join(SMALL_NUMBERS)}))\b"
# "Two hundred two-bedroom flats" are two hundred.
_alone = r"(?![-‑]\w)"
_below_thousand = (
    rf"(?:(?:{_below_hundred}|an?){_sep}hundred\b"
    rf"(?:{_sep}(?:and{_sep})?{_below_hundred}{_alone})?|{_below_hundred})"
)
_scale_run = rf"(?:{_sep}(?:{_scales})\b)+"
_rest = (
    rf"(?:{_sep}{_below_thousand}{_scale_run})*"
    rf"(?:{_sep}(?:and{_sep})?{_below_thousand}(?!{_sep}(?:{_any_scale})\b){_alone})?"
)
_part_of = (
    rf"(?:half{_sep}(?:an?{_sep})?|a{_sep}half{_sep}|"
    rf"(?:an?|one|two|three|four){_sep}(?:quarter|third|fifth|tenth)s?{_sep}of{_sep}an?{_sep})"
    rf"(?:{_any_scale})\b(?:{_scale_run})?"
)
SPELLED = (
    rf"(?:{_part_of}|(?:{_below_thousand}|an?(?={_sep}(?:{_scales})\b))"
    rf"(?:{_point}|{_and_half})?(?:{_scale_run}(?:{_and_half}|{_rest}))?)"
)
DIGITS = r"\d{1,3}(?: \d{3}){1,5}(?![\d/])(?:[.,]\d+)?|\d+(?:[.,\u00a0\u202f\u2009]\d+)*"
SHORT = "k|mn|mln|mio|m|bn|bln|b|tn|trn|t"
AMOUNT = (
    rf"(?:(?P<digits>{DIGITS})(?P<fraction>\s?[¼½¾⅓⅔⅛⅜⅝⅞]|\s\d/\d(?![\d/]))?"
    rf"(?P<short>(?:{SHORT})\b|\s(?:mn|mln|mio|bn|bln|tn|trn)\b)?"
    rf"(?P<multiple>(?:{_and_half})?(?:{_sep}(?:{_any_scale})\b)+(?:{_and_half}|{_rest})|{_and_half})?"
    rf"|(?P<spelled>{SPELLED}))"
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
    rf"(?<![\w.,/#@&:-])(?P<modifier>{MODIFIER})?(?P<minus>[−–-](?=[\d{re.escape('$£€¥')}])|(?:minus|negative)\s+)?"
    rf"(?:(?P<symbol>{_symbol})\s?(?P<owed>[−-](?=\d))?)?{AMOUNT}"
    rf"(?P<to>\s?(?:[–—-]|\bto\b|\bor\b|\bof\s+(?:the|its|their|all)\b|\band\b)\s?"
    rf"(?:(?:{_symbol})\s?)?(?:(?:{DIGITS})(?:(?:{SHORT})\b)?(?:{_sep}(?:{_any_scale})\b)*|{SPELLED}))?"
    rf"(?:(?P<percent>\s?(?:{PER_CENT}))(?P<points>\s+points?\b)?|(?P<basis>\s+{POINTS}))?",
    re.IGNORECASE,
)
# "One in five children", "nine out of 10": a share of them.
RATIO = re.compile(
    rf"(?<![\w.,/#@&:-])(?P<modifier>{MODIFIER})?(?P<count>{_below_hundred}|\d{{1,3}}(?![\d.,]))\s{{1,3}}"
    rf"(?P<word>in|out\s{{1,3}}of)\s{{1,3}}(?:every\s{{1,3}})?(?P<whole>\d[\d,]{{0,9}}(?![\d.,]*\d)|{SPELLED})\s{{1,3}}",
    re.IGNORECASE,
)
# What follows a number and makes it another that is not read: "5 gazillion", "20-odd".
NOT_READ = re.compile(
    rf"\s+(?:g?a?zillion|bazillion|quintillion|milliard)s?\b|[-‑](?:odd|some|something)\b|"
    rf"\s+(?:and\s+)?\d[\d,.]*\s+(?:{_any_scale})\b",
    re.IGNORECASE,
)
DATE = re.compile(r"\d{1,2}\.\d{1,2}\.(?:\d{4}|\d\d)")
VAGUE = re.compile(
    rf"\b(?P<modifier>{MODIFIER}|many\s+|several\s+)?"
    r"(?:(?:several|(?:a\s+)?few|many|some)\s+(?:dozen|hundred|thousand|million|billion)\s+|"
    r"(?:(?:tens|hundreds|dozens)\s+of\s+(?:thousands|millions|billions)|"
    r"hundreds|thousands|tens|millions|billions|trillions|dozens|scores)\s+of\s+)",
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
# What may be counted in parts; of people there is no half.
DIVIDED = re.compile(
    rf"\s+(?:{MEASURE}|{'|'.join(MONEY)}|mile|feet|inches|degree)s?\b", re.IGNORECASE
)
# Of any language: "41°", "−7 °C", with whatever space the printer has put.
DEGREES = re.compile(r"[^\S\n]?°(?:[^\S\n]?[CF]\b)?(?![^\W_])")
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
    r"(?:st|nd|rd|th)\b|[-‑]?s\b|[-‑]?way\b",
    re.IGNORECASE,
)
AGED = re.compile(r"[-‑\s](year|month|week|day)s?[-‑\s]olds?\b", re.IGNORECASE)
WORD_HERE = re.compile(r"\s*([\w°%](?:[\w’'‑-]|,(?=\d))*)")
COUNTS = re.compile(r"\s+(?:\d|(?:the|a|an|his|her|its|their)\b)")
ARTICLE = re.compile(r"(?:the|its|their|all|his|her|our|those)\s+")
GAP = re.compile(r"\s+(?:of\s+(?:the|its|their|all)\s+)?")
OF_THEM = re.compile(r"\s+of\s+(?:them|those|these|us)\b")
WHOLE = re.compile(r"\s?of (?:the|its|their|all)\s(.+)")
# A suffix that is not read: "$2.174Q".
GLUED = re.compile(r"\w+")
ROUND = frozenset({3, 4, 5, 6, 8, 10, 20, 100, 1_000, 10_000, 100_000})
PENCE = re.compile(r"(?<=\d)p\b")
AGE = re.compile(r"(?:over|under|above|below)\s", re.IGNORECASE)
AGO = re.compile(r"\s+(?:ago|old)\b")
AFTER_PHRASE = frozenset({",", ".", ";", ":", ")", "”", '"'})
WHEN = frozenset({"last", "past", "next", "previous", "first", "coming", "recent"})
NEAR = 30
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


def word_before(text: str, start: int, limit: int) -> re.Match[str] | None:
    """The word before a number, no further than `limit`; of a long one only the end."""
    return WORD_BEFORE.search(text, max(limit, start - NEAR), start)
