"""What differs between two wordings, word by word. Pure."""

import re
from collections.abc import Iterator
from difflib import SequenceMatcher
from typing import NamedTuple

SAME, GONE, NEW = "same", "gone", "new"
# A number or a word, or one sign: «4.2» and «$48» differ as wholes, a full stop by itself.
TOKEN = re.compile(r"[$€£¥]?\w+(?:[.,’'-]\w+)*|\s+|[^\w\s]")


class Piece(NamedTuple):
    """`kind` is same, gone (only in the old wording) or new (only in the new one)."""

    kind: str
    text: str


def differences(old: str, new: str) -> list[Piece]:
    """Both wordings in one: without what is new it is the old one, without what is gone the new."""
    before, after = TOKEN.findall(old), TOKEN.findall(new)
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    return list(joined(pieces(matcher, before, after)))


def pieces(matcher: SequenceMatcher[str], before: list[str], after: list[str]) -> Iterator[Piece]:
    for tag, start, end, new_start, new_end in matcher.get_opcodes():
        if tag == "equal":
            yield Piece(SAME, "".join(before[start:end]))
            continue
        yield Piece(GONE, "".join(before[start:end]))
        yield Piece(NEW, "".join(after[new_start:new_end]))


def joined(parts: Iterator[Piece]) -> Iterator[Piece]:
    """Changed words with nothing but a space between them read better as one change."""
    gone = new = ""
    for kind, text in parts:
        if kind == GONE:
            gone += text
        elif kind == NEW:
            new += text
        elif text.isspace() and (gone or new):
            gone, new = gone + text, new + text
        else:
            yield from change(gone, new)
            gone = new = ""
            yield Piece(SAME, text)
    yield from change(gone, new)


def change(gone: str, new: str) -> Iterator[Piece]:
    """What went and what came, the white space that both end with after them."""
    shared = ""
    while gone and new and gone[-1] == new[-1] and gone[-1].isspace():
        shared, gone, new = gone[-1] + shared, gone[:-1], new[:-1]
    for kind, text in ((GONE, gone), (NEW, new), (SAME, shared)):
        if text:
            yield Piece(kind, text)
