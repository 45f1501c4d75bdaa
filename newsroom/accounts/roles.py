"""Roles: what an account may do, given as a whole; who may give which to whom."""

from typing import Any

from django.contrib.auth.models import Group
from django.db import transaction
from django.db.models import Prefetch, Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from newsroom.history import record
from newsroom.models import User
from newsroom.problems import Refused

EDITORS = "Editors"
REVIEWERS = "Reviewers"
LEADS = "Leads"

# What one of such a group is called. A group that a desk has made goes by its own name.
NAMES = {
    EDITORS: gettext_lazy("Editor"),
    REVIEWERS: gettext_lazy("Reviewer"),
    LEADS: gettext_lazy("Lead"),
}
ADMINISTRATOR = "administrator"


class CannotChangeRole(Refused):
    """Nobody would be left who may do everything, or the account is one's own."""

    code = "cannot-change-role"
    title = gettext_lazy("That role cannot be changed")


def name_of(group: Group) -> str:
    return str(NAMES.get(group.name, group.name))


def role_of(person: User) -> str:
    """In words; of several roles all, and empty where there is none."""
    if person.is_superuser:
        return _("Administrator")
    return ", ".join(sorted(name_of(group) for group in person.groups.all()))


def value_of(person: User) -> str:
    """The role as `roles_to_give` lists it; empty where it is none, or several."""
    if person.is_superuser:
        return ADMINISTRATOR
    groups = list(person.groups.all())
    return str(groups[0].pk) if len(groups) == 1 else ""


def with_roles(people: QuerySet[User]) -> QuerySet[User]:
    """With all that `role_of` and `may_manage` ask, whatever their number."""
    groups = Group.objects.prefetch_related("permissions__content_type")
    return people.prefetch_related(Prefetch("groups", groups), "user_permissions__content_type")


def roles_to_give(by: User) -> list[tuple[str, Any]]:
    """(value, name) of the roles that `by` may give: none with more rights than their own.

    From the least to the most.
    """
    order = {EDITORS: 0, REVIEWERS: 1, LEADS: 2}
    groups = Group.objects.prefetch_related("permissions__content_type")
    known = sorted(groups, key=lambda group: (order.get(group.name, 3), group.name))
    given = [
        (str(group.pk), name_of(group)) for group in known if by.has_perms(rights_of_group(group))
    ]
    return [*given, (ADMINISTRATOR, _("Administrator"))] if by.is_superuser else given


def may_manage(by: User, person: User) -> bool:
    """Whether `by` may change the account: it has no right that `by` has not.

    Otherwise a new password would be a way to what is not theirs. `person` is one of `with_roles`.
    """
    if by.is_superuser:
        return True
    rights = {right for group in person.groups.all() for right in rights_of_group(group)}
    rights |= {name_of_right(one) for one in person.user_permissions.all()}
    return not person.is_superuser and not person.is_staff and by.has_perms(rights)


def rights_of_group(group: Group) -> set[str]:
    return {name_of_right(one) for one in group.permissions.all()}


def name_of_right(permission: Any) -> str:
    return f"{permission.content_type.app_label}.{permission.codename}"


def change_role(person: User, role: str, *, by: User) -> User:
    """Give the person this role, one of `roles_to_give`, in the place of those that they had.

    Raises CannotChangeRole for one's own account and for the last administrator.
    """
    with transaction.atomic():
        administrators = list(
            User.objects.select_for_update().filter(is_superuser=True, is_active=True)
        )
        if person.pk == by.pk:
            raise CannotChangeRole(_("Nobody changes their own role. Ask somebody else who may."))
        if role != ADMINISTRATOR and [one.pk for one in administrators] == [person.pk]:
            raise CannotChangeRole(
                _("This is the last administrator: give somebody else that role first.")
            )
        changing = User.objects.select_for_update().get(pk=person.pk)
        before = described(changing)
        set_role(changing, role)
        after = described(changing)
        changed: dict[str, Any] = {
            name: [before[name], new] for name, new in after.items() if before[name] != new
        }
        if changed:
            record("user.changed", changing, by=by, **changed)
    return changing


def set_role(person: User, role: str) -> None:
    """Without an event: whoever makes or changes the account records it."""
    is_administrator = role == ADMINISTRATOR
    person.is_superuser = person.is_staff = is_administrator
    person.save(update_fields=["is_superuser", "is_staff"])
    person.groups.set([] if is_administrator else Group.objects.filter(pk=role))


def described(person: User) -> dict[str, Any]:
    return {
        "is_superuser": person.is_superuser,
        "groups": sorted(person.groups.values_list("name", flat=True)),
    }


def without_role() -> Q:
    """The condition that somebody can sign in and then finds nothing to do."""
    return Q(is_active=True, is_superuser=False, groups=None, user_permissions=None)
