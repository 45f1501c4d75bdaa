"""Lines that say where an article appeared first. Pure."""

import re
from dataclasses import dataclass
from urllib.parse import urlsplit

from articles.cleaning.patterns import LONGEST, alternatives, without_brackets
from articles.sentences import ENDS_WITH_FULL_STOP


@dataclass(frozen=True)
class Source:
    """Whom a source line names; empty where that is nobody a reader would know.

    `url` is an address of the article itself, never a bare domain.
    """

    name: str = ""
    url: str = ""


DOMAIN = r"(?:[^\W_](?:[\w-]*[^\W_])?\.)+[^\W\d_]{2,}"


ADDRESS = re.compile(
    rf"(?:https?://{DOMAIN}|\b{DOMAIN}(?=[/\s)\]]|$))(?::\d+)?(?:/[^\s)\]]*)?", re.IGNORECASE
)


SOURCE_WORD = alternatives(
    r"""
    (?:(?:original|news|article) )?sources?
    fuentes?
    fontes?
    quellen?
    fonti
    bron
    kilde
    källa
    źródło
    zdroj
    источник
    джерело
    kaynak
    πηγή
    المصدر
    מקור
    来源
    來源
    出典
    출처
    """
)


PUBLISHED = alternatives(
    r"""
    (?:originally|first) (?:published|appeared|posted)
    read (?:more|on|the (?:full |original )?(?:article|story|post))
    """
)


VIA = re.compile(rf"via\s*[:：]?\s*(?P<rest>{ADDRESS.pattern})", re.IGNORECASE)


THIS_ARTICLE = alternatives(r"this (?:article|story|post|piece)(?: (?:was|has been))?")


WITH_COLON = re.compile(
    rf"(?:{SOURCE_WORD}|(?P<read>{PUBLISHED}))\s*[:：]\s*(?P<rest>.+)", re.IGNORECASE
)


WITH_PREPOSITION = re.compile(
    rf"(?:{THIS_ARTICLE}\s+)?{PUBLISHED}\s*(?:@|\b(?:at|on|in|by)\b)\s*:?\s*(?P<rest>.+?)"
    r"(?:[.,]\s*read\s+the\s+original.*)?",
    re.IGNORECASE,
)


BARE = re.compile(rf"{SOURCE_WORD}(?:\s*[-–—|]\s*|\s+)(?P<rest>.+)", re.IGNORECASE)


BETWEEN_NAMES = re.compile(r"\s*[,;/]\s*|\s+(?:and|y|e|et|und)\s+")


def source_line(paragraph: str, *, last: bool = True) -> Source | None:
    """Whom the paragraph names as its source; None where it is no source line.

    `last` says that nothing of the article follows: only there may the colon be missing.
    """
    line = without_brackets(paragraph)
    if len(line) > LONGEST:
        return None
    if match := WITH_COLON.fullmatch(line):
        # «Read more: …» leads to another article unless an address follows.
        return source_named(match["rest"]) if not match["read"] or ADDRESS.search(line) else None
    if match := WITH_PREPOSITION.fullmatch(line) or VIA.fullmatch(line):
        return source_named(match["rest"])
    if last and (match := BARE.fullmatch(line)):
        rest = match["rest"]
        is_name = (
            rest[0].isupper() and len(rest.split()) <= 5 and not ENDS_WITH_FULL_STOP.search(rest)
        )
        return source_named(rest) if is_name or is_opaque(rest) or ADDRESS.fullmatch(rest) else None
    return None


def source_named(rest: str) -> Source | None:
    """The source in what follows the label; None where that reads like a sentence."""
    rest = rest.strip(" .,;:*_")
    if link := re.fullmatch(r"\[([^\]]+)\]\((\S+)\)", rest):
        rest = f"{link[1]} {link[2]}"
    if address := ADDRESS.search(rest):
        name = (rest[: address.start()] + " " + rest[address.end() :]).strip(" ()[]<>/-–—,;:|")
        name = re.sub(r"\s+(?:at|on|in)$", "", name)
        url = address[0].rstrip(".,;)")
        parts = urlsplit(url if "://" in url else f"https://{url}")
        host = (parts.hostname or "").removeprefix("www.")
        is_page = parts.path.strip("/") or parts.query
        return Source(name or host, parts.geturl() if is_page else "")
    rest = re.sub(r"\s*[,(]\s*\d.*", "", rest)  # a date behind the name
    if not rest or len(rest.split()) > 8:
        return None
    return Source() if is_opaque(rest) else Source(rest)


def is_opaque(name: str) -> bool:
    """Whether this is a machine's word for a source, like `feed_204`: small letters and digits."""
    return bool(re.fullmatch(r"[a-z0-9#_:-]*\d[a-z0-9#_:-]*", name))


def is_several(name: str) -> bool:
    """Whether a source line names more than one: then none of them is the outlet."""
    return bool(re.search(r"[,;/]", name)) and len(BETWEEN_NAMES.split(name)) > 1
