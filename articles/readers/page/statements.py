"""What a page says of itself, gathered in one walk over its untouched tree. Pure.

Nothing is chosen here: titles, days, bylines and addresses each have a module that does.
"""

import re
from dataclasses import dataclass, field
from html import unescape
from itertools import islice
from typing import Any
from urllib.parse import urljoin

from lxml import etree

from articles.cleaning.boilerplate import TEASER
from articles.readers.fragments import of_any, words
from articles.readers.markup.blocks import all_text, name_of
from articles.readers.omissions import COMMENT, NAVIGATION
from articles.readers.page import structured_data
from articles.readers.page.furniture import reason_by_name

MOST_AROUND = 10  # elements
LONGEST = 2_000  # characters of a heading, a name
MOST = 200  # of one kind of statement; a page has few, and only the first count
# How browsers and SingleFile tell where they saved a page from.
SAVED_FROM = re.compile(r"saved from url=\(\d+\)\s*(https?://\S+)|\burl:\s*(https?://\S+)")
SAVED = re.compile(r"\s*saved from url|\s*Page saved with", re.IGNORECASE)
# In class names: an element for the author or the day, with nothing else in it.
MARKED = re.compile(
    r"(?P<byline>byline|author|autor)|(?P<day>date|publish|posted|datum)", re.IGNORECASE
)
AUTHORS_PAGE = re.compile(
    r"/(?:auth?or|auteur|autore|profile?|people|person|staff|journalist|contributor|reporter|columnist)"
    r"(?:e?s|en|e|i)?/[^/]",
    re.IGNORECASE,
)
LONGEST_MARKED = 120  # characters; a longer text says more than that
ITEMS = frozenset(("author", "datepublished", "datecreated", "headline"))


@dataclass
class Statements:
    """`meta` holds the contents by names in small letters, `items` the elements by itemprop."""

    meta: dict[str, list[str]] = field(default_factory=dict)
    title: str = ""
    headings: list[str] = field(default_factory=list)
    times: list[Any] = field(default_factory=list)
    items: dict[str, list[Any]] = field(default_factory=dict)
    marked: dict[str, list[str]] = field(default_factory=dict)
    authors: list[str] = field(default_factory=list)
    canonical: str = ""
    base: str = ""
    saved_from: str = ""
    languages: list[str] = field(default_factory=list)
    objects: list[structured_data.Object] = field(default_factory=list)
    article: structured_data.Object = field(default_factory=dict)

    def body(self) -> str:
        """The article's text as the structured data have it, a line for each paragraph."""
        bodies = [
            body for one in self.objects for body in structured_data.strings(one.get("articleBody"))
        ]
        return "\n".join(of_any(max(bodies, key=len)).paragraphs) if bodies else ""

    def headline(self) -> str:
        stated = structured_data.strings(self.article.get("headline"))
        return words(unescape(stated[0])) if stated else ""

    def publishers(self) -> list[str]:
        stated = self.article.get("publisher")
        several = stated if isinstance(stated, list) else [stated]
        named = [one for one in several if isinstance(one, dict)]
        names = [name for one in named for name in structured_data.strings(one.get("name"))]
        return [words(unescape(name)) for name in names]

    def is_full(self, kind: str | None) -> bool:
        return len(self.marked.get(kind or "", ())) >= MOST

    def first(self, *names: str) -> str:
        """What the first of these names that has a content says; empty where none has."""
        return next((self.meta[name][0] for name in names if name in self.meta), "")


def stated_by(tree: Any) -> Statements:
    said = Statements(saved_from=saved_from(tree))
    said.objects = structured_data.objects(tree)
    said.article = structured_data.article_of(said.objects)
    for element in tree.iter(etree.Element):
        take(element, said)
    stated = (tree.get("lang"), tree.get("{http://www.w3.org/XML/1998/namespace}lang"))
    tongues = (*stated, said.first("content-language"), said.first("og:locale"))
    in_data = structured_data.strings(said.article.get("inLanguage"))
    said.languages = [one for one in (*tongues, *in_data) if one]
    return said


def take(element: Any, said: Statements) -> None:
    """Take over what one element says, if it says anything of the page."""
    name = name_of(element)
    if name == "meta":
        take_meta(element, said)
    elif name == "title" and not said.title and not in_a_picture(element):
        said.title = all_text_of(element)
    elif name == "h1" and len(said.headings) < MOST:
        said.headings.append(all_text(element, LONGEST))
    elif name == "time" and len(said.times) < MOST:
        said.times.append(element)
    elif name == "base" and not said.base:
        said.base = element.get("href", "")
    elif name in {"a", "link"} and element.get("rel"):
        take_link(element, said)
    elif name == "a" and AUTHORS_PAGE.search(element.get("href") or ""):
        take_marked(element, "byline", said)
    elif found := MARKED.search(element.get("class") or ""):
        take_marked(element, str(found.lastgroup), said)
    if name != "meta" and (item := element.get("itemprop", "").lower()) in ITEMS:
        said.items.setdefault(item, []).append(element)


def take_marked(element: Any, kind: str, said: Statements) -> None:
    """Take over what an element for the author or the day says, unless of another article."""
    text = all_text(element, LONGEST_MARKED)
    if text and not is_of_another(element):
        said.marked.setdefault(kind, []).append(text)


def is_of_another(element: Any) -> bool:
    """Whether the element stands in a teaser, a comment or what surrounds the article."""
    around = list(islice(element.iterancestors(), MOST_AROUND))
    if any(name_of(one) in {"nav", "aside", "footer", "li"} for one in around):
        return True
    return any(reason_by_name(one) in {TEASER, COMMENT, NAVIGATION} for one in around)


def take_meta(element: Any, said: Statements) -> None:
    names = filter(None, map(element.get, ("property", "name", "itemprop", "http-equiv")))
    content = one_line(element.get("content") or element.get("value") or "")
    for name in names:
        contents = said.meta.setdefault(name.lower(), []) if content else []
        if len(contents) < MOST:
            contents.append(content)


def take_link(element: Any, said: Statements) -> None:
    relations = element.get("rel").lower().split()
    if "canonical" in relations and not said.canonical:
        said.canonical = element.get("href", "").strip()
    elif "author" in relations and name_of(element) == "a" and len(said.authors) < MOST:
        said.authors.append(all_text(element, LONGEST))


def in_a_picture(element: Any) -> bool:
    return any(name_of(one) == "svg" for one in element.iterancestors())


def all_text_of(element: Any) -> str:
    return one_line("".join(element.itertext()))


def one_line(text: str) -> str:
    """The text without line breaks and double spaces; no-break spaces are part of it."""
    return re.sub(r"[ \t\r\n\f]+", " ", text).strip()


def saved_from(tree: Any) -> str:
    """Where the page was saved from, as the program that saved it says; empty where none does."""
    comments = [*tree.itersiblings(etree.Comment, preceding=True), *tree.iter(etree.Comment)]
    for comment in comments[:MOST]:
        text = (comment.text or "")[:5_000]
        if SAVED.match(text) and (found := SAVED_FROM.search(text)):
            return found[1] or found[2]
    return ""


def addresses(said: Statements, url: str) -> list[str]:
    """The addresses that the page states, the likeliest first. `url` is where it was found."""
    data = [*structured_data.strings(said.article.get("url")), *main_entity(said.article)]
    stated = [said.canonical, said.first("og:url"), *data, said.saved_from, url]
    known = next((one for one in (said.base, *stated) if one.startswith("http")), "")
    whole = [joined(known, one) for one in stated if one]
    # A few sites state their front page for every page.
    deep = [one for one in whole if one.rstrip("/").count("/") > 2]
    return deep + [one for one in whole if one not in deep]


def main_entity(article: structured_data.Object) -> list[str]:
    stated = article.get("mainEntityOfPage")
    return structured_data.strings(stated.get("@id") if isinstance(stated, dict) else stated)


def joined(known: str, address: str) -> str:
    try:
        return urljoin(known, address)
    except ValueError:
        return address
