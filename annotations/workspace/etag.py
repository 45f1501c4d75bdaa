"""Whether a page still shows a layer as it stands."""

from hashlib import sha256

from annotations.models import Layer
from newsroom.models import Event


def layer_etag(layer: Layer) -> str:
    """A word that is another one after each change to the layer; it says nothing else.

    By the newest event of its editor on the revision, since every change writes one. Changes of
    others are to the layer as a whole: reopened, taken back.
    """
    events = Event.objects.filter(revision_id=layer.revision_id, actor=layer.editor_id)
    newest = events.order_by("-pk").values_list("pk", flat=True).first()
    moments = (layer.submitted_at, layer.reopened_at, layer.taken_back_at)
    return sha256(repr((layer.pk, newest, moments)).encode()).hexdigest()[:16]
