"""What the final annotations of released articles can be narrowed to when they are exported.

The names are those of the list of annotations, so that one address does for both layers.
"""

from typing import Any

from django.db.models import QuerySet
from django.http import QueryDict
from django_filters import (
    CharFilter,
    ChoiceFilter,
    FilterSet,
    ModelChoiceFilter,
    MultipleChoiceFilter,
    NumberFilter,
)

from annotations.labels import choices
from annotations.models import RuledSpan
from annotations.models.adjudication import Rule
from annotations.review.final import final_spans
from annotations.ui.words import contains, phrases
from articles.languages import languages_in_use
from articles.models import Article, Outlet, Story
from newsroom.days.fields import DayFilter

ARTICLE = "adjudication__review__revision__article"

# What only an annotation of an editor has: asked for, there is nothing final to be found.
OF_EDITORS = ("editor", "guideline")


class FinalFilter(FilterSet):
    """The filters of the list over the final annotations of articles that nobody has archived."""

    q = CharFilter(method="search")
    article = ModelChoiceFilter(ARTICLE, queryset=Article.objects.shown())
    label = MultipleChoiceFilter(choices=choices)
    status = CharFilter(method="with_status")
    title = CharFilter(method="titled")
    outlet = ModelChoiceFilter(
        f"{ARTICLE}__outlet", queryset=Outlet.objects.all(), null_label="null"
    )
    story = ModelChoiceFilter(f"{ARTICLE}__story", queryset=Story.objects.all(), null_label="null")
    language = ChoiceFilter(f"{ARTICLE}__language", choices=languages_in_use)
    published_from = DayFilter(f"{ARTICLE}__published_on", "gte")
    published_to = DayFilter(f"{ARTICLE}__published_on", "lte")
    changed_from = DayFilter("adjudication__decided_at", "date__gte")
    changed_to = DayFilter("adjudication__decided_at", "date__lte")
    value_from = NumberFilter("value", "gte", max_digits=30, decimal_places=10)
    value_to = NumberFilter("value", "lte", max_digits=30, decimal_places=10)
    unit = CharFilter("unit", "iexact")

    def __init__(self, data: QueryDict) -> None:
        super().__init__(data, final_spans().filter(**{f"{ARTICLE}__archived_at": None}))

    def filter_queryset(self, queryset: QuerySet[RuledSpan]) -> QuerySet[RuledSpan]:
        if any(self.data.get(name) for name in OF_EDITORS):
            return queryset.none()
        return super().filter_queryset(queryset)

    def search(self, spans: QuerySet[RuledSpan], name: str, value: str) -> Any:
        for words in phrases(value):
            found = contains("exact", words) | contains("attributed_to", words)
            spans = spans.filter(found | contains("note", words))
        return spans

    def titled(self, spans: QuerySet[RuledSpan], name: str, value: str) -> Any:
        for words in phrases(value):
            spans = spans.filter(contains(f"{ARTICLE}__title", words))
        return spans

    def with_status(self, spans: QuerySet[RuledSpan], name: str, value: str) -> Any:
        """Agreed by all, or adjudicated; what is said of editors' annotations is said of none."""
        if value == "agreed":
            return spans.filter(adjudication__rule=Rule.UNANIMOUS)
        if value == "adjudicated":
            return spans.exclude(adjudication__rule=Rule.UNANIMOUS)
        return spans.none()
