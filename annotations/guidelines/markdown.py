"""The guidelines' Markdown as HTML that is safe to show."""

from functools import lru_cache

import nh3
from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt

READER = MarkdownIt("commonmark", {"html": False}).enable("table")
TAGS = {
    "a", "blockquote", "br", "code", "em", "h2", "h3", "h4", "h5", "h6", "hr", "li", "ol", "p",
    "pre", "strong", "table", "tbody", "td", "th", "thead", "tr", "ul",
}  # fmt: skip


@lru_cache(maxsize=8)
def as_html(text: str) -> SafeString:
    """`text` with its headings one level lower, since the page has a heading of its own.

    HTML in it is shown as text; what Markdown itself makes is cleaned once more (links to
    scripts, styles of table cells). Kept in memory: every workspace shows the same guidelines.
    """
    tokens = READER.parse(text)
    for token in tokens:
        if token.type in {"heading_open", "heading_close"}:
            token.tag = f"h{min(int(token.tag[1]) + 1, 6)}"
    drawn = READER.renderer.render(tokens, READER.options, {})
    return mark_safe(nh3.clean(drawn, tags=TAGS, attributes={"a": {"href"}, "ol": {"start"}}))  # noqa: S308
