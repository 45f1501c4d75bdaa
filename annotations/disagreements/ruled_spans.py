"""Writing what rulings put into the text, and the links to facts that go with it."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any, cast

from django.db.models import F, Q

from annotations.disagreements.options import Ruled, Ruling
from annotations.facts.links import speaking_version
from annotations.models import Adjudication, Fact, FactLink, Label, RuledSpan
from annotations.spans.anchoring import CONTEXT


def write(ruled: Sequence[tuple[Adjudication, Ruling]], text: str) -> None:
    """The spans of each ruling, cut from `text`, with the facts of the spans that they come from.

    A link goes over with the version, note and linker it had; one that no source has is the
    reviewer's own, to what the fact says now. Four queries for any number.
    """
    made = [
        (span, RuledSpan(adjudication=ruling, span_group=group_of(span), **fields(span, text)))
        for ruling, spans in ruled
        for span in spans
    ]
    RuledSpan.objects.bulk_create([row for _, row in made], batch_size=500)
    links = links_at_submission(
        source.id for span, _ in made if span.facts for source in span.sources
    )
    FactLink.objects.bulk_create(
        [
            carried(row, span, fact, relation, links)
            for span, row in made
            for fact, relation in sorted(span.facts)
        ],
        batch_size=500,
    )


def fields(span: Ruled, text: str) -> dict[str, Any]:
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


def repeat(earlier: Adjudication, ruling: Adjudication) -> list[RuledSpan]:
    """The spans and links of an earlier ruling once more, for one that confirms it."""
    spans = list(earlier.ruled_spans.all())
    links = list(FactLink.objects.current().filter(ruled_span__in=spans))
    again: dict[Any, RuledSpan] = {span.pk: copied(span, adjudication=ruling) for span in spans}
    RuledSpan.objects.bulk_create(again.values())
    FactLink.objects.bulk_create(
        copied(link, ruled_span=again[link.ruled_span_id], replaces=None) for link in links
    )
    return list(again.values())


def copied(row: Any, **other: Any) -> Any:
    """A new row with the fields of this one, save those named and the key."""
    model = type(row)
    fields = [field for field in model._meta.concrete_fields if not field.primary_key]
    same = {
        field.attname: getattr(row, field.attname) for field in fields if field.name not in other
    }
    return model(**same, **other)


def group_of(span: Ruled) -> Any:
    """Pieces of one split quote stay together, under the group of the first source."""
    if span.label != Label.QUOTE or not span.sources:
        return None
    return span.sources[0].span_group


def links_at_submission(annotations: Iterable[Any]) -> dict[tuple[Any, int, str], FactLink]:
    """By annotation, fact and relation: the link as the layer was submitted with it."""
    links = FactLink.objects.filter(
        Q(removed_at=None) | Q(removed_at__gt=F("annotation__layer__submitted_at")),
        annotation__in=set(annotations),
        linked_at__lte=F("annotation__layer__submitted_at"),
    )
    return {(link.annotation_id, link.fact_id, link.relation): link for link in links}


def links_by_ruled_span(spans: Iterable[RuledSpan]) -> dict[Any, list[FactLink]]:
    """By ruled span: its current links with their versions, in the order of the facts."""
    links = FactLink.objects.current().filter(ruled_span__in=[span.pk for span in spans])
    found: dict[Any, list[FactLink]] = defaultdict(list)
    for link in links.select_related("version").order_by("fact_id"):
        found[link.ruled_span_id].append(link)
    return found


def carried(
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
