"""Whatever the bytes are: drafts, or refusals by name and reason, and never an exception."""

import codecs
import os
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.importing.drafts import Draft, Unreadable
from articles.readers import read
from tests.paths import DATA

ARTICLES = DATA / "articles"
TEXT = "The mayor said yesterday that the harbour wall would hold."


def only(name, data, **options):
    """The one thing that is read."""
    data = data.encode() if isinstance(data, str) else data
    (reading,) = read(name, data, **options)
    return reading


def test_a_text_file_is_one_draft_with_its_bytes():
    draft = only("wall.txt", f"Wall\r\n\r\n{TEXT}\r\n\r\nSource: Saltmere Post")
    assert (draft.text, draft.title, draft.outlet) == (f"Wall\n\n{TEXT}", "Wall", "Saltmere Post")
    assert draft.language == "en"
    assert draft.raw.count(b"\r") == 4
    assert draft.media_type == "text/plain"
    assert draft.notes == []


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "the file is empty"),
        (b" \n\t\r\n", "white space"),
        ("\ufeff\u200b".encode(), "white space"),
        (b"{\\rtf1 words", "an RTF document, not text"),
        (b"\x89PNG\r\n\x1a\n", "a PNG image, not text"),
        (b"\xff\xd8\xff\xe0words", "a JPEG image, not text"),
        (b"\x1f\x8bwords", "a gzip archive, not text"),
        (b"RIFF....WEBP", "not text"),
        (bytes(range(256)) * 8, "not text"),
        (b"\x00\x01\x02\x03words", "binary data, not text"),
        (b"Source: Saltmere Post", "no text of an article"),
    ],
)
def test_what_is_no_text_is_refused_with_the_reason(data, reason):
    refusal = only("thing.txt", data)
    assert isinstance(refusal, Unreadable)
    assert refusal.name == "thing.txt"
    assert reason in refusal.reason


def test_a_file_over_the_limit_is_refused(settings):
    settings.LARGEST_FILE = 2 * 1024 * 1024
    assert only("a.txt", b"word " * 419_000).text
    assert only("a.txt", b"word " * 420_000).reason == "it is larger than 2 MB"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32"])
def test_unicode_is_read_without_a_note_and_without_its_mark(encoding):
    draft = only("a.txt", f"“Naïve” 👩‍🚀 {TEXT}".encode(encoding))
    assert draft.text == f"“Naïve” 👩‍🚀 {TEXT}"
    assert draft.notes == []


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        (f"“Naïve” — {TEXT}", "cp1252"),
        ("The mayor met Señor Núñez and Josè Caño about the €5 million on Monday.", "cp1252"),
        ("Mr Måns Åkesson said that the ferry from Malmö to Ærø would be cancelled.", "cp1252"),
        ("Pormestari sanoi että silta on suljettu. Sää on hyvä tänään.", "cp1252"),
        ("Mr Đinđić and Mr Milošević met in Niš and in Čačak, kaže.", "cp1250"),
        ("A polgármester azt mondta, hogy a híd zárva van őszig, mert fűtés sincs.", "cp1250"),
        ("Meras sakė, kad tiltas uždarytas iki pavasario; žmonės džiaugiasi.", "cp1257"),
        ("La maire a déclaré hier que le mur serait relevé, à côté de l’hôtel.", "cp1252"),
        ("Starostka včera řekla, že zeď bude vyšší; rozhodli těsnou většinou.", "cp1250"),
        ("Burmistrz powiedziała, że mur będzie wyższy i że się cieszą.", "cp1250"),
        ("Belediye başkanı dün duvarın yükseltileceğini söyledi, çünkü fırtına.", "cp1254"),
        ("Мэр сказала вчера, что стена станет выше на два метра.", "cp1251"),
        ("Мэр сказала вчера, что стена станет выше на два метра.", "koi8-r"),
        ("Ο δήμαρχος είπε χθες ότι το τείχος θα υψωθεί κατά δύο μέτρα.", "cp1253"),
        ("市長は昨日、壁を二メートル高くすると述べた。嵐が近づいている。", "cp932"),
    ],
)
def test_another_encoding_is_found_and_said(text, encoding):
    draft = only("a.txt", text.encode(encoding))
    assert draft.text == text
    found = codecs.lookup(encoding).name
    assert draft.notes[0].startswith(f"The text is not UTF-8; it was read as {found}")


@pytest.mark.parametrize(
    ("text", "tag"),
    [
        (TEXT, "en"),
        ("O muro será elevado em dois metros, disse a presidente.", "pt"),
        ("قالت رئيسة البلدية أمس إن الجدار سيرتفع مترين قبل العاصفة.", "ar"),
        ("市长昨天说，墙将被加高两米。风暴即将来临，市民都很担心。", "zh"),
        ("The wall", "und"),
        ("12 + 30 = 42", "und"),
    ],
)
def test_the_language_is_guessed_where_it_is_clear(text, tag):
    assert only("a.txt", text).language == tag


def test_a_stated_language_and_outlet_go_before_what_is_guessed_and_read():
    draft = only("a.txt", f"{TEXT}\n\nSource: Gull", language="pt_br", outlet="Saltmere Post")
    assert (draft.language, draft.outlet) == ("pt-BR", "Saltmere Post")
    assert only("a.txt", TEXT, language="no language").reason.startswith("“no language” is no")


def test_verbatim_is_the_file_without_its_mark():
    data = f"\ufeffWall \n\n\n\n{TEXT}\nwrapped  cafe\u0301\n\nSource: Saltmere Post\n\n\n".encode()
    draft = only("a.txt", data, verbatim=True)
    assert draft.text.encode() == data[3:]
    assert (draft.title, draft.outlet, draft.left_out) == ("Wall", "Saltmere Post", [])
    assert "carriage return" in only("a.txt", data.replace(b"\n", b"\r\n"), verbatim=True).reason


@pytest.mark.parametrize(
    ("name", "data", "media_type"),
    [
        ("a", TEXT, "text/plain"),
        ("a.unknown", TEXT, "text/plain"),
        ("a.CSV", f"text\n{TEXT}", "text/csv"),
        ("a.ndjson", f'{{"text": "{TEXT}"}}', "application/jsonl"),
        ("a.txt", f"\n<!DOCTYPE html><p>{TEXT} {TEXT}</p>", "text/html"),
        ("a.htm", f"<p>{TEXT} {TEXT}</p>", "text/html"),
    ],
)
def test_the_name_and_the_first_bytes_tell_the_format(name, data, media_type):
    assert only(name, data).media_type == media_type


def test_a_stated_format_goes_before_the_name():
    assert only("a.txt", f"text\n{TEXT}", format="csv").text == TEXT
    assert only("a.csv", f"text\n{TEXT}", format="txt").text == f"text\n\n{TEXT}"


def test_a_draft_survives_its_way_through_json():
    for path in sorted(ARTICLES.iterdir()):
        for draft in read(path.name, path.read_bytes()):
            assert Draft.from_json(draft.as_json(), draft.raw) == draft
    assert only("a.jsonl", '{"text":"A","published_on":"2024-05-02"}').as_json()["published_on"]
    draft = only("a.jsonl", '{"text":"A","published_on":"2024-05-02"}')
    assert Draft.from_json(draft.as_json(), b"").published_on == date(2024, 5, 2)


def test_names_and_notes_of_any_characters_can_be_stored():
    draft = only("a\udcff\x00.jsonl", '{"text": "A", "b\\u0000\\ud800": 1}')
    assert (draft.name, draft.notes) == ("a?.jsonl:1", ["Not read: b?."])


@given(st.binary(max_size=300), st.sampled_from(["a.txt", "a.csv", "a.jsonl", "a.zip", "a.html"]))
def test_no_bytes_raise(data, name):
    for reading in read(name, data):
        assert isinstance(reading, Draft | Unreadable)
        assert reading.name.startswith(name)


def test_noise_is_refused():
    assert isinstance(only("a.txt", os.urandom(4000)), Unreadable)
