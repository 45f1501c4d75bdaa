"""Links by which somebody gets into their account: made, looked up, used once.

The key stands in the address alone. What is kept is its digest: whoever reads the database, or a
backup of it, cannot get in by it.
"""

import hashlib
import secrets
from datetime import timedelta
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.http import Http404
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from newsroom.accounts.profile import change_password
from newsroom.history import record
from newsroom.models import AccountLink, User
from newsroom.problems import Refused

Purpose = AccountLink.Purpose
GOOD_FOR = {Purpose.INVITATION: timedelta(days=7), Purpose.RESET: timedelta(days=1)}


class LinkIsSpent(Refused):
    """It was used, has expired, was replaced by another, or its account is closed."""

    status = 410
    code = "link-is-spent"
    title = gettext_lazy("This link does not work any more")


def make_link(user: User, purpose: str, *, by: User | None) -> UUID:
    """The key of a new link; one that was open is replaced. `by` is None where a stranger asked."""
    key = UUID(bytes=secrets.token_bytes(16))
    now = timezone.now()
    with transaction.atomic():
        User.objects.select_for_update().get(pk=user.pk)  # Two at once make one after the other.
        AccountLink.objects.open().filter(user=user).update(replaced_at=now)
        AccountLink.objects.create(
            user=user,
            purpose=purpose,
            digest=digest_of(key),
            made_by=by,
            expires_at=now + GOOD_FOR[Purpose(purpose)],
        )
    return key


def offer_reset(user: User, *, by: User) -> UUID:
    """The key of a link by which the user chooses a new password; until then the old one holds."""
    with transaction.atomic():
        key = make_link(user, Purpose.RESET, by=by)
        record("user.reset_offered", user, by=by)
    return key


def address_of(key: UUID) -> str:
    """The whole address, as it goes into a mail or is handed over."""
    return settings.SITE_URL + reverse("welcome", args=[key])


def digest_of(key: UUID) -> str:
    # The key is as random as the digest is long: there is nothing to slow a guesser down for.
    return hashlib.sha256(key.bytes).hexdigest()


def link_for(key: UUID) -> AccountLink:
    """The link of this key, and its user. Http404 for none; raises LinkIsSpent."""
    link = AccountLink.objects.select_related("user").filter(digest=digest_of(key)).first()
    if link is None:
        raise Http404
    refuse_if_spent(link)
    return link


def refuse_if_spent(link: AccountLink) -> None:
    if link.used_at:
        raise LinkIsSpent(
            _("It was used on %(day)s. Sign in with the password chosen then.")
            % {"day": date_format(timezone.localtime(link.used_at))}
        )
    if link.replaced_at:
        raise LinkIsSpent(_("A newer one has taken its place: look for that."))
    if link.expires_at <= timezone.now():
        raise LinkIsSpent(
            _("It was good until %(day)s. Ask whoever sent it for a new one.")
            % {"day": date_format(timezone.localtime(link.expires_at))}
        )
    if not link.user.is_active:
        raise LinkIsSpent(_("The account has been closed meanwhile. Ask whoever sent the link."))


def use_link(key: UUID, password: str, *, name: str = "") -> User:
    """Spend the link: its user has this password, which has passed the validators.

    `name` is what the invited want to be called. Of two who use it at once the second is refused.
    Raises LinkIsSpent.
    """
    with transaction.atomic():
        # The account first, as whoever makes a link locks it too.
        user = User.objects.select_for_update().get(pk=link_for(key).user_id)
        link = link_for(key)
        link.used_at = timezone.now()
        link.save(update_fields=["used_at"])
        if link.purpose == Purpose.INVITATION:
            if name:
                user.first_name, user.last_name = first_and_last(name)
                user.save(update_fields=["first_name", "last_name"])
            user.set_password(password)
            user.save(update_fields=["password"])
            record("user.joined", user, by=user)
        else:
            change_password(user, password, by=user)
    return user


def first_and_last(name: str) -> tuple[str, str]:
    """A name as the account holds it; together they are the name again."""
    first, _space, last = " ".join(name.split()).rpartition(" ")
    return (first, last) if first else (last, "")
