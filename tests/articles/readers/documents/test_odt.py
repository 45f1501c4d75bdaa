"""OpenDocument texts."""

import io
import zipfile

import pytest

from tests.articles.readers.documents.packing import OPEN, odt
from tests.articles.readers.reading import PARAGRAPHS, TEXT, TITLE, WHOLE, only, refusal


def par(words, style="Standard", tag="p"):
    return f'<text:{tag} text:style-name="{style}">{words}</text:{tag}>'


BODY = par(TITLE, "Title") + "".join(map(par, PARAGRAPHS))
STYLES = (
    '<style:style style:name="T1"><style:text-properties style:text-position="super 58%"/>'
    '</style:style><style:style style:name="T2"><style:text-properties '
    'style:text-position="-33% 58%"/></style:style><style:style style:name="T3">'
    '<style:text-properties text:display="none"/></style:style>'
    '<style:style style:name="P1" style:parent-style-name="Title"/>'
)


def paragraphs_of(body, **parts):
    return only("a.odt", odt(body, styles=STYLES, **parts)).text.split("\n\n")


@pytest.mark.parametrize("name", ["wall.odt", "wall", "wall.zip"])
def test_a_document_is_an_article(name):
    draft = only(name, odt(BODY))
    assert (draft.text, draft.title, draft.notes) == (WHOLE, TITLE, [])
    assert draft.media_type == "application/vnd.oasis.opendocument.text"


def test_a_title_in_a_style_of_its_own_is_the_title():
    assert only("a.odt", odt(par(TITLE, "P1") + par(TEXT), styles=STYLES)).title == TITLE


@pytest.mark.parametrize(
    ("inside", "words"),
    [
        ('a<text:s text:c="3"/>b', "a b"),
        ("a<text:tab/>b", "a b"),
        ("a<text:line-break/>b", "a b"),
        ('a <text:span text:style-name="T9">bold</text:span> word', "a bold word"),
        ('10<text:span text:style-name="T1">6</text:span>', "10⁶"),
        ('H<text:span text:style-name="T2">2</text:span>O', "H₂O"),
        ("<text:a>a link</text:a>", "a link"),
        ("a<text:change-start/>b<text:change-end/>", "ab"),
    ],
)
def test_what_stands_in_a_line_is_read(inside, words):
    assert paragraphs_of("".join(map(par, PARAGRAPHS)) + par(inside))[-1] == words


def test_headings_lists_and_tables_have_their_lines():
    body = (
        par(PARAGRAPHS[0])
        + par("What was said", tag="h")
        + f"<text:list><text:list-item>{par('One')}</text:list-item></text:list>"
        + f"<table:table><table:table-column/><table:table-row><table:table-cell>{par('Year')}"
        + f"</table:table-cell><table:table-cell>{par('Cost')}</table:table-cell>"
        + "</table:table-row></table:table>"
    )
    assert paragraphs_of(body) == [PARAGRAPHS[0], "What was said", "One", "Year | Cost"]


def test_a_text_box_stands_behind_its_paragraph():
    box = f"<draw:frame><draw:text-box>{par('In the box.')}</draw:text-box></draw:frame>"
    body = par(f"The first {box}half.") + par(PARAGRAPHS[0])
    assert paragraphs_of(body) == ["The first half.", "In the box.", PARAGRAPHS[0]]


def test_notes_remarks_deletions_and_hidden_words_are_told():
    gone = f"<text:deletion>{par('It was wrong.')}</text:deletion>"
    gone = f"<text:tracked-changes>{gone}</text:tracked-changes>"
    note = (
        "<text:note><text:note-citation>1</text:note-citation><text:note-body>"
        f"{par('As said in 2023.')}</text:note-body></text:note>"
    )
    remark = f"<office:annotation>{par('Check this.')}</office:annotation>"
    hidden = '<text:span text:style-name="T3">Unseen.</text:span>'
    body = (
        gone + par(PARAGRAPHS[0] + note) + par(PARAGRAPHS[1] + remark) + par(PARAGRAPHS[2] + hidden)
    )
    head = (
        f"<office:document-styles {OPEN}><office:master-styles><style:master-page>"
        f"<style:header>{par('Press office')}</style:header></style:master-page>"
        "</office:master-styles></office:document-styles>"
    )
    draft = only("a.odt", odt(body, styles_=head, styles=STYLES))
    assert draft.text == TEXT
    assert {one["text"]: one["reason"] for one in draft.left_out} == {
        "It was wrong.": "deleted text",
        "As said in 2023.": "footnote",
        "Check this.": "remark",
        "Unseen.": "hidden",
        "Press office": "header or footer",
    }


def test_the_author_of_a_document_is_a_note():
    meta = f"<office:document-meta {OPEN}><office:meta><meta:initial-creator>Desk 3"
    meta += "</meta:initial-creator></office:meta></office:document-meta>"
    assert only("a.odt", odt(BODY, meta=meta)).notes == ["The document names Desk 3 as its author."]


def test_an_encrypted_document_is_refused_by_that_word():
    manifest = (
        f"<manifest:manifest {OPEN}><manifest:file-entry><manifest:encryption-data/>"
        "</manifest:file-entry></manifest:manifest>"
    )
    reason = refusal("a.odt", odt(BODY, **{"META-INF__manifest": manifest}))
    assert reason == "it is encrypted: save it without a password"


def test_a_document_that_is_too_large_unpacked_is_refused(settings):
    settings.LARGEST_FILE = 100_000
    assert refusal("a.odt", odt(par("a" * 300_000))) == "unpacked it is larger than 200,000 bytes"


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (odt(""), "the text is empty"),
        (odt("<text:p>"), "the document is broken"),
        (b"words", "the document is broken"),
        (odt(BODY)[:400], "the document is broken"),
    ],
)
def test_what_is_no_document_is_refused(data, reason):
    assert refusal("a.odt", data) == reason


def test_other_open_documents_are_refused_by_their_name():
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.presentation")
    assert refusal("a.odt", stream.getvalue()).startswith("it is a presentation")


def test_a_document_cannot_be_read_verbatim():
    assert "verbatim" in only("a.odt", odt(BODY), verbatim=True).reason
