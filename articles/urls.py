"""Importing, details, stories and the bare revision page."""

from django.urls import path

from articles.views import columns, details, imports, revisions, stories

urlpatterns = [
    path("articles/import/", imports.import_new, name="import_new"),
    path("imports/", imports.imports, name="imports"),
    path("imports/<int:pk>/", imports.import_page, name="import"),
    path("imports/<int:pk>/columns/", columns.import_columns, name="import_columns"),
    path("imports/<int:pk>/progress/", imports.import_progress, name="import_progress"),
    path("articles/<int:pk>/details/", details.edit_details, name="article_details"),
    path("articles/<int:pk>/archiving/", details.archiving, name="article_archiving"),
    path("articles/<int:pk>/restoring/", details.restoring, name="article_restoring"),
    path("articles/<int:pk>/story/", stories.article_story, name="article_story"),
    path("revisions/<int:pk>/", revisions.revision, name="revision"),
    path("revisions/<int:pk>/raw/", revisions.raw, name="revision_raw"),
    path("stories/", stories.stories, name="stories"),
    path("stories/<int:pk>/", stories.story, name="story"),
]
