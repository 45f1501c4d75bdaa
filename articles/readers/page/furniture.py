"""What the names of a page's elements say of them: menus, teasers, captions. Pure."""

import re
from typing import Any

from articles.cleaning.boilerplate import BOILERPLATE, BYLINE, TEASER
from articles.readers.markup.blocks import name_of
from articles.readers.omissions import ADVERTISEMENT, CAPTION, COMMENT, NAVIGATION

PART = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])")
# The words of which classes, ids and roles are made, as sites all over the world choose them.
REASONS = {
    TEASER: """
        outbrain promo promos popular mostread onward readalso readmore recirc recirculation
        recommendation recommendations recommended related sponsored suggested taboola teaser
        teasers trending upnext zergnet
    """,
    NAVIGATION: """
        breadcrumb breadcrumbs btn button buttons categories contentinfo footer imprint keywords
        masthead menu nav navbar navigation pager pagination share sharing skip social subnav tags
        toc topbar topics
    """,
    BOILERPLATE: """
        consent cookie cookies copyright disclaimer donate donation gdpr login modal newsletter
        overlay popup register signin signup subscribe subscription
    """,
    ADVERTISEMENT: "ad ads adslot advert advertisement anzeige sponsor werbung",
    COMMENT: "comment commentlist comments disqus respond",
    BYLINE: "author authors bio byline date dateline profile timestamp",
    CAPTION: "caption captions credit credits",
}
REASON_OF_WORD = {word: reason for reason, words in REASONS.items() for word in words.split()}
REASON_OF_ELEMENT = {
    "nav": NAVIGATION,
    "footer": NAVIGATION,
    "form": NAVIGATION,
    "aside": TEASER,
    "figcaption": CAPTION,
    "amp-ad": ADVERTISEMENT,
    "amp-embed": ADVERTISEMENT,
    "amp-sticky-ad": ADVERTISEMENT,
    "amp-consent": BOILERPLATE,
}
ALWAYS_FURNITURE = frozenset(("nav", "footer", "figcaption"))
NOTICE_OF_A_PROGRAM = re.compile(
    r".*\bjava\s?script\b.*"
    r"|(?:loading|please wait|redirecting|you are being redirected|access denied|page not found"
    r"|checking (?:your browser|if the site)|error 40[34]|40[34] (?:error|forbidden|not found))\b.*"
    r"|.{0,20}\bpage\b.{0,60}\b(?:not be found|cannot be found|not found|(?:not|n.t) exist)\b.*",
    re.IGNORECASE,
)
LONGEST_NAMES = 500  # characters that are read of them
LONGEST_NOTICE = 200  # characters
MOST_PARTS_OF_ID = 3  # the id of a section is often made of the words of its heading
NAMED_BY = ("class", "role", "itemprop")


def parts_of_names(element: Any) -> list[str]:
    """The words in the element's class, id and the like, in small letters."""
    names = " ".join(filter(None, map(element.get, NAMED_BY)))
    parts = PART.findall(names[:LONGEST_NAMES])
    of_id = PART.findall((element.get("id") or "")[:LONGEST_NAMES])
    return [word.lower() for word in (*parts, *(of_id if len(of_id) <= MOST_PARTS_OF_ID else ()))]


def reason_by_name(element: Any) -> str:
    """Why the element, by its name or its classes, is no part of an article; empty if it is."""
    if reason := reason_of_element(element):
        return reason
    return next(filter(None, map(REASON_OF_WORD.get, parts_of_names(element))), "")


def reason_of_element(element: Any) -> str:
    return REASON_OF_ELEMENT.get(name_of(element), "")


def is_notice_of_a_program(text: str) -> bool:
    """Whether the text says that the page is still to be filled, or is not there."""
    return len(text) <= LONGEST_NOTICE and bool(NOTICE_OF_A_PROGRAM.fullmatch(text))
