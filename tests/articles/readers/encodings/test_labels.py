import pytest

from articles.readers.decoding import decoded
from articles.readers.encodings.labels import encoding_named


@pytest.mark.parametrize(
    ("label", "encoding"),
    [
        ("utf-8", "utf-8"),
        (" UTF8 ", "utf-8"),
        ("unicode-1-1-utf-8", "utf-8"),
        ("utf-16", "utf-8"),
        ("iso-8859-1", "cp1252"),
        ("latin1", "cp1252"),
        ("us-ascii", "cp1252"),
        ("x-user-defined", "cp1252"),
        ("x-cp1251", "cp1251"),
        ("Windows-1250", "cp1250"),
        ("ISO_8859-2", "iso8859-2"),
        ("latin9", "iso8859-15"),
        ("iso-8859-9", "cp1254"),
        ("iso-8859-8-i", "iso8859-8"),
        ("tis-620", "cp874"),
        ("koi8-u", "koi8-u"),
        ("koi", "koi8-r"),
        ("macintosh", "mac-roman"),
        ("x-mac-cyrillic", "mac-cyrillic"),
        ("shift_jis", "cp932"),
        ("x-sjis", "cp932"),
        ("EUC-JP", "euc_jp"),
        ("iso-2022-jp", "iso2022_jp"),
        ("iso-2022-kr", "iso2022_kr"),
        ("euc-kr", "cp949"),
        ("ks_c_5601-1987", "cp949"),
        ("gb2312", "gb18030"),
        ("gbk", "gb18030"),
        ("big5-hkscs", "big5hkscs"),
        ("hz-gb-2312", "hz"),
    ],
)
def test_a_label_means_what_browsers_read_it_as(label, encoding):
    assert encoding_named(label) == encoding


@pytest.mark.parametrize(
    "label",
    [
        *"base64 rot13 idna punycode undefined unicode_escape raw_unicode_escape hex zlib".split(),
        *"bz2 uu quopri utf-7 cp037 bogus .. mbcs é".split(),
        *("", "\0", "a" * 10_000),
    ],
)
def test_what_is_no_encoding_of_text_is_none(label):
    assert encoding_named(label) == ""
    read, note = decoded("Señor Núñez está aquí".encode("cp1252"), declared=label)
    assert read == "Señor Núñez está aquí"
    assert note.startswith("The text is not UTF-8; it was read as cp1252")


def test_what_is_declared_is_believed_without_a_note():
    text = "Un café à Cœurville"
    assert decoded(text.encode("iso8859-15"), declared="iso-8859-15") == (text, "")
    assert decoded("市長".encode("iso2022_jp"), declared="ISO-2022-JP") == ("市長", "")
    assert decoded("“naïve”".encode("cp1252"), declared="iso-8859-1") == ("“naïve”", "")


@pytest.mark.parametrize(
    ("text", "encoding", "declared"),
    [
        ("Мэр сказала вчера, что стена станет выше", "koi8-r", "windows-1251"),
        ("Burmistrz powiedział, że śnieg źle wpływa na żniwa", "cp1250", "iso-8859-2"),
        ("市長は昨日、壁を高くすると述べた", "cp932", "iso-8859-1"),
        ("Ο δήμαρχος είπε χθες ότι το τείχος", "cp1253", "utf-8"),
    ],
)
def test_what_is_plainly_something_else_is_read_as_that_with_a_note(text, encoding, declared):
    read, note = decoded(text.encode(encoding), declared=declared)
    assert read == text
    assert f"though it says “{declared}” of itself" in note


def test_utf_8_is_utf_8_whatever_is_declared():
    assert decoded("Žluťoučký kůň".encode(), declared="windows-1252") == ("Žluťoučký kůň", "")


def test_characters_of_windows_in_a_page_of_iso_are_read_and_told():
    read, note = decoded("L’œuvre “x” à 3 €".encode("cp1252"), declared="iso-8859-15")
    assert read == "L’œuvre “x” à 3 €"
    assert "iso8859-15 does not have" in note
