"""Pure: which sentences of a text say what a fact says, and by what words and numbers.

A sentence and a statement are held against each other by the words they share, each weighing as
much as it is rare among the facts. Numbers are compared as values: «48 million» is 48,000,000. A
number that stands for the same thing with another value in the two is told as differing, and does
not count against the match: such a sentence is the one to be checked.
"""

import math
import re
import unicodedata
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from annotations.facts import ranking
from annotations.spans.intervals import Extent
from annotations.spans.number_words import MULTIPLES, SHORT_MULTIPLES
from annotations.spans.numbers import NotANumber, TooManyDigits, plain_decimal, read_number
from annotations.spans.sentences import sentence_extents

# Chosen on the sentences of our own in tests/annotations/facts/test_seen_before.py: all that say a
# fact again lie above it, all that only speak of the same things below.
THRESHOLD = 0.66
LEAST_WORDS = 3  # A name and a month, which any two may share, are no match.
MOST_EACH = 2  # Facts of one sentence.
# What no fact says tells that a sentence is about something else, but less than a rare word that
# one does: every text is full of words that are new to a small library.
NEW_WORD_WEIGHT = 0.5

GROUPED_OR_PLAIN = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
# A letter, and what may be written upon it: accents, vowel signs, and where a word may be parted.
UPON = "\u00ad\u0300-\u036f\u064b-\u065f\u0670\u0900-\u0903\u093a-\u094f\u0962\u0963"
TOKEN = re.compile(rf"(?P<number>{GROUPED_OR_PLAIN})(?:st|nd|rd|th)?|\w[\w{UPON}]*")
GAP = re.compile(r"[\s\u00ad-]{0,2}")  # Between a number and what it is multiplied by.


@dataclass(frozen=True)
class Number:
    """A number as it stands in some words: its value, and the term of what it counts, or ""."""

    value: Decimal
    thing: str
    start: int
    end: int


@dataclass(frozen=True)
class Reading:
    """Some words as they are compared: where each term stands, and the numbers among them."""

    places: Mapping[str, Sequence[Extent]]
    numbers: Sequence[Number]

    @property
    def values(self) -> frozenset[Decimal]:
        return frozenset(number.value for number in self.numbers)


@dataclass(frozen=True)
class Match:
    """What a sentence and a statement share. Terms and values are sorted.

    `rounded` and `differing` are pairs of values, of the sentence and of the statement.
    """

    score: float
    words: tuple[str, ...]
    numbers: tuple[Decimal, ...]
    rounded: tuple[tuple[Decimal, Decimal], ...]
    differing: tuple[tuple[Decimal, Decimal], ...]
    in_sentence: tuple[Extent, ...]
    in_statement: tuple[Extent, ...]


@dataclass(frozen=True)
class Seen:
    """A sentence of the text that a fact has been recorded about; `match` counts from `start`."""

    start: int
    end: int
    fact: int
    match: Match


def find_seen(
    text: str,
    statements: Mapping[int, str],
    *,
    facts_with: Mapping[str, int],
    facts: int,
    threshold: float = THRESHOLD,
) -> list[Seen]:
    """The sentences that match one of the `statements` by fact id, in text order, best first.

    `facts_with[term]` of all `facts` hold a term. Only pairs that share LEAST_WORDS are weighed.
    """
    most = ranking.rarity(0, facts)
    weights = {term: ranking.rarity(number, facts) for term, number in facts_with.items()}

    def weigh(term: str) -> float:
        return weights.get(term) or NEW_WORD_WEIGHT * most

    read = {fact: read_words(statement) for fact, statement in statements.items()}
    whole = {fact: _weights(reading, weigh) for fact, reading in read.items()}
    holding: dict[str, list[int]] = {}
    for fact, reading in read.items():
        for term in reading.places:
            holding.setdefault(term, []).append(fact)
    found: list[Seen] = []
    for start, end in sentence_extents(text):
        sentence = read_words(text[start:end])
        own = _weights(sentence, weigh)
        shared: dict[int, list[float]] = {}
        for term in sentence.places:
            weight = weigh(term)
            for fact in holding.get(term, ()):
                shared.setdefault(fact, []).append(weight)
        seen = [
            Seen(start, end, fact, match)
            for fact, some in shared.items()
            if len(some) >= LEAST_WORDS
            and _most_possible(sum(some), own, whole[fact]) >= threshold
            and (match := match_of(sentence, read[fact], weigh))
            and match.score >= threshold
        ]
        seen.sort(key=lambda one: (-one.match.score, one.fact))
        found += seen[:MOST_EACH]
    return found


def match_of(sentence: Reading, statement: Reading, weigh: Callable[[str], float]) -> Match | None:
    """What the two share, or None where that is fewer than LEAST_WORDS content words.

    The score is the geometric mean of the weight shared in that of the one and of the other: 1
    where both say the same words.
    """
    words = sorted(sentence.places.keys() & statement.places.keys())
    if len(words) < LEAST_WORDS:
        return None
    same, rounded, differing = compare_numbers(sentence.numbers, statement.numbers)
    told = {one for one, _ in differing}, {other for _, other in differing}
    shared = math.fsum(weigh(word) for word in words)
    shared_numbers = math.fsum(weigh(plain_decimal(value)) for value in same)
    rounded_here = math.fsum(weigh(plain_decimal(one)) for one, _ in rounded)
    rounded_there = math.fsum(weigh(plain_decimal(other)) for _, other in rounded)
    common = shared + shared_numbers + min(rounded_here, rounded_there)
    whole = _weight(sentence, weigh, told[0]) * _weight(statement, weigh, told[1])
    score = min(1.0, common / math.sqrt(whole)) if whole else 0.0
    values = {*same, *(one for one, _ in rounded)}, {*same, *(other for _, other in rounded)}
    return Match(
        score,
        tuple(words),
        tuple(same),
        tuple(rounded),
        tuple(differing),
        _extents(sentence, words, values[0] | told[0]),
        _extents(statement, words, values[1] | told[1]),
    )


def _weights(reading: Reading, weigh: Callable[[str], float]) -> tuple[float, float]:
    """What the words weigh together, and what the numbers do."""
    words = sum(weigh(term) for term in reading.places)
    return words, sum(weigh(plain_decimal(value)) for value in reading.values)


def _most_possible(shared: float, one: tuple[float, float], other: tuple[float, float]) -> float:
    """No score is higher, whatever the numbers; a little above, for what rounding may take off."""
    numbers = min(one[1], other[1])
    return (shared + numbers) / math.sqrt((one[0] + numbers) * (other[0] + numbers)) + 1e-9


def _weight(reading: Reading, weigh: Callable[[str], float], without: Collection[Decimal]) -> float:
    numbers = sorted(reading.values - set(without))
    return math.fsum(
        [*(weigh(term) for term in reading.places), *(weigh(plain_decimal(one)) for one in numbers)]
    )


def _extents(
    reading: Reading, words: Iterable[str], values: Collection[Decimal]
) -> tuple[Extent, ...]:
    places = [place for word in words for place in reading.places[word]]
    places += [(one.start, one.end) for one in reading.numbers if one.value in values]
    return tuple(sorted(places))


Pairs = list[tuple[Decimal, Decimal]]


def compare_numbers(
    these: Sequence[Number], those: Sequence[Number]
) -> tuple[list[Decimal], Pairs, Pairs]:
    """The values in both, those that one has rounded, and those that differ for the same thing.

    A value that stands in both, exactly or rounded, differs from nothing.
    """
    here, there = {one.value for one in these}, {one.value for one in those}
    same = sorted(here & there)
    rounded = sorted(
        (one, other)
        for one in here - there
        for other in there - here
        if ranking.is_rounded(plain_decimal(one), plain_decimal(other))
    )
    agreed = {*same, *(one for pair in rounded for one in pair)}
    differing = {
        (one.value, other.value)
        for one in these
        for other in those
        if one.thing and one.thing == other.thing and not {one.value, other.value} & agreed
    }
    return same, rounded, sorted(differing)


@lru_cache(maxsize=4096)
def read_words(words: str) -> Reading:
    """The terms of the words and where they stand; numbers are values and no terms."""
    places: dict[str, list[Extent]] = {}
    numbers: list[Number] = []
    open_number: tuple[Decimal, int, int] | None = None

    def close(thing: str) -> None:
        nonlocal open_number
        if open_number:
            value, start, end = open_number
            numbers.append(Number(value, thing, start, end))
            open_number = None

    for token in TOKEN.finditer(words):
        term = term_of(token.group())
        if open_number and GAP.fullmatch(words, open_number[2], token.start()):
            value, start, _end = open_number
            if times := _multiple(token.group()):
                open_number = (value * times, start, token.end())
                continue
        number = _value(token, term)
        if number is not None:
            close("")
            open_number = (number, *token.span())
        elif term:
            close(term)
            places.setdefault(term, []).append(token.span())
    close("")
    return Reading(places, numbers)


@lru_cache(maxsize=16_384)
def term_of(token: str) -> str:
    """The token as the index of facts knows it; "" for what tells nothing."""
    folded = token.casefold()
    if not folded.isascii():
        folded = unicodedata.normalize("NFKD", folded)
        folded = "".join(letter for letter in folded if not ranking.is_mark(letter))
    return ranking.term_of(folded)


def _multiple(token: str) -> int:
    word = token.casefold()
    return (
        MULTIPLES.get(word) or MULTIPLES.get(word.removesuffix("s")) or SHORT_MULTIPLES.get(word, 0)
    )


def _value(token: re.Match[str], term: str) -> Decimal | None:
    """The value of a token that is a number, in digits or in a word."""
    digits = token["number"] or (term if term[:1].isdigit() and term.isascii() else "")
    try:
        return read_number(digits) if digits else None
    except (NotANumber, TooManyDigits):
        return None
