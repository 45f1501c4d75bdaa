"""What the values of a record say, whatever kind they are of: words, names, paragraphs. Pure."""

import ast
import html
import json
import re
from typing import Any

from articles.readers import fragments
from articles.text import Unfit

# Of an object that stands where words are wanted, the first of these members that has some.
WORDS = ("text", "value", "rendered", "content", "name", "main", "title", "body", "html", "@value")
PERSON = ("name", "fullName", "full_name", "displayName", "display_name", "original", "title")
FIRST = ("firstname", "firstName", "first_name", "givenName", "given_name", "given")
LAST = ("lastname", "lastName", "last_name", "familyName", "family_name", "family", "surname")
BLOCK_NAMES = "p|br|div|li|ul|ol|h[1-6]|blockquote|table|tr|td|section|article|figure|pre|hr"
BLOCK = re.compile(rf"<(?:{BLOCK_NAMES})\b[^<>]{{0,2000}}>", re.IGNORECASE)
TAG = re.compile(
    rf"</(?:{BLOCK_NAMES}|a|abbr|b|cite|code|em|font|i|q|s|small|span|strong|sub|sup|u)\s*>"
    r"|<(?:br|hr|img|p)\b[^<>]{0,2000}>",
    re.IGNORECASE,
)
ENTITY = re.compile(r"&(?:[A-Za-z]{2,31}|#\d{1,7}|#[xX][\dA-Fa-f]{1,6});")
BLANK_LINE = re.compile(r"\n(?:[^\S\n]*\n)+")
CUT_OFF = re.compile(r"(?:…|\.\.\.)?\s{0,3}\[\+\d{1,9} chars\]\s{0,3}\Z")
LONGEST_MARK = 40  # characters; what is looked at for it
BY = re.compile(r"(?:by|von|par|por|di)(?:\s*+:)?\s++(?=[^\W\d_])", re.IGNORECASE)
LISTS_AS_WORDS = 2_000  # characters; a longer list in a cell is left as it is


def text_of(value: Any) -> str:
    """The text, the paragraphs of a list parted by blank lines. Raises Unfit where it is none."""
    if isinstance(value, str):
        return value
    if value is None:
        return ""
    if isinstance(value, list):
        return "\n\n".join(filter(None, map(text_of, value)))
    if isinstance(value, dict):
        return next(filter(None, (text_of(value.get(member)) for member in WORDS)), "")
    raise Unfit("it is not a string")


def line_of(value: Any) -> str | None:
    """The words of a title and the like; None where the value says none."""
    if value is None:
        return ""
    if isinstance(value, str):
        return value.strip()
    if isinstance(value, bool):
        return None
    if isinstance(value, int | float):
        return str(value)
    if isinstance(value, list):
        return line_of(value[0]) if value else ""
    found = (line_of(value.get(member)) for member in WORDS) if isinstance(value, dict) else ()
    return next(filter(None, found), None)


def names_of(value: Any) -> list[str] | None:
    """The names of people, each once: of words, or of objects; None where the value says none."""
    if value is None:
        return []
    if isinstance(value, str):
        listed = list_in(value)
        return names_of(listed) if listed is not None else [value.strip()]
    if isinstance(value, dict):
        found = next(filter(None, (line_of(value.get(member)) for member in PERSON)), None)
        parts = [next(filter(None, map(value.get, names)), "") for names in (FIRST, LAST)]
        whole = " ".join(part.strip() for part in parts if isinstance(part, str)).strip()
        return [found or whole] if found or whole else None
    if not isinstance(value, list):
        return None
    every = [names_of(one) for one in value if not isinstance(one, list)]
    if value and not any(every):
        return None if any(one is None for one in every) else []
    return list(dict.fromkeys(name for one in every for name in one or [] if name))


def list_in(words: str) -> list[Any] | None:
    """The list that a cell holds as JSON or Python writes it: ['Jo Marsh', 'Ida Frost']."""
    words = words.strip()
    if not (words.startswith("[") and words.endswith("]")) or len(words) > LISTS_AS_WORDS:
        return None
    for read in (json.loads, ast.literal_eval):
        try:
            found = read(words)
        except (ValueError, SyntaxError, MemoryError, RecursionError, TypeError):
            continue
        if isinstance(found, list):
            return found
    return None


def day_of(value: Any) -> Any:
    """What states the day, taken out of the objects in which databases write one."""
    for member in ("$date", "$numberLong"):
        value = value[member] if isinstance(value, dict) and member in value else value
    return value


def without_mark_of_cut(text: str) -> tuple[str, bool]:
    """The text without a mark such as “… [+1234 chars]” at its end, and whether it had one."""
    if "chars]" not in text[-LONGEST_MARK:]:
        return text, False
    kept, count = CUT_OFF.subn("", text[-LONGEST_MARK:])
    return text[:-LONGEST_MARK] + kept, bool(count)


def without_by(name: str) -> str:
    """The byline without the word before its names; a name may begin with one, as in “von Arx”."""
    return BY.sub("", name, count=1) if re.match(r"by\b", name, re.IGNORECASE) else name


def is_markup(text: str) -> bool:
    """Whether the text is HTML, or has characters that are written as in HTML."""
    return bool(("<" in text and TAG.search(text)) or ("&" in text and ENTITY.search(text)))


def without_markup(text: str) -> fragments.Fragment:
    """The paragraphs of a text that is HTML, or that has some of its tags and entities."""
    if BLOCK.search(text):
        return fragments.of_markup(text)
    paragraphs, left_out = [], []
    # Without a block of HTML the text is laid out by its lines.
    for paragraph in BLANK_LINE.split(text.replace("\r\n", "\n")):
        if TAG.search(paragraph):
            found = fragments.of_markup(paragraph.replace("\n", "<br>"))
            paragraphs += found.paragraphs
            left_out += found.left_out
        else:
            paragraphs.append(html.unescape(paragraph))
    return fragments.Fragment(paragraphs, left_out)


def one_line(words: str) -> str:
    """The words without tags and entities, on one line."""
    if is_markup(words):
        words = " ".join(without_markup(words).paragraphs)
    return fragments.one_line(words)
