"""A span in one line: its label, speaker and amount, and what the facts linked to it state."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, NamedTuple

from django.utils.translation import gettext as _

from annotations.disagreements.comparison import Group
from annotations.disagreements.ruled_spans import links_at_submission
from annotations.labels import name_of
from annotations.models import FactLink, FactVersion
from annotations.models.fact_link import Relation
from annotations.spans.numbers import amount

# The statement of a fact as the editor saw it, by the id of the annotation and that of the fact.
Statements = dict[tuple[str, int], str]


class FactSummary(NamedTuple):
    relation: str
    relation_name: str
    statement: str


@dataclass(frozen=True)
class SpanSummary:
    label: str
    label_name: str
    speaker: str
    amount: str
    facts: Sequence[FactSummary] = ()


class ConsideredSpan(NamedTuple):
    """A span as a ruling considered it, read back from its JSON."""

    id: str
    start: int
    end: int
    label: str
    attributed_to: str
    value: Decimal | None
    unit: str
    facts: frozenset[tuple[int, str]]


def summarize_span(span: Any, known: Statements) -> SpanSummary:
    """The summary of a span of a layer, or of one that a ruling would make of several.

    A fact whose statement is not in `known` goes by its number.
    """
    sources = getattr(span, "sources", None) or (span,)
    facts = [
        FactSummary(relation, str(Relation(relation).label), _statement_of(fact, sources, known))
        for fact, relation in sorted(span.facts)
    ]
    return _summary(span, facts)


def summarize_ruled_span(span: Any, links: Iterable[FactLink]) -> SpanSummary:
    """The summary of a span that was ruled; `links` are those of the span, with their version."""
    facts = [
        FactSummary(link.relation, link.get_relation_display(), link.version.statement)
        for link in links
    ]
    return _summary(span, facts)


def fact_statements(groups: Iterable[Group], considered: Iterable[Any] = ()) -> Statements:
    """What the linked facts state, in the version that the editor saw.

    Of the spans of the groups, and of lanes that a ruling considered. Two queries at most.
    """
    ids = {str(span.id) for group in groups for span in group.spans if span.facts}
    ids |= {span["annotation"] for lane in considered for span in lane["spans"] if span["facts"]}
    if not ids:
        return {}
    links = links_at_submission(ids)
    versions = FactVersion.objects.in_bulk({link.version_id for link in links.values()})
    return {
        (str(annotation), fact): versions[link.version_id].statement
        for (annotation, fact, _relation), link in links.items()
    }


def considered_span(span: dict[str, Any]) -> ConsideredSpan:
    return ConsideredSpan(
        span["annotation"],
        span["start"],
        span["end"],
        span["label"],
        span["attributed_to"],
        None if span["value"] is None else Decimal(span["value"].replace(",", "")),
        span["unit"],
        frozenset((fact, relation) for fact, relation in span["facts"]),
    )


def span_content(span: Any) -> tuple[Any, ...]:
    """All that editors can differ in: two spans with equal content are the same."""
    details = span.attributed_to, span.value, span.unit
    return (span.start, span.end, span.label, *details, span.facts)


def _summary(span: Any, facts: Sequence[FactSummary]) -> SpanSummary:
    label_name = name_of(span.label)
    return SpanSummary(span.label, label_name, span.attributed_to, amount(span), facts)


def _statement_of(fact: int, sources: Iterable[Any], known: Statements) -> str:
    for source in sources:
        if statement := known.get((str(source.id), fact)):
            return statement
    return _("Fact %(number)s") % {"number": fact}
