"""Facts out of a file: a new fact, a revision of a known one, or nothing new; and back into one."""

import re
from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime
from typing import Any, NamedTuple
from uuid import UUID

from django import forms
from django.core.management.color import no_style
from django.db import connection, transaction
from django.utils.translation import gettext as _

from annotations.exchange.fact_files import OF_SOURCE, FactRecord
from annotations.exchange.fact_identity import (
    FactFile,
    Named,
    UnusableRecord,
    contents_of,
    known_fact,
    name_of_record,
    quoted_statement,
    version_content,
)
from annotations.facts import lifecycle as fact_lifecycle
from annotations.facts.forms import MOST_SOURCES, FactForm, SourceForm
from annotations.models import Fact, FactElsewhere, FactVersion
from annotations.models.fact import FactVersionQuerySet
from newsroom.days.fields import DayField
from newsroom.models import User
from newsroom.problems import Refused

IMPORTED, REVISED, UNCHANGED, FAILED = "imported", "revised", "unchanged", "failed"
STATUSES = (IMPORTED, REVISED, UNCHANGED, FAILED)

LONGEST_KEY = 100
ISO_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


class Retired(NamedTuple):
    """When a fact was retired where it was exported, and the stable id of what holds instead."""

    at: datetime
    replaced_by: UUID | None


class ImportedFact(NamedTuple):
    """What became of a fact of the file; `note` is what its sender should know.

    `where` is the line that it failed at. `retired` says that it is still to be retired.
    """

    status: str
    where: str
    fact: Fact | None = None
    reason: str = ""
    note: str = ""
    retired: Retired | None = None


class MomentField(forms.CharField):
    """A moment as files write it, with its time zone: None where there is none."""

    def to_python(self, value: Any) -> Any:
        said = super().to_python(value)
        if not said:
            return None
        try:
            at = datetime.fromisoformat(said)
        except ValueError:
            at = None
        if at is None or at.tzinfo is None:
            raise forms.ValidationError(
                f"“{said}” is no moment such as 2024-04-03T12:00:00+00:00; leave it empty if the "
                "fact holds"
            )
        return at


class DayOfFile(DayField):
    """A day as our files write it, and in no other order.

    A page asks back what was meant by 03/04/2024 or by Friday; a file is read when nobody is there,
    by two desks, and perhaps a year later.
    """

    def to_python(self, value: Any) -> date | None:
        if value and not ISO_DAY.fullmatch(value.strip()):
            raise forms.ValidationError(_("Write the day as 2024-04-03."), code="invalid")
        return super().to_python(value)


class FactRecordForm(FactForm):
    """A statement with what the file calls the fact, who verified it, and whether it is retired."""

    as_of = DayOfFile(required=False)
    recheck_on = DayOfFile(required=False)
    fact = forms.CharField(max_length=LONGEST_KEY, required=False)
    fact_id = forms.CharField(max_length=LONGEST_KEY, required=False)
    verified_by = forms.CharField(max_length=150, required=False)
    retired_at = MomentField(required=False)
    replaced_by = forms.UUIDField(required=False)


class SourceRecordForm(SourceForm):
    accessed_on = DayOfFile(required=False)


def import_fact(
    told: FactRecord, *, by: User, file: FactFile | None = None, revise: bool = False
) -> ImportedFact:
    """Take in one fact, whole or not at all.

    It is known by its stable id, else by a statement that a fact here has or has had; a name alone
    is believed only with `revise`, where the file is a newer one of the list that the name is from.
    What a known fact says or has said changes nothing; anything else is a revision, always a draft:
    somebody looks at it before all that leans on the fact is told. A fact that the `file` has made
    is never revised by it.
    """
    if told.refused_because:
        return ImportedFact(FAILED, told.where, reason=told.refused_because)
    file = file or FactFile()
    try:
        fields, sources = cleaned_record(told)
        named, notes = name_of_record(fields, told.where)
        verifier = fields.pop("verified_by")
        retired_at, replaced_by = fields.pop("retired_at"), fields.pop("replaced_by")
        with transaction.atomic():
            known = known_fact(named, fields, sources, file=file, revise=revise)
            if known is not None:
                status = revise_unless_known(known, fields, sources, by=by)
                remember_elsewhere(known, named)
                notes += notes_on_known(known, status, retired_at)
                return ImportedFact(status, told.where, known, note="; ".join(notes))
            fact = new_fact(named, fields, sources, by=by)
            notes += [*notes_on_number(named, fact), verify_as_stated(fact, verifier)]
    except UnusableRecord as unfit:
        return ImportedFact(FAILED, unfit.where, reason=unfit.reason)
    except Refused as refusal:
        return ImportedFact(FAILED, told.where, reason=f"{refusal.title}: {refusal.detail}")
    file.made[fact.pk] = told.where
    retired = Retired(retired_at, replaced_by) if retired_at else None
    return ImportedFact(
        IMPORTED, told.where, fact, note="; ".join(filter(None, notes)), retired=retired
    )


def retire_as_stated(imported: Iterable[ImportedFact], *, by: User) -> Iterator[tuple[str, str]]:
    """Retire the new facts that their file has as retired; (line, note) where that is not all.

    After all facts of the file, and in the order in which they were retired: another fact of it may
    hold instead, and may have been retired later.
    """
    waiting = [(one.retired, one.fact, one.where) for one in imported if one.retired and one.fact]
    for retired, fact, where in sorted(waiting, key=lambda one: one[0].at):
        successor = None
        if retired.replaced_by:
            successor = Fact.objects.named([retired.replaced_by]).first()
            if successor is None:
                yield where, "retired, but the fact that replaced it is not here"
        try:
            fact_lifecycle.retire_fact(
                fact,
                by=by,
                reason=_("Retired where it was exported."),
                replaced_by=successor,
                at=retired.at,
            )
        except Refused as refusal:
            yield where, f"not retired as its file says: {refusal.detail}"


def cleaned_record(told: FactRecord) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    """The fields of the version and of its sources. Raises Unfit, naming line and field."""
    if len(told.sources) > MOST_SOURCES:
        raise UnusableRecord(told.where, f"more than {MOST_SOURCES} sources")
    fields = cleaned_form(FactRecordForm(told.fields), told.where)
    lines = zip(told.sources, told.source_lines, strict=True)
    return fields, [cleaned_form(SourceRecordForm(source), line) for source, line in lines]


def cleaned_form(form: forms.Form, where: str) -> dict[str, Any]:
    if form.errors:
        complaints = (
            f"{name}: {' '.join(map(str, errors))}" for name, errors in form.errors.items()
        )
        raise UnusableRecord(where, "; ".join(complaints))
    return form.cleaned_data


def new_fact(
    named: Named, fields: dict[str, Any], sources: list[dict[str, Any]], *, by: User
) -> Fact:
    """A fact that was exported keeps its id, and its number where that is free."""
    number = named.number if named.stable_id else None
    if not number or Fact.objects.filter(pk=number).exists():
        number = None
    fact = fact_lifecycle.record_fact(
        **fields, sources=sources, by=by, number=number, stable_id=named.stable_id, key=named.name
    )
    if number:
        count_on_from_the_last_number()
    return fact


def remember_elsewhere(known: Fact, named: Named) -> None:
    """Keep the id that another newsroom gave to a fact of ours: its annotations name it by that."""
    if named.stable_id and named.stable_id != known.stable_id:
        FactElsewhere.objects.get_or_create(stable_id=named.stable_id, defaults={"fact": known})


def notes_on_number(named: Named, fact: Fact) -> list[str]:
    """What to know where the number in the file is another fact's here."""
    if named.number in (None, fact.pk):
        return []
    other = Fact.objects.filter(pk=named.number).first()
    if other is None:
        return []
    return [f"it is #{fact.pk} here; #{other.pk} is another and says {quoted_statement(other)}"]


def notes_on_known(fact: Fact, status: str, retired_at: datetime | None) -> list[str]:
    if status == REVISED:
        return [_("a draft until somebody verifies it")]
    if fact.retired_at and not retired_at:
        return [f"#{fact.pk} is retired here"]
    if retired_at and not fact.retired_at:
        return [f"retired in the file, but #{fact.pk} stands here: retire it on its page"]
    return []


def count_on_from_the_last_number() -> None:
    """PostgreSQL's sequence does not know of a number that was given."""
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), [Fact]):
            cursor.execute(statement)


def verify_as_stated(fact: Fact, username: str) -> str:
    """Verify a new fact as the file says, or leave it a draft where that cannot be; a note."""
    if not username:
        return ""
    verifier = User.objects.filter(username=username, is_active=True).first()
    if verifier is None:
        return _("a draft: there is no user “%(name)s” here") % {"name": username}
    try:
        with transaction.atomic():
            fact_lifecycle.verify_version(fact.versions.get(), by=verifier)
    except Refused as refusal:
        return _("a draft: %(reason)s") % {"reason": refusal.detail}
    # Somebody of that name here may be another than where the file is from.
    return _("verified by %(name)s, as the file says") % {"name": verifier}


def revise_unless_known(
    fact: Fact, fields: dict[str, Any], sources: list[dict[str, Any]], *, by: User
) -> str:
    """Revise the fact where it has never said that: REVISED or UNCHANGED."""
    if version_content(fields, sources) in contents_of(fact):
        return UNCHANGED
    fact_lifecycle.revise_fact(
        fact,
        **fields,
        sources=sources,
        reason=_("Imported from a file."),
        seen=fact.versions.order_by("-number")[0].number,
        by=by,
    )
    return REVISED


def versions_for_files(versions: FactVersionQuerySet) -> FactVersionQuerySet:
    """These current versions in the order of their facts, with all that `fact_records` tells."""
    found = versions.order_by("fact_id").select_related("fact__replaced_by", "verified_by")
    return found.prefetch_related("sources")


def fact_records(versions: Iterable[FactVersion]) -> Iterator[FactRecord]:
    """The records of versions that were read by `versions_for_files`."""
    for version in versions:
        successor = version.fact.replaced_by
        fields = {
            "fact": str(version.fact_id),
            "statement": version.statement,
            "as_of": as_text(version.as_of),
            "recheck_on": as_text(version.recheck_on),
            "verified_by": version.verified_by.username if version.verified_by else "",
            "fact_id": str(version.fact.stable_id),
            "retired_at": moment(version.fact.retired_at),
            "replaced_by": str(successor.stable_id) if successor else "",
        }
        sources = [
            {name: as_text(getattr(source, name)) for name in OF_SOURCE}
            for source in version.sources.all()
        ]
        yield FactRecord("", fields, sources)


def moment(at: datetime | None) -> str:
    return at.astimezone(UTC).isoformat() if at else ""


def as_text(value: Any) -> str:
    return "" if value is None else str(value)
