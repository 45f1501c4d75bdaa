"""Verdicts from the relations of facts."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotations.facts.verdicts import CONTEXT, CONTRADICTS, RATINGS, SUPPORTS, Verdict, verdict
from annotations.models.fact_link import Relation

relations = st.lists(st.sampled_from(Relation.values))


@pytest.mark.parametrize(
    ("said", "expected", "rating"),
    [
        ([], Verdict.UNCHECKED, None),
        ([CONTEXT], Verdict.CONTEXT_ONLY, None),
        ([SUPPORTS], Verdict.SUPPORTED, 5),
        ([CONTRADICTS], Verdict.CONTRADICTED, 1),
        ([SUPPORTS, CONTRADICTS], Verdict.BOTH, 3),
        ([SUPPORTS, CONTEXT], Verdict.SUPPORTED, 5),
        ([CONTRADICTS, CONTEXT, CONTRADICTS], Verdict.CONTRADICTED, 1),
        ([CONTEXT, CONTRADICTS, SUPPORTS], Verdict.BOTH, 3),
    ],
)
def test_the_verdict_is_what_the_facts_say_together(said, expected, rating):
    assert verdict(said) == expected
    assert RATINGS.get(expected) == rating


def test_the_relations_are_those_of_the_links():
    assert {SUPPORTS, CONTRADICTS, CONTEXT} == set(Relation.values)


@given(relations, st.randoms())
def test_neither_order_nor_number_changes_it(said, rng):
    shuffled = said * 2
    rng.shuffle(shuffled)
    assert verdict(said) == verdict(shuffled) == verdict(set(said))


@given(relations)
def test_context_never_changes_what_evidence_says(said):
    if {SUPPORTS, CONTRADICTS} & set(said):
        assert verdict(said) == verdict([*said, CONTEXT])
