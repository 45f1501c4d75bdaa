"""The filters of the list of articles, and how it is sorted."""

from typing import Any

from django import forms
from django.db.models import F, QuerySet
from django.db.models.functions import Lower
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _
from django_filters import (
    BooleanFilter,
    CharFilter,
    ChoiceFilter,
    FilterSet,
    ModelChoiceFilter,
)

from annotations.desk import progress
from annotations.desk.outlet_order import KeysByOutlet
from annotations.facts import rechecks
from annotations.ui.chips import chosen_value
from annotations.ui.lists import per_page, search_field, sort_by
from annotations.ui.recent import within_days
from annotations.ui.words import phrases
from articles import searching
from articles.languages import languages_in_use
from articles.models import Article, Outlet, Story
from newsroom.days.fields import DayFilter
from newsroom.models import User

TITLE: list[Any] = [Lower("title"), "id"]


class ArticleFilter(FilterSet):
    """The filters of the list of articles; `user` decides what a state means."""

    FIRST = ("outlet", "story", "published")
    TABS = ("state",)
    BOTH = {"published_range": _("Published between")}
    SORTS: dict[str, list[Any]] = {
        "-published": [F("published_on").desc(nulls_last=True), "-id"],
        "published": [F("published_on").asc(nulls_last=True), "id"],
        "-imported": ["-imported_at", "-id"],
        "imported": ["imported_at", "id"],
        "title": TITLE,
        "-title": [Lower("title").desc(), "-id"],
        "outlet": [Lower("outlet__name").asc(nulls_last=True), *TITLE],
        "-outlet": [Lower("outlet__name").desc(nulls_last=True), *TITLE],
    }
    SORT_NAMES = [
        ("-imported", _("Newest first")),
        ("imported", _("Oldest first")),
        ("-published", _("Published last")),
        ("published", _("Published first")),
        ("title", _("Title, A to Z")),
        ("-title", _("Title, Z to A")),
        ("outlet", _("Outlet, A to Z")),
        ("-outlet", _("Outlet, Z to A")),
    ]

    q = CharFilter(
        method="search",
        label=_("Search"),
        max_length=200,
        help_text=_("Use quotes for an exact phrase."),
        widget=search_field(_("Search titles, text, outlets, bylines")),
    )
    mine = BooleanFilter(method="to_do", label=_("Mine to do"), widget=forms.CheckboxInput)
    state = ChoiceFilter(method="in_state", label=_("State"), empty_label=_("Any state"))
    outlet = ModelChoiceFilter(
        queryset=Outlet.objects.all(),
        label=_("Outlet"),
        empty_label=_("Any outlet"),
        null_label=_("No outlet"),
    )
    story = ModelChoiceFilter(
        queryset=Story.objects.all(),
        label=_("Story"),
        empty_label=_("Any story"),
        null_label=_("In no story"),
    )
    language = ChoiceFilter(label=_("Language"), empty_label=_("Any language"))
    published = within_days("published_on", _("Published"))
    published_from = DayFilter("published_on", "gte", label=_("From"))
    published_to = DayFilter("published_on", "lte", label=_("To"))
    changed_fact = BooleanFilter(
        method="leaning_on_changed_fact",
        label=_("Uses a changed fact"),
        widget=forms.CheckboxInput,
    )
    archived = ChoiceFilter(
        method="with_archived",
        label=_("Archived"),
        empty_label=_("Without archived"),
        choices=[("with", _("With archived")), ("only", _("Only archived"))],
    )
    sort = sort_by(SORT_NAMES)
    per = per_page()

    def __init__(self, data: QueryDict, *, user: User) -> None:
        super().__init__(data, Article.objects.with_latest_revision())
        self.user = user
        self.filters["state"].extra["choices"] = progress.states_for(user)
        self.filters["language"].extra["choices"] = languages_in_use

    def filter_queryset(self, queryset: QuerySet[Article]) -> QuerySet[Article]:
        found = super().filter_queryset(queryset)
        if not chosen_value(self, "archived"):
            found = found.filter(archived_at=None)
        return found.order_by(*self.SORTS[self.sorted_by])

    def search(self, articles: QuerySet[Article], name: str, value: str) -> QuerySet[Article]:
        """Those where every word, or quoted phrase, stands somewhere."""
        return searching.holding(articles, phrases(value))

    def in_state(self, articles: QuerySet[Article], name: str, value: str) -> QuerySet[Article]:
        return progress.in_state(articles, value, self.user)

    def to_do(self, articles: QuerySet[Article], name: str, value: bool) -> QuerySet[Article]:
        return progress.to_do(articles, self.user) if value else articles

    def leaning_on_changed_fact(
        self, articles: QuerySet[Article], name: str, value: bool
    ) -> QuerySet[Article]:
        """Those with a link to be rechecked that the reader may know of."""
        if not value:
            return articles
        return articles.filter(pk__in=rechecks.articles_for(self.user).values("pk"))

    def with_archived(
        self, articles: QuerySet[Article], name: str, value: str
    ) -> QuerySet[Article]:
        return articles.exclude(archived_at=None) if value == "only" else articles

    @property
    def sorted_by(self) -> str:
        return chosen_value(self, "sort") or "-imported"

    @property
    def looks_through_all(self) -> bool:
        """Whether finding any of the rows means looking through all that there are."""
        return bool(self.phrases) or (
            chosen_value(self, "state") == progress.State.SUBMITTED
            and not progress.sees_counts(self.user)
        )

    @property
    def keys(self) -> Any:
        """The keys in order where they are found by outlet, else None."""
        if self.sorted_by.removeprefix("-") != "outlet" or self.looks_through_all:
            return None
        return KeysByOutlet(self.qs, TITLE, backwards=self.sorted_by.startswith("-"))

    @property
    def phrases(self) -> list[str]:
        """What is looked for."""
        return phrases(chosen_value(self, "q") or "")
