"""Labels and numbers of spans that are no rows: by their names, and as people write them."""

from django import template

from annotations.labels import name_of
from annotations.spans.numbers import grouped, read_number

register = template.Library()


@register.filter
def label_words(label: str) -> str:
    return name_of(label)


@register.filter
def grouped_number(value: str) -> str:
    """48,000,000 of "48000000"; nothing of nothing."""
    return grouped(read_number(value)) if value else ""
