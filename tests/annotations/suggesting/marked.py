"""Texts written for the tests, each passage marked as an editor would mark it.

{q Ana Ruiz: “We won,”} is a quote by Ana Ruiz, {q : …} one of nobody named, {s 12: 12 votes} a
statistic of the value 12, {s : …} one without a value. Marks may lie in marks.
"""

import re
from decimal import Decimal
from pathlib import Path
from typing import NamedTuple

FOLDER = Path(__file__).parent / "texts"
OPENING = re.compile(r"\{([qs]) ([^:{}]*): ")
LABELS = {"q": "quote", "s": "statistic"}


class Marked(NamedTuple):
    label: str
    start: int
    end: int
    attributed_to: str
    value: Decimal | None


def unmarked(source):
    """The text without its marks, and what was marked."""
    text, found, open_marks, at = "", [], [], 0
    source = source.strip()
    while at < len(source):
        if mark := OPENING.match(source, at):
            open_marks.append((mark[1], mark[2], len(text)))
            at = mark.end()
        elif source[at] == "}":
            letter, said, start = open_marks.pop()
            value = Decimal(said) if letter == "s" and said else None
            who = said if letter == "q" else ""
            found.append(Marked(LABELS[letter], start, len(text), who, value))
            at += 1
        else:
            text += source[at]
            at += 1
    assert not open_marks
    return text, found


def texts(name):
    """The texts of a file by their titles."""
    source = (FOLDER / f"{name}.txt").read_text(encoding="utf-8")
    _, *parts = re.split(r"^# (.+)\n", source, flags=re.MULTILINE)
    return dict(zip(parts[::2], parts[1::2], strict=True))


TEXTS = texts("first")
# Written when the rules were done, to see what they do on texts that they were not made with.
LATER_TEXTS = texts("later")

# Those of the second file were written when the rules were done; what they showed was mended.
OTHER_LANGUAGES = {
    f"{code} {name}": (code, texts(name))
    for code, name in (
        *(("de", "german"), ("de", "german_later"), ("fr", "french"), ("fr", "french_later")),
        *(("es", "spanish"), ("es", "spanish_later"), ("it", "italian"), ("it", "italian_later")),
        *(("pt", "portuguese"), ("pt", "portuguese_later")),
    )
}
