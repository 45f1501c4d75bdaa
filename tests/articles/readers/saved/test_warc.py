"""Web archives: the pages that servers answered with."""

import gzip
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.importing.drafts import Draft, Unreadable
from tests.articles.readers.reading import PAGE, TITLE, WHOLE, all_of, only, refusal

PLACE = "https://post.example/wall"


def record(body, *, kind="response", media_type="application/http;msgtype=response", url=PLACE):
    body = body.encode() if isinstance(body, str) else body
    head = (
        f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {url}\r\n"
        f"Content-Type: {media_type}\r\nContent-Length: {len(body)}\r\n\r\n"
    )
    return head.encode() + body + b"\r\n\r\n"


def answer(data=PAGE, *, status="200 OK", media_type="text/html; charset=utf-8", **headers):
    data = data.encode() if isinstance(data, str) else data
    more = "".join(f"{name.replace('_', '-')}: {value}\r\n" for name, value in headers.items())
    return f"HTTP/1.1 {status}\r\nContent-Type: {media_type}\r\n{more}\r\n".encode() + data


INFO = record("software: by hand\r\n", kind="warcinfo", media_type="application/warc-fields")
ASKED = record("GET /wall HTTP/1.1\r\n\r\n", kind="request")


@pytest.mark.parametrize("name", ["wall.warc", "wall"])
def test_each_page_is_an_article_with_its_address(name):
    first, second = all_of(
        name, INFO + ASKED + record(answer()) + record(answer(), url="<http://a.example/b>")
    )
    assert (first.name, second.name) == (f"{name}:3", f"{name}:4")
    assert (first.text, first.title, first.url) == (WHOLE, TITLE, PLACE)
    assert second.url == "http://a.example/b"


@pytest.mark.parametrize("name", ["wall.warc.gz", "wall.gz", "wall"])
def test_archives_are_packed_record_by_record_or_whole(name):
    pieces = [INFO, record(answer())]
    for data in (b"".join(map(gzip.compress, pieces)), gzip.compress(b"".join(pieces))):
        assert only(name, data).text == WHOLE


def in_chunks(data):
    middle = len(data) // 2
    parts = (data[:middle], data[middle:])
    return b"".join(b"%x;a=b\r\n%b\r\n" % (len(part), part) for part in parts) + b"0\r\n\r\n"


RAW = zlib.compress(PAGE.encode())[2:-4]


@pytest.mark.parametrize(
    "body",
    [
        answer(in_chunks(PAGE.encode()), Transfer_Encoding="chunked"),
        answer(PAGE, Transfer_Encoding="chunked"),
        answer(gzip.compress(PAGE.encode()), Content_Encoding="gzip"),
        answer(PAGE, Content_Encoding="gzip"),
        answer(zlib.compress(PAGE.encode()), Content_Encoding="deflate"),
        answer(RAW, Content_Encoding="deflate"),
        answer(
            in_chunks(gzip.compress(PAGE.encode())),
            Transfer_Encoding="chunked",
            Content_Encoding="gzip",
        ),
        answer(media_type="application/xhtml+xml"),
        answer().replace(b"\r\n", b"\n", 3),
    ],
)
def test_a_page_is_read_however_it_travelled(body):
    assert only("wall.warc", record(body)).text == WHOLE


def test_a_resource_is_a_page_without_an_answer():
    assert only("a.warc", record(PAGE, kind="resource", media_type="text/html")).text == WHOLE


def test_the_charset_of_the_answer_counts():
    page = PAGE.replace('<meta charset="utf-8">', "").replace("winter", "wintér")
    body = answer(page.encode("cp1252", "replace"), media_type='text/html; Charset="cp1252"')
    assert "wintér" in only("a.warc", record(body)).text


@pytest.mark.parametrize(
    "passed_over",
    [
        record(answer(status="404 Not Found")),
        record(answer(status="301 Moved", Location="/")),
        record(answer(b"\x89PNG", media_type="image/png")),
        record(answer("p {}", media_type="text/css")),
        record(answer(), kind="revisit"),
        record("a: b", kind="metadata", media_type="application/warc-fields"),
        record("", kind="response"),
    ],
)
def test_what_is_no_page_is_passed_over(passed_over):
    assert only("a.warc", passed_over + record(answer())).name == "a.warc:2"
    assert refusal("a.warc", passed_over) == "there is no page in the archive (records: 1)"


def test_a_page_that_cannot_be_unpacked_is_refused_alone():
    odd = record(answer(b"words", Content_Encoding="br"))
    broken = record(answer(gzip.compress(PAGE.encode())[:12] + b"words", Content_Encoding="gzip"))
    first, second, page = all_of("a.warc", odd + broken + record(answer()))
    assert first.reason == "the page is compressed in a way that is not read (br)"
    assert second.reason == "the page is broken in the archive"
    assert page.text == WHOLE


@pytest.mark.parametrize(
    "tail",
    [b"words", b"WARC/1.0\r\n\r\n", b"WARC/1.0\r\nContent-Length: 99\r\n\r\nshort"],
)
def test_where_an_archive_breaks_off_the_pages_before_are_read(tail):
    page, refused = all_of("a.warc", record(answer()) + tail)
    assert page.text == WHOLE
    assert refused == Unreadable("a.warc:2", "the archive is broken; from here on nothing was read")
    packed = gzip.compress(record(answer())) + gzip.compress(record(answer()))[:-20]
    assert all_of("a.warc.gz", packed)[-1].reason.startswith("the archive is broken")


def test_what_unpacks_to_too_much_is_refused(settings):
    settings.LARGEST_ARCHIVE = 10_000
    refused = all_of("a.warc.gz", gzip.compress(record(b"a" * 20_000)))[-1]
    assert refused.reason.startswith("unpacked it is larger than 10,000 bytes")
    settings.LARGEST_FILE = 10_000
    large = answer(gzip.compress(PAGE.encode() + b" " * 20_000), Content_Encoding="gzip")
    assert only("a.warc", record(large)).reason == "it is larger than 10,000 bytes"


@given(st.binary(max_size=30), st.integers(0, 900))
def test_no_bytes_raise(noise, place):
    data = INFO + record(answer())
    for reading in all_of("a.warc", data[:place] + noise + data[place:]):
        assert isinstance(reading, Draft | Unreadable)
        assert "error of the program" not in getattr(reading, "reason", "")
