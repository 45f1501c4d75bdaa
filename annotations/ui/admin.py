"""What the admin pages of spans share: the fields of a span, and what of its text is left alone."""

from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest

SPAN = ("label", "start", "end", "prefix", "exact", "suffix", "attributed_to", "value", "unit")


def heavy(revision: str) -> list[str]:
    """The columns that may take megabytes, by the path to the revision: no list shows them."""
    return [f"{revision}__{name}" for name in ("text", "raw", "left_out")]


def blind(rows: QuerySet[Any], seen_by: Any, request: HttpRequest) -> QuerySet[Any]:
    """All rows for a superuser; for a reviewer those that the application would show."""
    if request.user.is_superuser:
        return rows
    return rows.filter(pk__in=seen_by(request.user).values("pk"))
