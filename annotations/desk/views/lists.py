"""The lists that the numbers of the desk count, each by the question that counted it."""

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from annotations.access import refuse_unless_reviewer
from annotations.desk import own_work
from annotations.desk.backlog import (
    lacking_texts,
    late_layers,
    latest_articles,
    ready_to_review,
)
from annotations.desk.in_work import all_in_work, texts_in_work
from annotations.visibility import editor_name
from newsroom.paging import MOST_COUNTED, page_of
from newsroom.requests import SignedInRequest


@require_safe
def to_do(request: SignedInRequest) -> HttpResponse:
    """My own open work: all of it, or with `?due=today` or `?due=late` what is due so."""
    due = request.GET.get("due", "")
    today = timezone.localdate()
    found = own_work.open_of(request.user, today, due if due in own_work.DUE else "")
    titles = {"today": _("Due today"), "late": _("Late")}
    context = {
        "title": titles.get(due, _("To do")),
        "page": (page := page_of(found, request)),
        "open_layers": page.object_list,
        "today": today,
    }
    return render(request, "desk/to_do.html", context)


@require_safe
def ready(request: SignedInRequest) -> HttpResponse:
    """The reviews that wait for this reviewer."""
    refuse_unless_reviewer(request.user)
    found, count = ready_to_review(request.user, MOST_COUNTED)
    context = {
        "title": _("To review"),
        "page": (page := page_of(found, request)),
        "ready": page.object_list,
        "count": count,
    }
    return render(request, "desk/ready.html", context)


@require_safe
def late(request: SignedInRequest) -> HttpResponse:
    """What editors owe since yesterday or longer, by letter where the reader is blind."""
    refuse_unless_reviewer(request.user)
    today = timezone.localdate()
    page = page_of(late_layers(today), request)
    named = [(editor_name(layer, reader=request.user), layer) for layer in page]
    context = {
        "title": _("Readings late"),
        "page": page,
        "late_layers": named,
        "today": today,
        "to_remind": any(not layer.reminded for layer in page),
    }
    return render(request, "desk/late.html", context)


@require_safe
def in_work(request: SignedInRequest) -> HttpResponse:
    """The texts that editors are reading, with `?reopened=1` those that a review waits for."""
    refuse_unless_reviewer(request.user)
    today = timezone.localdate()
    reopened = bool(request.GET.get("reopened"))
    page = page_of(all_in_work(reopened=reopened), request)
    context = {
        "title": _("Open again") if reopened else _("In work"),
        "page": page,
        "in_work": texts_in_work(dict(page.object_list), today),
        "today": today,
    }
    return render(request, "desk/in_work.html", context)


@require_safe
def unassigned(request: SignedInRequest) -> HttpResponse:
    """The articles that need editors, among as many of the latest as the desk looks at."""
    refuse_unless_reviewer(request.user)
    latest = latest_articles()
    page = page_of(lacking_texts(latest), request)
    needed = settings.LAYERS_NEEDED
    context = {
        "title": _("Unassigned"),
        "page": page,
        "lacking": [(text, [True] * text.on_it + [False] * (needed - text.on_it)) for text in page],
        "cut_at": latest.cut_at,
    }
    return render(request, "desk/unassigned.html", context)
