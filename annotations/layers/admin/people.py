"""The admin pages of people and groups. People are deactivated, never deleted.

They stand with annotation because what there is to know of people here is their layers.
"""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.contrib.auth.admin import GroupAdmin as DjangoGroupAdmin
from django.contrib.auth.admin import UserAdmin as DjangoUserAdmin
from django.contrib.auth.models import Group, Permission
from django.db import transaction
from django.db.models import Count, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from annotations.layers import deactivation
from annotations.layers.deactivation import Handover
from annotations.models import Layer
from newsroom.accounts.naming import PersonField
from newsroom.accounts.profile import SETTINGS, told_of
from newsroom.admin_pages import KeptAdmin
from newsroom.formats import Grouped
from newsroom.history import record
from newsroom.models import User
from newsroom.problems import Refused
from newsroom.requests import SignedInRequest

NAMED = ("username", "email", "is_staff", "is_superuser")
# What other programs keep: nothing here asks for a permission on it.
FOREIGN = ("admin", "axes", "contenttypes", "sessions")


class RoleFilter(admin.SimpleListFilter):
    title = _("role")
    parameter_name = "role"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        groups = [(str(group.pk), group.name) for group in Group.objects.order_by("name")]
        return [*groups, ("none", _("None yet"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        if self.value() == "none":
            return queryset.filter(groups=None, user_permissions=None, is_superuser=False)
        if (self.value() or "").isdecimal():
            return queryset.filter(groups=self.value())
        return queryset


class DeactivationForm(forms.Form):
    heir = PersonField(
        User.objects.none(),
        required=False,
        label=_("Open readings go to"),
        empty_label=_("nobody: they stay where they are"),
    )

    def __init__(self, *args: Any, people: QuerySet[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        able = User.objects.with_perm(
            "annotations.annotate", backend="newsroom.accounts.sessions.PermissionBackend"
        )
        heirs = able.exclude(pk__in=people.values("pk")).order_by("username")
        self.fields["heir"].queryset = heirs  # type: ignore[attr-defined]


@admin.register(User)
class UserAdmin(KeptAdmin, DjangoUserAdmin):
    list_display = (
        "username",
        "name",
        "roles",
        "is_superuser",
        "is_active",
        "open_layers",
        "submitted_layers",
        "last_login",
    )
    list_filter = ("is_active", RoleFilter, "is_superuser", "last_login")
    search_fields = ("username", "first_name", "last_name", "email")
    date_hierarchy = "date_joined"
    readonly_fields = ("active", "last_login", "date_joined")
    fieldsets = (
        (
            None,
            {
                "description": _(
                    "To set a temporary password, use “Reset password”. To deactivate somebody, "
                    "use the action in the list: it asks who gets the open readings."
                ),
                "fields": ("username", "password", "active"),
            },
        ),
        (_("Person"), {"fields": ("first_name", "last_name", "email")}),
        (
            _("What they may do"),
            {"fields": ("groups", "is_superuser", "is_staff", "user_permissions")},
        ),
        (
            _("Settings of their screen"),
            {
                "fields": (
                    "theme",
                    "single_letter_keys",
                    "snap_to_words",
                    "suggestions",
                    "suggested_claims",
                )
            },
        ),
        (_("Times"), {"fields": ("last_login", "date_joined")}),
    )
    add_fieldsets = (
        (
            None,
            {
                "classes": ("wide",),
                "description": _(
                    "Choose a temporary password and tell it in person; it can be changed after "
                    "signing in. The role is given on the next page."
                ),
                "fields": ("username", "password1", "password2"),
            },
        ),
    )
    actions = ("deactivate", "activate")

    def formfield_for_manytomany(self, db_field: Any, request: Any = None, **options: Any) -> Any:
        if db_field.name == "user_permissions":
            options["queryset"] = own_permissions()
        return super().formfield_for_manytomany(db_field, request, **options)

    def get_queryset(self, request: HttpRequest) -> QuerySet[User]:
        return (
            super()
            .get_queryset(request)
            .prefetch_related("groups")
            .annotate(
                open_layers=number_of(Layer.objects.open()),
                submitted_layers=number_of(Layer.objects.submitted()),
            )
        )

    def save_model(self, request: Any, obj: Any, form: Any, change: bool) -> None:
        # The event is written when the groups are saved too; see save_related.
        form.before = described(User.objects.get(pk=obj.pk)) if change else {}
        obj.save()

    def save_related(self, request: Any, form: Any, formsets: Any, change: bool) -> None:
        super().save_related(request, form, formsets, change)
        after = described(User.objects.get(pk=form.instance.pk))
        changed: dict[str, Any] = {
            name: [form.before.get(name), new]
            for name, new in after.items()
            if form.before.get(name) != new
        }
        if changed:
            verb = "user.changed" if change else "user.added"
            record(verb, form.instance, by=request.user, **changed)

    def user_change_password(
        self,
        request: Any,
        id: str,  # noqa: A002 - Django calls it so
        form_url: str = "",
    ) -> HttpResponse:
        """Reset by an administrator to a temporary password, handed over in person."""
        with transaction.atomic():
            answer = super().user_change_password(request, id, form_url)
            if request.method == "POST" and answer.status_code == 302:
                record("user.password_set", User.objects.get(pk=id), by=request.user)
        return answer

    @admin.display(description=_("active"), boolean=True)
    def active(self, user: User) -> bool:
        return user.is_active

    @admin.display(description=_("name"), ordering="last_name")
    def name(self, user: User) -> str:
        return user.get_full_name()

    @admin.display(description=_("roles"))
    def roles(self, user: User) -> str:
        return ", ".join(group.name for group in user.groups.all())

    @admin.display(description=_("open"), ordering="open_layers")
    def open_layers(self, user: Any) -> int:
        return Grouped(user.open_layers)

    @admin.display(description=_("submitted"), ordering="submitted_layers")
    def submitted_layers(self, user: Any) -> int:
        return Grouped(user.submitted_layers)

    @admin.action(description=_("Deactivate, and hand over open readings"), permissions=["change"])
    def deactivate(self, request: SignedInRequest, people: QuerySet[User]) -> HttpResponse | None:
        """Asks first who gets the open layers, then does all of it or nothing."""
        confirmed = "confirmed" in request.POST
        form = DeactivationForm(request.POST if confirmed else None, people=people)
        if confirmed and form.is_valid():
            heir = form.cleaned_data["heir"]
            try:
                with transaction.atomic():
                    left = [
                        (person, deactivation.deactivate(person, heir=heir, by=request.user))
                        for person in people
                    ]
            except Refused as refusal:
                self.message_user(request, refusal.detail, messages.ERROR)
            else:
                for person, layers in left:
                    self.tell(request, person, layers, heir)
            return None
        context = {
            **self.admin_site.each_context(request),
            "title": _("Deactivate accounts"),
            "opts": self.opts,
            "form": form,
            "people": [(person, holdings(person)) for person in people],
            "selected": request.POST.getlist(ACTION_CHECKBOX_NAME),
        }
        return TemplateResponse(request, "admin/newsroom/user/deactivate.html", context)

    @admin.action(description=_("Activate again"), permissions=["change"])
    def activate(self, request: SignedInRequest, people: QuerySet[User]) -> None:
        for person in people:
            deactivation.activate(person, by=request.user)
        self.message_user(request, _("They can sign in again."), messages.SUCCESS)

    def tell(
        self, request: SignedInRequest, person: User, left: Handover, heir: User | None
    ) -> None:
        """What became of the account and of each open layer, those that stay by name."""
        self.message_user(
            request,
            _("The account of %(person)s is deactivated.") % {"person": person},
            messages.SUCCESS,
        )
        if left.handed_over:
            number = len(left.handed_over)
            words = ngettext(
                "%(number)d open reading went to %(heir)s.",
                "%(number)d open readings went to %(heir)s.",
                number,
            )
            self.message_user(request, words % {"number": number, "heir": heir}, messages.SUCCESS)
        for layer in left.staying:
            stays = (
                _("“%(article)s” stays with %(person)s: %(heir)s has read it already.")
                if heir
                else _("“%(article)s” stays open with %(person)s.")
            )
            told = stays % {"article": layer.revision, "person": person, "heir": heir}
            self.message_user(request, told, messages.WARNING)


@dataclass
class Holding:
    """An open layer of somebody who leaves, and those who could not take it."""

    layer: Layer
    also_held_by: list[User]


def holdings(person: User) -> list[Holding]:
    held = deactivation.open_layers_of(person)
    others: dict[int, list[User]] = {}
    for layer in (
        Layer.objects.filter(revision__in=[layer.revision_id for layer in held])
        .exclude(editor=person)
        .select_related("editor")
        .order_by("editor__username")
    ):
        others.setdefault(layer.revision_id, []).append(layer.editor)
    return [Holding(layer, others.get(layer.revision_id, [])) for layer in held]


def number_of(layers: QuerySet[Layer]) -> Coalesce:
    """How many of `layers` each user has, counted apart from any other count."""
    counted = layers.filter(editor=OuterRef("pk")).order_by().values("editor")
    return Coalesce(Subquery(counted.annotate(number=Count("pk")).values("number")), 0)


def described(user: User) -> dict[str, Any]:
    """What an event says of an account: names, roles and permissions, never the password."""
    return {
        **{name: told_of(getattr(user, name)) for name in (*NAMED, *SETTINGS)},
        "groups": sorted(user.groups.values_list("name", flat=True)),
        "permissions": sorted(user.user_permissions.values_list("codename", flat=True)),
    }


admin.site.unregister(Group)


@admin.register(Group)
class GroupAdmin(KeptAdmin, DjangoGroupAdmin):
    list_display = ("name", "members")
    fields = ("name", "permissions")

    def formfield_for_manytomany(self, db_field: Any, request: Any = None, **options: Any) -> Any:
        if db_field.name == "permissions":
            options["queryset"] = own_permissions()
        return super().formfield_for_manytomany(db_field, request, **options)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Group]:
        return super().get_queryset(request).annotate(members=Count("user"))

    @admin.display(description=_("members"), ordering="members")
    def members(self, group: Any) -> int:
        return Grouped(group.members)

    def save_model(self, request: Any, obj: Any, form: Any, change: bool) -> None:
        form.before = permissions_of(obj) if change else []
        obj.save()

    def save_related(self, request: Any, form: Any, formsets: Any, change: bool) -> None:
        super().save_related(request, form, formsets, change)
        group = form.instance
        changed: dict[str, Any] = {"permissions": [form.before, permissions_of(group)]}
        if form.before == changed["permissions"][1]:
            changed = {}
        if "name" in form.changed_data:
            changed["name"] = [form.initial.get("name", ""), group.name]
        record(f"group.{'changed' if change else 'added'}", group, by=request.user, **changed)


def own_permissions() -> QuerySet[Permission]:
    """Those on what is ours, as they are offered."""
    own = Permission.objects.exclude(content_type__app_label__in=FOREIGN)
    return own.select_related("content_type")


def permissions_of(group: Group) -> list[str]:
    names = group.permissions.values_list("content_type__app_label", "codename")
    return sorted(f"{app}.{codename}" for app, codename in names)
