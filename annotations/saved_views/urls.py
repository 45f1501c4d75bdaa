"""Saved views of lists."""

from django.urls import path

from annotations.saved_views import views

urlpatterns = [
    path("views/", views.saved_views, name="saved_views"),
    path("views/display/", views.list_display, name="list_display"),
    path("views/<int:pk>/removal/", views.saved_view_removal, name="saved_view_removal"),
]
