"""PDF documents: the text that they hold, as paragraphs; a picture of a text is none."""

import io
import logging
import time
from collections.abc import Iterator
from typing import Any

from articles.importing.drafts import Draft
from articles.readers import fragments
from articles.readers.documents import printed
from articles.readers.documents.printed import Line
from articles.readers.drafting import Options, draft
from articles.readers.files import File
from articles.readers.markup.inline import LOWERED, RAISED
from articles.readers.omissions import HEADER_OR_FOOTER
from articles.readers.stated import LONGEST_TITLE, cut, refuse_verbatim
from articles.text import Unfit

MOST_PAGES = 500
LONGEST = 30.0  # seconds
SAME_LINE = 0.6  # of the size of its letters, that a raised digit stands above the others
SMALL = 0.85  # of the size of the others
LEAST_RAISED = 0.1  # of the size of the others
LEAST_LETTERS = 20
# What a typesetter joined into one picture; as letters they can be searched for.
LIGATURES = str.maketrans(
    {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "ft", "ﬆ": "st"}
)
ENCRYPTED = "it is encrypted: save it without a password"
TOO_LONG = f"reading it takes longer than {LONGEST:.0f} seconds: save its text as .docx"


def read(file: File, options: Options) -> Draft:
    refuse_verbatim(options, "a PDF document")
    data = file.data()
    pages, author = pages_of(data)
    text = printed.text_of(pages)
    if sum(character.isalpha() for character in "".join(text.paragraphs)) < LEAST_LETTERS:
        raise Unfit("it is a scanned PDF without text: have its text recognised first (OCR)")
    notes = [*text.notes]
    if empty := [str(number) for number, page in enumerate(pages, 1) if not page]:
        notes.append(f"Pages without text: {cut(', '.join(empty))}.")
    # Mostly who typed it, on whose machine it was made: no byline.
    notes += [f"The document names {cut(author)} as its author."] if author else []
    return draft(
        file.name,
        data,
        "\n\n".join(text.paragraphs),
        options,
        parsed=True,
        title=text.title[:LONGEST_TITLE],
        outlet=options.outlet,
        media_type="application/pdf",
        notes=notes,
        left_out=[{"text": words, "reason": HEADER_OR_FOOTER} for words in text.repeated],
    )


def pages_of(data: bytes) -> tuple[list[list[Line]], str]:
    """The lines of each page, and the author that the document names. Raises Unfit."""
    import pypdf  # takes a fifth of a second: not before the first document needs it

    logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # what it says, we say by name
    until = time.monotonic() + LONGEST
    try:
        reader = pypdf.PdfReader(io.BytesIO(data))
        if reader.is_encrypted and not is_open(reader):
            raise Unfit(ENCRYPTED)
        if len(reader.pages) > MOST_PAGES:
            raise Unfit(f"it has more than {MOST_PAGES} pages: save the article alone")
        author = str(getattr(reader.metadata, "author", None) or "")
        return [list(lines_of(page, until)) for page in reader.pages], author.strip()
    except Unfit:
        raise
    except Exception as error:
        # A hostile document raises errors of more kinds than can be named; so does one that is
        # encrypted in a way which needs another library to be opened.
        raise Unfit(ENCRYPTED if b"/Encrypt" in data else "the PDF document is broken") from error


def is_open(reader: Any) -> bool:
    """Whether the document opens without a password: many are locked only against changes."""
    try:
        return bool(reader.decrypt(""))
    except Exception:
        return False


def lines_of(page: Any, until: float) -> Iterator[Line]:
    """The lines of the page in its order, each with its place and the size of its letters."""
    found: list[Line] = []

    def look(*_: Any) -> None:
        if time.monotonic() > until:
            raise Unfit(TOO_LONG)

    def see(text: str, outer: Any, inner: Any, _font: Any, size: Any) -> None:
        x, y, scale = place(inner, outer)
        add(found, text, Line(x, y, abs(float(size or 0) * scale) or 1.0, ""))

    page.extract_text(visitor_text=see, visitor_operand_before=look)
    for line in found:
        line.text = fragments.one_line(line.text.translate(LIGATURES))
        if line.text:
            yield line


def add(found: list[Line], text: str, there: Line) -> None:
    """Add a piece of text to the last line, where it stands on that, else as another."""
    if not text.strip():
        if found and text:
            found[-1].text += " "
        return
    first, *others = text.split("\n")
    last = found[-1] if found else None
    if last and abs(last.y - there.y) <= SAME_LINE * max(last.size, there.size):
        last.text += raised_or_lowered(first, there, last)
    else:
        others = [first, *others]
    found += [Line(there.x, there.y, there.size, words) for words in others if words.strip()]


def raised_or_lowered(text: str, there: Line, line: Line) -> str:
    """The text; digits that are set small above or below the line, in characters of their own."""
    letters = RAISED if there.y > line.y else LOWERED
    words = text.strip()
    is_small = there.size <= SMALL * line.size and abs(there.y - line.y) > LEAST_RAISED * line.size
    if is_small and words and all(letter in letters for letter in words):
        return text.replace(words, "".join(letters[letter] for letter in words))
    return text


def place(inner: Any, outer: Any) -> tuple[float, float, float]:
    """Where on the page a piece of text begins, and how much its letters are enlarged."""
    x = inner[4] * outer[0] + inner[5] * outer[2] + outer[4]
    y = inner[4] * outer[1] + inner[5] * outer[3] + outer[5]
    return float(x), float(y), float(inner[3] * outer[3] or inner[1] * outer[2] or 1)
