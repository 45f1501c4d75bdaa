"""Stories: the list, one with its articles, and putting articles into one."""

from django.contrib import messages
from django.db.models import Count, Max, Min, Q
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from articles import stories as article_stories
from articles.access import editable_article_for, may_import, story_for
from articles.forms import StoryForm
from articles.models import Story
from newsroom.paging import page_of
from newsroom.requests import SignedInRequest


@require_http_methods(["GET", "POST"])
def stories(request: SignedInRequest) -> HttpResponseBase:
    """The list; a POST makes a story, or finds it by its title."""
    if request.method == "POST":
        may_import(request.user)
        return find_or_make(request)
    stories = Story.objects.annotate(
        shown=Count("articles", filter=Q(articles__archived_at=None)),
        outlets=Count("articles__outlet", filter=Q(articles__archived_at=None), distinct=True),
        first=Min("articles__published_on", filter=Q(articles__archived_at=None)),
        last=Max("articles__published_on", filter=Q(articles__archived_at=None)),
    ).order_by("title", "pk")
    context = {"page": page_of(stories, request), "form": StoryForm()}
    return render(request, "articles/stories.html", context)


def find_or_make(request: SignedInRequest) -> HttpResponseBase:
    form = StoryForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("A story needs a title of at most 300 characters."))
        return redirect("stories")
    story = article_stories.assign_story([], form.cleaned_data["title"], by=request.user)
    return redirect(story or "stories")


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
                article_stories.rename_story(story, form.cleaned_data["title"], by=request.user)
            except article_stories.TitleTaken as refusal:
                status = refusal.status
                form.add_error("title", f"{refusal.title}. {refusal.detail}")
            else:
                return redirect(story)
    articles = story.articles.with_latest_revision().select_related("outlet")
    articles = articles.order_by("published_on", "pk")
    context = {"story": story, "form": form, "page": page_of(articles, request)}
    return render(request, "articles/story.html", context, status=status)


@require_POST
def article_story(request: SignedInRequest, pk: int) -> HttpResponseBase:
    """Put the article into the story of this title, or with an empty one into none."""
    article = editable_article_for(request.user, pk)
    article_stories.assign_story([article.pk], request.POST.get("title", ""), by=request.user)
    return redirect(safe_next(request) or article)
