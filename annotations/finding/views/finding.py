"""The search over everything, as a page and as the options of the dialog."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from annotations.finding.everything import find_anything
from newsroom.requests import SignedInRequest

LONGEST_QUERY = 200


@require_safe
def search(request: SignedInRequest) -> HttpResponse:
    words = request.GET.get("q", "")[:LONGEST_QUERY]
    context = {"words": words, "groups": find_anything(words, request.user)}
    fragment = request.headers.get("X-Fragment") == "1"
    template = "finding/_options.html" if fragment else "finding/search.html"
    return render(request, template, context)
