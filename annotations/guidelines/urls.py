"""Guidelines and aliases."""

from django.urls import path

from annotations.guidelines.views import aliases, guidelines

urlpatterns = [
    path("guidelines/", guidelines.guidelines, name="guidelines"),
    path("guidelines/changes/", guidelines.guidelines_changes, name="guidelines_changes"),
    path("guidelines/new/", guidelines.guidelines_edit, name="guidelines_edit"),
    path("guidelines/preview/", guidelines.guidelines_preview, name="guidelines_preview"),
    path("aliases/", aliases.aliases, name="aliases"),
    path("aliases/<int:pk>/", aliases.alias, name="alias"),
    path("aliases/<int:pk>/removal/", aliases.alias_removal, name="alias_removal"),
]
