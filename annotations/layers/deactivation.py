"""When somebody leaves: the account is closed, and open layers go to another, in one act."""

from dataclasses import dataclass, field

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from annotations.layers import lifecycle as layer_lifecycle
from annotations.models import Layer
from newsroom import history
from newsroom.models import User
from newsroom.problems import Refused


class CannotLeave(Refused):
    """Nobody would be left to let people in, or the account is one's own."""

    code = "cannot-leave"
    title = gettext_lazy("That account cannot be deactivated")


@dataclass
class Handover:
    """What became of the open layers: those handed over, and those that stay where they are."""

    handed_over: list[Layer] = field(default_factory=list)
    staying: list[Layer] = field(default_factory=list)


def deactivate(user: User, *, heir: User | None = None, by: User) -> Handover:
    """Close the account; every session ends at once, and what the user did stays.

    Open layers go to `heir`, save those on revisions of which `heir` has a layer already: those
    stay, as all do without an heir. May be repeated later, with another heir, for what stayed.
    Raises CannotLeave, and layers.CannotAnnotate where `heir` may not annotate.
    """
    with transaction.atomic():
        administrators = User.objects.select_for_update().filter(is_superuser=True, is_active=True)
        if user.pk == by.pk:
            raise CannotLeave(_("Nobody deactivates their own account: ask another administrator."))
        if [administrator.pk for administrator in administrators] == [user.pk]:
            raise CannotLeave(_("It is the last account that can administer this service."))
        leaving = User.objects.select_for_update().get(pk=user.pk)
        left = hand_over_open_layers(leaving, heir, by=by)
        if leaving.is_active:
            leaving.is_active = False
            leaving.save(update_fields=["is_active"])
            history.record("user.deactivated", leaving, by=by, heir=heir.pk if heir else None)
    return left


def activate(user: User, *, by: User) -> User:
    """Open a closed account again, with the password and the roles that it had."""
    with transaction.atomic():
        returning = User.objects.select_for_update().get(pk=user.pk)
        if not returning.is_active:
            returning.is_active = True
            returning.save(update_fields=["is_active"])
            history.record("user.activated", returning, by=by)
    return returning


def hand_over_open_layers(user: User, heir: User | None, *, by: User) -> Handover:
    """Give each open layer of `user` to `heir`, where `heir` has none on its revision."""
    left = Handover()
    has_one = set(Layer.objects.of(heir).values_list("revision", flat=True)) if heir else set()
    # By revision, as bulk assignment locks them too, so that no two wait for each other.
    for layer in sorted(open_layers_of(user), key=lambda layer: layer.revision_id):
        if heir is None or layer.revision_id in has_one:
            left.staying.append(layer)
        else:
            left.handed_over.append(layer_lifecycle.hand_over(layer, heir, by=by, leaving=True))
    return left


def open_layers_of(user: User) -> list[Layer]:
    return list(
        Layer.objects.of(user)
        .open()
        .select_related("revision__article__outlet")
        .defer("revision__text", "revision__raw", "revision__left_out")
        .order_by("assigned_at", "id")
    )
