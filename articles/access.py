"""Fetching for a user: the thing, or 404, or 403. Every view comes through here."""

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404

from articles.models import Article, ImportBatch, Revision, Story
from newsroom.models import User


def article_for(user: User, pk: int) -> Article:
    """An article, archived or not: whoever has signed in may read."""
    return get_object_or_404(Article.objects.select_related("outlet", "story"), pk=pk)


def revision_for(user: User, pk: int) -> Revision:
    return get_object_or_404(
        Revision.objects.select_related("article__outlet", "article__story", "imported_by"), pk=pk
    )


def story_for(user: User, pk: int) -> Story:
    return get_object_or_404(Story, pk=pk)


def batch_for(user: User, pk: int) -> ImportBatch:
    """An import's preview or report: for all who may import, so that a report can be shared."""
    may_import(user)
    return get_object_or_404(ImportBatch.objects.select_related("by"), pk=pk)


def open_batch_for(user: User, pk: int) -> ImportBatch:
    """A preview to be changed or finished: 404 for anybody but the one who began it."""
    may_import(user)
    return get_object_or_404(ImportBatch.objects.select_related("by"), pk=pk, by=user)


def editable_article_for(user: User, pk: int) -> Article:
    """An article whose details, story and archiving this user may change."""
    may_import(user)
    return article_for(user, pk)


def may_import(user: User) -> None:
    """Pass, or 403."""
    if not user.has_perm("articles.import_articles"):
        raise PermissionDenied


def importer_for(user: User, revision: Revision) -> str:
    """Who imported it, as far as the user may know: themselves, and a superuser everybody.

    Others get no name: whoever imports an article mostly annotates it too, and on its pages
    nobody is to learn who that is.
    """
    if revision.imported_by_id == user.pk or user.is_superuser:
        return str(revision.imported_by)
    return ""
