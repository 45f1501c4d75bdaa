"""The tag `article_rows`, over annotations/desk/row_html.py."""

from collections.abc import Collection, Iterable
from typing import Any

from django import template
from django.utils.safestring import SafeString

from annotations.desk.row_html import draw_rows

register = template.Library()


@register.simple_tag
def article_rows(
    rows: Iterable[Any], *, may_tick: bool, counts: bool, without: Collection[str]
) -> SafeString:
    return draw_rows(rows, may_tick=may_tick, counts=counts, without=without)
