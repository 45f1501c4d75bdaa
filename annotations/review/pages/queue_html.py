"""The rows of the queue as HTML.

Written by functions and not by a template, which calls 1,500 functions for each of the rows. All
that comes from a row goes through `escape`, and so do the words.
"""

from collections.abc import Iterable, Mapping, Sequence
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

from annotations.labels import name_of
from annotations.models.disagreement import Kind, State
from newsroom.formats import Grouped
from newsroom.models import User

WORDS = 160  # Code points of a group's words.
ID = 9_990_000_000_000_001  # Of no row: it stands in an address until that of a row does.

# The tone of the tag of a state.
TONES = {
    State.OPEN: "",
    State.ASKED: "warn",
    State.DISPUTED: "bad",
    State.STALE: "bad",
    State.SETTLED: "good",
}


@dataclass(frozen=True)
class Columns:
    """The columns that tell rows apart: one that says the same in every row is left out."""

    shared: bool
    state: bool
    found: bool

    @property
    def count(self) -> int:
        return 2 + self.shared + self.state + self.found


@dataclass(frozen=True)
class Wording:
    """What is the same in all rows of a page, as HTML, and the time that it is."""

    group: str
    review: str
    shared: str
    state: str
    found: str
    kinds: dict[str, str]
    states: dict[str, str]
    now: datetime
    columns: Columns
    progress: Mapping[int, tuple[int, int]]

    def group_address(self, row: Any) -> str:
        return self.group.replace(str(ID), str(row.pk))

    def review_link(self, row: Any) -> str:
        """The title of the article, as a link to its review."""
        article = row.review.revision.article
        address = self.review.replace(str(ID), str(row.review.revision_id))
        lang = escape(article.lang)
        return f'<a href="{address}" lang="{lang}" dir="auto">{escape(article.title)}</a>'


def telling_columns(rows: Sequence[Any], reader: User) -> Columns:
    now = timezone.now()
    return Columns(
        shared=any(row.overlap for row in rows),
        state=len({row.state for row in rows}) > 1
        or any(row.state != State.OPEN for row in rows)
        or any(row.assignee_id or row.is_own or is_taken(row, now) for row in rows),
        found=len({timezone.localtime(row.found_at).date() for row in rows}) > 1,
    )


def is_taken(row: Any, now: datetime) -> bool:
    return row.reserved_until is not None and row.reserved_until > now


def draw_rows(
    rows: Iterable[Any],
    reader: User,
    columns: Columns,
    progress: Mapping[int, tuple[int, int]],
    *,
    by_article: bool,
) -> SafeString:
    """A `tr` for each disagreement, as `with_row_fields` of the queue loads it.

    `by_article`: a row with the title of the article goes before those of each review. `progress`
    is how many of a review are decided, and of how many, by its id.
    """
    words = wording(columns, progress)
    drawn, review = [], None
    for row in rows:
        if by_article and row.review_id != review:
            review = row.review_id
            drawn.append(heading_html(row, words))
        drawn.append(row_html(row, reader, words, titled=not by_article))
    return mark_safe("\n".join(drawn))  # noqa: S308 (escaped below)


def wording(columns: Columns, progress: Mapping[int, tuple[int, int]]) -> Wording:
    return Wording(
        group=escape(reverse("disagreement", args=[ID])),
        review=escape(reverse("review", args=[ID])),
        shared=escape(_("Words shared")),
        state=escape(_("State")),
        found=escape(_("Found")),
        kinds={kind: escape(str(name)) for kind, name in Kind.choices},
        states={state: escape(str(name)) for state, name in State.choices},
        now=timezone.now(),
        columns=columns,
        progress=progress,
    )


def heading_html(row: Any, words: Wording) -> str:
    outlet = row.review.revision.article.outlet
    said = f' <span class="muted">{escape(str(outlet))}</span>' if outlet else ""
    return (
        f'<tr class="of-article"><th colspan="{words.columns.count}" scope="rowgroup">'
        f"{words.review_link(row)}{said}{progress_html(row, words)}</th></tr>"
    )


def progress_html(row: Any, words: Wording) -> str:
    """How far the review is: «7 of 10 decided», and a bar that says the same."""
    settled, total = words.progress.get(row.review_id, (0, 0))
    if not total:
        return ""
    counts = {"settled": Grouped(settled), "total": Grouped(total)}
    said = _("%(settled)s of %(total)s decided") % counts
    return (
        f' <span class="progress-of"><progress class="bar" max="{total}" value="{settled}"'
        f' aria-hidden="true"></progress> {escape(said)}</span>'
    )


def row_html(row: Any, reader: User, words: Wording, *, titled: bool) -> str:
    taken = is_taken(row, words.now)
    by_other = taken and row.reserved_by_id != reader.pk
    tick = _("Tick: %(words)s") % {"words": Truncator(row.words).chars(60)}
    columns = words.columns
    state = state_html(row, words, taken=taken, by_other=by_other) if columns.state else ""
    return (
        f'<tr class="{escape(row.state)}{" taken" if by_other else ""}">'
        f'<td class="tick"><input type="checkbox" name="disagreement" value="{row.pk}"'
        f' form="assigning" aria-label="{escape(tick)}"></td>'
        f"{words_html(row, words, titled=titled)}"
        f"{shared_html(row, words) if columns.shared else ''}{state}"
        f"{found_html(row, words) if columns.found else ''}</tr>"
    )


def shared_html(row: Any, words: Wording) -> str:
    """How many of the words all have; nothing where one editor alone marked any."""
    said = _("%(percent)s %%") % {"percent": round(100 * row.overlap)} if row.overlap else ""
    return f'<td class="meta" data-label="{words.shared}">{escape(said)}</td>'


def found_html(row: Any, words: Wording) -> str:
    found_at = timezone.localtime(row.found_at)
    return (
        f'<td class="meta" data-label="{words.found}"><time datetime="{found_at.isoformat()}">'
        f"{escape(formatted(found_at, 'j M'))}</time></td>"
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
        under = f'<p class="under">{words.review_link(row)}{outlet}{progress_html(row, words)}</p>'
    return (
        f'<td class="words"><p class="said"><b>{words.kinds[row.kind]}</b>{tags}</p>'
        f'<a class="exact" href="{words.group_address(row)}" lang="{escape(article.lang)}"'
        f' dir="auto">{escape(row.words)}{cut}</a>{under}</td>'
    )


def state_html(row: Any, words: Wording, *, taken: bool, by_other: bool) -> str:
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
        f'<span class="tag {TONES[row.state]}">{words.states[row.state]}</span> {under}</td>'
    )
