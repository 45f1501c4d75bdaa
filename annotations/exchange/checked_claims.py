"""From final annotations to the claims of a ClaimReview, with the addresses of this newsroom."""

from collections.abc import Iterable, Iterator

from django.conf import settings
from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone

from annotations.exchange.exporting.claimreview import CheckedClaim, Publisher
from annotations.labels import CLAIM
from annotations.models import RuledSpan
from annotations.review.final import Entry, entries, with_evidence

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
    """The claims among these final spans, some hundred at a time."""
    claims = with_evidence(spans.filter(label=CLAIM.key))
    claims = claims.select_related("adjudication__review__revision__article__outlet").defer(
        "adjudication__review__revision__text",
        "adjudication__review__revision__raw",
        "adjudication__review__revision__left_out",
    )
    yield from checked_claims(entries(claims.iterator(chunk_size=AT_ONCE)))
