"""Where the spans of a text stand in a later wording of it. Pure: code points, half-open.

Sentences are matched first, and a span goes along with its sentence. Only where that has changed
are the span's words looked for, in the stretch that stands in its place, and told apart by the
words around them. A span whose own words have changed has no place in the new text.
"""

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from annotations.spans.anchoring import CONTEXT, cuts_a_word
from annotations.spans.intervals import Extent
from annotations.spans.sentences import sentence_extents
from annotations.spans.word_diff import shared

# The words, with the context that the old and the new text share, have at least so many bytes of
# UTF-8: a single «5» stands in any text.
ENOUGH = 16
# How far from where they are expected words are looked for, in code points, and how many places
# are weighed on either side: the work for one span has a limit.
REACH = 20_000
MOST_PLACES = 25


class Place(NamedTuple):
    """`is_reworded` says that the words are the same, but not all of the sentence they are in."""

    start: int
    end: int
    is_reworded: bool


class Wording(NamedTuple):
    """A text cut into sentences."""

    text: str
    sentences: list[Extent]

    def sentences_under(self, span: Extent) -> range:
        """The numbers of the sentences that the span touches."""
        first, last = (
            max(0, bisect_right(self.sentences, at, key=lambda sentence: sentence[0]) - 1)
            for at in (span[0], span[1] - 1)
        )
        return range(first, last + 1)

    def words_of(self, numbers: Iterable[int]) -> list[str]:
        return [self.text[slice(*self.sentences[number])] for number in numbers]


class Gap(NamedTuple):
    """A stretch of the new text in which no sentence is matched; `shift` leads there from the old
    text.
    """

    start: int
    end: int
    shift: int


class Candidate(NamedTuple):
    """A place of a span's words. The least is the best: most context shared, then nearest."""

    unshared: int
    distance: int
    span: Extent
    place: Extent


def carry_over(old: str, new: str, spans: Iterable[Extent]) -> dict[Extent, Place]:
    """The place in `new` of each span of `old` that has one; no two spans get the same.

    The words there are exactly those of the span. Time grows with the length of the texts and
    with the number of spans, not with their product.
    """
    before = Wording(old, sentence_extents(old))
    after = Wording(new, sentence_extents(new))
    matched = match_sentences(*(one.words_of(range(len(one.sentences))) for one in (before, after)))
    found: dict[Extent, Place] = {}
    candidates: list[Candidate] = []
    gaps = gaps_by_sentence(before, after, matched)
    for span in set(spans):
        if place := moved_along(span, before, after, matched):
            found[span] = Place(*place, is_reworded=False)
        elif before.sentences:
            numbers = before.sentences_under(span)
            for gap in {gaps[numbers[0]][0], gaps[numbers[-1]][1]}:
                candidates += places_in_gap(span, before.text, after.text, gap)
    taken = set()
    for one in sorted(candidates):
        if one.span not in found and one.place not in taken:
            taken.add(one.place)
            old_words = before.words_of(before.sentences_under(one.span))
            new_words = after.words_of(after.sentences_under(one.place))
            found[one.span] = Place(*one.place, is_reworded=old_words != new_words)
    return found


def match_sentences(before: Sequence[str], after: Sequence[str]) -> list[int | None]:
    """For each sentence of `before` which one of `after` it is, of the same words, if any.

    Sentences that stand once in either are the same wherever they stand; what is said several
    times goes with a neighbour, or with the beginning or end of the text.
    """
    often_before, often_after = Counter(before), Counter(after)
    number_after = {words: number for number, words in enumerate(after)}
    matched = [
        number_after[words] if often_before[words] == often_after[words] == 1 else None
        for words in before
    ]
    taken = {number for number in matched if number is not None}
    for step, edge in ((1, -1), (-1, len(after))):
        neighbour: int | None = edge
        for number in range(len(before))[::step]:
            if matched[number] is None and neighbour is not None:
                wanted = neighbour + step
                is_free = 0 <= wanted < len(after) and wanted not in taken
                if is_free and after[wanted] == before[number]:
                    matched[number] = wanted
                    taken.add(wanted)
            neighbour = matched[number]
    return matched


def moved_along(
    span: Extent, before: Wording, after: Wording, matched: Sequence[int | None]
) -> Extent | None:
    """The place of the span where all its sentences stand together in the new text."""
    numbers = before.sentences_under(span) if before.sentences else range(0)
    first = matched[numbers[0]] if numbers else None
    if first is None:
        return None
    if any(matched[number] != first + n for n, number in enumerate(numbers)):
        return None
    shift = after.sentences[first][0] - before.sentences[numbers[0]][0]
    place = span[0] + shift, span[1] + shift
    # The white space between two sentences may be another.
    return place if before.text[slice(*span)] == after.text[slice(*place)] else None


def gaps_by_sentence(
    before: Wording, after: Wording, matched: Sequence[int | None]
) -> list[tuple[Gap, Gap]]:
    """For each old sentence: the gap behind the nearest matched one before it, and the gap before
    the nearest matched one behind it. Where nothing was moved, that is the same stretch.
    """
    taken = sorted(number for number in matched if number is not None)
    behind, ahead = [], []
    gap = Gap(0, after.sentences[taken[0]][0] if taken else len(after.text), 0)
    for number, counterpart in enumerate(matched):
        behind.append(gap)
        if counterpart is not None:
            start = after.sentences[counterpart][1]
            following = bisect_right(taken, counterpart)
            end = (
                after.sentences[taken[following]][0] if following < len(taken) else len(after.text)
            )
            gap = Gap(start, end, start - before.sentences[number][1])
    last = after.sentences[taken[-1]][1] if taken else 0
    gap = Gap(last, len(after.text), len(after.text) - len(before.text))
    for number, counterpart in reversed(list(enumerate(matched))):
        ahead.append(gap)
        if counterpart is not None:
            end = after.sentences[counterpart][0]
            preceding = bisect_left(taken, counterpart) - 1
            start = after.sentences[taken[preceding]][1] if preceding >= 0 else 0
            gap = Gap(start, end, end - before.sentences[number][0])
    return list(zip(behind, reversed(ahead), strict=True))


def places_in_gap(span: Extent, old: str, new: str, gap: Gap) -> Iterator[Candidate]:
    """The places of the span's words in the gap, or over its edge, that have enough in common."""
    words = old[slice(*span)]
    expected = span[0] + gap.shift
    lowest = max(gap.start - len(words) + 1, expected - REACH, 0)
    highest = min(gap.end - 1, expected + REACH)
    cuts = [cuts_a_word(old, edge) for edge in span]
    prefix, suffix = old[max(0, span[0] - CONTEXT) : span[0]], old[span[1] : span[1] + CONTEXT]
    for start in nearest(words, new, expected, lowest, highest):
        place = start, start + len(words)
        # Part of a word only where it was: in Chinese there is nothing between two words.
        if any(cuts_a_word(new, edge) and not was for edge, was in zip(place, cuts, strict=True)):
            continue
        left = shared(prefix[::-1], new[max(0, start - CONTEXT) : start][::-1])
        right = shared(suffix, new[place[1] : place[1] + CONTEXT])
        known = new[start - left : place[1] + right]
        # In bytes, since a Chinese character says as much as some letters.
        if len(known.encode()) >= ENOUGH:
            yield Candidate(-left - right, abs(start - expected), span, place)


def nearest(words: str, text: str, expected: int, lowest: int, highest: int) -> Iterator[int]:
    """Where the words begin in the text, from `lowest` to `highest`: MOST_PLACES on either side of
    `expected`.
    """
    middle = min(max(expected, lowest), highest + 1)
    at = middle - 1
    for _place in range(MOST_PLACES):
        at = text.find(words, at + 1, highest + len(words))
        if at == -1:
            break
        yield at
    at = middle
    for _place in range(MOST_PLACES):
        at = text.rfind(words, lowest, at + len(words) - 1)
        if at == -1:
            break
        yield at
