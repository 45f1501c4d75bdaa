"""What the editors of a reviewed text have noted about the article as a whole."""

from typing import Any

from django.db.models import QuerySet

from annotations.models import Layer, Review
from annotations.visibility import editor_name
from newsroom.models import User
from newsroom.prepared import ask


def notes_on_article(review: Review, *, reader: User) -> list[tuple[str, str]]:
    """(editor, as `reader` may know them; note) of each submitted layer that has a note, by letter.

    The reader must be one who may read the review. One query.
    """
    layers = ask(_noted, revision=review.revision_id)
    return [(editor_name(layer, reader=reader), layer.note) for layer in layers]


def _noted(*, revision: Any) -> QuerySet[Layer]:
    noted = Layer.objects.on(revision).submitted().exclude(note="").order_by("letter")
    related = noted.select_related("editor", "revision__review")
    return related.defer("revision__text", "revision__raw", "revision__left_out")
