"""What a change in the workspace is answered with: for a script the parts of the page that changed,
else the workspace again, with a message and the offer to undo.
"""

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.urls import reverse

from annotations.models import Annotation, Layer, Suggestion
from annotations.workspace import suggestions
from annotations.workspace.undo import undo_of, undo_of_answer
from annotations.workspace.views.envelope import change_as_json
from newsroom.flash import add_flash, take_flash
from newsroom.problems import wants_json
from newsroom.requests import SignedInRequest

PLACE = "workspace"


def respond_to_change(
    request: SignedInRequest,
    annotation: Annotation,
    message: str,
    *,
    status: int = 200,
    before: Annotation | None = None,
    changes: Mapping[str, int] | None = None,
    is_new: bool = False,
    extents: Collection[tuple[int, int]] = (),
    reveals: bool = False,
    relisted: Sequence[str] = (),
) -> HttpResponse:
    """The response to a change: a redirect to the workspace, or JSON of the changes for a script.

    `before` is the annotation as it was, where that may be other words or another label, `extents`
    of what else has changed in the text; for the rest see `change_as_json`.
    """
    if not wants_json(request):
        return redirect_to_annotation(request, annotation, message)
    layer = annotation.layer
    # Whoever changes a layer is its editor.
    layer.editor = request.user
    seen = [one for one in (annotation, before) if one is not None]
    body = change_as_json(
        request,
        layer,
        message,
        extents=[*((one.start, one.end) for one in seen), *extents],
        changes=changes or {},
        annotation=annotation,
        is_new=is_new,
        groups={one.span_group for one in seen if one.span_group},
        reveals=reveals,
        relisted=relisted,
    )
    return JsonResponse(body, status=status)


def one_more(annotation: Annotation, by: int = 1) -> dict[str, int]:
    """How the counts change with one more annotation, or one less."""
    return {"all": by, annotation.label: by}


def respond_to_answer(
    request: SignedInRequest,
    one: Suggestion,
    layer: Layer,
    words: str,
    *,
    gone: Annotation | None = None,
    reveals: bool = False,
) -> HttpResponse:
    """The response to an answered suggestion; `gone` is the annotation withdrawn with it."""
    if not wants_json(request):
        return redirect_to_suggestion(request, layer, one, words)
    body = change_as_json(
        request,
        layer,
        words,
        extents=[(one.start, one.end), *([(gone.start, gone.end)] if gone else [])],
        changes=one_more(gone, -1) if gone and layer.written else {},
        annotation=gone,
        groups={gone.span_group} if gone and gone.span_group else (),
        reveals=reveals,
        relisted=["withdrawn", "dismissed"] if gone else ["dismissed"],
    )
    return JsonResponse(body)


def redirect_to_annotation(
    request: HttpRequest, annotation: Annotation, words: str
) -> HttpResponseRedirect:
    """Redirect to the workspace, which shows `words` and offers to undo the change."""
    add_flash(request, PLACE, words, about=f"annotation:{annotation.pk}")
    address = reverse("workspace", args=[annotation.layer_id])
    place = "" if annotation.is_withdrawn else f"?card={annotation.pk}#a-{annotation.pk}"
    return HttpResponseRedirect(address + place, status=303)


def redirect_to_suggestion(
    request: SignedInRequest, layer: Layer, suggestion: Suggestion, words: str
) -> HttpResponseRedirect:
    """Redirect to the suggestion in the workspace, or to the next unanswered one after it."""
    add_flash(request, PLACE, words, about=f"suggestion:{suggestion.pk}")
    waiting = suggestions.waiting_suggestions(layer, to=request.user)
    found = waiting.filter(pk=suggestion.pk) or waiting.filter(start__gte=suggestion.start)
    shown = found.first()
    place = f"?suggestion={shown.pk}#s-{shown.pk}" if shown else ""
    return HttpResponseRedirect(reverse("workspace", args=[layer.pk]) + place, status=303)


def flash_context(request: SignedInRequest, layer: Layer) -> dict[str, Any]:
    """`done`, the change just made with its undo, and the `messages` of the page's head."""
    flash, others = take_flash(request, PLACE)
    if flash is None:
        return {"done": None, "messages": others}
    undo = None
    kind, _, pk = flash.about.partition(":")
    if kind == "suggestion":
        if any(one.pk == int(pk) for one in suggestions.dismissed_suggestions(layer)):
            undo = undo_of_answer(layer, int(pk))
    elif annotation := layer.annotations.filter(pk=pk).first():
        undo = undo_of(annotation)
    return {"done": {"words": flash.words, "undo": undo}, "messages": others}
