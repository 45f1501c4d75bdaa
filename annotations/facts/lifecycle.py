"""Facts: recording, verifying, revising, retiring, bringing back."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any
from uuid import UUID, uuid4

from django.conf import settings
from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from annotations.facts import search
from annotations.models.fact import Fact, FactVersion, Source
from newsroom import history
from newsroom.models import User
from newsroom.problems import Refused


class NotAllowedToVerify(Refused):
    status = 403
    code = "not-allowed-to-verify"
    title = gettext_lazy("This fact is not yours to verify")


class FactChanged(Refused):
    code = "fact-changed"
    title = gettext_lazy("The fact has changed meanwhile")


class FactRetired(Refused):
    code = "fact-retired"
    title = gettext_lazy("The fact is retired")


class SourceMissing(Refused):
    code = "source-missing"
    title = gettext_lazy("A fact needs a source")


class NoSuccessor(Refused):
    code = "no-successor"
    title = gettext_lazy("That fact cannot take its place")


@transaction.atomic
def record_fact(
    *,
    statement: str,
    sources: Iterable[Mapping[str, Any]],
    by: User,
    as_of: date | None = None,
    recheck_on: date | None = None,
    number: int | None = None,
    stable_id: UUID | None = None,
    key: str = "",
) -> Fact:
    """A new fact with its first version, a draft; `sources` are the fields of Source rows.

    `number` and `stable_id` are those that it had elsewhere and keeps, `key` what a file calls it.
    """
    fact = Fact.objects.create(pk=number, key=key, stable_id=stable_id or uuid4())
    version = add_version(
        fact, statement=statement, sources=sources, as_of=as_of, recheck_on=recheck_on, by=by
    )
    history.record("fact.recorded", fact, by=by, **version_detail(version))
    return fact


@transaction.atomic
def revise_fact(
    fact: Fact,
    *,
    statement: str,
    sources: Iterable[Mapping[str, Any]],
    reason: str,
    seen: int,
    by: User,
    as_of: date | None = None,
    recheck_on: date | None = None,
) -> FactVersion:
    """What the fact is to say, a draft until somebody else verifies it.

    Always a new version: somebody may have linked or verified what stood there before. `seen` is
    the number of the latest version that the author knew. Raises FactChanged if there is a later
    one by now, FactRetired.
    """
    locked_fact(fact)
    latest = fact.versions.order_by("-number")[0]
    if latest.number != seen:
        raise FactChanged(
            _("Version %(number)s was recorded while you were writing. Read it, then go on.")
            % {"number": latest.number},
            latest=latest.number,
        )
    version = add_version(
        fact,
        statement=statement,
        sources=sources,
        as_of=as_of,
        recheck_on=recheck_on,
        reason=reason,
        by=by,
    )
    history.record(
        "fact.revised",
        fact,
        by=by,
        old=version_detail(latest),
        new=version_detail(version),
        reason=reason,
    )
    return version


@transaction.atomic
def verify_version(version: FactVersion, *, by: User) -> FactVersion:
    """From now on the fact says this: its latest version only, and by somebody else.

    Raises NotAllowedToVerify, FactChanged (there is a later version), SourceMissing, FactRetired.
    """
    fact = locked_fact(version.fact)
    version = FactVersion.objects.select_for_update().get(pk=version.pk)
    if reason := why_not_to_verify(version, by):
        raise NotAllowedToVerify(reason)
    if version.is_verified:
        return version
    if fact.versions.aggregate(latest=Max("number"))["latest"] != version.number:
        raise FactChanged(_("There is a later version: verify that one."))
    if not version.sources.exists():
        raise SourceMissing(_("Say first where it can be read, by a revision."))
    version.verified_by, version.verified_at = by, timezone.now()
    version.save(update_fields=["verified_by", "verified_at"])
    search.index_facts([fact])
    history.record("fact.verified", fact, by=by, **version_detail(version))
    return version


def why_not_to_verify(version: FactVersion, user: User) -> str:
    """What keeps `user` from verifying this version, in words; empty where nothing does."""
    if not user.has_perm("annotations.verify_fact"):
        return _("Ask somebody who may verify facts.")
    if version.recorded_by_id == user.pk and not settings.SELF_VERIFY:
        return _("You recorded this version yourself; somebody else has to verify it.")
    return ""


@transaction.atomic
def retire_fact(
    fact: Fact,
    *,
    by: User,
    reason: str,
    replaced_by: Fact | None = None,
    at: datetime | None = None,
) -> Fact:
    """The fact is to be used no more; another may be named that holds instead.

    `at` is when that was, of a fact that was retired elsewhere.
    Raises FactRetired, NoSuccessor (itself, or one that is retired too).
    """
    # In the order of their ids, so that two that are to replace each other cannot both do so.
    pks = [fact.pk] if replaced_by is None else [fact.pk, replaced_by.pk]
    list(Fact.objects.select_for_update().filter(pk__in=pks).order_by("pk"))
    fact = locked_fact(fact)
    if replaced_by is not None:
        replaced_by.refresh_from_db()
        if replaced_by == fact:
            raise NoSuccessor(_("A fact cannot replace itself."))
        if replaced_by.retired_at:
            raise NoSuccessor(_("It is retired itself; choose one that stands."))
    fact.retired_at, fact.replaced_by = at or timezone.now(), replaced_by
    fact.save()
    history.record(
        "fact.retired",
        fact,
        by=by,
        reason=reason,
        replaced_by=replaced_by.pk if replaced_by else None,
    )
    return fact


def why_retired(fact: Fact) -> str:
    """The reason that was given when the fact was last retired, as the history has it."""
    told = history.events_of(fact).filter(verb="fact.retired").order_by("-pk").first()
    return told.detail["reason"] if told else ""


@transaction.atomic
def bring_back_fact(fact: Fact, *, by: User) -> Fact:
    """Undo a retirement: the fact may be used again. Nothing where it is not retired."""
    fact = Fact.objects.select_for_update().get(pk=fact.pk)
    if fact.retired_at is None:
        return fact
    fact.retired_at = fact.replaced_by = None
    fact.save()
    history.record("fact.brought_back", fact, by=by)
    return fact


def locked_fact(fact: Fact) -> Fact:
    """The fact's row, locked against a second author; FactRetired where it is retired."""
    fact = Fact.objects.select_for_update().get(pk=fact.pk)
    refuse_retired(fact)
    return fact


def refuse_retired(fact: Fact) -> None:
    if fact.retired_at:
        raise FactRetired(_("Bring it back before you change it."))


def add_version(
    fact: Fact, *, sources: Iterable[Mapping[str, Any]], by: User, **fields: Any
) -> FactVersion:
    latest = fact.versions.aggregate(latest=Max("number"))["latest"] or 0
    version = FactVersion.objects.create(fact=fact, number=latest + 1, recorded_by=by, **fields)
    Source.objects.bulk_create([Source(version=version, **source) for source in sources])
    search.index_facts([fact])
    return version


def version_detail(version: FactVersion) -> dict[str, Any]:
    """What a version says, as an event keeps it."""
    return {
        "version": version.number,
        "statement": version.statement,
        "as_of": version.as_of.isoformat() if version.as_of else None,
        "recheck_on": version.recheck_on.isoformat() if version.recheck_on else None,
        "sources": [
            {"title": source.title, "publisher": source.publisher, "url": source.url}
            for source in version.sources.all()
        ],
    }
