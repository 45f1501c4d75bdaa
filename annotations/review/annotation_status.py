"""The status of an editor's annotation after the review, as far as its reader may know it.

The database computes it row by row, so that lists can be filtered by it (`with_status`). Where very
many are told, such as in an export, what they have in common is asked of their revisions instead
(`settled_on`).
"""

from collections.abc import Collection
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db import models
from django.db.models import (
    Case,
    Exists,
    ExpressionWrapper,
    F,
    OuterRef,
    Q,
    QuerySet,
    TextField,
    Value,
    When,
)
from django.db.models.functions import Cast
from django.db.models.lookups import IsNull
from django.utils.translation import gettext_lazy as _

from annotations.access import readable_by
from annotations.models import Annotation, Disagreement, RuledSpan
from annotations.models.adjudication import Rule, where_standing
from newsroom.models import User


class Status(models.TextChoices):
    OPEN = "open", _("Open")
    SUBMITTED = "submitted", _("Submitted")
    AGREED = "agreed", _("Agreed")
    DISPUTED = "disputed", _("In review")
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


def in_dispute(annotations: QuerySet[Annotation], reader: User) -> QuerySet[Annotation]:
    """Those of the status «disputed», found by the groups and without asking each for its status:
    the reviews to which they belong may be many.
    """
    groups = Disagreement.objects.unsettled().order_by()
    held = Disagreement.annotations.through.objects.filter(disagreement__in=groups)
    return annotations.filter(
        readable_by(reader, "layer__revision"),
        layer__submitted_at__isnull=False,
        layer__revision__review__isnull=False,
        pk__in=held.values("annotation"),
    )


def unsettled_groups() -> QuerySet[Disagreement]:
    """The unsettled groups of the outer annotation."""
    return Disagreement.objects.filter(annotations=OuterRef("pk")).unsettled()


def matching_ruled_spans() -> QuerySet[RuledSpan]:
    """The ruled spans that stand and have the extent and label of the outer annotation."""
    return RuledSpan.objects.filter(
        where_standing("adjudication"),
        adjudication__review__revision=OuterRef("layer__revision"),
        **outer_fields("start", "end", "label"),
    )


def outer_fields(*names: str) -> dict[str, Any]:
    return {name: OuterRef(name) for name in names}


def has_same_value() -> Q:
    """Equal values, or none in both: NULLs are not equal to a database."""
    return Q(value=OuterRef("value")) | Q(IsNull(OuterRef("value"), True), value=None)


# What a ruled span says beside its extent and label: speaker, unit, and the value as it is stored.
Said = tuple[str, str, Decimal | float | None]
Place = tuple[int, int, int, str]


@dataclass(frozen=True, slots=True)
class Settled:
    """What reviews have settled on some revisions, and what not, to tell of each annotation there.

    `disputed` has the ids, as the engine writes them, of those in unsettled groups; `ruled` what
    is said of each extent and label of a revision where a ruling stands, None first where all
    agreed.
    """

    disputed: frozenset[str]
    ruled: dict[Place, tuple[Said | None, ...]]

    def status(self, key: str, place: Place, said: Said) -> str:
        """As `with_status` has it, of a submitted annotation whose reader may know."""
        if key in self.disputed:
            return "disputed"
        ruled = self.ruled.get(place)
        if ruled is None:
            return "rejected"
        if ruled[0] is None:
            return "agreed"
        return "accepted" if said in ruled else "rejected"


def settled_on(revisions: Collection[int]) -> Settled:
    """What is settled on these revisions; two queries, of as many rows as they have rulings."""
    if not revisions:
        return Settled(frozenset(), {})
    groups = Disagreement.objects.filter(review__revision__in=revisions).unsettled().order_by()
    disputed = groups.values_list(Cast("annotations", TextField()), flat=True)
    revision = "adjudication__review__revision"
    standing = RuledSpan.objects.filter(where_standing("adjudication"))
    # The value as the driver hands it over: a decimal of Python is not wanted, only its equal.
    value = ExpressionWrapper(F("value"), output_field=TextField())
    fields = ("adjudication__rule", "start", "end", "label", "attributed_to", "unit")
    spans = standing.filter(**{f"{revision}__in": revisions}).order_by()
    ruled: dict[Place, tuple[Said | None, ...]] = {}
    for on, rule, start, end, label, *said in spans.values_list(revision, *fields, value):
        place = on, start, end, label
        if rule == Rule.UNANIMOUS:
            ruled[place] = (None, *ruled.get(place, ()))
        else:
            ruled[place] = (*ruled.get(place, ()), tuple(said))
    return Settled(frozenset(disputed), ruled)
