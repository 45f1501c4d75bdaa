"""Finding who a comment names."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotations.spans.mentions import MOST, mentions, split_at_mentions


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("@B, is this a claim?", ["B"]),
        ("Ask @ada and @ben.smith.", ["ada", "ben.smith"]),
        ("(@ada)", ["ada"]),
        ("@ada's span", ["ada"]),
        ("Schreib @jürgen", ["jürgen"]),
        ("write to desk@ada.example", []),
        ("@@ada", []),
        ("@ ada", []),
        ("", []),
    ],
)
def test_a_name_follows_an_at_sign_that_stands_by_itself(text, names):
    assert [one.name for one in mentions(text)] == names


@given(st.text(alphabet="@ab .,é\n"))
def test_a_mention_stands_where_it_says(text):
    for one in mentions(text):
        assert text[one.start : one.end] == f"@{one.name}"


def test_a_text_of_names_only_reaches_but_so_many():
    assert len(mentions("@a " * 100)) == MOST


@given(st.text(alphabet="@ab ."))
def test_the_pieces_joined_are_the_text(text):
    places = [(one.start, one.end, 7) for one in mentions(text)]
    cut = list(split_at_mentions(text, places))
    assert "".join(words for words, _user in cut) == text
    assert [words for words, user in cut if user] == [f"@{one.name}" for one in mentions(text)]
