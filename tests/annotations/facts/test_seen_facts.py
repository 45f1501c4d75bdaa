"""The facts that a text says again are looked up at once, for all of its sentences."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from annotations.facts import search, seen_facts
from annotations.facts.seen_facts import facts_seen_in, rare_in_each
from annotations.models import FactVersion
from tests.annotations.facts.fact_corpus import other_statements, recorded
from tests.factories import make_editor

pytestmark = pytest.mark.django_db

WALL = "The sea wall at Ostra cost 48,000,000 euros."


def facts_in(text):
    return [(text[one.seen.start : one.seen.end], one.version.fact) for one in facts_seen_in(text)]


def test_the_sentence_that_says_a_fact_is_found_among_others():
    wall, *_ = recorded([WALL, *other_statements(200)])
    text = "It rained on Sunday.\n\nThe sea wall at Ostra cost 52 million euros. It is high."
    assert facts_in(text) == [("The sea wall at Ostra cost 52 million euros.", wall)]


def test_every_sentence_is_held_against_the_facts():
    statements = list(dict.fromkeys(other_statements(40)))
    recorded([*statements, *other_statements(400, seed=99)])
    found = facts_seen_in("\n\n".join(statements))
    told = {one.version.statement for one in found}
    assert len(told & set(statements)) >= 38


@pytest.mark.parametrize("text", ["", "  ", "Unheard words everywhere.", "the of and", "'\"*:|&"])
def test_a_text_that_shares_no_words_with_a_fact_has_none(text):
    recorded([WALL])
    assert facts_in(text) == []


def test_without_facts_nothing_is_found():
    assert facts_in(WALL) == []


def test_a_retired_fact_is_not_found():
    [wall] = recorded([WALL])
    wall.retired_at = timezone.now()
    wall.save()
    assert facts_in(WALL) == []


def test_a_draft_is_not_found_and_what_was_verified_speaks_until_the_next_is():
    [wall] = recorded([WALL])
    words = "The sea wall at Ostra cost 99 million euros."
    FactVersion.objects.create(fact=wall, number=2, statement=words, recorded_by=make_editor())
    [one] = facts_seen_in(WALL)
    assert one.version.number == 1
    FactVersion.objects.filter(fact=wall, number=1).delete()
    search.index_facts([wall])
    assert facts_in(WALL) == []


def queries_for(text):
    with CaptureQueriesContext(connection) as queries:
        facts_seen_in(text)
    return len(queries)


def test_the_number_of_queries_grows_neither_with_the_text_nor_with_the_facts():
    statements = list(other_statements(60))
    recorded([WALL, *statements[:10]])
    few = queries_for(f"{WALL} {statements[0]}")
    assert few <= 6
    recorded(statements[10:])
    assert queries_for("\n\n".join([WALL, *statements])) == few


def test_each_sentence_has_its_rarest_word_asked_for_before_any_has_its_second():
    counts = {"wall": 1, "sea": 2, "ostra": 3, "norland": 40, "jobless": 50, "march": 60}
    sentences = [["wall", "sea", "ostra", "new"], ["march", "jobless", "norland"], ["sea", "new"]]
    assert rare_in_each(sentences, counts) == [
        "wall", "norland", "sea", "jobless", "ostra", "march"
    ]  # fmt: skip


def test_no_more_words_are_asked_for_than_the_limits_allow(monkeypatch):
    counts = dict.fromkeys("abcdefgh", 10)
    monkeypatch.setattr(seen_facts, "MOST_HITS", 35)
    assert len(rare_in_each([list(counts)], counts)) == 3
    monkeypatch.setattr(seen_facts, "MOST_ASKED", 2)
    assert len(rare_in_each([list(counts)], counts)) == 2
