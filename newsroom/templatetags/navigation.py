"""The links of the bar at the top."""

from typing import Any

from django import template
from django.urls import reverse
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString, mark_safe

register = template.Library()


@register.simple_tag(takes_context=True)
def nav_link(context: dict[str, Any], name: str, words: str, count: int = 0) -> SafeString:
    """A link to the page `name`, marked as current on that page and on those below it."""
    address = reverse(name)
    path = context["request"].path
    here = path == address or (address != "/" and path.startswith(address))
    level = "page" if path == address else "true"
    current = f' aria-current="{level}"' if here else ""
    number = f' <span class="count">{int(count)}</span>' if count else ""
    return mark_safe(  # noqa: S308 (addresses of pages without arguments, a number, escaped words)
        f'<a href="{address}"{current}>{conditional_escape(words)}{number}</a>'
    )
