"""The pages about annotation, room by room. URL names have no namespace."""

from django.urls import include, path

# The workspace is asked for with every annotation: Django tries the rooms one by one.
urlpatterns = [
    path("", include("annotations.workspace.urls")),
    path("", include("annotations.desk.urls")),
    path("", include("annotations.exchange.urls")),
    path("", include("annotations.layers.urls")),
    path("", include("annotations.agreement.urls")),
    path("", include("annotations.facts.urls")),
    path("", include("annotations.discussion.urls")),
    path("", include("annotations.review.urls")),
    path("", include("annotations.history.urls")),
    path("", include("annotations.guidelines.urls")),
    path("", include("annotations.finding.urls")),
    path("", include("annotations.saved_views.urls")),
    path("", include("annotations.people.urls")),
    path("", include("annotations.sample.urls")),
]
