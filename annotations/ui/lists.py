"""What the filters of long lists share: an order and the size of a page, which narrow nothing."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from django_filters import ChoiceFilter

from newsroom import paging


def keep(rows: Any, name: str, value: Any) -> Any:
    """For a choice that narrows nothing: what is sorted, counted or shown by it is so elsewhere."""
    return rows


def sort_by(names: list[tuple[str, Any]]) -> ChoiceFilter:
    """The order of the list, applied last of all by the filter set's `filter_queryset`."""
    return ChoiceFilter(method=keep, label=_("Sort by"), choices=names, empty_label=None)


def per_page() -> ChoiceFilter:
    """How many rows a page holds, which the paging of the view reads."""
    sizes = [(size, size) for size in paging.SIZES]
    return ChoiceFilter(method=keep, label=_("Per page"), choices=sizes, empty_label=None)
