"""From lines to paragraphs: no word is lost or doubled, whatever the pages look like."""

import re

from hypothesis import given
from hypothesis import strategies as st

from articles.readers.documents.printed import Line, text_of

LINES = st.builds(
    Line,
    st.integers(0, 100).map(float),
    st.integers(0, 800).map(float),
    st.sampled_from([8.0, 11.0, 18.0]),
    st.text("abc DEF.-12", min_size=1).map(str.strip).filter(bool),
)


def letters(words):
    return re.sub(r"[\s-]", "", words)


@given(st.lists(st.lists(LINES, max_size=12), max_size=4))
def test_every_word_is_in_the_text_or_told(pages):
    given_ = "".join(line.text for page in pages for line in page)
    found = text_of(pages)
    kept = letters("".join(found.paragraphs))
    if not found.repeated:
        assert kept == letters(given_)
    for line in found.repeated:
        assert line in [one.text for page in pages for one in page]


def test_pages_without_lines_have_no_text():
    assert text_of([[], []]).paragraphs == []
