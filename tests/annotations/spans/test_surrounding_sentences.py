import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotations.spans.sentences import LEAST, MOST, surrounding_sentences

SENTENCE = "The wall will protect every home below the harbour road, she said to a full chamber. "
TEXT = SENTENCE * 8


def test_whole_sentences_stand_around_the_place():
    at = TEXT.index("home", 4 * len(SENTENCE))
    start, end = surrounding_sentences(TEXT, at, at + 4)
    assert TEXT[start:end] == (SENTENCE * 4).strip()


def test_a_paragraph_may_be_as_good_a_place_to_begin_as_a_sentence():
    text = "A headline without a stop\n\n" + "word " * 30 + "here. " + "After it. " * 30
    at = text.index("here")
    start, _end = surrounding_sentences(text, at, at + 4)
    assert text[start:].startswith("word")


def test_a_closing_mark_belongs_to_its_sentence():
    text = "“It will hold for a long time to come, whatever the sea does.” " * 6
    start, end = surrounding_sentences(text, 190, 200)
    assert text[start:end].startswith("“")
    assert text[start:end].endswith("”")


def test_a_text_without_sentences_is_cut_at_words():
    text = "word " * 2000
    start, end = surrounding_sentences(text, 5000, 5004)
    assert (start, end) != (0, len(text))
    assert text[start:end].startswith("word")
    assert text[start:end].endswith("word")


def test_a_text_without_words_is_cut_anywhere():
    start, end = surrounding_sentences("x" * 5000, 2500, 2501)
    assert 2500 - start >= LEAST
    assert end - 2501 >= LEAST
    assert end - start < 2 * (LEAST + MOST) + 2


@pytest.mark.parametrize("place", [(0, 3), (len(TEXT) - 3, len(TEXT))])
def test_at_the_ends_there_may_be_less(place):
    start, end = surrounding_sentences(TEXT, *place)
    assert 0 <= start <= place[0] < place[1] <= end <= len(TEXT)


@given(st.text(alphabet="ab .\n”", min_size=1, max_size=2000), st.data())
def test_enough_is_shown_on_either_side_and_never_more_than_there_is(text, data):
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    first, last = surrounding_sentences(text, start, end)
    assert 0 <= first <= max(0, start - LEAST)
    assert min(len(text), end + LEAST) <= last <= len(text)
    assert start - first <= LEAST + MOST
    assert last - end <= LEAST + MOST + 1
