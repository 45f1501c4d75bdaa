"""The history."""

from django.urls import path

from annotations.history.views import history

urlpatterns = [
    path("history/", history.history, name="history"),
]
