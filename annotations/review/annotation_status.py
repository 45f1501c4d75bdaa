"""The status of an editor's annotation after the review, as far as its reader may know it.

The database computes it row by row, so that lists can be filtered by it and exports streamed.
"""

from typing import Any

from django.db import models
from django.db.models import Case, Exists, OuterRef, Q, QuerySet, Value, When
from django.db.models.lookups import IsNull
from django.utils.translation import gettext_lazy as _

from annotations.access import readable_by
from annotations.models import Adjudication, Annotation, Disagreement, RuledSpan
from annotations.models.adjudication import Rule
from newsroom.models import User


class Status(models.TextChoices):
    OPEN = "open", _("Open")
    SUBMITTED = "submitted", _("Submitted")
    AGREED = "agreed", _("Agreed")
    DISPUTED = "disputed", _("Disputed")
    ACCEPTED = "accepted", _("Accepted")
    REJECTED = "rejected", _("Rejected")


def with_status(annotations: QuerySet[Annotation], reader: User | None) -> QuerySet[Any]:
    """Each annotation with its `status`; for a blind reader «submitted» until the review is closed.

    Agreed: every layer has it, and nobody has ruled otherwise. Disputed: its group is unsettled.
    Accepted: a standing ruling has its extent, label and details. Rejected: none has.
    `reader` is None for a command, which sees everything.
    """
    revision = "layer__revision"
    open_ = readable_by(reader, revision) if reader else Q()
    return annotations.annotate(
        status=Case(
            When(layer__submitted_at=None, then=Value(Status.OPEN)),
            When(layer__revision__review=None, then=Value(Status.SUBMITTED)),
            *([When(~open_, then=Value(Status.SUBMITTED))] if open_ else []),
            When(Exists(unsettled_groups()), then=Value(Status.DISPUTED)),
            When(
                Exists(matching_ruled_spans().filter(adjudication__rule=Rule.UNANIMOUS)),
                then=Value(Status.AGREED),
            ),
            When(
                Exists(
                    matching_ruled_spans().filter(
                        has_same_value(), **outer_fields("attributed_to", "unit")
                    )
                ),
                then=Value(Status.ACCEPTED),
            ),
            default=Value(Status.REJECTED),
            output_field=models.CharField(),
        )
    )


def unsettled_groups() -> QuerySet[Disagreement]:
    """The unsettled groups of the outer annotation."""
    return Disagreement.objects.filter(annotations=OuterRef("pk")).unsettled()


def matching_ruled_spans() -> QuerySet[RuledSpan]:
    """The ruled spans that stand and have the extent and label of the outer annotation."""
    return RuledSpan.objects.filter(
        adjudication__in=Adjudication.objects.standing(),
        adjudication__review__revision=OuterRef("layer__revision"),
        **outer_fields("start", "end", "label"),
    )


def outer_fields(*names: str) -> dict[str, Any]:
    return {name: OuterRef(name) for name in names}


def has_same_value() -> Q:
    """Equal values, or none in both: NULLs are not equal to a database."""
    return Q(value=OuterRef("value")) | Q(IsNull(OuterRef("value"), True), value=None)
