"""Pages that Safari saved."""

import plistlib

import pytest

from tests.articles.readers.reading import HTML, PAGE, TITLE, WHOLE, only, refusal

WALL = PAGE.encode()
PLACE = "https://post.example/wall"


def archive(data=WALL, *, form=plistlib.FMT_BINARY, **more):
    page = {
        "WebResourceData": data,
        "WebResourceMIMEType": "text/html",
        "WebResourceTextEncodingName": "UTF-8",
        "WebResourceURL": PLACE,
        **more,
    }
    style = {"WebResourceData": b"p {}", "WebResourceMIMEType": "text/css"}
    return plistlib.dumps({"WebMainResource": page, "WebSubresources": [style]}, fmt=form)


@pytest.mark.parametrize("form", [plistlib.FMT_BINARY, plistlib.FMT_XML])
@pytest.mark.parametrize("name", ["wall.webarchive", "wall"])
def test_the_page_is_read_with_the_address_it_was_saved_from(form, name):
    draft = only(name, archive(form=form))
    assert (draft.text, draft.title, draft.url) == (WHOLE, TITLE, PLACE)
    assert (draft.name, draft.media_type) == (name, "text/html")


def test_the_encoding_that_safari_states_counts():
    page = PAGE.replace('<meta charset="utf-8">', "").replace("winter", "wintér")
    data = page.encode("cp1252", "xmlcharrefreplace")
    draft = only("wall.webarchive", archive(data, WebResourceTextEncodingName="windows-1252"))
    assert draft.text == WHOLE.replace("winter", "wintér")


def test_a_piece_of_a_page_is_a_page():
    assert only("wall.webarchive", archive(f"words <h1>{TITLE}</h1>{HTML}".encode())).text


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (archive(b""), "there is no page in the archive"),
        (plistlib.dumps({"a": "WebMainResource"}), "there is no page in the archive"),
        (plistlib.dumps(["WebMainResource"]), "there is no page in the archive"),
        (archive(WebResourceMIMEType="image/png"), "what Safari saved is no page (image/png)"),
        (b"bplist00words", "the archive of Safari is broken"),
        (b"words", "the archive of Safari is broken"),
    ],
)
def test_an_archive_without_a_page_is_refused(data, reason):
    assert refusal("wall.webarchive", data) == reason


def test_another_property_list_is_refused_by_its_name():
    assert "an XML document (<plist>)" in refusal("a.xml", plistlib.dumps({"a": "b"}))
    assert "a file of settings (.plist)" in refusal("a.plist", b"words")
