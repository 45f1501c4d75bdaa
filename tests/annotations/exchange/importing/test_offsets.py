"""What the numbers of a file count, and where its words are then."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotations.exchange.importing.offsets import UNITS, Mark, place_all, with_line_feeds

TEXTS = st.text(st.characters(codec="utf-8") | st.sampled_from("\r\n 🙂é"), min_size=1, max_size=40)
ENCODINGS = {"characters": ("utf-32-le", 4), "utf-16": ("utf-16-le", 2), "bytes": ("utf-8", 1)}


def counted(text, start, end, unit):
    """The extent as a program counts it that reads the text in this unit."""
    encoding, width = ENCODINGS[unit]
    return tuple(len(text[:at].encode(encoding)) // width for at in (start, end))


@st.composite
def extents(draw):
    text = draw(TEXTS)
    start = draw(st.integers(0, len(text) - 1))
    return text, start, draw(st.integers(start + 1, len(text)))


@pytest.mark.parametrize("unit", UNITS)
@given(extents())
def test_an_extent_in_a_known_unit_is_found_with_its_words(unit, given_):
    text, start, end = given_
    (found,) = place_all([(text, [Mark((counted(text, start, end, unit),))])], unit=unit)
    if "\r\n" not in text:  # whose two characters may be one for the file
        ((place,),) = found.extents
        assert with_line_feeds(text)[slice(*place)] == with_line_feeds(text[start:end])
    assert found.note == ""


@pytest.mark.parametrize("unit", UNITS)
@given(
    st.lists(st.sampled_from(["🙂", "Ana", "Łódź", "said", "—", "“no”"]), min_size=1, max_size=9)
)
def test_by_its_words_an_extent_is_found_whatever_was_counted(unit, words):
    text = "\r\n".join(words)
    marks, start = [], 0
    for word in words:
        marks.append(Mark((counted(text, start, start + len(word), unit),), word))
        start += len(word) + 2
    (found,) = place_all([(text, marks)])
    placed = [with_line_feeds(text)[slice(*stretches[0])] for stretches in found.extents]
    assert placed == words


@given(
    st.lists(st.tuples(st.text(max_size=20), st.integers(-3, 50), st.integers(-3, 50)), max_size=4)
)
def test_no_numbers_make_it_fail(files):
    texts = [(text, [Mark(((start, end),))]) for text, start, end in files]
    for (text, _marks), found in zip(texts, place_all(texts), strict=True):
        for stretches in filter(None, found.extents):
            ((start, end),) = stretches
            assert 0 <= start < end <= len(with_line_feeds(text))


def test_plain_text_leaves_nothing_to_doubt():
    (found,) = place_all([("All of it is ASCII.", [Mark(((1, 3),)), Mark(((5, 999),))])])
    assert (found.extents, found.note, found.doubt) == ([((1, 3),), None], "", "")


def test_a_line_end_is_one_or_two_by_the_edges_of_words():
    text = "One.\r\nTwo.\r\nThree words."
    for start in (text.index("words"), text.index("words") - 2):
        (found,) = place_all([(text, [Mark(((start, start + 5),))])])
        ((place,),) = found.extents
        assert with_line_feeds(text)[slice(*place)] == "words"


def test_where_words_and_edges_tell_nothing_the_usual_unit_is_taken_with_a_note():
    (found,) = place_all([("🙂 (a) (b)", [Mark(((3, 4),))])])
    assert found.extents == [((3, 4),)]
    assert "--offsets" in found.note
