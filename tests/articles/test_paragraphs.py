"""Where the paragraphs of a text stand."""

from functools import partial

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from articles.paragraphs import paragraphs, paragraphs_touching
from tests.counting import counted


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("One.\n\nTwo.", ["One.", "Two."]),
        ("One.\nTwo.", ["One.", "Two."]),
        ("One\nwrapped.\n\nTwo.", ["One\nwrapped.", "Two."]),
        ("\n\nOne.\n \t\n\nTwo.\n", ["One.", "Two."]),
        ("One.", ["One."]),
        ("\n\n", []),
        ("", []),
    ],
)
def test_a_blank_line_parts_paragraphs_and_else_every_line_is_one(text, parts):
    assert [paragraph.text for paragraph in paragraphs(text)] == parts


@given(st.text(alphabet="ab \n\t👩🏽‍🚀é"))
def test_paragraphs_and_separators_are_the_text(text):
    found = paragraphs(text)
    for paragraph in found:
        assert text[paragraph.start : paragraph.end] == paragraph.text
        assert paragraph.text.strip("\n")
    body = "".join(paragraph.text + paragraph.separator for paragraph in found)
    assert body == text.strip("\n")
    assert [paragraph.number for paragraph in found] == list(range(len(found)))


@given(st.text(alphabet="ab \n\t", max_size=30), st.integers(0, 30), st.integers(1, 31))
def test_those_that_a_stretch_touches_are_found_without_the_others(text, start, end):
    assume(start < end)
    wanted = [part for part in paragraphs(text) if part.start < end and part.end > start]
    assert paragraphs_touching(text, start, end) == wanted


@pytest.mark.django_db
def test_finding_them_does_not_take_longer_in_a_long_text():
    short, long = ("\n\n".join(["The wall would cost $48 million."] * n) for n in (20, 2_000))
    finding = [partial(paragraphs_touching, text, 300, 340) for text in (short, long)]
    calls = [counted(find).calls for find in finding]
    assert calls[0] == calls[1] < 60
