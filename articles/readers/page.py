"""Saved web pages: trafilatura finds the article in the page and what its head states."""

import logging
import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

from articles.importing.drafts import Draft
from articles.readers import language as languages
from articles.readers.decoding import decoded
from articles.readers.drafting import Options, address, day, draft
from articles.readers.files import File
from articles.text import Unfit

CHARSET = re.compile(
    rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w.:-]+)|encoding=["']([\w.:-]+)""", re.IGNORECASE
)
LANGUAGE = re.compile(r"""<html[^>]{0,1000}?\s(?:xml:)?lang\s*=\s*["']?([\w-]+)""", re.IGNORECASE)
LOCALE = re.compile(
    r"""<meta[^>]{0,200}?og:locale["'][^>]{0,100}?content=["']([\w-]+)""", re.IGNORECASE
)
NO_BREAK_SPACE = re.compile(r"(?<=\S)(?:\u00a0|&nbsp;|&#160;|&#xa0;)(?=\S)", re.IGNORECASE)
TWO_BREAKS = re.compile(r"<br\s*/?>\s*(?:<br\s*/?>\s*)+", re.IGNORECASE)
# trafilatura takes a no-break space for any white space; this stands for it meanwhile.
BLOCKS = {"p", "head", "item", "list", "table", "row", "quote", "code"}
STAND_IN = "\ue0a0"


def read(file: File, options: Options) -> Draft:
    if options.verbatim:
        raise Unfit("a page cannot be read verbatim: its text is not what stands in the file")
    data = file.data()
    declared = CHARSET.search(data[:4096])
    encoding = file.charset or ((declared[1] or declared[2]).decode() if declared else "")
    page, note = decoded(data, declared=encoding)
    document = extracted(page)
    if document is None:
        raise Unfit("there is no text of an article in the page")
    source = "\n\n".join(paragraphs_of_page(document.body))
    if not source:
        raise Unfit("there is no text of an article in the page")
    return draft(
        file.name,
        data,
        source,
        options,
        title=(document.title or "").replace(STAND_IN, "\u00a0")[:500],
        outlet=options.outlet or (document.sitename or host(document.url))[:200],
        url=usable(address, document.url) or usable(address, file.url) or "",
        byline=(document.author or "")[:300],
        language=options.language or stated_language(page),
        published_on=usable(day, document.date),
        media_type="text/html",
        notes=[note] if note else [],
    )


def extracted(page: str) -> Any:
    """trafilatura's document, None where it finds no article."""
    import trafilatura  # takes a fifth of a second: not before the first page needs it

    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)  # what it says, we say by name
    if "<html" not in page[:20_000].lower():
        page = f"<html><body>{page}</body></html>"  # a piece of one, saved from an editor
    page = TWO_BREAKS.sub("</p><p>", NO_BREAK_SPACE.sub(STAND_IN, page))
    try:
        document: Any = trafilatura.bare_extraction(
            page, with_metadata=True, include_comments=False
        )
    except Exception as error:
        # What a hostile page may raise in the depths of a parser has no end of names.
        raise Unfit("the page cannot be parsed") from error
    return document if document is not None and document.text else None


def paragraphs_of_page(body: Any) -> Iterator[str]:
    """The texts of the extracted body's blocks in their order.

    From the tree, not trafilatura's own text, which drops joiners and directional marks.
    """
    for block in body.iter("p", "head", "item", "row", "code", "quote"):
        if block.tag == "row":
            parts = [words_in(cell) for cell in block.iterchildren("cell")]
        elif block.tag == "p" and any(True for _ in block.iterancestors("cell")):
            continue
        else:
            parts = [words_in(block)]
        if line := " | ".join(filter(None, map(one_line, parts))):
            yield line


def words_in(block: Any) -> str:
    """The block's own text; blocks inside it come on their own."""
    parts = [block.text or ""]
    for child in block:
        inside = block.tag == "cell" or child.tag not in BLOCKS
        parts += [" " if child.tag == "lb" else words_in(child) if inside else "", child.tail or ""]
    return "".join(parts)


def one_line(text: str) -> str:
    return re.sub(r"[^\S\u00a0]+", " ", text).strip().replace(STAND_IN, "\u00a0")


def stated_language(page: str) -> str:
    found = LANGUAGE.search(page[:20_000]) or LOCALE.search(page[:100_000])
    return usable(languages.tag, found[1]) or "" if found else ""


def host(url: str | None) -> str:
    return (urlsplit(url or "").hostname or "").removeprefix("www.")


def usable(parse: Any, value: str | None) -> Any:
    """The value parsed; None where the page states something that is none."""
    try:
        return parse(value) if value else None
    except Unfit:
        return None
