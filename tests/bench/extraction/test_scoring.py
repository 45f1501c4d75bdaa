"""How near a found value comes to the expected one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bench.extraction import scoring
from bench.extraction.scoring import Overlap

TEXTS = st.text(max_size=60)


def test_words_are_counted_as_often_as_both_texts_have_them():
    found = scoring.overlap("The bridge, the bridge and the ferry.", "The bridge and the harbour")
    assert found == Overlap(shared=4, found=7, expected=5)
    assert (found.precision, found.recall, found.f1) == (4 / 7, 4 / 5, 8 / 12)


def test_letters_in_pieces_and_capitals_make_no_other_word():
    assert scoring.overlap("CAFE\u0301", "caf\u00e9").f1 == 1


def test_a_script_without_spaces_is_counted_by_its_characters():
    assert scoring.words("市長は会見で、A4の紙を") == [*"市長は会見で", "a4", *"の紙を"]


def test_nothing_found_scores_nothing_and_two_texts_are_summed_word_by_word():
    nothing = scoring.overlap("", "two words")
    assert (nothing.precision, nothing.recall, nothing.f1) == (0, 0, 0)
    assert nothing + scoring.overlap("two", "two") == Overlap(1, 1, 3)


@given(TEXTS, TEXTS)
def test_precision_of_the_one_is_recall_of_the_other(one, other):
    forth, back = scoring.overlap(one, other), scoring.overlap(other, one)
    assert forth.precision == back.recall
    assert forth.f1 == back.f1 <= 1


def test_words_lost_are_those_that_stand_nowhere_as_often_as_they_were_said():
    source = "Tide at six. Tide at nine. Ferries wait."
    assert scoring.words_lost(source, ["Tide at six.", "Ferries wait."]) == ["at", "nine", "tide"]
    assert scoring.words_lost(source, ["Tide at nine.", "tide at six", "Ferries wait."]) == []


@given(TEXTS, TEXTS)
def test_no_word_is_lost_that_is_kept_and_none_is_kept_that_is_not_there(one, other):
    assert scoring.words_lost(one, [one, other]) == []
    assert scoring.words_lost(one, []) == sorted(scoring.words(one))


def test_titles_are_the_same_but_for_white_space_and_composed_letters():
    assert scoring.same_line(" Cafe\u0301 by\u00a0the\n sea ", "Café by the sea")
    assert not scoring.same_line("Café by the sea | Harbour Post", "Café by the sea")
    assert not scoring.same_line("café by the sea", "Café by the sea")


def test_a_phrase_is_found_wherever_either_side_has_white_space():
    assert scoring.contains("said Ida\nFrost, who", "Ida  Frost,who")
    assert not scoring.contains("said Ida Frost", "Ida B. Frost")


@pytest.mark.parametrize(
    ("byline", "expected", "half", "alone"),
    [
        ("By Ida Frost and Jo Marsh", ["Ida Frost", "Jo Marsh"], True, True),
        ("Jo Marsh", ["Ida Frost; Jo Marsh"], True, False),
        ("FROST, Ida; staff", ["Ida Frost"], True, False),
        ("Staff", ["Ida Frost"], False, False),
        ("Ida", ["Ida Frost"], False, False),
        ("", ["Ida Frost"], False, False),
    ],
)
def test_a_byline_is_right_with_half_of_the_names_or_more(byline, expected, half, alone):
    assert scoring.names_found(byline, expected) is half
    assert scoring.same_names(byline, expected) is alone


def test_languages_are_held_by_their_primary_tag():
    assert scoring.same_language("en-GB", "en_US")
    assert scoring.same_language("nb", "no")
    assert not scoring.same_language("sw", "en-US")
