"""An annotation as JSON: one shape for pages, the API and answers to stale writes."""

from collections.abc import Iterable
from typing import Any

from annotations.models import Annotation, FactLink
from annotations.spans.numbers import plain_decimal
from annotations.visibility import editor_name
from newsroom.models import User


def as_json(
    annotation: Annotation, *, reader: User, links: Iterable[FactLink] | None = None
) -> dict[str, Any]:
    """The annotation as the contract has it, the editor under the name the reader may know.

    Reads `annotation.layer.editor`, and `fact_links` unless `links` are given, its current ones:
    fetch them along where many are shown.
    """
    layer = annotation.layer
    return {
        "id": str(annotation.pk),
        "revision": layer.revision_id,
        "layer": layer.pk,
        "editor": editor_name(layer, reader=reader),
        "label": annotation.label,
        "start": annotation.start,
        "end": annotation.end,
        "exact": annotation.exact,
        "prefix": annotation.prefix,
        "suffix": annotation.suffix,
        "attributed_to": annotation.attributed_to,
        "value": None if annotation.value is None else plain_decimal(annotation.value),
        "unit": annotation.unit,
        "note": annotation.note,
        "span_group": str(annotation.span_group) if annotation.span_group else None,
        "origin": annotation.origin,
        "suggestions_shown": annotation.suggestions_shown,
        "facts": facts_of(annotation.fact_links.all() if links is None else links),
        "status": status_of(annotation),
        "version": annotation.version,
        "created_at": annotation.created_at.isoformat(),
        "updated_at": annotation.updated_at.isoformat(),
    }


def facts_of(links: Iterable[FactLink]) -> list[dict[str, Any]]:
    """The facts that an annotation is linked to now, by number."""
    current = [link for link in links if link.removed_at is None]
    return [
        {"fact": link.fact_id, "relation": link.relation}
        for link in sorted(current, key=lambda link: link.fact_id)
    ]


def status_of(annotation: Annotation) -> str:
    """Where an editor's annotation stands: open, submitted or withdrawn."""
    if annotation.is_withdrawn:
        return "withdrawn"
    return "submitted" if annotation.layer.is_submitted else "open"
