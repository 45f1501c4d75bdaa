"""Where two editors differ: the stored disagreements behind a figure of their agreement."""

from django.db.models import Exists, OuterRef, Q, QuerySet

from annotations.labels import LABELS
from annotations.models import Annotation, Disagreement
from annotations.models.disagreement import DisagreementQuerySet
from annotations.models.layer import LayerQuerySet


def shared_revisions(layers: LayerQuerySet, a: str, b: str) -> QuerySet:
    """The ids of the revisions of which both editors, by user name, have one of `layers`."""
    of_a, of_b = (layers.order_by().filter(editor__username=name) for name in (a, b))
    return of_a.filter(revision__in=of_b.values("revision")).values("revision")


def between(a: str, b: str, *, layers: LayerQuerySet, label: str = "") -> DisagreementQuerySet:
    """The disagreements in which one of the two marked a span that the other did not.

    By article, then as the text runs. As in the measures a span is its extent and label; with
    `label` only spans of that label are compared. Of a revision whose review was never opened
    nothing is stored.
    """
    labels = [label] if label else list(LABELS)
    found = Disagreement.objects.filter(
        _marked_by_one_alone(a, b, labels) | _marked_by_one_alone(b, a, labels),
        review__revision__in=shared_revisions(layers, a, b),
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
