"""From bytes to drafts: one small module for each input format, all called from `read`.

`recognising` says which format a file has, `formats` what reads it; a container yields files that
go the same way.
"""

import logging
from collections.abc import Iterator
from contextlib import suppress
from functools import partial

from django.utils.translation import gettext_lazy

from articles.importing.drafts import Draft, Unreadable
from articles.readers.drafting import Options, Piece, address
from articles.readers.files import File
from articles.readers.formats import ENDINGS, FORMATS, ReadArticle
from articles.readers.recognising import format_of
from articles.readers.records.asking import ColumnsNeeded
from articles.text import Unfit, storable

UNEXPECTED_ERROR = gettext_lazy("an error of the program, which has been logged")
DEEPEST = 3  # A page in a mail in an archive.
logger = logging.getLogger(__name__)


def read(
    name: str,
    data: bytes,
    *,
    format: str = "",  # noqa: A002 (the word of the command's option)
    verbatim: bool = False,
    language: str = "",
    outlet: str = "",
) -> Iterator[Draft | Unreadable]:
    """Every article in `data`, in its order, with the refusals between them; never raises.

    `format` is one of `formats.NAMES` and holds for the files inside an archive; without it the
    first bytes and the name decide. `language` and `outlet` go before what is read out of a text
    or a page, but not before what a record (of CSV or JSON) states of itself.
    """
    options = Options(verbatim, language, outlet, format)
    for piece in pieces(File.of(name, data), options):
        yield piece()


def pieces(file: File, options: Options, *, depth: int = 1) -> Iterator[Piece]:
    """As `read`, but each article is read only when it is called: to count, or to go on later."""
    name = storable(file.name)
    try:
        found = stated_or_recognised(file, options)
        if depth > 1 and found == "zip":
            raise Unfit("an archive inside an archive is not opened")
        if depth > DEEPEST:
            raise Unfit("it lies too deep inside other files")
        its = FORMATS[found]
        if its.article:
            yield partial(article, its.article, file, options)
        elif its.parts:
            for part in its.parts(file, options):
                if isinstance(part, File):
                    yield from pieces(part, options, depth=depth + 1)
                elif isinstance(part, ColumnsNeeded):
                    yield part
                else:
                    yield partial(attempt, part, name)
        else:
            raise Unfit(f"it is {its.title}, which is not read")
    except Unfit as unfit:
        yield partial(Unreadable, name, str(unfit))
    except Exception:
        # Whatever it is: one file must not keep the others of its batch from being read.
        logger.exception("Reading %s failed", name)
        yield partial(Unreadable, name, str(UNEXPECTED_ERROR))


def stated_or_recognised(file: File, options: Options) -> str:
    """The format that was asked for; an archive is opened whatever was asked for its files."""
    stated = ENDINGS.get(options.format, options.format)
    if not stated:
        return format_of(file)
    try:
        is_archive = format_of(file) == "zip"
    except Unfit:
        is_archive = False
    return "zip" if is_archive else stated


def article(reader: ReadArticle, file: File, options: Options) -> Draft | Unreadable:
    """The article that a file is, or why it is none; where it was is its address, if no other."""
    made = attempt(partial(reader, file, options), storable(file.name))
    if isinstance(made, Draft) and file.url and not made.url:
        with suppress(Unfit):
            made.url = address(file.url)
    return made


def attempt(piece: Piece, name: str) -> Draft | Unreadable:
    """What the piece reads; a refusal, or an error of the program, as a refusal of this name."""
    try:
        return piece()
    except Unfit as unfit:
        return Unreadable(name, str(unfit))
    except Exception:
        logger.exception("Reading an article of %s failed", name)
        return Unreadable(name, str(UNEXPECTED_ERROR))
