"""The spans that rulings put into the text, written with their links to facts."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any, cast

from annotations.disagreements.options import Ruled, Ruling
from annotations.facts.links import speaking_version
from annotations.labels import LABELS, PIECES
from annotations.models import Adjudication, Fact, FactLink, RuledSpan
from annotations.spans.anchoring import CONTEXT


def write_ruled_spans(ruled: Sequence[tuple[Adjudication, Ruling]], text: str) -> None:
    """Write the spans of each ruling, cut from `text`, and their links to facts.

    A link that a source of the span has keeps its version, note and linker. Any other link is the
    reviewer's own, to the version in force. Four queries for any number of rulings.
    """
    made = [
        (
            span,
            RuledSpan(
                adjudication=ruling, span_group=_span_group_of(span), **_target_fields(span, text)
            ),
        )
        for ruling, spans in ruled
        for span in spans
    ]
    RuledSpan.objects.bulk_create([row for _, row in made], batch_size=500)
    links = links_at_submission(
        source.id for span, _ in made if span.facts for source in span.sources
    )
    FactLink.objects.bulk_create(
        [
            _carried_link(row, span, fact, relation, links)
            for span, row in made
            for fact, relation in sorted(span.facts)
        ],
        batch_size=500,
    )


def _target_fields(span: Ruled, text: str) -> dict[str, Any]:
    return {
        "start": span.start,
        "end": span.end,
        "exact": text[span.start : span.end],
        "prefix": text[max(0, span.start - CONTEXT) : span.start],
        "suffix": text[span.end : span.end + CONTEXT],
        "label": span.label,
        "attributed_to": span.attributed_to,
        "value": span.value,
        "unit": span.unit,
    }


def repeat_ruled_spans(earlier: Adjudication, ruling: Adjudication) -> list[RuledSpan]:
    """Write the spans and links of an earlier ruling again, for a ruling that confirms it."""
    spans = list(earlier.ruled_spans.all())
    links = list(FactLink.objects.current().filter(ruled_span__in=spans))
    again: dict[Any, RuledSpan] = {span.pk: _copy_row(span, adjudication=ruling) for span in spans}
    RuledSpan.objects.bulk_create(again.values())
    FactLink.objects.bulk_create(
        _copy_row(link, ruled_span=again[link.ruled_span_id], replaces=None) for link in links
    )
    return list(again.values())


def _copy_row(row: Any, **other: Any) -> Any:
    """A new row with the fields of `row`, except its key and the fields given in `other`."""
    model = type(row)
    fields = [field for field in model._meta.concrete_fields if not field.primary_key]
    same = {
        field.attname: getattr(row, field.attname) for field in fields if field.name not in other
    }
    return model(**same, **other)


def _span_group_of(span: Ruled) -> Any:
    """The group of a split quote's pieces: that of the first source. None for any other span."""
    if PIECES not in LABELS[span.label].takes or not span.sources:
        return None
    return span.sources[0].span_group


def links_at_submission(annotations: Iterable[Any]) -> dict[tuple[Any, int, str], FactLink]:
    """By annotation, fact and relation: the links that the layers were submitted with."""
    links = FactLink.objects.at_submission().filter(annotation__in=set(annotations))
    return {(link.annotation_id, link.fact_id, link.relation): link for link in links}


def links_by_ruled_span(spans: Iterable[RuledSpan]) -> dict[Any, list[FactLink]]:
    """By ruled span: its current links with their versions, in the order of the facts."""
    links = FactLink.objects.current().filter(ruled_span__in=[span.pk for span in spans])
    found: dict[Any, list[FactLink]] = defaultdict(list)
    for link in links.select_related("version").order_by("fact_id"):
        found[link.ruled_span_id].append(link)
    return found


def _carried_link(
    row: RuledSpan,
    span: Ruled,
    fact: int,
    relation: str,
    links: dict[tuple[Any, int, str], FactLink],
) -> FactLink:
    made = FactLink(ruled_span=row, fact_id=fact, relation=relation)
    for source in span.sources:
        if link := links.get((source.id, fact, relation)):
            made.version_id, made.note = link.version_id, link.note
            made.linked_by_id = link.linked_by_id
            return made
    made.version = speaking_version(Fact.objects.get(pk=fact))
    made.linked_by_id = cast(int, row.adjudication.decided_by_id)
    return made
