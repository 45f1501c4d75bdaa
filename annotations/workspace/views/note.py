"""The note on the article as a whole: a page, or for a script the form alone."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from annotations import access
from annotations.layers.noting import NoteChanged, write_note
from annotations.workspace.forms import ArticleNoteForm
from newsroom.requests import SignedInRequest


@require_http_methods(["GET", "HEAD", "POST"])
def layer_note(request: SignedInRequest, pk: int) -> HttpResponse:
    layer = access.open_layer_for(request.user, pk)
    context: dict[str, Any] = {
        "layer": layer,
        "article": layer.revision.article,
        "revision": layer.revision,
    }
    is_fragment = request.headers.get("X-Fragment") == "1"
    template = "workspace/_note.html" if is_fragment else "workspace/note.html"
    status = 200
    form = ArticleNoteForm(request.POST or None, initial={"note": layer.note, "seen": layer.note})
    if request.method == "POST" and form.is_valid():
        try:
            write_note(layer, **form.cleaned_data, by=request.user)
        except NoteChanged as refusal:
            # What is sent next was written in sight of what stands there now.
            context["refusal"], context["meanwhile"] = refusal, refusal.extra["note"]
            posted = request.POST.copy()
            posted["seen"] = refusal.extra["note"]
            form = ArticleNoteForm(posted)
            status = refusal.status
        else:
            if is_fragment:
                return HttpResponse(status=204)
            messages.success(request, _("Note saved."))
            return redirect(layer)
    elif form.is_bound:
        status = 422
    return render(request, template, {**context, "form": form}, status=status)
