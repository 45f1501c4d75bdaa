"""What the agreement page can be narrowed to: whole texts, so that every pair stays whole."""

from typing import Any

from django.db.models import Max, Q, QuerySet
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _
from django_filters import ChoiceFilter, DateFilter, FilterSet, ModelChoiceFilter

from annotations.agreement.from_layers import NAMES, measured_layers
from annotations.agreement.measures import MEASURES
from annotations.labels import LABELS, choices
from annotations.models import Layer
from annotations.ui.chips import chosen_value
from annotations.ui.lists import filter_nothing
from articles.models import Outlet, Revision, Story
from newsroom.forms import DateInput


class AgreementFilter(FilterSet):
    """The filters of the agreement page, over all submitted layers."""

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
        "revision__article__outlet",
        queryset=Outlet.objects.all(),
        label=_("Outlet"),
        empty_label=_("Any outlet"),
        null_label=_("No outlet"),
    )
    story = ModelChoiceFilter(
        "revision__article__story",
        queryset=Story.objects.all(),
        label=_("Story"),
        empty_label=_("Any story"),
        null_label=_("In no story"),
    )
    published_from = DateFilter(
        "revision__article__published_on", "gte", label=_("Published from"), widget=DateInput
    )
    published_to = DateFilter(
        "revision__article__published_on", "lte", label=_("Published to"), widget=DateInput
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
        super().__init__(data, measured_layers())

    def finished(self, layers: QuerySet[Layer], name: str, value: Any) -> QuerySet[Layer]:
        standing = Q(layers__taken_back_at=None)
        last = Revision.objects.annotate(last=Max("layers__submitted_at", filter=standing))
        bound = "gte" if name == "finished_from" else "lte"
        return layers.filter(revision__in=last.filter(**{f"last__date__{bound}": value}))

    @property
    def chosen_labels(self) -> list[str]:
        """Those to be measured."""
        chosen = chosen_value(self, "label")
        return [chosen] if chosen else list(LABELS)

    @property
    def chosen_measure(self) -> str:
        """The one measure by which pairs, articles and months are told."""
        return chosen_value(self, "measure") or MEASURES[0]
