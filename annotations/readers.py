"""What a reader may do, and the reader in a query that is written once (`newsroom.prepared`).

What they may read depends on what they may do, which is of the shape of the query, and on who they
are, which is a value in it. The conditions of `access` take such a reader as they take a user.
"""

from typing import Any, NamedTuple, cast

from django.conf import settings
from django.db.models import QuerySet

from annotations.models import Layer
from newsroom.models import User
from newsroom.prepared import ask


class Rights(NamedTuple):
    """All on which the conditions of `access` depend, but for the user's number."""

    is_superuser: bool
    reviews: bool
    annotates: bool
    reviews_own: bool  # A setting: it decides whose own layer keeps them from a text.


def rights_of(user: User) -> Rights:
    return Rights(
        user.is_superuser,
        user.has_perm("annotations.review"),
        user.has_perm("annotations.annotate"),
        settings.REVIEW_OWN,
    )


def is_party(user: User, revision_id: int) -> bool:
    """Whether a layer of their own keeps a reviewer from reading and settling the others' work."""
    return bool(ask(_layers_of_party, settings.REVIEW_OWN, user=user.pk, revision=revision_id))


def _layers_of_party(_reviews_own: bool, *, user: Any, revision: Any) -> QuerySet[Any]:
    return Layer.objects.of_party(user).on(revision).order_by().values_list("pk")


def reader_with(rights: Rights, number: Any) -> User:
    """A user of these rights, to be named in conditions; `number` stands for their id."""
    return cast(User, Reader(rights, number))


class Reader:
    """As much of a user as conditions ask, and an expression where one is compared with a row."""

    def __init__(self, rights: Rights, number: Any) -> None:
        self.number = number
        self.is_superuser = rights.is_superuser
        self.permissions = {
            "annotations.review": rights.reviews,
            "annotations.annotate": rights.annotates,
        }

    def has_perm(self, name: str) -> bool:
        return self.permissions[name]

    def resolve_expression(self, *args: Any, **options: Any) -> Any:
        return self.number.resolve_expression(*args, **options)
