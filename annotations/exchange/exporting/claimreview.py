"""Checked claims as ClaimReview of schema.org, in JSON-LD. Pure."""

import json
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any, NamedTuple

from annotations.facts.verdicts import BEST, RATINGS, WORST, Verdict

CONTENT_TYPE = "application/ld+json"
CONTEXT = "https://schema.org"

NAMES = {
    Verdict.SUPPORTED: "Supported",
    Verdict.CONTRADICTED: "Contradicted",
    Verdict.BOTH: "Supported and contradicted",
}


class CheckedClaim(NamedTuple):
    """A final claim with what became of it; `address` is where its review can be read.

    `claimant` is empty where the article says it itself: then its outlet does.
    """

    words: str
    verdict: Verdict
    address: str
    reviewed_on: date
    claimant: str
    title: str
    url: str
    outlet: str
    published_on: date | None


class Publisher(NamedTuple):
    """Who reviews, and their site."""

    name: str
    url: str


def claim_review(claim: CheckedClaim, publisher: Publisher) -> dict[str, Any] | None:
    """The review of one claim; None where there is no verdict, since nothing was found."""
    rating = RATINGS.get(claim.verdict)
    if rating is None:
        return None
    return {
        "@context": CONTEXT,
        "@type": "ClaimReview",
        "url": claim.address,
        "claimReviewed": claim.words,
        "datePublished": claim.reviewed_on.isoformat(),
        "author": organization(*publisher),
        "reviewRating": {
            "@type": "Rating",
            "ratingValue": rating,
            "bestRating": BEST,
            "worstRating": WORST,
            "alternateName": NAMES[claim.verdict],
        },
        "itemReviewed": reviewed_item(claim),
    }


def reviewed_item(claim: CheckedClaim) -> dict[str, Any]:
    """The claim, who made it and where it appeared, as far as that is known."""
    appearance: dict[str, Any] = {"@type": "NewsArticle", "headline": claim.title}
    made: dict[str, Any] = {"@type": "Claim"}
    if claim.claimant:
        made["author"] = {"@type": "Person", "name": claim.claimant}
    elif claim.outlet:
        made["author"] = organization(claim.outlet)
    if claim.published_on:
        made["datePublished"] = appearance["datePublished"] = claim.published_on.isoformat()
    if claim.outlet:
        appearance["publisher"] = organization(claim.outlet)
    if claim.url:
        appearance["url"] = claim.url
    return made | {"appearance": appearance}


def organization(name: str, url: str = "") -> dict[str, str]:
    return {"@type": "Organization", "name": name} | ({"url": url} if url else {})


def chunks(claims: Iterable[CheckedClaim], publisher: Publisher) -> Iterator[str]:
    """One JSON array of the reviews of all claims that have a verdict, piece by piece."""
    before = "["
    for claim in claims:
        review = claim_review(claim, publisher)
        if review is not None:
            yield f"{before}\n{json.dumps(review, ensure_ascii=False)}"
            before = ","
    yield "[]\n" if before == "[" else "\n]\n"


def embedded(claims: Iterable[CheckedClaim], publisher: Publisher) -> str:
    """The same for the script element of a page, which no text in it can end."""
    text = "".join(chunks(claims, publisher))
    return text.replace("&", "\\u0026").replace("<", "\\u003c").replace(">", "\\u003e")
