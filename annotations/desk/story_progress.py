"""How far the articles of stories are, added up: as much of it as the reader may know.

An editor learns how many of their own readings are submitted; who may review also learns how many
of all are, how many disagreements are decided, and how many articles are done.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from annotations.access import disagreements_seen_by
from annotations.desk.progress import sees_counts
from annotations.models import Layer, Review
from annotations.models.disagreement import Kind, State
from annotations.readers import Rights, reader_with, rights_of
from articles.models import Article, Story
from newsroom.models import User
from newsroom.prepared import ask


@dataclass
class StoryProgress:
    """Of all articles of a story that are not archived; for an editor `asked` and `submitted` are
    of their own readings, and the rest stays 0.
    """

    counts: bool
    articles: int = 0
    asked: int = 0
    submitted: int = 0
    disagreements: int = 0
    decided: int = 0
    finished: int = 0


def progress_of_stories(stories: Iterable[Story], user: User) -> dict[int, StoryProgress]:
    """The progress of each by its id, in one query."""
    counts = sees_counts(user)
    progress = {story.pk: StoryProgress(counts) for story in stories}
    keys = list(progress)
    if not keys:
        return {}
    if not counts:
        for pk, asked, submitted in ask(_own_layers, user=user.pk, stories=keys):
            progress[pk].asked, progress[pk].submitted = asked, submitted
        return progress
    for pk, on_it, submitted, total, decided, is_final in ask(
        _articles, rights_of(user), user=user.pk, stories=keys
    ):
        of = progress[pk]
        of.articles += 1
        of.asked += max(on_it, submitted if is_final else settings.LAYERS_NEEDED)
        of.submitted += submitted
        of.disagreements += total
        of.decided += decided
        of.finished += is_final
    return progress


def _own_layers(*, user: Any, stories: Any) -> QuerySet[Any]:
    """(story, own layers, those submitted), of articles that are not archived."""
    layers = Layer.objects.of(user).standing()
    here = layers.filter(revision__article__story__in=stories, revision__article__archived_at=None)
    return (
        here.order_by()
        .values_list("revision__article__story")
        .annotate(asked=Count("pk"), done=Count("pk", filter=Q(submitted_at__isnull=False)))
    )


def _articles(rights: Rights, *, user: Any, stories: Any) -> QuerySet[Any]:
    """(story, layers, submitted ones, disagreements, decided ones, review closed) of each article,
    all of its latest revision.
    """
    latest = OuterRef("latest_revision_id")
    layers = Layer.objects.standing().filter(revision=latest)
    groups = disagreements_seen_by(reader_with(rights, user)).exclude(kind=Kind.AGREED)
    groups = groups.filter(review__revision=latest)
    shown: Any = Article.objects.shown().filter(story__in=stories).with_latest_revision()
    return (
        shown.annotate(
            on_it=number_of(layers, "revision"),
            done=number_of(layers.submitted(), "revision"),
            total=number_of(groups, "review"),
            decided=number_of(groups.filter(state=State.SETTLED), "review"),
            is_final=Exists(Review.objects.released().filter(revision=latest)),
        )
        .order_by()
        .values_list("story", "on_it", "done", "total", "decided", "is_final")
    )


def number_of(rows: QuerySet[Any], shared: str) -> Coalesce:
    """How many rows there are, as a subquery; they share the value of this field."""
    counted = rows.order_by().values(shared).annotate(number=Count("pk")).values("number")
    return Coalesce(Subquery(counted), 0)
