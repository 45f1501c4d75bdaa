"""The list of facts, and the page of one with all its appearances."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET

from annotations.access import fact_for, may_retire
from annotations.facts import lifecycle as facts_
from annotations.facts.appearances import appearances, outlet_comparison_of, set_passages
from annotations.facts.filters import TABS, FactFilter
from annotations.facts.rechecks import recheck_count
from annotations.facts.row_html import OPTIONAL, TONES, draw_rows
from annotations.models import Fact, FactState, FactVersion
from annotations.spans.word_diff import word_differences
from annotations.ui.display import display_of
from annotations.ui.filter_bar import list_context
from annotations.ui.lists import address_of_export
from annotations.ui.sorting import column
from newsroom.models import User
from newsroom.paging import page_of
from newsroom.requests import SignedInRequest

COLUMNS = {
    "number": ("-number", _("No.")),
    "statement": ("statement", _("Statement")),
    "as_of": ("-as-of", _("As of")),
    "recheck": ("recheck", _("Recheck")),
}


@require_GET
def facts(request: SignedInRequest) -> HttpResponse:
    filters = FactFilter(request.GET, user=request.user)
    # A filter that makes no sense finds nothing: to leave it out would show more than was asked.
    found = filters.qs if filters.is_valid() else filters.qs.none()
    display = display_of(request.user, "facts", OPTIONAL)
    shown = found.select_related("fact")
    if "sources" not in display.hidden:
        shown = shown.prefetch_related("sources")
    page = page_of(shown, request)
    return render(
        request,
        "facts/list.html",
        {
            **list_context(
                filters,
                page,
                saved=("facts", request.user),
                tabs=TABS,
                is_anything=Fact.objects.exists,
                display=display,
            ),
            "columns": {name: column(*head, filters.sorted_by) for name, head in COLUMNS.items()},
            "rows": draw_rows(page, display.hidden),
            "without": display.hidden,
            "export": address_of_export(request.GET, "export_facts"),
            "to_recheck": recheck_count(request.user),
        },
    )


@require_GET
def fact(request: SignedInRequest, pk: int) -> HttpResponse:
    fact = fact_for(request.user, pk)
    versions = list(
        fact.versions.select_related("recorded_by", "verified_by").prefetch_related("sources")
    )
    shown = speaking_version_of(versions)
    found = appearances(fact, request.user)
    page = page_of(found, request)
    set_passages(list(page))
    state = state_of(fact, shown)
    latest = versions[0]
    context = {
        "fact": fact,
        "shown": shown,
        "state": state,
        "tone": TONES[state],
        "glance": outlet_comparison_of(found, shown),
        "page": page,
        "articles": len({one.article.pk for one in found}),
        "history": list(zip(versions, version_differences(versions), strict=True)),
        "replaces": fact.replaces.all(),
        "instead": Fact.objects.filter(pk=pk).holding_instead().get(pk),
        "why_retired": facts_.why_retired(fact) if fact.retired_at else "",
        "may_retire": may_retire(request.user, fact),
        "to_recheck": recheck_count(request.user, fact),
        **waiting_version(latest, shown, request.user),
    }
    return render(request, "facts/fact.html", context)


def speaking_version_of(versions: list[FactVersion]) -> FactVersion:
    """Of all versions, latest first, the one that the fact stands on."""
    return next((version for version in versions if version.is_verified), versions[0])


def state_of(fact: Fact, shown: FactVersion) -> FactState:
    if fact.retired_at:
        return FactState.RETIRED
    if not shown.is_verified:
        return FactState.DRAFT
    due = shown.recheck_on is not None and shown.recheck_on <= timezone.localdate()
    return FactState.RECHECK if due else FactState.VERIFIED


def version_differences(versions: list[FactVersion]) -> list[Any]:
    """For each version, latest first, how it differs from the one before; None for the first."""
    earlier = [*versions[1:], None]
    return [
        None if old is None else word_differences(old.statement, new.statement)
        for new, old in zip(versions, earlier, strict=True)
    ]


def waiting_version(latest: FactVersion, shown: FactVersion, user: User) -> dict[str, Any]:
    """The version that waits to be verified, if one does, and what keeps the user from it."""
    if latest.is_verified:
        return {"waiting": None}
    return {
        "waiting": latest,
        "wording": None if latest == shown else word_differences(shown.statement, latest.statement),
        "why_not": facts_.why_not_to_verify(latest, user),
    }
