"""What the agreement page can be narrowed to: whole texts, so that every pair stays whole."""

from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import QuerySet
from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django_filters import ChoiceFilter, FilterSet, ModelChoiceFilter

from annotations.agreement.from_layers import HEADLINE, NAMES
from annotations.agreement.measures import MEASURES
from annotations.agreement.sums import shown
from annotations.labels import LABELS, choices
from annotations.models import TextFigures
from annotations.ui.chips import chosen_value
from annotations.ui.lists import filter_nothing
from annotations.ui.recent import within_days
from articles.models import Outlet, Story
from newsroom.days.fields import DayFilter


class AgreementFilter(FilterSet):
    """The filters of the agreement page, over texts as their counts and figures stand for them."""

    FIRST = ("label", "measure", "outlet", "published")
    BOTH = {
        "published_range": _("Published between"),
        "finished_range": _("Submitted between"),
    }

    label = ChoiceFilter(
        method=filter_nothing, label=_("Label"), choices=choices, empty_label=_("All labels")
    )
    measure = ChoiceFilter(
        method=filter_nothing,
        label=_("Measure"),
        choices=[(one, NAMES[one].short) for one in dict.fromkeys([HEADLINE, *MEASURES])],
        empty_label=None,
    )
    outlet = ModelChoiceFilter(
        "article__outlet",
        queryset=Outlet.objects.all(),
        label=_("Outlet"),
        empty_label=_("Any outlet"),
        null_label=_("No outlet"),
    )
    story = ModelChoiceFilter(
        "article__story",
        queryset=Story.objects.all(),
        label=_("Story"),
        empty_label=_("Any story"),
        null_label=_("In no story"),
    )
    published = within_days("article__published_on", _("Published"))
    published_from = DayFilter("article__published_on", "gte", label=_("From"))
    published_to = DayFilter("article__published_on", "lte", label=_("To"))
    finished_from = DayFilter(
        method="finished",
        lookup_expr="gte",
        label=_("From"),
        help_text=_("When the last editor of an article submitted."),
    )
    finished_to = DayFilter(method="finished", lookup_expr="lte", label=_("To"))

    def __init__(self, data: QueryDict) -> None:
        super().__init__(data, TextFigures.objects.none())

    def finished(self, rows: QuerySet[Any], name: str, value: date) -> QuerySet[Any]:
        if not date.min.year < value.year < date.max.year:  # No day before it, or none after.
            return (
                rows if (value.year == date.min.year) == (name == "finished_from") else rows.none()
            )
        if name == "finished_from":
            return rows.filter(finished_at__gte=_midnight(value))
        return rows.filter(finished_at__lt=_midnight(value + timedelta(days=1)))

    def texts(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        """Of rows with an article and when its text was finished those that are asked for."""
        self.form.is_valid()  # What makes no sense is told of by the form, and narrows nothing.
        return self.filter_queryset(shown(rows))

    @property
    def narrows(self) -> bool:
        self.form.is_valid()
        chosen = self.form.cleaned_data
        return any(chosen.get(name) for name in self.filters if name not in ("label", "measure"))

    @property
    def chosen_labels(self) -> list[str]:
        """Those to be measured."""
        chosen = chosen_value(self, "label")
        return [chosen] if chosen else list(LABELS)

    @property
    def chosen_measure(self) -> str:
        """The one measure by which pairs, articles and months are told."""
        return chosen_value(self, "measure") or HEADLINE


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))
