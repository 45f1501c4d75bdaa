"""Shortcodes of content management systems. Pure."""

import re
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Sequence

Found = re.Match[str]

# What these hold is a picture, a film or a widget, never the article's words.
MEDIA = (
    r"(?:caption|wp_caption|gallery|embed\w*|audio|video|playlist|youtube|vimeo|tweet|twitter"
    r"|instagram|facebook|tiktok|iframe|image|img|photo|figure|map|chart|poll|quiz|ads?|advert\w*"
    r"|newsletter\w*|related\w*|contact-form\w*|button|social\w*|share\w*|script|html)"
)


# Bounded, so that no text takes longer than its length asks for.
INSIDE = r"[^\[\]]{0,2000}+"
FURTHEST = 2000  # characters between the two of a pair
FURTHEST_IN_MARKUP = 5000
# A pair around a picture goes with what it holds; of any other pair the words stay.
MEDIA_PAIR = re.compile(rf"\[({MEDIA})(?:\s{INSIDE})?\]", re.IGNORECASE)
PAIR = re.compile(r"\[([A-Za-z][\w-]*+)\]")
END_OF_PAIR = re.compile(r"\[/([A-Za-z][\w-]*+)\]")
COMMENT, END_OF_COMMENT = re.compile(r"<!--"), re.compile(r"-->")
MARKUP = re.compile(r"<(script|style|iframe|object|video|audio|svg)\b", re.IGNORECASE)
END_OF_MARKUP = re.compile(r"</(script|style|iframe|object|video|audio|svg)\s*+>", re.IGNORECASE)
# An attribute tells a shortcode from an editor's [insertion]. Its quotation marks may have been
# curled on the way.
WITH_WORDS = re.compile(r"\[[A-Za-z][\w-]*+(\s[^\[\]]{0,2000}+)\]")
ATTRIBUTE = re.compile(r"\s[\w-]++=[^\s\[\]=]")
ALONE = re.compile(rf"^[^\S\n]*+\[{MEDIA}\s*/?\][^\S\n]*+$", re.IGNORECASE | re.MULTILINE)
IN_DOUBLE = re.compile(r"\[\[[^\[\]\n:{|]*+[:{|][^\[\]\n]*+\]\]|\{\{[^{}\n]*+\}\}|\{%[^{}\n]*%\}")


def shortcodes(text: str, *, parsed: bool = False) -> list[tuple[int, int]]:
    """Where shortcodes stand: (start, end) by start, none overlapping another.

    Of a text that was `parsed` the markup is gone; what looks like some is an example, and part
    of the text.
    """
    spans: list[tuple[int, int]] = []
    for start, end in sorted([*in_brackets(text), *(() if parsed else in_markup(text))]):
        if spans and start < spans[-1][1]:
            spans[-1] = (spans[-1][0], max(end, spans[-1][1]))
        else:
            spans.append((start, end))
    return spans


def in_brackets(text: str) -> Iterator[tuple[int, int]]:
    if "{" in text or "[[" in text:
        yield from (found.span() for found in IN_DOUBLE.finditer(text))
    if "[" not in text:
        return
    ends = list(END_OF_PAIR.finditer(text))
    yield from (end.span() for end in ends)
    yield from whole_pairs(MEDIA_PAIR.finditer(text), ends, FURTHEST)
    closings = by_name(ends)
    for found in PAIR.finditer(text):
        if end_of(found, closings.get(found[1], []), FURTHEST):
            yield found.span()
    for found in WITH_WORDS.finditer(text):
        if ATTRIBUTE.search(found[1]):
            yield found.span()
    yield from (found.span() for found in ALONE.finditer(text))


def in_markup(text: str) -> Iterator[tuple[int, int]]:
    if "<" not in text:
        return
    for opens, closes, furthest in (
        (COMMENT, END_OF_COMMENT, FURTHEST),
        (MARKUP, END_OF_MARKUP, FURTHEST_IN_MARKUP),
    ):
        yield from whole_pairs(opens.finditer(text), closes.finditer(text), furthest)


def whole_pairs(
    openings: Iterable[Found], ends: Iterable[Found], furthest: int
) -> Iterator[tuple[int, int]]:
    """From each opening to the next end of its name, whatever its case, none within another."""
    closings, at = by_name(ends, str.lower), 0
    for opening in openings:
        if opening.start() >= at:
            its_name = opening[1].lower() if opening.re.groups else ""
            if end := end_of(opening, closings.get(its_name, []), furthest):
                at = end.end()
                yield opening.start(), at


def by_name(ends: Iterable[Found], spelled: Callable[[str], str] = str) -> dict[str, list[Found]]:
    found: dict[str, list[Found]] = {}
    for end in ends:
        found.setdefault(spelled(end[1]) if end.re.groups else "", []).append(end)
    return found


def end_of(opening: Found, ends: Sequence[Found], furthest: int) -> Found | None:
    """The first of the ends behind the opening, unless it is further away than that."""
    at = bisect_left(ends, opening.end(), key=lambda end: end.start())
    near = at < len(ends) and ends[at].start() - opening.end() <= furthest
    return ends[at] if near else None
