"""What is being read: the articles with open layers, the late and the soonest due first.

Without names and letters: how many have submitted, how many are at it, and until when.
"""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, F, Min, Q, QuerySet

from annotations.layers.reminding import start_of, where_reminded
from annotations.models import Layer
from annotations.models.layer import LayerQuerySet
from articles.models import Revision
from articles.newer_texts import where_newer_text
from newsroom.prepared import ask

SOME = 40  # Open layers among which the articles of the desk are looked for.


@dataclass(frozen=True)
class InWork:
    """A text that is being read; `due_on` is the first day on which something is due.

    `to_remind` counts the late readings of which nobody was reminded today.
    """

    revision: Revision
    submitted: int
    open: int
    to_remind: int
    due_on: date | None
    days_late: int

    @property
    def dots(self) -> list[bool]:
        """One for each who reads it; True for who has submitted."""
        return [True] * self.submitted + [False] * self.open


def in_work(today: date, most: int) -> list[InWork]:
    """At most so many texts, what is late first, then what is due next; in three queries."""
    first_due: dict[int, date | None] = {}
    for revision, due_on in ask(_next_due, SOME):
        first_due.setdefault(revision, due_on)
    return texts_in_work({pk: first_due[pk] for pk in list(first_due)[:most]}, today)


def texts_in_work(first_due: dict[int, date | None], today: date) -> list[InWork]:
    """These texts in their order, each with the first day on which something of it is due."""
    keys = list(first_due)
    if not keys:
        return []
    revisions = {one.pk: one for one in ask(_revisions, keys=keys)}
    midnight = start_of(today)
    rows = ask(_readers, keys=keys, day=today, since=midnight)
    counted = {pk: (done, at_it, late) for pk, done, at_it, late in rows}
    return [
        InWork(revisions[pk], *counted[pk], first_due[pk], days_late(first_due[pk], today))
        for pk in keys
    ]


def all_in_work(*, reopened: bool = False) -> QuerySet[Any]:
    """(revision, first day due) of every text with an open layer, what is due first at the top.

    With `reopened` those alone whose open layers are open again.
    """
    layers = open_layers()
    if reopened:
        layers = layers.filter(reopened_at__isnull=False)
    by_text = layers.order_by().values("revision").annotate(first=Min("due_on"))
    return by_text.order_by(F("first").asc(nulls_last=True), "revision").values_list(
        "revision", "first"
    )


def days_late(due_on: date | None, today: date) -> int:
    return max(0, (today - due_on).days) if due_on else 0


def _next_due(most: int) -> QuerySet[Any]:
    layers = open_layers().order_by(F("due_on").asc(nulls_last=True), "id")
    return layers.values_list("revision", "due_on")[:most]


def open_layers() -> LayerQuerySet:
    return Layer.objects.open().filter(revision__article__archived_at=None)


def _revisions(*, keys: Any) -> QuerySet[Revision]:
    revisions = Revision.objects.filter(pk__in=keys).annotate(newer_text=where_newer_text())
    related = revisions.select_related("article__outlet")
    return related.defer("text", "raw", "left_out").order_by()


def _readers(*, keys: Any, day: Any, since: Any) -> QuerySet[Any]:
    """(revision, layers submitted, layers open, late ones of which nobody was reminded)."""
    layers = Layer.objects.standing().filter(revision__in=keys).order_by()
    late = Q(submitted_at=None, due_on__lt=day) & ~Q(where_reminded(since))
    return layers.values_list("revision").annotate(
        done=Count("pk", filter=Q(submitted_at__isnull=False)),
        at_it=Count("pk", filter=Q(submitted_at=None)),
        to_remind=Count("pk", filter=late),
    )
