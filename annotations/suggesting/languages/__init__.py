"""Suggesting in other languages than English: quotes with their speakers, and statistics. Pure.

What is written of a language is in one file; the reading is the same for all.
"""

from annotations.suggesting.languages.french import FRENCH
from annotations.suggesting.languages.german import GERMAN
from annotations.suggesting.languages.italian import ITALIAN
from annotations.suggesting.languages.language import Language
from annotations.suggesting.languages.portuguese import PORTUGUESE
from annotations.suggesting.languages.spanish import SPANISH

LANGUAGES = {one.code: one for one in (FRENCH, GERMAN, ITALIAN, PORTUGUESE, SPANISH)}


def language_of(tag: str) -> Language | None:
    """The language of a BCP 47 tag, if its words are known."""
    return LANGUAGES.get(tag.lower().partition("-")[0])
