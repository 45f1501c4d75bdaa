"""What the workspace page shows of a layer: read, and nothing written."""

from collections.abc import Iterable
from functools import cache
from typing import Any
from uuid import UUID, uuid4

from django.conf import settings
from django.db.models import Max, QuerySet
from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from annotations.labels import LABELS, for_script
from annotations.layers import lifecycle as layer_lifecycle
from annotations.layers.clearing import account_of
from annotations.layers.next_up import next_of
from annotations.models import Annotation, Layer
from annotations.ui.looking import looked_at
from annotations.visibility import editor_name
from annotations.workspace import accepting_several, carrying, preparing, suggestions
from annotations.workspace.cards import MarkRow, by_label, counts_by_label, live_marks
from annotations.workspace.etag import layer_etag
from annotations.workspace.forms import QuotationForm
from annotations.workspace.views.margin import margin_context
from annotations.workspace.views.responses import flash_context
from articles.models import Revision
from newsroom.models import User
from newsroom.prepared import ask
from newsroom.requests import SignedInRequest

ANY_ID = UUID(int=0)  # Stands for the id of a row in what is filled in later.


def page_context(
    request: SignedInRequest, layer: Layer, quotation: QuotationForm | None = None
) -> dict[str, Any]:
    """The context of the page; the number of queries does not depend on the annotations."""
    own = layer.editor_id == request.user.pk
    text = layer.revision.text
    live = live_marks(layer)
    writable = is_writable(layer, request.user)
    waiting = suggestions.list_waiting(layer, to=request.user) if writable else []
    counted = counts_by_label(live)
    return {
        "layer": layer,
        "state": layer_etag(layer),
        "own": own,
        "writable": writable,
        "may_reopen": layer_lifecycle.may_reopen(layer, by=request.user),
        "released": layer.is_submitted and layer.is_released,
        "just_submitted": own and layer.is_submitted and "submitted" in request.GET,
        "next_up": next_of(request.user) if own and layer.is_submitted else None,
        "today": timezone.localdate(),
        "editor_name": editor_name(layer, reader=request.user),
        "revision": layer.revision,
        "newer": next(iter(ask(_newer, **article_and_number(layer.revision))), None),
        "article": layer.revision.article,
        "word_count": len(text.split()),
        "looked_at": looked_at(account_of(layer)) if writable else None,
        # The text shows it then, where it can be marked; once is enough to see.
        "headline_in_text": text.split("\n", 1)[0] == layer.revision.article.title,
        "live": live,
        "withdrawn": ask(_withdrawn, layer=layer.pk) if own else [],
        "suggestions": waiting,
        "to_come": writable and preparing.is_to_come(layer, request.user),
        "earlier": carrying.earlier_work(layer, waiting) if writable else None,
        "counts": {**counted, "suggested": len(waiting)},
        "several": accepting_several.of_labels_at_once(waiting),
        "one_by_one": bool(waiting) and not settings.ACCEPT_TOGETHER,
        "labels": by_label(counted),
        "label_keys": for_script(),
        "label_names": tuple(LABELS),
        "names": names_in(live),
        "saved_at": next(iter(ask(_changes, layer=layer.pk)), None),
        "quotation": quotation or new_quotation(),
        "any_id": ANY_ID,
        "dismissed": suggestions.dismissed_suggestions(layer) if writable else [],
        **flash_context(request, layer),
        **margin_context(request, layer, live, waiting),
    }


def new_quotation() -> SafeString:
    """The form for a new annotation by its words, empty."""
    drawn = _empty_quotation(get_language(), tuple(LABELS))
    return mark_safe(drawn.replace(str(ANY_ID), str(uuid4())))  # noqa: S308 (the form's own HTML)


@cache
def _empty_quotation(language: str | None, labels: tuple[str, ...]) -> str:
    """In the language that is active, with the labels of the table: both are the keys."""
    return str(QuotationForm("", initial={"id": ANY_ID}))


def article_and_number(revision: Revision) -> dict[str, int]:
    return {"article": revision.article_id, "number": revision.number}


def _newer(*, article: Any, number: Any) -> QuerySet[Revision]:
    """The newest of the later revisions, without their texts."""
    later = Revision.objects.filter(article=article, number__gt=number)
    return later.only("number").order_by("-number")[:1]


def _withdrawn(layer: Any) -> QuerySet[Annotation]:
    return Annotation.objects.filter(layer=layer).exclude(withdrawn_at=None).in_text_order()


def _changes(layer: Any) -> QuerySet[Any]:
    """When the layer's annotations last changed; nothing where it has none."""
    changes = Annotation.objects.filter(layer=layer).order_by()
    return changes.values("layer").annotate(at=Max("updated_at")).values_list("at", flat=True)


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
    live = live_marks(layer)
    waiting = suggestions.list_waiting(layer, to=request.user) if writable else []
    return {
        "layer": layer,
        "article": layer.revision.article,
        "own": layer.editor_id == request.user.pk,
        "writable": writable,
        **margin_context(request, layer, live, waiting),
    }
