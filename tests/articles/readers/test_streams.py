import random

import pytest

from articles.readers import streams
from articles.readers.files import File
from articles.readers.streams import text_stream
from articles.text import Unfit

LINE = "Le maire a déclaré que l'été serait chaud et que le café fermerait, dit-elle.\n"


@pytest.fixture(autouse=True)
def _large_is_what_is_more_than_a_page(monkeypatch):
    monkeypatch.setattr(streams, "SMALL", 1_000)


def read(data, **stated):
    stream, note = text_stream(File.of("a.csv", data, **stated))
    with stream:
        return stream.read(), note


@pytest.mark.parametrize(
    "encoding", ["cp1252", "iso8859-15", "utf-16-le", "utf-32-be", "mac-roman", "utf-7"]
)
def test_a_large_file_is_read_as_a_small_one_is(encoding):
    text, note = read((LINE * 100).encode(encoding))
    assert text == LINE * 100
    assert "read as" in note


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32"])
def test_a_large_file_of_unicode_needs_no_note(encoding):
    assert read((LINE * 100).encode(encoding)) == (LINE * 100, "")


def test_a_large_file_in_seven_bits_is_read():
    text, note = read(("市長は述べた。\n" * 200).encode("iso2022_jp"))
    assert text == "市長は述べた。\n" * 200
    assert "iso2022_jp" in note


def test_what_a_large_file_says_of_itself_counts_but_is_never_a_codec_of_another_kind():
    data = (LINE * 100).encode("cp1252")
    assert read(data, charset="iso-8859-1") == (LINE * 100, "")
    text, note = read(data, charset="undefined")
    assert text == LINE * 100
    assert "though it says “undefined” of itself" in note


def test_a_large_file_of_two_encodings_is_read_piece_by_piece():
    text, note = read((LINE * 50).encode() + LINE.encode("cp1252") + (LINE * 50).encode())
    assert text == LINE * 101
    assert note.startswith("Not all of the text is UTF-8: letters were read as cp1252")


def test_a_broken_byte_of_a_large_file_is_replaced_and_told():
    data = (LINE * 50).encode("cp1252") + b"\x81\n" + (LINE * 50).encode("cp1252")
    text, note = read(data)
    assert text == LINE * 50 + "\ufffd\n" + LINE * 50
    assert "the first is byte 3,900" in note


def test_a_large_file_that_is_no_text_is_refused():
    with pytest.raises(Unfit):
        read(bytes(byte | 0x80 for byte in random.Random(1).randbytes(4_000)))
