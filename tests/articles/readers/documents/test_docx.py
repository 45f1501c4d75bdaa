"""Word documents: the text as it reads with every change accepted, and what else there was."""

import io
import zipfile

import pytest

from tests.articles.readers.documents.packing import WORD, docx
from tests.articles.readers.reading import PARAGRAPHS, TEXT, TITLE, WHOLE, only, refusal


def run(words, properties=""):
    look = f"<w:rPr>{properties}</w:rPr>" if properties else ""
    return f'<w:r>{look}<w:t xml:space="preserve">{words}</w:t></w:r>'


def par(*runs, style=""):
    look = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    return f"<w:p>{look}{''.join(one if one.startswith('<') else run(one) for one in runs)}</w:p>"


RAISED = '<w:vertAlign w:val="superscript"/>'
BODY = par(TITLE, style="Title") + "".join(map(par, PARAGRAPHS))


def paragraphs_of(body, **parts):
    return only("a.docx", docx(body, **parts)).text.split("\n\n")


@pytest.mark.parametrize("name", ["wall.docx", "wall", "wall.zip"])
def test_a_document_is_an_article(name):
    draft = only(name, docx(BODY))
    assert (draft.text, draft.title, draft.title_generated) == (WHOLE, TITLE, False)
    assert draft.media_type.endswith("wordprocessingml.document")
    assert (draft.notes, draft.left_out, draft.language) == ([], [], "en")


def test_runs_are_joined_as_they_stand():
    halves = par("The harbour ", run("wa", "<w:b/>"), run("ll"), " of Saltmere")
    assert paragraphs_of(halves + par(TEXT))[0] == "The harbour wall of Saltmere"
    spread = halves.replace("><", ">\n  <")
    assert paragraphs_of(spread + par(TEXT))[0] == "The harbour wall of Saltmere"


def test_insertions_are_kept_and_deletions_told():
    changed = (
        "<w:p><w:r><w:t>It costs </w:t></w:r>"
        '<w:del w:author="x"><w:r><w:delText>three</w:delText></w:r></w:del>'
        '<w:ins w:author="x"><w:r><w:t>four</w:t></w:r></w:ins>'
        "<w:r><w:t> million.</w:t></w:r></w:p>"
        "<w:moveFrom><w:r><w:t>Moved away.</w:t></w:r></w:moveFrom>"
        "<w:p><w:moveTo><w:r><w:t>Moved here.</w:t></w:r></w:moveTo></w:p>"
    )
    draft = only("a.docx", docx(par(*PARAGRAPHS[:1]) + changed))
    assert draft.text.split("\n\n")[1:] == ["It costs four million.", "Moved here."]
    assert [(one["text"], one["reason"]) for one in draft.left_out] == [
        ("three", "deleted text"),
        ("Moved away.", "deleted text"),
    ]


@pytest.mark.parametrize(
    ("inside", "words"),
    [
        ("<w:r><w:t>a</w:t><w:tab/><w:t>b</w:t></w:r>", "a b"),
        ("<w:r><w:t>a</w:t><w:br/><w:t>b</w:t></w:r>", "a b"),
        ("<w:r><w:t>a</w:t><w:noBreakHyphen/><w:t>b</w:t></w:r>", "a\u2011b"),
        ("<w:r><w:t>a</w:t><w:softHyphen/><w:t>b</w:t></w:r>", "ab"),
        (run("10") + run("6", RAISED), "10⁶"),
        (run("H") + run("2", RAISED.replace("super", "sub")), "H₂"),
        ("<w:hyperlink><w:r><w:t>a link</w:t></w:r></w:hyperlink>", "a link"),
        (
            "<w:r><w:fldChar/></w:r><w:r><w:instrText>PAGE</w:instrText></w:r>"
            "<w:r><w:t>7</w:t></w:r>",
            "7",
        ),
        ('<w:r><w:sym w:font="Arial" w:char="20AC"/><w:sym w:char="F0E0"/></w:r>', "€"),
        (
            "<w:sdt><w:sdtPr><w:alias/></w:sdtPr><w:sdtContent>"
            + run("a")
            + "</w:sdtContent></w:sdt>",
            "a",
        ),
    ],
)
def test_what_stands_in_a_line_is_read(inside, words):
    assert paragraphs_of(par(*PARAGRAPHS) + f"<w:p>{inside}</w:p>")[-1] == words


def test_a_table_has_a_line_for_each_row():
    rows = "".join(
        f"<w:tr>{''.join(f'<w:tc>{par(cell)}</w:tc>' for cell in row)}</w:tr>"
        for row in (("Year", "Cost"), ("2024", "3.4"))
    )
    body = par(PARAGRAPHS[0]) + f"<w:tbl>{rows}</w:tbl>" + par(PARAGRAPHS[1])
    assert paragraphs_of(body) == [PARAGRAPHS[0], "Year | Cost", "2024 | 3.4", PARAGRAPHS[1]]


def test_a_text_box_is_read_once_and_behind_its_paragraph():
    box = f"<wps:txbx><w:txbxContent>{par('In the box.')}</w:txbxContent></wps:txbx>"
    both = (
        f"<w:r><mc:AlternateContent><mc:Choice>{box}</mc:Choice><mc:Fallback>{box}</mc:Fallback>"
        "</mc:AlternateContent></w:r>"
    )
    body = f"<w:p>{run('The first ')}{both}{run('half.')}</w:p>" + par(PARAGRAPHS[0])
    assert paragraphs_of(body) == ["The first half.", "In the box.", PARAGRAPHS[0]]


def test_notes_remarks_headers_and_hidden_words_are_told():
    inside = "".join((PARAGRAPHS[0], "</w:t><w:footnoteReference/><w:t>"))
    note = f"<w:footnotes {WORD}><w:footnote>{par('As said in 2023.')}</w:footnote></w:footnotes>"
    head = f"<w:hdr {WORD}>{par('Press office')}</w:hdr>"
    comment = f"<w:comments {WORD}><w:comment>{par('Check this.')}</w:comment></w:comments>"
    hidden = par(PARAGRAPHS[1], run("Unseen.", "<w:vanish/>"))
    shown = par(run(PARAGRAPHS[2], '<w:vanish w:val="0"/>'))
    data = docx(
        par(inside) + hidden + shown, footnotes=note, header1=head, header2=head, comments=comment
    )
    draft = only("a.docx", data)
    assert draft.text == TEXT
    assert {one["text"]: one["reason"] for one in draft.left_out} == {
        "Unseen.": "hidden",
        "As said in 2023.": "footnote",
        "Check this.": "remark",
        "Press office": "header or footer",
    }


def test_the_author_of_a_document_is_a_note():
    stream = io.BytesIO(docx(BODY))
    with zipfile.ZipFile(stream, "a") as archive:
        archive.writestr("docProps/core.xml", "<p><creator>Desk 3</creator></p>")
    draft = only("a.docx", stream.getvalue())
    assert (draft.byline, draft.notes) == ("", ["The document names Desk 3 as its author."])


def test_a_document_may_keep_its_text_elsewhere():
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("word/x", "")
        archive.writestr(
            "_rels/.rels", '<r><Relationship Type="a/officeDocument" Target="/b/document.xml"/></r>'
        )
        archive.writestr(
            "b/document.xml", f"<w:document {WORD}><w:body>{BODY}</w:body></w:document>"
        )
    assert only("a.docx", stream.getvalue()).text == WHOLE


def test_a_document_that_is_too_large_unpacked_is_refused(settings):
    settings.LARGEST_FILE = 100_000
    assert refusal("a.docx", docx(par("a" * 300_000))) == "unpacked it is larger than 200,000 bytes"


def test_a_document_of_many_large_parts_is_refused(settings):
    settings.LARGEST_ARCHIVE = 100_000
    heads = {f"header{number}": "a" * 30_000 for number in range(4)}
    assert refusal("a.docx", docx(BODY, **heads)) == "unpacked it is larger than 100,000 bytes"


ENTITIES = '<!DOCTYPE w [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]>'


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"PK\x03\x04 and nothing", "the document is broken"),
        (docx("")[:-30], "the document is broken"),
        (docx(""), "the text is empty"),
        (docx("<w:p>"), "the document is broken"),
        (b"words", "the document is broken"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1words", "it is encrypted: save it without a password"),
    ],
)
def test_what_is_no_document_is_refused(data, reason):
    assert refusal("a.docx", data) == reason


def test_no_entity_is_expanded():
    data = docx(par("&b;"))
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        with zipfile.ZipFile(io.BytesIO(data)) as old:
            archive.writestr("word/document.xml", ENTITIES + old.read("word/document.xml").decode())
    assert "an entity of its own" in refusal("a.docx", stream.getvalue())


def test_a_document_cannot_be_read_verbatim():
    assert "verbatim" in only("a.docx", docx(BODY), verbatim=True).reason
