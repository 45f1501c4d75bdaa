"""News items of agencies in JSON (ninjs 1 to 3, as the IPTC has it), one record each."""

from typing import Any

from articles.importing.drafts import Draft
from articles.readers import fragments
from articles.readers.drafting import Options, draft
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

BODIES = ("body_html", "body_xhtml", "body_text")
OF_NINJS = {"versioncreated", "pubstatus", "uri", "guid"}
TEXTS = {"", "text", "composite"}  # the types of items that hold an article
IS_HTML = ("text/html", "application/xhtml+xml")


def is_ninjs(record: dict[str, Any]) -> bool:
    members = {name.lower() for name in record if isinstance(name, str)}
    standard = record.get("standard")
    if isinstance(standard, dict) and str(standard.get("name", "")).lower() == "ninjs":
        return True
    has_body = isinstance(record.get("bodies"), list) or bool(members & set(BODIES))
    return (has_body and bool(members & OF_NINJS)) or {"uri", "versioncreated"} <= members


def draft_of(name: str, raw: bytes, record: dict[str, Any], options: Options) -> Draft:
    """The draft of one item. Raises Unfit, also where it may not be used."""
    refuse_verbatim(options, "a news item")
    # Version 3 writes versionCreated where 1 and 2 have versioncreated.
    item = {str(member).lower(): value for member, value in record.items()}
    refuse_unreleased(words(item.get("pubstatus")), words(item.get("embargoed")))
    kind = words(item.get("type"))
    text = body(item)
    if kind not in TEXTS and not text.paragraphs:
        raise Unfit(f"it is a news item of the type “{kind}”, not a text")
    if not text.paragraphs:
        raise Unfit("the news item holds no text")
    notes: list[str] = []
    uri = words(item.get("uri"))
    url = words(item.get("url")) or (uri if uri.startswith(("http://", "https://")) else "")
    return draft(
        name,
        raw,
        text.source(),
        options,
        parsed=True,
        title=fragments.words(main(item, "headline") or main(item, "title"))[:LONGEST_TITLE],
        outlet=outlet(item)[:LONGEST_NAME] or options.outlet,
        url=stated_address(url, notes),
        byline=byline(item),
        language=stated_language(words(item.get("language"))),
        published_on=stated_day(
            next(filter(None, (words(item.get(member)) for member in DATES)), ""), notes
        ),
        media_type="application/json",
        notes=notes,
        left_out=text.left_out,
    )


DATES = ("firstpublished", "versioncreated", "contentcreated", "firstcreated")


def body(item: dict[str, Any]) -> Fragment:
    found = entry(item.get("bodies"))
    if isinstance(found, dict):
        kind = words(found.get("contenttype") or found.get("contentType"))
        value = words(found.get("value"))
        return read(value, kind) if value else Fragment([], [])
    for member in BODIES:
        if value := words(item.get(member)):
            return read(value, "text/plain" if member == "body_text" else "text/html")
    return Fragment([], [])


def read(value: str, kind: str) -> Fragment:
    if kind in IS_HTML:
        return fragments.of_markup(value)
    return fragments.of_plain(value) if kind.startswith("text/plain") else fragments.of_any(value)


def main(item: dict[str, Any], member: str) -> str:
    """The one `headline`, or the main one of `headlines`."""
    found = entry(item.get(f"{member}s"))
    return words(item.get(member)) or words(found.get("value") if found else "")


def entry(entries: Any) -> dict[str, Any] | None:
    """The main entry, else the longest, of those that differ in role and kind."""
    if not isinstance(entries, list):
        return None
    found = [one for one in entries if isinstance(one, dict) and words(one.get("value"))]
    by_role = [one for one in found if words(one.get("role")).rpartition(":")[2] == "main"]
    return max(by_role or found, key=lambda one: len(words(one["value"])), default=None)


def byline(item: dict[str, Any]) -> str:
    stated = item.get("byline") or item.get("by")
    if isinstance(stated, str):
        return names([fragments.words(stated)])
    return names(named(stated) or named(item.get("authors")) or named(authors_of(item)))


def authors_of(item: dict[str, Any]) -> list[Any]:
    people = item.get("people")
    return [
        person
        for person in (people if isinstance(people, list) else [])
        if isinstance(person, dict)
        and words(person.get("rel")).rpartition(":")[2] in {"author", "creator", "writer"}
    ]


def outlet(item: dict[str, Any]) -> str:
    sources = item.get("infosources") or item.get("infosource")
    stated = words(item.get("source")) or ", ".join(named(sources)[:1])
    return stated or words(item.get("copyrightholder"))


def named(entries: Any) -> list[str]:
    """The names of those listed: words, or objects with a name."""
    entries = entries if isinstance(entries, list) else [entries]
    return [
        words(one.get("name") or one.get("value")) if isinstance(one, dict) else words(one)
        for one in entries
        if one
    ]


def words(value: Any) -> str:
    return value.strip() if isinstance(value, str) else ""
