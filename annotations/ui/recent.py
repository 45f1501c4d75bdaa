"""Days counted back from today, which a view that is saved keeps up with."""

from datetime import timedelta
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django_filters import ChoiceFilter

DAYS = {"today": 0, "7": 6, "30": 29, "365": 364}
NAMES = [
    ("today", _("Today")),
    ("7", _("Last 7 days")),
    ("30", _("Last 30 days")),
    ("365", _("Last 12 months")),
]


def within_days(path: str, label: Any) -> ChoiceFilter:
    """Rows whose day at `path` is one of the last so many, today among them."""

    def narrow(rows: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        today = timezone.localdate()
        first = today - timedelta(days=DAYS[value])
        return rows.filter(**{f"{path}__gte": first, f"{path}__lte": today})

    return ChoiceFilter(method=narrow, label=label, choices=NAMES, empty_label=_("Any date"))
