"""Showing an editor which sentences the desk's facts say, and noting what they make of it.

Nothing here links a fact: that is done by hand, in the form for it.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from annotations.facts.seen_facts import SeenFact, facts_seen_in
from annotations.locks import open_and_locked, refuse_unless_writable
from annotations.models import Layer, Seen
from newsroom.models import User
from newsroom.problems import Refused


class NotYours(Refused):
    """Only the editor of a layer is shown something in it, and answers it."""

    status = 403
    code = "not-yours"
    title = gettext_lazy("These are the annotations of somebody else")


@dataclass(frozen=True)
class Shown:
    """What was found, and the row that notes it."""

    found: SeenFact
    row: Seen


def show_seen(layer: Layer, *, by: User) -> list[Shown]:
    """What the facts say of the layer's text, each noted as shown, once however often it is shown.

    Raises NotYours, LayerSubmitted, LayerNotOpen, ArticleArchived.
    """
    _refuse_others(layer, by)
    refuse_unless_writable(layer)
    found = facts_seen_in(layer.revision.text)
    if not found:
        return []
    rows = _rows_of(layer)
    if new := [one for one in found if _key(one) not in rows]:
        _note(layer, new)
        rows = _rows_of(layer)
    return [Shown(one, rows[_key(one)]) for one in found]


def dismiss_seen(row: Seen, *, by: User) -> None:
    """Note that it is not this; a repeat changes nothing. Raises what `show_seen` raises."""
    _answer(row, dismissed=True, by=by)


def return_seen(row: Seen, *, by: User) -> None:
    """Take a dismissal back; a repeat changes nothing. Raises what `show_seen` raises."""
    _answer(row, dismissed=False, by=by)


@transaction.atomic
def _answer(row: Seen, *, dismissed: bool, by: User) -> None:
    _refuse_others(row.layer, by)
    open_and_locked(row.layer)
    # The moment of the first dismissal stays.
    Seen.objects.filter(pk=row.pk, dismissed_at__isnull=dismissed).update(
        dismissed_at=timezone.now() if dismissed else None
    )
    row.refresh_from_db(fields=["dismissed_at"])


def _refuse_others(layer: Layer, user: User) -> None:
    if layer.editor_id != user.pk:
        raise NotYours(_("What was checked before is shown to the editor of the annotations."))


def _note(layer: Layer, found: Sequence[SeenFact]) -> None:
    Seen.objects.bulk_create(
        [
            Seen(layer=layer, fact_id=one.seen.fact, start=one.seen.start, end=one.seen.end)
            for one in found
        ],
        ignore_conflicts=True,
    )


def _rows_of(layer: Layer) -> dict[tuple[int, int], Seen]:
    return {(row.start, row.fact_id): row for row in Seen.objects.filter(layer=layer)}


def _key(one: SeenFact) -> tuple[int, int]:
    return one.seen.start, one.seen.fact
