"""Where the paragraphs of a text stand."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.paragraphs import paragraphs


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
