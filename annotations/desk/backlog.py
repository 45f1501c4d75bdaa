"""What waits for whom: reviews for a reviewer, texts for editors and for layers that are open.

Counts alone, save for superusers: who has how much open is theirs to read by name.
"""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.conf import settings
from django.db.models import Count, Exists, F, Min, OuterRef, Q, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce

from annotations.models import Disagreement, Layer, Review
from annotations.models.disagreement import State
from annotations.models.review import where_unreleased
from articles.models import Article, Revision
from newsroom.models import User
from newsroom.paging import count_up_to

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
    """A review that somebody can go on with, and how many groups are to be settled."""

    review: Review
    left: int


@dataclass(frozen=True)
class OpenLayers:
    """How much an editor has open, how much of it is late, and which day comes first."""

    editor: User
    open: int
    late: int
    first_due: date | None


def ready_to_review(user: User, most: int) -> tuple[list[Ready], int]:
    """The reviews that wait for a reviewer such as `user`, the oldest first, and how many they are.

    Those that are open, and closed ones in which a ruling is disputed. Neither those that wait for
    a reopened layer nor those that `user` annotates.
    """
    own = Layer.objects.of_party(user).values("revision")
    disputes = Disagreement.objects.in_state(State.DISPUTED).order_by()
    disputed = disputes.values_list("review", flat=True).distinct()
    others = ~Q(revision__in=own)
    # A superuser reads what is open whether a party to it or not.
    open_ = where_unreleased() if user.is_superuser else where_unreleased() & others
    waits = open_ | Q(pk__in=list(disputed)) & others
    reopened = Layer.objects.open().exclude(reopened_at=None).values("revision")
    reviews = (
        Review.objects.filter(waits, revision__article__archived_at=None)
        .exclude(revision__in=reopened)
        .select_related("revision__article__outlet")
        .defer("revision__text", "revision__raw", "revision__left_out")
    )
    some = list(reviews.order_by("opened_at", "pk")[:most])
    groups = Disagreement.objects.filter(review__in=some).unsettled().order_by()
    left = dict(groups.values_list("review").annotate(Count("pk")))
    ready = [Ready(review, left.get(review.pk, 0)) for review in some]
    return ready, len(some) if len(some) < most else count_up_to(reviews)


def backlog_counts(today: date, latest: Latest) -> dict[str, Any]:
    """How many texts lack editors, and how many layers are open, late or open again.

    Texts that lack editors are counted among the latest articles: `cut_at` as of those.
    """
    standing = Layer.objects.standing().filter(revision=OuterRef("pk"))
    counted = standing.order_by().values("revision").annotate(number=Count("pk")).values("number")
    lacking = (
        without_review(latest)
        .annotate(on_it=Coalesce(Subquery(counted), 0))
        .filter(on_it__lt=settings.LAYERS_NEEDED)
        .aggregate(
            texts_lacking=Count("pk"),
            editors_lacking=Coalesce(Sum(settings.LAYERS_NEEDED - F("on_it")), 0),
        )
    )
    late = Q(due_on__lt=today)
    opened = (
        Layer.objects.open()
        .filter(revision__article__archived_at=None)
        .aggregate(
            layers_open=Count("pk"),
            texts_open=Count("revision", distinct=True),
            layers_late=Count("pk", filter=late),
            texts_reopened=Count("revision", filter=Q(reopened_at__isnull=False), distinct=True),
        )
    )
    return {"cut_at": latest.cut_at} | lacking | opened


def latest_articles() -> Latest:
    shown = Article.objects.shown().order_by("-imported_at", "-pk")
    found = list(shown.values_list("pk", flat=True)[: LATEST + 1])
    return Latest(found[:LATEST], LATEST if len(found) > LATEST else 0)


def without_review(latest: Latest) -> QuerySet[Revision]:
    """The newest revision of each of the latest articles, where its review has not begun."""
    newer = Revision.objects.filter(article=OuterRef("article"), number__gt=OuterRef("number"))
    begun = Review.objects.filter(revision=OuterRef("pk"))
    revisions = Revision.objects.filter(article__in=latest.articles)
    return revisions.filter(~Exists(begun), ~Exists(newer)).order_by()


def open_layers_by_editor(today: date) -> list[OpenLayers]:
    """Each editor's open layers; the most overdue first, then the most. For superusers."""
    rows: list[Any] = list(
        Layer.objects.open()
        .filter(revision__article__archived_at=None)
        .order_by()
        .values_list("editor")
        .annotate(
            open=Count("pk"), late=Count("pk", filter=Q(due_on__lt=today)), first=Min("due_on")
        )
    )
    people = User.objects.in_bulk([editor for editor, *_ in rows])
    held = [OpenLayers(people[editor], *numbers) for editor, *numbers in rows]
    return sorted(held, key=lambda one: (-one.late, -one.open, one.editor.username))
