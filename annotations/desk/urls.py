"""The desk, the list of articles, an article, assignment."""

from django.urls import path

from annotations.desk.views import articles, assignment, desk

urlpatterns = [
    path("", desk.desk, name="desk"),
    path("articles/", articles.articles, name="articles"),
    path("articles/<int:pk>/", articles.article, name="article"),
    path("assignment/", assignment.assignment, name="assignment"),
    path("assignment/selection/", assignment.assignment_selection, name="assignment_selection"),
]
