"""The words of a search query, the lookups that find them, and words cut short."""

import re
import unicodedata

from django.db.models import Q
from django.utils.text import Truncator

from articles.sentences import DOUBLE_QUOTES

QUOTES = DOUBLE_QUOTES + '"'
PHRASE_OR_WORD = re.compile(rf"[{QUOTES}]([^{QUOTES}]+)[{QUOTES}]|([^\s{QUOTES}]+)")
MOST_WORDS = 8  # Each is looked for in every text: more would cost, and narrow nothing further.


def phrases(asked: str) -> list[str]:
    """The words of a search, and the phrases in quotation marks as they stand."""
    asked = unicodedata.normalize("NFC", asked)
    found = PHRASE_OR_WORD.findall(asked)
    words = (" ".join(phrase.split()) or word for phrase, word in found)
    return [each for each in words if each][:MOST_WORDS]


def contains(field: str, words: str) -> Q:
    """Whether `field` holds the words, in whatever case.

    SQLite folds the case of ASCII letters only: beyond them the usual ways of writing are asked
    for one by one.
    """
    ways = [words] if words.isascii() else {words, words.lower(), words.upper(), words.capitalize()}
    found = Q()
    for way in ways:
        found |= Q(**{f"{field}__icontains": way})
    return found


def shortened(words: str, most: int) -> str:
    """As the filter `truncatechars`, which asks of each letter whether it is an accent."""
    words = unicodedata.normalize("NFC", words)
    if any(map(unicodedata.combining, words[: most + 1])):
        return Truncator(words).chars(most)
    return words if len(words) <= most else f"{words[: most - 1]}…"
