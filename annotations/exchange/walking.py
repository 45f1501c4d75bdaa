"""The keys of one page of the list of annotations, found without sorting all that was found.

Few are put in order by their keys. Where there are more than can be paged, the page is nearly
always full after some of all annotations, in the order of the list: the database is asked of these
alone, then of more, and of all only where they do not fill it.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, NamedTuple
from uuid import UUID

from django.db import connection
from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.db.models.functions import Lower

from annotations.labels import LABELS
from annotations.models import Annotation
from newsroom.prepared import ask

IN_TEXT = ("layer__revision__article_id", "layer__revision__number", "start", "-end", "id")
TITLE = Lower("layer__revision__article__title")

# All that the list can be sorted by.
SORTS: dict[str, tuple[Any, ...]] = {
    "-changed": ("-updated_at", "id"),
    "changed": ("updated_at", "id"),
    "article": (TITLE, *IN_TEXT),
    "-article": (TITLE.desc(), *IN_TEXT),
    "label": ("label", *IN_TEXT),
    "-label": ("-label", *IN_TEXT),
    "value": (F("value").asc(nulls_last=True), *IN_TEXT),
    "-value": (F("value").desc(nulls_last=True), *IN_TEXT),
}

# How many annotations are looked at for a page, beside twice as many as it needs; then how many.
LOOKED_AT = (1_000, 10_000)


class Stretch(NamedTuple):
    """Annotations that stand together in an order; `by` is what puts them in order first."""

    only: Q
    by: Any
    order: tuple[Any, ...]
    falling: bool = False


def stretches(sort: str, labels: Iterable[str]) -> list[Stretch]:
    """The order in stretches, of which an index or the articles give each from its beginning."""
    falling = sort.startswith("-")
    shown = Q(layer__revision__article__archived_at=None)
    article = F("layer__revision__article_id")
    if sort.endswith("changed"):
        return [Stretch(Q(), F("updated_at"), SORTS[sort], falling)]
    if sort.endswith("article"):
        return [Stretch(shown, TITLE, SORTS[sort], falling)]
    if sort.endswith("label"):
        known = sorted(set(labels) or LABELS, reverse=falling)
        return [Stretch(shown & Q(label=one), article, IN_TEXT) for one in known]
    first = "-value" if falling else "value"
    return [
        Stretch(Q(value__isnull=False), F("value"), (first, *IN_TEXT), falling),
        Stretch(shown & Q(value=None), article, IN_TEXT),
    ]


def put_in_order(keys: Sequence[UUID], sort: str) -> list[UUID]:
    return ask(_in_order, sort, keys=keys) if keys else []


def _in_order(sort: str, *, keys: Any) -> QuerySet[Any]:
    rows = Annotation.objects.filter(pk__in=keys).order_by(*SORTS[sort])
    return rows.values_list("pk", flat=True)


def first_in_order(found: QuerySet[Any], parts: Iterable[Stretch], most: int) -> list[UUID]:
    """The keys of so many of those found, which are live annotations of articles that are shown."""
    keys: list[UUID] = []
    for part in parts:
        keys += first_of_stretch(found.filter(part.only), part, most - len(keys))
        if len(keys) == most:
            break
    return keys


def first_of_stretch(found: QuerySet[Any], part: Stretch, most: int) -> list[UUID]:
    keys: list[UUID] = []
    for near in nearer_and_nearer(part, most):
        keys = list(walked(found, part, near).values_list("pk", flat=True)[:most])
        if len(keys) == most:
            break
    return keys


def nearer_and_nearer(part: Stretch, most: int) -> Iterator[Q]:
    """The conditions that an annotation is one of the first of its stretch, the last: is any."""
    by = Annotation.objects.filter(part.only).annotate(by=part.by).values_list("by", flat=True)
    by = by.order_by("-by" if part.falling else "by")
    for looked_at in LOOKED_AT:
        last = 2 * most + looked_at
        for bound in by[last : last + 1]:
            yield Q(by__gte=bound) if part.falling else Q(by__lte=bound)
    yield Q()


def walked(found: QuerySet[Any], part: Stretch, near: Q) -> QuerySet[Any]:
    """Those of them that are near, in order.

    Where it has a choice, SQLite goes through all that a filter finds and sorts it. So near ones
    are taken one after the other, and each is asked for among those found.
    """
    if connection.vendor == "sqlite" and near:
        those = Exists(found.order_by().filter(pk=OuterRef("pk")))
        found = Annotation.objects.filter(part.only, those, withdrawn_at=None)
    return found.alias(by=part.by).filter(near).order_by(*part.order)
