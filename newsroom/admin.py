"""The admin page of the ground: the history. People are in annotations.layers.admin.people."""

from django.contrib import admin
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from newsroom.admin_pages import ReadOnlyAdmin
from newsroom.models import Event


@admin.register(Event)
class EventAdmin(ReadOnlyAdmin):
    """For superusers only: who did what would tell a reviewer whose layer it is."""

    list_display = ("at", "actor", "verb", "thing", "revision_id", "detail")
    list_filter = ("verb", "subject_type", ("actor", admin.RelatedOnlyFieldListFilter))
    search_fields = ("verb", "subject_id", "actor__username")
    date_hierarchy = "at"
    list_select_related = ("actor",)
    fields = ("at", "actor", "verb", "thing", "revision_id", "detail")
    readonly_fields = ("thing",)

    def has_view_permission(self, request: HttpRequest, obj: Event | None = None) -> bool:
        return request.user.is_superuser

    def has_module_permission(self, request: HttpRequest) -> bool:
        return request.user.is_superuser

    @admin.display(description=_("thing"), ordering="subject_type")
    def thing(self, event: Event) -> SafeString | str:
        """What it was done to, with the way to its page here."""
        words = f"{event.subject_type} {event.subject_id}"
        for model in self.admin_site._registry:
            if model._meta.model_name == event.subject_type:
                name = f"admin:{model._meta.app_label}_{model._meta.model_name}_change"
                return format_html(
                    '<a href="{}">{}</a>', reverse(name, args=[event.subject_id]), words
                )
        return words
