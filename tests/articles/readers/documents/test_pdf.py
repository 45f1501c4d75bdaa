"""PDF documents: the text that they hold, in its paragraphs."""

import io

import pypdf
import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.importing.drafts import Draft, Unreadable
from articles.readers.documents import pdf as reader
from tests.articles.readers.documents.packing import page, pdf
from tests.articles.readers.reading import PARAGRAPHS, TEXT, TITLE, WHOLE, all_of, only, refusal

HEAD = (72, 790, 18, TITLE)


@pytest.mark.parametrize("name", ["wall.pdf", "wall", "wall.txt"])
def test_a_document_is_an_article(name):
    draft = only(name, pdf([HEAD, *page(*PARAGRAPHS)]))
    assert (draft.text, draft.title, draft.title_generated) == (WHOLE, TITLE, False)
    assert (draft.media_type, draft.language, draft.left_out) == ("application/pdf", "en", [])
    assert draft.notes == []


@pytest.mark.parametrize(
    "lines",
    [
        page(*PARAGRAPHS, width=30),
        page(*PARAGRAPHS, indent=14, space=0),
        page(*PARAGRAPHS, space=6),
    ],
)
def test_paragraphs_are_told_by_space_and_by_indents(lines):
    assert only("a.pdf", pdf(lines)).text == TEXT


def test_a_paragraph_goes_on_over_the_end_of_a_page():
    words = f"{PARAGRAPHS[0]} {PARAGRAPHS[1]} {PARAGRAPHS[2]}".split()
    first, second = " ".join(words[:20]), " ".join(words[20:])
    draft = only("a.pdf", pdf(page(PARAGRAPHS[0], first), page(second, PARAGRAPHS[2])))
    assert draft.text.split("\n\n")[1] == " ".join(words)


def test_words_that_a_line_end_broke_are_joined_and_told():
    lines = [
        (72, 700, 11, "It is a well-known plan of the muni-"),
        (72, 687, 11, "cipal council, and it is well-"),
        (72, 674, 11, "known in the region of Rhein-"),
        (72, 661, 11, "Main too."),
    ]
    draft = only("a.pdf", pdf(lines))
    assert draft.text == (
        "It is a well-known plan of the municipal council, and it is well-known in the region of "
        "Rhein-Main too."
    )
    assert draft.notes == ["Words that were broken at the end of a line: municipal."]


def test_what_stands_on_every_page_is_left_out_and_told():
    pages = [
        [
            (72, 810, 9, "Press office of Saltmere"),
            *page(f"{paragraph} {paragraph}"),
            (72, 30, 9, f"Page {number} of 3"),
        ]
        for number, paragraph in enumerate(PARAGRAPHS, 1)
    ]
    draft = only("a.pdf", pdf(*pages))
    assert draft.text == "\n\n".join(f"{one} {one}" for one in PARAGRAPHS)
    assert "Press office" not in draft.text
    assert [one["text"] for one in draft.left_out] == [
        "Press office of Saltmere",
        "Page 1 of 3",
        "Page 2 of 3",
        "Page 3 of 3",
    ]
    assert {one["reason"] for one in draft.left_out} == {"header or footer"}


@pytest.mark.parametrize(
    ("words", "height", "size", "read"),
    [
        ("6", 4, 7, "⁶"),
        ("2", -3, 7, "₂"),
        ("6", 0, 11, "6"),
        ("th", 4, 7, "th"),
        (" 6 ", 4, 7, " ⁶ "),
    ],
)
def test_digits_that_stand_small_above_or_below_the_line_say_so(words, height, size, read):
    found = [reader.Line(72, 300, 11, "10")]
    reader.add(found, words, reader.Line(84, 300 + height, size, ""))
    assert [line.text for line in found] == [f"10{read}"]


def test_the_author_of_a_document_and_pages_without_text_are_notes():
    draft = only("a.pdf", pdf(page(*PARAGRAPHS), [], info="/Author (Desk 3)"))
    assert draft.byline == ""
    assert draft.notes == [
        "Pages without text: 2.",
        "The document names Desk 3 as its author.",
    ]


def test_letters_that_were_set_as_one_are_letters():
    class Page:
        def extract_text(self, visitor_text, **_):
            visitor_text("The ﬁnal oﬃce", [1, 0, 0, 1, 0, 0], [1, 0, 0, 1, 0, 0], {}, 10)

    assert [line.text for line in reader.lines_of(Page(), 1e18)] == ["The final office"]


def encrypted(password):
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(pdf(page(*PARAGRAPHS))))
    writer.encrypt(password, owner_password="owner", algorithm="RC4-128")
    stream = io.BytesIO()
    writer.write(stream)
    return stream.getvalue()


def test_an_encrypted_document_is_refused_by_that_word():
    assert refusal("a.pdf", encrypted("open")) == "it is encrypted: save it without a password"


def test_every_way_of_encrypting_is_called_so():
    keys = " ".join(f"/{name} ({'a' * size})" for name, size in (("O", 48), ("U", 48), ("OE", 32)))
    dictionary = (
        f"/Encrypt << /Filter /Standard /V 5 /R 6 /Length 256 /P -4 {keys} /UE ({'a' * 32}) "
        f"/Perms ({'a' * 16}) /CF << /StdCF << /CFM /AESV3 /Length 32 >> >> /StmF /StdCF "
        "/StrF /StdCF >> /ID [<00> <00>]"
    )
    data = pdf(page(*PARAGRAPHS)).replace(b"/Info 4 0 R", dictionary.encode())
    assert refusal("a.pdf", data) == "it is encrypted: save it without a password"


def test_a_document_that_is_locked_only_against_changes_is_read():
    assert only("a.pdf", encrypted("")).text == TEXT


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (
            pdf([], []),
            "it is a scanned PDF without text: have its text recognised first (OCR)",
        ),
        (b"%PDF-1.7\nwords", "the PDF document is broken"),
        (pdf(page(*PARAGRAPHS))[:200], "the PDF document is broken"),
        (b"words", "the PDF document is broken"),
        (pdf(*[[]] * 501), "it has more than 500 pages: save the article alone"),
    ],
)
def test_what_holds_no_text_is_refused_with_the_reason(data, reason):
    assert refusal("a.pdf", data) == reason


def test_a_document_that_takes_too_long_is_refused(monkeypatch):
    monkeypatch.setattr(reader, "LONGEST", -1.0)
    assert refusal("a.pdf", pdf(page(*PARAGRAPHS))).startswith("reading it takes longer than")


def test_a_document_cannot_be_read_verbatim():
    assert "verbatim" in only("a.pdf", pdf(page(*PARAGRAPHS)), verbatim=True).reason


@given(st.binary(min_size=1, max_size=20), st.integers(0, 1500))
def test_no_bytes_raise(noise, place):
    data = pdf(page(*PARAGRAPHS))
    for reading in all_of("a.pdf", data[:place] + noise + data[place + len(noise) :]):
        assert isinstance(reading, Draft | Unreadable)
        assert "error of the program" not in getattr(reading, "reason", "")
