"""Inviting somebody: the account is there at once; its holder chooses the password by a link."""

from typing import Any
from uuid import UUID

from django.db import IntegrityError, connection, transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from newsroom.accounts.links import Purpose, first_and_last, make_link
from newsroom.accounts.roles import described, set_role
from newsroom.accounts.user_names import candidates, user_name_of
from newsroom.history import record
from newsroom.models import User
from newsroom.problems import Refused

# Of whom neither name nor address has a letter that every keyboard has.
NAMELESS = "user"


class Taken(Refused):
    """There is an account of that name or address; `field` says which of the two."""

    code = "taken"
    title = gettext_lazy("There is an account already")

    def __init__(self, detail: str, field: str) -> None:
        super().__init__(detail)
        self.field = field


def invite(*, name: str, mail: str = "", role: str, by: User) -> tuple[User, UUID]:
    """A new account with this role, and the key of the link by which its holder gets in.

    Work can be given to it at once. The user name is made of `name`, or where that is empty or in
    a script that is not spelled out, of the first half of `mail`. Raises Taken.
    """
    name = " ".join(name.split())
    if name and not any(map(str.isalnum, name)):
        raise Taken(_("Write the name in letters."), "name")
    wanted = user_name_of(name) or user_name_of(mail.partition("@")[0]) or NAMELESS
    first, last = first_and_last(name)
    try:
        with transaction.atomic():
            let_one_in()
            refuse_taken(wanted, name, mail)
            username = free_user_name(wanted)
            person = User(username=username, first_name=first, last_name=last, email=mail)
            person.set_unusable_password()
            person.save()
            set_role(person, role)
            key = make_link(person, Purpose.INVITATION, by=by)
            new: dict[str, Any] = {"username": username, **described(person)}
            told: dict[str, Any] = {name: ["", value] for name, value in new.items() if value}
            record("user.invited", person, by=by, **told)
    except IntegrityError:  # By another way than this, in the same moment.
        raise Taken(taken_words(), "name") from None
    return person, key


def invite_again(person: User, *, by: User) -> UUID:
    """The key of another link for somebody who has not come yet; the one before ends."""
    with transaction.atomic():
        key = make_link(person, Purpose.INVITATION, by=by)
        record("user.invited", person, by=by)
    return key


def is_invited(person: User) -> bool:
    """Whether they still have to choose a password: nobody can sign in without one."""
    return not person.has_usable_password()


def let_one_in() -> None:
    """One invitation after the other, so that two at once for one person make one account.

    SQLite has one writer anyway, from the first statement on.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(hashtext('newsroom.accounts'))")


def refuse_taken(wanted: str, name: str, mail: str) -> None:
    """Raises Taken where the address, or somebody of just that name, is here already."""
    if mail and (other := User.objects.filter(email__iexact=mail).first()):
        raise Taken(taken_words(other), "mail")
    if not name:
        return
    for other in User.objects.filter(username__istartswith=wanted):
        if is_of_that_name(other, wanted, name):
            raise Taken(taken_words(other), "name")


def is_of_that_name(other: User, wanted: str, name: str) -> bool:
    """Whether `other` is called `name`, or has no name but the one to sign in with."""
    if other.get_full_name():
        return other.get_full_name().casefold() == name.casefold()
    return other.username.casefold() == wanted


def free_user_name(wanted: str) -> str:
    """`wanted`, with a number behind it where somebody with another name has that already."""
    used = User.objects.filter(username__istartswith=wanted).values_list("username", flat=True)
    taken = {one.casefold() for one in used}
    return next(one for one in candidates(wanted) if one not in taken)


def taken_words(other: User | None = None) -> str:
    if other is None:
        words = _("Somebody has just been invited under that name.")
    elif not other.is_active:
        words = _("%(name)s has an account, which is closed: open it again in the list.")
    elif is_invited(other):
        words = _("%(name)s is invited already: open that line of the list for a new link.")
    else:
        words = _("%(name)s has an account. For somebody else, add what tells the two apart.")
    return words % {"name": other}
