"""German news of Wikinews with their quotes, their speakers and what kind of quote they are."""

import json
from collections.abc import Iterator
from pathlib import Path

from bench.suggested.scores import MarkedQuote, MarkedText

WORDS = 3
UNNAMED = frozenset({"er", "sie", "es", "man", "wir", "ich", "der", "die", "das"})


def texts(folder: Path) -> Iterator[MarkedText]:
    for file in sorted(folder.glob("*.json")):
        article = json.loads(file.read_text(encoding="utf-8"))
        text = article["originalText"]
        yield MarkedText(text, list(quotes(text, article["annotations"])))


def quotes(text: str, marked: list[dict]) -> Iterator[MarkedQuote]:
    for one in marked:
        spans = one["quote"]["spans"]
        source = one["speaker"].get("text", "") if one["speaker"] else ""
        named = source.lower() not in UNNAMED
        for span in spans:
            start, end = span["charBegin"], span["charEnd"]
            direct = one["type"] == "Direct" and len(text[start:end].split()) >= WORDS
            yield MarkedQuote(start, end, [(start, end)] if direct else [], source if named else "")
