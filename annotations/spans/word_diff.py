"""What differs between two wordings, word by word. Pure."""

import re
from collections.abc import Iterable, Iterator, Sequence
from difflib import SequenceMatcher
from itertools import chain, takewhile
from typing import NamedTuple

SAME, GONE, NEW = "same", "gone", "new"
# A number or a word, or one sign: «4.2» and «$48» differ as wholes, a full stop by itself.
TOKEN = re.compile(r"[$€£¥]?\w+(?:[.,’'-]\w+)*|\s+|[^\w\s]")


class Piece(NamedTuple):
    """`kind` is same, gone (only in the old wording) or new (only in the new one)."""

    kind: str
    text: str


def word_differences(old: str, new: str) -> list[Piece]:
    """Both wordings in one: without what is new it is the old one, without what is gone the new."""
    before, after = TOKEN.findall(old), TOKEN.findall(new)
    first = shared(before, after)
    last = shared(before[first:][::-1], after[first:][::-1])
    # Beyond 200 words the commonest are no place to begin at: a text that repeats a few words over
    # and over would take seconds. What both begin and end with needs no search.
    changed = diff_pieces(before[first : len(before) - last], after[first : len(after) - last])
    ends = (
        [Piece(SAME, "".join(before[:first]))],
        [Piece(SAME, "".join(before[len(before) - last :]))],
    )
    return list(joined(chain(ends[0], changed, ends[1])))


def shared(before: Sequence[str], after: Sequence[str]) -> int:
    """How many tokens both begin with."""
    alike = takewhile(lambda pair: pair[0] == pair[1], zip(before, after, strict=False))
    return sum(1 for _ in alike)


def diff_pieces(before: Sequence[str], after: Sequence[str]) -> Iterator[Piece]:
    matcher = SequenceMatcher(None, before, after, autojunk=True)
    for tag, start, end, new_start, new_end in matcher.get_opcodes():
        if tag == "equal":
            yield Piece(SAME, "".join(before[start:end]))
            continue
        yield Piece(GONE, "".join(before[start:end]))
        yield Piece(NEW, "".join(after[new_start:new_end]))


def joined(parts: Iterable[Piece]) -> Iterator[Piece]:
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
            yield from replaced_words(gone, new)
            gone = new = ""
            if text:
                yield Piece(SAME, text)
    yield from replaced_words(gone, new)


def replaced_words(gone: str, new: str) -> Iterator[Piece]:
    """What went and what came, the white space that both end with after them."""
    shared = ""
    while gone and new and gone[-1] == new[-1] and gone[-1].isspace():
        shared, gone, new = gone[-1] + shared, gone[:-1], new[:-1]
    for kind, text in ((GONE, gone), (NEW, new), (SAME, shared)):
        if text:
            yield Piece(kind, text)
