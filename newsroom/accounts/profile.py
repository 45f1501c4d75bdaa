"""What people do to their own account: settings and password.

Leaving is annotations.layers.deactivation, since open layers then go to somebody else.
"""

from datetime import time
from typing import Any

from django.db import transaction
from django.utils import timezone

from newsroom.history import record
from newsroom.models import AccountLink, User

MAIL_SETTINGS = ["email", "digest", "quiet_from", "quiet_until"]
SETTINGS = [
    "first_name",
    "last_name",
    "theme",
    "single_letter_keys",
    "snap_to_words",
    "suggestions",
    "suggested_claims",
    *MAIL_SETTINGS,
]


def change_settings(user: User, *, by: User, **fields: Any) -> User:
    """The user with those of the SETTINGS that `fields` names; one event if anything differs."""
    unknown = set(fields) - set(SETTINGS)
    if unknown:
        raise TypeError(f"not a setting: {sorted(unknown)}")
    with transaction.atomic():
        stored = User.objects.select_for_update().get(pk=user.pk)
        changed: dict[str, Any] = {
            name: [getattr(stored, name), new]
            for name, new in fields.items()
            if getattr(stored, name) != new
        }
        if changed:
            for name, (_old, new) in changed.items():
                setattr(stored, name, new)
            stored.save(update_fields=list(changed))
            told: dict[str, Any] = {
                name: [told_of(old), told_of(new)] for name, (old, new) in changed.items()
            }
            record("user.settings_changed", stored, by=by, **told)
    return stored


def told_of(value: Any) -> Any:
    """A value as an event may hold it."""
    return value.isoformat("minutes") if isinstance(value, time) else value


def change_password(user: User, password: str, *, by: User) -> None:
    """Set a password that has passed the validators; every other session of the user ends.

    So does a link to the account that is still out: it would be a second way in.
    """
    with transaction.atomic():
        AccountLink.objects.open().filter(user=user).update(replaced_at=timezone.now())
        user.set_password(password)
        user.save(update_fields=["password"])
        record("user.password_changed", user, by=by)
