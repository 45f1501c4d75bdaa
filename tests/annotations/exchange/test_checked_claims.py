"""The claims of all that is final are told from rows, as their models tell them."""

import random
import uuid

import pytest
from django.utils import timezone

from annotations.exchange import checked_claims
from annotations.exchange.checked_claims import all_checked
from annotations.models import Fact
from annotations.review.final import entries, final_spans, with_evidence
from tests.counting import counted
from tests.factories import make_article, make_fact, make_outlet
from tests.worlds import make_bare_review, make_ruled_span

pytestmark = pytest.mark.django_db

WORDS = ("The council", "approved", "$48 million", "on Tuesday", "next storm", "households")


def facts_of_every_kind():
    facts = [make_fact() for _ in range(3)] + [make_fact(verified=False)]
    Fact.objects.filter(pk=facts[0].pk).update(retired_at=timezone.now())
    return facts


def final_claims(review, chance, facts):
    groups = [uuid.UUID(int=chance.getrandbits(128)) for _ in range(2)]
    for words in WORDS:
        make_ruled_span(
            review,
            words,
            label=chance.choice(("claim", "claim", "quote")),
            attributed_to=chance.choice(("", "Ines Halloran")),
            span_group=chance.choice((None, *groups)),
            links=[
                (fact, chance.choice(("supports", "contradicts", "context")))
                for fact in chance.sample(facts, chance.randint(0, 3))
            ],
        )


@pytest.mark.parametrize("at_once", [1, 4, 500])
def test_claims_are_told_as_their_models_tell_them(monkeypatch, at_once):
    monkeypatch.setattr(checked_claims, "AT_ONCE", at_once)
    chance, facts = random.Random(3), facts_of_every_kind()
    for outlet in (None, make_outlet("Harbour Post")):
        article = make_article(outlet=outlet, published_on=outlet and timezone.localdate())
        final_claims(make_bare_review(article), chance, facts)
    final_claims(make_bare_review(closed=False), chance, facts)
    spans = with_evidence(final_spans().filter(label="claim"))
    expected = list(checked_claims.checked_claims(entries(spans)))
    assert len({claim.verdict for claim in expected}) > 2
    assert any("[…]" in claim.words for claim in expected)
    assert list(all_checked(final_spans())) == expected


def test_a_claim_costs_few_calls_and_no_query():
    chance, facts = random.Random(3), facts_of_every_kind()
    found = []
    for reviews in (2, 6):
        for _ in range(reviews):
            final_claims(make_bare_review(), chance, facts)
        found.append(counted(lambda: len(list(all_checked(final_spans())))))
    few, many = found
    assert many.queries == few.queries == 2
    assert many.calls - few.calls <= 150 * (many.result - few.result)
