"""Suggesting quotes, statistics and claims in a text of `size` words, and how well.

Bare is just taking the text apart into words. How well is measured on the passages marked in the
real articles (../shared, not part of the project) and on the texts of the tests: recall and
precision, one to one at an overlap of at least half; of quotes also the speakers named right.
"""

import json
import re
from collections.abc import Iterator
from functools import reduce
from operator import add

from annotations.suggesting import suggest
from bench import Figure, measured
from tests.annotations.suggesting.marked import LATER_TEXTS, OTHER_LANGUAGES, TEXTS, unmarked
from tests.annotations.suggesting.scoring import Score, same_speaker, score
from tests.shared import REAL_ARTICLES, SHARED

SIZE = 5_000
Passages = list[tuple[int, int, str]]


def run(size: int) -> list[Figure]:
    words = " ".join(unmarked(source)[0] for source in TEXTS.values()).split()
    repeated = "\n\n".join(unmarked(source)[0] for source in TEXTS.values())
    text = "\n\n".join([repeated] * (1 + size // len(words)))
    text = text[: [match.end() for match in re.finditer(r"\S+", text)][size - 1]]

    def take_apart(first):
        return len(re.findall(r"\w+|[^\w\s]", text)) and size

    def read(first):
        suggest(text)
        return size

    for line in qualities():
        print(line)
    return [
        measured("words taken apart", take_apart, bare=True),
        measured("words read for suggestions", read),
    ]


def qualities() -> Iterator[str]:
    """How well, a line for each label and where it was tried."""
    for where, texts in (("first texts", TEXTS), ("later texts", LATER_TEXTS)):
        for label in ("quote", "statistic"):
            yield described(where, label, [passages(source, label) for source in texts.values()])
    for name, (code, texts) in OTHER_LANGUAGES.items():
        for label in ("quote", "statistic"):
            yield described(
                name, label, [passages(source, label) for source in texts.values()], code
            )
    if not REAL_ARTICLES.is_dir():
        print("The real articles (../shared/articles) are not here: not measured on them.")
        return
    marked = json.loads((SHARED / "gold" / "spans.json").read_text(encoding="utf-8"))
    for label in ("quote", "statistic", "claim"):
        real = [
            (
                (REAL_ARTICLES / name).read_bytes().decode(),
                [
                    (span["start"], span["end"], span.get("attributed_to", ""))
                    for span in spans
                    if span["label"] == label
                ],
            )
            for name, spans in marked.items()
        ]
        yield described("real articles", label, real)


def passages(source: str, label: str) -> tuple[str, Passages]:
    text, marks = unmarked(source)
    return text, [(m.start, m.end, m.attributed_to) for m in marks if m.label == label]


def described(
    where: str, label: str, texts: list[tuple[str, Passages]], language: str = "en"
) -> str:
    of: Score = reduce(
        add, (score(text, wanted, label, same_speaker, language) for text, wanted in texts)
    )
    line = f"{where}: {of.wanted} {label}s, recall {of.recall:.2f} at precision {of.precision:.2f}"
    if label == "quote":
        line += f", {of.named} named, right in {of.speakers:.2f} of them"
    return line
