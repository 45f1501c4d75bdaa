"""Where sentences end, and the marks that stand around quoted words. Pure.

One table of marks and one splitter for every page and rule: the same text is cut at the same places
wherever it is shown. Lines and paragraphs are the caller's: a line end inside a wrapped paragraph
ends no sentence. Offsets are code points, half-open.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

# Quotation marks by shape. Some open in one language and close in another: „so“, »so«, ”so”.
DOUBLE_QUOTES = "“”„‟«»"
SINGLE_QUOTES = "‘’‚‛‹›"
CORNER_QUOTES = "「」『』"
STRAIGHT_QUOTES = "\"'"
QUOTATION_MARKS = DOUBLE_QUOTES + SINGLE_QUOTES + CORNER_QUOTES + STRAIGHT_QUOTES
OPENING_QUOTES = "“„‟”«»‹›‘‚‛「『" + STRAIGHT_QUOTES
CLOSING_QUOTES = "”“»«›‹’‘」』" + STRAIGHT_QUOTES
# Primes, accents and wide forms that are typed or set in place of quotation marks.
QUOTE_LOOKALIKES = "″〝〞＂′`´＇"
APOSTROPHES = "’‘ʼ"  # As typesetting bends them.

# Full stops of the Latin, Chinese and Japanese, Devanagari and Urdu scripts.
FULL_STOPS = ".。．।۔"
# The marks that end a sentence, those of Chinese and Japanese apart: no space follows these.
STOPS_WITHOUT_SPACE = frozenset("。！？")
STOPS = FULL_STOPS + "!?…؟！？"
# French puts a space before the closing mark: « Oui. »
CLOSING = rf"[{re.escape(CLOSING_QUOTES)})\]]*(?:[ \u00a0\u202f][»›](?!\S))?"

ENDS_WITH_FULL_STOP = re.compile(rf"[{FULL_STOPS}]{CLOSING}$")
# A colon at the end of a line shows that the line is not wrapped; it ends no sentence.
ENDS_LIKE_A_SENTENCE = re.compile(rf"[{STOPS}:：]{CLOSING}$")

STOP_MARKS = re.compile(rf"[{STOPS}]+")
STOP = re.compile(rf"(?P<stop>[{STOPS}]+)(?P<closing>{CLOSING})(?P<gap>\s*)")
BEFORE_NEXT = re.compile(rf"[{re.escape(OPENING_QUOTES)}(\[¿¡]*\s?")
NEVER_FIRST = frozenset("–—-‐‑,;:/")
WORD_BEFORE = re.compile(r"[\w.’'-]+$")
LONGEST_WORD_BEFORE = 24
# An abbreviation's full stop ends no sentence; in lower case, without the stop.
ABBREVIATIONS = frozenset(
    "mr mrs ms dr prof sen rep gov gen lt col capt sgt adm st jr sr no vs etc inc ltd co corp jan "
    "feb mar apr jun jul aug sep sept oct nov dec approx est fig vol pp ave rd hon rev mt ft dept "
    "e.g i.e u.s u.k u.n a.m p.m".split()
)
# Nor does that of these where a number follows: Nr. 3, art. 5.
NUMBERED = frozenset("nr núm num art abs bd kap ch sec pt".split())
# In German a full stop makes an ordinal: am 9. Januar, der 2. Weltkrieg.
ORDINAL = re.compile(r"(?:\b(?P<article>der|dem|den|des|zum|zur|vom|beim|im)\s)?\b\d{1,2}$")
GERMAN_MONTHS = tuple(
    "Januar Jänner Februar März April Mai Juni Juli August September Oktober November "
    "Dezember".split()
)


class SentenceEnd(NamedTuple):
    """`end` is behind the closing marks; `following` is where the next sentence begins."""

    end: int
    following: int


def sentence_ends(text: str, start: int = 0, end: int | None = None) -> Iterator[SentenceEnd]:
    """The ends of the sentences whose stop lies in text[start:end], in order.

    A sentence ends at its stop with the closing marks behind it, if white space follows and then
    anything but a lower-case letter or a dash; Chinese and Japanese need no white space. The full
    stops of abbreviations, initials and German ordinals end none. The text beyond `end` is looked
    at; a text that ends without a stop has no end listed there.
    """
    limit = len(text) if end is None else end
    for mark in STOP_MARKS.finditer(text, start, limit):
        stop = STOP.match(text, mark.start())
        if stop is None:
            continue
        following = stop.end()
        if following < len(text):
            if not stop["gap"] and not set(stop["stop"]) & STOPS_WITHOUT_SPACE:
                continue
            if not _may_begin_a_sentence(text, following):
                continue
        if stop["stop"] == "." and not stop["closing"] and _is_abbreviated(text, stop):
            continue
        yield SentenceEnd(stop.end("closing"), following)


def _may_begin_a_sentence(text: str, at: int) -> bool:
    if opening := BEFORE_NEXT.match(text, at):
        at = opening.end()
    first = text[at : at + 1]
    return not first.islower() and first not in NEVER_FIRST


def _is_abbreviated(text: str, stop: re.Match[str]) -> bool:
    """Whether the full stop belongs to the word before it."""
    before = WORD_BEFORE.search(text, max(0, stop.start() - LONGEST_WORD_BEFORE), stop.start())
    word = before[0].lower().strip("’'-") if before else ""
    following = text[stop.end() : stop.end() + 9]
    if word in ABBREVIATIONS or (len(word) == 1 and word.isalpha()):
        return True
    if word in NUMBERED:
        return following[:1].isdigit()
    ordinal = word.isdigit() and ORDINAL.search(text, max(0, stop.start() - 8), stop.start())
    return bool(ordinal and (ordinal["article"] or following.startswith(GERMAN_MONTHS)))
