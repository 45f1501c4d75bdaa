"""Who wrote the article, as a page states it: names, without what stands around them. Pure."""

import re
from collections.abc import Iterable, Iterator
from typing import Any

from articles.cleaning.patterns import alternatives
from articles.readers.markup.blocks import all_text
from articles.readers.page.statements import Statements
from articles.readers.page.structured_data import Object, is_article, strings
from articles.readers.page.titles import letters

# Under these names heads state authors, from the clearest to the vaguest.
NAMES = """
    author article:author byl byline parsely-author sailthru.author dc.creator dcterms.creator
    citation_author dc.creator.name rbauthors authors article:author_name cxenseparse:author
    og:article:author og:author creator
""".split()
LONGEST = 300  # characters of the byline
LONGEST_READ = 2_000  # characters of what states the authors
LONGEST_NAME = 80  # characters; a longer one is a sentence
MOST_WORDS = 12  # of all names in an element for the author; with more it says something else
BEFORE = re.compile(
    r"\s*(?:(?:written|posted|published|words|text|story|reporting)\s+)?"
    + alternatives("by\nvon\npar\npor\ndi\nav\naf\ndoor\nautor(?:in)?\nauthor\nprzez\nавтор")
    + r"(?:\s*[:：]\s*|\s+)(?=\S)",
    re.IGNORECASE,
)
BETWEEN = re.compile(
    r" ?(?:[;|/•·]|,(?! ?(?:jr|sr|ph\.?d|m\.?d|ii|iii)\b)"
    r"|(?<= )(?:and|und|et|y|e|og|och|en|&|with|mit)(?= )) ?",
    re.IGNORECASE,
)
ROLE = re.compile(
    r"(?:(?:senior|chief|staff|deputy|associate|assistant|managing|political|national|news|sports|"
    r"business|special|foreign|freelance|contributing|guest|education|health|science|data)\s+)*"
    + alternatives(
        """
        reporters?
        (?:staff )?writers?
        editors?(?:-in-chief)?
        correspondents?
        contributors?
        columnists?
        journalists?
        producers?
        authors?
        photographers?
        redakteur(?:in)?
        reporter(?:in)?
        korrespondent(?:in)?
        autor(?:in)?
        redaktion(?:en)?
        journaliste
        redactora?
        redacción
        rédaction
        redazione
        admin(?:istrator)?
        unknown
        staff
        editorial
        """
    )
    + r"(?:\s+(?:at|of|for|in|bei|der|des)\s.*)?",
    re.IGNORECASE,
)
AROUND = " ,.:–—-\"'()"
ADDRESS = re.compile(r"(?:https?:)?//\S+|\bwww\.\S+|[^\s@]{1,64}@\S+|@\w+")
NO_NAME = re.compile(r"\d{3,}|[<>{}\[\]]|\.(?:com|org|net|html?)\b", re.IGNORECASE)
NAME_WORD = re.compile(
    r"[^\W\d_a-zß-öø-ÿ]|(?:al|bin|da|de|del|della|den|der|di|do|dos|du|el|la|le|van|von|zu)$"
)


def byline(said: Statements, sites: Iterable[str]) -> str:
    """The names, each once, parted by commas; empty where none is stated."""
    names = {letters(one) for one in sites}
    for authors in statements(said):
        if found := names_by(authors, names):
            return found
    # Of an article that nobody signed some sites state their own name as its author.
    return next(filter(None, (names_by(one, set()) for one in in_data(said))), "")


def names_by(authors: Iterable[str], sites: set[str]) -> str:
    found: dict[str, str] = {}
    for author in authors:
        for name in names_in(author, sites):
            found.setdefault(letters(name), name)
    names = ", ".join(found.values())
    return names if len(names) <= LONGEST else names[:LONGEST].rpartition(",")[0]


def statements(said: Statements) -> Iterator[list[str]]:
    """What states the authors, the clearest first."""
    yield from in_data(said)
    for name in NAMES:
        yield said.meta.get(name, [])
    yield [all_text(named_in(one), LONGEST_READ) for one in said.items.get("author", [])]
    yield said.authors
    yield from ([text] for text in said.marked.get("byline", []) if is_byline(text))


def in_data(said: Statements) -> Iterator[list[str]]:
    for one in (said.article, *(each for each in said.objects if is_article(each))):
        for member in ("author", "creator"):
            yield names_of(one.get(member), said.objects)


def names_of(value: Any, objects: list[Object]) -> list[str]:
    """The names of persons and organisations in structured data, also of those referred to."""
    named = []
    for one in value if isinstance(value, list) else [value]:
        known = one
        if isinstance(one, dict) and not one.get("name"):
            same = (each for each in objects if each.get("@id") == one.get("@id"))
            known = next((each for each in same if each.get("name")), one)
        named += strings(known.get("name") if isinstance(known, dict) else known)
    return named


def named_in(element: Any) -> Any:
    """The part of an element for an author that holds the name alone, where there is one."""
    return next((one for one in element.iter() if one.get("itemprop") == "name"), element)


def is_byline(text: str) -> bool:
    """Whether the text of an element for the author is names: few words, each a name's."""
    text = without_by(" ".join(text.split()))
    words = [word for part in BETWEEN.split(text) for word in part.split()]
    return 0 < len(words) <= MOST_WORDS and all(NAME_WORD.match(word) for word in words)


def names_in(author: str, sites: set[str]) -> Iterator[str]:
    """The names in what a page states: “By Ann Roe and Bo Li, staff writers” has two."""
    words = " ".join(ADDRESS.sub("", author[:LONGEST_READ]).split())
    for part in BETWEEN.split(without_by(words)):
        name = without_by(part.strip(AROUND)).strip(AROUND)
        if (
            BEFORE.match(f"{name} x")
            or len(name) > LONGEST_NAME
            or NO_NAME.search(name)
            or ROLE.fullmatch(name)
        ):
            continue
        if letters(name) and letters(name) not in sites:
            yield name


def without_by(words: str) -> str:
    found = BEFORE.match(words)
    return words[found.end() :] if found else words
