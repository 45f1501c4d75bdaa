"""The articles and spans of the comparison: invented, the same in every run and for every program.

Each text has curly quotes and one character beyond the basic plane, so that a program whose offsets
are not code points shows it. Offsets are code points.
"""

import random
from collections.abc import Iterator
from typing import NamedTuple

from bench.import_articles import paragraph

LABELS = ("claim", "quote", "statistic")
PARAGRAPHS = 11  # some 650 words


class Text(NamedTuple):
    """An article; `key` tells it from the others in every program."""

    key: str
    title: str
    text: str


class Span(NamedTuple):
    start: int
    end: int
    label: str


def article(number: int) -> Text:
    chance = random.Random(f"peers {number}")
    paragraphs = [paragraph(chance) for _ in range(PARAGRAPHS)]
    paragraphs[1] += " 🌊"
    council = "Council" if number % 2 else "Harbour board"
    return Text(f"a{number:06}", f"{council} puts off wall, part {number}", "\n\n".join(paragraphs))


def articles(count: int) -> Iterator[Text]:
    return map(article, range(count))


def spans(text: str, count: int, seed: object = 0) -> list[Span]:
    """Different stretches of one to twelve words, in their order in the text."""
    chance = random.Random(f"{seed} {count} {text[:40]}")
    starts = [0, *(at + 1 for at, letter in enumerate(text) if letter == " ")]
    found: set[Span] = set()
    while len(found) < count:
        first = chance.randrange(len(starts) - 13)
        last = first + chance.randint(1, 12)
        found.add(Span(starts[first], starts[last] - 1, chance.choice(LABELS)))
    return sorted(found)
