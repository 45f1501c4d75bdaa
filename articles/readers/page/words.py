"""The words of a text and how far another text has them too, to find one in the other. Pure."""

import re
from functools import cached_property

# Chinese, Japanese and Korean are compared by their characters: they part few or no words.
UNPARTED = "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af"
WORD = re.compile(f"[{UNPARTED}]|[^\\W{UNPARTED}]+")
IN_A_ROW = 4  # words that must stand together; fewer stand together by chance


def words_of(text: str) -> list[str]:
    return WORD.findall(text.casefold())


def rows_of(words: list[str], length: int) -> set[tuple[str, ...]]:
    return set(zip(*(words[start:] for start in range(length)), strict=False))


class Words:
    """A text to find others in."""

    def __init__(self, text: str) -> None:
        self.all = words_of(text)
        self.lines = {tuple(words_of(line)) for line in text.split("\n")}

    @cached_property
    def rows(self) -> set[tuple[str, ...]]:
        return rows_of(self.all, IN_A_ROW)

    def share(self, words: list[str]) -> float:
        """How much of the words stands in this text in the same order, from 0.0 to 1.0."""
        if tuple(words) in self.lines:
            return 1.0
        if len(words) < IN_A_ROW:
            return 0.0
        rows = list(zip(*(words[start:] for start in range(IN_A_ROW)), strict=False))
        return sum(row in self.rows for row in rows) / len(rows)
