"""The export of a WordPress site (WXR): every post that is published is one article.

Read item by item: an export of years may be larger than fits into memory.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import partial
from typing import Any, BinaryIO

from lxml import etree

from articles.importing.drafts import Draft, Unreadable
from articles.readers import fragments, xml
from articles.readers.drafting import Options, Piece, draft, made
from articles.readers.files import File
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

# What an export holds beside posts; sites have kinds of posts of their own, such as `news`.
NO_POSTS = set(
    "page attachment nav_menu_item revision custom_css customize_changeset oembed_cache "
    "user_request wp_block wp_template wp_template_part wp_global_styles wp_navigation "
    "wp_font_face wp_font_family acf-field acf-field-group product product_variation shop_order "
    "shop_coupon wpcf7_contact_form elementor_library feedback".split()
)
CONTROLS = bytes(byte for byte in range(0x20) if byte not in b"\t\n\r")
PUBLISHED = {"publish", ""}
UNPUBLISHED = {
    "draft": "it is a draft",
    "auto-draft": "it is a draft",
    "pending": "it waits for a review",
    "future": "it is to be published later",
    "private": "it is private",
    "trash": "it lies in the bin",
    "inherit": "it is an earlier version",
}
BLOCK_COMMENT = re.compile(r"<!--\s*/?(?:wp:|more|nextpage|noteaser)[^<>]{0,5000}-->\n?")
# As in WordPress itself, a blank line begins a paragraph and a line break is one, but for what
# is a block already.
BLOCK = re.compile(
    r"\s*</?(?:table|thead|tfoot|caption|tbody|tr|td|th|div|dl|dd|dt|ul|ol|li|pre|form|map|area|"
    r"blockquote|address|p|h[1-6]|hr|fieldset|section|article|aside|header|footer|nav|figure|"
    r"figcaption|details|menu|summary)\b",
    re.IGNORECASE,
)
BLANK_LINES = re.compile(r"\n[^\S\n]*\n\s*")


@dataclass
class Site:
    """What holds for all of its posts. `passed_over` counts what is no post of it."""

    title: str = ""
    language: str = ""
    authors: dict[str, str] = field(default_factory=dict)


class WithoutControls:
    """The bytes without control characters, which sites export and no XML may hold."""

    def __init__(self, stream: BinaryIO) -> None:
        self.stream = stream

    def read(self, size: int = -1, /) -> bytes:
        while part := self.stream.read(size):
            if kept := part.translate(None, CONTROLS):
                return kept
        return b""


def read(file: File, options: Options) -> Iterator[Piece]:
    """The posts of the export; `FILE:NUMBER` is the name of each, by its id in WordPress.

    Pages, menus and attachments are passed over; a post that is not published is refused.
    """
    refuse_verbatim(options, "an export of WordPress")
    site, posts = Site(), 0
    is_wide = b"\0" in file.head()[:4]
    with file.open() as stream:
        source: Any = stream if is_wide else WithoutControls(stream)
        events = etree.iterparse(source, events=("end",), **xml.SAFE)
        try:
            for _, element in events:
                if xml.name(element) != "item":
                    if xml.name(element.getparent()) == "channel":
                        learn(element, site)
                        forget(element)
                    continue
                if value(element, "post_type") not in NO_POSTS:
                    posts += 1
                    where = f"{storable(file.name)}:{value(element, 'post_id') or posts}"
                    yield post(where, element, site, options)
                forget(element)
        except etree.XMLSyntaxError as error:
            reason = f"the XML is broken: {error.msg}; from line {error.lineno} on nothing was read"
            yield partial(Unreadable, file.name, reason)
            return
    if not posts:
        raise Unfit("there is no post in the export")


def post(name: str, element: Any, site: Site, options: Options) -> Piece:
    status = value(element, "status")
    if status not in PUBLISHED:
        reason = UNPUBLISHED.get(status, f"its status is “{status}”")
        return partial(Unreadable, name, f"{reason}: only published posts are imported")
    if value(element, "post_password"):
        return partial(Unreadable, name, "it is protected by a password")
    # By itself: its tree is forgotten before the piece is called.
    raw = etree.tostring(element, encoding="utf-8", with_tail=False)
    return partial(made, name, article, raw, site, options)


def article(name: str, raw: bytes, site: Site, options: Options) -> Draft:
    """The draft of one post. Raises Unfit."""
    item, note = xml.parsed(raw)
    notes = [note] if note else []
    content = next(
        (one.text or "" for one in xml.children(item, "encoded") if "content" in one.tag), ""
    )
    text = fragments.of_markup(with_paragraphs(content))
    creator = xml.words(xml.child(item, "creator"))
    return draft(
        name,
        raw,
        text.source(),
        options,
        parsed=True,
        title=fragments.words(xml.words(xml.child(item, "title")))[:LONGEST_TITLE],
        outlet=site.title[:LONGEST_NAME] or options.outlet,
        url=stated_address(xml.words(xml.child(item, "link")), notes),
        byline=names([site.authors.get(creator, creator)]),
        language=stated_language(site.language),
        published_on=stated_day(written(item), notes),
        media_type="application/xml",
        notes=notes,
        left_out=text.left_out,
    )


def written(item: Any) -> str:
    """When the post was published, as its site saw the day; empty where it does not say."""
    stated = value(item, "post_date")
    if not stated or stated.startswith("0000"):
        stated = xml.words(xml.child(item, "pubDate"))
    return "" if "-0001" in stated or stated.startswith("0000") else stated


def with_paragraphs(content: str) -> str:
    """The content as WordPress shows it: its blank lines and line breaks mean something."""
    content = content.replace("\r\n", "\n").replace("\r", "\n")
    if "<!-- wp:" in content:  # of the block editor, whose paragraphs are marked
        return BLOCK_COMMENT.sub("", content)
    parts = BLANK_LINES.split(BLOCK_COMMENT.sub("\n\n", content).strip())
    return "\n".join(
        part if BLOCK.match(part) else f"<p>{part.replace(chr(10), '<br>')}</p>" for part in parts
    )


def learn(element: Any, site: Site) -> None:
    """Take over what the head of the export says; it stands before the posts."""
    if xml.name(element) == "title":
        site.title = xml.words(element)
    elif xml.name(element) == "language":
        site.language = xml.words(element)
    elif xml.name(element) == "author":
        site.authors[value(element, "author_login")] = value(element, "author_display_name")


def value(element: Any, name: str) -> str:
    return xml.words(xml.child(element, name))


def forget(element: Any) -> None:
    """Free what has been read."""
    element.clear()
    while element.getprevious() is not None:
        del element.getparent()[0]
