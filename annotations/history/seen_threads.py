"""Which threads a reader sees, and what those are about, by queries that are written once."""

from collections.abc import Callable
from typing import Any, cast

from django.db.models import QuerySet

from annotations.access import annotations_seen_by, disagreements_seen_by, threads_seen_by
from annotations.readers import Rights, reader_with, rights_of
from newsroom.models import User
from newsroom.prepared import ask


def seen_of_threads(pks: list[int], reader: User) -> list[set[Any]]:
    """The ids that `reader` may see: of these threads, of their annotations, of their groups."""
    rights = rights_of(reader)
    return [
        set(ask(_seen_of_threads, what, rights, user=reader.pk, pks=pks))
        for what in SEEN_OF_THREADS
    ]


SEEN_OF_THREADS: dict[str, tuple[Callable[[User], Any], str]] = {
    "threads": (threads_seen_by, "pk__in"),
    "annotations": (annotations_seen_by, "threads__in"),
    "disagreements": (disagreements_seen_by, "threads__in"),
}


def _seen_of_threads(what: str, rights: Rights, *, user: Any, pks: Any) -> QuerySet[Any]:
    seen_by, of_threads = SEEN_OF_THREADS[what]
    rows = seen_by(reader_with(rights, user)).filter(**{of_threads: pks})
    return cast(QuerySet[Any], rows.order_by().values_list("pk", flat=True))
