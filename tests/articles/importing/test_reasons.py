"""The words that pages show for reasons."""

from articles import text
from articles.cleaning import boilerplate
from articles.importing.reasons import REASONS
from articles.readers import omissions


def test_every_reason_that_a_text_can_give_is_marked_for_translation():
    assert set(REASONS) == {
        boilerplate.SOURCE_LINE,
        boilerplate.CREDIT_LINE,
        boilerplate.BYLINE,
        boilerplate.BOILERPLATE,
        boilerplate.TEASER,
        boilerplate.SHORTCODE,
        text.CONTROL_CHARACTERS,
        text.INVISIBLE_CHARACTERS,
        *omissions.REASONS,
    }
