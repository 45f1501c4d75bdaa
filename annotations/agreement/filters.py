"""What the agreement page can be narrowed to: whole texts, so that every pair stays whole."""

from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import QuerySet
from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django_filters import ChoiceFilter, DateFilter, FilterSet, ModelChoiceFilter

from annotations.agreement.from_layers import NAMES
from annotations.agreement.measures import MEASURES
from annotations.agreement.sums import shown
from annotations.labels import LABELS, choices
from annotations.models import TextFigures
from annotations.ui.chips import chosen_value
from annotations.ui.lists import filter_nothing
from articles.models import Outlet, Story
from newsroom.forms import DateInput


class AgreementFilter(FilterSet):
    """The filters of the agreement page, over texts as their counts and figures stand for them."""

    label = ChoiceFilter(
        method=filter_nothing, label=_("Label"), choices=choices, empty_label=_("All labels")
    )
    measure = ChoiceFilter(
        method=filter_nothing,
        label=_("Measure"),
        choices=[(measure, NAMES[measure].short) for measure in MEASURES],
        empty_label=None,
        help_text=_("Of pairs, articles and months."),
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
    published_from = DateFilter(
        "article__published_on", "gte", label=_("Published from"), widget=DateInput
    )
    published_to = DateFilter(
        "article__published_on", "lte", label=_("Published to"), widget=DateInput
    )
    finished_from = DateFilter(
        method="finished",
        lookup_expr="gte",
        label=_("Finished from"),
        help_text=_("When the last layer of a text was submitted."),
        widget=DateInput,
    )
    finished_to = DateFilter(
        method="finished", lookup_expr="lte", label=_("Finished to"), widget=DateInput
    )

    def __init__(self, data: QueryDict) -> None:
        super().__init__(data, TextFigures.objects.none())

    def finished(self, rows: QuerySet[Any], name: str, value: date) -> QuerySet[Any]:
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
        return chosen_value(self, "measure") or MEASURES[0]


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))
