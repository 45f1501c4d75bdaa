"""What all editors of a review agree on, and whether they found it or all accepted it."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from annotations.disagreements.groups import considered_ids
from annotations.models import Adjudication, Annotation, Review, RuledSpan
from annotations.models.annotation import BY_ACCEPTANCE
from annotations.review.pages.overview import agreed_rulings
from annotations.spans.numbers import amount

ACCEPTED, APART, UNKNOWN = "accepted", "apart", "unknown"


@dataclass(frozen=True)
class AgreedSpan:
    """A span that all have. `came` is ACCEPTED where all of them accepted a suggestion, APART where
    at least one found it by hand, UNKNOWN where that is not known of each.
    """

    ruling: Adjudication
    span: RuledSpan
    came: str

    @property
    def amount(self) -> str:
        return amount(self.span)


def agreed_spans(review: Review) -> list[AgreedSpan]:
    """In text order; three queries for any number."""
    there = Annotation.objects.filter(layer__revision=review.revision_id).order_by()
    origins = {str(pk): origin for pk, origin in there.values_list("pk", "origin")}
    return [
        AgreedSpan(ruling, span, how_it_came(origins.get(pk) for pk in considered_ids(ruling)))
        for ruling in agreed_rulings(review)
        for span in ruling.ruled_spans.all()
    ]


def how_it_came(origins: Iterable[str | None]) -> str:
    """Of the origins of what each editor has."""
    known = set(origins)
    if None in known or not known:
        return UNKNOWN
    return ACCEPTED if known <= BY_ACCEPTANCE else APART


def count_by_came(spans: Iterable[AgreedSpan]) -> dict[str, int]:
    counted = Counter(one.came for one in spans)
    return {came: counted[came] for came in (APART, ACCEPTED, UNKNOWN)}
