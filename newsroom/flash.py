"""Flash messages with a place of their own on a page, such as the middle of the review page.

They are Django's messages with the place as their first extra tag. A page without that place shows
them at its head, where it shows all others.
"""

from typing import NamedTuple

from django.contrib import messages
from django.contrib.messages.storage.base import Message
from django.http import HttpRequest


class Flash(NamedTuple):
    """What the place shows: the words, and a reference to what they are about."""

    words: str
    about: str


def add_flash(request: HttpRequest, place: str, words: str, *, about: str = "") -> None:
    """Show `words` once, at `place` of the next page; `about` must not contain spaces."""
    messages.success(request, words, extra_tags=f"{place} {about}".strip())


def take_flash(request: HttpRequest, place: str) -> tuple[Flash | None, list[Message]]:
    """The latest message for `place`, and the messages that the page's head is to show.

    All pending messages count as shown afterwards.
    """
    flash, others = None, []
    for message in messages.get_messages(request):
        tag, _, about = (message.extra_tags or "").partition(" ")
        if tag == place:
            flash = Flash(str(message), about)
        else:
            others.append(message)
    return flash, others


def keep(request: HttpRequest, pending: list[Message]) -> None:
    """Leave messages that a fragment has no room for to the next page."""
    for message in pending:
        messages.add_message(request, message.level, message.message, message.extra_tags or "")
