"""Documents made in code: zip archives of parts in XML, and pages of lines as PDF."""

import io
import textwrap
import zipfile

WORD = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
)
OPEN = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{full}:1.0"'
    for name, full in (
        ("office", "office"),
        ("text", "text"),
        ("table", "table"),
        ("draw", "drawing"),
        ("style", "style"),
        ("meta", "meta"),
        ("manifest", "manifest"),
    )
)


def docx(body, **parts):
    """A Word document of this body and other parts by their names below `word/`."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr(
            "word/document.xml", f"<w:document {WORD}><w:body>{body}</w:body></w:document>"
        )
        for name, content in parts.items():
            archive.writestr(f"word/{name}.xml", content)
    return stream.getvalue()


def odt(body, *, styles="", **parts):
    """An OpenDocument text of this body, the styles made for it, and other parts by their names:
    two underscores for a slash, one at the end for none.
    """
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        archive.writestr(
            "content.xml",
            f"<office:document-content {OPEN}><office:automatic-styles>{styles}"
            f"</office:automatic-styles><office:body><office:text>{body}</office:text>"
            "</office:body></office:document-content>",
        )
        for name, content in parts.items():
            archive.writestr(name.replace("__", "/").rstrip("_") + ".xml", content)
    return stream.getvalue()


def pdf(*pages, info=""):
    """A PDF document: each page is a list of (x, y, size, words) in the letters of Helvetica."""
    objects = ["<< /Type /Catalog /Pages 2 0 R >>", "", FONT, f"<< {info} >>"]
    kids = []
    for lines in pages:
        shown = "".join(
            f"BT /F1 {size} Tf 1 0 0 1 {x} {y} Tm ({escaped(words)}) Tj ET\n"
            for x, y, size, words in lines
        )
        objects.append(f"<< /Length {len(shown)} >>\nstream\n{shown}\nendstream")
        objects.append(
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F1 3 0 R"
            f" >> >> /Contents {len(objects)} 0 R >>"
        )
        kids.append(f"{len(objects)} 0 R")
    objects[1] = f"<< /Type /Pages /Count {len(kids)} /Kids [{' '.join(kids)}] >>"
    data, places = "%PDF-1.4\n", []
    for number, inside in enumerate(objects, 1):
        places.append(len(data))
        data += f"{number} 0 obj\n{inside}\nendobj\n"
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    size = len(objects) + 1
    return (
        f"{data}xref\n0 {size}\n0000000000 65535 f \n{table}trailer\n<< /Size {size} /Root 1 0 R "
        f"/Info 4 0 R >>\nstartxref\n{len(data)}\n%%EOF\n"
    ).encode("cp1252")


FONT = "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>"


def escaped(words):
    return words.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)")


def page(*paragraphs, top=760, width=60, size=11, indent=0, space=11):
    """The lines of a page: each paragraph wrapped, `space` points between them."""
    lines, y = [], top
    for paragraph in paragraphs:
        for number, words in enumerate(textwrap.wrap(paragraph, width)):
            lines.append((72 + (indent if number == 0 else 0), y, size, words))
            y -= 13
        y -= space
    return lines
