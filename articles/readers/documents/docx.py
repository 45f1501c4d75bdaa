"""Word documents: the text as it reads with every tracked change accepted.

Read without a library: what python-docx and mammoth leave out of a document they leave out in
silence, and here it is told.
"""

import zipfile
from typing import Any

from articles.importing.drafts import Draft
from articles.readers import xml
from articles.readers.documents import trees, zipped
from articles.readers.documents.office import made_draft
from articles.readers.drafting import Options
from articles.readers.files import File
from articles.readers.omissions import DELETED, FOOTNOTE, HEADER_OR_FOOTER, REMARK
from articles.readers.stated import refuse_verbatim
from articles.text import Unfit

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
WORDS = {"t", "delText"}  # the only elements that hold any
# Properties, the codes of fields, what is shown by programs that do not know a newer form.
NOT_TEXT = set(
    "pPr rPr tblPr tblGrid trPr tcPr sectPr sdtPr sdtEndPr instrText delInstrText Fallback "
    "footnoteReference endnoteReference commentReference annotationRef footnoteRef endnoteRef "
    "separator continuationSeparator docPartObj".split()
)
NAMES = {
    "p": "p",
    "tbl": "table",
    "tr": "tr",
    "tc": "td",
    "br": "br",
    "cr": "br",
    "rt": "rt",
    "hyperlink": "a",
}
CHARACTERS = {"tab": " ", "ptab": " ", "noBreakHyphen": "\u2011", "softHyphen": "\u00ad"}
OFF = {"0", "false", "off"}
RAISED = {"superscript": "sup", "subscript": "sub"}
TITLES = {"title", "titel", "titre", "título", "titolo", "tytuł"}


def read(file: File, options: Options) -> Draft:
    refuse_verbatim(options, "a Word document")
    with zipped.opened(file) as archive:
        folder = folder_of(archive)
        document = zipped.part(archive, f"{folder}document.xml")
        if document is None:
            raise Unfit("there is no text in the Word document")
        title = title_of(document)
        as_html(document)
        text = trees.read(document)
        left_out = [*text.left_out, *beside(archive, folder)]
        author = xml.words(xml.child(zipped.part(archive, "docProps/core.xml"), "creator"))
    return made_draft(
        file,
        options,
        text.source(),
        title=title,
        author=author,
        media_type=MEDIA_TYPE,
        left_out=left_out,
    )


def folder_of(archive: zipfile.ZipFile) -> str:
    """Where the parts of the text stand: `word/`, but for programs that name it otherwise."""
    for relation in xml.children(zipped.part(archive, "_rels/.rels"), "Relationship"):
        if relation.get("Type", "").endswith("/officeDocument"):
            place = relation.get("Target", "").lstrip("/").rpartition("/")[0]
            return f"{place}/" if place else ""
    return "word/"


def beside(archive: zipfile.ZipFile, folder: str) -> list[dict[str, str]]:
    """The words of notes, remarks, headers and footers, which are no part of the text."""
    found: list[dict[str, str]] = []
    for name, child, why in (
        ("footnotes", "footnote", FOOTNOTE),
        ("endnotes", "endnote", FOOTNOTE),
        ("comments", "comment", REMARK),
        ("header", "", HEADER_OR_FOOTER),
        ("footer", "", HEADER_OR_FOOTER),
    ):
        for root in zipped.parts(archive, f"{folder}{name}"):
            pieces = xml.children(root, child) if child else [root]
            as_html(root)
            for piece in pieces:
                found += [one for one in trees.left_out_of(piece, why) if one not in found]
    return found


def title_of(document: Any) -> str:
    """What is set in the style for titles, if the text begins with it."""
    body = xml.child(document, "body")
    for paragraph in xml.children(body, "p")[:5]:
        style = xml.attribute_of(xml.child(paragraph, "pPr", "pStyle"), "val").lower()
        words = "".join(one.text or "" for one in paragraph.iter("{*}t")).strip()
        if style in TITLES:
            return words
        if words:
            return ""
    return ""


def as_html(root: Any) -> None:
    for element in trees.elements(root):
        mark(element)
    for element in trees.elements(root):
        name = xml.name(element)
        if name in NOT_TEXT:
            trees.remove(element)
        elif name == "txbxContent" and (paragraph := trees.paragraph_around(element)) is not None:
            trees.move_behind(element, paragraph)
        elif element.tag not in {"sup", "sub", "div"}:
            hidden = element.get("hidden")
            trees.rename(element, NAMES.get(name, "span"))
            if hidden is not None:
                element.set("hidden", "")


def mark(element: Any) -> None:
    """Set down what the element says before it loses its name and its properties."""
    name = xml.name(element)
    # White space that a program set between the elements is none of the text's.
    element.tail = None
    if name not in WORDS and name not in RAISED.values():
        element.text = None
    is_row = name == "tr" and xml.child(element, "trPr", "del") is not None
    if is_row or name in {"del", "moveFrom"}:
        trees.leave_out(element, DELETED)
    elif name == "r":
        mark_run(element)
    elif name == "sym":
        element.text = symbol(xml.attribute_of(element, "char"))
    elif name in CHARACTERS and xml.name(element.getparent()) == "r":
        element.text = CHARACTERS[name]


def symbol(code: str) -> str:
    """The character of a hexadecimal code; empty where it is only a picture in a font."""
    try:
        number = int(code, 16)
    except ValueError:
        return ""
    return chr(number) if 32 < number < 0xD800 else ""


def mark_run(run: Any) -> None:
    """Keep what the run's properties say of its words: that they are hidden, raised or lowered."""
    properties = xml.child(run, "rPr")
    vanish = xml.child(properties, "vanish")
    if vanish is not None and xml.attribute_of(vanish, "val").lower() not in OFF:
        run.set("hidden", "")
    raised = RAISED.get(xml.attribute_of(xml.child(properties, "vertAlign"), "val"))
    words = [one for one in run if xml.name(one) in WORDS]
    if raised and len(words) == 1:
        words[0].tag = raised
