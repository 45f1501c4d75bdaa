"""Recording a fact and revising one; both show what is known already."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from annotations.access import fact_to_revise_for, refuse_unless_fact_recorder
from annotations.facts import lifecycle as fact_lifecycle
from annotations.facts import search
from annotations.facts.forms import (
    FactForm,
    RevisionForm,
    another_source,
    fields_of,
    fields_of_source,
    source_forms,
    without_source,
)
from annotations.models import Fact, FactVersion
from annotations.spans.word_diff import word_differences
from newsroom.models import User
from newsroom.requests import SignedInRequest

MOST_ALIKE = 5


@require_http_methods(["GET", "POST"])
def fact_new(request: SignedInRequest) -> HttpResponseBase:
    """The form; a GET with `statement` begins with it and shows the facts that are like it."""
    refuse_unless_fact_recorder(request.user)
    if request.method == "GET":
        statement = request.GET.get("statement", "").strip()
        alike = similar_facts(statement)
        if "X-Fragment" in request.headers:
            return render(request, "facts/_similar_facts.html", {"alike": alike})
        form = FactForm(initial={"statement": statement})
        return render_form(request, form, source_forms(), alike=alike)
    if answer := form_with_other_sources(request, FactForm(initial=request.POST.dict())):
        return answer
    form, sources = FactForm(request.POST), source_forms(request.POST)
    if not (form.is_valid() and sources.is_valid()):
        return render_form(request, form, sources, status=422)
    if repeated := draft_recorded_before(form, sources.rows(), by=request.user):
        return redirect(repeated)
    alike = similar_facts(form.cleaned_data["statement"])
    if alike and "seen_alike" not in request.POST:
        return render_form(request, form, sources, alike=alike, asks=True)
    fact = fact_lifecycle.record_fact(**form.cleaned_data, sources=sources.rows(), by=request.user)
    messages.success(request, _("Fact %(number)s is recorded, a draft.") % {"number": fact.pk})
    return redirect(fact)


@require_http_methods(["GET", "POST"])
def fact_revision(request: SignedInRequest, pk: int) -> HttpResponseBase:
    fact = fact_to_revise_for(request.user, pk)
    fact_lifecycle.refuse_retired(fact)
    latest = fact.versions.order_by("-number")[0]
    if request.method == "GET":
        told = source_forms(sources=[fields_of_source(one) for one in latest.sources.all()])
        return render_form(request, RevisionForm(initial=fields_of(latest)), told, fact=fact)
    if answer := form_with_other_sources(
        request, RevisionForm(initial=request.POST.dict()), fact=fact
    ):
        return answer
    form, sources = RevisionForm(request.POST), source_forms(request.POST)
    if not (form.is_valid() and sources.is_valid()):
        return render_form(request, form, sources, fact=fact, status=422)
    try:
        fact_lifecycle.revise_fact(
            fact, **form.cleaned_data, sources=sources.rows(), by=request.user
        )
    except fact_lifecycle.FactChanged as refusal:
        # What was written stays, and the next time it is sent the author has seen the other.
        seen = {**request.POST.dict(), "seen": refusal.extra["latest"]}
        return render_form(
            request,
            RevisionForm(seen),
            sources,
            fact=fact,
            meanwhile=fact.versions.select_related("recorded_by").get(
                number=refusal.extra["latest"]
            ),
            status=refusal.status,
        )
    messages.success(request, _("The revision is recorded and waits to be verified."))
    return redirect(fact)


def draft_recorded_before(
    form: FactForm, sources: list[dict[str, Any]], *, by: User
) -> Fact | None:
    """The draft that the same form has made already, where it is sent twice."""
    drafts = FactVersion.objects.filter(
        number=1, recorded_by=by, verified_at=None, fact__retired_at=None, **form.cleaned_data
    )
    for draft in drafts.select_related("fact").prefetch_related("sources"):
        if [fields_of_source(one) for one in draft.sources.all()] == sources:
            return draft.fact
    return None


def similar_facts(statement: str) -> list[Any]:
    """The facts that fit a statement best: it may be one of them. Too little said finds none."""
    if len(statement.split()) < 2:
        return []
    return search.search(statement, most=MOST_ALIKE)


def form_with_other_sources(
    request: SignedInRequest, form: FactForm, fact: Fact | None = None
) -> HttpResponse | None:
    """The form again with a source more or fewer, where that is what was asked for."""
    if "add-source" in request.POST:
        return render_form(request, form, another_source(request.POST), fact=fact, focus="last")
    if (number := request.POST.get("remove-source")) is not None:
        return render_form(request, form, without_source(request.POST, number), fact=fact)
    return None


def render_form(
    request: HttpRequest, form: FactForm, sources: Any, *, status: int = 200, **context: Any
) -> HttpResponse:
    meanwhile = context.get("meanwhile")
    if meanwhile is not None:
        context["wording"] = word_differences(meanwhile.statement, form.data["statement"])
    return render(
        request, "facts/form.html", {"form": form, "sources": sources, **context}, status=status
    )
