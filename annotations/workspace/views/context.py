"""What the workspace page shows of a layer: read, and nothing written."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID, uuid4

from django.db.models import Max

from annotations.guidelines.markdown import as_html
from annotations.labels import for_script
from annotations.layers import lifecycle as layer_lifecycle
from annotations.models import Annotation, Guideline, Layer
from annotations.visibility import editor_name
from annotations.workspace import carrying, suggestions
from annotations.workspace.cards import MarkRow, by_label, counts_by_label, mark_rows
from annotations.workspace.etag import layer_etag
from annotations.workspace.forms import QuotationForm
from annotations.workspace.views.margin import margin_context
from annotations.workspace.views.responses import flash_context
from newsroom.models import User
from newsroom.requests import SignedInRequest


def page_context(
    request: SignedInRequest, layer: Layer, quotation: QuotationForm | None = None
) -> dict[str, Any]:
    """The context of the page; the number of queries does not depend on the annotations."""
    own = layer.editor_id == request.user.pk
    text = layer.revision.text
    annotations = layer.annotations.in_text_order()
    live = mark_rows(annotations.filter(withdrawn_at=None))
    writable = is_writable(layer, request.user)
    waiting = list(suggestions.waiting_suggestions(layer, to=request.user)) if writable else []
    newest = layer.revision.article.latest_revision()
    counted = counts_by_label(live)
    return {
        "layer": layer,
        "state": layer_etag(layer),
        "own": own,
        "writable": writable,
        "may_reopen": layer_lifecycle.may_reopen(layer, by=request.user),
        "released": layer.is_submitted and layer.is_released,
        "editor_name": editor_name(layer, reader=request.user),
        "revision": layer.revision,
        "newer": newest if newest and newest.number > layer.revision.number else None,
        "article": layer.revision.article,
        "word_count": len(text.split()),
        # The text shows it then, where it can be marked; once is enough to see.
        "headline_in_text": text.split("\n", 1)[0] == layer.revision.article.title,
        "live": live,
        "withdrawn": list(annotations.exclude(withdrawn_at=None)) if own else [],
        "suggestions": waiting,
        "earlier": carrying.earlier_work(layer, waiting) if writable else None,
        "counts": {**counted, "suggested": len(waiting)},
        "labels": by_label(counted),
        "label_keys": for_script(),
        "names": names_in(live),
        "saved_at": annotations.aggregate(at=Max("updated_at"))["at"],
        "quotation": quotation or QuotationForm(text, initial={"id": uuid4()}),
        "guideline": as_html(Guideline.objects.current().text),
        "any_id": UUID(int=0),
        "dismissed": suggestions.dismissed_suggestions(layer) if writable else [],
        **flash_context(request, layer),
        **margin_context(request, layer, live, waiting),
    }


def is_writable(layer: Layer, user: User) -> bool:
    """Whether the page offers to change the layer; the activities decide again."""
    return (
        layer.is_open
        and layer.editor_id == user.pk
        and user.has_perm("annotations.annotate")
        and not layer.revision.article.is_archived
    )


def names_in(annotations: Iterable[Annotation | MarkRow]) -> list[str]:
    """Who is named in this layer, to be offered when the next one is written."""
    return sorted({one.attributed_to for one in annotations if one.attributed_to})


def list_context(request: SignedInRequest, layer: Layer) -> dict[str, Any]:
    writable = is_writable(layer, request.user)
    live = mark_rows(layer.annotations.filter(withdrawn_at=None).in_text_order())
    waiting = list(suggestions.waiting_suggestions(layer, to=request.user)) if writable else []
    return {
        "layer": layer,
        "article": layer.revision.article,
        "own": layer.editor_id == request.user.pk,
        "writable": writable,
        **margin_context(request, layer, live, waiting),
    }
