"""Shares in another language: "vier von fünf Haushalten", "trois quarts des foyers". Pure.

A share is in per cent, as in English. It is read from a number and what follows it, or from words
that need no number ("la mitad de los hogares", "jeder dritte Haushalt"). Where the words may mean
something else too ("três quartos" are rooms as well) it has no value; where they only say when
("un jour sur deux") there is no statistic.
"""

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import cache
from typing import NamedTuple

from annotations.suggesting.languages.counted import WORD, counted, money_code
from annotations.suggesting.languages.language import Language
from annotations.suggesting.languages.numbers import one_of, patterns, value_of
from annotations.suggesting.number_patterns import ROUND, YEAR, word_before
from annotations.suggesting.number_values import per_cent
from annotations.suggesting.statistics import Statistic
from annotations.suggesting.text import Stretch

# Behind digits: an ordinal, a time, a part of a word.
GOES_ON = re.compile(r"(?:er|e|º|ª|°)\b|:\d|[-‑/]\w|\w")
SPACES = re.compile(r"\s{0,3}")
NEVER = "(?!)"  # matches nothing
# Between a noun and the whole: "une femme enceinte sur dix".
MOST_BETWEEN = 3


class Share(NamedTuple):
    """Where a share is said; without a statistic where the words say only when or how often."""

    start: int
    end: int
    statistic: Statistic | None


class Patterns(NamedTuple):
    alone: re.Pattern[str]
    part: re.Pattern[str]
    between: re.Pattern[str]
    of: re.Pattern[str]
    bare: re.Pattern[str]


@cache
def share_patterns(language: Language) -> Patterns:
    shares = language.shares
    of, bare = (
        rf"\s{{1,3}}(?:{one_of(words)})(?:(?<=[’'])|(?=\s))" for words in (shares.of, shares.bare)
    )
    nth = rf"(?:{one_of(shares.every_nth)})\s{{1,3}}(?P<nth>{one_of(shares.nth)})"
    adjective = rf"(?:\s{{1,3}}(?:{one_of(shares.adjectives) or NEVER}))?"
    sources = (
        rf"(?<![\w’'-])(?:(?:{one_of(language.modifiers)})\s{{1,2}})?"
        rf"(?:(?P<alone>{one_of(shares.alone)})|{nth if shares.nth else '(?P<nth>(?!))'})(?![\w-])",
        rf"{adjective}\s{{1,3}}(?P<part>{one_of(shares.parts)})(?![\w-])",
        rf"\s{{1,3}}(?:(?P<each>{one_of(shares.each) or NEVER})"
        rf"|(?:{one_of(shares.out_of) or NEVER}))\s{{1,3}}",
        of,
        bare,
    )
    return Patterns(*(re.compile(source, re.IGNORECASE) for source in sources))


def said_alone(text: str, within: Stretch, language: Language) -> Iterator[Share]:
    """The shares that are said without a number, in order."""
    shares = language.shares
    for found in share_patterns(language).alone.finditer(text, *within):
        said = Stretch(*found.span())
        if found["nth"]:
            yield _every_nth(text, said, shares.nth[_bare(found["nth"])], within, language)
            continue
        before = word_before(text, said.start, within.start)
        if before and before[1].lower() in shares.not_before:
            continue
        count, whole = shares.alone[_bare(found["alone"])]
        if one := _of_the(text, said, per_cent(count, whole), whole, within, language):
            yield one


def beginning_with(
    text: str, number: re.Match[str], within: Stretch, language: Language
) -> Share | None:
    """The share that begins with the number; None where it is no part of one."""
    if number["percent"] or number["before"] or number["behind"] or number["minus"]:
        return None
    count = value_of(number, language, parts=False)
    if part := share_patterns(language).part.match(text, number.end(), within.end):
        return _part(text, number, count, part, within, language)
    before = word_before(text, number.start(), within.start)
    if number["digits"] and (
        YEAR.fullmatch(number["digits"])
        or (before and before[1].lower().rstrip(".") in language.names_a_number)
    ):
        return None
    return _out_of(text, number, count, within, language) or _noun_out_of(
        text, number, count, within, language
    )


def _bare(words: str) -> str:
    return " ".join(re.split(r"[\s-]+", words.lower()))


def _name(text: str, noun: Stretch) -> str:
    return text[noun.start : noun.end].lower()


def _share(start: int, end: int, value: Decimal | None, unit: str = "%") -> Share:
    return Share(start, end, Statistic(start, end, value, unit))


def _every_nth(text: str, said: Stretch, nth: int, within: Stretch, language: Language) -> Share:
    """ "Jeder dritte Haushalt", and no statistic of "jede zweite Woche"."""
    noun = counted(text, said.end, within, language)
    if noun.start != noun.end:
        if _name(text, noun) in language.shares.times:
            return Share(said.start, noun.end, None)
        return _share(said.start, noun.end, per_cent(1, nth))
    following = WORD.match(text, said.end, within.end)
    ranges = following and following[1].lower() in language.numbers.to
    return _share(said.start, said.end, None if ranges else per_cent(1, nth))


def _of_the(
    text: str,
    said: Stretch,
    value: Decimal | None,
    whole: int,
    within: Stretch,
    language: Language,
    *,
    doubtful: bool = True,
) -> Share | None:
    """The share with its whole, which has an article: "der Wähler", "des foyers"."""
    shares = language.shares
    of = share_patterns(language).of.match(text, said.end, within.end)
    noun = counted(text, of.end(), within, language) if of else said
    if not of or noun.start == noun.end:
        return None
    if whole == 2 and _name(text, noun) in shares.times:
        return Share(said.start, noun.end, None)  # the middle of a time
    if doubtful and _name(text, noun) in shares.with_parts:
        return _share(said.start, noun.end, None, "")
    return _share(said.start, noun.end, value)


def _part(
    text: str,
    number: re.Match[str],
    count: Decimal | None,
    part: re.Match[str],
    within: Stretch,
    language: Language,
) -> Share:
    """ "Zwei Drittel der Wähler"; without a whole only what can be nothing else."""
    name = _bare(part["part"])
    whole, said = language.shares.parts[name], Stretch(number.start(), part.end())
    doubtful = name in language.shares.doubtful
    value = per_cent(count, whole) if count is not None and count < whole else None
    if one := _of_the(text, said, value, whole, within, language, doubtful=doubtful):
        return one
    if bare := share_patterns(language).bare.match(text, said.end, within.end):
        noun = counted(text, bare.end(), within, language)
        if noun.start != noun.end:
            if not doubtful and _name(text, noun) not in language.shares.times:
                return _share(said.start, noun.end, value)
            none = count == 1
            return Share(*said, None) if none else _share(said.start, noun.end, None, "")
    if count == 1:
        return Share(*said, None)  # "ein Drittel mehr", "un quart"
    if doubtful or _is_measured(text, said.end, within, language):
        return _share(*said, None, "")
    return _share(*said, value)


def _is_measured(text: str, end: int, within: Stretch, language: Language) -> bool:
    """Whether a noun or a number follows at once: "zwei Drittel Mehrheit", "due terzi posti"."""
    following = WORD.match(text, end, within.end)
    if following and language.capital_nouns:
        return following[1][0].isupper()
    if following and _is_noun(following[1].lower(), language):
        return True
    space = SPACES.match(text, end, within.end)
    at = space.end() if space else end
    return at > end and patterns(language).number.match(text, at, within.end) is not None


def _whole(
    text: str, at: int, within: Stretch, language: Language
) -> tuple[re.Match[str], Decimal | None] | None:
    """The number at `at` and its value, if it may be a whole."""
    number = patterns(language).number.match(text, at, within.end)
    if not number or number["modifier"] or number["minus"] or number["percent"]:
        return None
    if number["before"] or number["behind"] or GOES_ON.match(text, number.end(), within.end):
        return None
    if number["digits"] and YEAR.fullmatch(number["digits"]):
        return None
    return number, value_of(number, language, parts=False)


def _read(
    count: Decimal | None, of: Decimal | None, *, is_share: bool
) -> tuple[Decimal | None, bool]:
    """The value of so many of so many, and whether it is in per cent."""
    if count is None or not of:
        return None, True
    if count > of:
        return None, False
    return (per_cent(count, of), True) if is_share else (count, False)


def _out_of(
    text: str, number: re.Match[str], count: Decimal | None, within: Stretch, language: Language
) -> Share | None:
    """ "Vier von fünf Haushalten", "dos de cada tres"."""
    shares = language.shares
    between = share_patterns(language).between.match(text, number.end(), within.end)
    found = _whole(text, between.end(), within, language) if between else None
    if not between or not found:
        return None
    whole, of = found
    noun = counted(text, whole.end(), within, language)
    name = _name(text, noun)
    start, each = number.start(), between["each"]
    if name in language.months or money_code(name, language):
        return None
    if each and name in shares.times:
        return Share(start, noun.end, None)
    counts_them = name in shares.contests or name in shares.times
    if not counts_them and not (name and (language.capital_nouns or _is_noun(name, language))):
        if each:
            value, per = _read(count, of, is_share=True)
            return _share(start, whole.end(), value, "%" if per else "")
        # A mark at school, or a share whose whole is not told.
        said = number["spelled"] and (name or whole["spelled"])
        return _share(start, whole.end(), None, "") if said else Share(start, whole.end(), None)
    is_share = bool(each) or (not counts_them and of in ROUND)
    value, per = _read(count, of, is_share=is_share)
    unit = "%" if per else " ".join(text[number.end() : noun.end].split())
    return _share(start, noun.end, value, unit)


def _noun_out_of(
    text: str, number: re.Match[str], count: Decimal | None, within: Stretch, language: Language
) -> Share | None:
    """ "Un foyer sur cinq", and not "une maison sur deux étages"."""
    shares = language.shares
    noun = counted(text, number.end(), within, language)
    name = _name(text, noun)
    if not shares.noun_between or not name or name in shares.no_whole:
        return None
    between = _behind_noun(text, noun.end, within, language)
    found = _whole(text, between.end(), within, language) if between else None
    if not between or not found:
        return None
    whole, of = found
    start, end = number.start(), whole.end()
    if name in shares.times:
        return Share(start, end, None)
    behind = WORD.match(text, end, within.end)
    following = behind[1].lower() if behind else ""
    if following in shares.times or (count == 1 and _is_plural(following, language)):
        return None
    if _is_noun(following, language):
        return _share(start, end, None, "")
    small = of is not None and of <= 10
    is_share = name not in shares.contests and bool(
        between["each"] or small or of in ROUND or count == 1
    )
    value, per = _read(count, of, is_share=is_share)
    return _share(start, end, value, "%" if per else text[noun.start : end])


def _behind_noun(text: str, at: int, within: Stretch, language: Language) -> re.Match[str] | None:
    """What stands between a noun, with a few words that belong to it, and the whole."""
    between = share_patterns(language).between
    for _ in range(MOST_BETWEEN):
        if found := between.match(text, at, within.end):
            return found
        word = WORD.match(text, at, within.end)
        if not word or word[1].lower() in language.stops | language.verbs:
            return None
        at = word.end()
    return between.match(text, at, within.end)


def _is_plural(word: str, language: Language) -> bool:
    return word.endswith(language.shares.plural) and not _is_no_noun(word, language)


def _is_noun(word: str, language: Language) -> bool:
    """Whether it has the ending of what may be a noun in the plural."""
    endings = language.shares.plural + language.shares.perhaps_plural
    return word.endswith(endings) and not _is_no_noun(word, language)


def _is_no_noun(word: str, language: Language) -> bool:
    known = language.stops | language.articles | language.verbs | language.participles
    return word in known or word in language.shares.no_nouns or word in language.adverbs
