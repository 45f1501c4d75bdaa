"""The pages about annotation, room by room. URL names have no namespace."""

from django.urls import include, path

urlpatterns = [
    path("", include("annotations.desk.urls")),
    path("", include("annotations.exchange.urls")),
    path("", include("annotations.workspace.urls")),
    path("", include("annotations.layers.urls")),
    path("", include("annotations.agreement.urls")),
    path("", include("annotations.facts.urls")),
    path("", include("annotations.discussion.urls")),
    path("", include("annotations.review.urls")),
    path("", include("annotations.history.urls")),
    path("", include("annotations.guidelines.urls")),
]
