"""Markdown, with or without front matter: one file is one article."""

from typing import Any

from markdown_it import MarkdownIt

from articles.importing.drafts import Draft
from articles.readers import fragments
from articles.readers.dates import read_day
from articles.readers.decoding import decoded
from articles.readers.documents import front_matter
from articles.readers.drafting import Options, draft
from articles.readers.files import File
from articles.readers.stated import (
    LONGEST_NAME,
    LONGEST_TITLE,
    names,
    refuse_verbatim,
    stated_address,
    stated_language,
)
from articles.text import Unfit, storable

READER = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])
TITLE = ("title", "headline")
AUTHORS = ("byline", "author", "authors", "by", "creator")
DAY = (
    "date",
    "published_on",
    "published",
    "publishdate",
    "publish_date",
    "pubdate",
    "datepublished",
)
ADDRESS = ("canonical", "canonical_url", "canonicalurl", "url", "link", "permalink", "source_url")
LANGUAGE = ("lang", "language", "locale")
OUTLET = ("outlet", "publisher", "publication", "site", "source")
KNOWN = {*TITLE, *AUTHORS, *DAY, *ADDRESS, *LANGUAGE, *OUTLET, "draft"}


def read(file: File, options: Options) -> Draft:
    refuse_verbatim(options, "Markdown")
    data = file.data()
    source, note = decoded(data, declared=file.charset)
    above = front_matter.parted(source.replace("\r\n", "\n").replace("\r", "\n"))
    try:
        markup = READER.render(above.body)
    except RecursionError as error:
        raise Unfit("its Markdown nests too deep") from error
    text = fragments.of_markup(markup)
    notes = [note] if note else []
    published_on, why = read_day(first(above.values, DAY))
    notes += [why] if why else []
    if words(above.values.get("draft")).lower() == "true":
        notes.append("The file says that it is a draft.")
    if unread := [*above.unread, *sorted(above.values.keys() - KNOWN)]:
        notes.append(f"Not read: {storable(', '.join(unread))}.")
    title = words(first(above.values, TITLE))
    if not title and markup.startswith("<h1>"):
        title = text.paragraphs[0] if text.paragraphs else ""
    return draft(
        file.name,
        data,
        text.source(),
        options,
        parsed=True,
        title=fragments.one_line(title)[:LONGEST_TITLE],
        outlet=words(first(above.values, OUTLET))[:LONGEST_NAME] or options.outlet,
        url=stated_address(address_of(above.values), notes) or stated_address(file.url, []),
        byline=names(named(first(above.values, AUTHORS))),
        language=stated_language(words(first(above.values, LANGUAGE))),
        published_on=published_on,
        media_type="text/markdown",
        notes=notes,
        left_out=text.left_out,
    )


def first(values: dict[str, Any], known: tuple[str, ...]) -> Any:
    return next((values[name] for name in known if values.get(name)), "")


def address_of(values: dict[str, Any]) -> str:
    """The address of the page; where a site's own paths stand in its place, there is none."""
    stated = [words(values.get(name)) for name in ADDRESS]
    return next((one for one in stated if "://" in one), "")


def named(value: Any) -> list[str]:
    """The names in a word, a list of words, or of entries with a `name`."""
    entries = value if isinstance(value, list) else [value]
    return [
        words(entry.get("name", "")) if isinstance(entry, dict) else words(entry)
        for entry in entries
    ]


def words(value: Any) -> str:
    return "" if value is None or isinstance(value, list | dict) else str(value).strip()
