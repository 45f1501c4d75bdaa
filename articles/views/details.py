"""The details of an article: the form, archiving, restoring."""

from typing import Any

from django.contrib import messages
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from articles import details as article_details
from articles.access import editable_article_for
from articles.forms import ArticleDetailsForm
from articles.languages import known_languages
from articles.models import Outlet
from newsroom.requests import SignedInRequest


def known_choices() -> dict[str, Any]:
    """What the fields of details offer to choose from."""
    return {"outlets": Outlet.objects.all(), "languages": known_languages()}


@require_http_methods(["GET", "POST"])
def edit_details(request: SignedInRequest, pk: int) -> HttpResponseBase:
    article = editable_article_for(request.user, pk)
    form = (
        ArticleDetailsForm(request.POST)
        if request.method == "POST"
        else ArticleDetailsForm.of(article)
    )
    differences: list[tuple[str, str, str]] = []
    status = 200
    if request.method == "POST" and form.is_valid():
        seen = form.cleaned_data["seen"]
        try:
            article_details.edit_article(article, form.details(), by=request.user, seen=seen)
        except article_details.DetailsChanged as refusal:
            status = refusal.status
            article = editable_article_for(request.user, pk)
            differences = form.differences(article)
            form = form.again(article)
        except article_details.AddressTaken as refusal:
            status = refusal.status
            form.add_error("url", f"{refusal.title}. {refusal.detail}")
        except article_details.InvalidDetails as refusal:
            status = refusal.status
            for name, errors in refusal.extra["fields"].items():
                form.add_error(name if name in form.fields else None, errors)
        else:
            messages.success(request, _("The details are saved."))
            return redirect("article", pk)
    elif form.errors:
        status = 422
    context = {"article": article, "form": form, "differences": differences, **known_choices()}
    return render(request, "articles/details.html", context, status=status)


@require_POST
def archiving(request: SignedInRequest, pk: int) -> HttpResponseBase:
    article_details.archive_article(editable_article_for(request.user, pk), by=request.user)
    return redirect("article", pk)


@require_POST
def restoring(request: SignedInRequest, pk: int) -> HttpResponseBase:
    article_details.restore_article(editable_article_for(request.user, pk), by=request.user)
    messages.success(request, _("The article is back in the lists."))
    return redirect("article", pk)
