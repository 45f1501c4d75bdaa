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
MOST_AROUND = 60  # elements; what is around those is around the whole page
LEVELS = 5  # elements around a paragraph for which it speaks
NAMED = 1.25  # times the score of an element that is named for what it holds
PART = 0.2  # of the best score; what is like it or beside it with so much is of the article too
FEW_LEVELS = 3  # from a part of an article to the whole
MUCH_MORE = 1.2  # times the prose of the part
LINKED = 0.8  # of a block's characters; such a block leads to other pages
# What is never of an article, as long as there is something else that may be one.
COMMENTS = frozenset((COMMENT,))
FEWEST = 26  # words; an article may have many times as many comments
AROUND = frozenset((BOILERPLATE, NAVIGATION))
COLUMNS = frozenset("sidebar textwidget widget".split())
LEAST_OF_PROSE = 0.15  # where less is left without those, the names mean something else
MOST_FURNITURE = 0.6  # of the prose; where names say so of more, they mean something else
BESIDE = frozenset("figure gallery h1 header image images photo photos picture".split())
BODY = frozenset(("article", "body"))
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
    prose = of_articles(page)
    scores: dict[Any, float] = defaultdict(float)
    held: Counter[Any] = Counter()
    for block in prose:
        words = len(words_of(block.text))
        for level, element in enumerate(around(block)):
            held[element] += words
            if level < LEVELS:
                scores[element] += words / (level + 1)
    for element in scores:
        if name_of(element) in NAMES or not NAMES.isdisjoint(parts_of_names(element)):
            scores[element] *= NAMED
    if not scores:
        return ""
    best = first_alike(max(scores, key=scores.__getitem__), scores)
    parts = parts_beside(whole_article(best, held), best, scores)
    return "\n".join(
        block.text
        for block in page
        if not block.left_out
        and block.linked <= LINKED * len(block.text)
        and not is_beside(block)
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
    article, parent = article_around(best), whole.getparent()
    return {whole} | {
        one
        for one in much
        if one.getparent() is parent
        or (best.get("class") and is_like(one, best) and article_around(one) is article)
    }


def is_like(one: Any, other: Any) -> bool:
    return one.tag == other.tag and one.get("class") == other.get("class")


def article_around(element: Any) -> Any:
    """The innermost element for an article that it is or that is around it; None without one."""
    if name_of(element) == "article":
        return element
    return next((one for one in element.iterancestors() if name_of(one) == "article"), None)


def whole_article(element: Any, held: Counter[Any]) -> Any:
    """The element near around it that is named for an article and holds more of it; else itself.

    Some pages cut a body into parts, each in elements of its own. `held` are the words of prose in
    each element.
    """
    whole = element
    for one in islice(element.iterancestors(), FEW_LEVELS):
        named = name_of(one) == "article" or BODY.issubset(parts_of_names(one))
        if named and held[one] >= MUCH_MORE * held[whole]:
            whole = one
    return whole


def is_beside(block: Block) -> bool:
    """Whether what it stands in is named for a picture, or for what stands above an article."""
    element = next(around(block), block.element)
    return name_of(element) in BESIDE or not BESIDE.isdisjoint(parts_of_names(element))


def of_articles(page: list[Block]) -> list[Block]:
    """The prose that the elements around it do not say to be something else."""
    prose = [block for block in page if is_prose(block)]
    for reasons, part in ((COMMENTS, 0.0), (AROUND, LEAST_OF_PROSE)):
        told = dict.fromkeys(around_headlines(page), "")
        kept = [block for block in prose if reason(block, reason_of_place, told) not in reasons]
        # What is left out may have many times as many words as the article.
        if amount(kept) >= max(FEWEST, part * amount(prose)):
            prose = kept
    for reason_of in (reason_by_name, reason_of_element):
        known = dict.fromkeys(around_headlines(page), "")
        kept = [block for block in prose if not reason(block, reason_of, known)]
        if amount(kept) >= (1 - MOST_FURNITURE) * amount(prose):
            return kept
    return prose


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
    if not COLUMNS.isdisjoint(parts_of_names(element)):
        return NAVIGATION
    return reason_by_name(element)


def reason(block: Block, reason_of: Any, known: dict[Any, str]) -> str:
    for element in all_around(block):
        if element not in known:
            plain = name_of(element) in {"article", "body", "html", "main"}
            known[element] = "" if plain else reason_of(element)
        if known[element]:
            return known[element]
    return ""


def amount(blocks: list[Block]) -> int:
    return sum(len(words_of(block.text)) for block in blocks)


def is_prose(block: Block) -> bool:
    long = len(block.text) > LONGEST_NO_PROSE
    return long and not block.left_out and block.linked * 2 <= len(block.text)


def around(block: Block) -> Iterator[Any]:
    """The elements that hold paragraphs around the block, the innermost first."""
    return dropwhile(is_text, all_around(block))


def is_text(element: Any) -> bool:
    return name_of(element) in TEXT
