"""The charts of the desk: what was done week by week, and what stands in whose articles.

A page of its own: it counts what the desk itself, opened all day, leaves uncounted.
"""

from datetime import timedelta

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from annotations.desk.charts import annotations_by_outlet, decisions_by_week, readings_by_week
from annotations.desk.outlet_labels import labels_by_outlet
from annotations.desk.weeks import decided, midnight, submitted
from newsroom.requests import SignedInRequest

YEAR = timedelta(days=365)  # Which reviews are looked through for what stands in the end.


@require_safe
def charts(request: SignedInRequest) -> HttpResponse:
    """Of the whole desk for whoever reviews; an editor's own readings, and what is released."""
    user = request.user
    reviews = user.has_perm("annotations.review")
    if not reviews and not user.has_perm("annotations.annotate"):
        raise PermissionDenied
    today = timezone.localdate()
    outlets, of_outlets = labels_by_outlet(user, midnight(today - YEAR))
    shown = [
        decisions_by_week(decided(today, user), everybody=reviews),
        readings_by_week(submitted(today, None if reviews else user), everybody=reviews),
        annotations_by_outlet(outlets, of_outlets),
    ]
    return render(request, "desk/charts.html", {"charts": shown})
