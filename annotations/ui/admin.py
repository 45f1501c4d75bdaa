"""Shared by the admin pages of spans: their fields, the columns not to load, the rows shown."""

from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest

SPAN = ("label", "start", "end", "prefix", "exact", "suffix", "attributed_to", "value", "unit")


def text_columns(revision: str) -> list[str]:
    """The columns that may take megabytes, to be deferred; `revision` is the lookup path."""
    return [f"{revision}__{name}" for name in ("text", "raw", "left_out", "timecodes")]


def rows_shown_to(rows: QuerySet[Any], seen_by: Any, request: HttpRequest) -> QuerySet[Any]:
    """All rows for a superuser; for a reviewer those that the application would show."""
    if request.user.is_superuser:
        return rows
    return rows.filter(pk__in=seen_by(request.user).values("pk"))
