"""News items of agencies in NewsML-G2, alone or several in one message."""

from collections.abc import Iterator
from functools import partial
from typing import Any

from lxml import etree

from articles.importing.drafts import Draft
from articles.readers import fragments, xml
from articles.readers.drafting import Options, Piece, draft, made
from articles.readers.files import File
from articles.readers.fragments import Fragment
from articles.readers.news import nitf
from articles.readers.news.release import refuse_unreleased
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

LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
KINDS = ("newsItem", "packageItem", "conceptItem", "knowledgeItem", "planningItem")


def read(file: File, options: Options) -> Iterator[Piece]:
    """The items of the file; `FILE:NUMBER` is the name of each where it is a message of several."""
    refuse_verbatim(options, "a news item")
    root, note = xml.parsed(file.data(), file.charset)
    name = storable(file.name)
    notes = [note] if note else []
    if xml.name(root) == "newsItem":
        yield partial(made, name, article, root, options, file.url, notes)
        return
    items = list(items_of(root))
    if not items:
        raise Unfit("there is no news item in the message")
    for number, item in enumerate(items, 1):
        yield partial(made, f"{name}:{number}", article, item, options, "", notes)


def items_of(message: Any) -> Iterator[Any]:
    """The items of the message, none of those inside another."""
    walker = etree.iterwalk(message, events=("start",))
    for _, element in walker:
        if xml.name(element) in KINDS:
            yield element
            walker.skip_subtree()


def article(name: str, item: Any, options: Options, url: str, of_file: list[str]) -> Draft:
    """The draft of one item. Raises Unfit, also where it may not be used."""
    notes = [*of_file]
    if xml.name(item) != "newsItem":
        raise Unfit(f"it is a {xml.name(item)} of NewsML-G2, which holds no article")
    management, meta = xml.child(item, "itemMeta"), xml.child(item, "contentMeta")
    refuse_unreleased(status(management), value(management, "embargoed"))
    content, old = content_of(item)
    return draft(
        name,
        etree.tostring(item, encoding="utf-8", with_tail=False),
        content.source(),
        options,
        parsed=True,
        title=headline(meta, old)[:LONGEST_TITLE],
        outlet=outlet(management, meta, old)[:LONGEST_NAME] or options.outlet,
        url=stated_address(address_of(item, management, old) or url, notes),
        byline=byline(meta, old),
        language=stated_language(language(item, meta)),
        published_on=stated_day(dated(management, meta, old), notes),
        media_type="application/xml",
        notes=notes,
        left_out=content.left_out,
    )


def status(management: Any) -> str:
    stated = xml.child(management, "pubStatus")
    return xml.attribute(stated, "qcode") or xml.attribute(stated, "uri").rpartition("/")[2]


def content_of(item: Any) -> tuple[Fragment, nitf.Item | None]:
    """The text, and what the NITF says in which it stands, if it does. Raises Unfit."""
    for holder in xml.children(xml.child(item, "contentSet"), "inlineXML", "inlineData"):
        if xml.name(holder) == "inlineData":
            kind = holder.get("contenttype", "")
            text = holder.text or ""
            found = (
                fragments.of_plain(text)
                if kind.startswith("text/plain")
                else fragments.of_any(text)
            )
        else:
            inside = next((one for one in holder if isinstance(one.tag, str)), None)
            if inside is not None and xml.name(inside) == "nitf":
                old = nitf.item_of(inside)
                return old.text, old
            found = fragments.of_tree(holder)
        if found.paragraphs:
            return found, None
    kind = xml.attribute(xml.child(item, "itemMeta", "itemClass"), "qcode").rpartition(":")[2]
    if kind not in {"", "text", "composite"}:
        raise Unfit(f"it is a news item of the class “{kind}”, not a text")
    raise Unfit("the news item holds no text")


def headline(meta: Any, old: nitf.Item | None) -> str:
    found = xml.children(meta, "headline")
    main = [one for one in found if one.get("role", "").rpartition(":")[2] in {"", "main"}]
    stated = next((xml.words(one) for one in main or found), "")
    return fragments.words(stated) or (old.title if old else "")


def byline(meta: Any, old: nitf.Item | None) -> str:
    stated = [xml.words(one) for one in xml.children(meta, "by")]
    creators = [value(one, "name") for one in xml.children(meta, "creator")]
    found = names([nitf.without_by(one) for one in stated or creators])
    return found or (old.byline if old else "")


def outlet(management: Any, meta: Any, old: nitf.Item | None) -> str:
    for parent, name in ((meta, "infoSource"), (management, "provider")):
        for one in xml.children(parent, name):
            stated = value(one, "name") or one.get("literal", "")
            if stated:
                return str(stated).strip()
    return old.outlet if old else ""


def address_of(item: Any, management: Any, old: nitf.Item | None) -> str:
    """The page that the item stands on: a link to it, or its id where that is an address."""
    for link in xml.children(management, "link"):
        rel = link.get("rel", "").rpartition(":")[2].lower()
        if rel in {"canonical", "webpage", "publishedas"} and link.get("href"):
            return str(link.get("href"))
    stated = [item.get("guid", ""), *(xml.words(one) for one in ids(item))]
    found = next((one for one in stated if one.startswith(("http://", "https://"))), "")
    return found or (old.url if old else "")


def ids(item: Any) -> list[Any]:
    metas = (xml.child(item, "itemMeta"), xml.child(item, "contentMeta"))
    return [one for meta in metas for one in xml.children(meta, "altId")]


def language(item: Any, meta: Any) -> str:
    return xml.attribute(xml.child(meta, "language"), "tag") or xml.attribute(item, LANGUAGE)


def dated(management: Any, meta: Any, old: nitf.Item | None) -> str:
    for parent, name in (
        (management, "versionCreated"),
        (meta, "contentCreated"),
        (management, "firstCreated"),
    ):
        if stated := value(parent, name):
            return stated
    return old.published if old else ""


def value(parent: Any, name: str) -> str:
    return xml.words(xml.child(parent, name))
