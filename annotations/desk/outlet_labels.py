"""How many claims, quotes and statistics stand in the articles of each outlet in the end."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db.models import Count, QuerySet

from annotations.access import ruled_spans_seen_by
from annotations.models.adjudication import where_standing
from annotations.readers import Rights, reader_with, rights_of
from articles.models import Outlet
from newsroom.models import User
from newsroom.prepared import ask

MOST = 10


@dataclass
class OutletLabels:
    """An outlet, None for articles without one, and its final annotations by label."""

    outlet: Outlet | None
    numbers: dict[str, int] = field(default_factory=dict)

    @property
    def total(self) -> int:
        return sum(self.numbers.values())


def labels_by_outlet(reader: User, since: datetime) -> tuple[list[OutletLabels], int]:
    """The MOST outlets with the most final annotations, and how many outlets have any.

    Those of articles that are not archived, whose review was closed since then and which the reader
    may know.
    """
    numbers: defaultdict[int | None, dict[str, int]] = defaultdict(dict)
    for outlet, label, number in ask(_final, rights_of(reader), user=reader.pk, since=since):
        numbers[outlet][label] = number
    totals = {outlet: sum(of.values()) for outlet, of in numbers.items()}
    most = sorted(totals, key=lambda outlet: (-totals[outlet], outlet or 0))[:MOST]
    named = Outlet.objects.in_bulk([outlet for outlet in most if outlet])
    found = [
        OutletLabels(named[outlet] if outlet else None, numbers[outlet])
        for outlet in most
        if outlet is None or outlet in named
    ]
    return found, len(totals)


def _final(rights: Rights, *, user: Any, since: Any) -> QuerySet[Any]:
    """(outlet, label, final annotations); the pieces of a split quote count as they are marked."""
    article = "adjudication__review__revision__article"
    final = ruled_spans_seen_by(reader_with(rights, user)).filter(
        where_standing("adjudication"),
        **{"adjudication__review__closed_at__gte": since, f"{article}__archived_at": None},
    )
    counted = final.order_by().values(f"{article}__outlet", "label").annotate(number=Count("pk"))
    return counted.values_list(f"{article}__outlet", "label", "number")
