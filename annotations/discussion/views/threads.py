"""The threads about an annotation, and what every page of threads shares."""

from collections.abc import Callable
from typing import Any, TypeGuard
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from annotations import access
from annotations.discussion import thread_pages, threads
from annotations.discussion.forms import OpeningForm, ReplyForm
from annotations.models import Annotation, Disagreement, Thread
from annotations.ui.marked_text import draw
from annotations.visibility import editor_name
from articles.models import Revision
from articles.paragraphs import paragraphs
from newsroom.requests import SignedInRequest


@require_http_methods(["GET", "HEAD", "POST"])
def annotation_threads(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    annotation = access.annotation_for(request.user, uuid)
    kinds = threads.kinds_open_to(request.user, annotation)
    return threads_about(request, annotation, kinds, threads.open_thread)


def threads_about(
    request: SignedInRequest,
    about: Annotation | Disagreement,
    kinds: list[str],
    open_thread: Callable[..., Thread],
) -> HttpResponse:
    """The threads about one thing, and a form that opens one of `kinds` by `open_thread`."""
    form = OpeningForm(kinds, request.POST or None)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        opened = open_thread(about, kind=said["kind"], text=said["text"], by=request.user)
        if in_dialog(about, request):
            return dialog(request, about)
        return redirect(f"{request.path}#t-{opened.pk}")
    if in_dialog(about, request):
        return dialog(request, about, begun=form if form.is_bound else None)
    context = {
        "conversations": thread_pages.shown_threads(about, request.user),
        "form": form if kinds else None,
        **passage(about, request),
    }
    fragment = request.headers.get("X-Fragment") == "1"
    template = "discussion/_threads.html" if fragment else "discussion/threads.html"
    return render(request, template, context, status=422 if form.is_bound else 200)


def in_dialog(about: Any, request: SignedInRequest) -> TypeGuard[Annotation]:
    """Whether a script asks, for the dialog in which an annotation is talked of beside its text."""
    return request.headers.get("X-Fragment") == "1" and isinstance(about, Annotation)


def dialog(
    request: SignedInRequest,
    about: Annotation,
    *,
    begun: OpeningForm | None = None,
    replied: tuple[Thread, ReplyForm] | None = None,
) -> HttpResponse:
    """All that is said about the annotation, each with its reply; with what was refused, as 422."""
    kinds = threads.kinds_open_to(request.user, about)
    talks = []
    for talk in thread_pages.shown_threads(about, request.user):
        reply = ReplyForm(auto_id=f"reply-{talk.thread.pk}-%s")
        if replied is not None and replied[0].pk == talk.thread.pk:
            reply = replied[1]
            reply.auto_id = f"reply-{talk.thread.pk}-%s"
        talks.append((talk, reply))
    context = {
        "about": about,
        "article": about.layer.revision.article,
        "talks": talks,
        "form": (begun or OpeningForm(kinds, auto_id="begin-%s")) if kinds else None,
    }
    refused = begun is not None or replied is not None
    template = "discussion/_dialog.html"
    return render(request, template, context, status=422 if refused else 200)


@require_POST
def thread_resolution(request: SignedInRequest, pk: int) -> HttpResponse:
    """Resolve the thread, or with `reopen` take that back."""
    shown = access.thread_for(request.user, pk)
    if "reopen" in request.POST:
        threads.reopen(shown, by=request.user)
        done = _("Open again.")
    else:
        threads.resolve(shown, by=request.user)
        done = _("Resolved.")
    if in_dialog(shown.annotation, request):
        return dialog(request, shown.annotation)
    messages.success(request, done)
    return redirect(shown)


def all_threads(shown: Thread) -> str:
    """The page with all threads about the same thing."""
    if shown.annotation_id:
        return reverse("annotation_threads", args=[shown.annotation_id])
    return reverse("disagreement_threads", args=[shown.disagreement_id])


def passage(about: Any, request: SignedInRequest) -> dict[str, Any]:
    """The paragraphs that it is about, with no marks but those that the reader may see."""
    user = request.user
    if isinstance(about, Annotation):
        layer, revision, marks = about.layer, about.layer.revision, [about]
        name = editor_name(layer, reader=user) if layer.editor_id != user.pk else ""
    else:
        revision, name = about.review.revision, ""
        own = access.annotations_seen_by(user).on(revision).live()
        marks = list(own.filter(layer__editor=user, start__lt=about.end, end__gt=about.start))
    return {
        "about": about,
        "is_annotation": isinstance(about, Annotation),
        "article": revision.article,
        "revision": revision,
        "editor_name": name,
        "excerpt": draw(parts_of(revision, about), marks, title=revision.article.title),
    }


def parts_of(revision: Revision, about: Any) -> list[Any]:
    every = paragraphs(revision.text)
    return [part for part in every if part.start < about.end and part.end > about.start]
