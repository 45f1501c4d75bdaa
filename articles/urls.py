"""Importing, details, stories and the bare revision page."""

from django.urls import path

from articles import views

urlpatterns = [
    path("articles/import/", views.import_new, name="import_new"),
    path("imports/", views.imports, name="imports"),
    path("imports/<int:pk>/", views.import_, name="import"),
    path("imports/<int:pk>/progress/", views.import_progress, name="import_progress"),
    path("articles/<int:pk>/details/", views.details, name="article_details"),
    path("articles/<int:pk>/archiving/", views.archiving, name="article_archiving"),
    path("articles/<int:pk>/restoring/", views.restoring, name="article_restoring"),
    path("articles/<int:pk>/story/", views.article_story, name="article_story"),
    path("revisions/<int:pk>/", views.revision, name="revision"),
    path("revisions/<int:pk>/raw/", views.raw, name="revision_raw"),
    path("stories/", views.stories, name="stories"),
    path("stories/<int:pk>/", views.story, name="story"),
]
