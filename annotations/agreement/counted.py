"""Counts of agreement kept in the database: which still hold, and making them anew.

A text's counts say of which submissions of its layers, and of which closing of its review, they
were made: each layer and review holds that moment beside the moment itself. What a submitted layer
marks does not change, and its editor neither, so counts hold exactly as long as the moments are
the same, whoever changed them and however. The few where they are not are found by an index that
holds no others. Every query of counts leaves these texts out (`in_use`), and whoever reads brings
them up to date first.

Counts also hang on the rules by which they were made, the labels and the time zone of the months:
all that is the edition.
"""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from hashlib import sha256
from typing import Any, NamedTuple

from django.conf import settings
from django.db import connection, transaction
from django.db.models import Count, F, Max, Model, Q, QuerySet, Sum
from django.utils import timezone

from annotations.agreement import counting
from annotations.agreement.by_origin import Parts
from annotations.agreement.counting import ANY_LABEL, Text, counts_of
from annotations.agreement.from_layers import texts_of
from annotations.agreement.measures import measures_of
from annotations.agreement.origins import parts_by_text
from annotations.labels import LABELS
from annotations.models import Layer, PairCounts, PairSums, Review, TextFigures, TextOrigins
from annotations.models.agreement import COUNTS, not_as
from articles.models import Revision

# Of one kind: sums keep these apart. And the numbers that are summed; every row is one text.
KIND = ("label", "first_id", "second_id", "editors", "month", "released")
SUMMED = {"texts": Count("pk")} | {name: Sum(name) for name in COUNTS if name != "texts"}

KEPT: tuple[type[Model], ...] = (PairCounts, TextFigures, TextOrigins)  # of one text

TEXTS_AT_ONCE = 500  # In one transaction: about half a second.


def edition() -> str:
    """What today's counts are made with."""
    said = [counting.VERSION, *LABELS, settings.TIME_ZONE]
    return sha256(" ".join(map(str, said)).encode()).hexdigest()[:16]


def to_be_counted(among: Q | None = None) -> QuerySet[Layer, Any]:
    """The revisions whose counts are missing or no longer hold."""
    narrowed = Q() if among is None else among
    waiting = narrowed & not_as("counted_submission", "submitted_at")
    layers = Layer.objects.filter(waiting).order_by()
    waiting = narrowed & not_as("counted_closing", "closed_at")
    reviews = Review.objects.filter(waiting).order_by()
    return layers.values("revision").union(reviews.values("revision"), all=True)


def in_use() -> Q:
    """The condition that counts hold, for rows that have an edition and a revision."""
    layers = Layer.objects.filter(not_as("counted_submission", "submitted_at")).order_by()
    reviews = Review.objects.filter(not_as("counted_closing", "closed_at")).order_by()
    return (
        Q(edition=edition())
        & ~Q(revision__in=layers.values("revision"))
        & ~Q(revision__in=reviews.values("revision"))
    )


def bring_up_to_date() -> None:
    """Count the texts whose counts are missing or no longer hold.

    Two queries where there are none. Each lot of texts is a transaction of its own, so that a
    request that is broken off leaves the less to the next.
    """
    _forget_other_editions()
    while revisions := sorted({row["revision"] for row in to_be_counted()[: 4 * TEXTS_AT_ONCE]}):
        count_anew(revisions[:TEXTS_AT_ONCE])


def forget_texts(revisions: list[int]) -> None:
    """Take texts that are to be no more out of the counts and the sums of their months."""
    with transaction.atomic():
        _lock_counts()
        counts = PairCounts.objects.filter(revision__in=revisions)
        months = set(counts.values_list("month", flat=True))
        counts.delete()
        for rows in (TextFigures, TextOrigins):
            rows.objects.filter(revision__in=revisions).delete()
        _sum_months(months)


def _forget_other_editions() -> None:
    now = edition()
    others = PairSums.objects.exclude(edition=now)
    if not others.exists():
        return
    with transaction.atomic():
        _lock_counts()
        revisions = TextFigures.objects.exclude(edition=now).values("revision")
        Layer.objects.filter(revision__in=revisions).update(counted_submission=None)
        for rows in (PairCounts, PairSums, TextFigures, TextOrigins):
            rows.objects.exclude(edition=now).delete()


def count_anew(revisions: list[int]) -> None:
    """Count these texts, whatever is kept of them, and sum their months."""
    with transaction.atomic():
        _lock_counts()
        # Under these locks a layer is submitted or reopened, and a review closed.
        locked = Revision.objects.select_for_update(no_key=True).only("pk")
        list(locked.filter(pk__in=revisions).order_by("pk"))
        counts, figures, origins = _counts_to_keep(revisions)
        old = PairCounts.objects.filter(revision__in=revisions)
        months = set(old.values_list("month", flat=True)) | {row.month for row in counts}
        old.delete()
        for rows in (TextFigures, TextOrigins):
            rows.objects.filter(revision__in=revisions).delete()
        PairCounts.objects.bulk_create(counts, batch_size=1000)
        TextFigures.objects.bulk_create(figures, batch_size=1000)
        TextOrigins.objects.bulk_create(origins, batch_size=1000)
        _sum_months(months)
        Layer.objects.filter(revision__in=revisions).update(counted_submission=F("submitted_at"))
        Review.objects.filter(revision__in=revisions).update(counted_closing=F("closed_at"))


def _counts_to_keep(
    revisions: list[int],
) -> tuple[list[PairCounts], list[TextFigures], list[TextOrigins]]:
    """The rows of these texts as their layers have it now; not stored."""
    counts, figures, origins = [], [], []
    parts: dict[Any, dict[str, Parts]] = {}
    parts |= parts_by_text(Layer.objects.submitted().filter(revision__in=revisions))
    for text in _submitted_texts(revisions):
        of_text, figures_of_text = _rows_of(text)
        counts += of_text
        figures += figures_of_text
        origins += _origins_of(text, parts.get(text.text.id, {}))
    return counts, figures, origins


def wrongly_counted(revisions: list[int]) -> set[int]:
    """Which of these texts have counts in use that are not what counting them gives.

    Those that the next reader counts anyway are none of them.
    """
    waiting = {row["revision"] for row in to_be_counted(Q(revision__in=revisions))}
    others = TextFigures.objects.exclude(edition=edition()).filter(revision__in=revisions)
    waiting |= set(others.values_list("revision_id", flat=True))
    asked = [pk for pk in revisions if pk not in waiting]
    wrong: set[int] = set()
    made_now: Iterable[Iterable[Model]] = _counts_to_keep(asked)
    for model, rows in zip(KEPT, made_now, strict=True):
        names = [field.attname for field in model._meta.concrete_fields if not field.primary_key]
        kept = model._default_manager.filter(revision__in=asked).values_list(*names)
        made = {tuple(getattr(row, name) for name in names) for row in rows}
        at = names.index("revision_id")
        wrong |= {row[at] for row in made ^ set(kept)}
    return wrong


def months_counted() -> list[date]:
    """The months that have counts or sums of them."""
    rows = [PairCounts.objects.order_by(), PairSums.objects.order_by()]
    return sorted({month for some in rows for month in some.values_list("month", flat=True)})


def is_wrongly_summed(month: date) -> bool:
    """Whether the sums of a month are not those of the counts of its texts."""
    names = [field.attname for field in PairSums._meta.concrete_fields if not field.primary_key]
    kept = PairSums.objects.filter(month=month, edition=edition()).values_list(*names)
    made = [tuple(getattr(row, name) for name in names) for row in _sums_of([month])]
    return sorted(kept) != sorted(made)


def sum_anew(months: Iterable[date]) -> None:
    """Sum the counts of these months, whatever is kept of them."""
    with transaction.atomic():
        _lock_counts()
        _sum_months(months)


def _lock_counts() -> None:
    """Let one reader at a time make counts; on SQLite there is one writer anyway."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(hashtext('annotations.agreement'))")


def _sum_months(months: Iterable[date]) -> None:
    PairSums.objects.filter(month__in=months).delete()
    PairSums.objects.bulk_create(_sums_of(months))


def _sums_of(months: Iterable[date]) -> list[PairSums]:
    """The sums of these months as their counts have it now; not stored."""
    rows = PairCounts.objects.filter(month__in=months, edition=edition())
    sums = rows.order_by().values(*KIND).annotate(**{f"all_{k}": v for k, v in SUMMED.items()})
    return [
        PairSums(edition=edition(), **{name.removeprefix("all_"): row[name] for name in row})
        for row in sums
    ]


class _Submitted(NamedTuple):
    """A text with its submitted layers by the ids of their editors, and when it was finished."""

    text: Text
    article: int
    finished_at: datetime
    released: bool

    def told(self) -> dict[str, Any]:
        """What all rows of the text say alike."""
        return {
            "edition": edition(),
            "revision_id": self.text.id,
            "article_id": self.article,
            "finished_at": self.finished_at,
        }


def _submitted_texts(revisions: list[int]) -> list[_Submitted]:
    """Those of the revisions that two editors or more have submitted."""
    layers = Layer.objects.submitted().filter(revision__in=revisions).order_by()
    closed = Review.objects.released().filter(revision__in=revisions)
    released = set(closed.values_list("revision_id", flat=True))
    last = layers.values_list("revision_id", "revision__article_id")
    told = {pk: (article, at) for pk, article, at in last.annotate(last=Max("submitted_at"))}
    return [
        _Submitted(text, *told[text.id], text.id in released)
        for text in texts_of(layers, editor="editor_id")
        if len(text.layers) > 1
    ]


def _rows_of(submitted: _Submitted) -> tuple[list[PairCounts], list[TextFigures]]:
    by_label = counts_of(submitted.text, [*LABELS, ANY_LABEL])
    common = submitted.told()
    month = timezone.localtime(submitted.finished_at).date().replace(day=1)
    counts = [
        PairCounts(
            **common,
            label=label,
            month=month,
            released=submitted.released,
            first_id=pair.first,
            second_id=pair.second,
            editors=pair.editors,
            **of._asdict(),
        )
        for label, pairs in by_label.items()
        for pair, of in pairs.items()
    ]
    figures = []
    for label, pairs in by_label.items():
        found = measures_of(pairs)
        figures.append(
            TextFigures(
                **common,
                label=label,
                editors=found.editors,
                spans=found.spans,
                **found.values(),
            )
        )
    return counts, figures


def _origins_of(submitted: _Submitted, parts: Mapping[str, Parts]) -> list[TextOrigins]:
    common = submitted.told()
    return [
        TextOrigins(**common, label=label, **of._asdict()) for label, of in parts.items() if any(of)
    ]
