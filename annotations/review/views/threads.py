"""The threads about a disagreement, and one thread alone, with the ruling that it disputes."""

from dataclasses import replace
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from annotations import access
from annotations.discussion import notifications, thread_pages, threads
from annotations.discussion.forms import ReplyForm
from annotations.discussion.views.threads import (
    all_threads,
    dialog,
    in_dialog,
    passage,
    threads_about,
)
from annotations.models import Comment, Layer, Thread
from annotations.review import additions, disputes
from annotations.review.forms import AnswerForm
from annotations.review.pages.span_summary import summarize_span
from annotations.review.released_changes import outcomes_of_ruling
from annotations.spans.sentences import surrounding_sentences
from annotations.ui.excerpts import marked_excerpt
from newsroom.models import User
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
    notifications.mark_seen(request.user, "thread", shown.pk)
    return show_thread(request, shown, form)


@require_POST
def thread_answer(request: SignedInRequest, pk: int) -> HttpResponse:
    """Say whether the words are to be marked, and go on to the next question about the text."""
    shown = access.thread_for(request.user, pk)
    form = AnswerForm(request.POST)
    if not form.is_valid():
        return show_thread(request, shown, ReplyForm(request.POST))
    additions.answer_question(shown, by=request.user, **form.cleaned_data)
    left = additions.questions_left(shown, request.user)
    if not left:
        messages.success(request, _("Answered. You can answer otherwise until the review closes."))
        return redirect(shown)
    words = ngettext(
        "Answered. %(n)s more question about this text.",
        "Answered. %(n)s more questions about this text.",
        len(left),
    )
    messages.success(request, words % {"n": len(left)})
    # The next Tab is at the answers.
    return redirect(f"{left[0].get_absolute_url()}#reply")


def show_thread(request: SignedInRequest, shown: Thread, form: ReplyForm) -> HttpResponse:
    about = shown.annotation or shown.disagreement
    context = {
        "conversation": thread_pages.shown_thread(shown, request.user),
        "reply": form,
        **marking_context(shown, request.user),
        "all_address": all_threads(shown),
        **passage(about, request),
        **dispute_context(shown, request),
    }
    return render(
        request, "review/released/thread.html", context, status=422 if form.is_bound else 200
    )


def marking_context(shown: Thread, reader: User) -> dict[str, Any]:
    """The words that the reader is asked to mark, and what they have answered."""
    if not shown.asks_to_mark or not shown.asked.filter(pk=reader.pk).exists():
        return {}
    question = additions.load_question(shown, reader)
    text, spans = shown.revision.text, question.spans if question else ()
    edges = [edge for span in spans for edge in (span.start, span.end)]
    extent = surrounding_sentences(text, min(edges), max(edges)) if edges else (0, 0)
    return {
        "asks_to_mark": True,
        "question": question,
        "summaries": [replace(summarize_span(span, {}), facts=()) for span in spans],
        "passage": marked_excerpt(text, extent, spans) if spans else "",
        "is_closed": shown.disagreement.review.is_released,  # type: ignore[union-attr]
        "answers": Comment.Answer.choices,
    }


def dispute_context(shown: Thread, request: SignedInRequest) -> dict[str, Any]:
    """The ruling that a dispute is about, and what it made of the work of whoever disputes it."""
    if shown.ruling is None:
        return {}
    layer = Layer.objects.of(shown.opened_by).filter(revision=shown.revision).first()
    outcomes = outcomes_of_ruling(shown.ruling, layer.letter, shown.revision.text) if layer else []
    own = shown.opened_by_id == request.user.pk
    return {"ruling": shown.ruling, "outcomes": outcomes, "reason": shown.ruling.why, "own": own}
