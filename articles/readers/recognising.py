"""Which format a file has: by its content first, then by the ending of its name.

Text is only what positively is text. What is known and not read is refused by its name, in
`not_read`. Whatever the bytes are, only the first of them are looked at.
"""

import codecs
import re
import zipfile
from urllib.parse import urlsplit

from articles.readers import not_read
from articles.readers.files import File
from articles.readers.formats import ENDINGS
from articles.readers.records.from_tables import is_table
from articles.text import CONTROL, Unfit, lines

# What a server or a mail says of it; others, text/plain among them, are said of anything.
MEDIA_TYPES = {
    "text/html": "html",
    "application/xhtml+xml": "html",
    "text/markdown": "markdown",
    "text/csv": "csv",
    "text/tab-separated-values": "csv",
    "text/vtt": "subtitles",
    "message/rfc822": "mail",
}
ENDING = re.compile(r"\.([A-Za-z0-9]{1,12})$")
SPACE = re.compile(r"\s*")
ROOT = re.compile(r"<(?:[\w.-]{1,50}:)?([A-Za-z][\w.-]{0,50})[\s/>]")
WHOLE_PAGE = re.compile(r"<!doctype html|<html[\s>]", re.IGNORECASE)
SPECIAL = re.compile(r"<\?|<!--|<!DOCTYPE", re.IGNORECASE)
# What each root of XML is, where one of these words stands in the head.
ROOTS = {
    "html": (("html", ""),),
    "rss": (("wordpress", "wordpress.org/export"), ("feed", "")),
    "feed": (("feed", ""),),
    "rdf": (("feed", "purl.org/rss/"), ("feed", "my.netscape.com/rdf/")),
    "newsitem": (("newsml", ""),),
    "newsmessage": (("newsml", ""),),
    "nitf": (("nitf", ""),),
    "plist": (("safari-archive", "WebMainResource"),),
}
HTML_TAGS = set(
    "head body title meta link script style main article section header footer nav aside div p "
    "h1 h2 h3 h4 h5 h6 ul ol table blockquote figure img a span center font b i em strong br "
    "hr".split()
)
STRING = r'"(?:[^"\\\n]|\\.){0,500}"'
NUMBER = r"-?\d[\d.eE+-]{0,30}"
# An object, or an array of objects, of arrays, of strings or of numbers: text may begin with a
# bracket too.
JSON = re.compile(
    rf"\{{\s*(?:{STRING}\s*:|\}})|\[\s*(?:\{{\s*[\"}}]|\[\s*[\"\d\[\]]|(?:{STRING}|{NUMBER})\s*,\s*"
    rf'["\d\[{{-])|\[\s*\]\s*\Z'
)
CUE = re.compile(r"(?:\d+[ \t]*\n\s*)?(?:\d+:)?\d\d:\d\d[,.]\d{1,3}[ \t]*-->")
FRONT_MATTER = re.compile(
    r"---[ \t]*\n(?:[\w-]+[ \t]*:|#).*?\n(?:---|\.\.\.)[ \t]*(?:\n|$)"
    r"|\+\+\+[ \t]*\n.*?\n\+\+\+[ \t]*(?:\n|$)",
    re.DOTALL,
)
HEADER_LINE = re.compile(r"([A-Za-z][\w.-]{0,70}):[ \t]?(.*)")
MAILBOX_LINE = re.compile(r"From \S.*\d{4}$")
# A mail has at least two of these; no text begins with them but one that quotes a mail.
TECHNICAL_HEADERS = set(
    "content-transfer-encoding content-type delivered-to dkim-signature message-id mime-version "
    "received return-path x-mailer".split()
)
MAIL_HEADERS = TECHNICAL_HEADERS | {"date", "from", "subject", "to"}
ON_THE_WAY = {"delivered-to", "received", "return-path", "to"}  # what no saved page has
OFFICE = (
    ("word/", "docx", ""),
    ("xl/workbook.bin", "", "a binary workbook: save it as .xlsx"),
    ("xl/", "spreadsheet", ""),
    ("ppt/", "", "a presentation, which is not read: save its text as .docx or PDF"),
)
PACKED = (
    ("Index/Document.iwa", "a document of Pages, Numbers or Keynote: save it as .docx or PDF"),
    ("Index.zip", "a document of Pages, Numbers or Keynote: save it as .docx or PDF"),
    ("index.apxl", "a presentation of Keynote: save its text as .docx or PDF"),
    ("META-INF/MANIFEST.MF", "a program"),
    ("AndroidManifest.xml", "a program"),
)
OPEN_DOCUMENTS = {
    b"application/vnd.oasis.opendocument.text": ("odt", ""),
    b"application/vnd.oasis.opendocument.text-template": ("odt", ""),
    b"application/vnd.oasis.opendocument.spreadsheet": ("spreadsheet", ""),
    b"application/vnd.oasis.opendocument.presentation": (
        "",
        "a presentation, which is not read: save its text as .docx or PDF",
    ),
    b"application/epub+zip": ("", "an EPUB book, which is not read: save it as HTML"),
}
DOCUMENTS = {"docx", "odt", "spreadsheet"}  # which are zip archives
TEXT_ENDINGS = ("", "txt", "text")
LEAST_LETTERS = 0.6  # of the characters of prose, spaces beside them; code and tables have fewer
LEAST_WORDS = 5


def format_of(file: File) -> str:
    """The name of the file's format. Raises Unfit where it is none that is read."""
    head = file.head()
    if found := format_of_binary(file, head):
        return found
    text = text_of_head(head)
    its_ending = ending_at_site(file.url) if is_from_site(file) else ending(file.name)
    if found := format_of_text(without_spaces(text), its_ending):
        # A program may look like JSON or a piece of a page; whole pages are made by some.
        if found == "jsonl" or (found == "html" and not WHOLE_PAGE.search(text)):
            not_read.refuse_ending(its_ending)
        return found
    if file.media_type in MEDIA_TYPES:
        return MEDIA_TYPES[file.media_type]
    if is_from_site(file) and not its_ending and not is_prose(text):
        raise Unfit("it does not look like a page, a table or a text")
    return format_of_name(its_ending, text)


def is_from_site(file: File) -> bool:
    """Whether it was fetched: its name is an address."""
    return bool(file.url) and file.name.lower().startswith(("http://", "https://"))


def ending_at_site(url: str) -> str:
    """The ending of the address where it names a format: `.php` is what makes a page, not it."""
    found = ending(urlsplit(url).path)
    what, _instead = not_read.ENDINGS.get(found, ("a program", ""))
    return "" if found not in ENDINGS and what == "a program" else found


def format_of_binary(file: File, head: bytes) -> str:
    """The format of the signature in the first bytes, empty where there is none."""
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return format_of_zip(file)
    if head.startswith(b"bplist00"):
        return "safari-archive"
    if head[:1024].lstrip(b"\xef\xbb\xbf \t\r\n\x00").startswith(b"%PDF-"):
        return "pdf"
    if (not_read.unpacked_head(head) if head[:2] == b"\x1f\x8b" else head).startswith(b"WARC/"):
        return "warc"
    not_read.refuse_signature(head, ending(file.name))
    return ""


def format_of_zip(file: File) -> str:
    """What is packed as a zip archive: documents are, beside archives of articles."""
    names, kind = contents_of_zip(file)
    found, what = OPEN_DOCUMENTS.get(kind, ("", ""))
    if not found and not what and "[Content_Types].xml" in names:
        found, what = next(
            (
                (found, what)
                for beginning, found, what in OFFICE
                if any(name.startswith(beginning) for name in names)
            ),
            ("", "an office document of a kind that is not read"),
        )
    elif not found and not what:
        what = next((what for name, what in PACKED if name in names), "")
    if what:
        raise Unfit(f"it is {what}")
    # Where it is broken, the reader of what it is called says so.
    broken = ENDINGS.get(ending(file.name)) if not names else ""
    return found or (broken if broken in DOCUMENTS else "zip")


def contents_of_zip(file: File) -> tuple[set[str], bytes]:
    """The names in the archive, and what the file `mimetype` in it says; empty if it is broken."""
    names: set[str] = set()
    try:
        with file.open_anywhere() as stream, zipfile.ZipFile(stream) as archive:
            names = set(archive.namelist())
            if "mimetype" in names and archive.getinfo("mimetype").file_size < 200:
                return names, archive.read("mimetype").strip()
    except Exception:  # noqa: S110 (a hostile archive raises errors of more kinds than can be named)
        pass
    return names, b""


def text_of_head(head: bytes) -> str:
    """The beginning as characters, roughly: enough to see markup, headers and words in it."""
    for mark, encoding in (
        (codecs.BOM_UTF8, "utf-8"),
        (codecs.BOM_UTF32_LE, "utf-32-le"),
        (codecs.BOM_UTF32_BE, "utf-32-be"),
        (codecs.BOM_UTF16_LE, "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be"),
    ):
        if head.startswith(mark):
            return head[len(mark) :].decode(encoding, "replace")
    # UTF-16 without a mark: every second byte of its markup and headers is zero.
    even, odd = head[0:200:2], head[1:200:2]
    if len(odd) > 3 and odd.count(0) * 5 > len(odd) * 2 and not even.count(0):
        return head.decode("utf-16-le", "replace")
    if len(odd) > 3 and even.count(0) * 5 > len(even) * 2 and not odd.count(0):
        return head.decode("utf-16-be", "replace")
    # A character that is cut at the end is no sign of another encoding.
    text = head.decode("utf-8", "replace").rstrip("\ufffd")
    return head.decode("latin-1") if "\ufffd" in text else text


def without_spaces(text: str) -> str:
    return lines(text.lstrip("\ufeff \t\r\n"))


def format_of_text(text: str, its_ending: str) -> str:
    """The format that the first characters show, empty where they are words like any others."""
    if text.startswith("<"):
        not_read.refuse_beginning(text)
        return format_of_markup(text, its_ending)
    if JSON.match(text):
        return "jsonl"
    # A text about subtitles may begin with the same word.
    if CUE.match(text) or (text.startswith("WEBVTT") and ("-->" in text or not text[6:].strip())):
        return "subtitles"
    if FRONT_MATTER.match(text) and its_ending not in not_read.ENDINGS:
        return "markdown"
    not_read.refuse_beginning(text)
    return format_of_headers(text, its_ending)


def format_of_markup(text: str, its_ending: str) -> str:
    if text[:14].lower() == "<!doctype html":
        return "html"
    root = root_of(text)
    name = root.lower()
    for found, word in ROOTS.get(name, ()):
        if word in text:
            return found
    named = ENDINGS.get(its_ending)
    is_xml = text.startswith("<?xml") or bool(root and "xmlns" in text)
    is_closed = bool(root and f"</{root}" in text) and named not in {"markdown", "csv"}
    if name in HTML_TAGS and not (is_xml and name == "article"):
        # A piece of a page. A table or Markdown may begin with a tag, and a text with one that
        # nothing closes.
        is_plain = named == "text" and f"</{name}" not in text.lower()
        return "" if is_plain or named in {"markdown", "csv"} else "html"
    if name in ROOTS or is_xml or is_closed or its_ending in {"xml", "svg"}:
        not_read.refuse_root(root)
        raise Unfit(f"it is an XML document (<{root or '?'}>) of a kind that is not read")
    return ""


def root_of(text: str) -> str:
    """The name of the first element, behind the declaration, comments and the document type."""
    at = 0
    while found := SPECIAL.match(text, at):
        end = {"<?": "?>", "<!--": "-->"}.get(found[0], ">")
        if end == ">" and "[" in text[at : text.find(">", at)]:
            end = "]>"
        end_at = text.find(end, found.end())
        if end_at < 0:
            return ""
        behind = SPACE.match(text, end_at + len(end))
        at = behind.end() if behind else len(text)
    root = ROOT.match(text, at)
    return root[1] if root else ""


def format_of_headers(text: str, its_ending: str) -> str:
    """A mail, or a page that is saved like one; text that merely has a colon is neither."""
    first, _, rest = text.partition("\n")
    is_mailbox = bool(MAILBOX_LINE.fullmatch(first.strip()))
    found = headers(rest if is_mailbox else text)
    known = found.keys() & MAIL_HEADERS
    if len(known) < 2 or not (known & TECHNICAL_HEADERS or len(known) == 4):
        return ""
    named = ENDINGS.get(its_ending)
    if is_mailbox and named != "mail":
        raise Unfit("it is a mailbox, which is not read as an article: save its messages as .eml")
    is_page = "saved by" in found.get("from", "").lower() or (
        "multipart/related" in found.get("content-type", "").lower()
        and not found.keys() & ON_THE_WAY
    )
    if found.keys() & {"snapshot-content-location", "content-location"} or is_page:
        return "mail" if named == "mail" else "web-archive"
    return "web-archive" if named == "web-archive" else "mail"


def headers(text: str) -> dict[str, str]:
    """The headers that the text begins with, by their names in small letters."""
    found: dict[str, list[str]] = {}
    last: list[str] = []
    for line in text.split("\n"):
        if line.startswith((" ", "\t")) and last:
            last.append(line)
            continue
        header = HEADER_LINE.fullmatch(line)
        if not header:
            break
        last = [header[2]]
        found.setdefault(header[1].lower(), last)
    return {name: "".join(parts) for name, parts in found.items()}


def ending(name: str) -> str:
    """The ending of a file's name in small letters, empty where it has none."""
    found = ENDING.search(name.rpartition("/")[2].rpartition("\\")[2])
    return found[1].lower() if found else ""


def format_of_name(its_ending: str, text: str) -> str:
    """The format of the name's ending; prose is text whatever its ending."""
    if its_ending in TEXT_ENDINGS and is_table(text):
        return "csv"  # Excel's “Unicode text” is a table with tabs.
    if its_ending in ENDINGS:
        return ENDINGS[its_ending]
    not_read.refuse_ending(its_ending)
    if its_ending and not is_prose(text):
        raise Unfit(f"its kind (.{its_ending}) is not known, and it does not look like plain text")
    return "text"


def is_prose(text: str) -> bool:
    """Whether the characters are mostly those of words, as in plain text of any language."""
    if not text.strip():
        return True  # whose reader says that it is empty
    if CONTROL.search(text) or text.lstrip().startswith("<"):
        return False
    visible = [character for character in text if not character.isspace()]
    letters = sum(character.isalpha() for character in visible)
    return letters >= LEAST_LETTERS * len(visible) and (
        len(text.split()) >= LEAST_WORDS or not text.isascii()
    )
