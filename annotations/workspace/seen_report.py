"""How «Seen before» has done: what editors made of what they were shown."""

from dataclasses import dataclass

from django.db.models import Count, Q

from annotations.models import Seen


@dataclass(frozen=True)
class SeenTally:
    """Sentences shown beside a fact: `taken` are linked to it now, `dismissed` are said not to be.

    One that was dismissed and linked all the same counts as taken.
    """

    shown: int
    taken: int
    dismissed: int

    @property
    def useful(self) -> int:
        """How many of a hundred shown were taken."""
        return round(100 * self.taken / self.shown) if self.shown else 0


def tally_seen() -> SeenTally:
    """One query. Only submitted layers count: work before that is nobody else's to see."""
    rows = Seen.objects.filter(
        layer__submitted_at__isnull=False, layer__taken_back_at=None
    ).annotate(is_taken=Seen.objects.taken())
    counted = rows.aggregate(
        shown=Count("pk"),
        taken=Count("pk", filter=Q(is_taken=True)),
        dismissed=Count("pk", filter=Q(is_taken=False, dismissed_at__isnull=False)),
    )
    return SeenTally(**counted)
