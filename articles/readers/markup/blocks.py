"""From a tree to its paragraphs: every word that it shows, once and in its order. Pure.

Nothing is looked for: whatever is no known block is part of a line, so that bare text between
blocks, behind them and in elements that nobody has heard of is kept like any other.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from lxml import etree

from articles.readers.markup.inline import picture, quotation_marks, raised_or_lowered
from articles.readers.markup.tree import parsed
from articles.readers.omissions import DELETED, HIDDEN

BLOCKS = frozenset(
    """
    address article aside blockquote body caption center dd details dialog dir div dl dt fieldset
    figcaption figure footer form h1 h2 h3 h4 h5 h6 head header hgroup hr html legend li main menu
    nav ol optgroup option p pre search section summary table tbody td tfoot th thead tr ul
    block byline dateline hedline hl1 hl2 media
    amp-ad amp-consent amp-embed amp-sticky-ad
    """.split()
)
# They show no text, or a control's: a program, a style, what stands for a film that cannot play.
NOT_TEXT = frozenset(
    """
    applet audio base button canvas datalist embed iframe input link meta noembed noframes
    noscript object param progress script select style svg template textarea title video
    """.split()
)
UNSEEN_CLASSES = frozenset(
    "sr-only screen-reader-text screenreader-only visually-hidden visuallyhidden".split()
)
UNSEEN_STYLE = re.compile(r"(?:display\s*:\s*none|visibility\s*:\s*hidden)", re.IGNORECASE)
CELLS = frozenset(("td", "th"))
# React sends what a page waits for in hidden elements of such ids; its program shows them.
SENT_LATER = "S:"
LONGEST_CELL = 200  # characters; a longer one is no cell of a table but part of a page's layout
# No tree can hold these characters; in the text of a block that is being read they stand for
BREAK, LINK, LINK_END = "\x00", "\x01", "\x02"  # a line break, and the two ends of a link
WHITE_SPACE = re.compile(r"[ \t\n\f\r]+")  # a no-break space is none
MARK = re.compile(f"([{LINK}{LINK_END}])")

# Why an element is left out, with all that is in it; empty where it is not.
Reason = Callable[[etree._Element], str]


@dataclass(slots=True)
class Block:
    """A paragraph, heading, list item or table row, a line feed for each line break in it.

    `element` is the innermost block that it stands in, `linked` how many of its characters are
    in links, `left_out` the reason why it is no part of the text.
    """

    text: str
    element: etree._Element
    linked: int = 0
    left_out: str = ""


def paragraphs(element: etree._Element) -> list[str]:
    """The texts of all that the element shows, in its order; ` | ` between the cells of a row."""
    return [block.text for block in blocks(element) if not block.left_out]


def paragraphs_of_fragment(source: str) -> list[str]:
    """The paragraphs of a piece of HTML: of a feed, an e-mail, a member of a record."""
    return paragraphs(parsed(source))


def blocks(element: etree._Element, reason: Reason | None = None) -> list[Block]:
    """The blocks of the element, and what is hidden in it or left out for a reason in their place.

    A block that is left out of the middle of another comes before it.
    """
    walk = Walk(element)
    walker = etree.iterwalk(element, events=("start", "end", "comment", "pi"))
    for event, one in walker:
        if event == "start":
            if walk.enter(one, reason):
                walker.skip_subtree()
        elif event == "end":
            walk.leave(one)
        if event != "start" and one is not element and one.tail:
            walk.add(one.tail)
    walk.flush()
    return walk.levels[0]


def name_of(element: etree._Element) -> str:
    """The element's name without a namespace; empty for comments and the like."""
    tag = element.tag
    return tag.rpartition("}")[2].lower() if isinstance(tag, str) else ""


def left_out_anywhere(element: etree._Element, name: str) -> str:
    """Why the element is no part of any text: nobody sees it, or its author has struck it out."""
    if is_hidden(element):
        return HIDDEN
    return DELETED if name == "del" else ""


def is_hidden(element: etree._Element) -> bool:
    """Whether the page says, without a style sheet, that nobody sees the element."""
    stated = element.attrib
    if not stated:
        return element.tag == "dialog"
    if "hidden" in stated:
        return not stated.get("id", "").startswith(SENT_LATER)
    if element.tag == "dialog" and "open" not in stated:
        return True
    if "style" in stated and UNSEEN_STYLE.search(stated["style"]):
        return True
    return "class" in stated and not UNSEEN_CLASSES.isdisjoint(stated["class"].split())


def all_text(element: etree._Element, most: int | None = None) -> str:
    """What the element says in one line, programs and styles left out.

    Empty where that is more than `most` characters.
    """
    parts: list[str] = []
    length = 0
    walker = etree.iterwalk(element, events=("start", "end", "comment", "pi"))
    for event, one in walker:
        if event == "start" and name_of(one) in NOT_TEXT:
            walker.skip_subtree()
        elif event == "start":
            parts.append(one.text or "")
        else:
            parts.append(" " if name_of(one) in BLOCKS or name_of(one) == "br" else "")
            parts.append((one.tail or "") if one is not element else "")
        length += len(parts[-1]) if parts else 0
        if most is not None and length > most:
            return ""
    return WHITE_SPACE.sub(" ", "".join(parts)).strip()


@dataclass
class Walk:
    """The state of a walk: what has been read, and what is open.

    `levels` holds the blocks read so far: those of the element, then for every table cell that is
    open those of the cell; `rows` the cells of every row that is open.
    """

    root: etree._Element
    levels: list[list[Block]] = field(default_factory=lambda: [[]])
    rows: list[list[list[Block]]] = field(default_factory=list)
    parents: list[etree._Element] = field(default_factory=list)
    parts: list[str] = field(default_factory=list)
    links: int = 0
    preformatted: int = 0
    quoted: list[tuple[str, str]] = field(default_factory=list)
    passed_over: etree._Element | None = None

    def enter(self, element: etree._Element, reason: Reason | None) -> bool:
        """Begin the element; True where nothing in it is to be visited."""
        name = name_of(element)
        why = left_out_anywhere(element, name) or (reason(element) if reason else "")
        if name in NOT_TEXT:
            passed_over = True
        elif why:
            passed_over = True
            if name in BLOCKS:
                self.flush()
            if words := all_text(element):
                self.levels[-1].append(Block(words, element, left_out=why))
        elif name in BLOCKS:
            passed_over = False
            self.begin_block(element, name)
        else:
            passed_over = self.begin_inline(element, name)
        if passed_over:
            self.passed_over = element
        else:
            self.add(element.text or "")
        return passed_over

    def begin_block(self, element: etree._Element, name: str) -> None:
        self.flush()
        self.parents.append(element)
        self.preformatted += name == "pre"
        if name == "tr":
            self.rows.append([])
        elif name in CELLS:
            self.levels.append([])

    def begin_inline(self, element: etree._Element, name: str) -> bool:
        """Begin an element within a line; True where all that it says is said by that."""
        mark = ""
        if name == "br":
            mark = BREAK
        elif name == "a":
            self.links += 1
            mark = LINK
        elif name == "img":
            mark = picture(element)
        elif name == "q":
            self.quoted.append(quotation_marks(element, len(self.quoted)))
            mark = self.quoted[-1][0]
        elif name == "rt":
            mark = "("
        elif name in {"sup", "sub"} and (mark := raised_or_lowered(element, name)):
            self.parts.append(mark)
            return True
        self.parts.append(mark)
        return name == "rp"

    def leave(self, element: etree._Element) -> None:
        name = name_of(element)
        if element is self.passed_over:
            self.passed_over = None
        elif name in BLOCKS:
            self.end_block(element, name)
        elif name == "a":
            self.links -= 1
            self.parts.append(LINK_END)
        elif name == "q":
            self.parts.append(self.quoted.pop()[1])
        elif name == "rt":
            self.parts.append(")")

    def end_block(self, element: etree._Element, name: str) -> None:
        self.flush()
        self.parents.pop()
        self.preformatted -= name == "pre"
        if name == "tr":
            self.end_row(element)
        elif name in CELLS:
            self.end_cell(element)

    def add(self, text: str) -> None:
        self.parts.append(text.replace("\n", BREAK) if self.preformatted else text)

    def flush(self) -> None:
        """End the block that is being read; what follows is another."""
        read, self.parts = "".join(self.parts), [LINK] * self.links
        parent = self.parents[-1] if self.parents else self.root
        for text, linked in paragraphs_in(read):
            self.levels[-1].append(Block(text, parent, linked))

    def end_cell(self, element: etree._Element) -> None:
        cell = self.levels.pop()
        parent = element.getparent()
        if self.rows and parent is not None and name_of(parent) == "tr":
            self.rows[-1].append(cell)
        else:
            self.levels[-1].extend(cell)

    def end_row(self, element: etree._Element) -> None:
        """One block of the cells; of cells that hold a page's columns, the blocks as they are."""
        cells = self.rows.pop()
        read = [block for cell in cells for block in cell]
        shown = [block for block in read if not block.left_out]
        single = all(sum(not block.left_out for block in cell) < 2 for cell in cells)
        if single and shown and all(len(block.text) <= LONGEST_CELL for block in shown):
            text = " | ".join(block.text.replace("\n", " ") for block in shown)
            row = Block(text, element, sum(block.linked for block in shown))
            read = [*(block for block in read if block.left_out), row]
        self.levels[-1].extend(read)


def paragraphs_in(read: str) -> Iterator[tuple[str, int]]:
    """The paragraphs in what was read as one block, each with how many characters are linked."""
    lines: list[str] = []
    depth = linked = 0
    for line in read.split(BREAK):
        words = []
        for part in MARK.split(line):
            if part == LINK:
                depth += 1
            elif part == LINK_END:
                depth -= 1
            else:
                words.append(part)
                linked += len(part.strip()) if depth else 0
        if text := WHITE_SPACE.sub(" ", "".join(words)).strip():
            lines.append(text)
        elif lines:
            yield "\n".join(lines), linked
            lines, linked = [], 0
    if lines:
        yield "\n".join(lines), linked
