"""The desk's list of speakers and units that are the same."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from annotations import access
from annotations.guidelines import aliases as listing
from annotations.guidelines.forms import AliasForm
from annotations.models import Alias
from newsroom.paging import page_of
from newsroom.requests import SignedInRequest


@require_http_methods(["GET", "HEAD", "POST"])
def aliases(request: SignedInRequest) -> HttpResponse:
    """The list, what might be added to it, and the form that adds."""
    access.refuse_unless_reviewer(request.user)
    form = AliasForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            added = listing.add_alias(**form.cleaned_data, by=request.user)
        except listing.AliasUnusable as refusal:
            form.blame(refusal)
        else:
            messages.success(request, _("Listed: %(alias)s") % {"alias": added})
            return redirect("aliases")
    return render(
        request,
        "guidelines/aliases.html",
        {
            "form": form,
            "page": page_of(Alias.objects.order_by("canonical", "name"), request, size=50),
            "suggested": listing.suggested_aliases(request.user),
        },
        status=422 if form.errors else 200,
    )


@require_http_methods(["GET", "HEAD", "POST"])
def alias(request: SignedInRequest, pk: int) -> HttpResponse:
    """One entry, to change."""
    shown = access.alias_for(request.user, pk)
    form = AliasForm(request.POST or None, initial=listing.alias_detail(shown))
    if request.method == "POST" and form.is_valid():
        try:
            changed = listing.change_alias(shown, **form.cleaned_data, by=request.user)
        except listing.AliasUnusable as refusal:
            form.blame(refusal)
        else:
            messages.success(request, _("Changed: %(alias)s") % {"alias": changed})
            return redirect("aliases")
    context = {"form": form, "alias": shown}
    status = 422 if form.errors else 200
    return render(request, "guidelines/alias.html", context, status=status)


@require_POST
def alias_removal(request: SignedInRequest, pk: int) -> HttpResponse:
    shown = access.alias_for(request.user, pk)
    words = _("No longer the same: %(alias)s") % {"alias": shown}
    listing.remove_alias(shown, by=request.user)
    messages.success(request, words)
    return redirect("aliases")
