"""A page that Safari saved with all that belongs to it (.webarchive): its main resource."""

import plistlib
from collections.abc import Iterator
from typing import Any

from articles.readers.drafting import Options, Piece
from articles.readers.files import File
from articles.text import Unfit

PAGES = {"text/html", "application/xhtml+xml"}


def read(file: File, options: Options) -> Iterator[Piece | File]:
    """The page as a file of its own, with the address and the charset that the archive states.

    Its frames, pictures and styles are passed over.
    """
    try:
        archive = plistlib.loads(file.data())
    except Unfit:
        raise
    except Exception as error:
        # A hostile property list raises errors of more kinds than can be named.
        raise Unfit("the archive of Safari is broken") from error
    page = archive.get("WebMainResource") if isinstance(archive, dict) else None
    data = page.get("WebResourceData") if isinstance(page, dict) else None
    if not isinstance(page, dict) or not data:
        raise Unfit("there is no page in the archive")
    kind = words(page.get("WebResourceMIMEType")) or "text/html"
    if kind not in PAGES:
        raise Unfit(f"what Safari saved is no page ({kind})")
    url = words(page.get("WebResourceURL"))
    yield File.of(
        file.name,
        data if isinstance(data, bytes) else str(data).encode("utf-8", "replace"),
        url=url if url.startswith(("http://", "https://")) else "",
        charset=words(page.get("WebResourceTextEncodingName")),
        media_type=kind,
    )


def words(value: Any) -> str:
    return value.strip() if isinstance(value, str) else ""
