"""Links between spans and facts: made, changed, removed and restored.

A link points at the version of the fact that its editor saw. A change ends the row and adds one
that replaces it, so that the links of a submission can still be read. `recheck_actions` does the
same after a fact has changed.

Locks are taken in one order, so that nothing waits in a circle: layer, link, fact.
"""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any, Protocol, cast
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from annotations.facts.recheck_reasons import with_reasons
from annotations.locks import layer_submitted, open_and_locked
from annotations.models import (
    Annotation,
    Fact,
    FactLink,
    FactVersion,
    Layer,
    RuledSpan,
)
from annotations.models.fact_link import Relation
from newsroom import history
from newsroom.models import User
from newsroom.prepared import ask
from newsroom.problems import Refused


class HasKey(Protocol):
    """An annotation, or as much of its row as is read."""

    @property
    def pk(self) -> UUID: ...


class LinkedAlready(Refused):
    code = "linked-already"
    title = gettext_lazy("This annotation is linked to that fact already")


class LinkGone(Refused):
    code = "link-gone"
    title = gettext_lazy("The link has changed meanwhile")


class FactNotUsable(Refused):
    code = "fact-not-usable"
    title = gettext_lazy("That fact cannot be linked")


class RelationUnknown(Refused):
    status = 422
    code = "invalid"
    title = gettext_lazy("Something is missing or wrong")


@transaction.atomic
def link(
    annotation: Annotation,
    fact: Fact,
    *,
    relation: str,
    by: User,
    note: str = "",
    linked_by: User | None = None,
) -> FactLink:
    """Tie an annotation of an open layer to what the fact says now; a draft may be linked too.

    `linked_by` is whose link it is where `by` only brings it in. Raises LayerSubmitted, LinkGone
    (withdrawn), LinkedAlready, FactNotUsable (retired).
    """
    open_and_locked(annotation.layer)
    refuse_withdrawn(annotation)
    fact = locked_usable_fact(fact)
    refuse_linked_already(fact, annotation=annotation)
    made = FactLink.objects.create(
        annotation=annotation,
        fact=fact,
        version=speaking_version(fact),
        relation=checked_relation(relation),
        note=note,
        linked_by=linked_by or by,
    )
    record_link_event("fact_link.added", made, by=by)
    return made


@transaction.atomic
def change_link(old: FactLink, *, relation: str, note: str, by: User) -> FactLink:
    """Another relation or note, in an open layer, of the same version: a link in place of the old.

    The same link where nothing differs. Raises LayerSubmitted, LinkGone.
    """
    old = locked_link_of_open_layer(old)
    if (old.relation, old.note) == (relation, note):
        return old
    made = replace_link(old, relation=relation, note=note, by=by)
    record_link_event("fact_link.changed", made, by=by, old=event_detail(old))
    return made


@transaction.atomic
def unlink(old: FactLink, *, by: User) -> FactLink:
    """Take the link from an annotation of an open layer. Raises LayerSubmitted, LinkGone."""
    old = locked_link_of_open_layer(old)
    end_link(old)
    record_link_event("fact_link.removed", old, by=by)
    return old


@transaction.atomic
def restore_link(ended: FactLink, *, by: User) -> FactLink:
    """Undo what ended a link: an unlinking, a change, a recheck. A new link says what it said.

    What had taken its place goes. Where the layer is submitted, only a recheck is undone.
    Raises LinkGone (it stands, or more has happened since), LinkedAlready, LayerSubmitted.
    """
    annotation = ended.annotation
    if annotation is not None and Layer.objects.open().filter(pk=annotation.layer_id).exists():
        open_and_locked(annotation.layer)
        refuse_withdrawn(annotation)
    ended = locked_link(ended)
    if ended.removed_at is None:
        raise LinkGone(_("It has been put back already."))
    refuse_unless_rechecked_or_open(ended)
    instead = FactLink.objects.filter(replaces=ended).first()
    if instead is not None:
        end_link(locked_current_link(instead))
    refuse_linked_already(ended.fact, annotation=ended.annotation, ruled_span=ended.ruled_span)
    made = FactLink.objects.create(
        annotation=ended.annotation,
        ruled_span=ended.ruled_span,
        fact=ended.fact,
        version=ended.version,
        relation=ended.relation,
        note=ended.note,
        linked_by=by,
        # As it was: undoing a recheck puts the link back on the list of those to be rechecked.
        confirmed_at=ended.confirmed_at,
        replaces=instead,
    )
    record_link_event("fact_link.restored", made, by=by)
    return made


def carry_links(source: Annotation, to: Annotation, *, by: User) -> None:
    """Link `to`, of an open and locked layer, to the facts of `source`, the versions as seen there.

    A link to a fact that has changed since waits for its recheck, as that of `source` does.
    """
    links = FactLink.objects.current().filter(annotation=source).select_related("fact", "version")
    for old in links.order_by("fact"):
        made = FactLink.objects.create(
            annotation=to,
            fact=old.fact,
            version=old.version,
            relation=old.relation,
            note=old.note,
            linked_by=by,
            confirmed_at=old.confirmed_at,
        )
        record_link_event("fact_link.carried", made, by=by)


def links_on(annotations: Iterable[HasKey]) -> dict[UUID, list[FactLink]]:
    """By annotation: its current links by fact, each `with_reasons`, version and sources read.

    Two queries for any number; an annotation without a link has an empty list.
    """
    found: dict[UUID, list[FactLink]] = defaultdict(list)
    pks = [one.pk for one in annotations]
    today, zone = timezone.localdate(), timezone.get_current_timezone_name()
    for one in ask(_links_on, zone, annotations=pks, today=today) if pks else ():
        found[cast(UUID, one.annotation_id)].append(one)
    return found


def _links_on(_zone: str, *, annotations: Any, today: Any) -> QuerySet[FactLink]:
    """A query for each time zone, in which days end."""
    links = FactLink.objects.current().filter(annotation__in=annotations)
    read = with_reasons(links, today=today).select_related("fact", "version")
    return read.prefetch_related("version__sources").order_by("fact")


def locked_link_of_open_layer(old: FactLink) -> FactLink:
    """A current link of an open layer; the layer and it kept from all others."""
    if old.annotation is None:
        raise LinkGone(_("The links of a decided annotation change with the decision."))
    open_and_locked(old.annotation.layer)
    return locked_current_link(old)


def refuse_unless_rechecked_or_open(ended: FactLink) -> None:
    """What ended after the submission was ended by a recheck, since nothing else could."""
    if ended.annotation is None:
        return
    submitted_at = ended.annotation.layer.submitted_at
    if submitted_at and ended.removed_at and ended.removed_at <= submitted_at:
        raise layer_submitted(ended.annotation.layer)


def refuse_withdrawn(annotation: Annotation) -> None:
    if Annotation.objects.exclude(withdrawn_at=None).filter(pk=annotation.pk).exists():
        raise LinkGone(_("The annotation was deleted. Restore it before you link it."))


def refuse_linked_already(
    fact: Fact, *, annotation: Annotation | None = None, ruled_span: RuledSpan | None = None
) -> None:
    links = FactLink.objects.current().filter(fact=fact)
    if links.filter(annotation=annotation, ruled_span=ruled_span).exists():
        raise LinkedAlready(_("Change or remove that link instead."))


def locked_usable_fact(fact: Fact) -> Fact:
    fact = Fact.objects.select_for_update().get(pk=fact.pk)
    if fact.retired_at:
        raise FactNotUsable(_("It is retired; choose the fact that replaced it, or another."))
    return fact


def checked_relation(relation: str) -> str:
    if relation not in Relation.values:
        raise RelationUnknown(_("Choose supports, contradicts or gives context to."))
    return relation


def replace_link(
    old: FactLink,
    *,
    relation: str,
    note: str,
    by: User,
    fact: Fact | None = None,
    version: FactVersion | None = None,
    confirmed: bool = False,
) -> FactLink:
    """End a locked link and make the one that stands in its place."""
    end_link(old)
    return FactLink.objects.create(
        annotation=old.annotation,
        ruled_span=old.ruled_span,
        fact=fact or old.fact,
        version=version or old.version,
        relation=checked_relation(relation),
        note=note,
        linked_by=by,
        confirmed_at=old.removed_at if confirmed else old.confirmed_at,
        replaces=old,
    )


def end_link(current: FactLink) -> None:
    current.removed_at = timezone.now()
    current.save(update_fields=["removed_at"])


def locked_current_link(old: FactLink) -> FactLink:
    old = locked_link(old)
    if old.removed_at:
        raise LinkGone(_("Somebody has changed or removed it. Look at the annotation again."))
    return old


def locked_link(one: FactLink) -> FactLink:
    rows = FactLink.objects.select_for_update(of=("self",))
    return rows.select_related(
        "fact", "version", "annotation__layer", "ruled_span__adjudication__review"
    ).get(pk=one.pk)


def speaking_version(fact: Fact) -> FactVersion:
    """What the fact says now: its latest verified version, while a draft its latest."""
    versions = fact.versions.order_by("-number")
    return versions.exclude(verified_at=None).first() or versions[0]


def event_detail(one: FactLink) -> dict[str, object]:
    return {
        "fact": one.fact_id,
        "version": one.version_id,
        "relation": one.relation,
        "note": one.note,
    }


def record_link_event(verb: str, one: FactLink, *, by: User, **detail: object) -> None:
    """Record the event of a link, with its annotation or ruled span as the subject; the layer of
    the annotation notes it.
    """
    if one.annotation is not None:
        subject: Annotation | RuledSpan = one.annotation
        revision = one.annotation.layer.revision_id
    else:
        subject = cast(RuledSpan, one.ruled_span)
        revision = subject.adjudication.review.revision_id
    event = history.record(
        verb, subject, by=by, revision_id=revision, link=one.pk, **event_detail(one), **detail
    )
    if one.annotation is not None:
        one.annotation.layer.written += (event.pk,)
