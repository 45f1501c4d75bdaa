"""Who somebody is that a file names: a user here, or one that is made for the name."""

import re

from annotations.exchange.importing.problems import NotImported
from annotations.visibility import letter_name
from newsroom import history
from newsroom.models import User

LAST_WORD = re.compile(r"[A-Z]{1,3}$")
CAN_SIGN_IN = re.compile(r"[\w.@+-]{1,150}")


def editor_named(name: str, *, by: User) -> User:
    """Who signs in or is called by that name; made, inactive and without a password, if nobody.

    Raises NotImported where several are called so.
    """
    known = User.objects.filter(username=name).first()
    if known is not None:
        return known
    first = name.split(" ")[0]
    called = [
        user for user in User.objects.filter(first_name__startswith=first) if str(user) == name
    ]
    if len(called) > 1:
        raise NotImported(f"several people are called “{name}”; name one with --editor")
    if called:
        return called[0]
    if is_letter(name):
        raise NotImported(
            f"“{name}” stands for another person in each article, since whoever exported it was "
            "not told the names: say by --editor or --editor-map who it is"
        )
    username = name if CAN_SIGN_IN.fullmatch(name) else free_username(name)
    user = User(username=username, is_active=False)
    if username != name:
        user.first_name = name[:150]
    user.set_unusable_password()
    user.save()
    history.record("user.added", user, by=by, username=username, is_active=False)
    return user


def is_letter(name: str) -> bool:
    """Whether the name is what a reader is shown who may not know the editor's."""
    letter = LAST_WORD.search(name)
    return letter is not None and name == letter_name(letter[0])


def free_username(name: str) -> str:
    bare = re.sub(r"[^\w.@+-]+", "-", name).strip("-")[:140] or "annotator"
    number, username = 1, bare
    while User.objects.filter(username=username).exists():
        number += 1
        username = f"{bare}-{number}"
    return username
