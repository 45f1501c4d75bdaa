"""Pieces of HTML and of plain text, as paragraphs."""

import pytest

from articles.readers import fragments


@pytest.mark.parametrize(
    ("text", "paragraphs"),
    [
        ("<p>One.</p><p>Two.</p>", ["One.", "Two."]),
        ("One.<br><br>Two.", ["One.", "Two."]),
        ("One &amp; two", ["One & two"]),
        ("One.\n\nTwo.", ["One.", "Two."]),
        ("One.\r\nTwo.", ["One.", "Two."]),
        ("One.\nwrapped\n \nTwo.", ["One.\nwrapped", "Two."]),
        ("1 < 2 and AT&T; 3 > 2", ["1 < 2 and AT&T; 3 > 2"]),
        ("", []),
    ],
)
def test_html_and_plain_text_are_told_apart(text, paragraphs):
    assert fragments.of_any(text) == (paragraphs, [])


def test_captions_and_hidden_words_are_told():
    found = fragments.of_markup(
        "<figure><img><figcaption>The wall</figcaption></figure><p>One.</p><p hidden>Two.</p>"
        "<div class='wp-caption'><p class='wp-caption-text'>A boat</p></div>"
    )
    assert found.paragraphs == ["One."]
    assert [(one["text"], one["reason"]) for one in found.left_out] == [
        ("The wall", "caption"),
        ("Two.", "hidden"),
        ("A boat", "caption"),
    ]


def test_words_are_one_line_with_their_no_break_spaces():
    assert fragments.words(" <b>Ana</b>\n Lund&nbsp;!") == "Ana Lund\u00a0!"
