"""Where two editors differ: the stored disagreements behind a figure of their agreement."""

from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from annotations.labels import LABELS
from annotations.models import Annotation, Disagreement, PairCounts
from annotations.models.disagreement import DisagreementQuerySet


def shared_revisions(counts: QuerySet[PairCounts], a: str, b: str) -> QuerySet[PairCounts, Any]:
    """The ids of the revisions that both editors, by user name, have submitted; of `counts`."""
    of_both = Q(first__username=a, second__username=b) | Q(first__username=b, second__username=a)
    label = next(iter(LABELS))  # Of every label there is one row.
    return counts.filter(of_both, label=label).order_by().values("revision")


def between(
    a: str, b: str, *, revisions: QuerySet[PairCounts, Any], label: str = ""
) -> DisagreementQuerySet:
    """The disagreements in which one of the two marked a span that the other did not.

    By article, then as the text runs; of `revisions`, which both have submitted. As in the
    measures a span is its extent and label; with `label` only spans of that label are compared. Of
    a revision whose review was never opened nothing is stored.
    """
    labels = [label] if label else list(LABELS)
    found = Disagreement.objects.filter(
        _marked_by_one_alone(a, b, labels) | _marked_by_one_alone(b, a, labels),
        review__revision__in=revisions,
        gone_at=None,
    )
    return found.order_by(
        "review__revision__article_id", "review__revision_id", "start", "-end", "id"
    )


def _marked_by_one_alone(one: str, other: str, labels: list[str]) -> Q:
    through = Disagreement.annotations.through
    same = Annotation.objects.filter(
        layer__editor__username=other,
        layer__revision=OuterRef("annotation__layer__revision"),
        layer__submitted_at__isnull=False,
        layer__taken_back_at=None,
        withdrawn_at=None,
        start=OuterRef("annotation__start"),
        end=OuterRef("annotation__end"),
        label=OuterRef("annotation__label"),
    )
    alone = through.objects.filter(
        ~Exists(same),
        disagreement=OuterRef("pk"),
        annotation__layer__editor__username=one,
        annotation__label__in=labels,
    )
    return Q(Exists(alone))
