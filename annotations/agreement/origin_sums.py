"""The agreement on what was found apart and by acceptance, and with suggestions and without."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from django.db.models import QuerySet

from annotations.agreement.by_origin import ALL_LABELS
from annotations.agreement.counted import edition, in_use
from annotations.agreement.difference import Difference, difference_of, moments_of
from annotations.agreement.sums import Narrowing, shown
from annotations.models import TextOrigins
from newsroom.prepared import ask

# The newest texts, so that the page costs the same however many there are.
LATEST = 1_000

BY_ORIGIN = ("apart_spans", "apart_paired", "accepted_spans", "accepted_paired")
BY_WHAT_WAS_SHOWN = ("held_spans", "held_paired", "shown_spans", "shown_paired")


class Differences(NamedTuple):
    """Of one label, or of all: by acceptance less found apart, and shown less held back."""

    label: str
    by_origin: Difference
    by_what_was_shown: Difference


def differences_over(
    labels: Sequence[str], narrowing: Narrowing | None = None
) -> list[Differences]:
    """Of each of the labels of which anything is known, over the latest texts that are not
    archived, or of those that `narrowing` keeps. One query.
    """
    wanted = list(labels)
    if narrowing is None:
        rows: Iterable[Any] = ask(_rows_of_all, edition(), labels=wanted)
    else:
        rows = _rows_of_latest(narrowing(TextOrigins.objects.filter(in_use())), wanted)
    by_label: defaultdict[str, list[tuple[int, ...]]] = defaultdict(list)
    for label, *numbers in rows:
        by_label[label].append(tuple(numbers))
    return [
        Differences(
            label,
            difference_of(moments_of(numbers[:4] for numbers in by_label[label])),
            difference_of(moments_of(numbers[4:] for numbers in by_label[label])),
        )
        for label in labels
        if label in by_label
    ]


def _rows_of_all(_edition: str, *, labels: Any) -> QuerySet[Any]:
    """`in_use` asks for that edition: another one is another query."""
    return _rows_of_latest(shown(TextOrigins.objects.filter(in_use())), labels)


def _rows_of_latest(known: QuerySet[TextOrigins], labels: Any) -> QuerySet[Any]:
    latest = known.filter(label=ALL_LABELS).order_by("-finished_at", "-revision_id")[:LATEST]
    rows = TextOrigins.objects.filter(revision__in=latest.values("revision_id"), label__in=labels)
    return rows.order_by().values_list("label", *BY_ORIGIN, *BY_WHAT_WAS_SHOWN)
