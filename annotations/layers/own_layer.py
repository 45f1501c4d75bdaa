"""An editor's own layer to write in: whether they may, its lock and its text in one query."""

from django.core.exceptions import PermissionDenied

from annotations import access
from annotations.locks import layer_to_lock
from annotations.models import Layer
from newsroom.models import User


def own_layer_locked_for(user: User, pk: int) -> Layer:
    """An own layer, locked until the transaction ends. 404 and 403 as `access.own_layer_for`."""
    locked = layer_to_lock(pk)
    if locked is None or locked.editor_id != user.pk or locked.taken_back_at is not None:
        locked = access.own_layer_for(user, pk)
    if not user.has_perm("annotations.annotate"):
        raise PermissionDenied
    locked.editor = user
    return locked
