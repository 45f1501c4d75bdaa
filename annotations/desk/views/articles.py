"""The list of articles and the page of one, with as much of the progress as the reader may know."""

from django.db.models import F
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET

from annotations.access import layers_seen_by
from annotations.desk.filters import ArticleFilter
from annotations.desk.progress import progress_of, sees_counts
from annotations.models import Review
from annotations.review.final import has_sheet
from annotations.ui.chips import chips
from annotations.ui.sorting import column
from annotations.visibility import editor_name
from articles import searching
from articles.access import article_for, importer_for
from articles.models import Article, ArticleQuerySet, Story
from articles.paragraphs import paragraphs
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
    page = looked_up_page_of(filters.qs, request, shown=with_names, scanned=bool(filters.phrases))
    progress = progress_of(page, request.user)
    found = searching.excerpts((one.latest_revision_id for one in page), filters.phrases)
    counts = sees_counts(request.user)
    return render(
        request,
        "desk/articles.html",
        {
            "filters": filters,
            "chips": list(chips(filters)),
            "columns": [column(*head, filters.sorted_by) for head in COLUMNS],
            "page": page,
            "rows": [(article, progress[article.pk], found.get(article.pk)) for article in page],
            "counts": counts,
            "may_tick": counts or request.user.has_perm("articles.import_articles"),
            "stories": Story.objects.all(),
        },
    )


def with_names(articles: ArticleQuerySet) -> ArticleQuerySet:
    return articles.with_latest_revision().select_related("outlet", "story")


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
    context = {
        "article": article,
        "revision": latest,
        "revisions": [(each, importer_for(request.user, each)) for each in revisions],
        "paragraphs": paragraphs(latest.text),
        "words": len(latest.text.split()),
        "my_layers": mine,
        "may_start": (
            request.user.has_perm("annotations.annotate")
            and not article.is_archived
            and not Review.objects.filter(revision=latest).exists()
            and all(layer.revision_id != latest.pk for layer in mine)
        ),
        "counts": sees_counts(request.user),
        "submitted": [(layer, editor_name(layer, reader=request.user)) for layer in others],
        "progress": progress_of([article], request.user)[pk],
        "siblings": siblings.exclude(pk=pk).select_related("outlet").order_by("published_on", "pk"),
        "stories": Story.objects.all(),
        "has_sheet": has_sheet(article),
    }
    return render(request, "desk/article.html", context)
