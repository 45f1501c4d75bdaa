"""Saved web pages: the article in them, and what they state of it.

The source is parsed once. Where its prose stands tells where in it the article lies; what is kept
is walked in the tree's own order, so that no word is lost, repeated or moved.
"""

import re
from html import unescape
from typing import Any
from urllib.parse import urlsplit

from articles.importing.drafts import Draft
from articles.readers.decoding import decoded
from articles.readers.drafting import Options, address, draft
from articles.readers.files import File
from articles.readers.markup.blocks import Block, name_of
from articles.readers.markup.blocks import blocks as blocks_of
from articles.readers.markup.tree import parsed
from articles.readers.omissions import REPEATED
from articles.readers.page.bylines import byline
from articles.readers.page.extent import article_blocks
from articles.readers.page.finding import found_in
from articles.readers.page.publication import day_of_publication
from articles.readers.page.statements import Statements, addresses, stated_by
from articles.readers.page.titles import Titles, alike, headline
from articles.readers.page.tongues import language_of
from articles.readers.page.words import words_of
from articles.readers.stated import LONGEST_NAME, LONGEST_TITLE, refuse_verbatim
from articles.text import Unfit, refuse_surrogates

CHARSET = re.compile(
    rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w.:-]+)|encoding=["']([\w.:-]+)""", re.IGNORECASE
)
MOST_ELEMENTS = 100_000  # long pages have some thousands
NO_ARTICLE = "there is no text of an article in the page"
HEADINGS = frozenset(("h1", "h2", "h3"))
# Times as many words as the page shows: then structured data hold what a script would show.
MUCH_MORE = 3
NOT_FREE = "The page says that it is not free to read: its text may be cut off."
FROM_DATA = "The page shows no article; its text is that of the structured data in it."


def read(file: File, options: Options) -> Draft:
    refuse_verbatim(options, "a page")
    data = file.data()
    declared = CHARSET.search(data[:4096])
    encoding = file.charset or ((declared[1] or declared[2]).decode() if declared else "")
    source, note = decoded(data, declared=encoding)
    notes = [note] if note else []
    tree = parsed(source)
    if tree.xpath("count(//*)") > MOST_ELEMENTS:
        raise Unfit(f"it has more than {MOST_ELEMENTS:,} elements, too many for an article's page")
    said = stated_by(tree)
    urls = addresses(said, file.url)
    sites = names_of_site(said, urls)
    title = headline(titles_of(said), sites)[:LONGEST_TITLE]
    paragraphs, left_out = text_of(tree, said, title, notes)
    published_on, note = day_of_publication(said, urls)
    notes += [note] if note else []
    notes += [NOT_FREE] if is_not_free(said) else []
    return draft(
        file.name,
        data,
        "\n\n".join(paragraphs),
        options,
        title=title,
        outlet=options.outlet or outlet(said, urls, title),
        url=next(filter(None, map(usable_address, urls)), ""),
        byline=byline(said, sites),
        language=options.language or language_of(said.languages, "\n".join(paragraphs), notes),
        published_on=published_on,
        media_type="text/html",
        notes=notes,
        left_out=left_out,
        parsed=True,
    )


def is_not_free(said: Statements) -> bool:
    stated = str(said.article.get("isAccessibleForFree", "")).lower()
    return stated == "false" or said.first("article:content_tier") == "locked"


def text_of(
    tree: Any, said: Statements, title: str, notes: list[str]
) -> tuple[list[str], list[dict[str, str]]]:
    """The article's paragraphs, and what else is where it stands. Raises Unfit without one."""
    body = said.body()
    page = blocks_of(tree)
    blocks = without_repeated_headline(article_blocks(page, found_in(page), body), title)
    shown = [block.text for block in blocks if not block.left_out]
    if len(words_of(body)) > MUCH_MORE * len(words_of(" ".join(shown))):
        notes.append(FROM_DATA)
        return body.split("\n"), []
    if not shown:
        raise Unfit(NO_ARTICLE)
    left_out = [
        {"text": block.text, "reason": block.left_out} for block in blocks if block.left_out
    ]
    return shown, left_out


def without_repeated_headline(blocks: list[Block], title: str) -> list[Block]:
    """The blocks without the headline, which is the first paragraph; said again, it is told of."""
    kept, said = [], False
    for block in blocks:
        names = {name_of(one) for one in (block.element, *block.element.iterancestors())}
        if alike(block.text, title) and names & HEADINGS:
            if not said:
                said = True
                continue
            block.left_out = block.left_out or REPEATED
        kept.append(block)
    return kept


def titles_of(said: Statements) -> Titles:
    return Titles(
        said.headings,
        said.headline(),
        unescape(said.first("og:title")),
        unescape(said.first("twitter:title")),
        said.title,
    )


def names_of_site(said: Statements, urls: list[str]) -> list[str]:
    """What the site is called, and its address with and without its ending."""
    name = host(next(iter(urls), ""))
    stem = name.rpartition(".")[0]
    stated = (said.first("og:site_name"), said.first("application-name"), *said.publishers())
    return [*filter(None, stated), name, stem, stem.rpartition(".")[2]]


def outlet(said: Statements, urls: list[str], title: str) -> str:
    """What the site calls itself, else where it stands."""
    named = [said.first("og:site_name").lstrip("@"), *said.publishers(), host(next(iter(urls), ""))]
    usable = (name for name in named if name and title not in name and len(name) <= LONGEST_NAME)
    return next(usable, "")


def host(url: str) -> str:
    try:
        return (urlsplit(url).hostname or "").removeprefix("www.")
    except ValueError:
        return ""


def usable_address(stated: str) -> str:
    """The address; empty where the page states what is none."""
    try:
        refuse_surrogates(stated)
        return address(stated)
    except Unfit:
        return ""
