"""The rows of the list of facts as HTML.

Written by functions and not by a template, as the rows of the other long lists. All that comes from
a row goes through `escape`, and so do the words.
"""

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache
from html import escape
from typing import Any

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from annotations.models import FactState
from annotations.ui.words import shortened

# What people may leave out; the sources stand below the statement.
OPTIONAL = {
    "sources": gettext_lazy("Sources"),
    "state": gettext_lazy("State"),
    "as_of": gettext_lazy("As of"),
    "recheck": gettext_lazy("Recheck"),
}

ID = 9_990_000_000_000_001  # Of no row: it stands in the address until that of a row does.
LONGEST = 280  # Letters of a statement.

# How a tag of each state is drawn.
TONES = {"draft": "", "verified": "good", "recheck": "warn", "retired": "bad"}


@dataclass(frozen=True)
class Wording:
    """What is the same in all rows of a page, as HTML; `day` tells the words of a date, each once.

    `address` is that of a fact, with ID in the place of its number.
    """

    address: str
    no_source: str
    revision_waits: str
    as_of: str
    recheck: str
    state: dict[str, str]
    day: Callable[[date], str]


def draw_rows(versions: Iterable[Any], without: Collection[str] = ()) -> SafeString:
    """A `tr` for each fact: of the version that speaks for it, with the `state` of the fact and
    the `revision_id` of one that waits to be verified. Their sources are read, unless they are
    `without`, which names what is left out of OPTIONAL.
    """
    words = wording()
    drawn = "\n".join(row_html(version, words, without) for version in versions)
    return mark_safe(drawn)  # noqa: S308 (escaped below)


def wording() -> Wording:
    return Wording(
        address=escape(reverse("fact", args=[ID])),
        no_source=f"<span>{escape(_('No source yet'))}</span>",
        revision_waits=f' <span class="tag warn">{escape(_("Revision waits"))}</span>',
        as_of=escape(_("As of")),
        recheck=escape(_("Recheck")),
        state={
            one.value: f'<span class="tag {TONES[one]}">{escape(str(one.label))}</span>'
            for one in FactState
        },
        day=cache(
            lambda day: f'<time datetime="{day.isoformat()}">{escape(date_format(day))}</time>'
        ),
    )


def row_html(version: Any, words: Wording, without: Collection[str] = ()) -> str:
    retired = ' class="retired"' if version.state == FactState.RETIRED else ""
    address = words.address.replace(str(ID), str(version.fact_id))
    sources = "" if "sources" in without else sources_html(version, words)
    cells = [
        f'<td class="fact-number">{version.fact_id}</td><td class="statement">'
        f'<a href="{address}" dir="auto">{escape(shortened(version.statement, LONGEST))}</a>'
        f"{sources}</td>"
    ]
    if "state" not in without:
        waits = ""
        if version.revision_id and version.state != FactState.DRAFT:
            waits = words.revision_waits
        cells.append(f'<td class="meta">{words.state[version.state]}{waits}</td>')
    if "as_of" not in without:
        cells.append(day_html(version.as_of, words.as_of, words))
    if "recheck" not in without:
        cells.append(day_html(version.recheck_on, words.recheck, words))
    return f"<tr{retired}>{''.join(cells)}</tr>"


def sources_html(version: Any, words: Wording) -> str:
    publishers = " ".join(
        f'<span dir="auto">{escape(publisher)}</span>' for publisher in version.publishers()
    )
    return f'<div class="under">{publishers or words.no_source}</div>'


def day_html(day: date | None, head: str, words: Wording) -> str:
    told = words.day(day) if day else ""
    return f'<td class="meta date" data-label="{head}">{told}</td>'
