"""Getting a link to whom it is for: by mail where there is mail, else by whoever made it."""

from typing import Any
from urllib.parse import urlsplit
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.utils.translation import gettext as _

from newsroom import mail
from newsroom.accounts.inviting import is_invited
from newsroom.accounts.links import address_of
from newsroom.flash import add_flash
from newsroom.models import User

PLACE = "account-link"


def hand_out(request: Any, person: User, key: UUID) -> None:
    """Mail the link and say so; where that cannot be, the next page shows it, once.

    Whoever made it does not see what was mailed. It goes to the next page in the signed cookie of
    the messages, so that it is nowhere in the database.
    """
    address = address_of(key)
    invited = is_invited(person)
    if mail.is_set_up() and person.email:
        template = "invitation" if invited else "reset"
        if mail.send(person, template, {"address": address, "by": request.user}):
            words = _("The link is on its way to %(mail)s.") % {"mail": person.email}
            messages.success(request, words)
            return
        messages.warning(request, _("The mail server did not take the mail: give the link."))
    words = _("A new password for %(person)s.")
    if invited:
        words = _("%(person)s is invited and will sign in as %(username)s.")
    told = {"person": person, "username": person.username}
    if not settings.SITE_IS_NAMED:  # Then the address that whoever made it uses is the better one.
        address = request.build_absolute_uri(urlsplit(address).path)
    add_flash(request, PLACE, words % told, about=address)
