"""The inbox by mail: what is new to somebody who asked for it, in one mail, outside quiet hours.

`manage.py send_digests` calls it; a timer calls that.
"""

from datetime import datetime, time, timedelta
from html import unescape
from typing import Any

from django.conf import settings
from django.db.models import F, Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.html import strip_tags

from annotations.discussion.inbox_lines import lines
from annotations.history.sentences import describe_notices
from annotations.models import Notice
from newsroom import mail
from newsroom.models import User

# A little less than the day and the hour, since a timer is never on the second.
AFTER = {User.Digest.DAILY: timedelta(hours=23), User.Digest.HOURLY: timedelta(minutes=55)}
MOST = 200  # Notices; whoever has more new ones reads them in the inbox.


def send_digests(now: datetime) -> int:
    """Send to everybody who is due one; how many mails went out."""
    return sum(send_digest(reader, now) for reader in readers_due(now))


def readers_due(now: datetime) -> list[User]:
    """Who asked for mail, has had none for long enough, and does not want to be left alone now."""
    waited = Q(digest_sent_at=None)
    for often, after in AFTER.items():
        waited |= Q(digest=often, digest_sent_at__lte=now - after)
    asked = User.objects.filter(waited, is_active=True, digest__in=AFTER).exclude(email="")
    clock = timezone.localtime(now).time()
    return [
        one for one in asked.order_by("pk") if not is_within(clock, one.quiet_from, one.quiet_until)
    ]


def is_within(clock: time, start: time, end: time) -> bool:
    """Whether a time of day lies between the two, over midnight where `start` is the later."""
    if start <= end:
        return start <= clock < end
    return clock >= start or clock < end


def send_digest(reader: User, now: datetime) -> bool:
    """Mail what came since the last one and is still unread; False where that is nothing.

    Where the server does not take the mail, the next digest tells of it too.
    """
    notices = list(new_to(reader, now)[:MOST])
    if not notices:
        return False
    told = describe_notices([notice.event for notice in notices], reader)
    context: dict[str, Any] = {
        "lines": [as_text(line.sentence) for line in lines(zip(notices, told, strict=True))],
        "inbox": settings.SITE_URL + reverse("inbox"),
        "settings": settings.SITE_URL + reverse("settings"),
    }
    if not mail.send(reader, "digest", context):
        return False
    User.objects.filter(pk=reader.pk).update(digest_sent_at=now)
    return True


def new_to(reader: User, now: datetime) -> QuerySet[Notice]:
    unread = Notice.objects.unread(reader).filter(event__at__lte=now)
    unread = unread.select_related("event__actor")
    if reader.digest_sent_at:
        unread = unread.filter(event__at__gt=reader.digest_sent_at)
    return unread.order_by(F("event_id").desc())


def as_text(sentence: str) -> str:
    return unescape(strip_tags(sentence))
