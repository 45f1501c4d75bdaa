"""The desk, the list of articles, an article, assignment."""

from django.urls import path

from annotations.desk.views import articles, assignment, bulk, charts, desk, lists

urlpatterns = [
    path("", desk.desk, name="desk"),
    path("desk/to-do/", lists.to_do, name="desk_to_do"),
    path("desk/ready/", lists.ready, name="desk_ready"),
    path("desk/late/", lists.late, name="desk_late"),
    path("desk/in-work/", lists.in_work, name="desk_in_work"),
    path("desk/unassigned/", lists.unassigned, name="desk_unassigned"),
    path("desk/charts/", charts.charts, name="desk_charts"),
    path("articles/", articles.articles, name="articles"),
    path("articles/<int:pk>/", articles.article, name="article"),
    path("articles/bulk/", bulk.articles_bulk, name="articles_bulk"),
    path("articles/bulk/<slug:act>/", bulk.bulk_confirmation, name="bulk_confirmation"),
    path("articles/export/", bulk.articles_export, name="articles_export"),
    path("assignment/", assignment.assignment, name="assignment"),
    path("assignment/selection/", assignment.assignment_selection, name="assignment_selection"),
]
