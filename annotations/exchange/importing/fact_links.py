"""Links to facts that come with the annotations of a file: to the very fact, or not at all."""

from collections import Counter
from collections.abc import Sequence
from typing import Any

from django.db.models import QuerySet

from annotations.exchange.importing.layer_read import SpanRead
from annotations.facts.links import link
from annotations.models import Annotation, Fact, FactLink, Layer
from annotations.models.fact_link import Relation
from newsroom.models import User


def link_facts(
    made: Sequence[Annotation], spans: Sequence[SpanRead], *, layer: Layer, by: User
) -> list[str]:
    """Link the new annotations of an open layer as their file says; notes on what is left aside.

    Facts are known by their stable ids. One that is not here, or retired here, is not linked: its
    number in the file may be another fact's.
    """
    facts = facts_named(spans)
    aside: Counter[str] = Counter()
    for annotation, span in zip(made, spans, strict=True):
        linked: set[int] = set()
        for key, relation in span.facts:
            fact = facts.get(key)
            if fact is None:
                aside["of facts that are not here; import_facts brings them in, before"] += 1
            elif fact.retired_at:
                aside[f"of #{fact.pk}, which is retired here"] += 1
            elif fact.pk in linked:
                aside[f"of #{fact.pk}, to which the words are linked already"] += 1
            elif relation not in Relation.values:
                known = ", ".join(Relation.values)
                aside[f"of the kind “{relation}”, which is none of {known}"] += 1
            else:
                link(annotation, fact, relation=relation, by=by, linked_by=layer.editor)
                linked.add(fact.pk)
    return [f"links skipped: {count} {what}" for what, count in aside.items()]


def note_on_missing_links(layer: Layer, spans: Sequence[SpanRead]) -> list[str]:
    """A note where a layer that is here as it is lacks links of the file."""
    facts = facts_named(spans)
    if not facts:
        return []
    there = {
        (start, end, label, fact)
        for start, end, label, fact in links_of(layer).values_list(
            "annotation__start", "annotation__end", "annotation__label", "fact"
        )
    }
    theirs = {
        (span.start, span.end, span.label, facts[key].pk)
        for span in spans
        for key, _relation in span.facts
        if key in facts
    }
    missing = len(theirs - there)
    return [f"links skipped: {missing}, since this reading is here already"] if missing else []


def links_of(layer: Layer) -> QuerySet[FactLink]:
    live = {"annotation__layer": layer, "annotation__withdrawn_at": None}
    return FactLink.objects.current().filter(**live)


def facts_named(spans: Sequence[SpanRead]) -> dict[Any, Fact]:
    """The facts here that the spans name, by stable id. Two queries, none without links."""
    keys = {key for span in spans for key, _relation in span.facts}
    found = Fact.objects.named(keys).prefetch_related("elsewhere") if keys else ()
    return {
        key: fact
        for fact in found
        for key in (fact.stable_id, *(one.stable_id for one in fact.elsewhere.all()))
    }
