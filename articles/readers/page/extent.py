"""Which of a page's blocks are its article.

Where the article lies is told by texts that were found otherwise: by its prose, or stated in the
page's structured data. What is kept is told by the page: all that stands among those texts and is
not said to be something else by the elements around it. Pure.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import islice, pairwise
from typing import Any

from articles.cleaning.boilerplate import TEASER
from articles.readers.markup.blocks import Block, name_of
from articles.readers.omissions import BESIDE, NAVIGATION
from articles.readers.page.furniture import (
    ALWAYS_FURNITURE,
    is_notice_of_a_program,
    parts_of_names,
    reason_by_name,
    reason_of_element,
)
from articles.readers.page.words import Words, words_of
from articles.sentences import ENDS_LIKE_A_SENTENCE

FOUND = 0.7  # of a block's words; a text that was found may be cut or tidied
FEW = 5  # words; so few stand in many places of a page
SOME = 8  # words; a block of fewer says little about where the article is
SHORT = 60  # words; an article of fewer is easily mistaken for what is around it
NEAR = 3  # blocks
LINKED = 0.8  # of a block's characters; such a block leads to other pages
LARGE = 0.3  # of the article; what holds so much is no furniture whatever it is called
BODY = 0.05  # of the article; what holds so much directly is a part of its body
PART = 0.1  # of the article; what holds so much and stands in a row of its like has like parts
TRUSTED = 0.7  # of the article; stated data that tell of so much tell of all
OTHERS = 0.8  # of the article; what holds so much is the article
MOST_AROUND = 60  # elements; what is around those is around the whole page
MAIN = 0.9  # of the article; the innermost element with so much holds it
MOST_LEFT_OUT = 0.5  # of the article; classes that say so of more mean something else
WHOLE = frozenset(("article", "body", "html", "main"))
BARE = 0.2  # of a page's characters; with more links it is no text alone
AROUND_ARTICLES = frozenset(("aside", "footer", "form", "header", "nav"))
LEAD = frozenset(
    """
    abstract chapeau dek desc description excerpt intro lead lede preamble standfirst subhead
    subheadline subheading subtitle summary teaser
    """.split()
)
SUBHEADINGS = frozenset(("h2", "h3", "h4"))
HEADINGS = SUBHEADINGS | {"h1"}
TEXT = HEADINGS | frozenset(
    "blockquote caption dd dl dt h5 h6 li ol p pre table tbody tfoot thead tr ul".split()
)


@dataclass(slots=True)
class Candidate:
    """A block that may be of the article, its words, and its elements, the innermost first."""

    block: Block
    words: list[str]
    around: list[Any] = field(repr=False)
    is_told: bool = False
    is_found: bool = False
    is_stated: bool = False
    is_kept: bool = False
    reason: str = ""

    def is_long(self) -> bool:
        return len(self.words) >= SOME

    def is_linked(self, part: float) -> bool:
        return self.block.linked > part * len(self.block.text)

    def is_prose(self) -> bool:
        return self.is_long() and not self.is_linked(0.5) and not self.block.left_out

    def within(self, name: str) -> Any:
        """The innermost element of the name around it; None where there is none."""
        return next((element for element in self.around if name_of(element) == name), None)


def article_blocks(page: list[Block], found: str, stated: str = "") -> list[Block]:
    """The blocks of the element that holds the article, `left_out` set for those not of it.

    `page` is all blocks of a page in their order; `found` and `stated` are texts of its article as
    its prose and as the structured data tell it. Empty where there is no article.
    """
    candidates = [Candidate(block, words_of(block.text), elements_around(block)) for block in page]
    mark_found(candidates, Words(found), Words(stated))
    give_reasons(candidates)
    for one in candidates:
        one.is_kept = one.is_found and not one.reason and not one.is_linked(LINKED)
    keep_the_rest_of_the_body(candidates)
    keep_parts_alike(candidates)
    cut_to_what_is_stated(candidates, len(words_of(stated)))
    leave_out_other_articles(candidates)
    keep_the_lead(candidates)
    return settled(candidates)


def elements_around(block: Block) -> list[Any]:
    return [block.element, *islice(block.element.iterancestors(), MOST_AROUND)]


def mark_found(candidates: list[Candidate], found: Words, stated: Words) -> None:
    """Tell which blocks are in the texts; of what is hidden or short, and stands far off, none."""
    for one in candidates:
        one.is_told = one.words != [] and found.share(one.words) >= FOUND
        if len(one.words) >= FEW and not one.block.left_out:
            one.is_stated = one.is_long() and stated.share(one.words) >= FOUND
            one.is_found = one.is_stated or one.is_told
    if amount(one for one in candidates if one.is_found) < SHORT:
        nothing_else = is_bare(candidates)
        for one in candidates:
            is_found = one.is_found or nothing_else or is_sentence_of_an_article(one)
            one.is_found = is_found and may_be_shown(one)
        return
    long = [number for number, one in enumerate(candidates) if one.is_found and one.is_long()]
    near = {number + step for number in long for step in range(-NEAR, NEAR + 1)}
    for number, one in enumerate(candidates):
        if len(one.words) < FEW and number in near:
            one.is_found = one.is_told and not one.block.left_out


def may_be_shown(one: Candidate) -> bool:
    """Whether the block may be of a short article: neither hidden, nor a headline, nor a notice."""
    if one.block.left_out or one.within("h1") is not None:
        return False
    return not is_notice_of_a_program(one.block.text)


def is_bare(candidates: list[Candidate]) -> bool:
    """Whether the page is nothing but a text: a piece of one, saved from an editor."""
    around = {name_of(element) for one in candidates for element in one.around}
    linked = sum(one.block.linked for one in candidates)
    all_of_it = sum(len(one.block.text) for one in candidates)
    says_something = any(ends_like_a_sentence(one) and may_be_shown(one) for one in candidates)
    return says_something and not around & AROUND_ARTICLES and linked <= BARE * all_of_it


def ends_like_a_sentence(one: Candidate) -> bool:
    return bool(ENDS_LIKE_A_SENTENCE.search(one.block.text))


def is_sentence_of_an_article(one: Candidate) -> bool:
    """Whether the page says, by an element for it, that the sentence is of an article."""
    says = any(name_of(e) == "article" or e.get("itemprop") == "articleBody" for e in one.around)
    return says and one.words != [] and ends_like_a_sentence(one)


def amount(candidates: Iterable[Candidate]) -> int:
    return sum(len(one.words) for one in candidates)


def give_reasons(candidates: list[Candidate]) -> None:
    """Why a block is none of the article by the elements around it that hold little of it.

    Where that would be most of the article, the classes mean something else on this site.
    """
    held: Counter[Any] = Counter()
    for one in candidates:
        if one.is_found:
            for element in one.around:
                held[element] += len(one.words)
    total = amount(one for one in candidates if one.is_found)
    for reason_of in (reason_by_name, reason_of_element):
        known: dict[Any, str] = {}
        for one in candidates:
            one.reason = one.block.left_out
            for element in one.around:
                if element not in known:
                    known[element] = "" if is_large(element, held, total) else reason_of(element)
                one.reason = one.reason or known[element]
        if (
            amount(one for one in candidates if one.is_found and one.reason)
            <= MOST_LEFT_OUT * total
        ):
            return


def is_large(element: Any, held: Counter[Any], total: int) -> bool:
    """Whether the element holds so much of the article that it is no furniture."""
    name = name_of(element)
    if name in WHOLE or (total >= SHORT and held[element] >= MAIN * total):
        return True
    return total >= SHORT and held[element] >= LARGE * total and name not in ALWAYS_FURNITURE


def keep_the_rest_of_the_body(candidates: list[Candidate]) -> None:
    """Keep what stands beside the article's paragraphs, between the first of them and the last."""
    kept = [number for number, one in enumerate(candidates) if one.is_kept]
    kept = [number for number in kept if candidates[number].is_long()] or kept
    if not kept:
        return
    direct: Counter[Any] = Counter()
    for number in kept:
        direct[body_around(candidates[number])] += len(candidates[number].words)
    body = {element for element, words in direct.items() if words >= BODY * direct.total()}
    for one in candidates[kept[0] : kept[-1]]:
        if not one.reason and not one.is_linked(0.5):
            one.is_kept = one.is_kept or body_around(one) in body
    for one, following in reversed(list(pairwise(candidates))):
        is_heading = any(name_of(each) in SUBHEADINGS for each in one.around[:2])
        if (
            is_heading
            and is_beside(one, following)
            and following.is_kept
            and not one.reason
            and not one.is_linked(0.5)
        ):
            one.is_kept = True


def is_beside(one: Candidate, following: Candidate) -> bool:
    return not set(one.around[1 : NEAR + 1]).isdisjoint(following.around)


def body_around(one: Candidate) -> Any:
    """The innermost element around a paragraph, list or table that is none of these."""
    return next((each for each in one.around if name_of(each) not in TEXT), one.around[-1])


def keep_parts_alike(candidates: list[Candidate]) -> None:
    """Keep paragraphs that stand in elements alike to those of the article, in the same one.

    A body may be cut into parts, with something else between them.
    """
    held: Counter[Any] = Counter()
    for one in candidates:
        if one.is_kept and one.is_long():
            held[place_of(one)] += len(one.words)
    places = {place for place, words in held.items() if words >= PART * held.total()}
    for one in candidates:
        if one.is_long() and not one.reason and not one.is_linked(0.5):
            one.is_kept = one.is_kept or (one.within("li") is None and place_of(one) in places)


def place_of(one: Candidate) -> Any:
    """What is equal for paragraphs in parts of one body."""
    inner, outer = one.around[:3], one.around[min(3, len(one.around) - 1)]
    return tuple((name_of(element), element.get("class")) for element in inner), outer


def cut_to_what_is_stated(candidates: list[Candidate], words: int) -> None:
    """Drop what stands before and behind all that is stated, where nearly everything is."""
    stated = [number for number, one in enumerate(candidates) if one.is_stated and one.is_kept]
    kept = amount(one for one in candidates if one.is_kept)
    if min(words, amount(candidates[number] for number in stated)) >= TRUSTED * kept > 0:
        for one in [*candidates[: stated[0]], *candidates[stated[-1] + 1 :]]:
            one.is_kept = False


def leave_out_other_articles(candidates: list[Candidate]) -> None:
    """Drop other elements for articles whose heading is a page's, or leads to another page."""
    article = next((one.within("article") for one in candidates if one.is_kept), None)
    if article is None:
        return
    around = {article, *article.iterancestors()}
    others = {
        one.within("article")
        for one in candidates
        for name in [next(filter(HEADINGS.__contains__, map(name_of, one.around[:2])), "")]
        if name == "h1" or (name and one.is_linked(LINKED))
    } - around
    dropped = [one for one in candidates if one.is_kept and one.within("article") in others]
    if amount(dropped) < OTHERS * amount(one for one in candidates if one.is_kept):
        for one in dropped:
            one.is_kept, one.reason = False, TEASER


def keep_the_lead(candidates: list[Candidate]) -> None:
    """Keep what is called a lead between the headline and the first paragraph."""
    kept = [number for number, one in enumerate(candidates) if one.is_kept and one.is_long()]
    heads = [number for number, one in enumerate(candidates) if one.within("h1") is not None]
    heads = [number for number in heads if kept and number < kept[0]]
    for one in candidates[heads[-1] : kept[0]] if heads else []:
        if one.is_long() and not one.is_linked(LINKED) and one.reason in {"", TEASER}:
            names = {part for element in one.around[:2] for part in parts_of_names(element)}
            one.is_kept = one.is_kept or bool(names & LEAD)


def settled(candidates: list[Candidate]) -> list[Block]:
    """The blocks between the first and the last that is kept, or in the element with nearly all."""
    kept = [number for number, one in enumerate(candidates) if one.is_kept]
    if not kept:
        return []
    held: Counter[Any] = Counter()
    for number in kept:
        for element in candidates[number].around:
            held[element] += len(candidates[number].words)
    most = max(held.values())
    longest = max(kept, key=lambda number: len(candidates[number].words))
    main = next(one for one in candidates[longest].around if held[one] >= MAIN * most)
    within = []
    for number, one in enumerate(candidates):
        if kept[0] <= number <= kept[-1] or one.is_told or one.is_prose() or main in one.around:
            why = one.reason or (NAVIGATION if one.is_linked(LINKED) else BESIDE)
            one.block.left_out = "" if one.is_kept else why
            within.append(one.block)
    return within
