"""Appearances of a fact: the passages linked to it that a reader may see.

In a revision with a closed review the links are those of the final spans. In any other they are
those of the layers that the reader may see.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import groupby
from typing import Any, cast

from django.db.models import Exists, F, OuterRef, Value
from django.db.models.functions import Greatest, Length, Substr
from django.utils import timezone

from annotations.access import annotations_seen_by
from annotations.facts import outlet_comparison
from annotations.facts.outlet_comparison import OutletComparison
from annotations.models import (
    Alias,
    Annotation,
    Fact,
    FactLink,
    FactVersion,
    RuledSpan,
)
from annotations.models.adjudication import where_standing
from annotations.models.review import where_released
from annotations.spans.normalization import Names
from annotations.spans.numbers import amount, plain_decimal
from annotations.spans.sentences import AROUND, Passage, passage
from annotations.visibility import editor_name
from articles.models import Article, Revision
from newsroom.models import User

NEVER_SHOWN = ("raw", "left_out", "text", "timecodes")


@dataclass(frozen=True)
class LinkedPassage:
    """A link between the fact and a passage, with the annotation or ruled span of the passage.

    `who` are the editors who made it, by the names that the reader may see; empty for a ruling.
    """

    link: FactLink
    target: Annotation | RuledSpan
    who: list[str]

    @property
    def amount(self) -> str:
        return amount(self.target)

    def content(self) -> tuple[Any, ...]:
        """The content of the link, equal where two editors agree."""
        link = self.link
        return link.relation, link.note, link.version_id, self.amount, self.target.attributed_to


@dataclass
class Appearance:
    """A passage of one revision with its links; `passage` is loaded for one page at a time."""

    revision: Revision
    start: int
    end: int
    sayings: list[LinkedPassage]
    passage: Passage | None = field(default=None)

    @property
    def article(self) -> Article:
        return self.revision.article

    @property
    def outlet(self) -> str:
        """The outlet of the article, else the title of the article."""
        return str(self.article.outlet or self.article)

    @property
    def on(self) -> date:
        return self.article.published_on or timezone.localdate(self.article.imported_at)

    @property
    def anchor(self) -> str:
        return f"r{self.revision.pk}-{self.start}-{self.end}"

    @property
    def label(self) -> str:
        return self.sayings[0].target.label


def appearances(fact: Fact, user: User) -> list[Appearance]:
    """All that `user` may see, ordered by date of publication, else of import. Two queries."""
    sayings = sorted([*released_links(fact), *links_in_layers(fact, user)], key=passage_place)
    return sorted(
        (
            Appearance(revision_of(some[0].target), some[0].target.start, some[0].target.end, some)
            for some in (
                merge_equal_statements(group) for _, group in groupby(sayings, key=passage_place)
            )
        ),
        key=lambda one: (one.on, one.article.pk, one.revision.number, one.start, one.end),
    )


def merge_equal_statements(sayings: Iterable[LinkedPassage]) -> list[LinkedPassage]:
    """Each distinct link of a passage once, with all editors who made it."""
    by_content: dict[tuple[Any, ...], LinkedPassage] = {}
    for one in sorted(sayings, key=lambda one: (relation_order(one), one.who)):
        known = by_content.setdefault(one.content(), one)
        if known is not one:
            known.who.extend(one.who)
    return list(by_content.values())


def released_links(fact: Fact) -> Iterator[LinkedPassage]:
    """The links of the standing rulings of closed reviews."""
    revision = "ruled_span__adjudication__review__revision"
    links = (
        FactLink.objects.current()
        .filter(
            where_released("ruled_span__adjudication__review"),
            where_standing("ruled_span__adjudication"),
            fact=fact,
            **{f"{revision}__article__archived_at": None},
        )
        .select_related(f"{revision}__article__outlet", "version")
        .defer(*(f"{revision}__{name}" for name in NEVER_SHOWN))
    )
    return (LinkedPassage(link, cast(RuledSpan, link.ruled_span), []) for link in links)


def links_in_layers(fact: Fact, user: User) -> Iterator[LinkedPassage]:
    """The links of the annotations that the user sees, on revisions without a closed review."""
    revision = "annotation__layer__revision"
    # Asked of each link, since all annotations that somebody sees would be a list of very many.
    seen = annotations_seen_by(user).live().filter(pk=OuterRef("annotation"))
    links = (
        FactLink.objects.current()
        .filter(
            Exists(seen),
            fact=fact,
            **{f"{revision}__article__archived_at": None},
        )
        .exclude(where_released(f"{revision}__review"))
        .select_related(f"{revision}__article__outlet", f"{revision}__review", "version")
        .select_related("annotation__layer__editor")
        .defer(*(f"{revision}__{name}" for name in NEVER_SHOWN))
    )
    for link in links:
        target = cast(Annotation, link.annotation)
        yield LinkedPassage(link, target, [editor_name(target.layer, reader=user)])


def revision_of(target: Annotation | RuledSpan) -> Revision:
    if isinstance(target, Annotation):
        return target.layer.revision
    return target.adjudication.review.revision


def passage_place(one: LinkedPassage) -> tuple[int, int, int]:
    return revision_of(one.target).pk, one.target.start, one.target.end


def relation_order(one: LinkedPassage) -> int:
    return outlet_comparison.LANES.index(one.link.relation)


def outlet_comparison_of(found: Iterable[Appearance], shown: FactVersion) -> OutletComparison:
    """The comparison of the outlets on the fact, whose current version is `shown`.

    One query, for the units that the desk treats as the same.
    """
    names = Names(dict(Alias.objects.values_list("name", "canonical")))
    return outlet_comparison.compare_outlets(
        outlet_comparison.Statement(
            outlet=one.outlet,
            relation=saying.link.relation,
            amount=saying.amount if saying.target.value is not None else "",
            words=saying.target.exact,
            passage=one.anchor,
            number="" if saying.target.value is None else plain_decimal(saying.target.value),
            unit=names.key(saying.target.unit),
            of_earlier=shown.is_verified and saying.link.version.number < shown.number,
        )
        for one in found
        for saying in one.sayings
    )


def set_passages(found: Sequence[Appearance]) -> None:
    """Set the `passage` of each; only the surrounding text is read. Two queries."""
    read: dict[Any, Passage] = {}
    targets = [one.sayings[0].target for one in found]
    for model, text in (
        (Annotation, "layer__revision__text"),
        (RuledSpan, "adjudication__review__revision__text"),
    ):
        pks = [target.pk for target in targets if isinstance(target, model)]
        read |= dict(read_windows(model, text, pks))
    for one, target in zip(found, targets, strict=True):
        one.passage = read[target.pk]


def read_windows(
    model: type[Annotation | RuledSpan], text: str, pks: list[Any]
) -> Iterator[tuple[Any, Passage]]:
    """The passage of each target, by its key; the engine counts code points too, from 1."""
    begin = Greatest(F("start") - Value(AROUND), Value(0))
    rows = model._default_manager.filter(pk__in=pks).annotate(
        begin=begin,
        whole=Length(text),
        window=Substr(text, begin + Value(1), F("end") + Value(AROUND) - begin),
    )
    for pk, start, end, first, whole, window in rows.values_list(
        "pk", "start", "end", "begin", "whole", "window"
    ):
        yield (
            pk,
            passage(
                window,
                start - first,
                end - first,
                begins=first == 0,
                ends=end + AROUND >= whole,
            ),
        )
