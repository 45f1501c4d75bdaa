"""The sample of an empty desk."""

from django.urls import path

from annotations.sample.views import sample

urlpatterns = [
    path("sample/", sample.sample_adding, name="sample_adding"),
    path("sample/removal/", sample.sample_removal, name="sample_removal"),
]
