"""When what is suggested in a layer is made: as it is opened, or if its text is long, soon after.

Reading a text for suggestions takes time in proportion to its length, some 35 ms for 1,000 words.
A short one has its suggestions when it is first shown; a long one is shown at once, and its page
asks for them.
"""

from django.conf import settings

from annotations.models import Layer
from annotations.workspace import carrying, suggestions
from newsroom.models import User

# In code points, some 3,500 words: longer than nearly all that a desk publishes.
READ_AT_ONCE = 20_000


def prepare(layer: Layer, user: User) -> None:
    """Store what is suggested in the layer to its editor `user`: their own earlier work, and what
    the rules find in the text, if they want that. Harmless to repeat, and to several at once.
    """
    carrying.offer_earlier_work(layer)
    note_percent_held_back(layer, user)
    if user.suggestions:
        suggestions.store_suggestions(layer.revision)


def note_percent_held_back(layer: Layer, user: User) -> None:
    """Settle, as suggestions are first shown in a layer, in how many paragraphs there are none.

    For good: another share that the desk takes later is for the layers that are opened later.
    """
    if not user.suggestions or layer.percent_held_back is not None:
        return
    layer.percent_held_back = settings.SUGGESTIONS_HELD_BACK
    unsettled = Layer.objects.filter(pk=layer.pk, percent_held_back=None)
    if not unsettled.update(percent_held_back=layer.percent_held_back):
        # Another request was quicker, maybe with another share.
        layer.refresh_from_db(fields=["percent_held_back"])


def is_long(layer: Layer) -> bool:
    return len(layer.revision.text) > READ_AT_ONCE


def is_to_come(layer: Layer, user: User) -> bool:
    """Whether the text is long, and something may be suggested in it that is not stored yet."""
    if not is_long(layer):
        return False
    unread = user.suggestions and not suggestions.are_stored(layer.revision)
    return unread or carrying.has_new_work(layer)
