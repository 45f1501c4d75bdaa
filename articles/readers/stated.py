"""What a source states beside its text: used where it can be, told of in a note where it cannot.

No odd date, address or language keeps an article out.
"""

from datetime import date

from articles.readers import language as languages
from articles.readers.dates import read_day
from articles.readers.drafting import Options, address
from articles.text import Unfit, storable

LONGEST_IN_NOTE = 100
LONGEST_TITLE = 500
LONGEST_NAME = 200
LONGEST_BYLINE = 300


def refuse_verbatim(options: Options, what: str) -> None:
    """Refuse to read what has a text that is not the file's own. `what` is, say, “an e-mail”."""
    if options.verbatim:
        raise Unfit(f"{what} cannot be read verbatim: its text is not what stands in the file")


def stated_day(value: str | None, notes: list[str]) -> date | None:
    """The day; None, with a note, where what is stated is none for certain."""
    found, why = read_day(value)
    notes += [why] if why else []
    return found


def stated_address(value: str | None, notes: list[str]) -> str:
    """The web address; empty, with a note, where it is none."""
    try:
        return address(value or "")
    except Unfit:
        notes.append(f"The address “{cut(value or '')}” is no web address.")
        return ""


def stated_language(value: str | None) -> str:
    """The language tag; empty where it is none, and the language is told from the text."""
    try:
        return languages.tag(value) if value and value.strip().lower() != "und" else ""
    except Unfit:
        return ""


def names(authors: list[str]) -> str:
    """The authors as a byline, each once."""
    once = dict.fromkeys(" ".join(author.split()) for author in authors)
    return ", ".join(filter(None, once))[:LONGEST_BYLINE]


def cut(words: str) -> str:
    words = storable(words)
    return words if len(words) <= LONGEST_IN_NOTE else words[: LONGEST_IN_NOTE - 1] + "…"
