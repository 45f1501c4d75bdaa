"""Pages that a browser saved as one file."""

import base64
import quopri

import pytest

from tests.articles.readers.reading import PAGE, TEXT, TITLE, WHOLE, only

PLACE = "https://post.example/wall"
BLINK = (
    "From: <Saved by Blink>\r\nSnapshot-Content-Location: https://post.example/wall\r\n"
    f"Subject: {TITLE}\r\nDate: Tue, 7 May 2024 10:00:00 -0000\r\nMIME-Version: 1.0\r\n"
    'Content-Type: multipart/related;\r\n\ttype="text/html";\r\n\tboundary="edge"\r\n\r\n\r\n'
)


def part(body, kind="text/html", more=""):
    coded = quopri.encodestring(body.encode()).decode().replace("\n", "\r\n")
    return (
        f"--edge\r\nContent-Type: {kind}\r\nContent-Transfer-Encoding: quoted-printable\r\n"
        f"{more}\r\n{coded}\r\n"
    )


def archive(*parts, head=BLINK):
    return head + "".join(parts) + "--edge--\r\n"


STYLE = part("p { margin: 0 }", "text/css", "Content-Location: cid:css@mhtml.blink\r\n")
FRAME = part("<p>An advertisement for boats and for everything that floats.</p>")


def test_the_page_is_read_with_the_address_it_was_saved_from():
    draft = only("wall.mhtml", archive(part(PAGE), STYLE, FRAME))
    assert (draft.name, draft.text, draft.title) == ("wall.mhtml", WHOLE, TITLE)
    assert (draft.url, draft.media_type) == (PLACE, "text/html")


@pytest.mark.parametrize(
    "head",
    [
        BLINK.replace("Snapshot-Content-Location: https://post.example/wall\r\n", ""),
        BLINK.replace("Blink", "Windows Internet Explorer 8"),
        BLINK.replace("\r\n", "\n"),
        BLINK.replace("multipart/related", "multipart/mixed"),
    ],
)
def test_every_browser_writes_it_a_little_differently(head):
    place = f"Content-Location: {PLACE}\r\n"
    draft = only("wall.mht", archive(STYLE, part(PAGE, more=place), FRAME, head=head))
    assert (draft.text, draft.url) == (WHOLE, PLACE)


def test_the_part_that_the_archive_begins_with_is_the_page():
    head = BLINK.replace('type="text/html"', 'type="text/html"; start="<page@wall>"')
    data = archive(FRAME, part(PAGE, more="Content-ID: <page@wall>\r\n"), head=head)
    assert only("wall", data).text == WHOLE


def test_a_page_alone_with_a_place_is_read():
    coded = base64.encodebytes(PAGE.encode()).decode()
    data = (
        f"From: <Saved by Mozilla 5.0>\nSubject: {TITLE}\nMIME-Version: 1.0\n"
        f"Content-Type: text/html; charset=utf-8\nContent-Location: {PLACE}\n"
        f"Content-Transfer-Encoding: base64\n\n{coded}"
    )
    draft = only("wall.mht", data)
    assert (draft.text, draft.url) == (WHOLE, PLACE)


def test_the_charset_of_the_part_counts():
    page = PAGE.replace('<meta charset="utf-8">', "").replace("winter", "wintér")
    coded = quopri.encodestring(page.encode("cp1252", "xmlcharrefreplace")).decode()
    data = BLINK + (
        '--edge\r\nContent-Type: text/html; charset="windows-1252"\r\n'
        f"Content-Transfer-Encoding: quoted-printable\r\n\r\n{coded}\r\n--edge--\r\n"
    )
    draft = only("wall.mht", data)
    assert (draft.text, draft.notes) == (WHOLE.replace("winter", "wintér"), [])


def test_an_archive_without_a_page_is_refused():
    assert only("wall.mht", archive(STYLE)).reason == "there is no page in the archive"
    assert only("wall.mht", archive()).reason == "there is no page in the archive"
    assert only("wall.mht", TEXT).reason == "there is no page in the archive"


def test_a_page_cannot_be_read_verbatim():
    assert "verbatim" in only("wall.mht", archive(part(PAGE)), verbatim=True).reason
