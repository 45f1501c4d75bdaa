"""OpenDocument texts, of LibreOffice and others."""

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

MEDIA_TYPE = "application/vnd.oasis.opendocument.text"
NOT_TEXT = set(
    "note-citation forms sequence-decls variable-decls user-field-decls title desc image "
    "object object-ole script event-listeners table-column table-columns".split()
)
NAMES = {
    "p": "p",
    "h": "h2",
    "list": "ul",
    "list-item": "li",
    "list-header": "li",
    "table": "table",
    "table-row": "tr",
    "table-cell": "td",
    "line-break": "br",
    "ruby-text": "rt",
    "section": "div",
}
LEFT_OUT = {
    "note-body": FOOTNOTE,
    "annotation": REMARK,
    "tracked-changes": DELETED,
}
MOST_SPACES = 100


def read(file: File, options: Options) -> Draft:
    refuse_verbatim(options, "an OpenDocument text")
    with zipped.opened(file) as archive:
        manifest = zipped.part(archive, "META-INF/manifest.xml")
        if manifest is not None and any(True for _ in manifest.iter("{*}encryption-data")):
            raise Unfit("it is encrypted: save it without a password")
        content = zipped.part(archive, "content.xml")
        body = xml.child(content, "body", "text")
        if body is None:
            raise Unfit("there is no text in the document")
        styles = styles_of(content)
        title = title_of(body, styles)
        as_html(body, styles)
        text = trees.read(body)
        left_out = [*text.left_out, *headers_and_footers(zipped.part(archive, "styles.xml"))]
        meta = xml.child(zipped.part(archive, "meta.xml"), "meta")
        author = xml.words(next(iter(xml.children(meta, "initial-creator", "creator")), None))
    return made_draft(
        file,
        options,
        text.source(),
        title=title,
        author=author,
        media_type=MEDIA_TYPE,
        left_out=left_out,
    )


Styles = dict[str, str]


def styles_of(content: Any) -> Styles:
    """What each style that was made for this text does to it: sup, sub, hidden or title."""
    found: Styles = {}
    for style in xml.children(xml.child(content, "automatic-styles"), "style"):
        name = xml.attribute_of(style, "name")
        look = xml.child(style, "text-properties")
        position = xml.attribute_of(look, "text-position").split(" ")[0]
        if xml.attribute_of(look, "display") == "none":
            found[name] = "hidden"
        elif position == "super" or (position.endswith("%") and position[0].isdecimal()):
            found[name] = "sup" if position != "0%" else ""
        elif position == "sub" or position.startswith("-"):
            found[name] = "sub"
        elif xml.attribute_of(style, "parent-style-name") == "Title":
            found[name] = "title"
    return found


def title_of(body: Any, styles: Styles) -> str:
    """What is set in the style for titles, if the text begins with it."""
    for paragraph in xml.children(body, "p", "h")[:5]:
        style = xml.attribute_of(paragraph, "style-name")
        words = xml.words(paragraph)
        if "title" in {style.lower(), styles.get(style)}:
            return words
        if words:
            return ""
    return ""


def headers_and_footers(styles: Any) -> list[dict[str, str]]:
    found: list[dict[str, str]] = []
    for page in xml.children(xml.child(styles, "master-styles"), "master-page"):
        for part in page:
            if xml.name(part).startswith(("header", "footer")):
                as_html(part, {})
                pieces = trees.left_out_of(part, HEADER_OR_FOOTER)
                found += [one for one in pieces if one not in found]
    return found


def as_html(root: Any, styles: Styles) -> None:
    for element in trees.elements(root):
        name = xml.name(element)
        if name in NOT_TEXT:
            trees.remove(element)
        elif name == "text-box" and (paragraph := trees.paragraph_around(element)) is not None:
            trees.move_behind(element, paragraph)
        elif name in {"s", "tab"}:
            element.text = " "
            trees.rename(element, "span")
        elif element is not root and element.tag != "div":
            look = styles.get(xml.attribute_of(element, "style-name"), "")
            if name in LEFT_OUT:
                trees.leave_out(element, LEFT_OUT[name])
            elif name == "hidden-text" or name == "hidden-paragraph":
                look = "hidden"
            is_raised = look in {"sup", "sub"} and name == "span"
            trees.rename(element, look if is_raised else NAMES.get(name, "span"))
            if look == "hidden":
                element.set("hidden", "")
