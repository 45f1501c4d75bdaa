"""What people do to their own account: settings and password.

Leaving is annotations.layers.deactivation, since open layers then go to somebody else.
"""

from typing import Any

from django.db import transaction

from newsroom.history import record
from newsroom.models import User

SETTINGS = [
    "first_name",
    "last_name",
    "theme",
    "single_letter_keys",
    "snap_to_words",
    "suggestions",
    "suggested_claims",
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
            record("user.settings_changed", stored, by=by, **changed)
    return stored


def change_password(user: User, password: str, *, by: User) -> None:
    """Set a password that has passed the validators; every other session of the user ends."""
    with transaction.atomic():
        user.set_password(password)
        user.save(update_fields=["password"])
        record("user.password_changed", user, by=by)
