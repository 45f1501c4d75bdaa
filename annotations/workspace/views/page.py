"""The workspace: one layer, its text with the marks and the notes beside it; and its submission."""

import re
from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.cache import get_conditional_response, patch_vary_headers
from django.utils.http import quote_etag
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from annotations import access
from annotations.labels import LABELS
from annotations.layers import lifecycle as layer_lifecycle
from annotations.layers.clearing import account_of
from annotations.models import Annotation, Layer
from annotations.spans.accounting import State
from annotations.spans.sentences import sentence_extents
from annotations.workspace import preparing, suggestions
from annotations.workspace.cards import by_label, counts_by_label
from annotations.workspace.etag import layer_etag
from annotations.workspace.views.context import is_writable, list_context, page_context
from annotations.workspace.views.envelope import rest_as_json
from annotations.workspace.views.margin import CARDS_AT_ONCE
from articles.access import revision_for
from newsroom.problems import wants_json
from newsroom.requests import SignedInRequest

UUID_WRITTEN = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")


@require_POST
def layer_start(request: SignedInRequest, pk: int) -> HttpResponse:
    """Begin my layer on the revision, or go on with it."""
    revision = revision_for(request.user, pk)
    if not request.user.has_perm("annotations.annotate"):
        raise PermissionDenied
    try:
        layer = layer_lifecycle.start(revision, by=request.user)
    except layer_lifecycle.NewerText as refusal:
        if wants_json(request):
            raise
        messages.warning(request, f"{refusal.title}. {refusal.detail}")
        return redirect(revision.article)
    return redirect(layer)


@require_safe
def workspace(request: SignedInRequest, pk: int) -> HttpResponse:
    """The page; for «X-Fragment: 1» the list beside the text alone."""
    layer = access.layer_for(request.user, pk)
    if request.headers.get("X-Fragment") == "1":
        response = render(request, "workspace/cards/_cards.html", list_context(request, layer))
    else:
        if is_writable(layer, request.user):
            # Of a long text what is suggested may be there already.
            preparing.note_percent_held_back(layer, request.user)
            if not preparing.is_long(layer):
                preparing.prepare(layer, request.user)
        layer_lifecycle.note_opened(layer, by=request.user)
        response = render(request, "workspace/page.html", page_context(request, layer))
    patch_vary_headers(response, ["X-Fragment"])
    return response


@require_safe
def layer_state(request: SignedInRequest, pk: int) -> HttpResponseBase:
    """Polled by a page that returns to the foreground: a token that changes with every change."""
    state = layer_etag(access.layer_for(request.user, pk))
    etag = quote_etag(state)
    headers = {"Cache-Control": "no-cache", "ETag": etag}
    response = JsonResponse({"state": state}, headers=headers)
    return get_conditional_response(request, etag, response=response) or response


@require_safe
def layer_details(request: SignedInRequest, pk: int) -> HttpResponse:
    """What the answers to changes leave to be asked for: `?card=` whole cards, `?list=` lists."""
    layer = access.open_layer_for(request.user, pk)
    asked = request.GET.getlist("card")[:CARDS_AT_ONCE]
    cards = [UUID(one) for one in asked if UUID_WRITTEN.fullmatch(one)]
    return JsonResponse(rest_as_json(request, layer, cards, request.GET.getlist("list")))


@require_http_methods(["GET", "HEAD", "POST"])
def layer_submission(request: SignedInRequest, pk: int) -> HttpResponse:
    """Look over what will be submitted, then freeze it."""
    layer = access.open_layer_for(request.user, pk)
    status = 200
    if request.method == "POST":
        try:
            layer_lifecycle.submit(layer, by=request.user)
        except layer_lifecycle.WordsNotLookedAt as refusal:
            if wants_json(request):
                raise
            status = refusal.status
        else:
            return redirect(f"{layer.get_absolute_url()}?submitted=1")
    live = list(layer.annotations.filter(withdrawn_at=None).in_text_order())
    counted = counts_by_label(live)
    context = {
        "layer": layer,
        "article": layer.revision.article,
        "revision": layer.revision,
        "counts": counted,
        "labels": by_label(counted),
        "missing": missing_details(live),
        "waiting": suggestions.waiting_suggestions(layer, to=request.user).count(),
        "covered": words_covered(layer.revision.text, live),
        **open_words(layer),
    }
    return render(request, "workspace/submission.html", context, status=status)


def open_words(layer: Layer) -> dict[str, Any]:
    """How many words are to be looked at before, and the first of them; 0 where nobody asks."""
    if not settings.ALL_WORDS_LOOKED_AT:
        return {"not_looked_at": 0}
    account, text = account_of(layer), layer.revision.text
    stretches = account.open_stretches(sentence_extents(text))
    start, end = stretches[0] if stretches else (0, 0)
    return {"not_looked_at": account.counts()[State.OPEN], "first": text[start:end]}


def missing_details(live: list[Annotation]) -> list[dict[str, Any]]:
    """What an editor may have meant to fill in: each with a sentence and the annotations."""
    missing = []
    for label in LABELS.values():
        some = [
            one
            for one in live
            if one.label == label.key
            and label.expects
            and getattr(one, label.expects) in (None, "")
        ]
        if some:
            missing.append({"words": label.without % {"n": len(some)}, "annotations": some})
    return missing


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
    messages.success(request, _("Open again. Submit when you are done."))
    if layer.editor_id == request.user.pk:
        return redirect(layer)
    # Whoever reopened another's layer does not see it any more.
    return redirect(layer.revision.article)
