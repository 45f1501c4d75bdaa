"""What differs between two wordings."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotations.spans.word_diff import word_differences

WORDS = st.lists(st.sampled_from(["wall", "$48", "4.2", ".", " ", "\n", "côte", "🌊"])).map("".join)


@pytest.mark.parametrize(
    ("old", "new", "shown"),
    [
        ("The wall.", "The wall.", "The wall."),
        ("It costs $48 million.", "It costs $52 million.", "It costs [-$48][+$52] million."),
        ("4.2 metres", "4.25 metres", "[-4.2][+4.25] metres"),
        ("a red wall", "a very blue wall", "a [-red][+very blue] wall"),
        ("", "New.", "[+New.]"),
        ("Gone.", "", "[-Gone.]"),
    ],
)
def test_words_that_differ_are_told_apart(old, new, shown):
    signs = {"same": "{}", "gone": "[-{}]", "new": "[+{}]"}
    assert "".join(signs[kind].format(text) for kind, text in word_differences(old, new)) == shown


@given(WORDS, WORDS)
def test_both_wordings_can_be_read_back(old, new):
    pieces = word_differences(old, new)
    assert "".join(text for kind, text in pieces if kind != "new") == old
    assert "".join(text for kind, text in pieces if kind != "gone") == new
    assert all(text for _kind, text in pieces)


@pytest.mark.parametrize(
    ("old", "new"),
    [("a b " * 500, "a c b " * 333), ("- " * 1000, "- . " * 500), ("word " * 400, "words " * 333)],
)
def test_a_wording_that_repeats_a_few_words_is_told_apart_at_once(old, new):
    began = time.process_time()
    pieces = word_differences(old, new)
    assert time.process_time() - began < 0.5
    assert "".join(text for kind, text in pieces if kind != "new") == old
    assert "".join(text for kind, text in pieces if kind != "gone") == new


def test_one_word_changed_in_a_long_text_is_all_that_differs():
    old = "The harbour commission of Port Alder counted forty vessels on the quay. " * 40
    new = old.replace("forty", "fifty", 1)
    assert [one for one in word_differences(old, new) if one.kind != "same"] == [
        ("gone", "forty"),
        ("new", "fifty"),
    ]


@given(WORDS)
def test_what_did_not_change_has_no_difference(text):
    assert {kind for kind, _text in word_differences(text, text)} <= {"same"}
