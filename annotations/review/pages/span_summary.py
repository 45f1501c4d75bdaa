"""What is said of a span, ready to be read: label, speaker, amount and what its facts state."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, NamedTuple

from django.utils.translation import gettext as _

from annotations.disagreements.comparison import Group
from annotations.disagreements.ruled_spans import links_of
from annotations.models import (
    FactVersion,
    Label,
)
from annotations.models.fact_link import Relation
from annotations.spans.numbers import grouped


class SaidFact(NamedTuple):
    relation: str
    relation_name: str
    statement: str


@dataclass(frozen=True)
class Said:
    """What is said of one span, ready to be read."""

    label: str
    label_name: str
    speaker: str
    amount: str
    facts: Sequence[SaidFact] = ()


Statements = dict[tuple[str, int], str]


def statements(groups: Iterable[Group], before: Iterable[Any] = ()) -> Statements:
    """What the linked facts say, in the version that the editor saw: by annotation and fact."""
    ids = {str(span.id) for group in groups for span in group.spans if span.facts}
    ids |= {span["annotation"] for lane in before for span in lane["spans"] if span["facts"]}
    if not ids:
        return {}
    links = links_of(ids)
    said = FactVersion.objects.in_bulk({link.version_id for link in links.values()})
    return {
        (str(annotation), fact): said[link.version_id].statement
        for (annotation, fact, _relation), link in links.items()
    }


def said(span: Any, known: Statements) -> Said:
    """What is said of a span of a layer, or of one that a ruling would make of several."""
    sources = getattr(span, "sources", None) or (span,)
    facts = [
        SaidFact(relation, str(Relation(relation).label), statement_of(fact, sources, known))
        for fact, relation in sorted(span.facts)
    ]
    return Said(
        span.label,
        str(Label(span.label).label),
        span.attributed_to,
        amount(span.value, span.unit),
        facts,
    )


def statement_of(fact: int, sources: Iterable[Any], known: Statements) -> str:
    for source in sources:
        if statement := known.get((str(source.id), fact)):
            return statement
    return _("Fact %(number)s") % {"number": fact}


def amount(value: Decimal | None, unit: str) -> str:
    return f"{'' if value is None else grouped(value)} {unit}".strip()


class Then(NamedTuple):
    """A span as a ruling considered it."""

    id: str
    start: int
    end: int
    label: str
    attributed_to: str
    value: Decimal | None
    unit: str
    facts: frozenset[tuple[int, str]]


def then(one: dict[str, Any]) -> Then:
    return Then(
        one["annotation"],
        one["start"],
        one["end"],
        one["label"],
        one["attributed_to"],
        None if one["value"] is None else Decimal(one["value"].replace(",", "")),
        one["unit"],
        frozenset((fact, relation) for fact, relation in one["facts"]),
    )


def content(span: Any) -> tuple[Any, ...]:
    return (
        span.start,
        span.end,
        span.label,
        span.attributed_to,
        span.value,
        span.unit,
        span.facts,
    )
