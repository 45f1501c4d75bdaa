"""A span within its sentence."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotations.spans.sentences import passage


def around(text, words, *, begins=True, ends=True):
    start = text.index(words)
    return passage(text, start, start + len(words), begins=begins, ends=ends)


@pytest.mark.parametrize(
    ("text", "words", "before", "after"),
    [
        ("It rained. The wall is high. It fell.", "wall", "The ", " is high."),
        ("The wall is high.", "The wall is high.", "", ""),
        ("It rained. The wall is high. It fell.", "The wall is high.", "", ""),
        ("“It rained.” The wall stood! Good.", "wall", "The ", " stood!"),
        ("Head line\n\nThe wall stood", "wall", "The ", " stood"),
        ("The wall\nstood.", "wall", "The ", ""),
        ("It is approx. 4 m high. So.", "4 m", "It is approx. ", " high."),
        ("No. The vote? 9 to four. Yes.", "9", "", " to four."),
        ("قال المجلس. الجدار عال؟ نعم", "الجدار", "", " عال؟"),
        ("Am 9. Januar stand Wasser. Ja.", "Wasser", "Am 9. Januar stand ", "."),
        ("So it was in 1952. The wall stood.", "wall", "The ", " stood."),
        ("In v. small letters. It.", "small", "In v. ", " letters."),
    ],
)
def test_a_span_stands_in_its_sentence(text, words, before, after):
    found = around(text, words)
    assert (found.before, found.exact, found.after) == (before, words, after)
    assert (found.is_cut_before, found.is_cut_after) == (False, False)


def test_a_sentence_that_goes_on_beyond_the_window_is_cut_at_words():
    found = around("alf a sentence with the wall in the mid", "wall", begins=False, ends=False)
    assert found == ("a sentence with the ", "wall", " in the", True, True)


@given(st.text(alphabet="ab .!\n“”🌊A", max_size=60), st.data())
def test_what_is_shown_is_a_stretch_of_the_text_around_the_span(text, data):
    if not text:
        return
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    found = passage(
        text, start, end, begins=data.draw(st.booleans()), ends=data.draw(st.booleans())
    )
    assert found.exact == text[start:end]
    assert text[:start].endswith(found.before)
    assert text[end:].startswith(found.after)
