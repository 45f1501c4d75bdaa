"""Shared by the admin pages of spans: their fields and how they are told, the columns not to load,
the rows shown.
"""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from annotations.spans.numbers import amount
from newsroom.formats import Grouped


@admin.display(description=_("place"), ordering="start")
def place_of(span: Any) -> str:
    """Its code points, half-open."""
    return f"{Grouped(span.start)}–{Grouped(span.end)}"


@admin.display(description=_("amount"), ordering="value")
def amount_of(span: Any) -> str:
    """The value and the unit as on every page, not as a column of the database keeps them."""
    return amount(span)


SPAN: tuple[Any, ...]
SPAN = ("label", place_of, "prefix", "exact", "suffix", "attributed_to", amount_of)
SPAN_IN_ROW: tuple[Any, ...] = ("label", place_of, "exact", "attributed_to", amount_of, "note")
TOLD: tuple[Any, ...] = (place_of, amount_of)  # Of them what is no field.


def text_columns(revision: str) -> list[str]:
    """The columns that may take megabytes, to be deferred; `revision` is the lookup path."""
    return [f"{revision}__{name}" for name in ("text", "raw", "left_out", "timecodes")]


def rows_shown_to(rows: QuerySet[Any], seen_by: Any, request: HttpRequest) -> QuerySet[Any]:
    """All rows for a superuser; for a reviewer those that the application would show."""
    if request.user.is_superuser:
        return rows
    return rows.filter(pk__in=seen_by(request.user).values("pk"))
