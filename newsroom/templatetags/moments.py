"""How long ago something was, in words; the exact moment stands in the element."""

from datetime import datetime, timedelta

from django import template
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.timesince import timesince
from django.utils.translation import gettext as _

register = template.Library()


@register.filter
def ago(moment: datetime) -> SafeString:
    """«3 hours ago», rounded down to its largest unit; «just now» within the minute."""
    passed = timezone.now() - moment
    words = (
        _("just now")
        if passed < timedelta(minutes=1)
        else _("%(time)s ago") % {"time": timesince(moment, depth=1)}
    )
    local = timezone.localtime(moment)
    return format_html(
        '<time datetime="{}" title="{}">{}</time>',
        local.isoformat(timespec="seconds"),
        date_format(local, "DATETIME_FORMAT"),
        words,
    )
