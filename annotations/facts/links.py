"""Tying spans to facts: link and unlink while a layer is open, recheck when a fact has changed.

A link points at the version that its maker saw. A recheck never edits a submitted layer: it adds
a link that replaces the old one, which keeps its row with the moment it was removed. So what a
layer said when it was submitted can still be read (`said_at_submission`).

Locks are taken in one order, so that nothing waits in a circle: layer, link, fact.
"""

from collections import defaultdict
from collections.abc import Iterable
from typing import cast
from uuid import UUID

from django.db import transaction
from django.db.models import Case, Exists, F, OuterRef, Q, QuerySet, Subquery, Value, When
from django.db.models.functions import TruncDate
from django.db.models.lookups import LessThan
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from annotations.locks import LayerSubmitted, open_and_locked
from annotations.models import (
    Adjudication,
    Annotation,
    Fact,
    FactLink,
    FactVersion,
    Layer,
    RuledSpan,
)
from annotations.models.fact_link import FactLinkQuerySet, Relation
from newsroom import history
from newsroom.models import User
from newsroom.problems import Refused


class LinkedAlready(Refused):
    code = "linked-already"
    title = gettext_lazy("This span is linked to that fact already")


class LinkGone(Refused):
    code = "link-gone"
    title = gettext_lazy("The link has changed meanwhile")


class FactNotUsable(Refused):
    code = "fact-not-usable"
    title = gettext_lazy("That fact cannot be linked")


class FactSaysMore(Refused):
    """Between the page and the answer the fact has changed once more."""

    code = "fact-says-more"
    title = gettext_lazy("The fact has changed again")


class RelationUnknown(Refused):
    status = 422
    code = "invalid"
    title = gettext_lazy("Something is missing or wrong")


@transaction.atomic
def link(
    annotation: Annotation, fact: Fact, *, relation: str, by: User, note: str = ""
) -> FactLink:
    """Tie an annotation of an open layer to what the fact says now; a draft may be linked too.

    Raises LayerSubmitted, LinkGone (withdrawn), LinkedAlready, FactNotUsable (retired).
    """
    open_and_locked(annotation.layer)
    refuse_withdrawn(annotation)
    fact = usable_and_locked(fact)
    refuse_linked_already(fact, annotation=annotation)
    made = FactLink.objects.create(
        annotation=annotation,
        fact=fact,
        version=speaking_version(fact),
        relation=known(relation),
        note=note,
        linked_by=by,
    )
    record("fact_link.added", made, by=by)
    return made


@transaction.atomic
def change(old: FactLink, *, relation: str, note: str, by: User) -> FactLink:
    """Another relation or note, in an open layer, of the same version: a link in place of the old.

    The same link where nothing differs. Raises LayerSubmitted, LinkGone.
    """
    old = open_layers_link(old)
    if (old.relation, old.note) == (relation, note):
        return old
    made = replace(old, relation=relation, note=note, by=by)
    record("fact_link.changed", made, by=by, old=said(old))
    return made


@transaction.atomic
def unlink(old: FactLink, *, by: User) -> FactLink:
    """Take the link from an annotation of an open layer. Raises LayerSubmitted, LinkGone."""
    old = open_layers_link(old)
    end(old)
    record("fact_link.removed", old, by=by)
    return old


@transaction.atomic
def confirm(
    old: FactLink, *, seen: int, by: User, relation: str = "", note: str | None = None
) -> FactLink:
    """A recheck: the link holds for what the fact says now, with the same or another relation.

    `seen` is the id of the version that was read. The layer stays as it is, submitted or not.
    Raises LinkGone, FactSaysMore.
    """
    old = current_and_locked(old)
    fact = Fact.objects.select_for_update().get(pk=old.fact_id)
    now = speaking_version(fact)
    if now.pk != seen:
        raise FactSaysMore(_("Read what it says now, then decide."))
    made = replace(
        old,
        relation=relation or old.relation,
        note=old.note if note is None else note,
        by=by,
        version=now,
        confirmed=True,
    )
    record("fact_link.rechecked", made, by=by, old=said(old))
    return made


@transaction.atomic
def follow(old: FactLink, *, by: User, relation: str = "") -> FactLink:
    """A recheck: the link goes over to the fact that now holds instead of its retired one.

    Raises LinkGone, FactNotUsable (none does), LinkedAlready.
    """
    old = current_and_locked(old)
    successor = Fact.objects.filter(pk=old.fact_id).holding_instead().get(old.fact_id)
    if successor is None:
        raise FactNotUsable(_("No other fact holds in its place."))
    successor = usable_and_locked(successor)
    refuse_linked_already(successor, annotation=old.annotation, ruled_span=old.ruled_span)
    made = replace(
        old,
        relation=relation or old.relation,
        note=old.note,
        by=by,
        fact=successor,
        version=speaking_version(successor),
        confirmed=True,
    )
    record("fact_link.rechecked", made, by=by, old=said(old))
    return made


@transaction.atomic
def drop(old: FactLink, *, by: User) -> FactLink:
    """A recheck: the fact has nothing to say of the span any more. Raises LinkGone."""
    old = current_and_locked(old)
    end(old)
    record("fact_link.dropped", old, by=by)
    return old


@transaction.atomic
def restore(ended: FactLink, *, by: User) -> FactLink:
    """Undo what ended a link: an unlinking, a change, a recheck. A new link says what it said.

    What had taken its place goes. Where the layer is submitted, only a recheck is undone.
    Raises LinkGone (it stands, or more has happened since), LinkedAlready, LayerSubmitted.
    """
    annotation = ended.annotation
    if annotation is not None and Layer.objects.open().filter(pk=annotation.layer_id).exists():
        open_and_locked(annotation.layer)
        refuse_withdrawn(annotation)
    ended = locked(ended)
    if ended.removed_at is None:
        raise LinkGone(_("It has been put back already."))
    refuse_unless_rechecked_or_open(ended)
    instead = FactLink.objects.filter(replaces=ended).first()
    if instead is not None:
        end(current_and_locked(instead))
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
    record("fact_link.restored", made, by=by)
    return made


def open_layers_link(old: FactLink) -> FactLink:
    """A current link of an open layer; the layer and it kept from all others."""
    if old.annotation is None:
        raise LinkGone(_("The links of a settled span change with its ruling."))
    open_and_locked(old.annotation.layer)
    return current_and_locked(old)


def refuse_unless_rechecked_or_open(ended: FactLink) -> None:
    """What ended after the submission was ended by a recheck, since nothing else could."""
    if ended.annotation is None:
        return
    submitted_at = ended.annotation.layer.submitted_at
    if submitted_at and ended.removed_at and ended.removed_at <= submitted_at:
        raise LayerSubmitted(_("It was submitted and no longer changes. Reopen it to go on."))


def refuse_withdrawn(annotation: Annotation) -> None:
    if Annotation.objects.exclude(withdrawn_at=None).filter(pk=annotation.pk).exists():
        raise LinkGone(_("The annotation was withdrawn. Restore it before you link it."))


def refuse_linked_already(
    fact: Fact, *, annotation: Annotation | None = None, ruled_span: RuledSpan | None = None
) -> None:
    links = FactLink.objects.current().filter(fact=fact)
    if links.filter(annotation=annotation, ruled_span=ruled_span).exists():
        raise LinkedAlready(_("Change or remove that link instead."))


def usable_and_locked(fact: Fact) -> Fact:
    fact = Fact.objects.select_for_update().get(pk=fact.pk)
    if fact.retired_at:
        raise FactNotUsable(_("It is retired; choose the fact that replaced it, or another."))
    return fact


def known(relation: str) -> str:
    if relation not in Relation.values:
        raise RelationUnknown(_("Choose supports, contradicts or gives context to."))
    return relation


def replace(
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
    end(old)
    return FactLink.objects.create(
        annotation=old.annotation,
        ruled_span=old.ruled_span,
        fact=fact or old.fact,
        version=version or old.version,
        relation=known(relation),
        note=note,
        linked_by=by,
        confirmed_at=old.removed_at if confirmed else old.confirmed_at,
        replaces=old,
    )


def end(current: FactLink) -> None:
    current.removed_at = timezone.now()
    current.save(update_fields=["removed_at"])


def current_and_locked(old: FactLink) -> FactLink:
    old = locked(old)
    if old.removed_at:
        raise LinkGone(_("Somebody has changed or removed it; look at the span again."))
    return old


def locked(one: FactLink) -> FactLink:
    rows = FactLink.objects.select_for_update(of=("self",))
    return rows.select_related(
        "fact", "version", "annotation__layer", "ruled_span__adjudication__review"
    ).get(pk=one.pk)


def speaking_version(fact: Fact) -> FactVersion:
    """What the fact says now: its latest verified version, while a draft its latest."""
    versions = fact.versions.order_by("-number")
    return versions.exclude(verified_at=None).first() or versions[0]


def to_recheck(links: FactLinkQuerySet | None = None) -> FactLinkQuerySet:
    """Of `links`, or of all, the current ones that lean on what has changed since.

    That is an earlier version, a retired fact, or one due for a recheck: each comes with
    `is_revised`, `is_retired` and `is_due`, why it is here, and with `speaks_id`, the id of the
    version that the fact stands on now (None while it is a draft). A recheck after the
    retirement, or on the day that the fact fell due or later, takes the link off the list. Links
    of withdrawn annotations, of layers taken back and of rulings that no longer stand are left
    out, and those on archived articles.
    """
    links = on_what_stands((FactLink.objects.all() if links is None else links).current())
    revised, retired, due = reasons().values()
    return with_reasons(links.filter(revised | retired | due))


def with_reasons(links: FactLinkQuerySet) -> FactLinkQuerySet:
    """Each with `speaks_id` and with why it is to be looked at again, if it is (`to_recheck`)."""
    newest = newest_verified()
    return links.annotate(
        speaks_id=Subquery(newest.values("pk")[:1]),
        recheck_on=Subquery(newest.values("recheck_on")[:1]),
        **{f"is_{reason}": whether(condition) for reason, condition in reasons().items()},
    )


def reasons() -> dict[str, Q]:
    """When a link is to be looked at again, by the name of the reason."""
    later = FactVersion.objects.filter(
        fact=OuterRef("fact"), number__gt=OuterRef("version__number")
    )
    due = FactVersion.objects.speaking().exclude(verified_at=None)
    due = due.filter(recheck_on__lte=timezone.localdate())
    looked_at = TruncDate("confirmed_at")
    recheck_on = Subquery(newest_verified().values("recheck_on")[:1])
    return {
        "revised": Q(Exists(later.exclude(verified_at=None))),
        "retired": Q(fact__retired_at__isnull=False)
        & (Q(confirmed_at=None) | Q(confirmed_at__lt=F("fact__retired_at"))),
        # Asked of the few facts that are due, once, and not of every link.
        "due": Q(fact__in=due.values("fact"))
        & (Q(confirmed_at=None) | Q(LessThan(looked_at, recheck_on))),
    }


def newest_verified() -> QuerySet[FactVersion]:
    verified = FactVersion.objects.filter(fact=OuterRef("fact")).exclude(verified_at=None)
    return verified.order_by("-number")


def on_what_stands(links: FactLinkQuerySet) -> FactLinkQuerySet:
    """Those of live annotations and of spans whose ruling stands, on articles that are shown."""
    ruling = Adjudication.objects.standing().filter(pk=OuterRef("ruled_span__adjudication"))
    return links.filter(
        Q(
            annotation__withdrawn_at=None,
            annotation__layer__taken_back_at=None,
            annotation__layer__revision__article__archived_at=None,
            ruled_span=None,
        )
        | Q(
            Exists(ruling),
            ruled_span__adjudication__review__revision__article__archived_at=None,
            annotation=None,
        )
    )


def whether(condition: Q) -> Case:
    return Case(When(condition, then=Value(True)), default=Value(False))


def links_on(annotations: Iterable[Annotation]) -> dict[UUID, list[FactLink]]:
    """By annotation: its current links by fact, each `with_reasons`, version and sources read.

    Two queries for any number; an annotation without a link has an empty list.
    """
    links = (
        with_reasons(FactLink.objects.current().filter(annotation__in=list(annotations)))
        .select_related("fact", "version")
        .prefetch_related("version__sources")
        .order_by("fact")
    )
    found: dict[UUID, list[FactLink]] = defaultdict(list)
    for one in links:
        found[cast(UUID, one.annotation_id)].append(one)
    return found


def said_at_submission(annotation: Annotation) -> QuerySet[FactLink]:
    """The links that the annotation had when its layer was submitted: what a review compares.

    While the layer is open, those that it has now.
    """
    submitted_at = annotation.layer.submitted_at
    if submitted_at is None:
        return annotation.fact_links.filter(removed_at=None)
    return annotation.fact_links.filter(linked_at__lte=submitted_at).filter(
        Q(removed_at=None) | Q(removed_at__gt=submitted_at)
    )


def said(one: FactLink) -> dict[str, object]:
    return {
        "fact": one.fact_id,
        "version": one.version_id,
        "relation": one.relation,
        "note": one.note,
    }


def record(verb: str, one: FactLink, *, by: User, **detail: object) -> None:
    """The event of a link, told of the annotation or ruled span that it belongs to."""
    if one.annotation is not None:
        subject: Annotation | RuledSpan = one.annotation
        revision = one.annotation.layer.revision_id
    else:
        subject = cast(RuledSpan, one.ruled_span)
        revision = subject.adjudication.review.revision_id
    history.record(verb, subject, by=by, revision_id=revision, link=one.pk, **said(one), **detail)
