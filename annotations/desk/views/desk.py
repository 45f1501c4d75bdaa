"""The desk: what is waiting for the user, with a section for each thing that they may do."""

from collections.abc import Iterable, Sequence
from datetime import date
from itertools import count
from typing import Any

from django.conf import settings
from django.db.models import Count, Exists, F, Max, OuterRef, Q, QuerySet
from django.db.models.functions import Coalesce
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from annotations.access import layers_seen_by
from annotations.desk.backlog import (
    Latest,
    backlog_counts,
    latest_articles,
    open_layers_by_editor,
    ready_to_review,
    without_review,
)
from annotations.facts.rechecks import recheck_count
from annotations.labels import LABELS
from annotations.models import Layer
from annotations.models.layer import LayerQuerySet
from annotations.readers import Rights, reader_with, rights_of
from annotations.visibility import editor_name
from articles.models import Article, ImportBatch, ImportItem, Revision
from newsroom.models import User
from newsroom.prepared import ask
from newsroom.requests import SignedInRequest

SHOWN = 20
FEW = 6

# What a list never shows and what weighs: the words of the revision, and the file as it came.
HEAVY = ["revision__text", "revision__raw", "revision__left_out"]


@require_safe
def desk(request: SignedInRequest) -> HttpResponse:
    user = request.user
    if not may_do_anything(user):
        return render(request, "desk/without_role.html", {"ask": whom_to_ask()})
    today = timezone.localdate()
    context: dict[str, Any] = {"today": today, "layers_needed": settings.LAYERS_NEEDED}
    latest = latest_articles()
    if user.has_perm("annotations.annotate"):
        context |= own_work(user, latest)
    if user.has_perm("annotations.record_fact"):
        context |= {"to_recheck": recheck_count(user)}
    if user.has_perm("annotations.review"):
        context |= to_review(user, today, latest)
    if user.is_superuser:
        context |= {"without_role": ask(_without_role), "held": open_layers_by_editor(today)}
    return render(request, "desk/desk.html", context)


def own_work(user: User, latest: Latest) -> dict[str, Any]:
    """What an editor sees: own layers and unstarted articles, nothing of anybody else."""
    labels = tuple(LABELS)
    return {
        "open_layers": ask(_own_open, labels, user=user.pk),
        "submitted_layers": ask(_own_submitted, labels, user=user.pk),
        "to_start": not_yet_mine(user, latest, FEW),
        "cut_at": latest.cut_at,
    }


def _own_open(labels: Sequence[str], *, user: Any) -> LayerQuerySet:
    newer = Revision.objects.filter(
        article=OuterRef("revision__article"), number__gt=OuterRef("revision__number")
    )
    return (
        with_progress(_own(user).open(), labels)
        .annotate(newer_revision=Exists(newer))
        .order_by(F("due_on").asc(nulls_last=True), F("touched_at").desc(), "-id")[:SHOWN]
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

    Each with the id of that revision, `latest_revision_id`.
    """
    if not latest.articles:
        return []
    # Put in order here: to join the articles for it, a database would read all of them.
    revisions = dict(ask(_free_revisions, user=user.pk, articles=latest.articles))
    few = [pk for pk in latest.articles if pk in revisions][:most]
    found = {one.pk: one for one in ask(_articles, keys=few)} if few else {}
    for pk, article in found.items():
        article.latest_revision_id = revisions[pk]
    return [found[pk] for pk in few if pk in found]


def _free_revisions(*, user: Any, articles: Any) -> QuerySet[Any]:
    mine = Layer.objects.of(user).filter(revision=OuterRef("pk"))
    return without_review(articles).filter(~Exists(mine)).values_list("article", "pk")


def _articles(*, keys: Any) -> QuerySet[Article]:
    return Article.objects.select_related("outlet").filter(pk__in=keys).order_by()


def to_review(user: User, today: date, latest: Latest) -> dict[str, Any]:
    """What a reviewer sees of others: letters, and of an open layer only that it is late."""
    ready, ready_count = ready_to_review(user, SHOWN)
    return {
        "ready": ready,
        "ready_count": ready_count,
        "waits": backlog_counts(today, latest),
        "submitted_work": submitted_work(user),
        "late_layers": named(user, ask(_late_layers, user=user.pk, today=today)),
        "batches": ask(_recent_imports),
    }


def _late_layers(*, user: Any, today: Any) -> LayerQuerySet:
    return (
        Layer.objects.open()
        .filter(due_on__lt=today, revision__article__archived_at=None)
        .exclude(editor=user)
        .select_related("revision__article__outlet", "revision__review", "editor")
        .defer(*HEAVY)
        .order_by("due_on", "id")[:SHOWN]
    )


def submitted_work(user: User) -> list[tuple[Article, list[tuple[str, Layer]]]]:
    """The articles on which something was submitted last, each with the layers on that revision."""
    keys = last_submitted_on(user, FEW)
    if not keys:
        return []
    revisions = {one.pk: one for one in ask(_revisions, keys=keys)}
    layers: dict[int, list[Layer]] = {pk: [] for pk in keys}
    for layer in ask(_submitted_layers, rights_of(user), user=user.pk, revisions=keys):
        layer.revision = revisions[layer.revision_id]
        layers[layer.revision_id].append(layer)
    return [(revisions[pk].article, named(user, layers[pk])) for pk in keys]


def _revisions(*, keys: Any) -> QuerySet[Revision]:
    revisions = Revision.objects.filter(pk__in=keys).order_by()
    return revisions.select_related("article__outlet", "review").defer("text", "raw", "left_out")


def _submitted_layers(rights: Rights, *, user: Any, revisions: Any) -> LayerQuerySet:
    layers = layers_seen_by(reader_with(rights, user)).submitted().filter(revision__in=revisions)
    return with_total(layers).select_related("editor").order_by("letter")


def last_submitted_on(user: User, most: int) -> list[int]:
    """The ids of the revisions of the layers that the user may read, the last submitted first.

    At most so many; the layers are read along their index until there are enough.
    """
    found: dict[int, None] = {}
    step = 4 * most
    for first in count(0, step):
        some = ask(_in_order_of_submission, rights_of(user), first, step, user=user.pk)
        found |= dict.fromkeys(some)
        if len(found) >= most or len(some) < step:
            return list(found)[:most]
    return []


def _in_order_of_submission(rights: Rights, first: int, most: int, *, user: Any) -> QuerySet[Any]:
    readable = layers_seen_by(reader_with(rights, user)).submitted()
    shown = readable.filter(revision__article__archived_at=None)
    in_order = shown.order_by("-submitted_at", "-revision").values_list("revision", flat=True)
    return in_order[first : first + most]


def named(user: User, layers: Iterable[Layer]) -> list[tuple[str, Layer]]:
    """Each layer with the name of its editor that `user` may see."""
    return [(editor_name(layer, reader=user), layer) for layer in layers]


def _recent_imports() -> QuerySet[ImportBatch]:
    """The latest batches, each with the number of its items by outcome."""
    Outcome = ImportItem.Outcome  # noqa: N806
    numbers = {
        outcome.value: Count("items", filter=Q(items__outcome=outcome))
        for outcome in (Outcome.IMPORTED, Outcome.REVISED, Outcome.UNCHANGED, Outcome.FAILED)
    }
    latest = ImportBatch.objects.order_by("-started_at", "-id").values("pk")[:FEW]
    batches = ImportBatch.objects.filter(pk__in=latest).annotate(**numbers)
    return batches.order_by("-started_at", "-id")


def may_do_anything(user: User) -> bool:
    return any(
        user.has_perm(permission)
        for permission in (
            "annotations.annotate",
            "annotations.review",
            "articles.import_articles",
        )
    )


def _without_role() -> QuerySet[User]:
    """Active users who can sign in and then find nothing to do."""
    return User.objects.filter(
        is_active=True, is_superuser=False, groups=None, user_permissions=None
    ).order_by("-date_joined")[:SHOWN]


def whom_to_ask() -> QuerySet[User]:
    return User.objects.filter(is_active=True, is_superuser=True).order_by("username")
