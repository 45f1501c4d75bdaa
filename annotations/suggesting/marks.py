"""Where words stand in quote marks, of whatever shape, also where a mark is missing. Pure.

The marks of a paragraph are paired in order, whatever their shapes ("“ … »" is a pair); of marks
within marks the outermost count.
"""

import re
from collections.abc import Collection
from typing import NamedTuple

from annotations.suggesting.text import Stretch
from articles.sentences import DOUBLE_QUOTES

DOUBLE = re.compile(f'[{DOUBLE_QUOTES}"]')
# So many single marks that nothing closes are looked at, then only double ones.
STRAY_MARKS = 8
# How far a better closing mark is looked for, in characters.
NEAR = 400
# No guillemets or Japanese corners among the single ones: they are too rare in English articles.
SINGLE = "‘’‚'"
MARK = re.compile(f'[{DOUBLE_QUOTES}"{SINGLE}]')
OPENS_ONLY = "“„‟«"
CLOSES_ONLY = "”»"
NOT_A_MARK = re.compile(r"['’‘](?:\d0s|em\b|tis\b|twas\b|til\b|cause\b|round\b|n\b)", re.IGNORECASE)
BETTER_CLOSING = re.compile(r"[.,!?…][’']|[^s\W][’'](?!\w)")
OPENING_PLACE = " \t\n\u00a0\u202f([{—–-/:“„«\"‘'"


class Quoted(NamedTuple):
    """Words in marks, the marks included; a missing one is where the paragraph or a tag ends it."""

    start: int
    end: int
    opened: bool = True
    closed: bool = True


def quoted(text: str, paragraph: Stretch, *, only_double: bool = False) -> list[Quoted]:
    """The outermost stretches in quote marks of a paragraph, in order."""
    ignored: set[int] = set()
    if only_double:
        return _Pairing(text, paragraph, DOUBLE, ignored).found
    for _ in range(STRAY_MARKS):
        pairing = _Pairing(text, paragraph, MARK, ignored)
        if pairing.stray is None:
            return pairing.found
        ignored.add(pairing.stray)
    return _Pairing(text, paragraph, DOUBLE, ignored).found


class _Pairing:
    """The quoted stretches; `stray` is where a single mark opens that nothing closes."""

    def __init__(
        self, text: str, paragraph: Stretch, marks: re.Pattern[str], ignored: Collection[int]
    ) -> None:
        self._text = text
        self._start, self._end = paragraph
        self._opened: list[tuple[int, bool]] = []
        self.found: list[Quoted] = []
        self.stray: int | None = None
        for mark in marks.finditer(text, *paragraph):
            if mark.start() not in ignored:
                self._meet(mark.start(), mark[0])
        if self._opened:
            first, single = self._opened[0]
            if single:
                self.stray = first
            else:
                self.found.append(Quoted(first, self._end, closed=False))

    def _meet(self, at: int, sign: str) -> None:
        single = sign in SINGLE
        if single and self._opened and not self._opened[-1][1]:
            return
        before = self._text[at - 1] if at > self._start else " "
        after = self._text[at + 1] if at + 1 < self._end else " "
        opens = _opens(self._text, at, sign, before, after)
        if opens and not (self._opened and _rather_closes(sign, before, after)):
            if not (single and self._opened):
                self._opened.append((at, single))
        elif self._opened:
            if not single or _closes_single(self._text, at, self._end, before, after):
                self._close(at)
        elif sign in CLOSES_ONLY and before in ".,!?… ":
            start = self.found[-1].end if self.found else self._start
            self.found.append(Quoted(start, at + 1, opened=False))

    def _close(self, at: int) -> None:
        opening, _ = self._opened.pop()
        if not self._opened:
            self.found.append(Quoted(opening, at + 1))


def _opens(text: str, at: int, sign: str, before: str, after: str) -> bool:
    if sign in OPENS_ONLY:
        return True
    if before not in OPENING_PLACE or after.isspace():
        return False
    if sign in "‘'‚":
        return (after.isalnum() or after in '“"[') and not NOT_A_MARK.match(text, at)
    return sign == '"' or (sign in CLOSES_ONLY and after.isalnum())


def _rather_closes(sign: str, before: str, after: str) -> bool:
    """Whether a mark that could open closes after all: „so“ and »so« and "so"."""
    if before.isspace() or before in OPENING_PLACE:
        return False
    return sign == '"' or not after.isalnum()


def _closes_single(text: str, at: int, end: int, before: str, after: str) -> bool:
    """Whether a single mark closes and is no apostrophe.

    After a plural it may be either: it is an apostrophe where a better one follows.
    """
    if after.isalnum() or before.isspace():
        return False
    if before != "s":
        return True
    near = min(end, at + NEAR)
    better = BETTER_CLOSING.search(text, at + 1, near)
    reopened = text.find("‘", at + 1, near)
    return not better or 0 <= reopened < better.start()
