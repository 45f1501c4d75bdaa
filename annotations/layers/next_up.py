"""What an editor may go on with: of the articles that are theirs the one that is most pressing."""

from typing import Any

from django.db.models import F, QuerySet

from annotations.models import Layer
from newsroom.models import User
from newsroom.prepared import ask

HEAVY = ("revision__text", "revision__raw", "revision__left_out")


def next_of(editor: User) -> Layer | None:
    """Their open layer to go on with: late and due ones by their day, then the oldest."""
    return next(iter(ask(_open_of, editor=editor.pk)), None)


def _open_of(*, editor: Any) -> QuerySet[Layer]:
    own = Layer.objects.open().filter(editor=editor, revision__article__archived_at=None)
    related = own.select_related("revision__article__outlet").defer(*HEAVY)
    return related.order_by(F("due_on").asc(nulls_last=True), "assigned_at", "pk")[:1]
