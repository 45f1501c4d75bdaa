"""What is known and not read: by its first bytes, by the ending of its name, by its root in XML.

Each is refused by what it is, with what to do instead where there is something.
"""

import re
import zlib

from articles.text import Unfit

AS_DOCUMENT = "save it as .docx or PDF"
OLD_OFFICE = "an old office document"
UNPACKED = "unpack it first, or pack it as .zip"

# The first bytes, as a pattern: words of a text may begin with the letters of some signatures.
SIGNATURES = tuple(
    (re.compile(pattern, re.DOTALL), what)
    for pattern, what in (
        (rb"%PDF-", "a PDF document"),
        (rb"\{\\rtf", "an RTF document"),
        (rb"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", OLD_OFFICE),
        (rb"PK\x03\x04", "an archive or an office document"),
        (rb"\x89PNG\r\n", "a PNG image"),
        (rb"\xff\xd8\xff", "a JPEG image"),
        (rb"GIF8[79]a", "a GIF image"),
        (rb"II\*\x00|MM\x00\*", "a TIFF image"),
        (rb"8BPS\x00", "a Photoshop image"),
        (rb"BM.{4}\x00\x00\x00\x00", "a BMP image"),
        (rb"\x00\x00\x01\x00.{3}\x00", "an icon"),
        (rb"\x1f\x8b", "a gzip archive"),
        (rb"7z\xbc\xaf\x27\x1c", "a 7z archive"),
        (rb"Rar!\x1a\x07", "a RAR archive"),
        (rb"BZh[1-9](?:1AY&SY|\x17rE8P\x90)", "a bzip2 archive"),
        (rb"\xfd7zXZ\x00", "an xz archive"),
        (rb"\x28\xb5\x2f\xfd", "a Zstandard archive"),
        (rb".{257}ustar[\x00 ]", "a tar archive"),
        (rb"MSCF\x00\x00\x00\x00", "a cabinet archive"),
        (rb"SQLite format 3\x00", "a database"),
        (rb".{4}Standard (?:Jet|ACE) DB", "a database"),
        (rb"PAR1[\x00-\x1f]", "a table (Parquet)"),
        (rb"Obj\x01", "a table (Avro)"),
        (rb"\x89HDF\r\n", "a table (HDF5)"),
        (rb"ID3[\x02-\x04]", "a sound file"),
        (rb"OggS\x00|fLaC\x00", "a sound file"),
        (rb"RIFF.{4}(?:WAVE|AVI |WEBP)", "a picture, sound or film file"),
        (rb"\x00\x00\x00.ftyp", "a picture, sound or film file"),
        (rb"\x1a\x45\xdf\xa3|FLV\x01", "a film file"),
        (rb"wOF[F2]|OTTO\x00|\x00\x01\x00\x00\x00.\x00", "a font"),
        (rb"\x7fELF|MZ.{0,60}\x00|\xca\xfe\xba\xbe|[\xce\xcf]\xfa\xed\xfe|\x00asm", "a program"),
        (rb"%!PS-", "a PostScript document"),
        (rb"AC10\d\d", "a drawing"),
        (rb"!BDN", "an Outlook mailbox"),
    )
)
# The same of what is written in characters and is no text of an article.
BEGINNINGS = tuple(
    (re.compile(pattern, re.IGNORECASE), what)
    for pattern, what in (
        (r"BEGIN:VCALENDAR\s", "a calendar"),
        (r"BEGIN:VCARD\s", "an address card"),
        (r"#![ \t]*/|<\?php\b|<%[@=!]|@echo off\b|#include\s*[<\"]", "a program"),
        (r'"use strict"|\(?function\s*\(|!function\(', "a script of a web page"),
        (r'@charset\s+["\']|@import\s+(?:url\(|["\'])', "a style sheet"),
        (r"\[Script Info\]\s", "subtitles of a kind that is not read: save them as .vtt or .srt"),
        (r"-----BEGIN [A-Z ]{3,40}-----", "a key, a certificate or an encrypted message"),
        (r"#EXTM3U\s|\[playlist\]\s", "a list of films or sounds"),
        (r"diff --git |Index: \S+\n=====", "a list of changes to programs"),
        (r"\\documentclass\b|\\begin\{document\}", "a LaTeX document: save it as PDF"),
        (r"\[(?:InternetShortcut|Desktop Entry|\.ShellClassInfo|LocalizedFileNames)\]",
         "a file of settings"),
        (r"%!PS-", "a PostScript document: save it as PDF"),
        (r"HTTP/(?:1\.\d|2) \d\d\d\b", "the answer of a web server: save the page itself"),
    )
)  # fmt: skip
# What `signature` calls a thing, and what to do instead.
INSTEAD = {
    "an RTF document": AS_DOCUMENT,
    OLD_OFFICE: AS_DOCUMENT,
    "a PostScript document": "save it as PDF",
    "an Outlook mailbox": "save its messages as .eml",
    **{
        f"{kind} archive": UNPACKED
        for kind in "a gzip,a 7z,a RAR,a bzip2,an xz,a Zstandard,a tar,a cabinet".split(",")
    },
    **{f"a table ({kind})": "save it as CSV" for kind in ("Parquet", "Avro", "HDF5")},
}
# Files that stand beside articles and are none, by their endings, and what to do instead.
ENDINGS = {
    ending: (what, instead)
    for what, endings, instead in (
        (
            "a program",
            "bat c cpp cs exe dll go h java jar kt lua php pl ps1 py rb rs sh so swift vbs",
            "",
        ),
        ("a script of a web page", "js mjs cjs jsx ts tsx map wasm vue", ""),
        ("a style sheet", "css less sass scss xsl xslt", ""),
        (
            "a file of settings",
            "cfg cnf conf desktop env ini lock plist properties reg toml webmanifest yaml yml",
            "",
        ),
        ("a picture", "avif bmp gif heic ico jpeg jpg png psd svg tif tiff webp", ""),
        (
            "a sound or film",
            "aac avi flac m4a m4v mkv mov mp3 mp4 mpeg mpg oga ogg ogv opus wav webm wma wmv",
            "a transcript of it can be imported, as text or as .vtt",
        ),
        ("a font", "eot otf ttf woff woff2", ""),
        ("a link to a page", "lnk url webloc", "save the page itself"),
        ("a calendar", "ics", ""),
        ("an address card", "vcf", ""),
        ("a database", "accdb db mdb sql sqlite sqlite3", "save its table as CSV"),
        ("a table", "avro feather parquet sav dta", "save it as CSV"),
        ("a spreadsheet", "numbers xls xlsb", "save it as .xlsx or CSV"),
        ("a notebook", "ipynb", "save it as HTML"),
        ("a map", "geojson gpx kml kmz topojson", ""),
        ("a record of requests", "har", "save the pages themselves"),
        ("a log", "log", ""),
        ("an EPUB book", "epub mobi azw3", "save it as HTML"),
        ("an RTF document", "rtf", AS_DOCUMENT),
        ("a presentation", "key odp ppt pptx", "save its text as .docx or PDF"),
        ("an old Word document", "doc dot", AS_DOCUMENT),
        ("a document of Pages", "pages", AS_DOCUMENT),
        ("a document", "fodt gdoc ps wpd wps xps", AS_DOCUMENT),
        ("an Outlook message", "msg", "save it as .eml"),
        ("a message of Apple Mail", "emlx", "save it as .eml"),
        ("a mailbox", "mbox mbx pst", "save its messages as .eml"),
        ("an archive", "7z bz2 cab gz rar tar tgz txz xz zst", UNPACKED),
        ("a LaTeX document", "bib tex", "save it as PDF"),
        ("subtitles of a kind that is not read", "ass dfxp sbv smi ssa sub ttml", "save as .vtt"),
        ("an XML document of a kind that is not read", "dtd xml xsd", ""),
        ("the certificate of something", "asc crt p7m p7s pem sig", ""),
    )
    for ending in endings.split()
}
# The roots of XML that are known, in small letters.
ROOTS = {
    "newsml": ("a news item of NewsML 1", "ask for NewsML-G2, ninjs or NITF"),
    "packageitem": ("a package of NewsML-G2", "import the items that it names"),
    "planningitem": ("a plan of NewsML-G2", ""),
    "conceptitem": ("a concept of NewsML-G2", ""),
    "knowledgeitem": ("a list of concepts of NewsML-G2", ""),
    "opml": ("a list of feeds (OPML)", "save the feeds themselves"),
    "urlset": ("the map of a web site", "save the pages themselves"),
    "sitemapindex": ("the map of a web site", "save the pages themselves"),
    "tt": ("subtitles (TTML)", "save them as .vtt or .srt"),
    "svg": ("a picture (SVG)", ""),
    "kml": ("a map (KML)", ""),
    "gpx": ("a route (GPX)", ""),
    "mediawiki": ("an export of a wiki", "save its pages as HTML"),
    "tei": ("a TEI document", "save it as HTML or text"),
    "document": ("a document in XML", AS_DOCUMENT),
    "worddocument": ("a Word document in XML", AS_DOCUMENT),
    "package": ("a Word document in XML", AS_DOCUMENT),
    "workbook": ("a workbook in XML", "save it as .xlsx or CSV"),
}


def signature(head: bytes) -> str:
    """What a file is by its first bytes, in words; empty where they tell nothing of the kind."""
    return next((what for pattern, what in SIGNATURES if pattern.match(head)), "")


def refuse_signature(head: bytes, ending: str = "") -> None:
    """Refuse what begins with a signature; a name says more of an old office document."""
    what = signature(head)
    if what == OLD_OFFICE:
        if ending in {"docx", "xlsx", "pptx"}:  # Office packs what it encrypts in its old form.
            raise Unfit("it is encrypted: save it without a password")
        refuse_ending(ending)
    if what:
        raise Unfit(told(f"it is {what}, not text", INSTEAD.get(what, "")))


def refuse_beginning(text: str) -> None:
    """Refuse what the first characters show; white space before them is left out."""
    for pattern, what in BEGINNINGS:
        if pattern.match(text):
            raise Unfit(f"it is {what}" if ": " in what else f"it is {what}, which is not read")


def refuse_ending(ending: str) -> None:
    """Refuse what the ending names: in small letters, without its dot."""
    if ending in ENDINGS:
        what, instead = ENDINGS[ending]
        raise Unfit(told(f"it is {what} (.{ending}), which is not read as an article", instead))


def refuse_root(root: str) -> None:
    if root.lower() in ROOTS:
        what, instead = ROOTS[root.lower()]
        raise Unfit(told(f"it is {what}, which is not read", instead))


def told(what: str, instead: str) -> str:
    return f"{what}: {instead}" if instead else what


def unpacked_head(head: bytes, most: int = 1_024) -> bytes:
    """The first bytes of what is packed with gzip, empty where that cannot be told."""
    try:
        return zlib.decompressobj(wbits=31).decompress(head, most)
    except zlib.error:
        return b""
