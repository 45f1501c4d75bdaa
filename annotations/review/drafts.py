"""What an edit by hand begins with: the spans that were ruled, else the first version by letter."""

from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from annotations.disagreements.comparison import Group
from annotations.disagreements.groups import groups_by_row, letters_by_layer
from annotations.disagreements.ruled_spans import links_by_ruled_span
from annotations.models import Adjudication, Disagreement, FactLink, RuledSpan
from annotations.models.disagreement import State
from annotations.review.pages.span_summary import Statements, fact_statements


class EditDraft(NamedTuple):
    """`spans` as the form of an edit has them; `facts` are statements to choose from, by fact."""

    spans: list[dict[str, Any]]
    facts: dict[int, str]


def load_group_draft(row: Disagreement, text: str) -> EditDraft:
    """The draft for the group of `row`, which has its state."""
    group = groups_by_row(row.review, [row]).get(row.pk)
    ruling = Adjudication.objects.standing_on(row)
    statements = fact_statements([group] if group else [], outdated_lanes(row, ruling))
    letters = letters_by_layer(row.review)
    ruled = load_ruling_draft(ruling, text) if ruling else None
    return group_draft(group, letters, ruled, statements, text)


def load_ruling_draft(ruling: Adjudication, text: str) -> EditDraft:
    spans = list(ruling.ruled_spans.all())
    return ruling_draft(spans, links_by_ruled_span(spans), text)


def group_draft(
    group: Group | None,
    letters: Mapping[int, str],
    ruled: EditDraft | None,
    statements: Statements,
    text: str,
) -> EditDraft:
    """The spans of the ruling, else the first version by letter, with all facts of the group.

    `letters` are those of the layers, by id: in the order of the layers the draft would give away
    who began first.
    """
    facts = {fact: statement for (_annotation, fact), statement in statements.items()}
    if ruled:
        facts |= ruled.facts
    if ruled and ruled.spans:
        return EditDraft(ruled.spans, facts)
    speaking = [lane for lane in group.lanes if lane.spans] if group else []
    spans = min(speaking, key=lambda lane: letters[lane.layer]).spans if speaking else ()
    return EditDraft([_fields_of(span, dict(span.facts), text) for span in spans], facts)


def ruling_draft(
    spans: Iterable[RuledSpan], links: Mapping[Any, list[FactLink]], text: str
) -> EditDraft:
    relations = {
        span: {link.fact_id: link.relation for link in some} for span, some in links.items()
    }
    return EditDraft(
        [_fields_of(span, relations.get(span.pk, {}), text) for span in spans],
        {link.fact_id: link.version.statement for some in links.values() for link in some},
    )


def outdated_lanes(row: Disagreement, ruling: Adjudication | None) -> list[Any]:
    """The lanes that a stale ruling considered; of any other ruling none are outdated."""
    if ruling is None or row.state != State.STALE:
        return []
    return ruling.considered["lanes"]


def _fields_of(span: Any, relations: Mapping[int, str], text: str) -> dict[str, Any]:
    """A span as the form of an edit has it; `relations` by the id of the fact."""
    return {
        "label": span.label,
        "words": text[span.start : span.end],
        "start": span.start,
        "end": span.end,
        "attributed_to": span.attributed_to,
        "value": span.value,
        "unit": span.unit,
        **{f"fact_{fact}": relation for fact, relation in relations.items()},
    }
