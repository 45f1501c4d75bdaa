"""Accounts fetched for whoever looks after them: 403 for what they may not do, 404 for none."""

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404

from newsroom.accounts import roles
from newsroom.models import User


def refuse_unless_lead(user: User) -> None:
    """Raises PermissionDenied (403) unless the user looks after the accounts of the desk."""
    if not user.has_perm("newsroom.manage_people"):
        raise PermissionDenied


def person_for(user: User, pk: int) -> User:
    """Somebody of the desk, with their roles, for whoever may look after accounts."""
    refuse_unless_lead(user)
    return get_object_or_404(roles.with_roles(User.objects.all()), pk=pk)


def person_to_manage_for(user: User, pk: int) -> User:
    """An account to change. 403 also where it has rights that the user has not."""
    person = person_for(user, pk)
    if not roles.may_manage(user, person):
        raise PermissionDenied
    return person
