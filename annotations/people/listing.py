"""Everybody with an account, and how much each has to do. No speed and no order of merit.

Numbers only: which articles somebody has open would tell a reviewer whose letter is whose.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db.models import QuerySet
from django.db.models.functions import Lower
from django.utils import timezone

from annotations.layers.workload import done_by_editor, open_layers_by_editor
from newsroom.accounts import inviting, roles
from newsroom.models import AccountLink, User

DAYS = 30


@dataclass(frozen=True)
class Person:
    """Somebody with an account. `link_until` is the last moment of an invitation that is out."""

    account: User
    role: str
    to_do: int
    late: int
    done: int
    may_manage: bool
    is_invited: bool
    link_until: datetime | None

    @property
    def link_has_expired(self) -> bool:
        return self.link_until is not None and self.link_until <= timezone.now()

    @property
    def seen_on(self) -> date | None:
        """The last day on which they were here."""
        signed_in = self.account.last_login
        days = [self.account.seen_on, timezone.localdate(signed_in) if signed_in else None]
        return max((day for day in days if day), default=None)


def accounts(*, closed: bool) -> QuerySet[User]:
    """The accounts that are open, or those that are closed, by name."""
    people = User.objects.filter(is_active=not closed)
    return people.order_by(Lower("first_name"), Lower("last_name"), Lower("username"), "pk")


def people_of(some: Iterable[User], *, reader: User) -> list[Person]:
    """These accounts as `reader` may see them; some have `roles.with_roles`."""
    those, today = list(some), timezone.localdate()
    work = {one.editor.pk: one for one in open_layers_by_editor(today)}
    done = done_by_editor(*last_days(today, reader))
    links = AccountLink.objects.open().filter(user__in=those, purpose="invitation")
    until = dict(links.values_list("user", "expires_at"))
    return [
        Person(
            account=one,
            role=roles.role_of(one),
            to_do=work[one.pk].open if one.pk in work else 0,
            late=work[one.pk].late if one.pk in work else 0,
            done=done.get(one.pk, 0),
            may_manage=roles.may_manage(reader, one),
            is_invited=inviting.is_invited(one),
            link_until=until.get(one.pk),
        )
        for one in those
    ]


def last_days(today: date, reader: User) -> tuple[datetime, datetime]:
    """The moments between which work counts as done lately.

    For whoever reviews blind it ends with yesterday: a number that rose in the minute in which a
    reading came in would tell whose it is.
    """
    last = today + timedelta(days=1) if reader.is_superuser else today
    zone = timezone.get_current_timezone()
    since, until = (
        timezone.make_aware(datetime.combine(day, time.min), zone)
        for day in (last - timedelta(days=DAYS), last)
    )
    return since, until
