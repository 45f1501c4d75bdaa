"""The rows of the list of articles as HTML.

Written by functions and not by a template, which calls 1,300 functions for each of a hundred rows
where these call forty. All that comes from a row goes through `escape`, and so do the words.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache
from html import escape
from typing import Any

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.safestring import SafeString, mark_safe
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from annotations.desk.progress import Progress
from articles.excerpts import Excerpt
from articles.languages import language_name
from articles.models import Article

ID = 9_990_000_000_000_001  # Of no row: it stands in an address until that of a row does.


@dataclass(frozen=True)
class Wording:
    """What is the same in all rows of a page: words and addresses as HTML, and `day`, the words of
    a date, worked out once for all rows of that date.
    """

    tick: str
    archived: str
    outlet: str
    published: str
    imported: str
    my_layer: str
    all_layers: str
    not_started: str
    proceed: str
    reviewed: str
    submitted: str
    in_review: str
    review_closed: str
    none: str
    addresses: dict[str, str]
    day: Callable[[date], str]

    def link(self, page: str, pk: int) -> str:
        return self.addresses[page].replace(str(ID), str(pk))


def draw_rows(
    rows: Iterable[tuple[Article, Progress, Excerpt | None]], *, may_tick: bool, counts: bool
) -> SafeString:
    """A `tr` for each article, with its progress and the place that was found in its text.

    `may_tick` is whether it can be ticked for what is below the list, `counts` whether the reader
    may see the numbers of layers.
    """
    words = wording()
    drawn = (row_html(*row, words, may_tick=may_tick, counts=counts) for row in rows)
    return mark_safe("\n".join(drawn))  # noqa: S308 (escaped below)


def wording() -> Wording:
    pages = ("article", "story", "workspace", "layer_changes", "review")
    return Wording(
        tick=escape(_("Tick %(title)s")),
        archived=escape(_("Archived")),
        outlet=escape(_("Outlet")),
        published=escape(_("Published")),
        imported=escape(_("Imported")),
        my_layer=escape(_("My layer")),
        all_layers=escape(_("All layers")),
        not_started=escape(_("Not started")),
        proceed=escape(_("Continue")),
        reviewed=escape(_("Reviewed")),
        submitted=escape(_("Submitted")),
        in_review=escape(_("In review")),
        review_closed=escape(_("Review closed")),
        none=escape(_("None")),
        addresses={page: escape(reverse(page, args=[ID])) for page in pages},
        day=cache(lambda day: escape(date_format(day))),
    )


def row_html(
    article: Article,
    progress: Progress,
    found: Excerpt | None,
    words: Wording,
    *,
    may_tick: bool,
    counts: bool,
) -> str:
    published = words.day(article.published_on) if article.published_on else "–"
    return (
        f"<tr>{tick_html(article, words) if may_tick else ''}{title_html(article, found, words)}"
        f'<td class="outlet" data-label="{words.outlet}">{escape(str(article.outlet or ""))}</td>'
        f'<td class="date" data-label="{words.published}">{published}</td>'
        f'<td class="date" data-label="{words.imported}">'
        f"{words.day(localtime(article.imported_at).date())}</td>"
        f'<td class="layers" data-label="{words.my_layer}">{my_layer_html(progress, words)}</td>'
        f"{counts_html(article, progress, words) if counts else ''}</tr>"
    )


def tick_html(article: Article, words: Wording) -> str:
    name = words.tick % {"title": escape(article.title)}
    return (
        f'<td class="tick"><input type="checkbox" name="article" value="{article.pk}"'
        f' form="ticked" aria-label="{name}"></td>'
    )


def title_html(article: Article, found: Excerpt | None, words: Wording) -> str:
    lang = escape(article.lang)
    under = []
    if article.is_archived:
        under.append(f'<span class="tag warn">{words.archived}</span>')
    if article.language != "en":
        under.append(f"<span>{escape(language_name(article.language))}</span>")
    if article.byline:
        under.append(f'<span dir="auto">{escape(article.byline)}</span>')
    if article.story_id:
        address = words.link("story", article.story_id)
        under.append(f'<a href="{address}">{escape(str(article.story))}</a>')
    place = ""
    if found:
        before, held, after = map(escape, found)
        place = f'<p class="found" lang="{lang}" dir="auto">{before}<b>{held}</b>{after}</p>'
    return (
        f'<td class="title"><a href="{words.link("article", article.pk)}" lang="{lang}"'
        f' dir="auto">{escape(article.title)}</a><div class="under">{" ".join(under)}</div>'
        f"{place}</td>"
    )


def my_layer_html(progress: Progress, words: Wording) -> str:
    layer: Any = progress.my_layer
    if not layer:
        return f'<span class="muted">{words.not_started}</span>'
    if layer.is_open:
        link = f'<a href="{words.link("workspace", layer.pk)}">{words.proceed}</a>'
        return link + (due_html(layer) if layer.due_on else "")
    page, said = ("workspace", words.submitted)
    if layer.in_released_review:
        page, said = ("layer_changes", words.reviewed)
    return f'<a class="tag good" href="{words.link(page, layer.pk)}">{said}</a>'


def due_html(layer: Any) -> str:
    due = escape(_("due %(day)s") % {"day": date_format(layer.due_on)})
    return f'<div class="small muted">{due}</div>'


def counts_html(article: Any, progress: Progress, words: Wording) -> str:
    parts = []
    if progress.in_review or progress.is_final:
        tag, said = (
            ("warn", words.in_review) if progress.in_review else ("good", words.review_closed)
        )
        address = words.link("review", article.latest_revision_id)
        parts.append(f'<a class="tag {tag}" href="{address}">{said}</a>')
    if progress.submitted:
        said = ngettext("%(n)s submitted", "%(n)s submitted", progress.submitted)
        parts.append(f"<div>{escape(said % {'n': progress.submitted})}</div>")
    if progress.opened:
        said = ngettext("%(n)s open", "%(n)s open", progress.opened)
        parts.append(f'<div class="muted">{escape(said % {"n": progress.opened})}</div>')
    if not progress.submitted and not progress.opened:
        parts.append(f'<span class="muted">{words.none}</span>')
    return f'<td class="layers" data-label="{words.all_layers}">{" ".join(parts)}</td>'
