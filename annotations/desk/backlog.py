"""What waits for whom: reviews for a reviewer, texts for editors and for layers that are open.

Counts alone, save for superusers: who has how much open is theirs to read by name.
"""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.conf import settings
from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce

from annotations.desk.in_work import open_layers
from annotations.layers.reminding import start_of, where_reminded
from annotations.models import Disagreement, Layer, Review
from annotations.models.disagreement import State
from annotations.models.review import where_released, where_unreleased
from annotations.readers import Rights, reader_with, rights_of
from articles.models import Article, Revision
from articles.newer_texts import where_newer_text
from newsroom.models import User
from newsroom.paging import MOST_COUNTED, counted_to
from newsroom.prepared import ask, totals

# Among so many of the latest articles the desk looks for texts that lack editors. Nothing tells
# which texts do but their layers: to ask of every article ever imported would take seconds.
LATEST = 1000


@dataclass(frozen=True)
class Latest:
    """The latest articles that are shown, the latest first.

    `cut_at` is how many they are where there are older ones, else 0.
    """

    articles: list[int]
    cut_at: int


@dataclass(frozen=True)
class Ready:
    """A review that somebody can go on with: how many groups there are, how many to be decided."""

    review: Review
    left: int
    total: int

    @property
    def share(self) -> int:
        """How much of it is decided, 0 to 100."""
        return round(100 * (self.total - self.left) / self.total) if self.total else 100


def ready_to_review(user: User, most: int) -> tuple[list[Ready], int]:
    """The reviews that wait for a reviewer such as `user`, and how many they are; those with an
    objection first, then the oldest.

    Those that are open, and closed ones in which a ruling is disputed. Neither those that wait for
    a reopened layer nor those that `user` annotates.
    """
    rights, reader = rights_of(user), {"user": user.pk}
    some = ask(_open_reviews, rights, most, **reader)
    disputed = ask(_disputed_reviews)
    if disputed:
        some += ask(_reopenable_reviews, rights, most, **reader, reviews=disputed)
    some = sorted(some, key=in_order)[:most]
    if not some:
        return [], 0
    counted = ask(_counts_of_groups, reviews=[review.pk for review in some])
    groups = {pk: (left, total) for pk, left, total in counted}
    ready = [Ready(review, *groups.get(review.pk, (0, 0))) for review in some]
    if len(some) < most:
        return ready, len(some)
    found = len(ask(_open_keys, rights, MOST_COUNTED, **reader))
    if disputed:
        found += len(ask(_reopenable_keys, rights, MOST_COUNTED, **reader, reviews=disputed))
    return ready, counted_to(found)


def _disputed_reviews() -> QuerySet[Any]:
    disputes = Disagreement.objects.in_state(State.DISPUTED).order_by()
    return disputes.values_list("review", flat=True).distinct()


def _open_reviews(rights: Rights, most: int, *, user: Any) -> QuerySet[Review]:
    return _oldest(_waiting_open(rights, user), most)


def _reopenable_reviews(rights: Rights, most: int, *, user: Any, reviews: Any) -> QuerySet[Review]:
    return _oldest(_waiting_disputed(rights, user, reviews), most)


def _open_keys(rights: Rights, most: int, *, user: Any) -> QuerySet[Any]:
    return _waiting_open(rights, user).values_list(Value(1))[: most + 1]


def _reopenable_keys(rights: Rights, most: int, *, user: Any, reviews: Any) -> QuerySet[Any]:
    return _waiting_disputed(rights, user, reviews).values_list(Value(1))[: most + 1]


def _waiting_open(rights: Rights, user: Any) -> QuerySet[Review]:
    waiting = _waiting().filter(where_unreleased())
    # A superuser reads what is open whether a party to it or not.
    return waiting if rights.is_superuser else waiting.exclude(revision__in=_own(rights, user))


def _waiting_disputed(rights: Rights, user: Any, reviews: Any) -> QuerySet[Review]:
    disputed = _waiting().filter(where_released(), pk__in=reviews)
    return disputed.exclude(revision__in=_own(rights, user))


def _waiting() -> QuerySet[Review]:
    """On texts that are shown, and without those that wait for a reopened layer."""
    reopened = Layer.objects.open().exclude(reopened_at=None).values("revision")
    shown = Review.objects.filter(revision__article__archived_at=None)
    return shown.exclude(revision__in=reopened).order_by()


def _own(rights: Rights, user: Any) -> QuerySet[Any]:
    return Layer.objects.of_party(reader_with(rights, user)).values("revision")


def _oldest(reviews: QuerySet[Review], most: int) -> QuerySet[Review]:
    related = reviews.select_related("revision__article__outlet")
    heavy = ("revision__text", "revision__raw", "revision__left_out")
    newer = where_newer_text("revision__")
    return related.annotate(newer_text=newer).defer(*heavy).order_by("opened_at", "pk")[:most]


def in_order(review: Review) -> tuple[bool, Any, int]:
    """What is released waits again because of an objection: that comes first."""
    return not review.is_released, review.opened_at, review.pk


def _counts_of_groups(*, reviews: Any) -> QuerySet[Any]:
    """(review, groups to be decided, groups in all)."""
    groups = Disagreement.objects.filter(review__in=reviews).order_by()
    return groups.values_list("review").annotate(
        left=Count("pk", filter=Q(is_unsettled=True)), total=Count("pk")
    )


def backlog_counts(today: date, latest: Latest) -> dict[str, Any]:
    """How many texts lack editors, and how many layers are open, late or open again.

    Texts that lack editors are counted among the latest articles: `cut_at` as of those.
    """
    needed = settings.LAYERS_NEEDED
    lacking = ask(_lacking, needed, articles=latest.articles) if latest.articles else []
    names = ("layers_open", "texts_open", "layers_late", "texts_reopened")
    (opened,) = ask(_open_counts, today=today) or [(0, 0, 0, 0)]
    return {
        "cut_at": latest.cut_at,
        "texts_lacking": sum(texts for _on_it, texts in lacking),
        "editors_lacking": sum((needed - on_it) * texts for on_it, texts in lacking),
    } | dict(zip(names, opened, strict=True))


def _lacking(needed: int, *, articles: Any) -> QuerySet[Any]:
    """(number of layers, number of texts that have so many), of texts that lack layers."""
    texts = _texts_lacking(needed, articles=articles).values("on_it")
    return texts.annotate(texts=Count("pk")).values_list("on_it", "texts")


def _texts_lacking(needed: int, *, articles: Any) -> QuerySet[Any]:
    texts = without_review(articles).annotate(on_it=Coalesce(Subquery(number_of_readers()), 0))
    return texts.filter(on_it__lt=needed)


def number_of_readers() -> QuerySet[Any]:
    """How many layers stand on a revision, as a subquery of it."""
    standing = Layer.objects.standing().filter(revision=OuterRef("pk"))
    return standing.order_by().values("revision").annotate(number=Count("pk")).values("number")


def lacking_texts(latest: Latest) -> QuerySet[Revision]:
    """What `texts_lacking` counts, the latest first, each with `on_it`, how many layers it has."""
    texts = _texts_lacking(settings.LAYERS_NEEDED, articles=latest.articles)
    related = texts.select_related("article__outlet").defer("text", "raw", "left_out")
    return related.order_by("-article__imported_at", "-article")


def late_layers(today: date) -> QuerySet[Layer]:
    """What `layers_late` counts, the longest overdue first; each says whether it is `reminded`."""
    heavy = ("revision__text", "revision__raw", "revision__left_out")
    reminded = where_reminded(start_of(today))
    late = open_layers().filter(due_on__lt=today).annotate(reminded=reminded)
    related = late.select_related("revision__article__outlet", "revision__review", "editor")
    newer = where_newer_text("revision__")
    return related.annotate(newer_text=newer).defer(*heavy).order_by("due_on", "id")


def _open_counts(*, today: Any) -> QuerySet[Any]:
    return totals(
        open_layers(),
        layers_open=Count("pk"),
        texts_open=Count("revision", distinct=True),
        layers_late=Count("pk", filter=Q(due_on__lt=today)),
        texts_reopened=Count("revision", filter=Q(reopened_at__isnull=False), distinct=True),
    )


def latest_articles() -> Latest:
    found = ask(_latest_keys, LATEST)
    return Latest(found[:LATEST], LATEST if len(found) > LATEST else 0)


def _latest_keys(most: int) -> QuerySet[Any]:
    shown = Article.objects.shown().order_by("-imported_at", "-pk")
    return shown.values_list("pk", flat=True)[: most + 1]


def without_review(articles: Any) -> QuerySet[Revision]:
    """The newest revision of each of these articles, where its review has not begun."""
    begun = Review.objects.filter(revision=OuterRef("pk"))
    revisions = Revision.objects.filter(article__in=articles)
    return revisions.filter(~Exists(begun), ~where_newer_text()).order_by()
