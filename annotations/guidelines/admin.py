"""The admin page of the guideline versions: read-only, since annotations name the version."""

from django.contrib import admin

from annotations.models import Guideline
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
