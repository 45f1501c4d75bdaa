"""How far the articles are: as much of it as the reader may know.

An editor learns of their own layers only; who may review also learns how many layers of others
are open and how many submitted, and nothing more of an open one.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db import models
from django.db.models import Count, Exists, F, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from annotations.models import Layer, Review
from annotations.models.review import where_released
from articles.models import Article
from newsroom.models import User
from newsroom.prepared import ask


class State(models.TextChoices):
    """Where the work on an article's latest revision stands."""

    NOBODY = "nobody", _("Nobody yet")
    OPEN = "open", _("Being annotated")
    SUBMITTED = "submitted", _("Submitted")
    REVIEW = "review", _("In review")
    FINAL = "final", _("Review closed")


# An editor does not see whether a review has begun.
MY_STATES = [
    (State.NOBODY.value, _("Not started by me")),
    (State.OPEN.value, _("I am annotating it")),
    (State.SUBMITTED.value, _("I have submitted it")),
    (State.FINAL.value, _("Review closed")),
]


@dataclass
class Progress:
    """One article: my layer, if I have one, and the counts, which are None for an editor.

    `my_layer` has `in_released_review`; `in_review` and `is_final` are of the latest revision.
    """

    my_layer: Layer | None = None
    opened: int | None = None
    submitted: int | None = None
    in_review: bool = False
    is_final: bool = False


def states_for(user: User) -> list[tuple[str, Any]]:
    """The states that `user` may ask for, in words that say whose they are."""
    return [*State.choices] if sees_counts(user) else MY_STATES


def sees_counts(user: User) -> bool:
    return user.has_perm("annotations.review")


def in_state(
    articles: "models.QuerySet[Article]", state: str, user: User
) -> "models.QuerySet[Article]":
    """Those in `state`; needs `with_latest_revision`.

    For an editor the state is that of their own layers alone, until the review is closed, so that
    the answer tells nothing of anybody else.
    """
    reviews = Review.objects.filter(revision=OuterRef("latest_revision_id"))
    if state == State.FINAL:
        return articles.filter(Exists(reviews.released()))
    if state == State.REVIEW:
        return articles.filter(Exists(reviews.unreleased()))
    layers = Layer.objects.standing()
    if not sees_counts(user):
        layers = layers.of(user)
    layers = layers.filter(revision=OuterRef("latest_revision_id"))
    opened, submitted = Exists(layers.open()), Exists(layers.submitted())
    if state == State.OPEN:
        return articles.filter(opened)
    if state == State.SUBMITTED and sees_counts(user):
        return articles.filter(submitted).exclude(opened).exclude(Exists(reviews))
    if state == State.SUBMITTED:
        return articles.filter(submitted).exclude(opened)
    return articles.exclude(opened).exclude(submitted)


def to_do(articles: "models.QuerySet[Article]", user: User) -> "models.QuerySet[Article]":
    """Those of which `user` has an open layer, on whichever revision."""
    # By their keys: nobody has many open layers, and of every article it would be asked anew.
    mine = Layer.objects.of(user).open().order_by()
    return articles.filter(pk__in=mine.values("revision__article"))


def progress_of(articles: Iterable[Article], user: User) -> dict[int, Progress]:
    """The progress of each by its id, in one query, or two where counts may be seen.

    My layer is the open one if there is one, else that of the newest revision.
    """
    progress = {article.pk: Progress() for article in articles}
    keys = list(progress)
    if not keys:
        return {}
    mine = ask(_own_layers, user=user.pk, articles=keys)
    for layer in sorted(mine, key=lambda layer: (layer.is_open, layer.revision_number)):
        progress[layer.article_id].my_layer = layer
    if sees_counts(user):
        for pk, opened, submitted, in_review, is_final in ask(_counts_of_layers, articles=keys):
            seen = progress[pk]
            seen.opened, seen.submitted = opened, submitted
            seen.in_review, seen.is_final = in_review, is_final
    return progress


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
