"""Paragraphs, sentences and words of a text, with their offsets. Pure."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from articles.sentences import ENDS_LIKE_A_SENTENCE, sentence_ends

BLANK_LINE = re.compile(r"\n[^\S\n]*\n\s*")
LINE = re.compile(r"\n\s*")
WORD = re.compile(
    r"(?:[^\W\d_]\.){2,}"
    r"|(?:Mr|Mrs|Ms|Dr|Prof|Sen|Rep|Gov|Gen|Lt|Col|Capt|Sgt|Adm|St|Rev|Hon)\."
    r"|[A-Z]\.(?=\s[A-Z])"
    r"|(?:Co|Corp|Inc|Ltd|Jr|Sr|Bros|Dept|Univ|Mfg)\.(?=,|\s+[a-z])"
    r"|\w+(?:[’'‑-]\w+)*"
    r"|[^\w\s]"
)


# Stands for words in quote marks where only what is around them is looked at.
HIDDEN = "\x02"


class Stretch(NamedTuple):
    start: int
    end: int


class Word(NamedTuple):
    """A word or a single punctuation mark."""

    text: str
    start: int
    end: int

    @property
    def lower(self) -> str:
        return self.text.lower().rstrip(".")

    @property
    def is_capital(self) -> bool:
        return self.text[0].isupper()

    @property
    def is_word(self) -> bool:
        return self.text[0].isalnum()


def read_paragraphs(text: str) -> list[Stretch]:
    """Where the paragraphs are, without the white space around them.

    A blank line ends a paragraph. A single line feed does too, unless the lines are wrapped, which
    shows in their ending anywhere but after a sentence.
    """
    blank_lines = bool(BLANK_LINE.search(text.strip()))
    found = []
    for block in _parted(text, 0, len(text), BLANK_LINE):
        if blank_lines and _is_wrapped(text[block.start : block.end]):
            found.append(block)
        else:
            found.extend(_parted(text, *block, LINE))
    return found


def _is_wrapped(block: str) -> bool:
    lines = [line.rstrip() for line in block.strip().split("\n")][:-1]
    return sum(bool(ENDS_LIKE_A_SENTENCE.search(line)) for line in lines) * 2 < len(lines)


def _parted(text: str, start: int, end: int, separator: re.Pattern[str]) -> Iterator[Stretch]:
    reached = start
    for gap in separator.finditer(text, start, end):
        if stretch := _trimmed(text, reached, gap.start()):
            yield stretch
        reached = gap.end()
    if stretch := _trimmed(text, reached, end):
        yield stretch


def _trimmed(text: str, start: int, end: int) -> Stretch | None:
    inner = text[start:end]
    bare = inner.strip()
    if not bare:
        return None
    start += len(inner) - len(inner.lstrip())
    return Stretch(start, start + len(bare))


def sentences(text: str, within: Stretch) -> list[Stretch]:
    """Where the sentences of a paragraph are, without the white space between them."""
    found = []
    start = within.start
    for end, following in sentence_ends(text, within.start, within.end):
        found.append(Stretch(start, min(end, within.end)))
        start = following
    if start < within.end:
        found.append(Stretch(start, within.end))
    return found


def words_of(text: str, within: Stretch) -> list[Word]:
    return [Word(m[0], m.start(), m.end()) for m in WORD.finditer(text, *within)]
