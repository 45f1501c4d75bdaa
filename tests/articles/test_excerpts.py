"""Where the words of a search stand in a text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.excerpts import AROUND, excerpt
from articles.folding import folded

LONG = "word " * 40 + "the Sea\n\nwall stands " + "word " * 40


def test_the_words_stand_as_they_are_written_between_their_surroundings():
    assert excerpt("Of the Sea wall.", ["sea"]) == ("Of the ", "Sea", " wall.")


def test_surroundings_are_cut_at_words_and_told_in_one_line():
    before, words, after = excerpt(LONG, ["sea"])
    assert before.startswith("…word word")
    assert (words, after[:14]) == ("Sea", " wall stands w")
    assert after.endswith("word…")


def test_a_script_without_spaces_keeps_its_surroundings():
    before, words, after = excerpt("墙" * 100 + "海" + "港" * 100, ["海"])
    assert (before, words, after) == ("…" + "墙" * AROUND, "海", "港" * AROUND + "…")


def test_the_words_are_found_as_a_search_finds_them_and_shown_as_they_are_written():
    assert excerpt("In Sa\u0303o Paulo.", ["sao paulo"]) == ("In ", "Sa\u0303o Paulo", ".")
    assert excerpt("In São Paulo.", ["sau paulo"]) is None


@pytest.mark.parametrize(
    ("phrases", "found"),
    [(["ferry", "wall"], "wall"), (["the Sea"], "the Sea"), (["ferry"], None), ([], None)],
)
def test_the_first_phrase_that_is_there_is_shown(phrases, found):
    place = excerpt(LONG, phrases)
    assert (place.words if place else None) == found


@given(st.text(), st.text(min_size=1).filter(folded), st.text())
def test_whatever_is_there_is_found_within_its_limits(before, phrase, after):
    place = excerpt(before + phrase + after, [phrase])
    assert place is not None
    assert len(place.before) <= AROUND + 1
    assert len(place.after) <= AROUND + 1
