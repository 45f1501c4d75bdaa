"""The table of formats: what each is called, how its files end, and what reads it."""

from collections.abc import Callable, Iterator
from typing import NamedTuple

from articles.importing.drafts import Draft
from articles.readers import archive, page, plain
from articles.readers.documents import docx, markdown, odt, pdf, subtitles
from articles.readers.drafting import Options, Piece
from articles.readers.files import File
from articles.readers.news import feed, newsml, nitf, wordpress
from articles.readers.records import from_json, from_tables
from articles.readers.saved import mail, safari_archive, warc, web_archive

# One article a file, or several parts of one: an article each, or a file that has its own format.
ReadArticle = Callable[[File, Options], Draft]
ReadParts = Callable[[File, Options], Iterator[Piece | File]]


class Format(NamedTuple):
    """`title` tells a user what it is; one of `article` and `parts` reads it. Both raise Unfit."""

    title: str
    endings: tuple[str, ...]
    article: ReadArticle | None = None
    parts: ReadParts | None = None


FORMATS = {
    "text": Format("plain text", ("txt", "text"), article=plain.read),
    "markdown": Format("Markdown", ("md", "markdown"), article=markdown.read),
    "html": Format("a web page", ("html", "htm", "xhtml"), article=page.read),
    "csv": Format("a table (CSV)", ("csv", "tsv", "tab"), parts=from_tables.read),
    "jsonl": Format("JSON", ("jsonl", "ndjson", "json", "jsonld"), parts=from_json.read),
    "zip": Format("a ZIP archive", ("zip",), parts=archive.read),
    "docx": Format("a Word document", ("docx", "docm", "dotx"), article=docx.read),
    "odt": Format("an OpenDocument text", ("odt", "ott"), article=odt.read),
    "pdf": Format("a PDF document", ("pdf",), article=pdf.read),
    "spreadsheet": Format("a workbook", ("xlsx", "xlsm", "ods"), parts=from_tables.read),
    "feed": Format("a feed (RSS or Atom)", ("rss", "atom"), parts=feed.read),
    "wordpress": Format("an export of WordPress", (), parts=wordpress.read),
    "mail": Format("an e-mail", ("eml",), parts=mail.read),
    "web-archive": Format("a saved page (MHTML)", ("mht", "mhtml"), parts=web_archive.read),
    "safari-archive": Format("a page saved by Safari", ("webarchive",), parts=safari_archive.read),
    "warc": Format("a web archive (WARC)", ("warc",), parts=warc.read),
    "newsml": Format("a news item (NewsML-G2)", (), parts=newsml.read),
    "nitf": Format("a news item (NITF)", (), article=nitf.read),
    "subtitles": Format("subtitles", ("srt", "vtt"), article=subtitles.read),
}
ENDINGS = {ending: name for name, one in FORMATS.items() for ending in one.endings}
# What a command offers: `csv` as well as `tsv`.
NAMES = (*FORMATS, *(ending for ending in ENDINGS if ending not in FORMATS))
