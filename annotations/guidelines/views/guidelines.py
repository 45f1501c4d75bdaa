"""The guidelines: the version in force or an older one, what changed, the writing of the next."""

from typing import Any

from django.contrib import messages
from django.db.models import Count
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import (
    require_GET,
    require_http_methods,
    require_POST,
    require_safe,
)

from annotations import access
from annotations.guidelines import publishing
from annotations.guidelines.examples import as_markdown, examples, proposed
from annotations.guidelines.forms import GuidelineForm
from annotations.guidelines.markdown import as_html
from annotations.guidelines.versions import blocks
from annotations.models import Guideline
from newsroom.models import User
from newsroom.requests import SignedInRequest

FEW = 10


@require_safe
def guidelines(request: SignedInRequest) -> HttpResponse:
    versions = list(Guideline.objects.defer("text").order_by("-number"))
    current = Guideline.objects.current()
    shown = version_asked(request.GET.get("version", ""), current)
    gaps = proposed(request.user)
    return render(
        request,
        "guidelines/guidelines.html",
        {
            "guideline": shown,
            "text": as_html(shown.text),
            "is_current": shown.pk == current.pk,
            "versions": versions,
            "before": next((one for one in versions if one.number < shown.number), None),
            "examples": examples(gaps.filter(decided_at__gt=current.published_at)[:FEW]),
            "older_examples": gaps.filter(decided_at__lte=current.published_at).count(),
            "under_older": under_older_wording(request.user, current),
        },
    )


def version_asked(asked: str, current: Guideline) -> Guideline:
    if not asked:
        return current
    return get_object_or_404(Guideline, number=int(asked) if asked.isdecimal() else 0)


def under_older_wording(user: User, current: Guideline) -> list[Any]:
    """How many of the annotations that the user sees were made under each older version."""
    seen = access.annotations_seen_by(user).live().exclude(guideline=current)
    counted = seen.order_by().values("guideline__number").annotate(count=Count("pk"))
    return list(counted.order_by("-guideline__number"))


@require_GET
def guidelines_changes(request: SignedInRequest) -> HttpResponse:
    """What changed between two versions, the older one first whichever way they are asked for."""
    current = Guideline.objects.current()
    new = version_asked(request.GET.get("to", ""), current)
    old = version_asked(request.GET.get("from", ""), previous(new) or new)
    old, new = sorted((old, new), key=lambda one: one.number)
    return render(
        request,
        "guidelines/changes.html",
        {
            "old": old,
            "new": new,
            "blocks": blocks(old.text, new.text),
            "same": old.text == new.text,
            "versions": Guideline.objects.defer("text").order_by("-number"),
        },
    )


def previous(version: Guideline) -> Guideline | None:
    return Guideline.objects.filter(number__lt=version.number).order_by("-number").first()


@require_http_methods(["GET", "HEAD", "POST"])
def guidelines_edit(request: SignedInRequest) -> HttpResponse:
    """Edit the guidelines; `example` puts a ruling's example at the end of the draft."""
    access.refuse_unless_reviewer(request.user)
    current = Guideline.objects.current()
    form = GuidelineForm(request.POST or None)
    if not form.is_bound:
        form = GuidelineForm(initial={"text": current.text, "seen": current.number})
    elif form.is_valid() and "publish" in request.POST:
        return publish(request, form)
    elif asked := request.POST.get("example"):
        form = with_example(form, asked, request.user)
    return editor(request, form, status=422 if form.errors else 200)


def publish(request: SignedInRequest, form: GuidelineForm) -> HttpResponse:
    draft = form.cleaned_data
    try:
        made = publishing.publish(draft["text"], seen=draft["seen"], by=request.user)
    except publishing.PublishedMeanwhile as refusal:
        # The draft is kept; to publish it over what it has not seen takes a second press.
        data = {**request.POST.dict(), "seen": refusal.extra["current"]}
        kept = GuidelineForm(data)
        kept.add_error(None, refusal.detail)
        return editor(request, kept, status=409, meanwhile=draft["seen"])
    except publishing.NothingToPublish as refusal:
        form.add_error("text", refusal.detail)
        return editor(request, form, status=422)
    words = _("Version %(number)s is in force now.") % {"number": made.number}
    messages.success(request, words)
    return redirect(made)


def with_example(form: GuidelineForm, asked: str, user: User) -> GuidelineForm:
    """The draft with the example at its end."""
    pk = int(asked) if asked.isdecimal() and len(asked) < 18 else 0
    ruling = get_object_or_404(proposed(user), pk=pk)
    text = form.data.get("text", "").rstrip() + "\n\n" + as_markdown(examples([ruling])[0])
    return GuidelineForm(initial={"text": text, "seen": form.data.get("seen")})


def editor(
    request: SignedInRequest, form: GuidelineForm, *, status: int, meanwhile: int | None = None
) -> HttpResponse:
    text = form.data.get("text", "") if form.is_bound else form.initial["text"]
    seen = form.data.get("seen") if form.is_bound else form.initial["seen"]
    return render(
        request,
        "guidelines/edit.html",
        {
            "form": form,
            "preview": as_html(text),
            "number": seen,
            "meanwhile": meanwhile,
            "examples": examples(proposed(request.user)[:FEW]),
        },
        status=status,
    )


@require_POST
def guidelines_preview(request: SignedInRequest) -> HttpResponse:
    """The draft as it would be shown, for a script that asks while somebody types."""
    access.refuse_unless_reviewer(request.user)
    text = request.POST.get("text", "")[: publishing.LONGEST]
    return render(request, "guidelines/_preview.html", {"preview": as_html(text)})
