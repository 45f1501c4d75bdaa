"""From the characters of HTML to a tree: parsed once, as it stands, however deep it nests. Pure."""

import re
from collections import Counter

from lxml import etree, html

# What no tree can hold: control characters, halves of characters.
UNHOLDABLE = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9:_-]*+)[^<>]*+>")
DEEPEST = 120  # elements within one another; real pages have up to fifty
TOO_DEEP = etree.XPath("boolean(" + "/*" * (DEEPEST + 10) + ")")
INLINE = frozenset("a abbr b cite code em font i q s small span strong sub sup u".split())
# They hold no other element, so that no end of them is waited for.
VOID = frozenset("area base br col embed hr img input link meta param source track wbr".split())


def parsed(source: str) -> etree._Element:
    """The tree of a page or of a piece of one; its root is always an `html` element.

    A source that nests deeper than a parser or a reader can follow keeps its words; its deepest
    elements stand beside one another.
    """
    source = UNHOLDABLE.sub("", source)
    tree = tree_of(source)
    if tree is None or TOO_DEEP(tree):
        tree = tree_of(flattened(source))
    return html.Element("html") if tree is None else tree


def tree_of(source: str) -> etree._Element | None:
    """The tree, None where there is none or the parser gave up."""
    parser = html.HTMLParser(encoding="utf-8", huge_tree=True)
    try:
        tree = etree.fromstring(source.encode(), parser)
    except etree.LxmlError:  # nothing but white space and comments
        return None
    gave_up = any(error.level == etree.ErrorLevels.FATAL for error in parser.error_log)
    return None if tree is None or gave_up else tree


def flattened(source: str) -> str:
    """The source without the tags that would nest too deep; a line break parts what they parted."""
    parts, at = [], 0
    open_tags: list[str] = []
    left_out: Counter[str] = Counter()
    for found in TAG.finditer(source):
        end, name = bool(found[1]), found[2].lower()
        if name in VOID:
            continue
        if end and left_out[name]:
            left_out[name] -= 1
        elif end:
            if open_tags and open_tags[-1] == name:
                open_tags.pop()
            continue
        elif len(open_tags) < DEEPEST:
            open_tags.append(name)
            continue
        else:
            left_out[name] += 1
        parts += [source[at : found.start()], "" if name in INLINE else "<br><br>"]
        at = found.end()
    return "".join([*parts, source[at:]])
