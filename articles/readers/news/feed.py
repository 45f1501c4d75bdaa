"""Feeds, RSS of every version and Atom: each item is one article."""

import re
from collections.abc import Iterator
from functools import partial
from typing import Any, NamedTuple
from urllib.parse import urljoin

from lxml import etree

from articles.cleaning.boilerplate import BOILERPLATE
from articles.importing.drafts import Draft
from articles.readers import fragments, xml
from articles.readers.drafting import Options, Piece, draft, made
from articles.readers.files import File
from articles.readers.fragments import Fragment
from articles.readers.stated import (
    LONGEST_NAME,
    LONGEST_TITLE,
    names,
    refuse_verbatim,
    stated_address,
    stated_day,
    stated_language,
)
from articles.text import Unfit, storable

CONTENT = "http://purl.org/rss/1.0/modules/content/"
DUBLIN_CORE = "http://purl.org/dc/"
NOTHING = Fragment([], [])
FIRST_APPEARED = re.compile(
    r"(?:The post|Der Beitrag|Die Post|L['’]article|El artículo|La entrada|L['’]articolo|O post"
    r"|Het bericht|Inlägget|Artykuł|Příspěvek)\s.{1,300}\s(?:appeared first on|first appeared on"
    r"|erschien zuerst auf|est apparu en premier sur|se publicó primero en|apareció primero en"
    r"|proviene da|apareceu primeiro em|verscheen eerst op|dök först upp på|pochodzi z serwisu"
    r"|pochází z)\s.{1,200}",
    re.IGNORECASE,
)
SUMMARY = "The feed has only a summary of it."
BASE = "{http://www.w3.org/XML/1998/namespace}base"
LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"


class Feed(NamedTuple):
    """What holds for all items of a feed: read once, for a feed may have many."""

    title: str
    base: str
    authors: str
    language: str
    notes: list[str]


def read(file: File, options: Options) -> Iterator[Piece]:
    """The items of the feed; `FILE:NUMBER` is the name of each, by its place from 1."""
    refuse_verbatim(options, "a feed")
    root, note = xml.parsed(file.data(), file.charset)
    # In RSS 0.9 and 1.0 the items stand beside the channel.
    channel = xml.child(root, "channel") if xml.name(root) != "feed" else root
    channel = root if channel is None else channel
    items = xml.children(channel, "item", "entry")
    items += [] if channel is root else xml.children(root, "item")
    if not items:
        raise Unfit("there is no item in the feed")
    feed = Feed(
        title(channel)[:LONGEST_NAME],
        absolute(file.url or link(channel), channel.get(BASE) or ""),
        authors(channel),
        language(channel) or xml.attribute(root, LANGUAGE),
        [note] if note else [],
    )
    for number, item in enumerate(items, 1):
        where = f"{storable(file.name)}:{number}"
        yield partial(made, where, article, item, feed, options)


def article(name: str, item: Any, feed: Feed, options: Options) -> Draft:
    """The draft of one item. Raises Unfit."""
    notes = [*feed.notes]
    base = absolute(feed.base, item.get(BASE) or "")
    text, is_summary = body(item)
    text = without_source(text)
    if not text.paragraphs:
        raise Unfit("the feed has neither the text of it nor a summary")
    if is_summary:
        notes.append(SUMMARY)
    place = link(item)
    return draft(
        name,
        etree.tostring(item, encoding="utf-8", with_tail=False),
        text.source(),
        options,
        parsed=True,
        title=title(item)[:LONGEST_TITLE],
        outlet=outlet(item) or feed.title or options.outlet,
        url=stated_address(absolute(base, place) if place else "", notes),
        byline=authors(item) or feed.authors,
        language=stated_language(language(item) or feed.language),
        published_on=stated_day(dated(item), notes),
        media_type="application/xml",
        notes=notes,
        left_out=text.left_out,
        partial=is_summary,
    )


def absolute(base: str, place: str) -> str:
    try:
        return urljoin(base, place)
    except ValueError:  # brackets in it that hold no address
        return place


def body(item: Any) -> tuple[Fragment, bool]:
    """The item's text, and whether that is only a summary of it."""
    full = [
        one
        for one in item
        if (xml.name(one) == "encoded" and xml.namespace(one) == CONTENT)
        or (xml.name(one) in {"content", "body", "div"} and is_text(one))
        or xml.name(one) == "fulltext"
    ]
    text = longest(full)
    if text.paragraphs:
        return text, False
    brief = xml.children(item, "description", "summary", "abstract", "subtitle")
    return longest([one for one in brief if is_text(one)]), True


def without_source(text: Fragment) -> Fragment:
    """The text without the line that WordPress sets below each item of its feeds."""
    if len(text.paragraphs) > 1 and FIRST_APPEARED.fullmatch(text.paragraphs[-1]):
        line = {"text": text.paragraphs[-1], "reason": BOILERPLATE}
        return Fragment(text.paragraphs[:-1], [*text.left_out, line])
    return text


def longest(elements: list[Any]) -> Fragment:
    return max(map(words_of, elements), key=lambda one: len(one.source()), default=NOTHING)


def is_text(content: Any) -> bool:
    """Whether it holds words of the article: what `media:content` holds is a picture or film."""
    return "yahoo" not in xml.namespace(content) and not content.get("src")


def words_of(element: Any) -> Fragment:
    """What the element says: HTML that is escaped in it, its own elements, or plain text."""
    if len(element):
        return fragments.of_tree(element)
    kind = (element.get("type") or element.get("mode") or "").lower()
    is_atom = "Atom" in xml.namespace(element) or "purl.org/atom" in xml.namespace(element)
    text = element.text or ""
    if kind in {"text", "text/plain"} or (is_atom and not kind):
        return fragments.of_plain(text)
    return fragments.of_any(text)


def title(item: Any) -> str:
    for one in xml.children(item, "title"):
        if "yahoo" not in xml.namespace(one):
            return fragments.one_line(" ".join(words_of(one).paragraphs))
    return ""


def link(element: Any) -> str:
    """The address of the item or the feed, as it stands."""
    for one in xml.children(element, "origLink"):  # behind the links that count clicks
        return (one.text or "").strip()
    links = xml.children(element, "link")
    for one in links:
        if one.get("href") and one.get("rel", "alternate") == "alternate":
            return str(one.get("href")).strip()
    for one in links:
        if (one.text or "").strip():
            return str(one.text).strip()
    for one in xml.children(element, "guid"):
        if one.get("isPermaLink", "true").lower() == "true":
            text = (one.text or "").strip()
            return text if text.startswith(("http://", "https://")) else ""
    return str(element.get("{http://www.w3.org/1999/02/22-rdf-syntax-ns#}about") or "")


def authors(element: Any) -> str:
    creators = [
        one for one in xml.children(element, "creator") if DUBLIN_CORE in xml.namespace(one)
    ]
    found = [xml.words(one) for one in creators]
    if not found:
        for one in xml.children(element, "author"):
            named = xml.child(one, "name")
            found.append(xml.words(named) if named is not None else person(xml.words(one)))
    return names([fragments.words(one) for one in found])


def person(stated: str) -> str:
    """The name in what RSS calls an author: `desk@paper.example (Jo Marsh)`, and no address."""
    before, _, behind = stated.partition("(")
    if "@" in before:
        return behind.rstrip(") ").strip()
    return stated


def outlet(item: Any) -> str:
    """The source that the item names, as feeds of several sites do."""
    source = xml.child(item, "source")
    named = xml.child(source, "title")
    return xml.words(source if named is None else named)[:LONGEST_NAME]


def language(element: Any) -> str:
    return xml.words(xml.child(element, "language")) or xml.attribute(element, LANGUAGE)


def dated(item: Any) -> str:
    for name in ("pubDate", "published", "issued", "date", "created", "updated", "modified"):
        for one in xml.children(item, name):
            if text := xml.words(one):
                return text
    return ""
