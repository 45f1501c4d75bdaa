"""What a reviewer decided and took back: its note and edits come back into the form."""

from typing import Any

from annotations.models import Adjudication, Disagreement
from annotations.models.adjudication import Action, AdjudicationQuerySet
from newsroom.models import User
from newsroom.prepared import ask


def standing_and_taken_back(
    row: Disagreement, reader: User
) -> tuple[Adjudication | None, Adjudication | None]:
    """The ruling that stands on a group, and the latest one if the reader has taken their own back.

    One query, a second one where the latest was taken back.
    """
    latest = next(iter(ask(_latest_on, group=row.pk)), None)
    if latest is None or not is_undone(latest):
        return latest, None
    return Adjudication.objects.standing_on(row), own_taken_back(latest, reader)


def taken_back_of_agreed(agreed: Adjudication, reader: User) -> Adjudication | None:
    """The latest overruling of an agreement, if the reader has taken back their own."""
    latest = next(iter(ask(_latest_overruling, agreed=agreed.pk)), None)
    return own_taken_back(latest, reader) if latest else None


def is_undone(ruling: Adjudication) -> bool:
    return getattr(ruling, "undoing", None) is not None


def own_taken_back(ruling: Adjudication, reader: User) -> Adjudication | None:
    """What another reviewer wrote is no draft of mine."""
    if not is_undone(ruling):
        return None
    people = {ruling.decided_by_id, ruling.undoing.undone_by_id}
    return ruling if people == {reader.pk} else None


def is_edit(taken_back: Adjudication | None) -> bool:
    return taken_back is not None and taken_back.action == Action.EDIT


def note_of(taken_back: Adjudication | None) -> str:
    return taken_back.note if taken_back else ""


def _latest_on(*, group: Any) -> AdjudicationQuerySet:
    rulings = Adjudication.objects.filter(disagreement=group)
    return rulings.select_related("undoing").order_by("-pk")[:1]


def _latest_overruling(*, agreed: Any) -> AdjudicationQuerySet:
    rulings = Adjudication.objects.filter(replaces=agreed)
    return rulings.select_related("undoing").order_by("-pk")[:1]
