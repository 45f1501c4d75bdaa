"""From the lines of printed pages to paragraphs. Pure.

A page says where each line stands and how large its letters are, and nothing of paragraphs: those
are told by the space between lines, by indents and by lines that end early.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from statistics import median

from articles.sentences import ENDS_LIKE_A_SENTENCE

WIDE_SPACE = 1.35  # times the usual distance of lines; it parts paragraphs
OTHER_SIZE = 1.15  # times the size of the letters before; it parts them too
HEADLINE = 1.2  # times the usual size
INDENT = 0.7  # of the size of the letters
SHORT = 0.75  # of a usual line
AT_EDGE = 2  # lines, at the top and at the bottom of a page, that may stand on every page
SAME_HEIGHT, FAR = 3.0, 1e9  # points
PAGE_NUMBER = re.compile(
    r"[\W_]*+(?:(?:page|seite|página|pagina|side|sida|strona|strana|p\.|s\.)\s*+)?\d{1,4}"
    r"(?:\s*(?:/|of|von|de|di|van|af|av|z|\|)\s*\d{1,4})?[\W_]*",
    re.IGNORECASE,
)
BULLETS = tuple("•‣▪◦●■")
DIGITS = re.compile(r"\d+")
BROKEN_WORD = re.compile(r"(?<![^\W\d_])([^\W\d_]+)[-\u00ad\u2010]$")
BEGINS_SMALL = re.compile(r"[^\W\d_]+")
MOST_TOLD = 20
ENOUGH = 20  # lines that tell where the margin is
LONGEST_WORD = 60


@dataclass
class Line:
    """Where on its page a line begins, in points from below; the size of its letters."""

    x: float
    y: float
    size: float
    text: str


@dataclass
class Printed:
    """`repeated` is what stands at the edge of several pages and is no part of the text."""

    paragraphs: list[str] = field(default_factory=list)
    title: str = ""
    repeated: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


def text_of(pages: list[list[Line]]) -> Printed:
    """The paragraphs of the pages. The title is what is set larger at the beginning."""
    found = Printed()
    edges = repeated_lines(pages)
    kept: list[list[Line]] = []
    for page in pages:
        inner, outer = parted(page, edges, len(pages))
        kept.append(inner)
        found.repeated += [line.text for line in outer if line.text not in found.repeated]
    lines = [line for page in kept for line in page]
    if not lines:
        return found
    usual_size = median(line.size for line in lines for _ in line.text.split())
    groups = [group for page in kept for group in groups_of(page)]
    if len(groups) > 1 and groups[0][0].size >= HEADLINE * usual_size:
        found.title = " ".join(line.text for line in groups[0])
    known = {
        word
        for line in lines
        for word in re.findall(r"(?<![^\W\d_])[^\W\d_]+-[^\W\d_]+", line.text)
    }
    joined: Counter[str] = Counter()
    found.paragraphs = [paragraph(group, known, joined) for group in over_pages(groups)]
    if joined:
        words = ", ".join(list(joined)[:MOST_TOLD])
        more = " …" if len(joined) > MOST_TOLD else ""
        found.notes.append(f"Words that were broken at the end of a line: {words}{more}.")
    return found


def repeated_lines(pages: list[list[Line]]) -> dict[str, float]:
    """The lines that most pages have at the same height of an edge, whatever their numbers."""
    heights: dict[str, list[float]] = defaultdict(list)
    for page in pages:
        for line in edge(page):
            heights[numbered(line)].append(line.y)
    least = max(2, len(pages) // 2 + 1)
    return {
        words: median(its)
        for words, its in heights.items()
        if sum(abs(one - median(its)) <= SAME_HEIGHT for one in its) >= least
    }


def edge(page: list[Line]) -> list[Line]:
    """The lines at the top and the bottom of a page, by where they stand."""
    by_height = sorted(page, key=lambda line: -line.y)
    return [*by_height[:AT_EDGE], *by_height[AT_EDGE:][-AT_EDGE:]]


def numbered(line: Line) -> str:
    return DIGITS.sub("#", line.text)


def parted(page: list[Line], edges: dict[str, float], pages: int) -> tuple[list[Line], list[Line]]:
    """The lines of the text, and those of the page: repeated ones and its number."""
    outer = [
        line
        for line in edge(page)
        if abs(edges.get(numbered(line), FAR) - line.y) <= SAME_HEIGHT
        or (pages > 1 and PAGE_NUMBER.fullmatch(line.text))
    ]
    return [line for line in page if not any(line is one for one in outer)], outer


def groups_of(page: list[Line]) -> Iterator[list[Line]]:
    """The lines of each paragraph of a page."""
    if not page:
        return
    gaps = [above.y - line.y for above, line in pairwise(page)]
    # Of most lines it is the smallest distance, even where paragraphs are of two lines each.
    downwards = sorted(gap for gap in gaps if gap > 0)
    usual = downwards[len(downwards) // 4] if downwards else 0.0
    length = median(len(line.text) for line in page)
    group = [page[0]]
    for line, gap in zip(page[1:], gaps, strict=True):
        if is_another(group, line, gap, usual, length):
            yield group
            group = []
        group.append(line)
    yield group


def is_another(group: list[Line], line: Line, gap: float, usual: float, length: float) -> bool:
    """Whether the line begins a paragraph behind the lines of the group."""
    last = group[-1]
    sizes = sorted((last.size, line.size))
    if sizes[1] > OTHER_SIZE * sizes[0] or line.text.startswith(BULLETS):
        return True
    ends = bool(ENDS_LIKE_A_SENTENCE.search(last.text))
    if gap < 0:  # the next column
        return ends and len(last.text) < SHORT * length
    if usual and gap > WIDE_SPACE * usual and gap > WIDE_SPACE * line.size:
        return True
    margin = min(one.x for one in (*group[-ENOUGH:], line))
    indented = line.x > margin + INDENT * line.size and last.x <= margin + INDENT * line.size
    return (ends and indented) or (ends and len(last.text) < SHORT * length)


def over_pages(groups: list[list[Line]]) -> Iterator[list[Line]]:
    """The groups, those joined that go on over the end of a page in the middle of a sentence."""
    before: list[Line] = []
    for group in groups:
        goes_on = (
            before
            and group[0].y > before[-1].y  # at the top of the next page or column
            and not ENDS_LIKE_A_SENTENCE.search(before[-1].text)
            and group[0].size <= OTHER_SIZE * before[-1].size <= OTHER_SIZE**2 * group[0].size
        )
        if goes_on:
            before += group
            continue
        if before:
            yield before
        before = [*group]
    if before:
        yield before


def paragraph(lines: list[Line], known: set[str], joined: Counter[str]) -> str:
    """The words of the lines. A word that a line end broke is joined and counted, but for those
    that are written with a hyphen elsewhere too.
    """
    words: list[str] = []
    for line in lines:
        begin = BEGINS_SMALL.match(line.text)
        end = BROKEN_WORD.search(words[-1][-LONGEST_WORD:]) if words else None
        if end and begin and begin[0][0].islower():
            whole = f"{end[1]}-{begin[0]}"
            if whole in known:
                words[-1] = words[-1][:-1] + "-" + line.text
            else:
                words[-1] = words[-1][:-1] + line.text
                joined[end[1] + begin[0]] += 1
        elif end and begin:  # a name such as Rhein-Main
            words[-1] += line.text
        else:
            words.append(line.text)
    return " ".join(words)
