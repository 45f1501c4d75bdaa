"""A text accounted for: tiled without gap, its words counted by what is said of them."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from annotations.spans.accounting import WORD, Account, Mark, State, Tile
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
def accounts(draw):
    text = "".join(draw(st.lists(pieces, max_size=30)))
    edge = st.integers(-2, len(text) + 2)
    marks = draw(st.lists(st.builds(Mark, edge, edge, st.booleans()), max_size=6))
    cleared = draw(st.lists(st.tuples(edge, edge), max_size=6))
    return Account(text, marks, cleared, sentence_extents(text)), marks, cleared


def account_of(text, marks=(), cleared=()):
    return Account(text, marks, cleared, sentence_extents(text))


@given(accounts())
def test_the_tiles_make_up_every_text_exactly(given_account):
    account, _marks, _cleared = given_account
    tiles = list(account.tiles())
    assert "".join(account.text[start:end] for start, end, _state in tiles) == account.text
    assert all(one.end == other.start for one, other in pairwise(tiles))
    assert all(one.state != other.state for one, other in pairwise(tiles))
    assert all(one.start < one.end for one in tiles)


@given(accounts())
def test_each_code_point_is_in_the_state_that_says_most_of_it(given_account):
    account, marks, cleared = given_account
    for start, end, state in account.tiles():
        for at in range(start, end):
            said = [CLEARED for first, last in cleared if first <= at < last]
            said += [
                ON_FACT if one.rests_on_fact else MARKED
                for one in marks
                if one.start <= at < one.end
            ]
            assert state == max(said, default=OPEN)


@given(accounts())
def test_every_word_is_counted_once(given_account):
    account, _marks, _cleared = given_account
    assert sum(account.counts().values()) == len(account.text.split())
    assert [(one.start, one.end) for one in account.words] == [
        found.span() for found in WORD.finditer(account.text)
    ]


@given(accounts())
def test_clearing_the_next_open_sentence_again_and_again_leaves_nothing_open(given_account):
    account, marks, cleared = given_account
    keys = 0
    offset = 0
    while (sentence := account.next_open(offset)) is not None:
        before = len(account.open_sentences())
        cleared = [*cleared, sentence]
        account = account_of(account.text, marks, cleared)
        assert len(account.open_sentences()) == before - 1
        offset = sentence[1]
        keys += 1
    assert account.counts()[OPEN] == 0
    assert keys <= len(account.sentences)


def test_a_mark_counts_before_what_was_cleared_and_a_fact_before_both():
    account = account_of("One two three four.", [Mark(4, 7, False), Mark(4, 13, True)], [(0, 19)])
    assert list(account.tiles()) == [
        Tile(0, 4, CLEARED),
        Tile(4, 13, ON_FACT),
        Tile(13, 19, CLEARED),
    ]
    assert account.counts() == {OPEN: 0, CLEARED: 2, MARKED: 0, ON_FACT: 2}


def test_a_word_that_is_looked_at_in_part_is_open():
    assert account_of("anti-war", [Mark(0, 4, False)]).counts()[OPEN] == 1


def test_signs_beside_a_mark_need_no_look():
    text = "“Yes”, – he"
    assert account_of(text, [Mark(1, 4, False)]).counts() == {
        OPEN: 1,
        CLEARED: 0,
        MARKED: 2,
        ON_FACT: 0,
    }


def test_the_next_open_words_are_those_behind_then_the_first_ones():
    account = account_of("One. Two. Three.", [Mark(5, 8, False)])
    assert account.open_sentences() == [(0, 4), (10, 16)]
    assert account.next_open() == (0, 4)
    assert account.next_open(4) == (10, 16)
    assert account.next_open(16) == (0, 4)


def test_where_all_is_looked_at_there_is_no_next():
    assert account_of("One. Two.", [Mark(0, 9, False)]).next_open() is None


def test_a_text_without_spaces_is_gone_through_by_its_sentences():
    text = "他们来了。我们走了。"
    first, second = account_of(text).open_sentences()
    assert account_of(text, (), [first]).next_open() == second
