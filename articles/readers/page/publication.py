"""The day on which a page says that its article was published. Pure.

Only what the page states counts: structured data, its head, elements for it, the address. A year
in a sentence, a copyright line or the day of a change is no day of publication.
"""

import re
from collections.abc import Iterator
from datetime import date
from itertools import filterfalse, islice
from typing import Any

from articles.readers.dates import read_day
from articles.readers.markup.blocks import all_text, name_of
from articles.readers.page.furniture import parts_of_names
from articles.readers.page.statements import Statements, is_of_another
from articles.readers.page.structured_data import is_article
from articles.sentences import ENDS_LIKE_A_SENTENCE

# In this order: the names under which heads state it, from the clearest to the vaguest.
NAMES = """
    article:published_time og:article:published_time og:published_time article:published
    datepublished publishdate publish-date publish_date published published-date published_time
    publisheddate pubdate pub_date publication_date publication-date originalpublicationdate
    date.published date-published bt:pubdate parsely-pub-date sailthru.date rnews:datepublished
    cxenseparse:recs:publishtime cxenseparse:publishtime citation_publication_date
    citation_date prism.publicationdate dc.date.issued dc.date.published dcterms.issued
    dcterms.created dc.date.created dc.date dcterms.date dc.created datecreated date created
    article:post_date og:release_date release_date revision_date timestamp displaydate
    article_date_original article.created
""".split()
MEMBERS = ("datePublished", "dateCreated")
DAY_IN_ADDRESS = re.compile(
    r"[/_.-](?P<year>(?:19|20)\d\d)(?P<mark>[/-]?)(?P<month>0[1-9]|1[0-2])(?P=mark)"
    r"(?P<day>0[1-9]|[12]\d|3[01])(?=[/_.-]|$)"
)
WORDS_BEFORE = re.compile(
    r"^[^\W\d]+(?:\s+[^\W\d]+)?\s*:\s*|^(?:published|posted|veröffentlicht|publié|publicado)(?:\s+(?:on|am|le|el|em))?\s+",
    re.IGNORECASE,
)
LONGEST = 200  # characters
PARAGRAPHS = frozenset(("blockquote", "dd", "p", "td"))
PUBLISHED = frozenset(
    "created date dateline entry post pub pubdate publication publish published".split()
)
CHANGED = frozenset("edited modified update updated".split())


def day_of_publication(said: Statements, addresses: list[str]) -> tuple[date | None, str]:
    """The day, and a note where one is stated that cannot be read and no other is."""
    note = ""
    for stated in statements(said, addresses):
        found, why = read_day(stated)
        if found:
            return found, ""
        note = note or why
    for where, words in guesses(said):
        found, _why = read_day(words)
        if found:
            return found, f"The day is that of {where}, which may mean another."
    return None, note


def statements(said: Statements, addresses: list[str]) -> Iterator[Any]:
    """All that states the day, the clearest first."""
    articles = [said.article, *(one for one in said.objects if is_article(one))]
    for member in MEMBERS:
        yield from (one[member] for one in articles if one.get(member))
    for name in NAMES:
        yield from said.meta.get(name, [])[:1]
    for item in ("datepublished", "datecreated"):
        for element in said.items.get(item, [])[:1]:
            yield element.get("content") or element.get("datetime") or all_text(element, LONGEST)
    yield from days_of(said.times)
    for address in addresses:
        if found := DAY_IN_ADDRESS.search(address):
            yield f"{found['year']}-{found['month']}-{found['day']}"
    yield from (one[member] for one in said.objects for member in MEMBERS[:1] if one.get(member))


def guesses(said: Statements) -> Iterator[tuple[str, str]]:
    """What may be the day where nothing else states one: where it stands, and what it says."""
    for text in said.marked.get("day", []):
        yield f"a line in the page, “{text}”", WORDS_BEFORE.sub("", text)
    for one in said.times:
        if (stated := one.get("datetime")) and not is_of_something_else(one):
            yield f"words in a sentence, “{all_text(one, LONGEST)}”", stated


def days_of(times: list[Any]) -> Iterator[str]:
    """Of <time> elements those first that say what they tell, then the first in no sentence."""
    stated = [one for one in times if one.get("datetime") and not is_of_something_else(one)]
    yield from (one.get("datetime") for one in stated if one.get("pubdate") is not None)
    yield from (one.get("datetime") for one in stated if PUBLISHED & names_around(one))
    yield from (one.get("datetime") for one in islice(filterfalse(is_in_sentence, stated), 1))


def is_in_sentence(time: Any) -> bool:
    """Whether the element is a part of a sentence, which may tell of any day."""
    around = next((one for one in time.iterancestors() if name_of(one) in PARAGRAPHS), None)
    if around is None:
        return False
    words = all_text(around, LONGEST)
    return not words or bool(words != all_text(time) and ENDS_LIKE_A_SENTENCE.search(words))


def is_of_something_else(time: Any) -> bool:
    """Whether the element tells of a change, a comment or another article."""
    if CHANGED & names_around(time):
        return True
    return is_of_another(time)


def names_around(time: Any) -> set[str]:
    names = set(parts_of_names(time))
    parent = time.getparent()
    return names if parent is None else names | set(parts_of_names(parent))
