"""XML of whatever origin: no entity is expanded, no network asked, no tree larger than fits."""

import html
import html.entities
import re
from typing import Any

from lxml import etree

from articles.readers.decoding import decoded
from articles.text import CONTROL, Unfit

SAFE = {"resolve_entities": False, "no_network": True, "load_dtd": False, "huge_tree": False}
REPAIRED = "The XML is not well-formed; it was repaired, and words may be missing."
DECLARATION = re.compile(r"<\?xml[^<>]{0,200}\?>")
# An ampersand that begins no reference of XML: one alone, or an entity of HTML.
AMPERSAND = re.compile(r"&(?!(?:amp|lt|gt|quot|apos|#\d{1,7}|#[xX][\dA-Fa-f]{1,6});)(\w{1,31};)?")
NUMBERED = re.compile(r"&#(?:(\d{1,7})|[xX]([\dA-Fa-f]{1,6}));")
NO_CHARACTER = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
SPACE = re.compile(r"[^\S\u00a0\u202f]+")  # no-break spaces are part of what is written
MOST_TAGS = 1_000_000  # more of them, however short, fill the memory
MOST_ENTITIES = 10_000
MOST_OF_UNICODE = 0x10FFFF
CDATA, CDATA_END = "<![CDATA[", "]]>"


def parsed(data: bytes, charset: str = "") -> tuple[Any, str]:
    """The root of the document, and a note where it had to be repaired (else empty). Raises Unfit.

    What is not well-formed is repaired as feeds need it most: entities of HTML, single
    ampersands, control characters, another encoding than declared.
    """
    if data.count(b"<") > MOST_TAGS:
        raise Unfit(f"it has more than {MOST_TAGS:,} tags")
    try:
        root = etree.fromstring(data, etree.XMLParser(**SAFE))
        note = ""
    except (etree.XMLSyntaxError, ValueError, LookupError) as error:
        text, _ = decoded(data, declared=charset)
        if "<!ENTITY" in text:
            raise Unfit("it defines entities of its own, which are not read") from error
        root, note = repaired(text), REPAIRED
        if root is None:
            raise Unfit(f"it is no XML that can be read ({error})"[:300]) from error
    replace_entities(root)
    return root, note


def repaired(text: str) -> Any:
    """The root of what can be read of the document, None where nothing can."""
    pieces = []
    source = CONTROL.sub("", DECLARATION.sub("", text, count=1))
    source = NUMBERED.sub(usable, source)  # everywhere: what is CDATA may be told otherwise
    at = 0
    while at < len(source):
        # Inside CDATA an ampersand is one.
        start = source.find(CDATA, at)
        start = len(source) if start < 0 else start
        pieces.append(AMPERSAND.sub(replacement, source[at:start]))
        end = source.find(CDATA_END, start)
        at = len(source) if end < 0 else end + len(CDATA_END)
        pieces.append(source[start:at] + (CDATA_END if start < at and end < 0 else ""))
    data = "".join(pieces).encode("utf-8", "replace")
    try:
        return etree.fromstring(data, etree.XMLParser(recover=True, encoding="utf-8", **SAFE))
    except (etree.XMLSyntaxError, ValueError):
        return None


def usable(reference: re.Match[str]) -> str:
    """The reference, empty where its number is that of no character of XML."""
    number = int(reference[1] or reference[2], 10 if reference[1] else 16)
    is_one = number <= MOST_OF_UNICODE and not NO_CHARACTER.match(chr(number))
    return reference[0] if is_one else ""


def replacement(found: re.Match[str]) -> str:
    character = html.escape(html.entities.html5.get(found[1] or "", ""))
    return character or f"&amp;{found[1] or ''}"


def replace_entities(root: Any) -> None:
    """Put the characters for entities of HTML that the document declares somewhere else.

    Raises Unfit for entities of its own: they may stand for anything, of any length.
    """
    entities = list(root.iter(etree.Entity))
    if len(entities) > MOST_ENTITIES:
        raise Unfit("it uses too many entities")
    for entity in entities:
        character = html.entities.html5.get(f"{entity.name};")
        if character is None:
            raise Unfit(f"it uses an entity of its own (&{entity.name};), which is not read")
        parent, before = entity.getparent(), entity.getprevious()
        words = character + (entity.tail or "")
        if before is not None:
            before.tail = (before.tail or "") + words
        else:
            parent.text = (parent.text or "") + words
        entity.tail = None
        parent.remove(entity)


def name(element: Any) -> str:
    """The element's name without its namespace; empty for a comment, an instruction and None."""
    tag = element.tag if element is not None else None
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def namespace(element: Any) -> str:
    return element.tag.rpartition("}")[0][1:] if isinstance(element.tag, str) else ""


def children(element: Any, *names: str) -> list[Any]:
    """The children of these names, whatever their namespace; none of None."""
    return [one for one in element if name(one) in names] if element is not None else []


def child(element: Any, *path: str) -> Any:
    """The first child, and of that the first, along the path of names; None where it ends."""
    for step in path:
        element = next(iter(children(element, step)), None)
    return element


def attribute_of(element: Any, its: str) -> str:
    """The attribute's value, whatever its namespace; empty where there is none, or no element."""
    if element is None:
        return ""
    found = (value for key, value in element.items() if key.rpartition("}")[2] == its)
    return str(next(found, "")).strip()


def attribute(element: Any, its: str) -> str:
    """The attribute's value, empty where there is none, or no element."""
    return str(element.get(its) or "").strip() if element is not None else ""


def words(element: Any) -> str:
    """All the words in the element, without those of comments; empty for None."""
    return "" if element is None else SPACE.sub(" ", "".join(element.itertext())).strip()
