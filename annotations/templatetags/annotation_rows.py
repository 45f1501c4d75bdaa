"""The tag `annotation_rows`, over annotations/exchange/row_html.py."""

from collections.abc import Collection, Iterable
from typing import Any

from django import template
from django.utils.safestring import SafeString

from annotations.exchange.row_html import draw_rows

register = template.Library()


@register.simple_tag
def annotation_rows(rows: Iterable[Any], *, without: Collection[str]) -> SafeString:
    return draw_rows(rows, without=without)
