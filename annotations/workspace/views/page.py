"""The workspace: one layer, its text with the marks and the notes beside it; and its submission."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID, uuid4

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Max
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.cache import get_conditional_response, patch_vary_headers
from django.utils.http import quote_etag
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from annotations import access
from annotations.guidelines.markdown import as_html
from annotations.layers import lifecycle as layer_lifecycle
from annotations.models import Annotation, Guideline, Label, Layer, Suggestion
from annotations.workspace import suggestions
from annotations.workspace.cards import Marked, counts, marked
from annotations.workspace.etag import state_of
from annotations.workspace.forms import QuotationForm
from annotations.workspace.undo import undo_of, undo_of_answer
from annotations.workspace.views.margin import margin
from articles.access import revision_for
from newsroom.models import User
from newsroom.requests import SignedInRequest

JUST_DONE = "just_done"


@require_POST
def layer_start(request: SignedInRequest, pk: int) -> HttpResponse:
    """Begin my layer on the revision, or go on with it."""
    revision = revision_for(request.user, pk)
    if not request.user.has_perm("annotations.annotate"):
        raise PermissionDenied
    return redirect(layer_lifecycle.start(revision, by=request.user))


@require_safe
def workspace(request: SignedInRequest, pk: int) -> HttpResponse:
    """The page; for «X-Fragment: 1» the list beside the text alone."""
    layer = access.layer_for(request.user, pk)
    if request.headers.get("X-Fragment") == "1":
        response = render(request, "workspace/cards/_cards.html", list_context(request, layer))
    else:
        response = render(request, "workspace/page.html", workspace_context(request, layer))
    patch_vary_headers(response, ["X-Fragment"])
    return response


def list_context(request: SignedInRequest, layer: Layer) -> dict[str, Any]:
    writable = is_writable(layer, request.user)
    live = marked(layer.annotations.filter(withdrawn_at=None).in_text_order())
    waiting = list(suggestions.waiting(layer, to=request.user)) if writable else []
    return {
        "layer": layer,
        "article": layer.revision.article,
        "own": layer.editor_id == request.user.pk,
        "writable": writable,
        **margin(request, layer, live, waiting),
    }


@require_safe
def layer_state(request: SignedInRequest, pk: int) -> HttpResponseBase:
    """Asked by a page that was out of sight: a word that is another one after any change."""
    state = state_of(access.layer_for(request.user, pk))
    etag = quote_etag(state)
    headers = {"Cache-Control": "no-cache", "ETag": etag}
    response = JsonResponse({"state": state}, headers=headers)
    return get_conditional_response(request, etag, response=response) or response


def workspace_context(
    request: SignedInRequest, layer: Layer, quotation: QuotationForm | None = None
) -> dict[str, Any]:
    """All that the page shows; the number of queries does not depend on the annotations."""
    own = layer.editor_id == request.user.pk
    text = layer.revision.text
    annotations = layer.annotations.in_text_order()
    live = marked(annotations.filter(withdrawn_at=None))
    writable = is_writable(layer, request.user)
    if writable and request.user.suggestions:
        suggestions.for_revision(layer.revision)
    waiting = list(suggestions.waiting(layer, to=request.user)) if writable else []
    newest = layer.revision.article.latest_revision()
    return {
        "layer": layer,
        "state": state_of(layer),
        "own": own,
        "writable": writable,
        "may_reopen": layer_lifecycle.may_reopen(layer, by=request.user),
        "released": layer.is_submitted and layer.is_released,
        "editor_name": access.name_for(request.user, layer),
        "revision": layer.revision,
        "newer": newest if newest and newest.number > layer.revision.number else None,
        "article": layer.revision.article,
        "word_count": len(text.split()),
        # The text shows it then, where it can be marked; once is enough to see.
        "headline_in_text": text.split("\n", 1)[0] == layer.revision.article.title,
        "live": live,
        "withdrawn": list(annotations.exclude(withdrawn_at=None)) if own else [],
        "suggestions": waiting,
        "counts": {**counts(live), "suggested": len(waiting)},
        "names": names_in(live),
        "saved_at": annotations.aggregate(at=Max("updated_at"))["at"],
        "done": just_done(request, layer),
        "quotation": quotation or QuotationForm(text, initial={"id": uuid4()}),
        "guideline": as_html(Guideline.objects.current().text),
        "labels": Label.choices,
        "any_id": UUID(int=0),
        "dismissed": suggestions.dismissed(layer) if writable else [],
        **margin(request, layer, live, waiting),
    }


def is_writable(layer: Layer, user: User) -> bool:
    """Whether the page offers to change the layer; the activities decide again."""
    return (
        layer.is_open
        and layer.editor_id == user.pk
        and user.has_perm("annotations.annotate")
        and not layer.revision.article.is_archived
    )


def names_in(annotations: Iterable[Annotation | Marked]) -> list[str]:
    """Who is named in this layer, to be offered when the next one is written."""
    return sorted({one.attributed_to for one in annotations if one.attributed_to})


def tell(request: HttpRequest, annotation: Annotation, words: str) -> HttpResponseRedirect:
    """Back to the workspace, which says `words` and offers to undo it."""
    request.session[JUST_DONE] = {"annotation": str(annotation.pk), "words": words}
    address = reverse("workspace", args=[annotation.layer_id])
    place = "" if annotation.is_withdrawn else f"?card={annotation.pk}#a-{annotation.pk}"
    return HttpResponseRedirect(address + place, status=303)


def tell_of_answer(
    request: SignedInRequest, layer: Layer, suggestion: Suggestion, words: str
) -> HttpResponseRedirect:
    """Back to the workspace, to the suggestion or to the next one that waits after it."""
    request.session[JUST_DONE] = {"suggestion": suggestion.pk, "words": words}
    waiting = suggestions.waiting(layer, to=request.user)
    found = waiting.filter(pk=suggestion.pk) or waiting.filter(start__gte=suggestion.start)
    shown = found.first()
    place = f"?suggestion={shown.pk}#s-{shown.pk}" if shown else ""
    return HttpResponseRedirect(reverse("workspace", args=[layer.pk]) + place, status=303)


def just_done(request: SignedInRequest, layer: Layer) -> dict[str, Any] | None:
    """What was done a moment ago in this layer and how to undo it; told once."""
    done = request.session.pop(JUST_DONE, None)
    if done is None:
        return None
    undo = None
    if "suggestion" in done:
        if any(one.pk == done["suggestion"] for one in suggestions.dismissed(layer)):
            undo = undo_of_answer(layer, done["suggestion"])
    elif annotation := layer.annotations.filter(pk=done["annotation"]).first():
        undo = undo_of(annotation)
    return {"words": done["words"], "undo": undo}


@require_http_methods(["GET", "HEAD", "POST"])
def layer_submission(request: SignedInRequest, pk: int) -> HttpResponse:
    """Look over what will be submitted, then freeze it."""
    layer = access.open_layer_for(request.user, pk)
    if request.method == "POST":
        layer_lifecycle.submit(layer, by=request.user)
        messages.success(request, _("Submitted. The layer is frozen now; thank you."))
        return redirect(layer)
    live = list(layer.annotations.filter(withdrawn_at=None).in_text_order())
    context = {
        "layer": layer,
        "article": layer.revision.article,
        "revision": layer.revision,
        "counts": counts(live),
        "missing": missing_details(live),
        "waiting": suggestions.waiting(layer, to=request.user).count(),
        "covered": words_covered(layer.revision.text, live),
    }
    return render(request, "workspace/submission.html", context)


def missing_details(live: list[Annotation]) -> list[dict[str, Any]]:
    """What an editor may have meant to fill in: each with a sentence and the annotations."""
    quotes = [one for one in live if one.label == Label.QUOTE and not one.attributed_to]
    figures = [one for one in live if one.label == Label.STATISTIC and one.value is None]
    told = [
        (
            ngettext(
                "%(n)s quote without a speaker", "%(n)s quotes without a speaker", len(quotes)
            ),
            quotes,
        ),
        (
            ngettext(
                "%(n)s statistic without a value", "%(n)s statistics without a value", len(figures)
            ),
            figures,
        ),
    ]
    return [
        {"words": words % {"n": len(some)}, "annotations": some} for words, some in told if some
    ]


def words_covered(text: str, live: list[Annotation]) -> dict[str, int]:
    """How many words of the text are in some annotation, of how many."""
    covered = bytearray(len(text))
    for one in live:
        covered[one.start : one.end] = b"\1" * (one.end - one.start)
    marked = "".join(c if mark else " " for c, mark in zip(text, covered, strict=True))
    return {"marked": len(marked.split()), "all": len(text.split())}


@require_POST
def layer_reopening(request: SignedInRequest, pk: int) -> HttpResponse:
    layer = layer_lifecycle.reopen(access.layer_for(request.user, pk), by=request.user)
    messages.success(request, _("The layer is open again. Submit it when you are done."))
    if layer.editor_id == request.user.pk:
        return redirect(layer)
    # Whoever reopened another's layer does not see it any more.
    return redirect(layer.revision.article)
