"""An annotation as JSON: one shape for pages, the API and answers to stale writes."""

from typing import Any

from annotations.models import Annotation
from annotations.spans.numbers import plain_decimal
from annotations.visibility import editor_name
from newsroom.models import User


def as_json(annotation: Annotation, *, reader: User) -> dict[str, Any]:
    """The annotation as the contract has it, the editor under the name the reader may know.

    Reads `annotation.layer.editor` and `fact_links`: fetch them along where many are shown.
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
        "facts": facts_of(annotation),
        "status": status_of(annotation),
        "version": annotation.version,
        "created_at": annotation.created_at.isoformat(),
        "updated_at": annotation.updated_at.isoformat(),
    }


def facts_of(annotation: Annotation) -> list[dict[str, Any]]:
    """The facts that the annotation is linked to now, by number."""
    links = [link for link in annotation.fact_links.all() if link.removed_at is None]
    return [
        {"fact": link.fact_id, "relation": link.relation}
        for link in sorted(links, key=lambda link: link.fact_id)
    ]


def status_of(annotation: Annotation) -> str:
    """Where an editor's annotation stands: open, submitted or withdrawn."""
    if annotation.is_withdrawn:
        return "withdrawn"
    return "submitted" if annotation.layer.is_submitted else "open"
