import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.readers import read
from articles.readers.decoding import decoded, guessed_encoding
from articles.text import Unfit

TEXT = "Le conseil a décidé mardi de relever le mur, à l’été."


@given(st.binary(max_size=300), st.sampled_from(["", "undefined", "utf-8", "cp1252", "big5", "hz"]))
def test_any_bytes_are_read_or_refused(data, declared):
    try:
        text, _ = decoded(data, declared=declared)
    except Unfit:
        return
    assert isinstance(text, str)
    text.encode("utf-8")


@given(st.text(alphabet=st.characters(exclude_categories=["Cs", "Cc", "Co", "Cn"]), min_size=1))
def test_utf_8_is_read_as_it_stands_but_for_what_was_encoded_twice(text):
    made, note = decoded(text.encode())
    assert made == text.removeprefix("\ufeff") or "encoded twice" in note or "was read as" in note


def test_random_bytes_are_refused():
    data = random.Random(1).randbytes(4000)
    with pytest.raises(Unfit):
        decoded(data)
    with pytest.raises(Unfit, match="cannot be told"):
        decoded(bytes(byte | 0x80 for byte in data))


def test_the_encoding_of_a_sample_is_told():
    assert guessed_encoding(TEXT.encode("cp1252")) == "cp1252"


def test_much_that_is_broken_is_refused():
    with pytest.raises(Unfit, match="line 1 is broken"):
        decoded("市長は述べた".encode("utf-16") + b"\x00\xd8a" * 50)


def test_a_mark_of_gb18030_is_taken_off():
    assert decoded(b"\x84\x31\x95\x33" + "市议会".encode("gb18030"))[0] == "市议会"


@pytest.mark.parametrize("encoding", ["cp1252", "utf-16", "utf-16-le", "iso8859-15"])
def test_tables_are_decoded_by_the_same_rules(encoding):
    rows = f"text;title\n{TEXT.replace('’', chr(39))};Le mur\n"
    (draft,) = read("a.csv", rows.encode(encoding))
    assert draft.title == "Le mur"
    assert draft.text.endswith(TEXT.replace("’", "'"))
    (draft,) = read("a.jsonl", f'{{"text": "{TEXT}"}}'.encode("cp1252"))
    assert draft.text == TEXT


@pytest.mark.parametrize("label", ["undefined", "base64", "rot13", "nothing-known"])
def test_a_page_may_say_anything_of_its_encoding_and_those_behind_it_are_read(label):
    head = f"<!DOCTYPE html><html><head><meta charset={label}></head>"
    page = f"{head}<body><p>{TEXT} {TEXT}</p><p>{TEXT}</p></body></html>"
    (draft,) = read("page.html", page.encode("cp1252"))
    assert TEXT in draft.text
    assert any("read as cp1252" in note for note in draft.notes)
