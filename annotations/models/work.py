"""How far the work on an article's latest text is: the column `work` of the article."""

from collections.abc import Collection

from django.db import models, transaction
from django.db.models import Case, Exists, OuterRef, Q, Value, When

from annotations.models.layer import Layer
from annotations.models.review import Review
from articles.models import Article, Work
from articles.newer_texts import where_newer_text


def update_work(revisions: Collection[int]) -> None:
    """Write how far the articles of these revisions are, as it follows from layers and reviews.

    Called at the end of every transaction that makes, submits, reopens or takes back a layer, or
    opens a review. The articles are locked before: of two such transactions at once the second
    then sees what the first has done, a newer text too. Two queries for any number of them.
    """
    rows = Article.objects.filter(revisions__in=revisions).order_by("pk")
    locked = rows.select_for_update(of=("self",), no_key=True).values_list("pk", flat=True)
    with transaction.atomic(savepoint=False):
        Article.objects.filter(pk__in=list(locked)).update(work=derived_work())


def derived_work() -> Case:
    """What `work` of an article has to be."""
    of_latest = (~where_newer_text("revision__"), Q(revision__article=OuterRef("pk")))
    layers = Layer.objects.standing().filter(*of_latest)
    reviews = Review.objects.filter(*of_latest)
    return Case(
        When(Exists(layers.open()), then=Value(Work.OPEN.value)),
        When(Exists(layers) & ~Exists(reviews), then=Value(Work.SUBMITTED.value)),
        When(Exists(layers), then=Value(Work.REVIEW.value)),
        default=Value(Work.NOBODY.value),
        output_field=models.CharField(),
    )
