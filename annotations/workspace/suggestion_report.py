"""How the rules have done: what editors made of their suggestions in the layers they submitted."""

from dataclasses import dataclass

from django.db.models import Count, F, Q

from annotations.labels import LABELS, name_of
from annotations.models import Answer


@dataclass(frozen=True)
class Tally:
    """The answers to one version's suggestions of one label.

    `accepted` are those that still stand as they were suggested, `changed` those that stand with
    other words or details; `dismissed` are also those that were accepted and later withdrawn.
    """

    rules_version: int
    label: str
    accepted: int
    changed: int
    dismissed: int

    @property
    def all(self) -> int:
        return self.accepted + self.changed + self.dismissed

    @property
    def label_name(self) -> str:
        return name_of(self.label)

    @property
    def useful(self) -> int:
        """How many of a hundred answers kept the suggestion, changed or not."""
        return round(100 * (self.accepted + self.changed) / self.all)


def tally_answers() -> list[Tally]:
    """The newest version first, its labels in their order. One query.

    Only submitted layers count: an editor at work may still think otherwise, and until then the
    work is nobody else's to see.
    """
    kept = Q(annotation__isnull=False, annotation__withdrawn_at=None)
    same = kept & Q(
        annotation__start=F("suggestion__start"),
        annotation__end=F("suggestion__end"),
        annotation__label=F("suggestion__label"),
        annotation__attributed_to=F("suggestion__attributed_to"),
        annotation__unit=F("suggestion__unit"),
    )
    same &= Q(annotation__value=F("suggestion__value")) | Q(
        annotation__value=None, suggestion__value=None
    )
    rows = (
        Answer.objects.standing()
        .filter(layer__submitted_at__isnull=False, layer__taken_back_at=None)
        .filter(suggestion__carried_from=None)
        .order_by()
        .values_list("suggestion__rules_version", "suggestion__label")
        .annotate(every=Count("pk"), kept=Count("pk", filter=kept), same=Count("pk", filter=same))
    )
    order = list(LABELS)
    return sorted(
        (
            Tally(version, label, same, kept - same, every - kept)
            for version, label, every, kept, same in rows
        ),
        key=lambda one: (-one.rules_version, order.index(one.label)),
    )
