"""A text accounted for: tiled without gap, its words counted by what is said of them."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from annotations.spans.accounting import Account, State, Tile, next_open
from annotations.spans.sentences import sentence_extents

OPEN, CLEARED, MARKED, ON_FACT = State

# Texts with and without spaces, of several scripts, of signs alone.
pieces = st.sampled_from(
    [
        "a",
        "Word ",
        "word. ",
        "Next ",
        " ",
        "\n\n",
        "–",
        " – ",
        "“",
        "”, ",
        "。",
        "七百",
        "👩🏽‍🚀",
        "e\u0301",
    ]
)


@st.composite
def all_said(draw):
    """A text and what is said of it; also beyond its edges, and the wrong way round."""
    text = "".join(draw(st.lists(pieces, max_size=30)))
    edge = st.integers(-2, len(text) + 2)
    states = st.sampled_from([CLEARED, MARKED, ON_FACT])
    return text, draw(st.lists(st.builds(Tile, edge, edge, states), max_size=12))


def open_in(text, said=()):
    return Account(text, said).open_stretches(sentence_extents(text))


@given(all_said())
def test_the_tiles_make_up_every_text_exactly(said):
    text = said[0]
    tiles = Account(*said).tiles()
    assert "".join(text[start:end] for start, end, _state in tiles) == text
    assert all(one.end == other.start for one, other in pairwise(tiles))
    assert all(one.state != other.state for one, other in pairwise(tiles))
    assert all(one.start < one.end for one in tiles)


@given(all_said())
def test_each_code_point_is_in_the_state_that_says_most_of_it(said):
    for start, end, state in Account(*said).tiles():
        for at in range(start, end):
            here = [one.state for one in said[1] if one.start <= at < one.end]
            assert state == max(here, default=OPEN)


@given(all_said())
def test_every_word_is_counted_once(said):
    assert sum(Account(*said).counts().values()) == len(said[0].split())


@given(all_said())
def test_words_are_open_where_a_stretch_is_and_only_there(said):
    text, before = said
    stretches = open_in(*said)
    assert bool(stretches) == bool(Account(*said).counts()[OPEN])
    for start, end in stretches:
        assert text[start:end] == text[start:end].strip() != ""
        rest = [one for one in stretches if one != (start, end)]
        assert open_in(text, [*before, Tile(start, end, CLEARED)]) == rest


@given(all_said())
def test_going_from_one_stretch_to_the_next_all_words_come_to_be_looked_at(said):
    text, now = said
    offset, keys = 0, 0
    while (stretch := next_open(open_in(text, now), offset)) is not None:
        now = [*now, Tile(*stretch, CLEARED)]
        offset, keys = stretch[1], keys + 1
    assert Account(text, now).counts()[OPEN] == 0
    assert keys <= len(sentence_extents(text))


def test_a_mark_counts_before_what_was_cleared_and_a_fact_before_both():
    account = Account(
        "One two three four.", [Tile(4, 13, ON_FACT), Tile(0, 19, CLEARED), Tile(4, 7, MARKED)]
    )
    assert account.tiles() == [Tile(0, 4, CLEARED), Tile(4, 13, ON_FACT), Tile(13, 19, CLEARED)]
    assert account.counts() == {OPEN: 0, CLEARED: 2, MARKED: 0, ON_FACT: 2}


def test_a_word_that_is_looked_at_in_part_is_open():
    assert Account("anti-war", [Tile(0, 4, MARKED)]).counts()[OPEN] == 1
    assert open_in("So anti-war, now", [Tile(0, 7, MARKED), Tile(12, 16, ON_FACT)]) == [(3, 12)]


def test_signs_beside_a_mark_need_no_look():
    account = Account("“Yes”, – he", [Tile(1, 4, MARKED)])
    assert account.counts() == {OPEN: 1, CLEARED: 0, MARKED: 2, ON_FACT: 0}


def test_signs_before_the_first_word_go_with_it():
    account = Account("– Yes", [Tile(2, 5, MARKED)])
    assert account.counts() == {OPEN: 0, CLEARED: 0, MARKED: 2, ON_FACT: 0}


def test_signs_alone_are_looked_at_for_themselves():
    assert Account("*** –", [Tile(0, 3, CLEARED)]).counts() == {
        OPEN: 1,
        CLEARED: 1,
        MARKED: 0,
        ON_FACT: 0,
    }


def test_the_next_open_words_are_those_behind_then_the_first_ones():
    stretches = open_in("One. Two. Three.", [Tile(5, 8, MARKED)])
    assert stretches == [(0, 4), (10, 16)]
    assert next_open(stretches) == (0, 4)
    assert next_open(stretches, 4) == (10, 16)
    assert next_open(stretches, 16) == (0, 4)
    assert next_open([]) is None


def test_a_text_without_spaces_is_gone_through_by_its_sentences():
    text = "他们来了。我们走了。"
    assert open_in(text) == [(0, 5), (5, 10)]
    assert open_in(text, [Tile(0, 5, CLEARED)]) == [(5, 10)]
