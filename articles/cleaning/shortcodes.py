"""Shortcodes of content management systems. Pure."""

import re

# What these hold is a picture, a film or a widget, never the article's words.
MEDIA = (
    r"(?:caption|wp_caption|gallery|embed\w*|audio|video|playlist|youtube|vimeo|tweet|twitter"
    r"|instagram|facebook|tiktok|iframe|image|img|photo|figure|map|chart|poll|quiz|ads?|advert\w*"
    r"|newsletter\w*|related\w*|contact-form\w*|button|social\w*|share\w*|script|html)"
)


# Bounded, so that no text takes longer than its length asks for.
INSIDE = r"[^\[\]]{0,2000}"


SHORTCODES = (
    # A pair around a picture goes with what it holds; of any other pair the words stay.
    re.compile(
        rf"\[(?P<pair>{MEDIA})(?:\s{INSIDE})?\].{{0,2000}}?\[/(?P=pair)\]",
        re.IGNORECASE | re.DOTALL,
    ),
    re.compile(r"\[(?P<pair>[A-Za-z][\w-]*)\](?=.{0,2000}?\[/(?P=pair)\])", re.DOTALL),
    re.compile(r"\[/[A-Za-z][\w-]*\]"),
    # An attribute tells a shortcode from an editor's [insertion]. Its quotation marks may have
    # been curled on the way.
    re.compile(rf"\[[A-Za-z][\w-]*(?:\s{INSIDE}?)?\s[\w-]+=[^\s\[\]=]{INSIDE}\]"),
    re.compile(rf"^[^\S\n]*\[{MEDIA}\s*/?\][^\S\n]*$", re.IGNORECASE | re.MULTILINE),
    re.compile(r"\[\[[^\[\]\n]*[:{|][^\[\]\n]*\]\]|\{\{[^{}\n]*\}\}|\{%[^{}\n]*%\}"),
)
# Markup: in the text of a page, which was parsed, it is shown as an example and part of the text.
MARKUP = (
    re.compile(r"<!--.{0,2000}?-->", re.DOTALL),
    re.compile(
        r"<(?P<tag>script|style|iframe|object|video|audio|svg)\b.{0,5000}?</(?P=tag)\s*>",
        re.IGNORECASE | re.DOTALL,
    ),
)


def shortcodes(text: str, *, parsed: bool = False) -> list[tuple[int, int]]:
    """Where shortcodes stand: (start, end) by start, none overlapping another.

    Of a text that was `parsed` the markup is gone; what looks like some is left alone.
    """
    patterns = SHORTCODES if parsed else (*SHORTCODES, *MARKUP)
    if not any(mark in text for mark in "[{<"):  # as in most texts
        return []
    spans: list[tuple[int, int]] = []
    for start, end in sorted(match.span() for one in patterns for match in one.finditer(text)):
        if spans and start < spans[-1][1]:
            spans[-1] = (spans[-1][0], max(end, spans[-1][1]))
        else:
            spans.append((start, end))
    return spans
