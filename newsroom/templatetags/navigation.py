"""The links of the bar at the top."""

from typing import Any

from django import template
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

register = template.Library()


@register.simple_tag(takes_context=True)
def nav_link(context: dict[str, Any], name: str, words: str, count: int = 0) -> SafeString:
    """A link to the page `name`, marked as current on that page and on those below it."""
    address = reverse(name)
    path = context["request"].path
    here = path == address or (address != "/" and path.startswith(address))
    current = format_html(' aria-current="{}"', "page" if path == address else "true")
    number = format_html(' <span class="count">{}</span>', count) if count else ""
    return format_html('<a href="{}"{}>{}{}</a>', address, current if here else "", words, number)
