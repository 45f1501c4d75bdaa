"""The tag `unread_notices`, over annotations/discussion/notifications.py."""

from django import template

from annotations.discussion.notifications import unread_count
from newsroom.models import User

register = template.Library()


@register.simple_tag
def unread_notices(user: User) -> int:
    return unread_count(user)
