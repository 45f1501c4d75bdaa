"""{{ paragraph.start|clock_in:revision.timecodes }}"""

from django import template

from articles.timecodes import Timecodes, clock_at

register = template.Library()


@register.filter
def clock_in(offset: int, timecodes: Timecodes | None) -> str:
    return clock_at(timecodes, offset)
