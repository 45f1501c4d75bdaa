"""A page that a browser saved with all that belongs to it (.mht, .mhtml): its main part."""

from collections.abc import Iterator
from email.message import Message

from articles.readers.drafting import Options, Piece
from articles.readers.files import File
from articles.readers.saved import messages
from articles.text import Unfit

PAGES = {"text/html", "application/xhtml+xml"}


def read(file: File, options: Options) -> Iterator[Piece | File]:
    """The page as a file of its own, with the address and the charset that the archive states.

    Its frames, pictures and styles are passed over.
    """
    message = messages.parsed(file.data())
    page = main_part(message)
    if page is None or not (data := messages.content(page)).strip():
        raise Unfit("there is no page in the archive")
    places = (
        messages.header(message, "snapshot-content-location"),
        messages.header(page, "content-location"),
        messages.header(message, "content-location"),
    )
    yield File.of(
        file.name,
        data,
        url=next((one for one in places if one.startswith(("http://", "https://"))), ""),
        charset=messages.parameter(page, "charset"),
        media_type=messages.kind(page),
    )


def main_part(message: Message) -> Message | None:
    """The part that the archive begins with, else its first page; of several forms the page."""
    pages = [part for part in messages.leaves(message) if messages.kind(part) in PAGES]
    start = messages.parameter(message, "start")
    begins = (part for part in pages if start and messages.header(part, "content-id") == start)
    return next(begins, None) or next(iter(pages), None)
