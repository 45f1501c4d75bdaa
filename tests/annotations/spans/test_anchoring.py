"""Anchoring: from a place in a text to a target that can be checked."""

import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotations.spans.anchoring import (
    LONGEST,
    AnchorMismatch,
    LooseEdge,
    NoWords,
    TooLong,
    anchor,
    find_quotation,
    whole_words,
)

FAMILY = "👨‍👩‍👧‍👦"
TEXT = f"A {FAMILY} of 4.\n\nقال الوزير: 12.5% this year."

clusters = [*"ab 1.\n“”’\"'", "e\u0301", "\u0301", "👩", "\u200d", "ש", "ق", "स्", "ते"]


@st.composite
def slices(draw):
    """A text and a slice of it that neither begins nor ends with white space."""
    text = "".join(draw(st.lists(st.sampled_from(clusters), max_size=80))) + "z"
    solid = [offset for offset, character in enumerate(text) if not character.isspace()]
    first, last = sorted(draw(st.tuples(st.sampled_from(solid), st.sampled_from(solid))))
    return text, first, last + 1


def test_a_target_has_the_words_and_their_surroundings():
    start = TEXT.index("12.5%")
    target = anchor(TEXT, start, start + 5, "12.5%")
    assert (target.start, target.end, target.exact) == (start, start + 5, "12.5%")
    assert target.prefix == TEXT[max(0, start - 32) : start]
    assert target.suffix == " this year."


def test_offsets_count_code_points_and_not_utf16_units():
    start = TEXT.index("of 4")
    assert start == 2 + len(FAMILY) + 1
    assert anchor(TEXT, start, start + 4, "of 4").exact == "of 4"
    utf16_start = len(TEXT[:start].encode("utf-16-le")) // 2
    with pytest.raises(AnchorMismatch):
        anchor(TEXT, utf16_start, utf16_start + 4, "of 4")


def test_a_span_may_cross_paragraphs_with_the_separator_between_them():
    assert anchor("One.\n\nTwo.", 0, 10, "One.\n\nTwo.").exact == "One.\n\nTwo."
    with pytest.raises(AnchorMismatch):
        anchor("One.\n\nTwo.", 0, 10, "One. Two.")


@pytest.mark.parametrize(
    ("start", "end", "exact"),
    [(0, 3, "Tow"), (-4, 10, "Two."), (6, 99, "Two."), (10, 6, "Two."), (6, 9, "Two.")],
)
def test_other_words_or_a_place_outside_the_text_are_a_mismatch(start, end, exact):
    with pytest.raises(AnchorMismatch):
        anchor("One.\n\nTwo.", start, end, exact)


def test_white_space_at_an_edge_is_refused():
    assert anchor("One two", 0, 3, "One").exact == "One"
    for start, end in [(0, 4), (3, 7)]:
        with pytest.raises(LooseEdge):
            anchor("One two", start, end, "One two"[start:end])


def test_an_empty_span_is_refused():
    with pytest.raises(NoWords):
        anchor("One", 1, 1, "")


def test_two_thousand_characters_are_the_most():
    text = "x" * (LONGEST + 1)
    assert anchor(text, 0, LONGEST, text[:LONGEST]).end == LONGEST
    with pytest.raises(TooLong):
        anchor(text, 0, LONGEST + 1, text)


@given(slices())
def test_every_slice_without_loose_edges_is_anchored(slice_of_text):
    text, start, end = slice_of_text
    exact = text[start:end]
    target = anchor(text, start, end, exact)
    assert text[target.start : target.end] == target.exact
    assert text[: target.start].endswith(target.prefix)
    assert text[target.end :].startswith(target.suffix)
    assert len(target.prefix) <= 32 >= len(target.suffix)


@pytest.mark.parametrize(
    "typed",
    [
        "“We are building for the next storm,” she said",
        '"We are building for the next storm," she said',
        "„We are building for the next storm,“ she said",
        "  “We are building  for\nthe next storm,” she said ",
        "'We are building for the next storm,' she said",
        "‘We are building for the next storm,’ she said",
    ],
)
def test_a_quotation_is_found_whatever_its_breaks_spaces_and_quote_shapes(typed):
    text = f"{FAMILY} “We are  building for\n\nthe next storm,” she said."
    ((start, end),) = find_quotation(text, typed)
    assert text[start:end] == "“We are  building for\n\nthe next storm,” she said"


def test_a_quotation_is_found_whatever_its_dashes_and_what_has_no_width():
    text = "The so\u00adcial wall\ufeff — 1998–2004 — holds."
    ((start, end),) = find_quotation(text, "social wall - 1998-2004 -")
    assert text[start:end] == "so\u00adcial wall\ufeff — 1998–2004 —"
    assert find_quotation(text, "\u00ad") == []


def test_every_place_is_found_in_text_order_overlapping_ones_too():
    assert find_quotation("aXa aXa", "aXa") == [(0, 3), (4, 7)]
    assert find_quotation("aaaa", "aa") == [(0, 2), (1, 3), (2, 4)]


def test_places_inside_a_word_are_told_from_whole_words():
    text = "They gave the other $48 to them, 48% of it."
    assert whole_words(text, find_quotation(text, "the")) == [(10, 13)]
    assert len(whole_words(text, find_quotation(text, "48"))) == 2
    assert whole_words(text, find_quotation(text, "ther")) == []
    assert whole_words("wall", [(0, 4)]) == [(0, 4)]


@pytest.mark.parametrize("words", ["", "  \n", "absent", "we are"])
def test_what_is_not_in_the_text_is_not_found(words):
    assert find_quotation("We ARE here.", words) == []


def test_composed_letters_are_found_in_a_decomposed_text():
    text = unicodedata.normalize("NFD", "Le café est là.")
    ((start, end),) = find_quotation(text, "café")
    assert text[start:end] == unicodedata.normalize("NFD", "café")


@given(slices())
def test_any_slice_of_a_text_is_found_at_its_own_place(slice_of_text):
    text, start, end = slice_of_text
    exact = text[start:end]
    places = find_quotation(text, exact)
    assert (start, end) in places
    for place_start, place_end in places:
        assert folded(text[place_start:place_end]) == folded(exact)


def folded(words):
    words = re.sub('[“”’"]', "'", words)
    return unicodedata.normalize("NFC", re.sub(r"\s+", " ", words))
