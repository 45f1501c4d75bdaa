"""The admin page of the guideline versions: read-only, since annotations name the version."""

from django.contrib import admin
from django.urls import reverse

from annotations.models import Alias, Guideline
from newsroom.admin_pages import ReadOnlyAdmin


@admin.register(Guideline)
class GuidelineAdmin(ReadOnlyAdmin):
    people = ("published_by",)
    list_display = (
        "number",
        "page",
        "published_at",
        "published_by",
    )
    search_fields = ("text",)
    date_hierarchy = "published_at"
    list_select_related = ("published_by",)
    fields = ("number", "published_at", "published_by", "text")


@admin.register(Alias)
class AliasAdmin(ReadOnlyAdmin):
    """Changed on its own page, which brings the open reviews up to date."""

    list_display = ("name", "page", "canonical")
    search_fields = ("name", "canonical")
    ordering = ("canonical", "name")
    fields = ("name", "canonical")

    def page_of(self, obj: Alias) -> str | None:
        return reverse("alias", args=[obj.pk])
