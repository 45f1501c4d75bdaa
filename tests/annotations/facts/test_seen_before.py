"""Which sentences of a text say what a fact says."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotations.facts import ranking
from annotations.facts.seen_before import THRESHOLD, find_seen, match_of, read_words

# Sentences of our own, on which the threshold was chosen: what says a fact again, with the fact,
FACTS = {
    1: "The sea wall at Ostra cost 48,000,000 euros.",
    2: "Unemployment in Norland fell to 7.8 percent in March 2021.",
    3: "The power station at Karsten emitted 3.1 million tonnes of carbon dioxide in 2020.",
    4: "The General Assembly adopted the resolution by 141 votes to 5 on 2 March 2022.",
    5: "Professor Ines Calder resigned over the vaccine trial.",
    6: "St Brannoc Hospital closed its maternity ward in June 2020.",
}
AGAIN = [
    (1, "The sea wall at Ostra cost 48 million euros, the mayor said."),
    (1, "Ostra's sea walls cost the town 52 million euros."),
    (1, "The sea wall at Ostra, which the mayor opened on Sunday, cost 48 million euros in all."),
    (2, "In March 2021 unemployment in Norland fell to 7.8 percent."),
    (2, "Unemployment across Norland had fallen to 9 percent in March 2021."),
    (3, "Karsten's power station emitted about 3.1 million tonnes of carbon dioxide."),
    (4, "The resolution was adopted by the General Assembly with 141 votes to five."),
    (5, "Ines Calder, the professor, resigned over the trial of the vaccine."),
    (6, "The maternity ward of St Brannoc Hospital was closed in 2020."),
]
# and what only speaks of the same things.
OTHERWISE = [
    "The mayor of Ostra walked along the sea on Sunday.",
    "Norland votes in March 2021.",
    "In March 2021 the hospital at Karsten opened a new power supply.",
    "The General Assembly meets again on Tuesday to hear the Secretary-General.",
    "A professor at the hospital began a trial of strength with the ministry.",
    "Tonnes of sand were brought to Ostra in June 2020.",
    "Children of the harbour school painted the sea wall at Ostra on Sunday.",
    "The General Assembly heard of the resolution, and rose without a vote on it.",
    "Visitors call St Brannoc Hospital a fine place for its garden and its ward for children.",
    "Less carbon dioxide came from the power station than from the roads of Karsten in winter.",
    "Nothing that was said here had ever been recorded.",
]
COUNTS = dict.fromkeys({term for one in FACTS.values() for term in ranking.terms(one)}, 3)


def seen(text, facts=FACTS, **options):
    return find_seen(text, facts, facts_with=COUNTS, facts=1_000, **options)


@pytest.mark.parametrize(("fact", "sentence"), AGAIN)
def test_a_sentence_that_says_a_fact_again_is_seen(fact, sentence):
    assert [one.fact for one in seen(sentence)] == [fact]


@pytest.mark.parametrize("sentence", OTHERWISE)
def test_a_sentence_that_only_speaks_of_the_same_things_is_not(sentence):
    assert seen(sentence) == []


def test_the_threshold_lies_between_them():
    again = [max(one.match.score for one in seen(words, threshold=0)) for _, words in AGAIN]
    others = [
        max((one.match.score for one in seen(words, threshold=0)), default=0) for words in OTHERWISE
    ]
    assert max(others) + 0.02 < THRESHOLD < min(again) - 0.02


def test_numbers_are_compared_as_values_and_a_rounded_one_is_the_same():
    [one] = seen("The sea wall at Ostra cost 48 million euros.")
    assert (one.match.numbers, one.match.differing) == ((Decimal(48_000_000),), ())
    assert one.match.score == 1
    match = match_of(
        read_words("some 41,000 people fled Ostra"),
        read_words("41,220 people fled Ostra"),
        lambda term: 1,
    )
    assert match.rounded == ((Decimal(41_000), Decimal(41_220)),)
    assert match.differing == ()


def test_another_number_for_the_same_thing_is_told_as_differing():
    [one] = seen("The sea wall at Ostra cost 52 million euros.")
    assert one.match.differing == ((Decimal(52_000_000), Decimal(48_000_000)),)
    assert one.match.numbers == ()


def test_numbers_of_different_things_do_not_differ():
    match = match_of(
        read_words("Old Ostra has 9 bridges over the sea"),
        read_words("Old Ostra has 7 walls on the sea"),
        lambda term: 1,
    )
    assert match.differing == ()


def test_places_count_from_the_beginning_of_the_text_and_are_those_of_the_shared_words():
    text = "It rained.\n\nÓstra's sea wall cost 52 million euros."
    [one] = seen(text)
    sentence = text[one.start : one.end]
    assert [sentence[start:end] for start, end in one.match.in_sentence] == [
        "Óstra",
        "sea",
        "wall",
        "cost",
        "52 million",
        "euros",
    ]
    assert one.match.words == ("cost", "euro", "ostra", "sea", "wall")


def test_of_one_sentence_the_two_best_are_told_ties_by_the_number_of_the_fact():
    same = dict.fromkeys((9, 4, 7), FACTS[1])
    assert [one.fact for one in seen(FACTS[1], same)] == [4, 7]


WORDS = st.lists(
    st.sampled_from("Ostra sea wall cost 48 million euros the 7.8 percent five of März".split())
    | st.text(max_size=6),
    max_size=14,
).map(" ".join)


@given(WORDS, WORDS)
def test_what_is_told_as_shared_stands_in_both(one, other):
    match = match_of(read_words(one), read_words(other), lambda term: 1)
    if match is None:
        return
    for term in match.words:
        assert term in read_words(one).places
        assert term in read_words(other).places
    assert set(match.numbers) <= read_words(one).values & read_words(other).values
    for here, there in match.differing:
        assert here != there
        assert here in read_words(one).values
        assert there in read_words(other).values
    assert 0 <= match.score <= 1
    for words, places in ((one, match.in_sentence), (other, match.in_statement)):
        assert all(0 <= start < end <= len(words) for start, end in places)
        assert list(places) == sorted(places)


@given(WORDS, WORDS)
def test_without_three_shared_content_words_there_is_no_match(one, other):
    shared = read_words(one).places.keys() & read_words(other).places.keys()
    assert (match_of(read_words(one), read_words(other), lambda term: 1) is None) == (
        len(shared) < 3
    )


@given(WORDS, WORDS)
def test_which_of_the_two_is_the_sentence_does_not_change_the_score(one, other):
    here = match_of(read_words(one), read_words(other), lambda term: 2)
    there = match_of(read_words(other), read_words(one), lambda term: 2)
    assert (here and here.score) == (there and there.score)


@given(st.lists(WORDS, max_size=5).map("\n".join), st.lists(WORDS, max_size=5))
def test_the_order_of_the_facts_changes_nothing(text, statements):
    facts = dict(enumerate(statements))
    backwards = dict(reversed(facts.items()))
    assert seen(text, facts) == seen(text, backwards)


@given(WORDS, st.lists(WORDS, max_size=5), st.sampled_from([0.2, 0.5, 0.8]))
def test_whatever_matches_well_enough_is_found(text, statements, threshold):
    facts = dict(enumerate(statements))
    every = [one for one in seen(text, facts, threshold=0) if one.match.score >= threshold]
    assert seen(text, facts, threshold=threshold) == every
