"""Giving one text to other editors, and reminding of what is late."""

from django.urls import path

from annotations.layers.views import reassigning, reminding

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
    path(
        "revisions/<int:pk>/assignment/reminder/",
        reminding.revision_reminder,
        name="revision_reminder",
    ),
    path("desk/late/reminder/", reminding.late_reminder, name="late_reminder"),
]
