"""The inbox: marking its lines as read. Who gets a line is decided in `notices`."""

from django.utils import timezone

from annotations.models import Notice
from newsroom.models import User


def mark_read(notice: Notice) -> Notice:
    """Its reader has seen it; the first moment is kept."""
    if notice.read_at is None:
        notice.read_at = timezone.now()
        notice.save(update_fields=["read_at"])
    return notice


def mark_all_read(user: User) -> int:
    """Every line of theirs; how many were new."""
    return Notice.objects.unread(user).update(read_at=timezone.now())


def mark_unread(notice: Notice) -> Notice:
    """Keep it as new, to come back to it."""
    notice.read_at = None
    notice.save(update_fields=["read_at"])
    return notice
