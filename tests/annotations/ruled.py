"""Rulings and their spans made directly, for what shows them; how they come about is elsewhere."""

from django.utils import timezone

from annotations.models import Adjudication, FactLink, Review, RuledSpan, Undoing
from tests.factories import make_article, make_reviewer


def make_review(article=None, *, closed=True):
    revision = (article or make_article()).latest_revision()
    moment = timezone.now() if closed else None
    return Review.objects.create(
        revision=revision, closed_at=moment, closed_by=make_reviewer() if closed else None
    )


def make_ruled_span(review, exact="$48 million", *, label="claim", links=(), ruling=None, **fields):
    """A final span of `exact`, ruled by unanimity unless `ruling` says what else.

    `links` are (fact, relation), linked by whoever recorded the fact.
    """
    start = review.revision.text.index(exact)
    how = {"action": "take", "rule": "unanimous", "considered": {}} | (ruling or {})
    span = RuledSpan.objects.create(
        adjudication=Adjudication.objects.create(review=review, **how),
        start=start,
        end=start + len(exact),
        exact=exact,
        label=label,
        **fields,
    )
    for fact, relation in links:
        version = fact.versions.order_by("-number").first()
        FactLink.objects.create(
            ruled_span=span,
            fact=fact,
            version=version,
            relation=relation,
            linked_by=version.recorded_by,
        )
    return span


def undo(span):
    return Undoing.objects.create(adjudication=span.adjudication)
