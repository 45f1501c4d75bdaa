"""A forgotten password, asked for by whoever cannot sign in: answered by mail or not at all."""

from datetime import timedelta

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from newsroom import mail
from newsroom.accounts.inviting import is_invited
from newsroom.accounts.links import Purpose, address_of, make_link
from newsroom.models import AccountLink, User

# So often at most somebody gets such a mail, however often a stranger asks.
ONCE_IN = timedelta(minutes=5)


def send_link(asked: str) -> None:
    """Mail a link to the account of that name or address, if there is one that has an address.

    No event: nobody has been signed in, so nobody can be named. That of the new password follows.
    """
    those = User.objects.filter(Q(username=asked) | Q(email__iexact=asked), is_active=True)
    for user in those.exclude(email=""):
        with transaction.atomic():
            User.objects.select_for_update().get(pk=user.pk)
            lately = AccountLink.objects.open().filter(
                user=user, made_by=None, made_at__gt=timezone.now() - ONCE_IN
            )
            if lately.exists():
                continue
            purpose = Purpose.INVITATION if is_invited(user) else Purpose.RESET
            key = make_link(user, purpose, by=None)
        mail.send_aside(user, "reset", {"address": address_of(key)})
