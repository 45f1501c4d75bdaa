"""Assigning from the admin: what is ticked there leads to the page where it is planned.

Articles know nothing of annotation, so their admin pages are given this action here.
"""

from collections.abc import Iterable

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _

from annotations.desk.views.assignment import of_articles
from articles.admin import ArticleAdmin, RevisionAdmin
from articles.models import Article, Revision
from newsroom.problems import Refused
from newsroom.requests import SignedInRequest

ASSIGN = _("Assign the articles to editors…")


def to_assignment(
    page: admin.ModelAdmin, request: SignedInRequest, articles: Iterable[int]
) -> HttpResponse | None:
    """The page where these articles are assigned; None, and said, where they are too many."""
    try:
        return redirect(of_articles(list(articles)))
    except Refused as refusal:
        page.message_user(request, refusal.detail, messages.ERROR)
        return None


admin.site.unregister([Article, Revision])


@admin.register(Article)
class AssignableArticleAdmin(ArticleAdmin):
    actions: tuple[str, ...] = (*ArticleAdmin.actions, "assign")  # type: ignore[assignment]

    def has_review_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm("annotations.review")

    @admin.action(description=ASSIGN, permissions=["review"])
    def assign(self, request: SignedInRequest, chosen: QuerySet[Article]) -> HttpResponse | None:
        return to_assignment(self, request, chosen.values_list("pk", flat=True))


@admin.register(Revision)
class AssignableRevisionAdmin(RevisionAdmin):
    actions = ("assign",)

    def has_review_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm("annotations.review")

    @admin.action(description=ASSIGN, permissions=["review"])
    def assign(self, request: SignedInRequest, chosen: QuerySet[Revision]) -> HttpResponse | None:
        return to_assignment(self, request, chosen.values_list("article", flat=True))
