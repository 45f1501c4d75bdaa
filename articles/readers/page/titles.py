"""Which of the titles that a page states is the headline of its article. Pure.

The page's own heading is preferred where something else says the same; in what the head states
the site's name stands before or behind the headline.
"""

import re
from collections.abc import Iterable
from typing import NamedTuple

from articles.readers.page.words import words_of

# What stands between the headline, a section and the site's name in a title.
BETWEEN = re.compile(
    r"(?<!\s)(?:\s+(?:[|｜ㅣ•·:»«/–—~-]|-{2,4}|::|\|\|)\s+|\s*[|｜ㅣ•»]\s*|\s*[–—]\s+)"
)
SHORTEST_PART = 10  # characters; a shorter heading stands in many a title by chance
A_LITTLE_MORE = 10  # letters beside the site's name in one part of a title: “The Gull, Saltmere”
LONGEST_READ = 1_000  # characters


class Titles(NamedTuple):
    """What a page states: each empty where it does not."""

    headings: list[str]  # all <h1>, in their order
    data: str = ""  # the headline of the structured data
    shared: str = ""  # og:title: for those who share the page
    tweeted: str = ""  # twitter:title
    head: str = ""  # <title>


def headline(titles: Titles, sites: Iterable[str]) -> str:
    """The headline; empty where nothing is stated. `sites` are the names of outlet and host."""
    titles = Titles([cut(one) for one in titles.headings], *map(cut, titles[1:]))
    names = {letters(one) for one in sites} - {""}
    names |= names_among_headings(titles, names)
    head = titles.head.rpartition("»")[2] if "»" in titles.head else titles.head
    told = [titles.shared, titles.data, titles.tweeted, head]
    told = [without_site(one, names) for one in told]
    shared, data, *_others = told
    headings = [one for one in titles.headings if not is_site(one, names)]
    others = [shared] if shared else told
    choices = [
        *(one for one in headings if alike(one, shared)),
        *([shared] if alike(shared, data) else []),
        *(one for one in headings if any(alike(one, other) for other in told)),
        *(one for one in headings if is_part(one, [shared] if shared else titles[1:])),
        *(headings if is_only(headings) and has_words_of(headings[0], others) else []),
        *(longest_part(one) for one in told),
        *headings,
        *titles[1:],
        *titles.headings,
    ]
    return next(filter(None, choices), "")


def cut(title: str) -> str:
    return title[:LONGEST_READ]


def letters(words: str) -> str:
    return re.sub(r"[\W_]+", "", words.casefold())


def alike(one: str, other: str) -> bool:
    return bool(letters(one)) and letters(one) == letters(other)


def is_part(heading: str, titles: Iterable[str]) -> bool:
    """Whether a title holds the heading and more: a section, the site's name."""
    if len(heading) < SHORTEST_PART:
        return False
    return any(letters(heading) in letters(title) for title in titles)


def is_only(headings: list[str]) -> bool:
    return len(set(map(letters, headings))) == 1


def has_words_of(heading: str, told: list[str]) -> bool:
    """Whether the heading shares a word with what else is told, if anything is."""
    words = set(words_of(heading))
    others = [set(words_of(one)) for one in told if one]
    return not others or any(words & other for other in others)


def is_site(part: str, names: set[str]) -> bool:
    part = letters(part)
    return not part or any(
        part == name or (len(name) > 3 and name in part and len(part) <= len(name) + A_LITTLE_MORE)
        for name in names
    )


def names_among_headings(titles: Titles, names: set[str]) -> set[str]:
    """Headings that are a site's name: the short end of the title, or what goes before a “»”."""
    parts = BETWEEN.split(titles.head)
    if len(parts) < 2 or is_site(parts[0], names):
        return set()
    shorter = parts[-1] if len(parts[-1]) < len(parts[0]) else ""
    name = parts[0] if "»" in titles.head else shorter
    return {letters(one) for one in titles.headings if alike(one, name)}


def without_site(title: str, names: set[str]) -> str:
    """The title without the site's name at its ends; empty where it is nothing else."""
    while found := list(BETWEEN.finditer(title)):
        if is_site(title[found[-1].end() :], names):
            title = title[: found[-1].start()]
        elif is_site(title[: found[0].start()], names):
            title = title[found[0].end() :]
        else:
            break
    for mark in "-_:":
        before, _, name = title.rpartition(mark)
        if before.strip() and letters(name) in names:
            title = before
    return "" if is_site(title, names) else title.strip()


def longest_part(title: str) -> str:
    """Of a title in parts the longest, which no name of a section is."""
    return max(re.split(r"\s*[|｜]\s*", title), key=len)
