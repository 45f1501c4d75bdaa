"""Paragraphs in which nothing is suggested, so that it can be seen what the suggestions do. Pure.

Which they are follows from the seed, the text and the number of the paragraph alone: the same for
all editors of a text, on every machine, whenever it is asked. With a larger share those of a
smaller one stay held back.
"""

from collections.abc import Iterator
from hashlib import sha256

from articles.paragraphs import paragraphs_touching


def is_held_back(number: int, *, text_hash: str, percent: int, seed: str) -> bool:
    """Whether the paragraph of that number is one of the `percent` in a hundred."""
    if percent <= 0:
        return False
    drawn = sha256(f"{seed}\n{text_hash}\n{number}".encode()).digest()
    return int.from_bytes(drawn[:8]) % 100 < percent


def touches_held_back(
    text: str, start: int, end: int, *, text_hash: str, percent: int, seed: str
) -> bool:
    """Whether any of text[start:end] is in such a paragraph: what goes over it is not suggested."""
    return any(_are_held_back(text, start, end, text_hash=text_hash, percent=percent, seed=seed))


def lies_in_held_back(
    text: str, start: int, end: int, *, text_hash: str, percent: int, seed: str
) -> bool:
    """Whether all of text[start:end] is in such paragraphs."""
    return all(_are_held_back(text, start, end, text_hash=text_hash, percent=percent, seed=seed))


def _are_held_back(
    text: str, start: int, end: int, *, text_hash: str, percent: int, seed: str
) -> Iterator[bool]:
    """Of each paragraph touched; False alone where nothing is held back, and the text not read."""
    if percent <= 0:
        yield False
        return
    for part in paragraphs_touching(text, start, end):
        yield is_held_back(part.number, text_hash=text_hash, percent=percent, seed=seed)
