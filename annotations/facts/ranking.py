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
# What a query may hold that no fact says: the address of a page.
ADDRESS = re.compile(r"(?:https?://|www\.)\S+|\b\S+\.(?:com|co)/\S+", re.IGNORECASE)
# Where words are written as one: «#AustralianFires», «COVID19», «GOPBill».
JOINT = re.compile(r"(?<=[a-z])(?=[A-Z0-9])|(?<=[A-Z])(?=[A-Z][a-z])|(?<=[A-Z]{2})(?=[0-9])")
MOST_TERMS = 16  # Only the rarest terms of a query are looked up: more take time and find nothing.
# Nor for terms that more facts hold than this, all together: in 50,000 facts made of the same names
# the right one is found as often, in a third of the time. Two terms are asked for in any case.
MOST_HITS = 8000
# Chosen on the 800 training queries of CLEF-2020 CheckThat (bench/verified_claims); near these
# values the figures hardly move.
SOURCE_WEIGHT = 0.8  # A word in the title of a source tells less than one in the statement,
BOTH_WEIGHT = 0.4  # and one that stands in both tells more: it is what the fact is about.
PAIR_WEIGHT = 0.4  # Two words that are neighbours in the query and in the statement,
SOURCE_PAIR_WEIGHT = 0.3  # or in the title of a source.
ROUNDED_WEIGHT = 0.5  # «some 41,000» where the statement has 41,220.
LONGEST_TERM = 100  # What a longer word begins with is enough; the engines' own limits lie above.
LENGTH_WEIGHT = 0.4  # BM25's b. Statements are all short: a long one is a little less to the point.

NUMBER_WORDS = SMALL_NUMBERS | TENS
SCALES = {name: MULTIPLES[name] for name in ("hundred", "thousand")}
SPELLED = NUMBER_WORDS.keys() | SCALES.keys()
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
    folded = text.casefold().replace("’", "'")
    if not folded.isascii():
        folded = unicodedata.normalize("NFKD", folded)
        folded = "".join(letter for letter in folded if not is_mark(letter))
    words = WORD.findall(folded)
    if SPELLED.isdisjoint(words):
        return tuple(term for word in words if (term := term_of(word)))
    return tuple(terms_with_spelled_numbers(folded))


def terms_with_spelled_numbers(folded: str) -> list[str]:
    found: list[str] = []
    end, before, room = -2, "", 0  # A number word below `room` is added to the one before.
    for match in WORD.finditer(folded):
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
            if term := term_of(word):
                found.append(term)
            room = 0
        end, before = match.end(), word
    return found


@lru_cache(maxsize=16_384)  # The words of a language that are met every day.
def term_of(word: str) -> str:
    """One folded word as the index knows it; nothing of a word that tells nothing."""
    # The limit may cut a number just behind a point or a comma.
    word = word[:LONGEST_TERM].rstrip(".,")
    number = as_number(word)
    if number is not None:
        return number
    return "" if word in STOP or (len(word) == 1 and word.isalpha()) else stem(word)


def query_terms(words: str) -> tuple[str, ...]:
    """The terms to look for: those of the words, without addresses of pages.

    Words that are written as one are looked for apart, where they stand, and as one at the end.
    """
    words = ADDRESS.sub(" ", words)
    joined = [word for word in words.split() if JOINT.search(word)]
    if not joined:
        return terms(words)
    return terms(JOINT.sub(" ", words)) + terms(" ".join(joined))


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
    pair of neighbouring query words that are neighbours in the statement too, or in the title of a
    source: names and dates are such pairs.
    """
    weights = {term: rarity(facts_with.get(term, 0), facts) for term in query}
    pairs = {
        (first, second): min(weights[first], weights[second]) for first, second in neighbours(query)
    }
    scored = sorted(
        (-score_of(candidate, weights, pairs), candidate.fact) for candidate in candidates
    )
    return [fact for _, fact in scored[:most]]


def rarity(with_it: int, facts: int) -> float:
    return math.log(1 + (max(facts, with_it) - with_it + 0.5) / (with_it + 0.5))


def score_of(
    candidate: Candidate,
    weights: Mapping[str, float],
    pairs: Mapping[tuple[str, str], float],
) -> float:
    statement, sources = terms(candidate.statement), terms(candidate.sources)
    said, sourced = set(statement), set(sources)
    in_said, in_sourced = weights.keys() & said, weights.keys() & sourced
    near = pairs.keys() & set(neighbours(statement))
    near_sourced = (pairs.keys() & set(neighbours(sources))) - near
    # The order of a set differs from run to run; `fsum` gives the same sum in any.
    total = math.fsum(
        [
            *(weights[term] for term in in_said),
            *(
                weights[term] * (BOTH_WEIGHT if term in in_said else SOURCE_WEIGHT)
                for term in in_sourced
            ),
            *(PAIR_WEIGHT * pairs[pair] for pair in near),
            *(SOURCE_PAIR_WEIGHT * pairs[pair] for pair in near_sourced),
            *(ROUNDED_WEIGHT * weights[term] for term in rounded_in(weights, said)),
        ]
    )
    return total / (1 - LENGTH_WEIGHT + LENGTH_WEIGHT * max(len(said), 10) / 25)


def rounded_in(asked: Iterable[str], said: Collection[str]) -> list[str]:
    """The numbers asked for that a statement has more exactly, or less."""
    missing = [term for term in asked if term[0].isdigit() and term not in said]
    numbers = [term for term in said if term[0].isdigit()] if missing else []
    return [term for term in missing if any(is_rounded(term, number) for number in numbers)]


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
