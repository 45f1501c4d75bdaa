"""The admin page of the links between spans and facts: read-only, blind for all but superusers."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from annotations.access import fact_links_seen_by
from annotations.models import FactLink
from annotations.ui.admin import rows_shown_to
from newsroom.admin_pages import ReadOnlyAdmin


class StandingFilter(admin.SimpleListFilter):
    title = _("state")
    parameter_name = "state"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [("current", _("Current")), ("ended", _("Unlinked or replaced"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        if self.value() == "current":
            return queryset.filter(removed_at=None)
        return queryset.exclude(removed_at=None) if self.value() == "ended" else queryset


@admin.register(FactLink)
class FactLinkAdmin(ReadOnlyAdmin):
    people = ("linked_by", "linked_by__username")
    list_display = (
        "fact",
        "page",
        "relation",
        "words",
        "version",
        "letter",
        "linked_by",
        "linked_at",
        "confirmed_at",
        "removed_at",
    )
    list_filter = (
        "relation",
        StandingFilter,
        ("linked_by", admin.RelatedOnlyFieldListFilter),
        "linked_at",
    )
    search_fields = (
        "version__statement",
        "note",
        "annotation__exact",
        "ruled_span__exact",
        "linked_by__username",
    )
    date_hierarchy = "linked_at"
    ordering = ("-linked_at", "-id")
    fields = (
        "fact",
        "version",
        "annotation",
        "ruled_span",
        "relation",
        "note",
        "linked_by",
        "linked_at",
        "confirmed_at",
        "replaces",
        "removed_at",
    )

    def get_queryset(self, request: HttpRequest) -> QuerySet[FactLink]:
        rows = rows_shown_to(super().get_queryset(request), fact_links_seen_by, request)
        return rows.select_related(
            "fact", "version", "linked_by", "annotation__layer", "ruled_span"
        )

    def page_of(self, obj: FactLink) -> str | None:
        return obj.fact.get_absolute_url()

    @admin.display(description=_("words"))
    def words(self, link: FactLink) -> str:
        return str(link.annotation or link.ruled_span)

    @admin.display(description=_("letter"), ordering="annotation__layer__letter")
    def letter(self, link: FactLink) -> str:
        return link.annotation.layer.letter if link.annotation else ""
