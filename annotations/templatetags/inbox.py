"""The number in the bar."""

from django import template

from annotations.models import Notice
from newsroom.models import User

register = template.Library()


@register.simple_tag
def unread_notices(user: User) -> int:
    """How many lines of the inbox are new: one query."""
    return Notice.objects.unread(user).count()
