"""Giving one text to other editors."""

from django.urls import path

from annotations.layers.views import reassigning

urlpatterns = [
    path(
        "revisions/<int:pk>/assignment/",
        reassigning.revision_assignment,
        name="revision_assignment",
    ),
    path(
        "revisions/<int:pk>/assignment/taking-back/",
        reassigning.layer_taking_back,
        name="layer_taking_back",
    ),
    path(
        "revisions/<int:pk>/assignment/handing-over/",
        reassigning.layer_handing_over,
        name="layer_handing_over",
    ),
    path("revisions/<int:pk>/assignment/day/", reassigning.layer_due, name="layer_due"),
]
