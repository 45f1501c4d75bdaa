"""Rechecks of a link whose fact has changed: confirm it, move it to the successor, or drop it.

A recheck never edits a submitted layer: it ends the link and adds one that replaces it.
`links.restore_link` undoes it.
"""

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from annotations.facts.links import (
    FactNotUsable,
    end_link,
    event_detail,
    locked_current_link,
    locked_usable_fact,
    record_link_event,
    refuse_linked_already,
    replace_link,
    speaking_version,
)
from annotations.models import Fact, FactLink
from newsroom.models import User
from newsroom.problems import Refused


class FactSaysMore(Refused):
    """Between the page and the answer the fact has changed once more."""

    code = "fact-says-more"
    title = gettext_lazy("The fact has changed again")


@transaction.atomic
def confirm_link(
    old: FactLink, *, seen: int, by: User, relation: str = "", note: str | None = None
) -> FactLink:
    """A recheck: the link holds for what the fact says now, with the same or another relation.

    `seen` is the id of the version that was read. The layer stays as it is, submitted or not.
    Raises LinkGone, FactSaysMore.
    """
    old = locked_current_link(old)
    fact = Fact.objects.select_for_update().get(pk=old.fact_id)
    now = speaking_version(fact)
    if now.pk != seen:
        raise FactSaysMore(_("Read what it says now, then decide."))
    made = replace_link(
        old,
        relation=relation or old.relation,
        note=old.note if note is None else note,
        by=by,
        version=now,
        confirmed=True,
    )
    record_link_event("fact_link.rechecked", made, by=by, old=event_detail(old))
    return made


@transaction.atomic
def follow_successor(old: FactLink, *, by: User, relation: str = "") -> FactLink:
    """A recheck: the link goes over to the fact that now holds instead of its retired one.

    Raises LinkGone, FactNotUsable (none does), LinkedAlready.
    """
    old = locked_current_link(old)
    successor = Fact.objects.filter(pk=old.fact_id).holding_instead().get(old.fact_id)
    if successor is None:
        raise FactNotUsable(_("No other fact holds in its place."))
    successor = locked_usable_fact(successor)
    refuse_linked_already(successor, annotation=old.annotation, ruled_span=old.ruled_span)
    made = replace_link(
        old,
        relation=relation or old.relation,
        note=old.note,
        by=by,
        fact=successor,
        version=speaking_version(successor),
        confirmed=True,
    )
    record_link_event("fact_link.rechecked", made, by=by, old=event_detail(old))
    return made


@transaction.atomic
def drop_link(old: FactLink, *, by: User) -> FactLink:
    """A recheck: the fact has nothing to say of the span any more. Raises LinkGone."""
    old = locked_current_link(old)
    end_link(old)
    record_link_event("fact_link.dropped", old, by=by)
    return old
