"""An editor’s own work: what is open and when it is due, what is submitted, what is available."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.conf import settings
from django.db.models import Count, Exists, F, Max, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from annotations.desk.backlog import Latest, number_of_readers, without_review
from annotations.labels import LABELS
from annotations.models import Layer
from annotations.models.layer import LayerQuerySet
from articles.models import Article
from articles.newer_texts import where_newer_text
from newsroom.models import User
from newsroom.prepared import ask, totals

SHOWN = 20
FEW = 6

# What a list never shows and what weighs: the words of the revision, and the file as it came.
HEAVY = ["revision__text", "revision__raw", "revision__left_out"]

# Which of what is open: the condition on its day, for a given `today`.
DUE = {"today": "due_on", "late": "due_on__lt"}


@dataclass(frozen=True)
class OwnNumbers:
    """How much is open, and how much of that is due today and was due before."""

    open: int
    today: int
    late: int


def own_work(user: User, latest: Latest, today: date) -> dict[str, Any]:
    """What an editor sees: own layers and unstarted articles, nothing of anybody else."""
    labels = tuple(LABELS)
    opened = ask(_own_open, labels, SHOWN, user=user.pk)
    return {
        "open_layers": opened,
        "numbers": numbers_of(user, opened, today),
        "submitted_layers": ask(_own_submitted, labels, user=user.pk),
        "to_start": not_yet_mine(user, latest, FEW),
        "cut_at": latest.cut_at,
    }


def numbers_of(user: User, opened: list[Layer], today: date) -> OwnNumbers:
    """Counted among those that are shown where these are all."""
    if len(opened) == SHOWN:
        return OwnNumbers(*ask(_own_numbers, user=user.pk, today=today)[0])
    due = [layer.due_on for layer in opened if layer.due_on]
    late = sum(day < today for day in due)
    return OwnNumbers(len(opened), sum(day == today for day in due), late)


def _own_numbers(*, user: Any, today: Any) -> QuerySet[Any]:
    return totals(
        Layer.objects.of(user).open(),
        open=Count("pk"),
        today=Count("pk", filter=Q(due_on=today)),
        late=Count("pk", filter=Q(due_on__lt=today)),
    )


def open_of(user: User, today: date, due: str = "") -> LayerQuerySet:
    """The user's open layers, those of them that are due as one of DUE says; the soonest first."""
    layers = own_open(user.pk, tuple(LABELS))
    return layers.filter(**{DUE[due]: today}) if due else layers


def _own_open(labels: Sequence[str], most: int, *, user: Any) -> LayerQuerySet:
    return own_open(user, labels)[:most]


def own_open(user: Any, labels: Sequence[str]) -> LayerQuerySet:
    return (
        with_progress(_own(user).open(), labels)
        .annotate(newer_text=where_newer_text("revision__"))
        .order_by(F("due_on").asc(nulls_last=True), F("touched_at").desc(), "-id")
    )


def _own_submitted(labels: Sequence[str], *, user: Any) -> LayerQuerySet:
    # Of the very many that they have submitted only the few that are shown are counted.
    last = Layer.objects.of(user).submitted().order_by("-submitted_at", "-id")
    submitted = _own(user).filter(pk__in=last.values("pk")[:FEW])
    return with_progress(submitted, labels).order_by("-submitted_at", "-id")


def _own(user: Any) -> LayerQuerySet:
    return Layer.objects.of(user).select_related("revision__article__outlet").defer(*HEAVY)


def with_total(layers: LayerQuerySet) -> LayerQuerySet:
    """Each with the number of its annotations, `total`."""
    return layers.annotate(total=Count("annotations", filter=Q(annotations__withdrawn_at=None)))


def with_progress(layers: LayerQuerySet, labels: Sequence[str]) -> LayerQuerySet:
    """Each with the number of its annotations, of each label and in all, and `touched_at`."""
    standing = Q(annotations__withdrawn_at=None)
    numbers = {
        f"number_of_{key}": Count("annotations", filter=standing & Q(annotations__label=key))
        for key in labels
    }
    return with_total(layers).annotate(
        **numbers,
        touched_at=Coalesce(Max("annotations__updated_at"), "assigned_at"),
    )


def not_yet_mine(user: User, latest: Latest, most: int) -> list[Article]:
    """Of the latest articles those whose newest revision the user may start on, in their order.

    Each with the id of that revision, `latest_revision_id`. What has all its editors is not among
    them, which tells an editor that there are others and neither who nor what they do.
    """
    if not latest.articles:
        return []
    # Put in order here: to join the articles for it, a database would read all of them.
    needed = settings.LAYERS_NEEDED
    revisions = dict(ask(_free_revisions, needed, user=user.pk, articles=latest.articles))
    few = [pk for pk in latest.articles if pk in revisions][:most]
    found = {one.pk: one for one in ask(_articles, keys=few)} if few else {}
    for pk, article in found.items():
        article.latest_revision_id = revisions[pk]
    return [found[pk] for pk in few if pk in found]


def _free_revisions(needed: int, *, user: Any, articles: Any) -> QuerySet[Any]:
    mine = Layer.objects.of(user).filter(revision=OuterRef("pk"))
    free = without_review(articles).filter(~Exists(mine))
    lacking = free.annotate(on_it=Coalesce(Subquery(number_of_readers()), 0))
    return lacking.filter(on_it__lt=needed).values_list("article", "pk")


def _articles(*, keys: Any) -> QuerySet[Article]:
    return Article.objects.select_related("outlet").filter(pk__in=keys).order_by()
