"""PolNeAR: brat files of attributions with their sources, contents and cues."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from annotations.suggesting.words import PRONOUNS
from bench.suggested.scores import MarkedQuote, MarkedText

SPAN = re.compile(r"(T\d+)\t(\w+) ([\d; ]+)\t")
PART = re.compile(r"(\w+?)\d*:(T\d+)")
IN_MARKS = re.compile(r"[“\"][^“”\"]+[”\"]")
# So many words in marks are a quote and no term.
WORDS = 3


class Span(NamedTuple):
    start: int
    end: int


def texts(folder: Path) -> Iterator[MarkedText]:
    for file in sorted((folder / "text").glob("*.txt")):
        text = file.read_text(encoding="utf-8")
        marked = sorted((folder / "attributions").glob(f"{file.stem}_*.ann"))
        if marked:
            yield MarkedText(text, list(quotes(text, marked[0].read_text(encoding="utf-8"))))


def quotes(text: str, marked: str) -> Iterator[MarkedQuote]:
    """Each attribution: where it may lie, what of it stands in marks, and its source."""
    spans = {
        found[1]: Span(int(numbers[0]), int(numbers[-1]))
        for line in marked.splitlines()
        if (found := SPAN.match(line)) and (numbers := re.findall(r"\d+", found[3]))
    }
    for line in marked.splitlines():
        if not line.startswith("E"):
            continue
        parts = PART.findall(line)
        contents = [spans[key] for kind, key in parts if kind == "Content" and key in spans]
        sources = [text[slice(*spans[key])] for kind, key in parts if kind == "Source"]
        source = sources[0] if sources else ""
        named = source.lower().strip() not in PRONOUNS | {"he", "she", "they", "who"}
        for content in contents:
            direct = [
                (content.start + found.start(), content.start + found.end())
                for found in IN_MARKS.finditer(text[slice(*content)])
                if len(found[0].split()) >= WORDS
            ]
            yield MarkedQuote(content.start, content.end, direct, source if named else "")
