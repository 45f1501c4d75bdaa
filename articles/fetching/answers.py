"""What a site answered: why that is no page, or its bytes, no more of them than may be."""

import zlib
from http.client import HTTPResponse

from articles.readers.limits import megabytes
from articles.text import Unfit

CHUNK = 64 * 1024
# Each copies what is left of the bytes; a server that makes more than one is rare.
MOST_GZIP_MEMBERS = 10
GZIP, ZLIB, DEFLATE = 31, 15, -15
UPLOAD_INSTEAD = "open it in your browser, save the page and upload the file"
REFUSALS = {
    401: f"the site shows it only to those who sign in (401): {UPLOAD_INSTEAD}",
    402: f"the site shows it only to those who pay (402): {UPLOAD_INSTEAD}",
    403: f"the site refuses to give it to a program (403): {UPLOAD_INSTEAD}",
    404: "the site has no such page (404)",
    410: "the site has taken the page down (410)",
    429: "the site asks for fewer requests (429): try again later",
    451: "the site may not show it here for legal reasons (451)",
}


def refuse_status(status: int) -> None:
    """Raise Unfit, unless the answer is the page that was asked for."""
    if status == 200:
        return
    if 500 <= status < 600:
        raise Unfit(f"the site is out of order ({status}): try again later")
    raise Unfit(REFUSALS.get(status, f"the site gives no page, but answers {status}"))


def body_of(answer: HTTPResponse, most: int) -> bytes:
    """The bytes of the page, unpacked: at most so many, and never more of them in memory."""
    if (answer.length or 0) > most:
        raise too_large(most)
    data = bytearray()
    while chunk := answer.read(CHUNK):
        data += chunk
        if len(data) > most:
            raise too_large(most)
    if answer.length:
        raise Unfit("the connection broke off before the whole page was there")
    packed = answer.headers.get("Content-Encoding", "").strip().lower()
    content = bytes(data) if packed in {"", "identity"} else unpacked(bytes(data), packed, most)
    if not content:
        raise Unfit("the site answered with an empty page")
    return content


def unpacked(data: bytes, packed: str, most: int) -> bytes:
    """The bytes without their compression, which is given up once they are more than `most`."""
    if packed not in {"gzip", "x-gzip", "deflate"}:
        raise Unfit("the page is compressed in a way that is not read")
    content = bytearray()
    members = 0
    while data and (not members or (packed != "deflate" and data.startswith(b"\x1f\x8b"))):
        members += 1
        if members > MOST_GZIP_MEMBERS:
            raise Unfit("the page is compressed in a way that is not read")
        unpacking = zlib.decompressobj(window_of(data, packed))
        try:
            content += unpacking.decompress(data, most + 1 - len(content))
        except zlib.error as error:
            raise Unfit("the page is broken: it cannot be unpacked") from error
        if len(content) > most:
            raise too_large(most)
        if not unpacking.eof:
            raise Unfit("the connection broke off before the whole page was there")
        data = unpacking.unused_data
    return bytes(content)


def window_of(data: bytes, packed: str) -> int:
    """What zlib is told of the format; “deflate” is sent in two, with its head and without it."""
    if packed != "deflate":
        return GZIP
    has_head = len(data) > 1 and data[0] & 15 == 8 and (data[0] << 8 | data[1]) % 31 == 0
    return ZLIB if has_head else DEFLATE


def too_large(most: int) -> Unfit:
    return Unfit(f"it is larger than {megabytes(most)}")
