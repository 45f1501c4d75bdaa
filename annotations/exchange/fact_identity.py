"""Which fact here a record of a file is about: names of a foreign file are not ours."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, NamedTuple, NoReturn
from uuid import UUID

from annotations.exchange.fact_files import FactRecord
from annotations.facts.forms import SOURCE_FIELDS
from annotations.models import Fact, FactVersion
from annotations.ui.words import shortened

NUMBER = re.compile(r"#?(\d{1,9})")
LONGEST_QUOTED = 200


class UnusableRecord(Exception):
    """The line `where` of the file cannot be taken in, because of `reason`."""

    def __init__(self, where: str, reason: str) -> None:
        super().__init__(reason)
        self.where = where
        self.reason = reason


class Named(NamedTuple):
    """How a record names its fact.

    `stable_id` is ours, wherever the file was exported. `number` is that of an export and `name`
    whatever a list calls it: both may be those of quite another fact here.
    """

    stable_id: UUID | None
    number: int | None
    name: str
    where: str


@dataclass
class FactFile:
    """What is to be known of a file while its records go in.

    `ids` are the stable ids that its records name, `made` the facts that it has made so far: where
    in the file each stands, by its number here.
    """

    ids: frozenset[UUID] = frozenset()
    made: dict[int, str] = field(default_factory=dict)

    @classmethod
    def of(cls, told: Iterable[FactRecord]) -> "FactFile":
        stated = (stable_id_in(one.fields.get("fact_id", "")) for one in told)
        return cls(frozenset(filter(None, stated)))


def name_of_record(fields: dict[str, Any], where: str) -> tuple[Named, list[str]]:
    """How the record names its fact, which is taken out of the fields; and a note on it."""
    name, stated = fields.pop("fact"), fields.pop("fact_id")
    number = NUMBER.fullmatch(name)
    stable_id = stable_id_in(stated)
    notes = []
    if stated and stable_id is None:
        notes.append(f"its fact_id “{stated}” is none that Newsroom gives, and was not looked at")
    return (
        Named(stable_id, int(number[1]) if number else None, "" if number else name, where),
        notes,
    )


def stable_id_in(cell: str) -> UUID | None:
    """None where the cell is empty, or the id of another program."""
    try:
        return UUID(cell) if cell else None
    except ValueError:
        return None


def known_fact(
    named: Named,
    fields: dict[str, Any],
    sources: list[dict[str, Any]],
    *,
    file: FactFile,
    revise: bool,
) -> Fact | None:
    """The fact here that the record is about; None where it is new. Raises UnusableRecord."""
    content, statement = version_content(fields, sources), fields["statement"]
    by_id = Fact.objects.named([named.stable_id]).first() if named.stable_id else None
    by_name = Fact.objects.filter(key=named.name).first() if named.name else None
    same = facts_that_said(statement)
    sure = by_id or (by_name if revise or by_name in same else None)
    if sure is not None:
        if sure.pk in file.made and content not in contents_of(sure):
            refuse_two_of_one_file(sure, statement, named, file)
        return sure
    if named.stable_id:
        # What another record names by its id is not what this one is about, whatever it says.
        same = [one for one in same if one.pk not in file.made and one.stable_id not in file.ids]
    if known := fact_of_same_statement(same, content, named, file):
        return known
    if by_name is not None:
        refuse_name(by_name, statement, named, file)
    return None


def fact_of_same_statement(
    same: list[Fact], content: tuple[Any, ...], named: Named, file: FactFile
) -> Fact | None:
    """Which of the facts that have said the same it is. Raises UnusableRecord where none or
    several may be meant.
    """
    if exact := next((fact for fact in same if content in contents_of(fact)), None):
        return exact
    before = [fact for fact in same if fact.pk not in file.made]
    standing = [fact for fact in before if fact.retired_at is None]
    if len(standing) > 1:
        numbers = ", ".join(f"#{fact.pk}" for fact in standing)
        raise UnusableRecord(
            named.where,
            f"{numbers} say this here, each with other days or sources: give its fact_id, as "
            "export_facts writes it",
        )
    if standing:
        return standing[0]
    if before:
        raise UnusableRecord(
            named.where,
            f"#{before[0].pk} says this with other days or sources, and is retired here: bring it "
            "back on its page before a file changes it",
        )
    if same and not (named.stable_id or named.name or named.number is not None):
        refuse_two_of_one_file(same[0], content[0], named, file)
    return None


def refuse_name(known: Fact, statement: str, named: Named, file: FactFile) -> NoReturn:
    if known.pk in file.made:
        refuse_two_of_one_file(known, statement, named, file)
    raise UnusableRecord(
        named.where,
        f"“{named.name}” is #{known.pk} here and says {quoted_statement(known)}, not "
        f"{quoted(statement)}: give it another name, or import with --revise if this is a newer "
        "file of the same list",
    )


def facts_that_said(statement: str) -> list[Fact]:
    """The facts that say this or have said it, standing ones first."""
    found = Fact.objects.filter(versions__statement=statement).distinct()
    return sorted(found, key=lambda fact: (fact.retired_at is not None, fact.pk))


def contents_of(fact: Fact) -> list[tuple[Any, ...]]:
    """What all versions of the fact say, the latest first."""
    versions = fact.versions.order_by("-number").prefetch_related("sources")
    return [version_content(version_fields(one), sources_of(one)) for one in versions]


def refuse_two_of_one_file(fact: Fact, statement: str, named: Named, file: FactFile) -> NoReturn:
    first = file.made[fact.pk]
    raise UnusableRecord(
        named.where,
        f"it says {quoted(statement)}, and the same fact says {quoted_statement(fact)} in this "
        f"file ({first}), perhaps with other days or sources: make one of both, or give each a "
        "name of its own",
    )


def quoted_statement(fact: Fact) -> str:
    return quoted(fact.versions.order_by("-number")[0].statement)


def quoted(statement: str) -> str:
    return f"“{shortened(statement, LONGEST_QUOTED)}”"


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
