"""How far the articles are: as much of it as the reader may know.

An editor learns of their own layers only; who may review also learns how many layers of others
are open and how many submitted, and nothing more of an open one.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any

from django.db import models
from django.db.models import Count, Exists, F, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from annotations.access import disagreements_seen_by
from annotations.models import Layer, Review
from annotations.models.disagreement import Kind
from annotations.models.disagreement import State as Settled
from annotations.models.review import where_released
from articles.models import Article
from articles.newer_texts import where_newer_text
from newsroom.models import User
from newsroom.prepared import ask
from newsroom.query_planner import key_among


class State(models.TextChoices):
    """Where the work on an article's latest revision stands."""

    NOBODY = "nobody", _("Unassigned")
    OPEN = "open", _("In work")
    SUBMITTED = "submitted", _("Submitted")
    REVIEW = "review", _("In review")
    FINAL = "final", _("Done")


# An editor does not see whether a review has begun.
MY_STATES = [
    (State.NOBODY.value, _("Not mine")),
    (State.OPEN.value, _("To do")),
    (State.SUBMITTED.value, _("Submitted")),
    (State.FINAL.value, _("Done")),
]


@dataclass
class Progress:
    """One article: my layer, if I have one, and the counts, which are None for an editor.

    `my_layer` has `in_released_review`; `in_review` and `is_final` are of the latest revision, and
    so are the disagreements of its review, `decided` of which are settled; None where the reader
    may not read them.
    """

    my_layer: Layer | None = None
    opened: int | None = None
    submitted: int | None = None
    in_review: bool = False
    is_final: bool = False
    decided: int | None = None
    disagreements: int | None = None


def states_for(user: User) -> list[tuple[str, Any]]:
    """The states that `user` may ask for, in words that say whose they are."""
    return [*State.choices] if sees_counts(user) else MY_STATES


def tabs_for(user: User) -> list[tuple[Any, dict[str, str]]]:
    """The ready-made views of the list of articles: those of the states that `user` may ask for."""
    return [
        (_("All"), {}),
        *((name, {"state": str(value)}) for value, name in states_for(user)),
    ]


def sees_counts(user: User) -> bool:
    return user.has_perm("annotations.review")


def in_state(
    articles: "models.QuerySet[Article]", state: str, user: User
) -> "models.QuerySet[Article]":
    """Those in `state`.

    For an editor the state is that of their own layers alone, until the review is closed, so that
    the answer tells nothing of anybody else.
    """
    if state == State.FINAL:
        return articles.filter(_has(Review.objects.released()))
    if state == State.REVIEW:
        return articles.filter(_has(Review.objects.unreleased()))
    if sees_counts(user):
        return articles.filter(work=state)
    layers = Layer.objects.standing().of(user)
    if state == State.OPEN:
        return articles.filter(_has(layers.open()))
    if state == State.SUBMITTED:
        return articles.filter(_has(layers.submitted())).exclude(_has(layers.open()))
    return articles.exclude(_has(layers))


def _has(rows: "models.QuerySet[Any]") -> Q:
    """The condition that some of these layers or reviews are of the article's latest revision."""
    latest = rows.filter(~where_newer_text("revision__"))
    return key_among(latest, "revision__article")


def to_do(articles: "models.QuerySet[Article]", user: User) -> "models.QuerySet[Article]":
    """Those of which `user` has an open layer, on whichever revision."""
    return articles.filter(key_among(Layer.objects.of(user).open(), "revision__article"))


def progress_of(
    articles: Iterable[Article], user: User, *, without: Collection[str] = ()
) -> dict[int, Progress]:
    """The progress of each by its id, in one query; two where counts may be seen, and one more
    where some are in review. `without` may name "mine" or "progress", which is not asked for then.

    My layer is the open one if there is one, else that of the newest revision.
    """
    progress = {article.pk: Progress() for article in articles}
    keys = list(progress)
    if not keys:
        return {}
    if "mine" not in without:
        mine = ask(_own_layers, user=user.pk, articles=keys)
        for layer in sorted(mine, key=lambda layer: (layer.is_open, layer.revision_number)):
            progress[layer.article_id].my_layer = layer
    if "progress" not in without and sees_counts(user):
        for pk, opened, submitted, in_review, is_final in ask(_counts_of_layers, articles=keys):
            seen = progress[pk]
            seen.opened, seen.submitted = opened, submitted
            seen.in_review, seen.is_final = in_review, is_final
        if reviewed := [pk for pk in keys if progress[pk].in_review]:
            for pk, total, decided in decisions(reviewed, user):
                progress[pk].disagreements, progress[pk].decided = total, decided
    return progress


def decisions(articles: list[int], user: User) -> "models.QuerySet[Any]":
    """(article id, disagreements, those settled) of reviews that `user` may read."""
    seen = disagreements_seen_by(user).exclude(kind=Kind.AGREED)
    seen = seen.filter(review__revision__article__in=articles, review__in=_of_latest(articles))
    return (
        seen.order_by()
        .values_list("review__revision__article")
        .annotate(total=Count("pk"), decided=Count("pk", filter=Q(state=Settled.SETTLED)))
    )


def _of_latest(articles: list[int]) -> "models.QuerySet[Any]":
    latest: Any = Article.objects.with_latest_revision().filter(pk__in=articles)
    return Review.objects.filter(revision__in=latest.values("latest_revision_id")).values("pk")


def _own_layers(*, user: Any, articles: Any) -> "models.QuerySet[Layer]":
    return (
        Layer.objects.of(user)
        .standing()
        .filter(revision__article__in=articles)
        .annotate(
            article_id=F("revision__article"),
            revision_number=F("revision__number"),
            in_released_review=where_released("revision__review"),
        )
    )


def _counts_of_layers(*, articles: Any) -> "models.QuerySet[Any]":
    """(article id, open layers, submitted layers, in review, review closed), latest revisions."""
    reviews = Review.objects.filter(revision=OuterRef("latest_revision_id"))
    on_latest = Q(revisions__layers__taken_back_at=None) & Q(revisions__pk=F("latest_revision_id"))
    return (
        Article.objects.with_latest_revision()
        .filter(pk__in=articles)
        .annotate(
            opened=Count(
                "revisions__layers",
                filter=on_latest & Q(revisions__layers__submitted_at=None),
            ),
            submitted=Count(
                "revisions__layers",
                filter=on_latest & Q(revisions__layers__submitted_at__isnull=False),
            ),
        )
        .annotate(
            in_review=Exists(reviews.unreleased()),
            is_final=Exists(reviews.released()),
        )
        .values_list("pk", "opened", "submitted", "in_review", "is_final")
    )
