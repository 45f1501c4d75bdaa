"""The desk: what is waiting for the user, with a section for each thing that they may do."""

from collections.abc import Iterable, Mapping
from datetime import date
from itertools import count
from typing import Any

from django.conf import settings
from django.db.models import Count, Q, QuerySet
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from annotations.access import layers_seen_by
from annotations.desk.backlog import (
    Latest,
    backlog_counts,
    latest_articles,
    ready_to_review,
)
from annotations.desk.first_steps import FirstSteps, first_steps
from annotations.desk.in_work import in_work
from annotations.desk.own_work import FEW, own_work, with_total
from annotations.desk.weeks import submitted
from annotations.facts.rechecks import recheck_count
from annotations.layers.workload import open_layers_by_editor
from annotations.models import Layer
from annotations.models.layer import LayerQuerySet
from annotations.readers import Rights, reader_with, rights_of
from annotations.sample.adding import Sample, sample_there
from annotations.visibility import editor_name
from articles.models import Article, ImportBatch, ImportItem, Revision
from newsroom.models import User
from newsroom.prepared import ask
from newsroom.requests import SignedInRequest

SHOWN = 20
SHOWN_IN_WORK = 8


@require_safe
def desk(request: SignedInRequest) -> HttpResponse:
    user = request.user
    if not may_do_anything(user):
        return render(request, "desk/without_role.html", {"ask": whom_to_ask()})
    today = timezone.localdate()
    context: dict[str, Any] = {"today": today, "layers_needed": settings.LAYERS_NEEDED}
    latest = latest_articles()
    if user.has_perm("annotations.annotate"):
        context |= own_work(user, latest, today)
    if user.has_perm("annotations.record_fact"):
        context |= {"to_recheck": recheck_count(user)}
    if user.has_perm("annotations.review"):
        context |= to_review(user, today, latest)
    if user.has_perm("newsroom.manage_people"):
        context |= {"without_role": ask(_without_role), "held": open_layers_by_editor(today)}
    if user.has_perm("annotations.review"):
        sample = sample_there() if latest.articles else None
        context |= {"sample": sample, "steps": steps_left(user, latest, sample, context)}
    # A reviewer sees the desk, whoever only edits themselves.
    everybody = user.has_perm("annotations.review")
    context |= {"weeks": submitted(today, None if everybody else user), "everybody": everybody}
    return render(request, "desk/desk.html", context)


def steps_left(
    user: User, latest: Latest, sample: Sample | None, work: Mapping[str, Any]
) -> FirstSteps | None:
    """The first steps, where a desk has not taken them. Work on the sample alone takes none."""
    if sample is None and (work["ready"] or work["in_work"] or work["submitted_work"]):
        return None  # No need to ask.
    return first_steps(user, latest.articles, sample.article.pk if sample else None)


def to_review(user: User, today: date, latest: Latest) -> dict[str, Any]:
    """What a reviewer sees of others: letters, and of what is open only how far it is."""
    ready, ready_count = ready_to_review(user, FEW)
    return {
        "ready": ready,
        "ready_count": ready_count,
        "waits": backlog_counts(today, latest),
        "submitted_work": submitted_work(user),
        "in_work": in_work(today, SHOWN_IN_WORK),
        "batches": ask(_recent_imports),
    }


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
