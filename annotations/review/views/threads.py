"""The threads about a disagreement, and one thread alone, with the ruling that it disputes."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from annotations import access
from annotations.discussion import thread_pages, threads
from annotations.discussion.forms import ReplyForm
from annotations.discussion.views.threads import (
    all_threads,
    dialog,
    in_dialog,
    passage,
    threads_about,
)
from annotations.models import Layer, Thread
from annotations.review import disputes
from annotations.review.released_changes import outcomes_of_ruling
from newsroom.requests import SignedInRequest


@require_http_methods(["GET", "HEAD", "POST"])
def disagreement_threads(request: SignedInRequest, pk: int) -> HttpResponse:
    group = access.disagreement_to_discuss_for(request.user, pk)
    kinds = disputes.thread_kinds_for(request.user, group)
    return threads_about(request, group, kinds, disputes.open_thread_on_group)


@require_http_methods(["GET", "HEAD", "POST"])
def thread(request: SignedInRequest, pk: int) -> HttpResponse:
    """One thread: to read, or to reply to."""
    shown = access.thread_for(request.user, pk)
    form = ReplyForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        said = threads.reply(shown, text=form.cleaned_data["text"], by=request.user)
        if in_dialog(shown.annotation, request):
            return dialog(request, shown.annotation)
        return redirect(f"{shown.get_absolute_url()}#c-{said.pk}")
    if form.is_bound and in_dialog(shown.annotation, request):
        return dialog(request, shown.annotation, replied=(shown, form))
    about = shown.annotation or shown.disagreement
    context = {
        "conversation": thread_pages.shown_thread(shown, request.user),
        "reply": form,
        "all_address": all_threads(shown),
        **passage(about, request),
        **dispute_context(shown, request),
    }
    return render(
        request, "review/released/thread.html", context, status=422 if form.is_bound else 200
    )


def dispute_context(shown: Thread, request: SignedInRequest) -> dict[str, Any]:
    """The ruling that a dispute is about, and what it made of the work of whoever disputes it."""
    if shown.ruling is None:
        return {}
    layer = Layer.objects.of(shown.opened_by).filter(revision=shown.revision).first()
    outcomes = outcomes_of_ruling(shown.ruling, layer.letter, shown.revision.text) if layer else []
    own = shown.opened_by_id == request.user.pk
    return {"ruling": shown.ruling, "outcomes": outcomes, "reason": shown.ruling.why, "own": own}
