"""News items in NITF: the elder form of agencies in XML, alone or inside NewsML-G2."""

from dataclasses import dataclass
from typing import Any

from articles.importing.drafts import Draft
from articles.readers import fragments, xml
from articles.readers.drafting import Options, draft
from articles.readers.files import File
from articles.readers.fragments import Fragment
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
from articles.text import Unfit


@dataclass
class Item:
    """What an item in NITF says; its dateline begins the first paragraph of the text."""

    text: Fragment
    title: str
    byline: str
    published: str
    outlet: str
    url: str


def read(file: File, options: Options) -> Draft:
    refuse_verbatim(options, "a news item")
    data = file.data()
    root, note = xml.parsed(data, file.charset)
    item = item_of(root)
    notes = [note] if note else []
    return draft(
        file.name,
        data,
        item.text.source(),
        options,
        parsed=True,
        title=item.title,
        outlet=item.outlet or options.outlet,
        url=stated_address(item.url or file.url, notes),
        byline=item.byline,
        language=stated_language(language_of(root)),
        published_on=stated_day(item.published, notes),
        media_type="application/xml",
        notes=notes,
        left_out=item.text.left_out,
    )


def item_of(root: Any) -> Item:
    """What the `nitf` element says. Raises Unfit where it may not be used or holds no text."""
    head, body = xml.child(root, "head"), xml.child(root, "body")
    refuse_unreleased(status(head), "")
    content = xml.child(body, "body.content")
    if content is None or not (text := fragments.of_tree(content)).paragraphs:
        raise Unfit("the news item holds no text")
    lead = fragments.one_line(xml.words(xml.child(body, "body.head", "dateline")))
    if lead and not text.paragraphs[0].startswith(lead):
        text.paragraphs[0] = f"{lead} {text.paragraphs[0]}"
    titles = (
        xml.child(body, "body.head", "hedline", "hl1"),
        xml.child(body, "body.head", "hedline"),
        xml.child(head, "title"),
    )
    data = xml.child(head, "pubdata")
    return Item(
        text,
        next(filter(None, map(xml.words, titles)), "")[:LONGEST_TITLE],
        byline(body),
        published(head, body),
        xml.attribute(data, "name")[:LONGEST_NAME],
        xml.attribute(data, "ex-ref"),
    )


def byline(body: Any) -> str:
    found = [xml.words(one) for one in xml.children(xml.child(body, "body.head"), "byline")]
    return names([without_by(one) for one in found])


def without_by(stated: str) -> str:
    return stated[3:] if stated[:3].lower() == "by " else stated


def status(head: Any) -> str:
    return xml.attribute(xml.child(head, "docdata"), "management-status")


def published(head: Any, body: Any) -> str:
    """The date of issue, as it stands; else of the publication or of the dateline."""
    places = (
        (head, ("docdata", "date.issue"), "norm"),
        (head, ("docdata", "date.release"), "norm"),
        (head, ("pubdata",), "date.publication"),
        (body, ("body.head", "dateline", "story.date"), "norm"),
    )
    for parent, path, attribute in places:
        if stated := xml.attribute(xml.child(parent, *path), attribute):
            return stated
    return ""


def language_of(root: Any) -> str:
    return xml.attribute(root, "{http://www.w3.org/XML/1998/namespace}lang")
