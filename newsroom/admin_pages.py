"""What the admin pages of every app share.

Evidence is never deleted; names of people are for superusers, since a reviewer works blind; a
change writes its event as anywhere else.
"""

from collections.abc import Iterable
from typing import Any
from urllib.parse import urlencode

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db import models
from django.db.models.constants import LOOKUP_SEP
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from newsroom.days.fields import DayField, DayInput
from newsroom.history import record
from newsroom.models import User


class KeptAdmin(admin.ModelAdmin):
    """Rows that can be looked at and, by whoever may, changed; never deleted.

    `people` are the columns, filters, search terms and fields that name somebody: only a
    superuser has them.
    """

    people: tuple[str, ...] = ()
    list_per_page = 50
    show_full_result_count = False
    empty_value_display = "–"
    formfield_overrides = {
        models.URLField: {"assume_scheme": "https"},
        models.DateField: {"form_class": DayField, "widget": DayInput},
    }

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def get_list_display(self, request: HttpRequest) -> list[Any]:
        return self.without_people(request, super().get_list_display(request))

    def get_list_filter(self, request: HttpRequest) -> list[Any]:
        return self.without_people(request, super().get_list_filter(request))

    def get_search_fields(self, request: HttpRequest) -> list[Any]:
        return self.without_people(request, super().get_search_fields(request))

    def get_fields(self, request: HttpRequest, obj: Any = None) -> list[Any]:
        return self.without_people(request, super().get_fields(request, obj))

    def without_people(self, request: HttpRequest, names: Iterable[Any]) -> list[Any]:
        if request.user.is_superuser:
            return list(names)
        return [
            name
            for name in names
            if (name[0] if isinstance(name, tuple) else name) not in self.people
        ]

    def lookup_allowed(self, lookup: str, value: Any, request: Any = None) -> bool:
        """Otherwise `?editor=5` would tell a reviewer whose layer it is, though no page does."""
        if request is not None and not request.user.is_superuser and names_people(self, lookup):
            return False
        return super().lookup_allowed(lookup, value, request)

    def history_view(
        self, request: HttpRequest, object_id: str, extra_context: Any = None
    ) -> HttpResponse:
        """Our own history of the thing, which knows more than the admin's."""
        if not request.user.is_superuser:
            raise PermissionDenied
        about = {"subject_type__exact": self.opts.model_name, "subject_id__exact": object_id}
        return redirect(f"{reverse('admin:newsroom_event_changelist')}?{urlencode(about)}")

    def save_model(self, request: Any, obj: Any, form: Any, change: bool) -> None:
        """Save and record; the admin has the transaction open."""
        super().save_model(request, obj, form, change)
        changed: dict[str, Any] = {
            name: [plain(form.initial.get(name)), plain(form.cleaned_data[name])]
            for name in form.changed_data
        }
        verb = "changed" if change else "added"
        record(f"{self.opts.model_name}.{verb}", obj, by=request.user, **changed)

    @admin.display(description=gettext_lazy("page"))
    def page(self, obj: Any) -> SafeString | str:
        """The way to the application's page of this row."""
        address = self.page_of(obj)
        if not address:
            return self.get_empty_value_display()
        return format_html('<a href="{}">{}</a>', address, _("Open"))

    def page_of(self, obj: Any) -> str | None:
        return obj.get_absolute_url()


class ReadOnlyAdmin(KeptAdmin):
    """Rows that only activities make and change."""

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


class ReadOnlyInline(admin.TabularInline):
    """Rows shown under the one that they belong to."""

    extra = 0
    can_delete = False
    show_change_link = True
    formfield_overrides = KeptAdmin.formfield_overrides

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


def names_people(page: admin.ModelAdmin, lookup: str) -> bool:
    """Whether a lookup such as layer__editor__username passes through a user."""
    model: Any = page.model
    for part in lookup.split(LOOKUP_SEP):
        field = next(
            (
                field
                for field in model._meta.get_fields()
                if part in (field.name, getattr(field, "attname", ""))
            ),
            None,
        )
        if field is None or not field.is_relation:
            return False
        model = field.related_model
        if model is User:
            return True
    return False


def plain(value: Any) -> Any:
    """A form's value as it may stand in an event's detail."""
    if isinstance(value, str | int | bool | None):
        return value
    return str(value)
