"""Which format a file has: by its content first, then by the ending of its name.

Text is only what positively is text. What is known and not read is refused by its name.
"""

import codecs
import re
import zipfile

from articles.readers.decoding import SIGNATURES
from articles.readers.files import File
from articles.readers.formats import ENDINGS
from articles.text import CONTROL, Unfit

# Files that stand beside articles and are none, by their endings.
NOT_READ = {
    "a program": "bat c cpp cs go h java jar kt lua pl php ps1 py rb rs sh swift vbs exe dll so",
    "a script of a web page": "js mjs cjs jsx ts tsx map wasm",
    "a style sheet": "css less sass scss xsl xslt",
    "a file of settings": "cfg cnf conf env ini lock plist properties reg toml yaml yml desktop",
    "a picture": "avif bmp gif heic ico jpeg jpg png psd svg tif tiff webp",
    "a sound or film": "aac avi flac m4a m4v mkv mov mp3 mp4 mpeg mpg oga ogg ogv wav webm wma wmv",
    "a font": "eot otf ttf woff woff2",
    "a link to a page": "lnk url webloc",
    "a calendar": "ics",
    "an address card": "vcf",
    "a database": "accdb db mdb sql sqlite sqlite3",
    "a log": "log",
    "an EPUB book": "epub",
    "an RTF document": "rtf",
    "a presentation": "key odp ppt pptx",
    "an old office document": "doc dot xls",
    "an Outlook message": "msg",
    "a mailbox": "mbox",
    "an archive": "7z bz2 gz rar tar tgz xz zst",
    "a LaTeX document": "bib tex",
}
NOT_READ_BY_ENDING = {ending: what for what, its in NOT_READ.items() for ending in its.split()}
ENDING = re.compile(r"\.([A-Za-z0-9]{1,10})$")
# The root of XML, behind its declaration, comments and document type.
XML_ROOT = re.compile(
    r"<(?:\?[^>]{0,500}>|!--.{0,4000}?-->|!DOCTYPE[^>\[]{0,500}(?:\[[^\]]{0,4000}\]\s*)?>|\s)"
    r"|<(?:[\w.-]{1,50}:)?([A-Za-z][\w.-]{0,50})[\s/>]",
    re.DOTALL | re.IGNORECASE,
)
FORMATS_OF_ROOTS = {
    "html": "html",
    "rss": "feed",
    "feed": "feed",
    "RDF": "feed",
    "newsItem": "newsml",
    "newsMessage": "newsml",
    "nitf": "nitf",
    "plist": "safari-archive",
}
JSON = re.compile(r'\{\s*(?:"|\})|\[\s*(?:[\{\[\]"]|-?\d+\s*,)')
SUBTITLES = re.compile(r"WEBVTT(?:[ \t]|\s*\n|$)|\d+[ \t]*\n(?:\d+:)?\d\d:\d\d[,.]\d{1,3}[ \t]*-->")
FRONT_MATTER = re.compile(
    r"---[ \t]*\n(?:[\w-]+[ \t]*:|#).{0,8000}?\n(?:---|\.\.\.)[ \t]*(?:\n|$)", re.DOTALL
)
HEADER_LINE = re.compile(r"([A-Za-z][A-Za-z-]{1,60}):[ \t]?(.*)")
# A mail has at least two of these; no text begins with them but one that quotes a mail.
MAIL_HEADERS = {
    "content-transfer-encoding",
    "content-type",
    "date",
    "delivered-to",
    "from",
    "message-id",
    "mime-version",
    "received",
    "return-path",
    "subject",
    "to",
    "x-mailer",
}
TECHNICAL_HEADERS = MAIL_HEADERS - {"date", "from", "subject", "to"}
BROKEN_ZIP = (zipfile.BadZipFile, OSError, ValueError, NotImplementedError)
OFFICE = (
    ("word/", "docx", ""),
    ("xl/", "spreadsheet", ""),
    ("ppt/", "", "a presentation"),
    ("Index/Document.iwa", "", "a document of Pages, Numbers or Keynote"),
)
OPEN_DOCUMENTS = {
    b"application/vnd.oasis.opendocument.text": ("odt", ""),
    b"application/vnd.oasis.opendocument.spreadsheet": ("", "a spreadsheet of LibreOffice"),
    b"application/vnd.oasis.opendocument.presentation": ("", "a presentation"),
    b"application/epub+zip": ("", "an EPUB book"),
}
LEAST_LETTERS = 0.6  # of the characters of prose, spaces beside them; code and tables have fewer
LEAST_WORDS = 5


def format_of(file: File) -> str:
    """The name of the file's format. Raises Unfit where it is none that is read."""
    head = file.head()
    return (
        format_of_binary(file, head)
        or format_of_text(without_spaces(text_of_head(head)), file)
        or format_of_name(file.name, text_of_head(head))
    )


def format_of_binary(file: File, head: bytes) -> str:
    """The format of the signature in the first bytes, empty where there is none."""
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return format_of_zip(file)
    if head.startswith(b"bplist00"):
        return "safari-archive"
    if head[:1024].lstrip().startswith(b"%PDF-"):
        return "pdf"
    if head.startswith(b"WARC/"):
        return "warc"
    for signature, what in SIGNATURES:
        if head.startswith(signature):
            raise Unfit(f"it is {what}, not text")
    if head[:4] == b"RIFF" or head[4:8] == b"ftyp":
        raise Unfit("it is a picture, sound or film file, not text")
    return ""


def format_of_zip(file: File) -> str:
    """What is packed as a zip archive: documents are, beside archives of articles."""
    try:
        with file.open() as stream, zipfile.ZipFile(stream) as archive:
            names = archive.namelist()
            if "mimetype" in names and archive.getinfo("mimetype").file_size < 200:
                stated = archive.read("mimetype").strip()
                found, what = OPEN_DOCUMENTS.get(stated, ("", ""))
                if what:
                    raise Unfit(f"it is {what}, which is not read")
                if found:
                    return found
    except BROKEN_ZIP as error:
        if isinstance(error, Unfit):  # a ValueError too
            raise
        return "zip"  # whose reader says what is wrong
    for beginning, found, what in OFFICE:
        if any(name.startswith(beginning) for name in names) and (
            "[Content_Types].xml" in names or beginning.startswith("Index/")
        ):
            if what:
                raise Unfit(f"it is {what}, which is not read")
            return found
    if "[Content_Types].xml" in names:
        raise Unfit("it is an office document of a kind that is not read")
    return "zip"


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
    if head[1:200:2].count(0) > 40 and not head[0:200:2].count(0):
        return head.decode("utf-16-le", "replace")
    if head[0:200:2].count(0) > 40 and not head[1:200:2].count(0):
        return head.decode("utf-16-be", "replace")
    # A character that is cut at the end is no sign of another encoding.
    text = head.decode("utf-8", "replace").rstrip("\ufffd")
    return head.decode("latin-1") if "\ufffd" in text else text


def without_spaces(text: str) -> str:
    return text.lstrip("\ufeff \t\r\n").replace("\r\n", "\n")


def format_of_text(text: str, file: File) -> str:
    """The format that the first characters show, empty where they are words like any others."""
    if text.startswith("<"):
        return format_of_markup(text, ending(file.name))
    if JSON.match(text):
        return "jsonl"
    if SUBTITLES.match(text):
        return "subtitles"
    if FRONT_MATTER.match(text):
        return "markdown"
    return format_of_headers(text, ending(file.name))


def format_of_markup(text: str, its_ending: str) -> str:
    if text[:15].lower() == "<!doctype html>" or text[:14].lower() == "<!doctype html":
        return "html"
    at, root = 0, ""
    while not root and (found := XML_ROOT.match(text, at)):
        at, root = found.end(), found[1] or ""
        at += len(text[at:]) - len(text[at:].lstrip())
    known = {name.lower(): found for name, found in FORMATS_OF_ROOTS.items()}
    if root.lower() in known:
        return known[root.lower()]
    if root.lower() in HTML_TAGS:
        # A piece of a page; text may begin with a tag too, and its ending says what it is.
        return "" if ENDINGS.get(its_ending) in {"text", "markdown", "csv"} else "html"
    if text.startswith("<?xml") or (root and "xmlns" in text[:2000]):
        raise Unfit(f"it is an XML document (<{root or '?'}>) of a kind that is not read")
    return ""


HTML_TAGS = set(
    "head body title meta link script style main article section header footer nav aside div p "
    "h1 h2 h3 h4 h5 h6 ul ol table blockquote figure img a span center font b i em strong br "
    "hr".split()
)


def format_of_headers(text: str, its_ending: str) -> str:
    """A mail, or a page that is saved like one; text that merely has a colon is neither."""
    found: dict[str, str] = {}
    lines = iter(text.split("\n"))
    first = next(lines, "")
    if not first.startswith("From "):  # the separator of a mailbox, left on a single mail
        lines = iter(text.split("\n"))
    last = ""
    for line in lines:
        if line.startswith((" ", "\t")) and last:
            found[last] += line
            continue
        header = HEADER_LINE.fullmatch(line)
        if not header:
            break
        last = header[1].lower()
        found.setdefault(last, header[2])
    known = found.keys() & MAIL_HEADERS
    is_mail = len(known) >= 2 and (known & TECHNICAL_HEADERS or len(known) == 4)
    if "snapshot-content-location" in found or (
        is_mail
        and "multipart/related" in found.get("content-type", "").lower()
        and ENDINGS.get(its_ending) != "mail"
    ):
        return "web-archive"
    return "mail" if is_mail else ""


def ending(name: str) -> str:
    """The ending of a file's name in small letters, empty where it has none."""
    found = ENDING.search(name.rpartition("/")[2].rpartition("\\")[2])
    return found[1].lower() if found else ""


def format_of_name(name: str, text: str) -> str:
    """The format of the name's ending; prose is text whatever its ending."""
    its_ending = ending(name)
    if its_ending in ENDINGS:
        return ENDINGS[its_ending]
    if what := NOT_READ_BY_ENDING.get(its_ending):
        raise Unfit(f"it is {what} (.{its_ending}), which is not read as an article")
    if its_ending and not is_prose(text):
        raise Unfit(f"its kind (.{its_ending}) is not known, and it does not look like plain text")
    return "text"


def is_prose(text: str) -> bool:
    """Whether the characters are mostly those of words, as in plain text of any language."""
    if not text.strip():
        return True  # whose reader says that it is empty
    if CONTROL.search(text):
        return False
    visible = [character for character in text if not character.isspace()]
    letters = sum(character.isalpha() for character in visible)
    return letters >= LEAST_LETTERS * len(visible) and (
        len(text.split()) >= LEAST_WORDS or not text.isascii()
    )
