"""The rows of the queue as HTML.

Written by functions and not by a template, which calls 1,500 functions for each of the rows. All
that comes from a row goes through `escape`, and so do the words.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from html import escape
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.dateformat import format as formatted
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from annotations.labels import name_of
from annotations.models.disagreement import Kind, State
from newsroom.models import User

WORDS = 160  # Code points of a group's words.
ID = 9_990_000_000_000_001  # Of no row: it stands in an address until that of a row does.

# How a state is shown: the tone of its tag, and the word.
STATES = {
    State.OPEN: ("", gettext_lazy("Open")),
    State.ASKED: ("warn", gettext_lazy("Asked")),
    State.DISPUTED: ("bad", gettext_lazy("Disputed")),
    State.STALE: ("bad", gettext_lazy("Changed")),
    State.SETTLED: ("good", gettext_lazy("Settled")),
}


@dataclass(frozen=True)
class Wording:
    """What is the same in all rows of a page, as HTML, and the time that it is."""

    group: str
    review: str
    overlap: str
    state: str
    found: str
    kinds: dict[str, str]
    now: datetime

    def group_address(self, row: Any) -> str:
        return self.group.replace(str(ID), str(row.pk))

    def review_link(self, row: Any) -> str:
        """The title of the article, as a link to its review."""
        article = row.review.revision.article
        address = self.review.replace(str(ID), str(row.review.revision_id))
        lang = escape(article.lang)
        return f'<a href="{address}" lang="{lang}" dir="auto">{escape(article.title)}</a>'


def draw_rows(rows: Iterable[Any], reader: User, *, by_article: bool) -> SafeString:
    """A `tr` for each disagreement, as `with_row_fields` of the queue loads it.

    `by_article`: a row with the title of the article goes before those of each review.
    """
    words = wording()
    drawn, review = [], None
    for row in rows:
        if by_article and row.review_id != review:
            review = row.review_id
            drawn.append(heading_html(row, words))
        drawn.append(row_html(row, reader, words, titled=not by_article))
    return mark_safe("\n".join(drawn))  # noqa: S308 (escaped below)


def wording() -> Wording:
    return Wording(
        group=escape(reverse("disagreement", args=[ID])),
        review=escape(reverse("review", args=[ID])),
        overlap=escape(_("Overlap")),
        state=escape(_("State")),
        found=escape(_("Found")),
        kinds={kind: escape(str(name)) for kind, name in Kind.choices},
        now=timezone.now(),
    )


def heading_html(row: Any, words: Wording) -> str:
    outlet = row.review.revision.article.outlet
    said = f' <span class="muted">{escape(str(outlet))}</span>' if outlet else ""
    return (
        '<tr class="of-article"><th colspan="5" scope="rowgroup">'
        f"{words.review_link(row)}{said}</th></tr>"
    )


def row_html(row: Any, reader: User, words: Wording, *, titled: bool) -> str:
    taken = row.reserved_until is not None and row.reserved_until > words.now
    by_other = taken and row.reserved_by_id != reader.pk
    tick = _("Tick: %(words)s") % {"words": Truncator(row.words).chars(60)}
    versions = ngettext("%(count)s version", "%(count)s versions", row.versions)
    overlap = _("%(percent)s %%") % {"percent": round(100 * row.overlap)}
    found_at = timezone.localtime(row.found_at)
    return (
        f'<tr class="{escape(row.state)}{" taken" if by_other else ""}">'
        f'<td class="tick"><input type="checkbox" name="disagreement" value="{row.pk}"'
        f' form="assigning" aria-label="{escape(tick)}"></td>'
        f"{words_html(row, words, titled=titled)}"
        f'<td class="meta" data-label="{words.overlap}">{escape(overlap)}'
        f'<span class="under">{escape(versions % {"count": row.versions})}</span></td>'
        f"{state_html(row, words, taken=taken, by_other=by_other)}"
        f'<td class="meta" data-label="{words.found}"><time datetime="{found_at.isoformat()}">'
        f"{escape(formatted(found_at, 'j M'))}</time></td></tr>"
    )


def words_html(row: Any, words: Wording, *, titled: bool) -> str:
    article = row.review.revision.article
    tags = "".join(
        f' <span class="tag {escape(label)}">{escape(name_of(label))}</span>'
        for label in row.labels
    )
    cut = "…" if row.end - row.start > WORDS else ""
    under = ""
    if titled:
        outlet = f"<span>{escape(str(article.outlet))}</span>" if article.outlet else ""
        under = f'<p class="under">{words.review_link(row)}{outlet}</p>'
    return (
        f'<td class="words"><p class="said"><b>{words.kinds[row.kind]}</b>{tags}</p>'
        f'<a class="exact" href="{words.group_address(row)}" lang="{escape(article.lang)}"'
        f' dir="auto">{escape(row.words)}{cut}</a>{under}</td>'
    )


def state_html(row: Any, words: Wording, *, taken: bool, by_other: bool) -> str:
    tone, state = STATES[row.state]
    notes = []
    if by_other:
        until = formatted(timezone.localtime(row.reserved_until), "H:i")
        notes.append(_("taken until %(until)s") % {"until": until})
    elif taken:
        notes.append(_("taken by you"))
    if row.assignee:
        notes.append(_("for %(name)s") % {"name": row.assignee})
    if row.is_own:
        notes.append(_("you annotated it"))
    under = " ".join(f'<span class="under">{escape(note)}</span>' for note in notes)
    return (
        f'<td class="meta" data-label="{words.state}">'
        f'<span class="tag {tone}">{escape(str(state))}</span> {under}</td>'
    )
