"""The search over everything."""

from django.urls import path

from annotations.finding.views import finding

urlpatterns = [path("search/", finding.search, name="search")]
