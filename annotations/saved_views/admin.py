"""The admin page of saved views: a superuser sees all of them, and can remove what is shared."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from annotations.models import SavedView
from newsroom.admin_pages import ReadOnlyAdmin


@admin.register(SavedView)
class SavedViewAdmin(ReadOnlyAdmin):
    list_display = ("name", "list", "owner", "shared_at", "created_at", "page")
    list_filter = ("list",)
    search_fields = ("name", "owner__username")
    people = ("owner", "owner__username")
    fields = ("name", "list", "query", "owner", "shared_at", "created_at")

    def has_module_permission(self, request: HttpRequest) -> bool:
        return bool(request.user.is_superuser)

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return bool(request.user.is_superuser)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """A view is no evidence: nothing that was done is lost with it."""
        return bool(request.user.is_superuser)
