"""Pure: which facts fit some words best. Both database engines give candidates; this orders them.

The words of a fact and of a query are folded by the same function, so that both engines index
the same terms and agree on what matches.
"""

import itertools
import math
import re
import unicodedata
from collections.abc import Collection, Iterable, Mapping, Sequence
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from annotations.spans.number_words import MULTIPLES, SMALL_NUMBERS, TENS
from annotations.spans.numbers import plain_decimal

NUMBER = re.compile(r"[1-9]\d{0,14}(?:\.\d{1,10})?|0\.\d{1,10}", re.ASCII)
YEAR = re.compile(r"1[89]\d\d|20\d\d", re.ASCII)
WORD = re.compile(r"\d+(?:[.,]\d+)*(?:st|nd|rd|th)?\b|\w+")
MOST_TERMS = 8  # Only the rarest terms of a query are looked up: more take time and find nothing.
# Nor for terms that more facts hold than this, all together: in 50,000 facts made of the same names
# the right one is found as often, in a third of the time. Two terms are asked for in any case.
MOST_HITS = 8000
SOURCE_WEIGHT = 0.4  # A word in the title of a source tells less than one in the statement.
ROUNDED_WEIGHT = 0.5  # «some 41,000» where the statement has 41,220.
LONGEST_TERM = 100  # What a longer word begins with is enough; the engines' own limits lie above.
LENGTH_WEIGHT = 0.25  # BM25's b. Statements are all short: a long one is hardly less to the point.

NUMBER_WORDS = SMALL_NUMBERS | TENS
SCALES = {name: MULTIPLES[name] for name in ("hundred", "thousand")}
ARTICLE = re.compile(r"(?:[وفبك]?ال|لل)(?=\w{3})")
# Too common to tell anything, and long to look up; one short list for the languages met most.
STOP = frozenset(
    "a an the of in on at to and or for by with from as is are was were be been it its this that "
    "he she they his her their who which has have had not but into than then there will would "
    "said says de la le les el los las un une und der die das den des du et y en".split()
)


class Candidate(NamedTuple):
    """A fact that shares a word with the query: its id, its statement, its sources' titles."""

    fact: int
    statement: str
    sources: str


@lru_cache(maxsize=4096)  # Some megabytes. The same facts come up again at every key typed.
def terms(text: str) -> tuple[str, ...]:
    """The words of `text` as the index knows them, in order, repeats kept.

    Case, accents and vowel signs are folded, plurals and the commonest English endings taken off,
    number words and grouped digits written as plain numbers; words that tell nothing are left out.
    """
    folded = unicodedata.normalize("NFKD", text.casefold().replace("’", "'"))
    folded = "".join(letter for letter in folded if not is_mark(letter))
    found: list[str] = []
    end, before, room = -2, "", 0  # A number word below `room` is added to the one before.
    for match in WORD.finditer(folded):
        # The limit may cut a number just behind a point or a comma.
        word = match.group()[:LONGEST_TERM].rstrip(".,")
        before = before if match.start() - end < 2 else ""
        number = as_number(word)
        if number is not None:
            if before and number.isdecimal() and int(number) < room:
                number = plain_decimal(Decimal(found.pop()) + int(number))
            found.append(number)
            room = 10 if word in TENS else 0
        elif word in SCALES and (before == "a" or as_number(before)):
            number = found.pop() if before != "a" else "1"
            found.append(plain_decimal(Decimal(number) * SCALES[word]))
            room = 100 if word == "hundred" else 0
        elif not (room == 100 and before == "hundred" and word == "and"):
            if word not in STOP and not (len(word) == 1 and word.isalpha()):
                found.append(stem(word))
            room = 0
        end, before = match.end(), word
    return tuple(found)


@lru_cache(maxsize=4096)
def is_mark(letter: str) -> bool:
    """An accent, a vowel sign, or the sign of a page that a word may be parted there."""
    return letter == "\N{SOFT HYPHEN}" or unicodedata.category(letter)[0] == "M"


def as_number(word: str) -> str | None:
    """«5,160» → «5160», «2.50» → «2.5», «26th» → «26», «ninety» → «90»; None for other words."""
    if word in NUMBER_WORDS:
        return str(NUMBER_WORDS[word])
    digits = re.fullmatch(r"(\d+(?:[.,]\d+)*)(?:st|nd|rd|th)?", word)
    if not digits:
        return None
    number = re.sub(r"[.,](?=\d{3}(?:\D|$))", "", digits[1]).replace(",", ".")
    whole, _, part = number.partition(".")
    part = part.rstrip("0").replace(".", "")
    return f"{int(whole)}.{part}" if part else str(int(whole))


def stem(word: str) -> str:
    """The word without a plural or a common English ending; the same for both sides is enough.

    In Arabic without the article, which is written with the word.
    """
    if ARTICLE.match(word):
        return ARTICLE.sub("", word)
    for ending, least in (("ies", 5), ("ing", 7), ("ed", 6), ("es", 6), ("s", 4), ("e", 6)):
        if word.endswith(ending) and len(word) >= least and not word.endswith("ss"):
            return word[: -len(ending)] + ("y" if ending == "ies" else "")
    return word


def rarest(query: Sequence[str], facts_with: Mapping[str, int]) -> list[str]:
    """The terms of the query to ask the engine for: known ones, the rarest first."""
    known = {term for term in query if facts_with.get(term)}
    ordered = sorted(known, key=lambda term: (facts_with[term], term))[:MOST_TERMS]
    hits = itertools.accumulate(facts_with[term] for term in ordered)
    return [
        term
        for place, (term, so_far) in enumerate(zip(ordered, hits, strict=True))
        if place < 2 or so_far <= MOST_HITS
    ]


def best_facts(
    query: Sequence[str],
    candidates: Iterable[Candidate],
    *,
    facts_with: Mapping[str, int],
    facts: int,
    most: int,
) -> list[int]:
    """The ids of the candidates that fit best, best first; ties by id.

    BM25 over distinct terms (Robertson & Zaragoza, 2009), with `facts_with[term]` of all `facts`
    holding a term, a number that one of the two has rounded counting less; plus the weight of each
    pair of neighbouring query words that the statement holds as neighbours too: names and dates are
    such pairs.
    """
    weights = {term: rarity(facts_with.get(term, 0), facts) for term in query}
    pairs = set(neighbours(query))
    scored = sorted(
        (-score_of(candidate, weights, pairs), candidate.fact) for candidate in candidates
    )
    return [fact for _, fact in scored[:most]]


def rarity(with_it: int, facts: int) -> float:
    return math.log(1 + (max(facts, with_it) - with_it + 0.5) / (with_it + 0.5))


def score_of(
    candidate: Candidate, weights: Mapping[str, float], pairs: Collection[tuple[str, str]]
) -> float:
    statement = terms(candidate.statement)
    said, sourced = set(statement), set(terms(candidate.sources))
    total = sum(
        weight * (1.0 if term in said else SOURCE_WEIGHT)
        for term, weight in weights.items()
        if term in said or term in sourced
    )
    numbers = [term for term in said if term[0].isdigit()]
    total += ROUNDED_WEIGHT * sum(
        weight
        for term, weight in weights.items()
        if term[0].isdigit()
        and term not in said
        and any(is_rounded(term, number) for number in numbers)
    )
    total += 0.5 * sum(
        min(weights[first], weights[second])
        for first, second in set(neighbours(statement)) & set(pairs)
    )
    return total / (1 - LENGTH_WEIGHT + LENGTH_WEIGHT * max(len(said), 10) / 25)


def is_rounded(one: str, other: str) -> bool:
    """Whether one of two terms is the other as a rounded number: 41000 and 41220, 5.2 and 5.16."""
    return other in rounded_terms(one) or one in rounded_terms(other)


@lru_cache(maxsize=4096)
def rounded_terms(term: str) -> frozenset[str]:
    """What a number may be rounded to, down to two figures; nothing for years and other terms."""
    if not NUMBER.fullmatch(term) or YEAR.fullmatch(term):
        return frozenset()
    value = Decimal(term)
    kept = range(2, len(value.as_tuple().digits))
    places = (Decimal(1).scaleb(value.adjusted() - figures + 1) for figures in kept)
    return frozenset(plain_decimal(value.quantize(place)) for place in places)


def neighbours(words: Sequence[str]) -> Iterable[tuple[str, str]]:
    return itertools.pairwise(words)
