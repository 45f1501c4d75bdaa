"""Facts out of a file: a new fact, a revision of a known one, or nothing new; and back into one."""

import re
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from django import forms
from django.core.management.color import no_style
from django.db import connection, transaction
from django.utils.translation import gettext as _

from annotations.exchange.fact_files import OF_SOURCE, FactRecord
from annotations.facts import lifecycle as fact_lifecycle
from annotations.facts.forms import MOST_SOURCES, SOURCE_FIELDS, FactForm, SourceForm
from annotations.models import Fact, FactVersion
from newsroom.models import User
from newsroom.problems import Refused

IMPORTED, REVISED, UNCHANGED, FAILED = "imported", "revised", "unchanged", "failed"
STATUSES = (IMPORTED, REVISED, UNCHANGED, FAILED)

NUMBER = re.compile(r"#?(\d{1,9})")
LONGEST_KEY = 100


class ImportedFact(NamedTuple):
    """What became of a fact of the file; `note` is what its sender should know.

    `where` is the line that it failed at.
    """

    status: str
    where: str
    fact: Fact | None = None
    reason: str = ""
    note: str = ""


class UnusableRecord(Exception):
    """The line `where` of the file cannot be taken in, because of `reason`."""

    def __init__(self, where: str, reason: str) -> None:
        super().__init__(reason)
        self.where = where
        self.reason = reason


class FactRecordForm(FactForm):
    """A statement with what the file calls the fact, and who verified it."""

    fact = forms.CharField(max_length=LONGEST_KEY, required=False)
    verified_by = forms.CharField(max_length=150, required=False)


def import_fact(told: FactRecord, *, by: User) -> ImportedFact:
    """Take in one fact, whole or not at all.

    It is known by its number or the key of an earlier file, else by a statement that a standing
    fact has had. What a known fact says or has said changes nothing; anything else is a revision,
    always a draft: somebody looks at it before all that leans on the fact is told.
    """
    if told.refused_because:
        return ImportedFact(FAILED, told.where, reason=told.refused_because)
    try:
        fields, sources = cleaned_record(told)
        name, verifier = fields.pop("fact"), fields.pop("verified_by")
        with transaction.atomic():
            known = known_fact(name, fields["statement"])
            if known is not None:
                status = revise_unless_known(known, fields, sources, by=by)
                note = _("a draft until somebody verifies it") if status == REVISED else ""
                return ImportedFact(status, told.where, known, note=note)
            fact = new_fact(name, fields, sources, by=by)
            return ImportedFact(IMPORTED, told.where, fact, note=verify_as_stated(fact, verifier))
    except UnusableRecord as unfit:
        return ImportedFact(FAILED, unfit.where, reason=unfit.reason)
    except Refused as refusal:
        return ImportedFact(FAILED, told.where, reason=f"{refusal.title}: {refusal.detail}")


def cleaned_record(told: FactRecord) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    """The fields of the version and of its sources. Raises Unfit, naming line and field."""
    if len(told.sources) > MOST_SOURCES:
        raise UnusableRecord(told.where, f"more than {MOST_SOURCES} sources")
    fields = cleaned_form(FactRecordForm(told.fields), told.where)
    lines = zip(told.sources, told.source_lines, strict=True)
    return fields, [cleaned_form(SourceForm(source), line) for source, line in lines]


def cleaned_form(form: forms.Form, where: str) -> dict[str, Any]:
    if form.errors:
        complaints = (
            f"{name}: {' '.join(map(str, errors))}" for name, errors in form.errors.items()
        )
        raise UnusableRecord(where, "; ".join(complaints))
    return form.cleaned_data


def known_fact(name: str, statement: str) -> Fact | None:
    if name:
        if found := Fact.objects.filter(key=name).first():
            return found
        number = NUMBER.fullmatch(name)
        if number and (found := Fact.objects.filter(pk=int(number[1])).first()):
            return found
    same = Fact.objects.standing().filter(versions__statement=statement).order_by("pk")
    return same.first()


def new_fact(name: str, fields: dict[str, Any], sources: list[dict[str, Any]], *, by: User) -> Fact:
    """A fact that was exported keeps its number, since annotations name it by that."""
    number = NUMBER.fullmatch(name)
    if number is None or not int(number[1]):
        return fact_lifecycle.record_fact(**fields, sources=sources, by=by, key=name)
    fact = fact_lifecycle.record_fact(**fields, sources=sources, by=by, number=int(number[1]))
    count_on_from_the_last_number()
    return fact


def count_on_from_the_last_number() -> None:
    """PostgreSQL's sequence does not know of a number that was given."""
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), [Fact]):
            cursor.execute(statement)


def verify_as_stated(fact: Fact, username: str) -> str:
    """Verify a new fact as the file says; where that cannot be, it stays a draft, with a note."""
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
    return ""


def revise_unless_known(
    fact: Fact, fields: dict[str, Any], sources: list[dict[str, Any]], *, by: User
) -> str:
    """Revise the fact where it has never said that: REVISED or UNCHANGED."""
    versions = list(fact.versions.order_by("-number").prefetch_related("sources"))
    new = version_content(fields, sources)
    if any(
        version_content(version_fields(version), sources_of(version)) == new for version in versions
    ):
        return UNCHANGED
    fact_lifecycle.revise_fact(
        fact,
        **fields,
        sources=sources,
        reason=_("Imported from a file."),
        seen=versions[0].number,
        by=by,
    )
    return REVISED


def version_content(fields: dict[str, Any], sources: Iterable[dict[str, Any]]) -> tuple[Any, ...]:
    """What two versions are the same by."""
    told = [tuple(source[name] or "" for name in SOURCE_FIELDS) for source in sources]
    return fields["statement"], fields["as_of"], fields["recheck_on"], told


def version_fields(version: FactVersion) -> dict[str, Any]:
    return {name: getattr(version, name) for name in ("statement", "as_of", "recheck_on")}


def sources_of(version: FactVersion) -> list[dict[str, Any]]:
    return [
        {name: getattr(source, name) for name in SOURCE_FIELDS} for source in version.sources.all()
    ]


def fact_records(versions: Iterable[FactVersion]) -> Iterator[FactRecord]:
    """The records of current versions; their sources and verifiers should be prefetched."""
    for version in versions:
        fields = {
            "fact": str(version.fact_id),
            "statement": version.statement,
            "as_of": as_text(version.as_of),
            "recheck_on": as_text(version.recheck_on),
            "verified_by": version.verified_by.username if version.verified_by else "",
        }
        sources = [
            {name: as_text(getattr(source, name)) for name in OF_SOURCE}
            for source in version.sources.all()
        ]
        yield FactRecord("", fields, sources)


def as_text(value: Any) -> str:
    return "" if value is None else str(value)
