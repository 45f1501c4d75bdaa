import pytest

from articles.readers.decoding import decoded
from articles.readers.encodings.unmarked import seven_bit_encoding, wide_encoding
from articles.text import Unfit


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("市長は月曜日、予算が12パーセント増えると述べた。", "iso2022_jp"),
        ("橋は来年の春に開く。\n費用は三億円。", "iso2022_jp"),
        ("ﾊｼ は開く。", "iso2022_jp_ext"),
        ("市长说 café。橋は開く。", "iso2022_jp_2"),
        ("시의회는 화요일 다리를 놓기로 했다.", "iso2022_kr"),
        ("비용은 42억 원이다.", "iso2022_kr"),
        ("市议会星期二决定建桥。\nIt costs 4 million.", "hz"),
        ("工程将在五月开始。", "hz"),
        ("Der Bürgermeister fährt über die Brücke.", "utf-7"),
        ("Мэр сказала вчера, что стена станет выше.", "utf-7"),
    ],
)
def test_letters_in_seven_bits_are_read_with_a_note(text, encoding):
    read, note = decoded(text.encode(encoding))
    assert read == text
    assert note == f"The text is not UTF-8; it was read as {encoding}."


@pytest.mark.parametrize(
    "data",
    [
        b"Call +44-20 or +1 555; C++ and a+b, 1+1=2.",
        b"~/path, ~{not Chinese at all~} and ~}",
        b"\x1b[31mred\x1b[0m as a terminal shows it",
        b"+ABC- and +ABD-",
        b"+AGE- a plus sign before plain letters +AGI-",
        b"plain",
    ],
)
def test_plain_text_with_such_marks_stays_as_it_is(data):
    assert seven_bit_encoding(data) == ""
    assert decoded(data) == (data.decode(), "")


def test_an_encoding_that_cannot_be_read_is_refused_by_its_name():
    with pytest.raises(Unfit, match="ISO-2022-CN"):
        decoded(b"\x1b$)A\x0e5DK5\x0f.\n")


def test_a_broken_place_in_seven_bits_is_replaced_and_its_line_named():
    data = "市長は述べた。".encode("iso2022_jp") + b"\n\x1b$B;\x7f\x1b(B end"
    read, note = decoded(data)
    assert read.startswith("市長は述べた。\n")
    assert "replaced by \ufffd (line 2)" in note


@pytest.mark.parametrize(
    "text",
    [
        "The mayor said on Monday that the budget will grow.\n",
        "Мэр сказала вчера, что стена станет выше.",
        "市長は昨日、壁を高くすると述べた。",
        "سيبدأ العمل في مايو",
        "Short",
    ],
)
@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be"])
def test_wide_characters_without_a_mark_are_read_with_a_note(text, encoding):
    read, note = decoded(text.encode(encoding))
    assert read == text
    assert note == f"The text has no byte-order mark; it was read as {encoding}."


@pytest.mark.parametrize(
    "data",
    [
        b"A text with one \x00 in it",
        "Señor \x01 Núñez".encode("cp1252"),
        "Мэр \x02 сказала вчера".encode("cp1251"),
        bytes(range(256)) * 4,
        b"",
    ],
)
def test_other_bytes_are_not_wide_characters(data):
    assert wide_encoding(data) == ""
