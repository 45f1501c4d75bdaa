"""Before a table is read, or read anew: which of its columns is what."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from articles.access import open_batch_for
from articles.forms import ColumnsForm
from articles.importing import columns, intake, previewing
from articles.models import ImportBatch
from articles.views.imports import deadline, finish_if_nothing_waits
from newsroom.requests import SignedInRequest

TOO_LATE = _("Nothing is left of which the columns could be chosen: the import has begun.")


@require_http_methods(["GET", "POST"])
def import_columns(request: SignedInRequest, pk: int) -> HttpResponseBase:
    """The tables of an import with their first rows, to say which column is what."""
    batch = open_batch_for(request.user, pk)
    if not columns.may_be_chosen(batch):
        if request.method == "POST":
            messages.info(request, str(TOO_LATE))
        return redirect(batch)
    if "none" in request.POST:
        intake.discard_unread(batch)
        previewing.finish_without_unread(batch, by=request.user)
        return redirect(batch)
    asked = forms_of(batch, request.POST if request.method == "POST" else None)
    if request.method == "GET":
        return page(request, batch, asked)
    sent = [one for one in asked if one["form"].is_sent()]
    if not all(one["form"].is_valid() for one in sent):
        return page(request, batch, asked, status=422)
    chosen: dict[int, dict[str, dict[str, str]]] = {}
    for one in sent:
        chosen.setdefault(one["upload"].pk, {})[one["table"].name] = one["form"].mapping()
    if not columns.choose(batch, chosen):
        messages.info(request, str(TOO_LATE))
        return redirect(batch)
    intake.continue_reading(batch, until=deadline())
    finish_if_nothing_waits(batch, by=request.user)
    return redirect(batch)


def forms_of(batch: ImportBatch, data: Any) -> list[dict[str, Any]]:
    """A form for every table, in which its name is sent: another tab may have changed the order."""
    return [
        {"upload": upload, "table": table, "form": ColumnsForm(data, upload=upload, table=table)}
        for upload, table in columns.tables_of(batch)
    ]


def page(
    request: SignedInRequest, batch: ImportBatch, asked: list[dict[str, Any]], status: int = 200
) -> HttpResponse:
    context = {
        "batch": batch,
        "asked": asked,
        "is_needed": columns.are_needed(batch),
        "errors": status == 422,
    }
    return render(request, "articles/columns.html", context, status=status)
