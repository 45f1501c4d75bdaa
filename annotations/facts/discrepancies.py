"""Where another text says another number of the same thing: 36 countries here, 33 there.

Pure. A pointer for an editor's eye, never a finding: two numbers are set against each other where
they count the same, their sentences speak of the same, and neither text has the other's number. By
words alone this is a guess, so it rather stays silent. Takes time in proportion to the texts.
"""

import math
from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any, NamedTuple

from annotations.facts.ranking import stem, terms
from annotations.spans.number_words import MULTIPLES
from annotations.suggesting.number_patterns import CURRENCIES
from annotations.suggesting.statistics import find_statistics
from annotations.suggesting.text import read_paragraphs, sentences
from annotations.suggesting.words import AUXILIARY, CONJUNCTIONS, PREPOSITIONS, PRONOUNS

# How much two sentences have to share, from 0 to 1 by the weight of their words: less finds more,
# and more that is wrong. The tests hold it to stories that it was not chosen by.
LEAST_ALIKE = 0.15
LEAST_SHARED = 2
# Numbers further apart than this many times count different things, in all but twin sentences.
FAR_APART = 10
TWINS = 0.6
# Goes up whenever other pointers may come of the same texts.
VERSION = 1
# A word in more sentences with numbers than this tells nothing, and makes long lists.
MOST_HOLDERS = 40
# The rarest words of a sentence are enough to find its like.
MOST_ASKED = 12
# Exact numbers below this are counts, and 10 is not a rounded 12.
SMALLEST_ROUNDED = 100
LOOSE = Decimal("0.05")

ALIKE = (
    "home household house dwelling property",
    "person people resident inhabitant",
    "country nation state",
    "metre meter m",
    "kilometre kilometer km",
    "tonne ton",
    "injured wounded hurt",
    "dead killed death victim",
    "vessel boat ship",
    "worker employee staff",
    "soldier troop serviceman",
    "pupil student",
)
# Plurals too, since a stem is not always that of the singular: «houses» is cut further.
SAME_UNIT = {
    stem(word + ending): words.split()[0]
    for words in ALIKE
    for word in words.split()
    for ending in ("", "s")
}
# Beside the few that a search leaves out: small words, and those that are part of a number.
TELLS_NOTHING = frozenset(
    stem(word)
    for word in (
        *(PREPOSITIONS | CONJUNCTIONS | AUXILIARY | PRONOUNS),
        *MULTIPLES,
        *"more than less least most some about nearly almost around also only come year".split(),
    )
)
ABOUT = ("about", "nearly", "almost", "around", "some", "roughly", "approximately", "estimated")
BOUNDS = ("more than", "over", "at least", "up to", "less than", "fewer than", "under", "below")


class StatedFigure(NamedTuple):
    """A number of a text with what it counts; start and end are code points, half-open.

    `unit` is alike where two figures may count the same; `about` are the words of its sentence.
    """

    start: int
    end: int
    value: Decimal
    unit: str
    about: frozenset[str]
    is_loose: bool


class Rival(NamedTuple):
    """Another text's figure for the same; `alike` from LEAST_ALIKE to 1."""

    text: Any
    figure: StatedFigure
    alike: float


def find_figures(text: str) -> list[StatedFigure]:
    """The numbers of a text that count or measure something, in order."""
    found = []
    for paragraph in read_paragraphs(text):
        parts = sentences(text, paragraph)
        starts = [part.start for part in parts]
        for one in find_statistics(text, paragraph):
            if one.value is None:
                continue
            sentence = parts[max(0, bisect_right(starts, one.start) - 1)]
            words = text[one.start : one.end]
            about = frozenset(terms(text[sentence.start : sentence.end]))
            unit = unit_key(one.unit)
            own = {term for term in terms(words) if term[0].isdigit()} | set(terms(one.unit)[-1:])
            about -= own | TELLS_NOTHING
            found.append(StatedFigure(one.start, one.end, one.value, unit, about, is_loose(words)))
    return found


def unit_key(unit: str) -> str:
    """What is counted, by its main word: «former UN officials» → «official», «homes» → «home»."""
    if unit in CURRENCIES.values() or not unit:
        return unit
    words = terms(unit.split(" of ")[0] if not unit.startswith("of ") else unit)
    return SAME_UNIT.get(words[-1], words[-1]) if words else unit


def is_sum_or_share(figure: StatedFigure) -> bool:
    """Whether the figure is of a kind that every newspaper writes alike."""
    return figure.unit == "%" or figure.unit in CURRENCIES.values()


def is_loose(words: str) -> bool:
    """Whether the writer says that the number is not exact."""
    return any(words.lower().startswith(word) for word in (*ABOUT, *BOUNDS))


def find_rivals(
    mine: Sequence[StatedFigure], others: Mapping[Any, Sequence[StatedFigure]]
) -> dict[StatedFigure, list[Rival]]:
    """For figures of a text: what other texts say instead, the likeliest first, one of each text.

    `others` are all figures of the other texts. Figures that have no rival are left out.
    """
    weights = word_weights([mine, *others.values()])
    found: dict[StatedFigure, list[Rival]] = defaultdict(list)
    for text, theirs in others.items():
        # What both texts say is no question, of whichever number it is said.
        said_here, said_there = stated_values(mine), stated_values(theirs)
        only_here = [one for one in mine if one.unit and not is_stated(one, said_there)]
        only_there = [one for one in theirs if one.unit and not is_stated(one, said_here)]
        best_here = best_matches(only_here, only_there, weights)
        best_there = best_matches(only_there, only_here, weights)
        for figure, (other, alike) in best_here.items():
            # Each has to be the other's best, else one of them speaks of something else.
            if other in best_there and best_there[other][0] == figure:
                found[figure].append(Rival(text, other, alike))
    for some in found.values():
        some.sort(key=lambda one: (-one.alike, one.figure.start))
    return found


def word_weights(texts: Sequence[Sequence[StatedFigure]]) -> dict[str, float]:
    """How much a word tells of what a number is about: the rarer the more."""
    holders = Counter(word for figures in texts for figure in figures for word in figure.about)
    total = sum(len(figures) for figures in texts)
    return {
        word: math.log(1 + total / count)
        for word, count in holders.items()
        if count <= MOST_HOLDERS
    }


def best_matches(
    mine: Sequence[StatedFigure], theirs: Sequence[StatedFigure], weights: Mapping[str, float]
) -> dict[StatedFigure, tuple[StatedFigure, float]]:
    """By figure: the one of theirs whose sentence is most alike, where any is alike enough."""
    index: dict[tuple[str, str], list[StatedFigure]] = defaultdict(list)
    for figure in theirs:
        for word in figure.about & weights.keys():
            index[figure.unit, word].append(figure)
    found = {}
    for figure in mine:
        words = sorted(figure.about & weights.keys(), key=lambda word: (-weights[word], word))
        candidates = {other for word in words[:MOST_ASKED] for other in index[figure.unit, word]}
        scored = [(likeness(figure, other, weights), -other.start, other) for other in candidates]
        alike, _, other = max(scored, default=(0.0, 0, figure))
        if alike >= (TWINS if are_far_apart(figure.value, other.value) else LEAST_ALIKE):
            found[figure] = (other, alike)
    return found


def are_far_apart(one: Decimal, other: Decimal) -> bool:
    less, more = sorted((abs(one), abs(other)))
    return more > less * FAR_APART


def likeness(one: StatedFigure, other: StatedFigure, weights: Mapping[str, float]) -> float:
    """How much two sentences share, from 0 to 1: the cosine of their words by weight."""
    shared = one.about & other.about & weights.keys()
    if len(shared) < LEAST_SHARED:
        return 0.0
    ways = [sum(weights.get(word, 0.0) for word in figure.about) for figure in (one, other)]
    return sum(weights[word] for word in shared) / math.sqrt(ways[0] * ways[1])


class StatedValues(NamedTuple):
    """The values that a text gives in one unit; `rounded` are what they may be rounded to."""

    values: set[Decimal]
    rounded: set[Decimal]
    ordered: list[Decimal]
    loose: list[Decimal]


def stated_values(figures: Iterable[StatedFigure]) -> dict[str, StatedValues]:
    by_unit: dict[str, StatedValues] = defaultdict(lambda: StatedValues(set(), set(), [], []))
    for figure in figures:
        said = by_unit[figure.unit]
        said.values.add(figure.value)
        said.rounded.update(rounded_values(figure.value))
        said.ordered.append(figure.value)
        if figure.is_loose:
            said.loose.append(figure.value)
    for said in by_unit.values():
        said.ordered.sort()
        said.loose.sort()
    return dict(by_unit)


def is_stated(figure: StatedFigure, by_unit: Mapping[str, StatedValues]) -> bool:
    """Whether a text says that number too: exactly, rounded, or about so."""
    said = by_unit.get(figure.unit)
    if said is None:
        return False
    return (
        figure.value in said.values
        or figure.value in said.rounded
        or not said.values.isdisjoint(rounded_values(figure.value))
        or is_near(figure.value, said.loose)
        or (figure.is_loose and is_near(figure.value, said.ordered))
    )


def rounded_values(value: Decimal) -> Iterator[Decimal]:
    """What the value may be rounded to without being another number: 2,314 to 2,310 and 2,300."""
    is_count = value == value.to_integral_value() and abs(value) < SMALLEST_ROUNDED
    if is_count:
        return
    digits = len(value.normalize().as_tuple().digits)
    for kept in range(1, digits):
        rounded = value.quantize(Decimal(1).scaleb(value.adjusted() - kept + 1)).normalize()
        if abs(rounded - value) <= abs(value) * LOOSE:
            yield rounded


def is_near(value: Decimal, ordered: Sequence[Decimal]) -> bool:
    margin = abs(value) * LOOSE
    place = bisect_left(ordered, value - margin)
    return place < len(ordered) and ordered[place] <= value + margin
