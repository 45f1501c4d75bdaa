"""Hints beside an annotation at discrepancies with other articles of the same story.

By facts first: another passage that the reader may know of is linked to the same fact and says
otherwise. By numbers and words second, from the texts alone, which everybody may read. A pointer is
shown and nothing more: it links nothing, and tells of nobody's work but the reader's own and what
is released.
"""

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any, NamedTuple
from urllib.parse import quote
from uuid import UUID

from django.core.cache import cache
from django.db.models import F, Q
from django.db.models.functions import Coalesce

from annotations.facts import discrepancies
from annotations.labels import LABELS
from annotations.models import FactLink
from annotations.models.adjudication import where_standing
from annotations.models.fact_link import Relation
from annotations.models.review import where_released
from annotations.suggesting import RULES_VERSION
from annotations.workspace.cards import Card
from articles.models import Article, Revision
from articles.paragraphs import paragraphs
from newsroom.models import User

MOST_ON_A_CARD = 3
# A text never changes; this only keeps the store from filling with stories that nobody reads.
KEPT = 24 * 60 * 60
SAYS_SO = {Relation.SUPPORTS.value, Relation.CONTRADICTS.value}


class FigurePlace(NamedTuple):
    """A figure of a text with its words and the number of its paragraph."""

    words: str
    paragraph: int


@dataclass(frozen=True)
class DiscrepancyHint:
    """Another article says `words`; `fact` is the number of the fact that both are linked to."""

    article: Article
    words: str
    url: str
    fact: int | None = None

    @property
    def who(self) -> str:
        return str(self.article.outlet or self.article)


def with_hints(cards: Sequence[Card], revision: Revision, user: User) -> list[Card]:
    """The cards of one layer with what other articles say instead; always the same few queries."""
    others = articles_of_story(revision.article)
    if not others or not any(may_have_hints(card) for card in cards):
        return list(cards)
    by_fact = hints_by_fact(cards, others, user)
    by_words = hints_by_number(cards, revision, others)
    shown = []
    for card in cards:
        key = card.annotation.pk
        told = {one.article.pk: one for one in [*by_words[key], *by_fact[key]]}
        first = sorted(told.values(), key=lambda one: one.fact is None)
        shown.append(replace(card, pointers=first[:MOST_ON_A_CARD]))
    return shown


def may_have_hints(card: Card) -> bool:
    return LABELS[card.annotation.label].has_figures


def articles_of_story(article: Article) -> dict[int, Article]:
    """By id: the other articles of the story, each with `latest_revision_id`."""
    if article.story_id is None:
        return {}
    found = Article.objects.shown().filter(story=article.story_id).exclude(pk=article.pk)
    return {one.pk: one for one in found.with_latest_revision().select_related("outlet")}


def hints_by_fact(
    cards: Iterable[Card], others: dict[int, Article], user: User
) -> dict[UUID, list[DiscrepancyHint]]:
    """The first passage of each article that leans on the same fact and says otherwise."""
    linked = {link.fact_id for card in cards if may_have_hints(card) for link in card.links}
    sayings: dict[int, list[Any]] = defaultdict(list)
    if linked:
        for saying in links_elsewhere(linked, others, user):
            sayings[saying.fact_id].append(saying)
    found: dict[UUID, list[DiscrepancyHint]] = defaultdict(list)
    for card in cards:
        for link in card.links if may_have_hints(card) else ():
            for saying in sayings[link.fact_id]:
                if is_discrepant(card, link, saying):
                    article = others[saying.article_id]
                    source = address_of_source(article, saying.revision_id)
                    url = f"{source}#:~:text={escaped_for_fragment(saying.exact)}"
                    found[card.annotation.pk].append(
                        DiscrepancyHint(article, saying.exact, url, link.fact_id)
                    )
    return found


def links_elsewhere(facts: Iterable[int], others: Iterable[int], user: User) -> Iterable[Any]:
    """What the reader's own layers and released reviews have linked to these facts elsewhere."""
    own = Q(
        annotation__layer__editor=user,
        annotation__withdrawn_at=None,
        annotation__layer__taken_back_at=None,
    )
    released = Q(
        where_released("ruled_span__adjudication__review"),
        where_standing("ruled_span__adjudication"),
    )
    revision = ("annotation__layer__revision", "ruled_span__adjudication__review__revision")
    links: Any = FactLink.objects.current().filter(own | released, fact__in=facts)
    return (
        links.annotate(
            article_id=Coalesce(*(f"{way}__article" for way in revision)),
            revision_id=Coalesce(*revision),
            **{
                name: Coalesce(f"annotation__{name}", f"ruled_span__{name}")
                for name in ("exact", "value", "unit", "start")
            },
        )
        .filter(article_id__in=list(others))
        .order_by("-article_id", F("ruled_span").asc(nulls_last=True), "start")
        .values_list(
            *("fact_id", "article_id", "revision_id", "relation", "exact", "value", "unit"),
            named=True,
        )
    )


def is_discrepant(card: Card, link: FactLink, saying: Any) -> bool:
    """One is borne out by the fact and the other is not, or they give different numbers."""
    here = card.annotation
    if {link.relation, saying.relation} == SAYS_SO:
        return True
    both = here.value is not None and saying.value is not None
    return both and here.unit == saying.unit and here.value != saying.value


def hints_by_number(
    cards: Iterable[Card], revision: Revision, others: dict[int, Article]
) -> dict[UUID, list[DiscrepancyHint]]:
    by_figure = rivals_by_extent(revision, others)
    starts = sorted(by_figure)
    found: dict[UUID, list[DiscrepancyHint]] = defaultdict(list)
    for card in cards:
        here = card.annotation
        for start, end in starts if may_have_hints(card) else ():
            if start < here.end and end > here.start:
                for article, words, paragraph in by_figure[start, end]:
                    url = f"{others[article].get_absolute_url()}#p-{paragraph}"
                    found[here.pk].append(
                        DiscrepancyHint(
                            others[article], words, f"{url}:~:text={escaped_for_fragment(words)}"
                        )
                    )
    return found


def rivals_by_extent(
    revision: Revision, others: dict[int, Article]
) -> dict[tuple[int, int], list[tuple[int, str, int]]]:
    """By extent in the revision: the articles that say another number, its words and paragraph.

    Kept, since it depends on nothing but texts that never change.
    """
    latest = {
        one.latest_revision_id: base_language(one.language)  # type: ignore[attr-defined]
        for one in others.values()
    }
    spoken = base_language(revision.article.language)
    key = f"{discrepancies.VERSION}.{RULES_VERSION}.{revision.pk}.{spoken}.{digest_of(latest)}"
    known = cache.get(f"rivals.{key}")
    if known is not None:
        return known
    wanted = [pk for pk, language in latest.items() if language == spoken]
    texts = Revision.objects.filter(pk__in=wanted).select_related("article")
    read = {
        one.article_id: (one.text, comparable_figures(one))
        for one in texts.defer("raw", "left_out")
    }
    rivals = discrepancies.find_rivals(
        comparable_figures(revision), {pk: figures for pk, (_text, figures) in read.items()}
    )
    found = {
        (figure.start, figure.end): [
            (one.text, *figure_place(read[one.text][0], one.figure)) for one in some
        ]
        for figure, some in rivals.items()
    }
    cache.set(f"rivals.{key}", found, KEPT)
    return found


def digest_of(revisions: dict[int, str]) -> str:
    return hashlib.sha256(repr(sorted(revisions.items())).encode()).hexdigest()[:20]


def comparable_figures(revision: Revision) -> list[discrepancies.StatedFigure]:
    """In another language than English only sums and percentages, which are written alike."""
    figures = discrepancies.find_figures(revision.text)
    if base_language(revision.article.language) == "en":
        return figures
    return [one for one in figures if discrepancies.is_sum_or_share(one)]


def base_language(language: str) -> str:
    """The language without its country; one that is not known is read as English."""
    first = language.lower().partition("-")[0]
    return "en" if first == "und" else first


def figure_place(text: str, figure: discrepancies.StatedFigure) -> FigurePlace:
    number = next(part.number for part in paragraphs(text) if figure.start < part.end)
    return FigurePlace(text[figure.start : figure.end], number)


def address_of_source(article: Article, revision: int) -> str:
    """The article where it still says so, else the revision that did."""
    if article.latest_revision_id == revision:  # type: ignore[attr-defined]
        return article.get_absolute_url()
    return Revision(pk=revision).get_absolute_url()


def escaped_for_fragment(words: str) -> str:
    """For a link to words: a hyphen and a comma part them there."""
    return quote(words, safe="").replace("-", "%2D")
