"""Importing with its preview and report, details, archiving, stories, the bare revision page."""

import mimetypes
import time
from collections.abc import Iterable, Iterator
from pathlib import PurePosixPath
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.db.models import Case, Count, Exists, F, Max, Min, OuterRef, Q, Value, When
from django.http import HttpResponse, HttpResponseRedirect, QueryDict
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.http import content_disposition_header, url_has_allowed_host_and_scheme
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from articles.access import (
    batch_for,
    editable_article_for,
    importer_for,
    may_import,
    open_batch_for,
    revision_for,
    story_for,
)
from articles.forms import DetailsForm, ImportForm, ItemForm, StoryForm
from articles.importing import intake, previewing, storing
from articles.importing.drafts import Unreadable
from articles.languages import known_languages
from articles.models import Article, ImportBatch, ImportItem, ImportUpload, Outlet, Revision, Story
from articles.paragraphs import paragraphs
from articles.readers.limits import megabytes
from newsroom.models import User
from newsroom.paging import page_of
from newsroom.requests import SignedInRequest

Outcome = ImportItem.Outcome
PASTED = "pasted.txt"
SHOWN_PARAGRAPHS = 4
PATIENCE = 3.0  # Seconds.


@require_http_methods(["GET", "POST"])
def import_new(request: SignedInRequest) -> HttpResponseBase:
    may_import(request.user)
    form = ImportForm(request.POST, request.FILES) if request.method == "POST" else ImportForm()
    if request.method == "GET" or not form.is_valid():
        context = {"form": form, **suggestions()}
        return render(request, "articles/import.html", context, status=422 if form.errors else 200)
    batch = intake.open_batch(
        given(form.cleaned_data["uploads"], form.cleaned_data["text"]),
        by=request.user,
        language=form.cleaned_data["language"],
        outlet=form.cleaned_data["outlet"],
        verbatim=form.cleaned_data["verbatim"],
        until=enough(),
    )
    pasted = batch.items.filter(name=PASTED).order_by("pk").first()
    if pasted and form.cleaned_data["text"].strip():
        previewing.keep_edits(batch, {pasted.pk: form.edits()}, set())
    finish_if_nothing_waits(batch, by=request.user)
    return redirect(batch)


def enough() -> float:
    """When a request has worked long enough, so that its page can tell how far it is."""
    return time.monotonic() + PATIENCE


def finish_if_nothing_waits(batch: ImportBatch, *, by: User) -> None:
    waiting = batch.items.filter(outcome=Outcome.WAITING)
    if intake.is_read(batch) and not waiting.exists():
        storing.finish_batch(batch, {}, set(), by=by)


def given(files: Iterable[UploadedFile], text: str) -> Iterator[tuple[str, bytes] | Unreadable]:
    """The pasted text, then the uploaded files one after the other."""
    if text.strip():
        # A form sends every line end of a field as two characters, whatever was pasted.
        yield PASTED, text.replace("\r\n", "\n").encode()
    for file in files:
        name = file.name or _("unnamed")
        if (file.size or 0) > settings.LARGEST_ARCHIVE:
            limit = megabytes(settings.LARGEST_ARCHIVE)
            yield Unreadable(name, _("it is larger than %(limit)s") % {"limit": limit})
        else:
            yield name, file.read()


def suggestions() -> dict[str, Any]:
    """What the fields of details offer to choose from."""
    return {"outlets": Outlet.objects.all(), "languages": known_languages()}


@require_http_methods(["GET", "POST"])
def import_(request: SignedInRequest, pk: int) -> HttpResponseBase:
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
    if is_going_on(batch):
        if request.method == "POST":
            return redirect(batch)
        return render(request, "articles/progress.html", how_far(batch))
    if request.method == "GET":
        return preview(request, batch, {})
    if "none" in request.POST:
        previewing.finish_without(batch, by=request.user)
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
        previewing.finish(batch, by=request.user, until=enough())
        return redirect(batch)
    query = urlencode({"page": request.POST.get("go", ""), "per": request.GET.get("per", "")})
    return redirect(f"{batch.get_absolute_url()}?{query}")


def is_going_on(batch: ImportBatch) -> bool:
    """Whether there is still something to be read, or to be imported once it has begun."""
    return not batch.finished_at and (batch.begun_at is not None or not intake.is_read(batch))


def how_far(batch: ImportBatch) -> dict[str, Any]:
    """How many items are read, or imported, by now."""
    if batch.begun_at:
        counts = counts_of(batch)
        done, of = counts["all"] - counts[Outcome.WAITING], counts["all"]
    else:
        done, of = intake.how_far(batch)
    return {"batch": batch, "done": done, "of": of}


@require_POST
def import_progress(request: SignedInRequest, pk: int) -> HttpResponse:
    """Go on reading or importing for a while."""
    batch = open_batch_for(request.user, pk)
    if "none" in request.POST and not batch.begun_at:
        intake.give_up(batch)
        previewing.finish_without(batch, by=request.user)
    elif not intake.is_read(batch):
        intake.read_on(batch, until=enough())
        finish_if_nothing_waits(batch, by=request.user)
    elif batch.begun_at and not batch.finished_at:
        batch = previewing.finish(batch, by=request.user, until=enough())
    if request.headers.get("X-Fragment") != "1":
        return HttpResponseRedirect(batch.get_absolute_url(), status=303)
    if is_going_on(batch):
        return render(request, "articles/_progress.html", how_far(batch))
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
    foreseen = previewing.foresee(waiting)
    cards = [
        {
            "item": item,
            "draft": draft,
            "foreseen": foreseen[item.pk],
            "form": posted.get(item.pk) or item_form(item),
            "paragraphs": paragraphs(draft.text)[:SHOWN_PARAGRAPHS],
        }
        for item in waiting
        for draft in [previewing.draft_of(item)]
    ]
    context = {
        "batch": batch,
        "page": page,
        "cards": cards,
        "refused": [item for item in page if item.outcome == Outcome.FAILED],
        "counts": counts_of(batch),
        "left": batch.items.filter(outcome=Outcome.WAITING, draft__leave=True).count(),
        "errors": any(form.errors for form in posted.values()),
        **suggestions(),
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
    counts = counts_of(batch)
    context = {
        "batch": batch,
        "page": page_of(items, request, size=100),
        "outcome": outcome,
        "outcomes": [(each.value, each.label, counts[each.value]) for each in Outcome],
        "counts": counts,
    }
    return render(request, "articles/report.html", context)


def counts_of(batch: ImportBatch) -> dict[str, int]:
    """The number of items by outcome, and of `all`."""
    by_outcome = {each.value: Count("pk", filter=Q(outcome=each)) for each in Outcome}
    return batch.items.aggregate(all=Count("pk"), **by_outcome)


@require_GET
def imports(request: SignedInRequest) -> HttpResponse:
    """All imports that were finished, and one's own that were not."""
    may_import(request.user)
    batches = (
        ImportBatch.objects.filter(Q(finished_at__isnull=False) | Q(by=request.user))
        .select_related("by")
        .annotate(
            **{each.value: Count("items", filter=Q(items__outcome=each)) for each in Outcome},
            is_unread=Exists(ImportUpload.objects.filter(batch=OuterRef("pk"), read_at=None)),
        )
        .order_by("-started_at", "-pk")
    )
    return render(request, "articles/imports.html", {"page": page_of(batches, request)})


@require_http_methods(["GET", "POST"])
def details(request: SignedInRequest, pk: int) -> HttpResponseBase:
    article = editable_article_for(request.user, pk)
    form = DetailsForm(request.POST) if request.method == "POST" else DetailsForm.of(article)
    differences: list[tuple[str, str, str]] = []
    status = 200
    if request.method == "POST" and form.is_valid():
        seen = form.cleaned_data["seen"]
        try:
            storing.edit_details(article, form.details(), by=request.user, seen=seen)
        except storing.DetailsChanged as refusal:
            status = refusal.status
            article = editable_article_for(request.user, pk)
            differences = form.differences(article)
            form = form.again(article)
        except storing.AddressTaken as refusal:
            status = refusal.status
            form.add_error("url", f"{refusal.title}. {refusal.detail}")
        except storing.InvalidDetails as refusal:
            status = refusal.status
            for name, errors in refusal.extra["fields"].items():
                form.add_error(name if name in form.fields else None, errors)
        else:
            messages.success(request, _("The details are saved."))
            return redirect("article", pk)
    elif form.errors:
        status = 422
    context = {"article": article, "form": form, "differences": differences, **suggestions()}
    return render(request, "articles/details.html", context, status=status)


@require_POST
def archiving(request: SignedInRequest, pk: int) -> HttpResponseBase:
    storing.archive(editable_article_for(request.user, pk), by=request.user)
    return redirect("article", pk)


@require_POST
def restoring(request: SignedInRequest, pk: int) -> HttpResponseBase:
    storing.bring_back(editable_article_for(request.user, pk), by=request.user)
    messages.success(request, _("The article is back in the lists."))
    return redirect("article", pk)


@require_GET
def revision(request: SignedInRequest, pk: int) -> HttpResponse:
    revision = revision_for(request.user, pk)
    others = revision.article.revisions.defer("text", "raw").order_by("number")
    context = {
        "revision": revision,
        "article": revision.article,
        "paragraphs": paragraphs(revision.text),
        "importer": importer_for(request.user, revision),
        "revisions": others,
        "latest": max(others, key=lambda each: each.number),
    }
    return render(request, "articles/revision.html", context)


@require_GET
def raw(request: SignedInRequest, pk: int) -> HttpResponse:
    """The bytes as they came, to be saved and never shown: they may be somebody's web page."""
    revision = revision_for(request.user, pk)
    return HttpResponse(
        bytes(revision.raw),
        content_type="application/octet-stream",
        headers={"Content-Disposition": content_disposition_header(True, raw_name(revision))},
    )


def raw_name(revision: Revision) -> str:
    """The name of the file that was imported; of a line in a file, or of none, one of our own."""
    name = PurePosixPath(revision.item.name).name if revision.item else ""
    if "." in name and ":" not in name:
        return name
    words = slugify(revision.article.title)[:60] or "article"
    extension = mimetypes.guess_extension(revision.media_type) or ".txt"
    return f"{words}-{revision.article_id}-{revision.number}{extension}"


@require_http_methods(["GET", "POST"])
def stories(request: SignedInRequest) -> HttpResponseBase:
    """The list; a POST makes a story, or finds it by its title, and puts articles into it."""
    if request.method == "POST":
        may_import(request.user)
        return put_in_story(request)
    stories = Story.objects.annotate(
        shown=Count("articles", filter=Q(articles__archived_at=None)),
        outlets=Count("articles__outlet", filter=Q(articles__archived_at=None), distinct=True),
        first=Min("articles__published_on", filter=Q(articles__archived_at=None)),
        last=Max("articles__published_on", filter=Q(articles__archived_at=None)),
    ).order_by("title", "pk")
    context = {"page": page_of(stories, request), "form": StoryForm()}
    return render(request, "articles/stories.html", context)


def put_in_story(request: SignedInRequest) -> HttpResponseBase:
    form = StoryForm(request.POST)
    ticked = [int(pk) for pk in request.POST.getlist("article") if pk.isdecimal()]
    back = safe_next(request)
    if not form.is_valid():
        messages.error(request, _("A story needs a title of at most 300 characters."))
        return redirect(back or "stories")
    if back and not ticked:
        messages.error(request, _("Tick the articles first that the story is to have."))
        return redirect(back)
    articles = list(Article.objects.filter(pk__in=ticked))
    story = storing.put_in_story(articles, form.cleaned_data["title"], by=request.user)
    if articles:
        told = ngettext(
            "%(n)s article is now in “%(story)s”.",
            "%(n)s articles are now in “%(story)s”.",
            len(articles),
        )
        messages.success(request, told % {"n": len(articles), "story": story})
    return redirect(back or story or "stories")


def safe_next(request: SignedInRequest) -> str:
    """Where the form says to go back to, if that is a page of ours."""
    there = request.POST.get("next", "")
    ours = url_has_allowed_host_and_scheme(there, {request.get_host()}, request.is_secure())
    return there if ours else ""


@require_http_methods(["GET", "POST"])
def story(request: SignedInRequest, pk: int) -> HttpResponseBase:
    """The articles of a story; a POST gives it another title."""
    story = story_for(request.user, pk)
    form = StoryForm(initial={"title": story.title})
    status = 200
    if request.method == "POST":
        may_import(request.user)
        form, status = StoryForm(request.POST), 422
        if form.is_valid():
            try:
                storing.rename_story(story, form.cleaned_data["title"], by=request.user)
            except storing.TitleTaken as refusal:
                status = refusal.status
                form.add_error("title", f"{refusal.title}. {refusal.detail}")
            else:
                return redirect(story)
    articles = story.articles.select_related("outlet").order_by("published_on", "pk")
    context = {"story": story, "form": form, "page": page_of(articles, request)}
    return render(request, "articles/story.html", context, status=status)


@require_POST
def article_story(request: SignedInRequest, pk: int) -> HttpResponseBase:
    """Put the article into the story of this title, or with an empty one into none."""
    article = editable_article_for(request.user, pk)
    storing.put_in_story([article], request.POST.get("title", ""), by=request.user)
    return redirect(safe_next(request) or article)
