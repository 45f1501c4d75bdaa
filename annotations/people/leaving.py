"""What is known, and to whom, of the work that somebody leaves behind."""

from django.db.models import QuerySet

from annotations.layers import deactivation
from annotations.layers.assigning import able_editors
from annotations.models import Layer
from newsroom.models import User


def heirs_of(person: User, *, by: User) -> QuerySet[User]:
    """Who may take over: not whoever hands over, unless they may see all work anyway."""
    able = able_editors().exclude(pk=person.pk)
    return able if by.is_superuser else able.exclude(pk=by.pk)


def open_work_of(person: User, *, reader: User) -> tuple[int, list[Layer]]:
    """How many layers are open, and which: that is told to superusers alone."""
    layers = deactivation.open_layers_of(person)
    return len(layers), layers if reader.is_superuser else []
