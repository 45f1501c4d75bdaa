"""The rows of the list of articles as HTML.

Written by functions and not by a template, which calls 1,300 functions for each of a hundred rows
where these call forty. All that comes from a row goes through `escape`, and so do the words.
"""

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from html import escape
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.safestring import SafeString, mark_safe
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from annotations.desk.progress import Progress
from articles.excerpts import Excerpt
from articles.languages import language_name
from articles.models import Article

# The columns that people may leave out.
OPTIONAL = {
    "outlet": gettext_lazy("Outlet"),
    "published": gettext_lazy("Published"),
    "imported": gettext_lazy("Imported"),
    "mine": gettext_lazy("My work"),
    "progress": gettext_lazy("Progress"),
}

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
    progress: str
    editors: str
    decided: str
    not_started: str
    proceed: str
    reviewed: str
    submitted: str
    in_review: str
    review_closed: str
    addresses: dict[str, str]
    day: Callable[[date], str]

    def link(self, page: str, pk: int) -> str:
        return self.addresses[page].replace(str(ID), str(pk))


def draw_rows(
    rows: Iterable[tuple[Article, Progress, Excerpt | None]],
    *,
    may_tick: bool,
    counts: bool,
    without: Collection[str] = (),
) -> SafeString:
    """A `tr` for each article, with its progress and the place that was found in its text.

    `may_tick` is whether it can be ticked for what is below the list, `counts` whether the reader
    may see how many editors are on it; `without` names columns of OPTIONAL that are left out.
    """
    words = wording()
    drawn = (row_html(*row, words, without, may_tick=may_tick, counts=counts) for row in rows)
    return mark_safe("\n".join(drawn))  # noqa: S308 (escaped below)


def wording() -> Wording:
    pages = ("article", "story", "workspace", "layer_changes", "review")
    return Wording(
        tick=escape(_("Tick %(title)s")),
        archived=escape(_("Archived")),
        outlet=escape(_("Outlet")),
        published=escape(_("Published")),
        imported=escape(_("Imported")),
        my_layer=escape(_("My work")),
        progress=escape(_("Progress")),
        editors=escape(_("%(n)s of %(asked)s readings submitted")),
        decided=escape(_("Decided %(n)s of %(of)s")),
        not_started=escape(_("Not started")),
        proceed=escape(_("Continue")),
        reviewed=escape(_("Reviewed")),
        submitted=escape(_("Submitted")),
        in_review=escape(_("In review")),
        review_closed=escape(_("Done")),
        addresses={page: escape(reverse(page, args=[ID])) for page in pages},
        day=cache(lambda day: escape(date_format(day))),
    )


def row_html(
    article: Article,
    progress: Progress,
    found: Excerpt | None,
    words: Wording,
    without: Collection[str] = (),
    *,
    may_tick: bool,
    counts: bool,
) -> str:
    cells = [tick_html(article, words)] if may_tick else []
    cells.append(title_html(article, found, words))
    if "outlet" not in without:
        said = escape(str(article.outlet or ""))
        cells.append(f'<td class="outlet" data-label="{words.outlet}">{said}</td>')
    if "published" not in without:
        day = words.day(article.published_on) if article.published_on else "–"
        cells.append(f'<td class="date" data-label="{words.published}">{day}</td>')
    if "imported" not in without:
        day = words.day(localtime(article.imported_at).date())
        cells.append(f'<td class="date" data-label="{words.imported}">{day}</td>')
    if "mine" not in without:
        said = my_layer_html(progress, words)
        cells.append(f'<td class="layers" data-label="{words.my_layer}">{said}</td>')
    if counts and "progress" not in without:
        cells.append(counts_html(article, progress, words))
    return f"<tr>{''.join(cells)}</tr>"


def columns_alike(rows: Sequence[tuple[Article, Progress, Any]]) -> set[str]:
    """The columns that would say the same in every row of two or more."""
    if len(rows) < 2:
        return set()
    told: dict[str, set[Any]] = {
        "outlet": {article.outlet_id for article, _progress, _found in rows},
        "published": {article.published_on for article, _progress, _found in rows},
        "imported": {localtime(article.imported_at).date() for article, _progress, _found in rows},
        "mine": {progress.my_layer for _article, progress, _found in rows},
    }
    # Where there is work of one's own, its links stand in every row.
    if told["mine"] != {None}:
        del told["mine"]
    return {name for name, values in told.items() if len(values) == 1}


def tick_html(article: Article, words: Wording) -> str:
    name = words.tick % {"title": escape(article.title)}
    return (
        f'<td class="tick"><input type="checkbox" name="article" value="{article.pk}"'
        f' form="ticked" aria-label="{name}"></td>'
    )


def title_html(article: Article, found: Excerpt | None, words: Wording) -> str:
    lang, title = escape(article.lang), escape(article.title)
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
        f' dir="auto" title="{title}">{title}</a><div class="under">{" ".join(under)}</div>'
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
    """A dot for each editor who is asked, full where they are done; and how far the review is."""
    submitted, opened = progress.submitted or 0, progress.opened or 0
    asked = max(submitted + opened, settings.LAYERS_NEEDED)
    done = words.editors % {"n": submitted, "asked": asked}
    parts = [
        f'<span class="dots" role="img" aria-label="{done}" title="{done}">'
        f"{'●' * submitted}{'◐' * opened}{'○' * (asked - submitted - opened)}</span>"
    ]
    address = words.link("review", article.latest_revision_id)
    if progress.is_final:
        parts.append(f'<a class="tag good" href="{address}">{words.review_closed}</a>')
    elif progress.in_review:
        said = words.in_review
        if progress.disagreements:
            said = words.decided % {"n": progress.decided, "of": progress.disagreements}
        parts.append(f'<a class="tag warn" href="{address}">{said}</a>')
    return f'<td class="layers progress" data-label="{words.progress}">{" ".join(parts)}</td>'
