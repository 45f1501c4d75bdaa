"""The fact-check sheet of an article, and its claims as ClaimReview."""

import json
import re
import uuid
from datetime import date
from html import unescape

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from annotations.facts import lifecycle as fact_lifecycle
from annotations.layers.clearing import clear
from annotations.models import FactLink, Layer
from tests.factories import (
    make_annotation,
    make_article,
    make_editor,
    make_fact,
    make_layer,
    make_outlet,
    make_reviewer,
    make_revision,
    make_superuser,
    revise_fact,
)
from tests.worlds import make_bare_review, make_ruled_span, undo_ruling_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def article():
    return make_article(
        title="Wall", outlet=make_outlet("Harbour Post"), url="https://harbour.example/wall"
    )


@pytest.fixture
def ada():
    return make_editor("ada", first_name="Ada", last_name="Okonkwo")


def page(client, user, article):
    client.force_login(user)
    response = client.get(f"/articles/{article.pk}/sheet/")
    assert response.status_code == 200
    return response.content.decode()


def entries(text):
    """The words of each entry, in one line."""
    parts = re.findall(r'<li class="entry".*?</li>\s*(?=<li class="entry"|</ol>)', text, re.DOTALL)
    return [" ".join(unescape(re.sub(r"<[^>]+>", " ", part)).split()) for part in parts]


def structured(text):
    return json.loads(
        re.search(r'<script type="application/ld\+json">(.*?)</script>', text, re.DOTALL)[1]
    )


def test_before_the_release_there_is_nothing_on_it_for_anybody(client, article, ada):
    review = make_bare_review(article, closed=False)
    make_ruled_span(review)
    make_annotation(layer=make_layer(revision=review.revision, editor=ada, submitted=True))
    for user in (make_editor(), make_reviewer(), make_superuser()):
        text = page(client, user, article)
        assert "The review is not closed yet" in text
        assert "$48 million" not in text
        assert "Okonkwo" not in text


def test_entries_stand_in_text_order_with_their_details(client, article, ada):
    review = make_bare_review(article)
    make_ruled_span(
        review,
        "“We are building for the next storm,”",
        label="quote",
        attributed_to="Ines Halloran",
        note="Heard on tape",
    )
    make_ruled_span(review, "$48 million", label="statistic", value=48_000_000, unit="USD")
    make_ruled_span(review, "Council backs sea wall")
    first, second, third = entries(page(client, ada, article))
    assert first.startswith("Claim Unchecked Council backs sea wall")
    assert second.startswith("Statistic 48,000,000 USD $48 million")
    assert third.startswith("Quote Ines Halloran “We are building for the next storm,” Heard on")
    assert "Unchecked" not in second + third


@pytest.mark.parametrize(
    ("relations", "words"),
    [
        (["supports"], "Supported"),
        (["contradicts", "context"], "Contradicted"),
        (["supports", "contradicts"], "Supported and contradicted"),
        (["context"], "Context only"),
        ([], "Unchecked"),
    ],
)
def test_a_claim_has_the_verdict_of_its_facts(client, article, ada, relations, words):
    make_ruled_span(make_bare_review(article), links=[(make_fact(), of) for of in relations])
    (entry,) = entries(page(client, ada, article))
    assert entry.startswith(f"Claim {words} $48 million")


def test_evidence_shows_its_statement_sources_excerpts_and_dates(client, article, ada):
    fact = make_fact(
        "It costs $52 million.",
        as_of=date(2026, 2, 1),
        sources=[
            {
                "title": "Budget 2026",
                "publisher": "The council",
                "url": "https://council.example/budget",
                "excerpt": "Sea wall: 52,000,000",
                "accessed_on": date(2026, 2, 3),
            }
        ],
    )
    make_ruled_span(make_bare_review(article), links=[(fact, "contradicts")])
    (entry,) = entries(page(client, ada, article))
    assert "Contradicts it: It costs $52 million." in entry
    assert f"Fact {fact.pk} , as of 1 Feb 2026, verified on" in entry
    assert "Budget 2026 , The council , read on 3 Feb 2026 Sea wall: 52,000,000" in entry


def test_only_verified_facts_that_stand_count(client, article, ada):
    draft, retired = make_fact(verified=False), make_fact()
    make_ruled_span(
        make_bare_review(article), links=[(draft, "supports"), (retired, "contradicts")]
    )
    fact_lifecycle.retire_fact(retired, by=make_reviewer(), reason="It was a draft budget.")
    (entry,) = entries(page(client, ada, article))
    assert entry.startswith("Claim Unchecked")
    assert "not verified, does not count" in entry
    assert "retired, does not count" in entry


def test_it_tells_how_many_words_were_looked_at(client, article, ada):
    review = make_bare_review(article)
    text = review.revision.text
    make_ruled_span(review, "Council backs", links=[(make_fact(), "supports")])
    make_ruled_span(review, "$48 million", links=[(make_fact(), "context")])
    layer, other, unsubmitted = (make_layer(revision=review.revision) for _ in range(3))
    clear(layer, 0, 22, exact=text[:22], by=layer.editor)
    clear(other, 11, 16, exact=text[11:16], by=other.editor)
    clear(unsubmitted, 0, len(text), exact=text, by=unsubmitted.editor)
    Layer.objects.exclude(pk=unsubmitted.pk).update(submitted_at=timezone.now())
    left = len(text.split()) - 6
    assert (
        f"Of {left + 6} words of the text: 2 on a verified fact, 2 marked, not checked, "
        f"2 nothing to check, {left} not looked at."
    ) in " ".join(page(client, ada, article).split())


def test_where_nobody_was_asked_to_look_at_all_words_it_tells_nothing_of_them(client, article, ada):
    make_ruled_span(make_bare_review(article))
    assert "not looked at" not in page(client, ada, article)


def test_a_link_that_was_removed_is_no_evidence(client, article, ada):
    make_ruled_span(make_bare_review(article), links=[(make_fact(), "supports")])
    assert entries(page(client, ada, article))[0].startswith("Claim Supported")
    FactLink.objects.update(removed_at="2026-01-01T00:00:00Z")
    assert entries(page(client, ada, article))[0].startswith("Claim Unchecked")


def test_a_fact_that_says_something_else_by_now_is_marked(client, article, ada):
    fact = make_fact()
    make_ruled_span(make_bare_review(article), links=[(fact, "supports")])
    fact_has_changed = "the fact has changed since"
    assert fact_has_changed not in entries(page(client, ada, article))[0]
    revise_fact(fact)
    (entry,) = entries(page(client, ada, article))
    assert fact_has_changed in entry
    assert "The wall costs $48 million." in entry


@pytest.mark.parametrize(
    ("ruling", "words"),
    [
        ({}, "All editors agreed."),
        ({"rule": "majority"}, "Decided by rule: Most editors agree."),
        (
            {"rule": "", "reason": "boundary", "note": "Drop the verb."},
            "Decided: Right extent. Drop the verb.",
        ),
        ({"rule": ""}, "Decided in review."),
    ],
)
def test_each_says_how_it_came_about(client, article, ada, ruling, words):
    review = make_bare_review(article)
    before = make_ruled_span(review, "Tuesday")
    make_ruled_span(review, ruling={"replaces": before.adjudication} | ruling)
    (entry,) = entries(page(client, ada, article))
    assert entry.endswith(words)


def test_what_was_undone_or_replaced_is_not_final(client, article, ada):
    review = make_bare_review(article)
    undone = make_ruled_span(review, "Tuesday")
    replaced = make_ruled_span(review, "the mayor")
    make_ruled_span(review, "$48 million", ruling={"replaces": replaced.adjudication})
    assert len(entries(page(client, ada, article))) == 2
    undo_ruling_of(undone)
    (entry,) = entries(page(client, ada, article))
    assert "$48 million" in entry


def test_pieces_of_a_split_quote_are_one_entry(client, article, ada):
    review, group = make_bare_review(article), uuid.uuid4()
    for words in ("the mayor", "Council"):
        make_ruled_span(review, words, label="quote", span_group=group)
    (entry,) = entries(page(client, ada, article))
    assert "Council […] the mayor" in entry


def test_the_sheet_is_of_the_newest_revision_that_is_released(client, article, ada):
    make_ruled_span(make_bare_review(article), "Tuesday")
    has_changed = "The article has changed since"
    assert has_changed not in page(client, ada, article)
    make_revision(article, text="Something else on Friday")
    text = page(client, ada, article)
    assert f"This is the sheet of revision 1. {has_changed}." in text
    make_ruled_span(make_bare_review(article), "Friday")
    text = page(client, ada, article)
    assert "Friday" in entries(text)[0]
    assert has_changed not in text


def test_an_empty_sheet_says_that_there_is_nothing(client, article, ada):
    make_bare_review(article)
    text = page(client, ada, article)
    assert "The review found nothing to mark in this text." in text
    assert structured(text) == []


def test_claims_with_a_verdict_are_embedded_as_claim_reviews(client, article, ada, settings):
    settings.SITE_URL, settings.PUBLISHER_NAME = "https://desk.example", "Harbour Desk"
    review = make_bare_review(article)
    checked = make_ruled_span(review, links=[(make_fact(), "supports")], attributed_to="Ines")
    make_ruled_span(review, "Tuesday")
    make_ruled_span(review, "the mayor", label="quote", links=[(make_fact(), "supports")])
    (found,) = structured(page(client, ada, article))
    assert found["claimReviewed"] == "$48 million"
    assert found["url"] == f"https://desk.example/articles/{article.pk}/sheet/#f-{checked.pk}"
    assert found["author"]["name"] == "Harbour Desk"
    assert found["reviewRating"]["ratingValue"] == 5
    assert found["itemReviewed"]["appearance"]["url"] == article.url


def test_no_words_of_an_article_get_out_of_the_data(client, ada):
    text = "</script><script>alert(1)</script> costs a lot"
    article = make_article(text=text, title="Wall")
    make_ruled_span(make_bare_review(article), text, links=[(make_fact(), "supports")])
    html = page(client, ada, article)
    assert structured(html)[0]["claimReviewed"] == text
    assert "<script>alert" not in html


def test_an_article_that_is_not_there_has_no_sheet(client, ada):
    client.force_login(ada)
    assert client.get("/articles/77/sheet/").status_code == 404


def test_queries_do_not_grow_with_what_is_final(client, article, ada):
    review = make_bare_review(article)
    client.force_login(ada)
    words = iter(["Council", "backs", "sea", "wall", "the", "mayor", "said", "on"])

    def count():
        for _ in range(4):
            make_ruled_span(review, next(words), links=[(make_fact(), "supports")])
        with CaptureQueriesContext(connection) as queries:
            assert client.get(f"/articles/{article.pk}/sheet/").status_code == 200
        return len(queries)

    assert count() == count()


def test_the_page_of_a_released_article_leads_to_its_sheet(client, article, ada):
    client.force_login(ada)
    address = f"/articles/{article.pk}/sheet/"
    review = make_bare_review(article, closed=False)
    assert address not in client.get(f"/articles/{article.pk}/").content.decode()
    review.closed_at = review.opened_at
    review.save()
    assert address in client.get(f"/articles/{article.pk}/").content.decode()


def export(client, user, query=""):
    client.force_login(user)
    response = client.get(f"/export/claimreview.jsonld?{query}")
    assert response.status_code == 200
    return json.loads(b"".join(response.streaming_content))


def test_claim_reviews_of_all_released_articles_are_exported(client, article, ada):
    other = make_article(title="Tide", outlet=make_outlet("Herald"))
    for one in (article, other):
        make_ruled_span(make_bare_review(one), links=[(make_fact(), "supports")])
    hidden = make_article(title="Hidden")
    make_ruled_span(make_bare_review(hidden, closed=False), links=[(make_fact(), "supports")])

    def headlines(query=""):
        found = export(client, ada, query)
        return [one["itemReviewed"]["appearance"]["headline"] for one in found]

    assert headlines() == ["Wall", "Tide"]
    assert headlines(f"article={article.pk}") == ["Wall"]
    assert headlines(f"outlet={other.outlet.pk}") == ["Tide"]
    assert headlines("published_from=2026-01-01") == []


def test_a_filter_that_makes_no_sense_exports_nothing(client, ada):
    client.force_login(ada)
    assert client.get("/export/claimreview.jsonld?outlet=777").status_code == 400
