"""What an editor notes about an article as a whole, beside what they mark in it."""

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from annotations.locks import open_and_locked
from annotations.models import Layer
from newsroom import history
from newsroom.models import User
from newsroom.problems import Refused


class NoteChanged(Refused):
    """The note was changed elsewhere since it was read; `note` is what it is now."""

    code = "changed"
    title = gettext_lazy("The note was changed in another window")


def write_note(layer: Layer, note: str, *, seen: str, by: User) -> Layer:
    """Put `note` in the place of `seen`, the note that was read; an empty one takes it away.

    Others read it when they may read the annotations. Writing what is there already does nothing.
    Raises NoteChanged, LayerSubmitted, LayerNotOpen, ArticleArchived.
    """
    with transaction.atomic():
        locked = open_and_locked(layer)
        if locked.note == note:
            return locked
        if locked.note != seen:
            raise NoteChanged(
                _("Saving once more puts your words in the place of those."), note=locked.note
            )
        locked.note = note
        locked.save(update_fields=["note"])
        history.record("layer.noted", locked, by=by, revision_id=locked.revision_id)
        return locked
