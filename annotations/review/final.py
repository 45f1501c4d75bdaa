"""The final annotations of released revisions, with their evidence: what the sheet shows.

They are the ruled spans of the standing adjudications of closed reviews. The pieces of a split
quote are one entry.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.db.models import Prefetch, QuerySet
from django.utils.translation import gettext_lazy as _

from annotations.facts.verdicts import Verdict, verdict
from annotations.labels import CLAIM
from annotations.models import Adjudication, Fact, FactLink, Review, RuledSpan, Source
from annotations.models.adjudication import where_standing
from annotations.models.review import where_released
from annotations.spans.numbers import amount
from articles.models import Article

VERDICTS: dict[Verdict, Any] = {
    Verdict.SUPPORTED: _("Supported"),
    Verdict.CONTRADICTED: _("Contradicted"),
    Verdict.BOTH: _("Supported and contradicted"),
    Verdict.CONTEXT_ONLY: _("Context only"),
    Verdict.UNCHECKED: _("Unchecked"),
}

# Between the pieces of a split quote.
PIECES_JOINED_BY = " […] "


@dataclass(frozen=True)
class Evidence:
    """A linked fact. Only one that is verified and stands counts for a verdict."""

    link: FactLink

    @property
    def is_verified(self) -> bool:
        return self.link.version.is_verified

    @property
    def is_retired(self) -> bool:
        return self.link.fact.retired_at is not None

    @property
    def has_changed(self) -> bool:
        """Whether the fact says something else by now, so that the link wants a recheck."""
        current = self.link.fact.current_version_id  # type: ignore[attr-defined]
        return self.is_verified and current is not None and current != self.link.version_id

    @property
    def counts(self) -> bool:
        return self.is_verified and not self.is_retired


@dataclass(frozen=True)
class Entry:
    """One final annotation: its pieces in text order, and the facts linked to any of them."""

    spans: list[RuledSpan] = field(default_factory=list)

    @property
    def first(self) -> RuledSpan:
        return self.spans[0]

    @property
    def words(self) -> str:
        return PIECES_JOINED_BY.join(span.exact for span in self.spans)

    @property
    def amount(self) -> str:
        return amount(self.first)

    @property
    def is_claim(self) -> bool:
        return self.first.label == CLAIM.key

    @property
    def ruling(self) -> Adjudication:
        return self.first.adjudication

    @property
    def evidence(self) -> list[Evidence]:
        return [Evidence(link) for span in self.spans for link in span.current_links]  # type: ignore[attr-defined]

    @property
    def verdict(self) -> Verdict:
        return verdict(one.link.relation for one in self.evidence if one.counts)

    @property
    def verdict_in_words(self) -> Any:
        return VERDICTS[self.verdict]


def has_sheet(article: Article) -> bool:
    """Whether a review of the article is closed, so that there is something to show."""
    released = Review.objects.released().filter(revision__article=article)
    return released.exists()


def final_spans() -> QuerySet[RuledSpan]:
    """Those of all revisions whose review is closed, by article, revision and place."""
    return RuledSpan.objects.filter(
        where_released("adjudication__review"), where_standing("adjudication")
    ).order_by(
        "adjudication__review__revision__article_id",
        "adjudication__review__revision__number",
        "start",
        "-end",
        "label",
        "id",
    )


def with_evidence(spans: QuerySet[RuledSpan]) -> QuerySet[RuledSpan]:
    """Each with its ruling and `current_links`: facts, versions and sources in four queries."""
    links = (
        FactLink.objects.current()
        .select_related("version")
        .prefetch_related(
            Prefetch("fact", Fact.objects.with_current_version()),
            Prefetch("version__sources", Source.objects.order_by("pk")),
        )
        .order_by("fact_id", "pk")
    )
    return spans.select_related("adjudication").prefetch_related(
        Prefetch("fact_links", links, to_attr="current_links")
    )


def entries(spans: Iterable[RuledSpan]) -> Iterator[Entry]:
    """The annotations that these spans are, each where its first piece stands.

    All spans of one revision have to come together.
    """
    review: int | None = None
    found: dict[UUID, Entry] = {}
    for span in spans:
        if span.adjudication.review_id != review:
            yield from found.values()
            review, found = span.adjudication.review_id, {}
        found.setdefault(span.span_group or span.pk, Entry()).spans.append(span)
    yield from found.values()
