"""The rows of the texts on the page of agreement as HTML.

Written by functions and not by a template, as the rows of the other long lists. All that comes from
a row goes through `escape`, and so do the words.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache
from html import escape

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from annotations.agreement.tables import ArticleRow
from newsroom.formats import Grouped

ID = 9_990_000_000_000_001  # Of no row: it stands in an address until that of a row does.


@dataclass(frozen=True)
class Wording:
    """What is the same in all rows of a page, as HTML; `day` tells the words of a date, each once.

    `review` and `revision` are addresses, with ID in the place of a key.
    """

    finished: str
    review: str
    revision: str
    day: Callable[[date], str]


def draw_rows(rows: Iterable[ArticleRow]) -> SafeString:
    """A `tr` for each text. Reads the article, outlet and review of its revision."""
    words = wording()
    drawn = "\n".join(row_html(row, words) for row in rows)
    return mark_safe(drawn)  # noqa: S308 (escaped below)


def wording() -> Wording:
    return Wording(
        finished=escape(_("Submitted")),
        review=escape(reverse("review", args=[ID])),
        revision=escape(reverse("revision", args=[ID])),
        day=cache(lambda day: escape(date_format(day))),
    )


def row_html(row: ArticleRow, words: Wording) -> str:
    revision, article = row.revision, row.revision.article
    address = words.review if getattr(revision, "review", None) else words.revision
    figures = "".join(
        f'<td data-label="{escape(str(label))}">{figure.drawn}</td>'
        for label, figure in row.figures
    )
    return (
        f'<tr><td class="title"><a href="{address.replace(str(ID), str(revision.pk))}"'
        f' lang="{escape(article.lang)}" dir="auto">{escape(article.title)}</a>'
        f' <span class="under">{under_html(row)}</span></td>{figures}'
        f'<td data-label="{words.finished}" class="date">{words.day(row.finished)}</td></tr>'
    )


def under_html(row: ArticleRow) -> str:
    told = [str(row.revision.article.outlet)] if row.revision.article.outlet else []
    told.append(
        ngettext("%(n)s editor", "%(n)s editors", row.editors) % {"n": Grouped(row.editors)}
    )
    told.append(ngettext("%(n)s mark", "%(n)s marks", row.spans) % {"n": Grouped(row.spans)})
    if row.revision.number > 1:
        told.append(_("Revision %(number)s") % {"number": row.revision.number})
    return " ".join(f"<span>{escape(each)}</span>" for each in told)
