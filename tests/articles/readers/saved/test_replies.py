"""The words of a message, without what it answers to."""

from hypothesis import given
from hypothesis import strategies as st

from articles.readers.saved.replies import body_of_lines, lines

PIECES = st.sampled_from(
    ["words and more", "> quoted", "On Monday Ida wrote:", "-- ", "", "From: Ida", "To: Jo",
     "-----Original Message-----", "---------- Forwarded message ---------", "_" * 30]
)  # fmt: skip


@given(st.lists(PIECES, max_size=20))
def test_every_line_is_in_the_text_or_told(found):
    body = body_of_lines(found)
    read = "\n".join([*body.paragraphs, *(one["text"] for one in body.left_out)])
    for words in ("words and more", "quoted", "From: Ida"):
        assert read.count(words) == "\n".join(found).count(words)


def test_very_many_lines_of_any_kind_are_read():
    for line in ("", "_" * 30, "From: Ida", "> quoted", "On Monday Ida wrote:", "words"):
        body = body_of_lines([line, "words", *[line] * 20_000, "words"])
        assert "words" in body.paragraphs[0]


def test_flowed_lines_are_joined_by_what_quotes_them():
    flowed = "One \ntwo\n> three \n> four\n  five\n-- \nJo"
    assert lines(flowed, flowed=True, join=False) == [
        "One two",
        ">three four",
        " five",
        "-- ",
        "Jo",
    ]
    assert lines("One \r\ntwo", flowed=True, join=True) == ["Onetwo"]
    assert lines("One \ntwo", flowed=False, join=False) == ["One ", "two"]
