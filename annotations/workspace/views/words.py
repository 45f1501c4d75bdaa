"""The words of a text and what was said of them: a page of it, and finding nothing to check.

The page does without script all that the keys of the workspace do.
"""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from annotations import access
from annotations.layers.clearing import account_of, clear, take_back_clearing
from annotations.models import Layer
from annotations.spans.accounting import Account
from annotations.spans.sentences import sentence_extents
from annotations.ui.looking import looked_at
from annotations.workspace.forms import ClearingForm
from annotations.workspace.views.envelope import change_as_json
from newsroom.problems import invalid, wants_json
from newsroom.requests import SignedInRequest

SHOWN = 100  # Of open stretches, and of cleared ones: so many forms make a page long enough.


@require_safe
def layer_words(request: SignedInRequest, pk: int) -> HttpResponse:
    """How much is looked at, and where words are open; for a script the bar and these places."""
    layer = access.open_layer_for(request.user, pk)
    account = account_of(layer)
    text = layer.revision.text
    stretches = account.open_stretches(sentence_extents(text))
    if wants_json(request):
        return JsonResponse({"bar": bar_of(layer, account), "open": stretches})
    cleared = list(layer.clearings.standing().values_list("start", "end")[: SHOWN + 1])
    context = {
        "layer": layer,
        "revision": layer.revision,
        "article": layer.revision.article,
        "looked_at": looked_at(account),
        "open": [place(text, *one) for one in stretches[:SHOWN]],
        "more": max(0, len(stretches) - SHOWN),
        "cleared": [place(text, *one) for one in cleared[:SHOWN]],
        "cut_at": SHOWN if len(cleared) > SHOWN else 0,
    }
    return render(request, "workspace/words.html", context)


@require_POST
def words_clearing(request: SignedInRequest, pk: int) -> HttpResponse:
    """Say that there is nothing to check in these words."""
    layer = access.open_layer_for(request.user, pk)
    posted = posted_place(request)
    locked = clear(layer, **posted, by=request.user)
    words = len(posted["exact"].split())
    told = ngettext(
        "Nothing to check in %(n)s word.", "Nothing to check in %(n)s words.", words
    ) % {"n": words}
    return respond(request, locked, told, (posted["start"], posted["end"]))


@require_POST
def words_return(request: SignedInRequest, pk: int) -> HttpResponse:
    """Take that back: the words are open again."""
    layer = access.open_layer_for(request.user, pk)
    posted = posted_place(request)
    start, end = posted["start"], posted["end"]
    locked = take_back_clearing(layer, start, end, by=request.user)
    return respond(request, locked, _("These words are to be looked at again."), (start, end))


def posted_place(request: SignedInRequest) -> dict[str, Any]:
    form = ClearingForm(request.POST)
    if not form.is_valid():
        raise invalid(form)
    return form.cleaned_data


def respond(
    request: SignedInRequest, layer: Layer, told: str, extent: tuple[int, int]
) -> HttpResponse:
    if not wants_json(request):
        messages.success(request, told)
        return HttpResponseRedirect(reverse("layer_words", args=[layer.pk]), status=303)
    # Whoever changes a layer is its editor.
    layer.editor = request.user
    answer = change_as_json(request, layer, told, extents=[extent], changes={})
    return JsonResponse(answer | {"bar": bar_of(layer, account_of(layer))})


def bar_of(layer: Layer, account: Account) -> str:
    """The bar as it stands above the text."""
    context = {"layer": layer, "looked_at": looked_at(account)}
    return render_to_string("workspace/_looked_at.html", context).strip()


def place(text: str, start: int, end: int) -> dict[str, Any]:
    return {"start": start, "end": end, "exact": text[start:end]}
