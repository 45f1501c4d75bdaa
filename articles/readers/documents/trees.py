"""Trees of documents, written anew in the names of HTML: `markup.blocks` reads them like pages.

What is to be left out of the text stays in the tree, with the reason as an attribute.
"""

from typing import Any

from lxml import etree

from articles.readers import fragments
from articles.readers.fragments import Fragment
from articles.readers.markup.blocks import name_of

REASON = "left-out"


def leave_out(element: Any, reason: str) -> None:
    element.set(REASON, reason)


def reason(element: Any) -> str:
    return str(element.get(REASON) or "")


def read(root: Any) -> Fragment:
    return fragments.of_tree(root, reason)


def rename(element: Any, tag: str) -> None:
    """Give the element its name in HTML, and none of its attributes but the reason."""
    stated = element.get(REASON)
    element.tag = tag
    element.attrib.clear()
    if stated:
        element.set(REASON, stated)


def remove(element: Any) -> None:
    """Take the element and all that is in it out of the tree; what follows it stays."""
    parent, before = element.getparent(), element.getprevious()
    if parent is None:
        return
    if element.tail:
        if before is not None:
            before.tail = (before.tail or "") + element.tail
        else:
            parent.text = (parent.text or "") + element.tail
    element.tail = None
    parent.remove(element)


def move_behind(box: Any, paragraph: Any) -> None:
    """Set what floats beside a paragraph, such as a text box, behind it."""
    remove(box)
    rename(box, "div")
    paragraph.addnext(box)


def paragraph_around(element: Any) -> Any:
    """The outermost paragraph that the element stands in; None where it stands in none."""
    return next(
        (one for one in reversed(list(element.iterancestors())) if name_of(one) == "p"), None
    )


def one_line(element: Any) -> str:
    return fragments.one_line(" ".join(read(element).paragraphs)) if element is not None else ""


def left_out_of(root: Any, why: str) -> list[dict[str, str]]:
    """All words of the tree, as one piece that is left out."""
    found = fragments.of_tree(root)
    return [{"text": "\n".join(found.paragraphs), "reason": why}] if found.paragraphs else []


def elements(root: Any) -> list[Any]:
    """All elements, in the order of the document: a list, for the tree changes meanwhile."""
    return list(root.iter(etree.Element))
