"""Several annotations to be ticked and given the same details, or deleted, in one act."""

from collections.abc import Set
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from annotations import access
from annotations.layers import changing_together
from annotations.models import Layer
from annotations.spans.numbers import amount
from annotations.spans.sentences import words_around
from annotations.workspace.forms import TogetherForm
from annotations.workspace.views.context import names_in
from newsroom.problems import Refused
from newsroom.requests import SignedInRequest


@require_http_methods(["GET", "HEAD", "POST"])
def annotations_together(request: SignedInRequest, pk: int) -> HttpResponse:
    """The page, or for a script that asks so only the form."""
    layer = access.open_layer_for(request.user, pk)
    form = TogetherForm(request.POST or None)
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                return change_as_posted(request, layer, form)
            except Refused as refusal:
                if refusal.status not in (409, 412):
                    raise
                form.add_error(None, f"{refusal.title}. {refusal.detail}")
                status = refusal.status
    fragment = request.headers.get("X-Fragment") == "1"
    template = "workspace/together/_form.html" if fragment else "workspace/together/page.html"
    ticked = set(request.POST.getlist("annotation"))
    return render(request, template, context_of(layer, form, ticked), status=status)


def change_as_posted(request: SignedInRequest, layer: Layer, form: TogetherForm) -> HttpResponse:
    seen: dict[UUID, int] = form.cleaned_data["annotation"]
    if form.cleaned_data["act"] == "delete":
        count = len(changing_together.delete_together(layer, seen, by=request.user))
        told = ngettext("%(n)s annotation deleted.", "%(n)s annotations deleted.", count)
    else:
        done = changing_together.change_together(layer, seen, by=request.user, **form.wanted())
        count = len(done)
        told = ngettext("%(n)s annotation changed.", "%(n)s annotations changed.", count)
    messages.success(request, told % {"n": count})
    return HttpResponseRedirect(layer.get_absolute_url(), status=303)


def context_of(layer: Layer, form: TogetherForm, ticked: Set[str]) -> dict[str, Any]:
    most = changing_together.MOST
    live = list(layer.annotations.filter(withdrawn_at=None).in_text_order())
    text = layer.revision.text
    return {
        "layer": layer,
        "revision": layer.revision,
        "article": layer.revision.article,
        "form": form,
        "names": names_in(live),
        "rows": [
            {
                "annotation": one,
                "key": f"{one.pk}:{one.version}",
                "around": words_around(text, one.start, one.end),
                "amount": amount(one),
                "ticked": f"{one.pk}:{one.version}" in ticked,
            }
            for one in live[:most]
        ],
        "cut_at": most if len(live) > most else 0,
    }
