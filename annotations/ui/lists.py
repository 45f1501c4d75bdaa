"""What long lists share: their order, the size of a page, and the address of their export."""

from typing import Any

from django import forms
from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django_filters import ChoiceFilter

from newsroom import paging

# Query parameters that say how a list is shown and not what is in it.
PRESENTATION = ("page", "per", "sort")


def search_field(placeholder: Any) -> forms.TextInput:
    return forms.TextInput(attrs={"type": "search", "placeholder": placeholder})


def filter_nothing(rows: Any, name: str, value: Any) -> Any:
    """A filter method that changes nothing: sorting and page size are applied elsewhere."""
    return rows


def sort_by(names: list[tuple[str, Any]]) -> ChoiceFilter:
    """The order of the list, applied last of all by the filter set's `filter_queryset`."""
    return ChoiceFilter(method=filter_nothing, label=_("Sort by"), choices=names, empty_label=None)


def per_page(*, most_first: bool = False) -> ChoiceFilter:
    """How many rows a page holds, which the paging of the view reads; the first unless chosen."""
    sizes = [(size, size) for size in sorted(paging.SIZES, reverse=most_first)]
    return ChoiceFilter(method=filter_nothing, label=_("Per page"), choices=sizes, empty_label=None)


def address_of_export(filters: QueryDict, name: str) -> str:
    """The address of the export of this name with the list's filters."""
    kept = filters.copy()
    for parameter in PRESENTATION:
        kept.pop(parameter, None)
    return f"{reverse(name)}?{kept.urlencode()}"
