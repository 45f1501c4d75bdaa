"""The rows of the list of annotations as HTML.

Written by functions and not by a template, which calls 1,300 functions for each of a hundred rows.
All that comes from a row goes through `escape`, and so do the words.
"""

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from html import escape

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.safestring import SafeString, mark_safe
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from annotations.labels import LABELS
from annotations.models import Annotation
from annotations.review.annotation_status import Status
from annotations.ui.words import shortened
from articles.models import Article

# The columns that people may leave out; who annotated is one where the reader may know of others.
OPTIONAL = {
    "article": gettext_lazy("Article"),
    "editor": gettext_lazy("Editor"),
    "status": gettext_lazy("Status"),
    "changed": gettext_lazy("Changed"),
}

ID = 9_990_000_000_000_001  # Of no row: it stands in an address until that of a row does.
LONGEST = 240  # Letters of what was marked, and of a note on it.
TONES = {Status.OPEN: "", Status.DISPUTED: " warn", Status.REJECTED: " bad"}


@dataclass(frozen=True)
class Wording:
    """What is the same in all rows of a page, as HTML; `day` tells the words of a date, each once.

    `layer` and `article` are addresses, with ID in the place of a key.
    """

    label: dict[str, str]
    status: dict[Status, str]
    article_head: str
    editor_head: str
    changed_head: str
    layer: str
    article: str
    day: Callable[[datetime], str]


def draw_rows(
    rows: Iterable[tuple[Annotation, str, str, Status]], *, without: Collection[str] = ()
) -> SafeString:
    """A `tr` for each annotation, with the name of its editor that the reader may see, the amount
    of a statistic and its status. `without` names columns of OPTIONAL that are left out.

    The article is told once where several of its annotations follow one another.
    """
    words, drawn, before = wording(), [], None
    for row in rows:
        article = row[0].layer.revision.article
        drawn.append(row_html(*row, words, without, again=article.pk == before))
        before = article.pk
    return mark_safe("\n".join(drawn))  # noqa: S308 (escaped below)


def wording() -> Wording:
    day = cache(lambda day: escape(date_format(day)))
    return Wording(
        label={key: escape(str(label.name)) for key, label in LABELS.items()},
        status={one: status_html(one) for one in Status},
        article_head=escape(_("Article")),
        editor_head=escape(_("Editor")),
        changed_head=escape(_("Changed")),
        layer=escape(reverse("workspace", args=[ID])),
        article=escape(reverse("article", args=[ID])),
        day=lambda moment: day(moment.date()),
    )


def status_html(status: Status) -> str:
    tone = TONES.get(status, " good")
    return f'<td class="meta"><span class="tag{tone}">{escape(str(status.label))}</span></td>'


def row_html(
    one: Annotation,
    editor: str,
    amount: str,
    status: Status,
    words: Wording,
    without: Collection[str] = (),
    *,
    again: bool = False,
) -> str:
    """`again` where the row before is of the same article, so that only listeners are told it."""
    article, changed = one.layer.revision.article, localtime(one.updated_at)
    cells = [words_html(one, amount, escape(article.lang), words)]
    if "article" not in without:
        cells.append(again_html(article) if again else article_html(article, words))
    if "editor" not in without:
        cells.append(f'<td class="meta" data-label="{words.editor_head}">{escape(editor)}</td>')
    if "status" not in without:
        cells.append(words.status[status])
    if "changed" not in without:
        cells.append(
            f'<td class="meta" data-label="{words.changed_head}">'
            f'<time datetime="{changed.isoformat()}">{words.day(changed)}</time></td>'
        )
    return f"<tr>{''.join(cells)}</tr>"


def words_html(one: Annotation, amount: str, lang: str, words: Wording) -> str:
    """What was marked, and what is said of it."""
    counted = f' <bdi class="amount">{escape(amount)}</bdi>' if amount else ""
    speaker = f" <bdi>{escape(one.attributed_to)}</bdi>" if one.attributed_to else ""
    note = ""
    if one.note:
        note = f'<div class="under note" dir="auto">{escape(shortened(one.note, LONGEST))}</div>'
    address = words.layer.replace(str(ID), str(one.layer_id))
    return (
        f'<td class="words"><div class="said"><span class="tag {one.label}">'
        f"{words.label.get(one.label, escape(one.label))}</span>{counted}{speaker}</div>"
        f'<a class="exact" href="{address}#a-{one.pk}" lang="{lang}" dir="auto">'
        f"{escape(shortened(one.exact, LONGEST))}</a>{note}</td>"
    )


def again_html(article: Article) -> str:
    """The same title, for whoever hears the row. No link: nobody would see where its focus is."""
    return (
        f'<td class="article again"><span class="visually-hidden" lang="{escape(article.lang)}">'
        f"{escape(article.title)}</span></td>"
    )


def article_html(article: Article, words: Wording) -> str:
    outlet = f'<div class="under">{escape(str(article.outlet))}</div>' if article.outlet else ""
    return (
        f'<td class="article" data-label="{words.article_head}">'
        f'<a href="{words.article.replace(str(ID), str(article.pk))}" lang="{escape(article.lang)}"'
        f' dir="auto">{escape(article.title)}</a>{outlet}</td>'
    )
