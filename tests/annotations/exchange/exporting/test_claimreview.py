"""Checked claims as ClaimReview."""

import json
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotations.exchange.exporting.claimreview import (
    CheckedClaim,
    Publisher,
    chunks,
    claim_review,
    embedded,
)
from annotations.facts.verdicts import Verdict

DESK = Publisher("Harbour Desk", "https://desk.example")


def make_claim(**fields):
    return CheckedClaim(
        words="The wall costs $48 million",
        verdict=Verdict.CONTRADICTED,
        address="https://desk.example/articles/3/sheet/#f-7",
        reviewed_on=date(2026, 3, 2),
        claimant="Ines Halloran",
        title="Council backs sea wall",
        url="https://harbour.example/wall",
        outlet="Harbour Post",
        published_on=date(2026, 2, 28),
    )._replace(**fields)


def test_a_contradicted_claim_is_a_whole_review():
    post = {"@type": "Organization", "name": "Harbour Post"}
    assert claim_review(make_claim(), DESK) == {
        "@context": "https://schema.org",
        "@type": "ClaimReview",
        "url": "https://desk.example/articles/3/sheet/#f-7",
        "claimReviewed": "The wall costs $48 million",
        "datePublished": "2026-03-02",
        "author": {"@type": "Organization", "name": "Harbour Desk", "url": "https://desk.example"},
        "reviewRating": {
            "@type": "Rating",
            "ratingValue": 1,
            "bestRating": 5,
            "worstRating": 1,
            "alternateName": "Contradicted",
        },
        "itemReviewed": {
            "@type": "Claim",
            "author": {"@type": "Person", "name": "Ines Halloran"},
            "datePublished": "2026-02-28",
            "appearance": {
                "@type": "NewsArticle",
                "headline": "Council backs sea wall",
                "datePublished": "2026-02-28",
                "publisher": post,
                "url": "https://harbour.example/wall",
            },
        },
    }


@pytest.mark.parametrize(
    ("verdict", "rating"),
    [(Verdict.SUPPORTED, 5), (Verdict.BOTH, 3), (Verdict.CONTRADICTED, 1)],
)
def test_the_rating_is_that_of_the_verdict(verdict, rating):
    review = claim_review(make_claim(verdict=verdict), DESK)
    assert review["reviewRating"]["ratingValue"] == rating
    assert review["reviewRating"]["alternateName"]


@pytest.mark.parametrize("verdict", [Verdict.CONTEXT_ONLY, Verdict.UNCHECKED])
def test_without_a_verdict_there_is_no_review(verdict):
    assert claim_review(make_claim(verdict=verdict), DESK) is None
    assert "".join(chunks([make_claim(verdict=verdict)], DESK)) == "[]\n"


def test_what_is_not_known_is_left_out():
    item = claim_review(make_claim(claimant="", url="", published_on=None), DESK)["itemReviewed"]
    assert item["author"] == {"@type": "Organization", "name": "Harbour Post"}
    assert "datePublished" not in item
    assert "url" not in item["appearance"]
    bare = claim_review(make_claim(claimant="", outlet=""), DESK)["itemReviewed"]
    assert "author" not in bare
    assert "publisher" not in bare["appearance"]


@given(st.lists(st.sampled_from(Verdict)), st.text(st.characters(exclude_categories=["Cs"])))
def test_the_file_is_one_array_of_those_with_a_verdict(verdicts, words):
    claims = [make_claim(verdict=verdict, words=words) for verdict in verdicts]
    expected = [review for claim in claims if (review := claim_review(claim, DESK))]
    assert json.loads("".join(chunks(claims, DESK))) == expected
    assert json.loads(embedded(claims, DESK)) == expected


def test_no_words_end_the_element_they_are_embedded_in():
    text = embedded([make_claim(words="</script><script>alert(1)</script> <!-- & ]]>")], DESK)
    assert not set("<>&") & set(text)
