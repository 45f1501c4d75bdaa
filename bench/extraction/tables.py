"""The tables: a row for each reader, over each folder of pages and over all of them.

Text, over the pages with an expected one, in words as often as they occur:
  P, R, F1     means over the pages of precision, recall and their harmonic mean
  micro F1     over all words as if the pages were one
  median       of the pages' F1
  < .5, ≥ .9   pages with such an F1
  lost > 1 %   pages of which more than a hundredth of the words that the extractor under ours finds
               (trafilatura on the untouched page) stand neither in our text nor in what was left
               out, of all that were read
  wanted       phrases of the article that are in the text, and
  unwanted     phrases beside the article that are not, of all where a folder names some
  CPU          milliseconds of the processor a page, the reading of the file left out
Details, right ones of those that are expected:
  title        but for white space and composed letters; `in it`: the expected one is part of it
  date         the day; `none` is where nothing was found
  byline       half of the expected names or more; `just these`: they and no others
  language     its primary tag
"""

import csv
import statistics
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property, reduce
from operator import add
from typing import TextIO

from bench.extraction import scoring
from bench.extraction.corpus import Expected
from bench.extraction.readers import Found
from bench.extraction.scoring import Overlap


@dataclass(frozen=True)
class Result:
    """What one reader made of one page, held against what is expected. None: nothing is."""

    reader: str
    expected: Expected
    found: Found

    @cached_property
    def text(self) -> Overlap | None:
        wanted = self.expected.text
        return scoring.overlap(self.found.text, wanted) if wanted else None

    @cached_property
    def lost(self) -> list[str]:
        return scoring.words_lost(self.found.source, self.found.kept)

    @property
    def loses(self) -> bool | None:
        """Whether more than 1 % of the extractor's words are nowhere on record."""
        return self.found.source and 100 * len(self.lost) > len(scoring.words(self.found.source))

    @property
    def wanted(self) -> list[bool]:
        return [scoring.contains(self.found.text, one) for one in self.expected.wanted]

    @property
    def unwanted(self) -> list[bool]:
        return [not scoring.contains(self.found.text, one) for one in self.expected.unwanted]

    def detail(self, name: str) -> bool | None:
        """Whether the title, date, byline or language is right, by the names of CHECKS."""
        member, check = CHECKS[name]
        wanted = getattr(self.expected, member)
        return check(getattr(self.found, member), wanted) if wanted else None


CHECKS: dict[str, tuple[str, Callable[..., bool]]] = {
    "title": ("title", scoring.same_line),
    "in it": ("title", scoring.contains),
    "date": ("published_on", str.__eq__),
    "none": ("published_on", lambda found, wanted: not found),
    "byline": ("byline", scoring.names_found),
    "just these": ("byline", scoring.same_names),
    "language": ("language", scoring.same_language),
}
TEXT_COLUMNS = ("P", "R", "F1", "micro F1", "median", "< .5", "≥ .9")
MORE_COLUMNS = ("lost > 1 %", "wanted", "unwanted", "CPU")


def as_table(name: str, results: Sequence[Result]) -> str:
    """A table of all the results of one folder, or of several."""
    readers = list(dict.fromkeys(one.reader for one in results))
    pages = len({one.expected.path for one in results})
    header = [f"{name}, {pages} pages", "texts", *TEXT_COLUMNS, *MORE_COLUMNS, *CHECKS]
    lines = [header, ["---", *["--:"] * (len(header) - 1)]]
    lines += [
        [one, *row([result for result in results if result.reader == one])] for one in readers
    ]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)


def row(results: Sequence[Result]) -> list[str]:
    texts = [one.text for one in results if one.text is not None]
    return [
        str(len(texts)),
        *(text_figures(texts) if texts else [""] * len(TEXT_COLUMNS)),
        of(one.loses for one in results if one.found.source),
        share(right for one in results for right in one.wanted),
        share(right for one in results for right in one.unwanted),
        f"{statistics.mean(one.found.milliseconds for one in results):.0f}",
        *(details_right(name, results) for name in CHECKS),
    ]


def details_right(name: str, results: Sequence[Result]) -> str:
    """`3 of 4`; empty where the reader never finds such a detail."""
    if not any(getattr(one.found, CHECKS[name][0]) for one in results):
        return ""
    return of(right for one in results if (right := one.detail(name)) is not None)


def text_figures(texts: Sequence[Overlap]) -> list[str]:
    f1s = [text.f1 for text in texts]
    return [
        figure(statistics.mean(text.precision for text in texts)),
        figure(statistics.mean(text.recall for text in texts)),
        figure(statistics.mean(f1s)),
        figure(reduce(add, texts).f1),
        figure(statistics.median(f1s)),
        str(sum(f1 < 0.5 for f1 in f1s)),
        str(sum(f1 >= 0.9 for f1 in f1s)),
    ]


def figure(value: float) -> str:
    return f"{value:.3f}".removeprefix("0")


def of(rights: Iterable[object]) -> str:
    found = [bool(one) for one in rights]
    return f"{sum(found)} of {len(found)}" if found else ""


def share(rights: Iterable[bool]) -> str:
    found = list(rights)
    return figure(sum(found) / len(found)) if found else ""


DETAILS = (
    "corpus page reader reason milliseconds precision recall f1 words expected_words lost"
    " lost_words wanted unwanted title expected_title found_title date expected_date found_date"
    " byline expected_byline found_byline language expected_language found_language"
).split()


def write_details(results: Iterable[Result], file: TextIO) -> None:
    """A row for each page and reader; 1 and 0 say whether it is right, empty that nobody knows."""
    writer = csv.DictWriter(file, DETAILS)
    writer.writeheader()
    writer.writerows(details(one) for one in results)


def details(one: Result) -> dict[str, object]:
    text, expected, found = one.text, one.expected, one.found
    return {
        "corpus": expected.corpus,
        "page": expected.path.name,
        "reader": one.reader,
        "reason": found.reason,
        "milliseconds": f"{found.milliseconds:.0f}",
        "precision": text and f"{text.precision:.4f}",
        "recall": text and f"{text.recall:.4f}",
        "f1": text and f"{text.f1:.4f}",
        "words": text and text.found,
        "expected_words": text and text.expected,
        "lost": found.source and len(one.lost),
        "lost_words": " ".join(one.lost[:50]),
        "wanted": numbers(one.wanted),
        "unwanted": numbers(one.unwanted),
        "title": number(one.detail("title")),
        "expected_title": expected.title,
        "found_title": found.title,
        "date": number(one.detail("date")),
        "expected_date": expected.published_on,
        "found_date": found.published_on,
        "byline": number(one.detail("byline")),
        "expected_byline": "; ".join(expected.byline),
        "found_byline": found.byline,
        "language": number(one.detail("language")),
        "expected_language": expected.language,
        "found_language": found.language,
    }


def number(right: bool | None) -> str:
    return "" if right is None else str(int(right))


def numbers(rights: Iterable[bool]) -> str:
    return "".join(map(number, rights))
