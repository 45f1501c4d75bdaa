"""Adding the sample to an empty desk, and taking it away: for those who import and review."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from annotations.access import refuse_unless_reviewer
from annotations.sample.adding import Sample, add_sample, sample_there
from annotations.sample.removing import SampleWorkedOn, remove_sample, what_would_be_lost
from articles.access import may_import
from newsroom.models import User
from newsroom.requests import SignedInRequest


def refuse_unless_allowed(user: User) -> None:
    """Raises PermissionDenied (403): removing tells how many have worked on the article."""
    may_import(user)
    refuse_unless_reviewer(user)


@require_POST
def sample_adding(request: SignedInRequest) -> HttpResponse:
    refuse_unless_allowed(request.user)
    sample = add_sample(by=request.user)
    messages.success(request, _("A sample article is here, with some facts to link. Try it."))
    return redirect(sample.article)


@require_http_methods(["GET", "HEAD", "POST"])
def sample_removal(request: SignedInRequest) -> HttpResponse:
    """What would be lost; a POST removes it, at once where nobody has worked on it."""
    refuse_unless_allowed(request.user)
    if request.method != "POST":
        sample = sample_there()
        return ask_first(request, sample) if sample else gone_already(request)
    try:
        stay = remove_sample(by=request.user, seen=request.POST.get("seen", ""))
    except SampleWorkedOn:
        sample = sample_there()
        changed = bool(request.POST.get("seen"))
        return ask_first(request, sample, changed=changed) if sample else gone_already(request)
    if stay is None:
        return gone_already(request)
    words = _("The sample is removed.")
    if stay:
        words += " " + ngettext(
            "%(n)s fact stays, as it is used elsewhere.",
            "%(n)s facts stay, as they are used elsewhere.",
            stay,
        ) % {"n": stay}
    messages.success(request, words)
    return redirect("desk")


def ask_first(request: SignedInRequest, sample: Sample, *, changed: bool = False) -> HttpResponse:
    loss = what_would_be_lost(sample, request.user)
    context = {
        "article": sample.article,
        "loss": loss,
        "seen": loss.fingerprint(),
        "changed": changed,
    }
    status = 409 if request.method == "POST" else 200
    return render(request, "sample/removal.html", context, status=status)


def gone_already(request: SignedInRequest) -> HttpResponse:
    messages.success(request, _("The sample is removed already."))
    return redirect("desk")
