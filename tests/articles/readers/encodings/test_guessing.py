import pytest

from articles.readers.decoding import decoded
from articles.readers.encodings.guessing import readings, telling_part
from tests.articles.readers.encodings.texts import ENCODINGS, TEXTS, UNICODE, cuts, fitted

KEPT = [
    (language, encoding)
    for language, encodings in ENCODINGS.items()
    for encoding in encodings
    if fitted(TEXTS[language], encoding)
]


@pytest.mark.parametrize(("language", "encoding"), KEPT)
def test_a_text_of_two_sentences_or_more_is_read_exactly(language, encoding):
    text = fitted(TEXTS[language], encoding)
    for length in (2000, 450, 150):
        for cut in cuts(text, length):
            read, note = decoded(cut.encode(encoding))
            assert read == cut
            assert note or cut.isascii()


def test_one_sentence_is_read_exactly_or_a_note_names_the_doubt():
    asked, wrong = 0, []
    for language, encoding in KEPT:
        for cut in cuts(fitted(TEXTS[language], encoding), 60):
            read, note = decoded(cut.encode(encoding))
            asked += 1
            if read != cut:
                wrong.append((language, encoding, note))
    assert asked > 600
    assert len(wrong) < asked / 50
    assert all("would fit as well" in note for _, _, note in wrong)


@pytest.mark.parametrize("language", TEXTS)
def test_unicode_is_read_exactly_with_a_mark_and_without(language):
    for encoding in UNICODE:
        for length in (2000, 450, 150, 60):
            for cut in cuts(TEXTS[language], length):
                read, note = decoded(cut.encode(encoding))
                assert read == cut
                assert bool(note) == encoding.endswith(("le", "be"))


def test_letters_that_come_late_are_looked_at():
    text = "Le maire a déclaré que le pont serait fermé. " * 300 + "Sa sœur a payé 5 €."
    assert decoded(text.encode("iso8859-15"))[0] == text
    assert decoded(text.encode("cp1252"))[0] == text


def test_a_file_with_one_broken_byte_is_still_read_and_its_line_is_named():
    text = fitted(TEXTS["pl"], "cp1250") + "\nDruga linia ?, koniec."
    data = text.encode("cp1250").replace(b"?", b"\x81")
    read, note = decoded(data)
    assert read == text.replace("?", "\ufffd")
    assert note.startswith("The text is not UTF-8; it was read as cp1250. ")
    assert note.endswith("What is not cp1250 was replaced by \ufffd (line 2).")


def test_capital_letters_alone_are_read():
    for language, encoding in (("ru", "cp1251"), ("de", "cp1252"), ("cs", "iso8859-2")):
        text = fitted(TEXTS[language], encoding).upper()
        assert decoded(text.encode(encoding))[0] == text


def test_the_best_reading_comes_first_and_the_one_asked_for_is_among_them():
    data = fitted(TEXTS["ru"], "koi8-r").encode("koi8-r")
    found = readings(data, always="cp1252")
    assert found[0].encoding == "koi8-r"
    assert found == sorted(found)
    assert any(one.encoding == "cp1252" for one in found)


def test_no_more_is_looked_at_than_is_needed():
    assert len(telling_part(("й" * 100_000).encode("cp1251"))) == 6_000
    assert telling_part(b"a" * 100_000) == b""
    assert telling_part(b"a" * 100 + b"\xe9" + b"b" * 100) == b"\n" + b"a" * 8 + b"\xe9" + b"b" * 8


def test_romanian_is_read_with_commas_and_with_cedillas():
    text = "După șase ore, primărița Ana Țiriac a spus: „Nu mai aveam de ales”, și a plecat."
    assert decoded(text.encode("iso8859-16"))[0] == text
    typed = text.translate(str.maketrans("șțȘȚ„”", 'şţŞŢ""'))
    assert decoded(typed.encode("iso8859-2"))[0] == typed
    assert decoded(typed.encode("cp1250"))[0] == typed
