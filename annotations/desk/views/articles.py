"""The list of articles and the page of one, with as much of the progress as the reader may know."""

from dataclasses import replace
from functools import partial
from typing import Any

from django.db.models import F
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET

from annotations.access import layers_seen_by
from annotations.desk.filters import ArticleFilter
from annotations.desk.progress import progress_of, sees_counts, tabs_for
from annotations.desk.row_html import OPTIONAL, columns_alike
from annotations.desk.selection import PLACE
from annotations.models import Review
from annotations.review.final import has_sheet
from annotations.ui.display import display_of
from annotations.ui.filter_bar import list_context
from annotations.ui.sorting import column
from annotations.visibility import editor_name
from articles import searching
from articles.access import article_for, importer_for
from articles.models import Article, ArticleQuerySet, Story
from articles.paragraphs import Paragraph, paragraphs
from newsroom.flash import take_flash
from newsroom.paging import looked_up_page_of
from newsroom.requests import SignedInRequest

# The columns that sort, in the order of the table.
COLUMNS = [
    ("title", _("Title")),
    ("outlet", _("Outlet")),
    ("-published", _("Published")),
    ("-imported", _("Imported")),
]


@require_GET
def articles(request: SignedInRequest) -> HttpResponse:
    filters = ArticleFilter(request.GET, user=request.user)
    counts = sees_counts(request.user)
    optional = OPTIONAL if counts else {k: v for k, v in OPTIONAL.items() if k != "progress"}
    display = display_of(request.user, "articles", optional)
    page = looked_up_page_of(
        filters.qs,
        request,
        shown=partial(with_names, outlet="outlet" not in display.hidden),
        keys=filters.keys,
        scanned=filters.looks_through_all,
    )
    progress = progress_of(page, request.user, without=display.hidden)
    found = searching.excerpts((one.latest_revision_id for one in page), filters.phrases)
    rows = [(article, progress[article.pk], found.get(article.pk)) for article in page]
    # A column that says nothing stays where the list is in its order.
    alike = columns_alike(rows) - {filters.sorted_by.lstrip("-")}
    without = alike | display.hidden
    done, others = take_flash(request, PLACE)
    return render(
        request,
        "desk/articles.html",
        {
            **list_context(
                filters,
                page,
                saved=("articles", request.user),
                tabs=tabs_for(request.user),
                is_anything=Article.objects.exists,
                display=replace(display, alike=alike),
            ),
            "columns": [
                column(first, name, filters.sorted_by)
                for first, name in COLUMNS
                if first.lstrip("-") not in without
            ],
            "rows": rows,
            "without": without,
            "counts": counts,
            "may_tick": counts or request.user.has_perm("articles.import_articles"),
            "stories": Story.objects.all(),
            "done": done,
            "undo": undo_of(done.about, request) if done and done.about else None,
            "messages": others,
        },
    )


def undo_of(about: str, request: SignedInRequest) -> dict[str, Any]:
    """The form that takes an act on several articles back; `about` names its opposite and them."""
    act, _, which = about.partition(":")
    fields = {"next": request.get_full_path(), "article": which, "act": act}
    return {"url": reverse("articles_bulk"), "fields": fields}


def with_names(articles: ArticleQuerySet, *, outlet: bool = True) -> ArticleQuerySet:
    named = ("outlet", "story") if outlet else ("story",)
    return articles.with_latest_revision().select_related(*named)


@require_GET
def article(request: SignedInRequest, pk: int) -> HttpResponse:
    """The latest revision to read, what is known of the article, and one's own work on it."""
    article = article_for(request.user, pk)
    revisions = list(
        article.revisions.select_related("imported_by").defer("text", "raw").order_by("-number")
    )
    latest = revisions[0]
    layers = (
        layers_seen_by(request.user)
        .filter(revision__article=article)
        .select_related("editor", "revision__review")
        .defer("revision__text", "revision__raw", "revision__left_out")
        .annotate(revision_number=F("revision__number"))
        .order_by("-revision_number", "letter")
    )
    mine = [layer for layer in layers if layer.editor_id == request.user.pk]
    others = [layer for layer in layers if layer.editor_id != request.user.pk]
    siblings = Article.objects.shown().filter(story=article.story).exclude(story=None)
    review = Review.objects.filter(revision=latest).first()
    context = {
        "article": article,
        "revision": latest,
        "revisions": [(each, importer_for(request.user, each)) for each in revisions],
        "paragraphs": body_of(latest.text, article.title),
        "words": len(latest.text.split()),
        "my_layers": mine,
        "may_start": (
            request.user.has_perm("annotations.annotate")
            and not article.is_archived
            and review is None
            and all(layer.revision_id != latest.pk for layer in mine)
        ),
        "review_is_closed": review is not None and review.is_released,
        "counts": sees_counts(request.user),
        "submitted": [(layer, editor_name(layer, reader=request.user)) for layer in others],
        "progress": progress_of([article], request.user)[pk],
        "siblings": siblings.exclude(pk=pk).select_related("outlet").order_by("published_on", "pk"),
        "stories": Story.objects.all(),
        "has_sheet": has_sheet(article),
    }
    return render(request, "desk/article.html", context)


def body_of(text: str, title: str) -> list[Paragraph]:
    """The paragraphs to read below the title, without the first where that is the title again."""
    told = paragraphs(text)
    repeats = told and told[0].text.split() == title.split()
    return told[1:] if repeats else told
