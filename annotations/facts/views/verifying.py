"""What is decided about a fact: verified, retired, brought back."""

from django.contrib import messages
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from annotations.access import fact_for, fact_to_retire_for
from annotations.facts import lifecycle as fact_lifecycle
from annotations.facts.forms import RetirementForm
from newsroom.requests import SignedInRequest


@require_POST
def fact_verification(request: SignedInRequest, pk: int) -> HttpResponseBase:
    """Verify the version whose number is posted: the one that the user has read."""
    fact = fact_for(request.user, pk)
    number = request.POST.get("version", "")
    number = number if number.isdecimal() and len(number) < 6 else "0"
    version = get_object_or_404(fact.versions, number=number)
    fact_lifecycle.verify_version(version, by=request.user)
    messages.success(request, _("The fact is verified."))
    return redirect(fact)


@require_http_methods(["GET", "POST"])
def fact_retirement(request: SignedInRequest, pk: int) -> HttpResponse | HttpResponseBase:
    fact = fact_to_retire_for(request.user, pk)
    fact_lifecycle.refuse_retired(fact)
    form = RetirementForm(request.POST if request.method == "POST" else None, fact=fact)
    if form.is_valid():
        fact_lifecycle.retire_fact(
            fact,
            reason=form.cleaned_data["reason"],
            replaced_by=form.cleaned_data["replaced_by"],
            by=request.user,
        )
        messages.success(request, _("The fact is retired. Its number and its page stay."))
        return redirect(fact)
    context = {"fact": fact, "form": form, "shown": fact.versions.speaking().get()}
    return render(request, "facts/retirement.html", context, status=422 if form.errors else 200)


@require_POST
def fact_return(request: SignedInRequest, pk: int) -> HttpResponseBase:
    fact = fact_to_retire_for(request.user, pk)
    fact_lifecycle.bring_back_fact(fact, by=request.user)
    messages.success(request, _("The fact is back: it can be used again."))
    return redirect(fact)
