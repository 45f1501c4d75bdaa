"""The words that pages show for reasons."""

from articles import furniture, text
from articles.reasons import REASONS


def test_every_reason_that_a_text_can_give_is_marked_for_translation():
    assert set(REASONS) == {
        furniture.SOURCE_LINE,
        furniture.CREDIT_LINE,
        furniture.BYLINE,
        furniture.BOILERPLATE,
        furniture.TEASER,
        furniture.SHORTCODE,
        text.CONTROL_CHARACTERS,
        text.INVISIBLE_CHARACTERS,
    }
