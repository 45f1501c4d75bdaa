"""From final annotations to the claims of a ClaimReview, with the addresses of this newsroom."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime
from itertools import islice
from typing import Any, NamedTuple
from uuid import UUID

from django.conf import settings
from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone

from annotations.exchange.exporting.claimreview import CheckedClaim, Publisher
from annotations.facts.verdicts import verdict
from annotations.labels import CLAIM
from annotations.models import FactLink, RuledSpan
from annotations.review.final import PIECES_JOINED_BY, Entry
from newsroom.prepared import ask

AT_ONCE = 500  # Spans in memory, with their facts and sources.


def publisher() -> Publisher:
    return Publisher(settings.PUBLISHER_NAME, settings.SITE_URL)


def checked_claims(found: Iterable[Entry]) -> Iterator[CheckedClaim]:
    """The claims among these entries, whose rulings have their review and its article at hand."""
    for entry in found:
        if not entry.is_claim:
            continue
        review = entry.ruling.review
        article = review.revision.article
        if not review.is_released:
            continue
        sheet = reverse("article_sheet", args=[article.pk])
        yield CheckedClaim(
            words=entry.words,
            verdict=entry.verdict,
            address=f"{settings.SITE_URL}{sheet}#f-{entry.first.pk}",
            reviewed_on=timezone.localtime(review.closed_at).date(),
            claimant=entry.first.attributed_to,
            title=article.title,
            url=article.url,
            outlet=article.outlet.name if article.outlet else "",
            published_on=article.published_on,
        )


def all_checked(spans: QuerySet[RuledSpan]) -> Iterator[CheckedClaim]:
    """The claims among these final spans, as `checked_claims` has them, some hundred at a time.

    Of rows and not of models, of which each claim would take a dozen.
    """
    stream = spans.filter(label=CLAIM.key).values_list(*COLUMNS).iterator(chunk_size=AT_ONCE)
    review: int | None = None
    found: dict[UUID, Pieces] = {}
    while some := list(islice(stream, AT_ONCE)):
        relations = relations_that_count([row[0] for row in some])
        for pk, words, speaker, group, of_review, *of_text in some:
            if of_review != review:
                yield from map(claim_of, found.values())
                review, found, text = of_review, {}, text_of(*of_text)
            key = group or pk
            if key not in found:
                found[key] = Pieces(pk, speaker, text, [], [])
            found[key].words.append(words)
            found[key].relations.extend(relations.get(pk, ()))
    yield from map(claim_of, found.values())


ARTICLE = "adjudication__review__revision__article"
COLUMNS = (
    *("pk", "exact", "attributed_to", "span_group"),
    *("adjudication__review_id", "adjudication__review__closed_at"),
    *(f"{ARTICLE}_id", f"{ARTICLE}__title", f"{ARTICLE}__url", f"{ARTICLE}__outlet__name"),
    f"{ARTICLE}__published_on",
)


class Text(NamedTuple):
    """What the claims of one review say alike; `sheet` is the address of the article's."""

    sheet: str
    reviewed_on: date
    title: str
    url: str
    outlet: str
    published_on: date | None


class Pieces(NamedTuple):
    """A claim as it is found: its first piece, the words of all, what facts that count say."""

    first: UUID
    speaker: str
    text: Text
    words: list[str]
    relations: list[str]


def text_of(
    closed_at: datetime, pk: int, title: str, url: str, outlet: str | None, day: date | None
) -> Text:
    sheet = f"{settings.SITE_URL}{reverse('article_sheet', args=[pk])}"
    return Text(sheet, timezone.localtime(closed_at).date(), title, url, outlet or "", day)


def claim_of(found: Pieces) -> CheckedClaim:
    text = found.text
    return CheckedClaim(
        words=PIECES_JOINED_BY.join(found.words),
        verdict=verdict(found.relations),
        address=f"{text.sheet}#f-{found.first}",
        reviewed_on=text.reviewed_on,
        claimant=found.speaker,
        title=text.title,
        url=text.url,
        outlet=text.outlet,
        published_on=text.published_on,
    )


def relations_that_count(spans: list[UUID]) -> dict[UUID, list[str]]:
    """What the facts say that are linked to each of these spans, verified and not retired."""
    links = ask(links_that_count, spans=spans)
    found: dict[UUID, list[str]] = {}
    for span, relation in links:
        found.setdefault(span, []).append(relation)
    return found


def links_that_count(spans: Any) -> QuerySet[Any]:
    links = FactLink.objects.current().filter(ruled_span__in=spans, fact__retired_at=None)
    verified = links.filter(version__verified_at__isnull=False)
    return verified.order_by().values_list("ruled_span_id", "relation")
