"""Who says what of a fact."""

from hypothesis import given
from hypothesis import strategies as st

from annotations.facts.outlet_comparison import LANES, Statement, compare_outlets


def says(outlet, relation="supports", number="", words="words", unit="usd"):
    amount = f"{number} USD" if number else ""
    return Statement(outlet, relation, amount, words, f"{outlet}-{number}", number, unit)


def test_what_outlets_say_stands_in_lanes_the_most_often_said_first():
    found = compare_outlets(
        [
            says("Wire", number="50"),
            says("Courier", number="48"),
            says("Radio", number="48"),
            says("Ledger", "contradicts", number="52"),
        ]
    )
    assert [(lane.relation, lane.outlets) for lane in found.lanes] == [
        ("supports", 3),
        ("contradicts", 1),
    ]
    assert [(said.amount, said.outlets) for said in found.lanes[0].said] == [
        ("48 USD", [("Courier", "Courier-48"), ("Radio", "Radio-48")]),
        ("50 USD", [("Wire", "Wire-50")]),
    ]
    assert (found.outlets, found.against) == (4, 1)


def test_an_outlet_that_says_a_thing_twice_is_named_once_with_its_first_passage():
    found = compare_outlets([says("Wire", number="48"), says("Wire", number="48")])
    assert found.lanes[0].said[0].outlets == [("Wire", "Wire-48")]
    assert found.outlets == 1


def test_words_stand_where_there_is_no_number():
    found = compare_outlets([says("Wire", words="a duty"), says("Radio", words="a right")])
    assert [said.words for said in found.lanes[0].said] == ["a duty", "a right"]


def test_outlets_differ_where_one_is_supported_and_one_contradicted():
    assert compare_outlets([says("A"), says("B", "contradicts")]).outlets_differ
    assert compare_outlets([says("A", "context"), says("B", "contradicts")]).outlets_differ
    assert not compare_outlets([says("A"), says("B")]).outlets_differ
    assert not compare_outlets([says("A", "contradicts"), says("B", "contradicts")]).outlets_differ


def test_passages_that_are_linked_to_what_the_fact_said_before_are_counted_once_each():
    early = says("A")._replace(of_earlier=True)
    assert compare_outlets([early, early._replace(relation="context"), says("B")]).earlier == 1
    assert compare_outlets([says("A"), says("B")]).earlier == 0


def test_numbers_differ_only_in_one_unit_and_between_outlets():
    differ = compare_outlets([says("A", number="48"), says("B", number="52")])
    assert differ.numbers == [["48 USD", "52 USD"]]
    assert differ.outlets_differ
    assert not compare_outlets([says("A", number="48"), says("B", number="52", unit="%")]).numbers
    assert not compare_outlets([says("A", number="48"), says("A", number="52")]).numbers
    both = [says(outlet, number=number) for outlet in "AB" for number in ("48", "52")]
    assert not compare_outlets(both).numbers
    assert not compare_outlets([says("A", number="48"), says("B", "context", number="52")]).numbers


def test_nothing_said_is_nothing():
    assert compare_outlets([]) == ([], 0, 0, [], 0)


SAYINGS = st.lists(
    st.builds(says, st.sampled_from("ABC"), st.sampled_from(LANES), st.sampled_from(["", "1", "2"]))
)


@given(SAYINGS)
def test_every_outlet_stands_once_beside_each_thing_it_says(sayings):
    found = compare_outlets(sayings)
    told = {
        (name, lane.relation, said.amount or said.words)
        for lane in found.lanes
        for said in lane.said
        for name, _passage in said.outlets
    }
    assert told == {(one.outlet, one.relation, one.amount or one.words) for one in sayings}
    assert sum(len(said.outlets) for lane in found.lanes for said in lane.said) == len(told)
