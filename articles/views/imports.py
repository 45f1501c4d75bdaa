"""Importing: the upload, its progress, the preview, the report, the list of imports."""

import time
from collections.abc import Iterable, Iterator
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.db.models import Case, Count, Exists, F, OuterRef, Q, Value, When
from django.http import HttpResponse, HttpResponseRedirect, QueryDict
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from articles.access import (
    batch_for,
    may_import,
    open_batch_for,
)
from articles.forms import ImportForm, ItemForm
from articles.importing import batches, columns, intake, previewing
from articles.importing.drafts import Unreadable
from articles.models import ImportBatch, ImportItem, ImportUpload
from articles.paragraphs import paragraphs
from articles.readers.files import File
from articles.readers.limits import megabytes
from articles.views.details import known_choices
from articles.views.revisions import SHOWN_PARAGRAPHS
from newsroom.models import User
from newsroom.paging import page_of
from newsroom.requests import SignedInRequest

Outcome = ImportItem.Outcome
PASTED = "pasted.txt"
PATIENCE = 3.0  # Seconds.


@require_http_methods(["GET", "POST"])
def import_new(request: SignedInRequest) -> HttpResponseBase:
    may_import(request.user)
    form = ImportForm(request.POST, request.FILES) if request.method == "POST" else ImportForm()
    if request.method == "GET" or not form.is_valid():
        context = {"form": form, **known_choices()}
        return render(request, "articles/import.html", context, status=422 if form.errors else 200)
    batch = intake.open_batch(
        uploaded_files(form.cleaned_data["uploads"], form.cleaned_data["text"]),
        addresses=form.cleaned_data.get("addresses", []),
        by=request.user,
        language=form.cleaned_data["language"],
        outlet=form.cleaned_data["outlet"],
        verbatim=form.cleaned_data["verbatim"],
        until=deadline(),
    )
    pasted = batch.items.filter(name=PASTED).order_by("pk").first()
    if pasted and form.cleaned_data["text"].strip():
        previewing.keep_edits(batch, {pasted.pk: form.edits()}, set())
    finish_if_nothing_waits(batch, by=request.user)
    return redirect(batch)


def deadline() -> float:
    """When a request has worked long enough, so that its page can tell how far it is."""
    return time.monotonic() + PATIENCE


def finish_if_nothing_waits(batch: ImportBatch, *, by: User) -> None:
    waiting = batch.items.filter(outcome=Outcome.WAITING)
    if intake.is_read(batch) and not waiting.exists():
        batches.finish_batch(batch, {}, set(), by=by)


def uploaded_files(files: Iterable[UploadedFile], text: str) -> Iterator[File | Unreadable]:
    """The pasted text, then the uploaded files one after the other."""
    if text.strip():
        # A form sends every line end of a field as two characters, whatever was pasted.
        yield File.of(PASTED, text.replace("\r\n", "\n").encode())
    for file in files:
        name = file.name or _("unnamed")
        if (file.size or 0) > settings.LARGEST_ARCHIVE:
            limit = megabytes(settings.LARGEST_ARCHIVE)
            yield Unreadable(name, _("it is larger than %(limit)s") % {"limit": limit})
        else:
            yield File.of(name, file.read())


@require_http_methods(["GET", "POST"])
def import_page(request: SignedInRequest, pk: int) -> HttpResponseBase:
    """The preview of a batch until it is imported, and from then on its report.

    Before and between them, while much is being read or imported, how far that is.
    """
    batch = batch_for(request.user, pk)
    if batch.finished_at:
        if request.method == "GET":
            return report(request, batch)
        messages.info(request, _("This import is finished already: nothing was done twice."))
        return redirect(batch)
    batch = open_batch_for(request.user, pk)
    if is_unfinished(batch):
        if columns.are_needed(batch):
            return redirect("import_columns", batch.pk)
        if request.method == "POST":
            return redirect(batch)
        return render(request, "articles/progress.html", progress_context(batch))
    if request.method == "GET":
        return preview(request, batch, {})
    if "none" in request.POST:
        previewing.finish_without_unread(batch, by=request.user)
        return redirect(batch)
    forms = posted_forms(request, batch)
    right = {pk: form for pk, form in forms.items() if form.is_valid()}
    previewing.keep_edits(
        batch,
        {pk: form.details() for pk, form in right.items()},
        {pk for pk, form in right.items() if form.cleaned_data["leave"]},
    )
    if len(right) < len(forms):
        return preview(request, batch, forms)
    if "import" in request.POST:
        previewing.finish_preview(batch, by=request.user, until=deadline())
        return redirect(batch)
    query = urlencode({"page": request.POST.get("go", ""), "per": request.GET.get("per", "")})
    return redirect(f"{batch.get_absolute_url()}?{query}")


def is_unfinished(batch: ImportBatch) -> bool:
    """Whether there is still something to be read, or to be imported once it has begun."""
    return not batch.finished_at and (batch.begun_at is not None or not intake.is_read(batch))


def progress_context(batch: ImportBatch) -> dict[str, Any]:
    """How many items are read, or imported, by now."""
    if batch.begun_at:
        counts = outcome_counts(batch)
        done, of = counts["all"] - counts[Outcome.WAITING], counts["all"]
    else:
        done, of = intake.reading_progress(batch)
    return {"batch": batch, "done": done, "of": of}


@require_POST
def import_progress(request: SignedInRequest, pk: int) -> HttpResponse:
    """Go on reading or importing for a while."""
    batch = open_batch_for(request.user, pk)
    if "none" in request.POST and not batch.begun_at:
        intake.discard_unread(batch)
        previewing.finish_without_unread(batch, by=request.user)
    elif not intake.is_read(batch):
        intake.continue_reading(batch, until=deadline())
        finish_if_nothing_waits(batch, by=request.user)
    elif batch.begun_at and not batch.finished_at:
        batch = previewing.finish_preview(batch, by=request.user, until=deadline())
    if request.headers.get("X-Fragment") != "1":
        return HttpResponseRedirect(batch.get_absolute_url(), status=303)
    if is_unfinished(batch) and not columns.are_needed(batch):
        return render(request, "articles/_progress.html", progress_context(batch))
    return HttpResponse()


def posted_forms(request: SignedInRequest, batch: ImportBatch) -> dict[int, ItemForm]:
    """The cards that were sent, by the id of their item; those no longer waiting are not asked."""
    posted = [int(pk) for pk in request.POST.getlist("item") if pk.isdecimal()]
    items = batch.items.filter(pk__in=posted, outcome=Outcome.WAITING).defer("raw")
    return {item.pk: item_form(item, request.POST) for item in items}


def item_form(item: ImportItem, data: QueryDict | None = None) -> ItemForm:
    """The form of a card, with the edits kept so far."""
    draft, leave = previewing.draft_of(item), bool(item.draft.get("leave"))
    return ItemForm(data, prefix=f"item{item.pk}", draft=draft, leave=leave)


def preview(
    request: SignedInRequest, batch: ImportBatch, posted: dict[int, ItemForm]
) -> HttpResponse:
    """What was refused comes first; then the cards, those in `posted` as they were sent."""
    refused_first = Case(When(outcome=Outcome.FAILED, then=Value(0)), default=Value(1))
    items = batch.items.filter(outcome__in=[Outcome.WAITING, Outcome.FAILED])
    page = page_of(items.order_by(refused_first, "pk"), request)
    waiting = [item for item in page if item.outcome == Outcome.WAITING]
    foreseen = previewing.predict_outcomes(waiting)
    cards = [
        {
            "item": item,
            "draft": draft,
            "foreseen": foreseen[item.pk],
            "form": posted.get(item.pk) or item_form(item),
            "words": len(draft.text.split()),
            "paragraphs": told[:SHOWN_PARAGRAPHS],
            "more": len(told[SHOWN_PARAGRAPHS:]),
        }
        for item in waiting
        for draft in [previewing.draft_of(item)]
        for told in [paragraphs(draft.text)]
    ]
    context = {
        "batch": batch,
        "page": page,
        "cards": cards,
        "is_one": page.paginator.count == 1,
        "refused": [item for item in page if item.outcome == Outcome.FAILED],
        "counts": outcome_counts(batch),
        "left": batch.items.filter(outcome=Outcome.WAITING, draft__leave=True).count(),
        "errors": any(form.errors for form in posted.values()),
        "has_tables": columns.may_be_chosen(batch),
        **known_choices(),
    }
    status = 422 if context["errors"] else 200
    return render(request, "articles/preview.html", context, status=status)


def report(request: SignedInRequest, batch: ImportBatch) -> HttpResponse:
    """What became of each item; `?outcome=` shows those alone."""
    items = batch.items.select_related("revision__article__outlet")
    items = items.defer("raw", "draft", "revision__text", "revision__raw").order_by("pk")
    # Of a draft, which holds the whole text, only what had to be assumed about it.
    items = items.annotate(notes=F("draft__notes"))
    outcome = request.GET.get("outcome", "")
    if outcome in Outcome.values:
        items = items.filter(outcome=outcome)
    counts = outcome_counts(batch)
    context = {
        "batch": batch,
        "page": page_of(items, request, size=100),
        "outcome": outcome,
        "outcomes": [(each.value, each.label, counts[each.value]) for each in Outcome],
        "counts": counts,
    }
    return render(request, "articles/report.html", context)


def outcome_counts(batch: ImportBatch) -> dict[str, int]:
    """The number of items by outcome, and of `all`."""
    by_outcome = {each.value: Count("pk", filter=Q(outcome=each)) for each in Outcome}
    return batch.items.aggregate(all=Count("pk"), **by_outcome)


@require_GET
def imports(request: SignedInRequest) -> HttpResponse:
    """All imports that were finished, and one's own that were not."""
    may_import(request.user)
    listed = (
        ImportBatch.objects.filter(Q(finished_at__isnull=False) | Q(by=request.user))
        .select_related("by")
        .annotate(
            **{each.value: Count("items", filter=Q(items__outcome=each)) for each in Outcome},
            is_unread=Exists(ImportUpload.objects.filter(batch=OuterRef("pk"), read_at=None)),
        )
        .order_by("-started_at", "-pk")
    )
    return render(request, "articles/imports.html", {"page": page_of(listed, request)})
