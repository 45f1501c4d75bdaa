"""What a source states: used where it can be, told of where it cannot."""

from datetime import date

import pytest

from articles.readers.drafting import Options
from articles.readers.stated import (
    names,
    refuse_verbatim,
    stated_address,
    stated_day,
    stated_language,
)
from articles.text import Unfit


def test_what_can_be_used_needs_no_note():
    notes = []
    assert stated_day("Tue, 07 May 2024 09:12:00 GMT", notes) == date(2024, 5, 7)
    assert stated_address("https://post.example/wall", notes) == "https://post.example/wall"
    assert stated_language("en_gb") == "en-GB"
    assert (stated_day("", notes), stated_address(None, notes)) == (None, "")
    assert notes == []


def test_what_cannot_is_told_in_short():
    notes = []
    assert stated_day("soon", notes) is None
    assert stated_address("x" * 500, notes) == ""
    assert len(notes) == 2
    assert all(len(note) < 200 for note in notes)


@pytest.mark.parametrize("value", ["no language", "", None, "und", "e"])
def test_an_odd_language_is_left_to_the_text(value):
    assert stated_language(value) == ""


def test_each_author_is_named_once():
    assert names(["Jo  Marsh", "", "Ida Frost", "Jo Marsh"]) == "Jo Marsh, Ida Frost"
    assert len(names([f"Author {number}" for number in range(90)])) == 300


def test_what_is_not_the_file_s_own_text_is_not_read_verbatim():
    refuse_verbatim(Options(), "an e-mail")
    with pytest.raises(Unfit, match="an e-mail cannot be read verbatim"):
        refuse_verbatim(Options(verbatim=True), "an e-mail")
