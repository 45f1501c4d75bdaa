"""Which of a page's words are its article's, told by where its prose stands. Pure.

What is found need not be whole: `extent` keeps what stands among it. It has to be of every part of
the article, and of nothing else. The way is that of Arc90's readability: prose speaks for the
element that it stands in, and less for those around that.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator
from itertools import chain, dropwhile, islice
from typing import Any

from articles.cleaning.boilerplate import BOILERPLATE
from articles.readers.markup.blocks import Block, name_of
from articles.readers.omissions import COMMENT, NAVIGATION
from articles.readers.page.furniture import parts_of_names, reason_by_name, reason_of_element
from articles.readers.page.words import words_of

LONGEST_NO_PROSE = 60  # characters
FEWEST_OF_PROSE = 30  # words; in scripts where a character is one, that is a sentence
MOST_AROUND = 60  # elements; what is around those is around the whole page
LEVELS = 5  # elements around a paragraph for which it speaks
NAMED = 1.25  # times the score of an element that is named for what it holds
PART = 0.2  # of the best score; what is like it or beside it with so much is of the article too
FEW_LEVELS = 3  # from a part of an article to the whole
BARE = 0.1  # of the best element's prose; what stands bare in elements so named is of it
MUCH_MORE = 1.2  # times the prose of the part
LINKED = 0.8  # of a block's characters; such a block leads to other pages
# What is never of an article, as long as there is something else that may be one.
COMMENTS = frozenset((COMMENT,))
FEWEST = 160  # characters; an article may have many times as many comments
AROUND = frozenset((BOILERPLATE, NAVIGATION))
COLUMNS = frozenset(
    "expand expandable relatedarticles relatedposts sidebar textwidget widget".split()
)
SHOWN = frozenset("block flex grid inline table".split())
LEAST_OF_PROSE = 0.15  # where less is left without those, the names mean something else
MOST_FURNITURE = 0.6  # of the prose; where names say so of more, they mean something else
BESIDE = frozenset("figure gallery h1 header image images photo photos picture".split())
HEADINGS = frozenset("h2 h3 h4 h5 h6".split())
BODIES = tuple(
    frozenset(names.split())
    for names in (
        "article body",
        "article content",
        "entry content",
        "post body",
        "post content",
        "story body",
        "articlebody",
        "entrycontent",
        "postcontent",
        "storybody",
    )
)
TEXT = frozenset(
    "blockquote caption dd dl dt li ol p pre table tbody td tfoot th thead tr ul".split()
)
NAMES = frozenset(
    """
    article articlebody articlecontent body content entry entrycontent main post postcontent
    richtext story storybody text
    """.split()
)


def found_in(page: list[Block]) -> str:
    """The text of the article in a page of these blocks; empty where there is no prose."""
    prose, refused = of_articles(page)
    scores: dict[Any, float] = defaultdict(float)
    held: Counter[Any] = Counter()
    for block in prose:
        length = len(block.text)
        for level, element in enumerate(around(block)):
            held[element] += length
            if level < LEVELS:
                scores[element] += length / (level + 1)
    for element in scores:
        if name_of(element) in NAMES or not NAMES.isdisjoint(parts_of_names(element)):
            scores[element] *= NAMED
    if not scores:
        return ""
    best = first_alike(max(scores, key=scores.__getitem__), scores)
    parts = parts_beside(whole_article(best, held), best, scores)
    kin: Counter[Any] = Counter()
    for block in prose:
        kin[kin_of(block)] += len(block.text)
    return "\n".join(
        block.text
        for block in page
        if not block.left_out
        and not any(refused.get(element) for element in all_around(block))
        and is_written_like(block, kin, held[best])
        and block.linked <= LINKED * len(block.text)
        and not is_beside(block, held, held[best])
        and not parts.isdisjoint(around(block))
    )


def first_alike(best: Any, scores: dict[Any, float]) -> Any:
    """The first of the elements like the best one that are in articles of their own.

    Some pages go on with other articles below the one that was asked for.
    """
    likes = (one for one in scores if scores[one] >= PART * scores[best])
    others = (one for one in likes if is_like(one, best) and article_around(one) is not None)
    return next(others, best) if article_around(best) is not None else best


def parts_beside(whole: Any, best: Any, scores: dict[Any, float]) -> set[Any]:
    """The element, and what has much prose too: beside it, or in elements like it elsewhere."""
    much = [one for one in scores if scores[one] >= PART * scores[best]]
    article, parent, place = article_around(best), whole.getparent(), place_of(best)
    return (
        {whole}
        | {
            one
            for one in much
            if one.getparent() is parent
            or (best.get("class") and is_akin(one, best) and article_around(one) is article)
        }
        | {one for one in scores if place_of(one) == place and article_around(one) is article}
    )


def place_of(element: Any) -> Any:
    """What is equal for parts of one body; None where nothing there is named."""
    near = [element, *islice(element.iterancestors(), 2)]
    names = [(one.tag, one.get("class")) for one in near]
    return names if any(name for _, name in names) else element


def is_akin(one: Any, other: Any) -> bool:
    """Whether the first of their classes is the same: those that follow say how it looks."""
    first, second = (each.get("class", "").split()[:1] for each in (one, other))
    return one.tag == other.tag and first == second


def is_like(one: Any, other: Any) -> bool:
    return one.tag == other.tag and one.get("class") == other.get("class")


def article_around(element: Any) -> Any:
    """The innermost element for an article that it is or that is around it; None without one."""
    if name_of(element) == "article":
        return element
    around_it = islice(element.iterancestors(), MOST_AROUND)
    return next((one for one in around_it if name_of(one) == "article"), None)


def whole_article(element: Any, held: Counter[Any]) -> Any:
    """The element near around it that is named for an article and holds more of it; else itself.

    Some pages cut a body into parts, each in elements of its own. `held` are the words of prose in
    each element.
    """
    whole = element
    for one in islice(element.iterancestors(), FEW_LEVELS):
        named = is_body(one) or (name_of(one) == "article" and not is_body(whole))
        if named and held[one] >= MUCH_MORE * held[whole]:
            whole = one
    return whole


def is_body(element: Any) -> bool:
    parts = set(parts_of_names(element))
    return any(names <= parts for names in BODIES)


def is_written_like(block: Block, kin: Counter[Any], most: int) -> bool:
    """Whether it is a paragraph, heading, item or cell, or stands as some of the prose does.

    What stands bare in an element of its own is a date, a credit or a button more often than not.
    `kin` is the prose in elements alike that stand together.
    """
    if is_text(block.element) or name_of(block.element) in HEADINGS:
        return True
    return kin[kin_of(block)] > (BARE * most if block.element.get("class") else 0)


def kin_of(block: Block) -> Any:
    return block.element.getparent(), block.element.tag, block.element.get("class")


def is_beside(block: Block, held: Counter[Any], most: int) -> bool:
    """Whether what it stands in is named for a picture, or for what stands above an article."""
    element = next(around(block), block.element)
    if name_of(element) in BESIDE:
        return True
    return held[element] < PART * most and not BESIDE.isdisjoint(parts_of_names(element))


def of_articles(page: list[Block]) -> tuple[list[Block], dict[Any, str]]:
    """The prose that the elements around it do not say to be something else; why, by element."""
    refused: dict[Any, str] = {}
    prose = [block for block in page if is_prose(block)]
    for reasons, part in ((COMMENTS, 0.0), (AROUND, LEAST_OF_PROSE)):
        told = dict.fromkeys(around_headlines(page), "")
        kept = [block for block in prose if reason(block, reason_of_place, told) not in reasons]
        # What is left out may have many times as much prose as the article.
        if amount(kept) >= max(FEWEST, part * amount(prose)):
            prose = kept
            refused |= {one: why for one, why in told.items() if why in reasons}
    for reason_of in (reason_by_name, reason_of_element):
        known = dict.fromkeys(around_headlines(page), "")
        kept = [block for block in prose if not reason(block, reason_of, known)]
        if amount(kept) >= (1 - MOST_FURNITURE) * amount(prose):
            return kept, refused
    return prose, refused


def around_headlines(page: list[Block]) -> set[Any]:
    """What is around a headline is the layout of the page, whatever it is named for."""
    return {
        element
        for block in page
        if any(name_of(one) == "h1" for one in islice(all_around(block), FEW_LEVELS))
        for element in all_around(block)
    }


def all_around(block: Block) -> Iterator[Any]:
    return chain((block.element,), islice(block.element.iterancestors(), MOST_AROUND))


def reason_of_place(element: Any) -> str:
    """Why the element is no part of an article, with those beside it and in a column of its own."""
    if name_of(element) == "header" or is_hidden(element):
        return NAVIGATION
    if not COLUMNS.isdisjoint(parts_of_names(element)):
        return NAVIGATION
    return reason_by_name(element)


def is_hidden(element: Any) -> bool:
    """Whether its classes hide it on screens of every width."""
    classes = (element.get("class") or "").split()
    return "hidden" in classes and not any(one.rpartition(":")[2] in SHOWN for one in classes)


def reason(block: Block, reason_of: Any, known: dict[Any, str]) -> str:
    for element in all_around(block):
        if element not in known:
            plain = name_of(element) in {"article", "body", "html", "main"}
            known[element] = "" if plain else reason_of(element)
        if known[element]:
            return known[element]
    return ""


def amount(blocks: list[Block]) -> int:
    return sum(len(block.text) for block in blocks)


def is_prose(block: Block) -> bool:
    if block.left_out or block.linked * 2 > len(block.text):
        return False
    length = len(block.text)
    if length <= LONGEST_NO_PROSE:
        return length >= FEWEST_OF_PROSE and len(words_of(block.text)) >= FEWEST_OF_PROSE
    return True


def around(block: Block) -> Iterator[Any]:
    """The elements that hold paragraphs around the block, the innermost first."""
    return dropwhile(is_text, all_around(block))


def is_text(element: Any) -> bool:
    return name_of(element) in TEXT
