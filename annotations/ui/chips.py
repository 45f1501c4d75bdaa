"""The active filters of a list, each with a link that removes it."""

from collections.abc import Collection, Iterator
from datetime import date
from typing import Any, NamedTuple

from django import forms
from django.db import models
from django.utils.formats import date_format
from django_filters import (
    FilterSet,
)


class Chip(NamedTuple):
    """One active filter: its label, its value in words, and the query string without it."""

    label: str
    value: str
    without: str


def chips(filters: FilterSet, *, but: Collection[str] = ("sort", "per")) -> Iterator[Chip]:
    """The active filters in the order of the form, those named in `but` left out."""
    for name, field in filters.form.fields.items():
        value = chosen_value(filters, name)
        if value in (None, "", False, []) or name in but:
            continue
        without = filters.data.copy()
        without.pop(name)
        without.pop("page", None)
        yield Chip(str(field.label), in_words(field, value), f"?{without.urlencode()}")


def chosen_value(filters: FilterSet, name: str) -> Any:
    """The cleaned value of a field; None where it is invalid, which the form then says."""
    filters.form.is_valid()  # Cleans it, the first time.
    return filters.form.cleaned_data.get(name)


def in_words(field: forms.Field, value: Any) -> str:
    """The value as a chip shows it; empty for a ticked box, whose label is enough."""
    if value is True:
        return ""
    if isinstance(value, date):
        return date_format(value)
    if value == getattr(field, "null_value", None):
        return str(field.null_label)  # type: ignore[attr-defined]
    if isinstance(value, models.Model) or not hasattr(field, "choices"):
        return str(value)
    names = dict(field.choices)
    values = value if isinstance(value, list) else [value]
    return ", ".join(str(names.get(one, one)) for one in values)
