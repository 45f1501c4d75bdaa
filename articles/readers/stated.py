"""What a source states beside its text: used where it can be, told of in a note where it cannot.

No odd date, address or language keeps an article out.
"""

from datetime import date
from functools import cache

from django.conf.locale import LANG_INFO

from articles import addresses
from articles.readers import language as languages
from articles.readers.dates import read_day
from articles.readers.drafting import Options, address
from articles.text import Unfit, storable

LONGEST_IN_NOTE = 100
LONGEST_TITLE = 500
LONGEST_NAME = 200
LONGEST_BYLINE = 300
NAMES_OF_LANGUAGE = ("name", "name_local")
# As agencies and collections have them (ISO 639-2), where two letters are the tag.
THREE_LETTERS = {
    "ar": ["ara"],
    "de": ["deu", "ger"],
    "en": ["eng"],
    "es": ["spa"],
    "fr": ["fra", "fre"],
    "it": ["ita"],
    "ja": ["jpn"],
    "nl": ["nld", "dut"],
    "pl": ["pol"],
    "pt": ["por"],
    "ru": ["rus"],
    "sv": ["swe"],
    "tr": ["tur"],
    "uk": ["ukr"],
    "zh": ["zho", "chi"],
}


def refuse_verbatim(options: Options, what: str) -> None:
    """Refuse to read what has a text that is not the file's own. `what` is, say, “an e-mail”."""
    if options.verbatim:
        raise Unfit(f"{what} cannot be read verbatim: its text is not what stands in the file")


def stated_day(value: object, notes: list[str]) -> date | None:
    """The day that is stated in whatever form; None, with a note, where it is not certain."""
    found, note = read_day(value)
    if note:
        notes.append(note)
    return found


def stated_address(value: str | None, notes: list[str]) -> str:
    """The web address; empty, with a note, where it is none."""
    try:
        return address(value or "")
    except Unfit:
        notes.append(f"The address “{cut(addresses.without_user(value or ''))}” is no web address.")
        return ""


def stated_language(value: str | None, notes: list[str] | None = None) -> str:
    """The language tag, also for its name (`English`); empty where there is none, with a note if
    something is stated: the language is then told from the text.
    """
    value = (value or "").strip()
    if not value or value.lower() in {"und", "unknown", "none", "null"}:
        return ""
    if named := tags_of_names().get(value.casefold()):
        return named
    try:
        return languages.tag(value)
    except Unfit as unfit:
        if notes is not None:
            notes.append(f"{unfit}, so the language was told from the text.")
        return ""


@cache
def tags_of_names() -> dict[str, str]:
    """The tags of languages by their names in English and their own, and by three letters."""
    known = {tag: info for tag, info in LANG_INFO.items() if "name" in info and "-" not in tag}
    names = {info[key].casefold(): tag for tag, info in known.items() for key in NAMES_OF_LANGUAGE}
    return names | {three: tag for tag, letters in THREE_LETTERS.items() for three in letters}


def names(authors: list[str]) -> str:
    """The authors as a byline, each once."""
    once = dict.fromkeys(" ".join(author.split()) for author in authors)
    return ", ".join(filter(None, once))[:LONGEST_BYLINE]


def cut(words: str) -> str:
    words = storable(words)
    return words if len(words) <= LONGEST_IN_NOTE else words[: LONGEST_IN_NOTE - 1] + "…"
