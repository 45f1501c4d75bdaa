"""How much was done week by week: readings submitted, and disagreements decided by people."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import Count, QuerySet, Value
from django.utils import timezone

from annotations.access import adjudications_seen_by
from annotations.models import Layer
from annotations.readers import Rights, reader_with, rights_of
from newsroom.models import User
from newsroom.prepared import ask

WEEKS = 12


@dataclass(frozen=True)
class Week:
    """A week from its Monday, and how much was done in it; `share` of the best, 0–100."""

    first: date
    done: int
    share: int

    @property
    def above(self) -> int:
        """What of the height stays free above its bar."""
        return 100 - self.share


def submitted(today: date, editor: User | None = None) -> list[Week]:
    """Readings in the last WEEKS, the present one last; of everybody, or of `editor` alone."""
    edges = edges_of_weeks(today)
    if editor is None:
        return as_weeks(today, ask(_of_everybody, **edges))
    return as_weeks(today, ask(_of_one, editor=editor.pk, **edges))


def decided(today: date, reader: User) -> list[Week]:
    """Decisions that the reader may know of, each in the week in which it was made.

    Also those that were changed later; not what the program decided as all editors agreed.
    """
    return as_weeks(
        today, ask(_decided, rights_of(reader), user=reader.pk, **edges_of_weeks(today))
    )


def first_days(today: date) -> list[date]:
    """The Mondays of the last WEEKS."""
    monday = today - timedelta(days=today.weekday())
    return [monday - timedelta(weeks=back) for back in range(WEEKS - 1, -1, -1)]


def edges_of_weeks(today: date) -> dict[str, Any]:
    """Where each week begins, by name, and where the last one ends."""
    firsts = first_days(today)
    edges = [*map(midnight, firsts), midnight(firsts[-1] + timedelta(weeks=1))]
    return {f"edge_{number}": edge for number, edge in enumerate(edges)}


def as_weeks(today: date, counted: list[tuple[int, int]]) -> list[Week]:
    done = dict(counted)
    best = max(done.values(), default=0) or 1
    return [
        Week(first, done.get(number, 0), round(100 * done.get(number, 0) / best))
        for number, first in enumerate(first_days(today))
    ]


def midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))


def _of_everybody(**edges: Any) -> QuerySet[Any]:
    return _counted(Layer.objects.all(), "submitted_at", edges)


def _of_one(*, editor: Any, **edges: Any) -> QuerySet[Any]:
    return _counted(Layer.objects.filter(editor=editor), "submitted_at", edges)


def _decided(rights: Rights, *, user: Any, **edges: Any) -> QuerySet[Any]:
    by_people = adjudications_seen_by(reader_with(rights, user))
    by_people = by_people.filter(decided_by__isnull=False)
    return _counted(by_people, "decided_at", edges)


def _counted(rows: QuerySet[Any], moment: str, edges: dict[str, Any]) -> QuerySet[Any]:
    """(number of the week, rows of that week): a short walk along an index for each."""
    weeks = [
        rows.filter(
            **{
                f"{moment}__gte": edges[f"edge_{number}"],
                f"{moment}__lt": edges[f"edge_{number + 1}"],
            }
        )
        .order_by()
        .annotate(week=Value(number))
        .values("week")
        .annotate(done=Count("pk"))
        .values_list("week", "done")
        for number in range(WEEKS)
    ]
    return weeks[0].union(*weeks[1:], all=True)
