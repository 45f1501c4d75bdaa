"""Importing, details, stories and the bare revision page."""

from django.urls import path

from articles.views import imports

urlpatterns = [
    path("articles/import/", imports.import_new, name="import_new"),
    path("imports/", imports.imports, name="imports"),
    path("imports/<int:pk>/", imports.import_, name="import"),
    path("imports/<int:pk>/progress/", imports.import_progress, name="import_progress"),
    path("articles/<int:pk>/details/", imports.details, name="article_details"),
    path("articles/<int:pk>/archiving/", imports.archiving, name="article_archiving"),
    path("articles/<int:pk>/restoring/", imports.restoring, name="article_restoring"),
    path("articles/<int:pk>/story/", imports.article_story, name="article_story"),
    path("revisions/<int:pk>/", imports.revision, name="revision"),
    path("revisions/<int:pk>/raw/", imports.raw, name="revision_raw"),
    path("stories/", imports.stories, name="stories"),
    path("stories/<int:pk>/", imports.story, name="story"),
]
