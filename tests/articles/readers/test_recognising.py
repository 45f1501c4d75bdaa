"""Which format a file has: by its content before its name, and refused by what it is."""

import codecs
import io
import time
import zipfile
from contextlib import suppress

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from articles.readers import not_read
from articles.readers.files import File
from articles.readers.formats import ENDINGS, FORMATS
from articles.readers.recognising import ending, format_of
from articles.text import Unfit
from tests.articles.readers.reading import HTML, PAGE, PARAGRAPHS, TEXT

RSS = f"<rss version='2.0'><channel><item><description>{TEXT}</description></item></channel></rss>"
ATOM = "<feed xmlns='http://www.w3.org/2005/Atom'></feed>"
G2 = "xmlns='http://iptc.org/std/nar/2006-10-01/'"
MAIL = "From: a@b.example\r\nTo: c@d.example\r\nSubject: x\r\nDate: y\r\n\r\nwords"
SAVED = "From: <Saved by Blink>\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related\r\n\r\n"
CUE = "1\n00:00:01,000 --> 00:00:02,000\nwords\n"


def zipped(*names, **contents):
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name in names:
            archive.writestr(name, "words")
        for name, content in contents.items():
            archive.writestr(name, content)
    return stream.getvalue()


def recognised(name, data, **stated):
    data = data.encode() if isinstance(data, str) else data
    return format_of(File.of(name, data, **stated))


def refusal(name, data, **stated):
    with pytest.raises(Unfit) as refused:
        recognised(name, data, **stated)
    return str(refused.value)


CONTENTS = [
    (PAGE, "html"),
    (f"\ufeff  \r\n{PAGE}", "html"),
    (f"<!doctype HTML PUBLIC '-//W3C//DTD HTML 4.01//EN'>{PAGE}", "html"),
    (f"<!-- saved from url=(0014)about:internet -->\n{PAGE}", "html"),
    (f"<!-- {'long ' * 900} --><html>{HTML}", "html"),
    (f"<?xml version='1.0'?><html xmlns='http://www.w3.org/1999/xhtml'>{HTML}</html>", "html"),
    (f"<div>{HTML}</div>", "html"),
    (f"<article>{HTML}</article>", "html"),
    (RSS, "feed"),
    (f"<?xml version='1.0'?>\n<?xml-stylesheet href='a.xsl'?>\n<!-- a --><!-- b -->{RSS}", "feed"),
    (f"<!DOCTYPE rss PUBLIC '-//Netscape' 'a.dtd' [<!ENTITY a 'b'>]>{RSS}", "feed"),
    (ATOM, "feed"),
    (f"<a:feed xmlns:a='{ATOM[13:41]}'/>", "feed"),
    ("<rdf:RDF xmlns:rdf='a' xmlns='http://purl.org/rss/1.0/'></rdf:RDF>", "feed"),
    (RSS.replace("<rss", "<rss xmlns:wp='http://wordpress.org/export/1.2/'"), "wordpress"),
    (f"<newsItem {G2}/>", "newsml"),
    (f"<nar:newsMessage xmlns:nar='a' {G2}/>", "newsml"),
    ("<nitf><body/></nitf>", "nitf"),
    (MAIL, "mail"),
    (f"Received: by a\r\n\tfor b\r\n{MAIL}", "mail"),
    (f"{MAIL[:20]}X-Note: a\r\nContent-Type: text/plain\r\n\r\nwords", "mail"),
    (SAVED, "web-archive"),
    (f"Snapshot-Content-Location: a\r\nContent-Type: b\r\n{MAIL}", "web-archive"),
    ("To: a\r\nFrom: b\r\nContent-Type: multipart/related; boundary=c\r\n\r\n", "mail"),
    ('{"text": "words"}', "jsonl"),
    ('[{"text": "words"}]', "jsonl"),
    ("[\n  [1, 2]\n]", "jsonl"),
    ('["a", "b"]', "jsonl"),
    ("{}", "jsonl"),
    ("WEBVTT\n\n00:01.000 --> 00:02.000\nwords", "subtitles"),
    (CUE, "subtitles"),
    (CUE.replace("\n", "\r"), "subtitles"),
    ("00:00:01.000 --> 00:00:02.000\nwords", "subtitles"),
    ("---\ntitle: a\n---\nwords", "markdown"),
    ("+++\ntitle = 'a'\n+++\nwords", "markdown"),
    (b"%PDF-1.7\n", "pdf"),
    (b"\n\xef\xbb\xbf%PDF-1.7\n", "pdf"),
    (b"bplist00\xd1", "safari-archive"),
    ("<?xml version='1.0'?><plist><dict><key>WebMainResource</key></dict></plist>",
     "safari-archive"),
    (b"WARC/1.1\r\n", "warc"),
    (zipped("a.txt"), "zip"),
    (zipped("[Content_Types].xml", "word/document.xml"), "docx"),
    (zipped("[Content_Types].xml", "xl/workbook.xml"), "spreadsheet"),
    (zipped(mimetype="application/vnd.oasis.opendocument.text"), "odt"),
    (zipped("word/words.txt", "xl/more.txt"), "zip"),
]  # fmt: skip


@pytest.mark.parametrize(("content", "found"), CONTENTS)
@pytest.mark.parametrize("name", ["a", "a.bin", "a.txt"])
def test_content_goes_before_the_name(content, found, name):
    assert recognised(name, content) == found


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be", "utf-8-sig", "utf-32"])
@pytest.mark.parametrize("mark", [True, False])
def test_content_is_recognised_in_wide_characters_too(encoding, mark):
    before = "\ufeff" if mark and encoding.startswith("utf-16") else ""
    if encoding == "utf-32" and not mark:
        return
    for content, found in ((PAGE, "html"), (RSS, "feed"), ('{"text": "words"}', "jsonl")):
        assert recognised("a", f"{before}{content}".encode(encoding)) == found


TEXTS = [
    TEXT,
    "",
    "[1] As said above, the wall is high.",
    "[“We waited,” said the mayor.]",
    '{braces} and "quotes"',
    "<3 is how many write that they like the wall.",
    "<Smith> said that the wall is high.",
    "WEBVTT is a form for subtitles.",
    "Date: Monday\nSubject: the wall\n\nwords",
    "Note: the wall is high.",
    "From Monday the wall is closed.\nFrom: the mayor",
    "--- and more ---\nwords\n---",
    "12:30 --> that is when it begins.",
    "PK is a name, MZ is another, and so is ID3.",
    "BM of Saltmere said no.",
]


@pytest.mark.parametrize("text", TEXTS)
@pytest.mark.parametrize("name", ["a", "a.txt", "a.text", "No. 5", "folder.d/a"])
def test_text_is_text(text, name):
    assert recognised(name, text) == "text"


@pytest.mark.parametrize("name", ["a.unknown", "report.final", "wall.2024"])
def test_plain_prose_is_text_whatever_its_ending(name):
    assert recognised(name, TEXT) == "text"
    assert recognised(name, "市長は昨日、壁を二メートル高くすると述べた。") == "text"
    for other in ("a = b; c(d) != {e}", "1;2;3\n4;5;6", "x", f"<odd> {TEXT}", "\x01\x02" * 9):
        assert "does not look like plain text" in refusal(name, other)


@pytest.mark.parametrize("name", sorted(f"a.{one}" for one in ENDINGS if one != "zip"))
def test_an_ending_counts_where_the_content_says_nothing(name):
    assert recognised(name, PARAGRAPHS[0]) == ENDINGS[ending(name)]
    assert recognised(name.upper(), PARAGRAPHS[0]) == ENDINGS[ending(name)]


@pytest.mark.parametrize("name", sorted(f"a.{one}" for one in not_read.ENDINGS))
def test_what_stands_beside_articles_is_refused_by_its_name(name):
    assert f"({ending(name) and '.' + ending(name)})" in refusal(name, PARAGRAPHS[0])


def test_no_ending_is_both_read_and_refused():
    assert not ENDINGS.keys() & not_read.ENDINGS.keys()
    assert all(its.article or its.parts for its in FORMATS.values())


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("app.js", "window.a = 1;", "it is a script of a web page (.js)"),
        ("desktop.ini", "[.ShellClassInfo]", "it is a file of settings"),
        ("main.css", "p { margin: 0 }", "it is a style sheet (.css)"),
        ("a", b"\x1f\x8b\x08words", "a gzip archive, not text: unpack it first"),
        ("a.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "it is an old Word document (.doc)"),
        ("a.msg", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "Outlook message (.msg)"),
        ("a", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old office document, not text: save it as"),
        ("a.xlsx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "it is encrypted: save it without"),
        ("a.rtf", "{\\rtf1 words}", "an RTF document, not text: save it as .docx or PDF"),
        ("a.tar", b"a" * 257 + b"ustar\x00" + b"b" * 300, "a tar archive"),
        ("a", "BEGIN:VCALENDAR\nVERSION:2.0", "it is a calendar, which is not read"),
        ("a.txt", "BEGIN:VCARD\r\nFN:Ida", "it is an address card"),
        ("a", "#!/bin/sh\necho words", "it is a program"),
        ("a.txt", "<?php echo 'words'; ?>", "it is a program"),
        ("a", "\\documentclass{article}", "it is a LaTeX document: save it as PDF"),
        ("a.txt", "[Script Info]\nTitle: a", "it is subtitles of a kind that is not read"),
        ("a.txt", "-----BEGIN PGP MESSAGE-----\n", "a key, a certificate or an encrypted"),
        ("a.map", '{"version": 3, "text": "words"}', "it is a script of a web page (.map)"),
        ("a.ipynb", '{"cells": [], "metadata": {}}', "it is a notebook (.ipynb)"),
        ("a.har", '{"log": {"pages": []}}', "it is a record of requests (.har)"),
        ("a.js", '[{"text": "words"}]', "it is a script of a web page (.js)"),
        ("a.vue", "<script>words</script>", "it is a script of a web page (.vue)"),
        ("a.emlx", "1234\nFrom: a", "a message of Apple Mail (.emlx)"),
        ("a.txt", "HTTP/1.1 200 OK\r\nDate: x\r\n\r\n<p>words", "the answer of a web server"),
        ("a", "<opml version='2.0'><body/></opml>\n", "a list of feeds (OPML)"),
        ("sitemap.xml", "<urlset xmlns='a'></urlset>", "the map of a web site"),
        ("a.xml", "<NewsML Version='1.2'><a/></NewsML>", "a news item of NewsML 1"),
        ("a.xml", f"<packageItem {G2}/>", "a package of NewsML-G2"),
        ("a.xml", "<?xml version='1.0'?><odd>words</odd>", "an XML document (<odd>)"),
        ("a.txt", f"<odd>{TEXT}</odd>", "an XML document (<odd>)"),
        ("a.xml", TEXT, "an XML document of a kind that is not read (.xml)"),
        ("a.svg", "<svg xmlns='http://www.w3.org/2000/svg'/>", "a picture (SVG)"),
        ("a.rdf", "<rdf:RDF xmlns:rdf='a'/>", "an XML document (<RDF>)"),
        ("a", "From a@b Tue May  7 09:12:00 2024\n" + MAIL, "it is a mailbox"),
        ("a", zipped("[Content_Types].xml", "ppt/a.xml"), "it is a presentation"),
        ("a", zipped("[Content_Types].xml", "visio/a.xml"), "an office document of a kind"),
        ("a", zipped(mimetype="application/epub+zip"), "an EPUB book, which is not read: save"),
        ("a.pages", zipped("Index/Document.iwa"), "a document of Pages, Numbers or Keynote"),
        ("a.jar", zipped("META-INF/MANIFEST.MF"), "it is a program"),
    ],
)
def test_what_is_known_and_not_read_is_refused_by_its_name(name, content, reason):
    assert reason in refusal(name, content)


def test_a_page_is_one_whatever_made_it():
    for name in ("wall.php", "wall.doc", "wall.xls"):
        assert recognised(name, PAGE) == "html"


def test_what_a_place_says_of_a_file_counts_where_the_content_says_nothing():
    assert recognised("a.mht", f"words {HTML}", media_type="text/html") == "html"
    assert recognised("a", "a,b\n1,2", media_type="text/csv") == "csv"
    assert recognised("a", RSS, media_type="text/html") == "feed"


PIECES = st.sampled_from(
    ["<", "<!--", "-->", "<?xml ", "?>", "<!DOCTYPE ", "[", "]>", "<rss", ">", " ", "\n", "{", '"',
     "\\", "a", "From: a\n", "Date: b\n", "\t", "---\n", "+++\n", "1\n", "PK\x03\x04", "\x00"]
)  # fmt: skip
NAMES = st.sampled_from(["a", *(f"a.{one}" for one in (*ENDINGS, "xml", "odd", "js"))])


@given(st.lists(PIECES, max_size=40).map("".join) | st.text(), NAMES)
@example("PK\x03\x04", "a.docx")
def test_nothing_but_a_refusal_is_raised_for_characters(text, name):
    for encoding in ("utf-8", "utf-16"):
        try:
            found = recognised(name, text.encode(encoding, "replace"))
        except Unfit as unfit:
            found = str(unfit)
        assert found


@given(st.binary(max_size=600), NAMES)
def test_nothing_but_a_refusal_is_raised_for_bytes(data, name):
    for head in (b"", b"PK\x03\x04", b"PK\x05\x06", b"\x1f\x8b", codecs.BOM_UTF16_LE, b"bplist00"):
        try:
            found = recognised(name, head + data)
        except Unfit as unfit:
            found = str(unfit)
        assert found


@given(st.binary(min_size=1, max_size=8), st.integers(0, 400))
def test_a_damaged_archive_is_still_an_archive(noise, place):
    data = zipped("[Content_Types].xml", "word/document.xml", mimetype="application/epub+zip")
    try:
        found = recognised("a", data[:place] + noise + data[place + len(noise) :])
    except Unfit as unfit:
        found = str(unfit)
    assert found


@pytest.mark.parametrize(
    "piece",
    ["<!--", "<?a?>", "<!-- -->", "<", "[", "{", '["', "---\na: b\n", "a: b\n", "a:b\n ", "\\",
     "\r", "<!DOCTYPE a [", "1\n", "+++\n", "<a ", '"\\'],
)  # fmt: skip
def test_only_the_beginning_is_looked_at(piece):
    """However long a file is and whatever it repeats: the work is that for its first bytes."""
    data = piece.encode() * 2_000_000
    opened = []

    class Counted(io.BytesIO):
        def read(self, size=-1):
            opened.append(size)
            return super().read(size)

    begin = time.process_time()
    with suppress(Unfit):
        format_of(File("a.odd", lambda: Counted(data), len(data)))
    assert sum(opened) < 100_000
    assert time.process_time() - begin < 1
