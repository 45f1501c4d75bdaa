"""What an editor might mark in a text: quotes with speakers, statistics, check-worthy claims.

Pure, by rules that know English and no article; see `quotes`, `statistics` and `claims`. In German,
French, Spanish, Portuguese and Italian quotes and statistics are suggested (`languages`). Of any
other language only what all newspapers write alike: long quotes in marks, without speaker, and sums
of money and percentages. Nothing here is an annotation until an editor accepts it.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from annotations.suggesting import languages
from annotations.suggesting.claims import find_claims
from annotations.suggesting.languages.language import Language
from annotations.suggesting.languages.quotes import find_quotes as find_foreign_quotes
from annotations.suggesting.languages.statistics import find_statistics as find_foreign_statistics
from annotations.suggesting.marked_paragraphs import marked_paragraphs
from annotations.suggesting.number_patterns import CURRENCIES
from annotations.suggesting.people import Cast
from annotations.suggesting.quotes import STATEMENT, find_quotes
from annotations.suggesting.statistics import Statistic, find_statistics
from annotations.suggesting.text import Stretch, read_paragraphs, sentences, words_of

# Goes up whenever other suggestions may come of the same text.
RULES_VERSION = 5


@dataclass(frozen=True, slots=True)
class Suggestion:
    """One suggested annotation: `exact` is text[start:end], offsets in code points, half-open."""

    label: str
    start: int
    end: int
    exact: str
    attributed_to: str = ""
    value: Decimal | None = None
    unit: str = ""


def suggest(text: str, language: str = "en") -> list[Suggestion]:
    """What might be marked in the text, in text order; those of one label do not overlap.

    `language` is a BCP 47 tag; a text whose language is not known (und) is read as English, whose
    words are then mostly not found in it. Takes time in proportion to the text.
    """
    if language.lower().partition("-")[0] in {"", "und", "en"}:
        found = _in_english(text)
    elif known := languages.language_of(language):
        found = _in(known, text)
    else:
        found = _abroad(text)
    return sorted(found, key=lambda one: (one.start, -one.end, one.label))


def _in_english(text: str) -> Iterator[Suggestion]:
    marked = marked_paragraphs(text, read_paragraphs(text))
    cast = Cast(
        words_of(text, sentence)
        for paragraph in marked
        for sentence in sentences(text, paragraph.stretch)
    )
    for quote in find_quotes(text, marked, cast):
        yield _suggestion(text, "quote", quote.start, quote.end, attributed_to=quote.speaker)
    for paragraph in marked:
        figures = find_statistics(text, paragraph.stretch)
        for figure in figures:
            yield _statistic(text, figure)
        extents = [Stretch(figure.start, figure.end) for figure in figures]
        for claim in find_claims(paragraph, cast, extents):
            yield _suggestion(text, "claim", claim.start, claim.end)


def _in(language: Language, text: str) -> Iterator[Suggestion]:
    marked = marked_paragraphs(text, read_paragraphs(text), only_double=True)
    for quote in find_foreign_quotes(text, marked, language):
        yield _suggestion(text, "quote", quote.start, quote.end, attributed_to=quote.speaker)
    for paragraph in marked:
        for figure in find_foreign_statistics(text, paragraph.stretch, language):
            yield _statistic(text, figure)


def _abroad(text: str) -> Iterator[Suggestion]:
    for paragraph in marked_paragraphs(text, read_paragraphs(text)):
        for marked in paragraph.marked:
            if len(text[marked.start : marked.end].split()) >= STATEMENT:
                yield _suggestion(text, "quote", marked.start, marked.end)
        for figure in find_statistics(text, paragraph.stretch):
            if figure.unit == "%" or figure.unit in CURRENCIES.values():
                yield _statistic(text, figure)


def _statistic(text: str, figure: Statistic) -> Suggestion:
    return _suggestion(
        text, "statistic", figure.start, figure.end, value=figure.value, unit=figure.unit
    )


def _suggestion(
    text: str,
    label: str,
    start: int,
    end: int,
    *,
    attributed_to: str = "",
    value: Decimal | None = None,
    unit: str = "",
) -> Suggestion:
    return Suggestion(label, start, end, text[start:end], attributed_to, value, unit)
