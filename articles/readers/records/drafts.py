"""The draft of a record: only a text is needed; whatever else is odd is a note on that record."""

from collections.abc import Mapping
from typing import Any

from articles.importing.drafts import Draft
from articles.readers.dates import shown
from articles.readers.drafting import Options, draft
from articles.readers.records import values
from articles.readers.records.columns import WORDS
from articles.readers.stated import (
    LONGEST_BYLINE,
    LONGEST_NAME,
    LONGEST_TITLE,
    stated_address,
    stated_day,
    stated_language,
)
from articles.text import SURROGATE, Unfit, storable

MARKUP_TAKEN_OUT = "The text is HTML: its tags and entities were taken out."
CUT_OFF = "The service cut the text off; the rest of it is not there."


def draft_of(
    name: str,
    raw: bytes,
    fields: Mapping[str, Any],
    options: Options,
    media_type: str,
    notes: list[str],
) -> Draft:
    """The draft of a record that states these fields. Raises Unfit where it has no text."""
    notes = [*notes]
    try:
        text = values.text_of(fields.get("text"))
    except (Unfit, RecursionError) as error:
        raise Unfit("its text is not a string") from error
    left_out: list[dict[str, str]] = []
    shortened, is_cut_off = values.without_mark_of_cut(text)
    if is_cut_off:
        notes.append(CUT_OFF)
        text = text if options.verbatim else shortened
    if not options.verbatim and values.is_markup(text):
        found = values.without_markup(text)
        text, left_out = found.source(), found.left_out
        notes.append(MARKUP_TAKEN_OUT)
    return draft(
        name,
        raw,
        text,
        options,
        title=line(fields, "title", LONGEST_TITLE, notes),
        outlet=outlet(fields, notes) or options.outlet,
        url=stated_address(line(fields, "url", None, notes), notes),
        byline=byline(fields, notes),
        language=stated_language(line(fields, "language", None, notes), notes),
        published_on=stated_day(values.day_of(fields.get("published_on")), notes),
        media_type=media_type,
        left_out=left_out,
        partial=is_cut_off,
        # Last, when all of them are there; a value in one may hold any characters.
        notes=[storable(note) for note in notes],
    )


def line(fields: Mapping[str, Any], field: str, longest: int | None, notes: list[str]) -> str:
    """The words of the field on one line, no longer than is kept of it."""
    value = fields.get(field)
    words = values.line_of(value)
    if words is None:
        notes.append(f"“{shown(value)}” is no {WORDS[field]}, so there is none.")
        return ""
    if longest is None:
        return whole(words, field, notes)
    return kept(values.one_line(whole(words, field, notes)), field, longest, notes)


def whole(words: str, field: str, notes: list[str]) -> str:
    """The words without halves of characters."""
    if found := SURROGATE.search(words):
        half = f"Half of a character (U+{ord(found[0]):04X})"
        notes.append(f"{half} was left out of the {WORDS[field]}.")
        return SURROGATE.sub("", words)
    return words


def kept(words: str, field: str, longest: int, notes: list[str]) -> str:
    if len(words) <= longest:
        return words
    told = f"The {WORDS[field]} is longer than {longest} characters and was cut off"
    notes.append(f"{told}: “{shown(words)}”.")
    cut = words[: longest - 1]
    return (cut.rpartition(" ")[0] or cut).rstrip(" ,;:") + "…"


def outlet(fields: Mapping[str, Any], notes: list[str]) -> str:
    words = line(fields, "outlet", LONGEST_NAME, notes)
    if words.lower().startswith(("http:", "https:")):
        notes.append(f"“{shown(words)}” is an address, not the name of an outlet.")
        return ""
    return words


def byline(fields: Mapping[str, Any], notes: list[str]) -> str:
    value = fields.get("byline")
    try:
        names = values.names_of(value)
    except RecursionError:
        names = None
    if names is None:
        notes.append(f"“{shown(value)}” names nobody, so there is no byline.")
        return ""
    words = ", ".join(values.one_line(whole(name, "byline", notes)) for name in names)
    return kept(values.without_by(words), "byline", LONGEST_BYLINE, notes)
