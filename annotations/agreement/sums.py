"""The counts of agreement summed by the database, and what they come to.

The figures are those that `measures.measure` finds by reading every span: whole numbers are added
either way, and the same arithmetic follows.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from operator import neg
from typing import Any, NamedTuple

from django.db.models import QuerySet

from annotations.agreement.counted import (
    KIND,
    SUMMED,
    bring_up_to_date,
    edition,
    in_use,
    to_be_counted,
)
from annotations.agreement.counting import ANY_LABEL, Counts, Pair
from annotations.agreement.measures import Agreement, Measures, Sums, agreement_of, measures_of
from annotations.labels import LABELS
from annotations.models import PairCounts, PairSums, TextFigures
from articles.models import Article
from newsroom.models import User

# Keeps of rows of PairCounts or TextFigures those that are asked for.
Narrowing = Callable[[QuerySet[Any]], QuerySet[Any]]


class Summed(NamedTuple):
    """The counts of two editors, by their user names, with one label in the texts of a month."""

    label: str
    pair: Pair
    month: date
    released: bool
    counts: Counts


def summed(labels: Sequence[str], narrowing: Narrowing | None = None) -> list[Summed]:
    """The sums over all texts that are not archived, or over those that `narrowing` keeps."""
    if narrowing is None:
        rows = [*_without_those_left_out(labels)]
    elif (left_out := _fewer_left_out(narrowing)) is not None:
        rows = [*_without(labels, left_out)]
    else:
        rows = [*_added(narrowing(PairCounts.objects.filter(in_use(), label__in=labels)))]
    names = _usernames(rows)
    together: dict[tuple[Any, ...], Counts] = {}
    for row in rows:
        label, first, second, editors, month, released = row[: len(KIND)]
        counts = Counts(*map(int, row[len(KIND) :]))  # PostgreSQL sums to decimals.
        if names[first] > names[second]:
            first, second, counts = second, first, _turned(counts)
        pair = Pair(names[first], names[second], editors)
        kind = label, pair, month, released
        together[kind] = together[kind].plus(counts) if kind in together else counts
    return [Summed(*kind, of) for kind, of in together.items() if of.texts]  # type: ignore[call-arg]


def _without_those_left_out(labels: Sequence[str]) -> QuerySet[Any, tuple[Any, ...]]:
    """The sums of the months, and with a minus those of the texts in them that do not count.

    One statement, so that no text is counted between the two.
    """
    months = PairSums.objects.filter(edition=edition(), label__in=labels)
    counted = PairCounts.objects.filter(edition=edition(), label__in=labels)
    archived = Article.objects.filter(archived_at__isnull=False).values("pk")
    of_archived = counted.filter(article__in=archived)
    outdated = counted.filter(revision__in=to_be_counted()).exclude(article__in=archived)
    return months.values_list(*KIND, *Counts._fields).union(
        *(_added(rows, neg) for rows in (of_archived, outdated)), all=True
    )


def _fewer_left_out(narrowing: Narrowing) -> QuerySet[TextFigures] | None:
    """The texts that `narrowing` does not keep, each once; None where they are the most.

    To add up all the others takes a database long: it sorts them to group them.
    """
    label = next(iter(LABELS))  # Every text has figures of each.
    texts = figures(label)
    kept = narrowing(texts).order_by()
    # Counted along an index; whether each of them still holds matters little to the choice.
    if 2 * kept.count() < TextFigures.objects.filter(label=label).count():
        return None
    return texts.exclude(pk__in=kept.values("pk"))


def _without(
    labels: Sequence[str], left_out: QuerySet[TextFigures]
) -> QuerySet[Any, tuple[Any, ...]]:
    """The sums of the months, and with a minus those of these texts and of what is outdated."""
    months = PairSums.objects.filter(edition=edition(), label__in=labels)
    counted = PairCounts.objects.filter(edition=edition(), label__in=labels)
    outdated = counted.filter(revision__in=to_be_counted())
    current = counted.filter(in_use(), revision__in=left_out.values("revision"))
    return months.values_list(*KIND, *Counts._fields).union(
        *(_added(rows, neg) for rows in (current, outdated)), all=True
    )


def _added(
    rows: QuerySet[PairCounts], sign: Callable[[Any], Any] = lambda of: of
) -> QuerySet[Any, tuple[Any, ...]]:
    sums = {f"all_{name}": sign(SUMMED[name]) for name in Counts._fields}
    return rows.order_by().values(*KIND).annotate(**sums).values_list(*KIND, *sums)


def _usernames(rows: Iterable[tuple[Any, ...]]) -> dict[int, str]:
    first, second = KIND.index("first_id"), KIND.index("second_id")
    ids = {row[first] for row in rows} | {row[second] for row in rows}
    return dict(User.objects.filter(pk__in=ids).values_list("pk", "username"))


def _turned(counts: Counts) -> Counts:
    """The same with the two editors the other way round."""
    return counts._replace(
        marked_by_first=counts.marked_by_second, marked_by_second=counts.marked_by_first
    )


def pooled(rows: Iterable[Summed], labels: Sequence[str]) -> dict[str, Sums]:
    sums: dict[str, Sums] = {label: {} for label in labels}
    for row in rows:
        known = sums[row.label]
        known[row.pair] = known[row.pair].plus(row.counts) if row.pair in known else row.counts
    return sums


def by_month(
    rows: Iterable[Summed], labels: Sequence[str]
) -> list[tuple[date, Mapping[str, Measures]]]:
    """The first day of each month, the latest first, with the measures of each label."""
    of_month: defaultdict[date, list[Summed]] = defaultdict(list)
    for row in rows:
        of_month[row.month].append(row)
    return [
        (
            month,
            {label: measures_of(of) for label, of in pooled(of_month[month], labels).items()},
        )
        for month in sorted(of_month, reverse=True)
    ]


def agreement_over(narrowing: Narrowing | None = None) -> Agreement:
    """The agreement of all texts that are not archived, or of those that `narrowing` keeps."""
    bring_up_to_date()
    labels = [*LABELS, ANY_LABEL]
    return agreement_of(pooled(summed(labels, narrowing), labels))


def figures(label: str) -> QuerySet[TextFigures]:
    """The figures of this label in each text that counts, archived ones included."""
    return TextFigures.objects.filter(in_use(), label=label)


def shown(rows: QuerySet[Any]) -> QuerySet[Any]:
    """Those of articles that nobody has archived."""
    return rows.exclude(article__in=Article.objects.filter(archived_at__isnull=False).values("pk"))
