"""Whether a page still shows a layer as it stands."""

from hashlib import sha256
from typing import Any

from django.db.models import QuerySet

from annotations.models import Layer
from newsroom.models import Event
from newsroom.prepared import ask


def layer_etag(layer: Layer) -> str:
    """A word that is another one after each change to the layer; it says nothing else.

    By the newest event of its editor on the revision, since every change writes one. Changes of
    others are to the layer as a whole: reopened, taken back.
    """
    newest = next(iter(ask(_newest, revision=layer.revision_id, editor=layer.editor_id)), None)
    return etag_after(layer, newest)


def etag_after(layer: Layer, event: int | None) -> str:
    """The same word, where the id of that newest event is known."""
    moments = (layer.submitted_at, layer.reopened_at, layer.taken_back_at)
    return sha256(repr((layer.pk, event, moments)).encode()).hexdigest()[:16]


def _newest(*, revision: Any, editor: Any) -> QuerySet[Any]:
    events = Event.objects.filter(revision_id=revision, actor=editor)
    return events.order_by("-pk").values_list("pk", flat=True)[:1]
