"""What the list of facts can be narrowed to, and with it their export."""

import re
from typing import Any

from django import forms
from django.db.models import F, QuerySet, TextField, Value
from django.db.models.functions import Cast, Concat, Lower, StrIndex
from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django_filters import BooleanFilter, CharFilter, ChoiceFilter, FilterSet

from annotations.facts import search as fact_search
from annotations.models import FactState, FactVersion, Source
from annotations.ui.chips import chosen_value
from annotations.ui.lists import per_page, search_field, sort_by
from annotations.ui.words import contains, phrases
from newsroom.days.fields import DayFilter
from newsroom.models import User

MOST_FOUND = 200
NUMBER = re.compile(r"\s*#(\d{1,9})\s*")

WITH_RETIRED = "all"

# The ready-made views of the list.
TABS = [
    (_("Current"), {}),
    (_("To verify"), {"waiting": "on"}),
    (_("Verified"), {"state": str(FactState.VERIFIED)}),
    (_("Recheck due"), {"state": str(FactState.RECHECK)}),
    (_("Retired"), {"state": str(FactState.RETIRED)}),
    (_("All"), {"state": WITH_RETIRED}),
]


class FactFilter(FilterSet):
    """The filters of the list of facts, over the version that speaks for each.

    Retired facts are not among them unless they are asked for.
    """

    FIRST = ("publisher",)
    TABS = ("state", "waiting")
    BOTH = {"as_of_range": _("True as of")}
    SORTS: dict[str, list[Any]] = {
        "-number": ["-fact_id"],
        "number": ["fact_id"],
        "-as-of": [F("as_of").desc(nulls_last=True), "-fact_id"],
        "as-of": [F("as_of").asc(nulls_last=True), "fact_id"],
        "recheck": [F("recheck_on").asc(nulls_last=True), "fact_id"],
        "-recheck": [F("recheck_on").desc(nulls_last=True), "-fact_id"],
        "statement": [Lower("statement"), "fact_id"],
        "-statement": [Lower("statement").desc(), "-fact_id"],
    }
    SORT_NAMES = [
        ("-number", _("Recorded last")),
        ("number", _("Recorded first")),
        ("-as-of", _("As of, latest first")),
        ("as-of", _("As of, earliest first")),
        ("recheck", _("Recheck due first")),
        ("-recheck", _("Recheck due last")),
        ("statement", _("Statement, A to Z")),
        ("-statement", _("Statement, Z to A")),
    ]

    q = CharFilter(
        method="search",
        label=_("Search"),
        max_length=500,
        help_text=_("Best match first; #12 is number 12."),
        widget=search_field(_("Search facts and sources, or #12")),
    )
    state = ChoiceFilter(
        method="in_state",
        label=_("State"),
        empty_label=_("All but retired"),
        choices=[*FactState.choices, (WITH_RETIRED, _("All, retired too"))],
    )
    waiting = BooleanFilter(
        method="to_verify", label=_("To be verified"), widget=forms.CheckboxInput
    )
    publisher = CharFilter(method="published_by", label=_("Publisher"), max_length=200)
    as_of_from = DayFilter("as_of", "gte", label=_("From"))
    as_of_to = DayFilter("as_of", "lte", label=_("To"))
    recheck_by = DayFilter("recheck_on", "lte", label=_("Recheck due by"))
    sort = sort_by([("fit", _("What fits best")), *SORT_NAMES])
    per = per_page()

    def __init__(self, data: QueryDict, *, user: User) -> None:
        today = timezone.localdate()
        super().__init__(data, FactVersion.objects.speaking().with_state(today=today))
        self.user = user
        if not data.get("q", "").strip():
            self.filters["sort"].extra["choices"] = self.SORT_NAMES

    def filter_queryset(self, queryset: QuerySet[FactVersion]) -> QuerySet[FactVersion]:
        found = super().filter_queryset(queryset)
        if not chosen_value(self, "state"):
            found = found.filter(fact__retired_at=None)
        if self.sorted_by == "fit":
            return found.order_by(place_among(self.found), "fact_id")
        return found.order_by(*self.SORTS[self.sorted_by])

    def search(self, versions: QuerySet[FactVersion], name: str, value: str) -> Any:
        return versions.filter(fact__in=self.found)

    @property
    def found(self) -> list[int]:
        """The numbers of the facts that fit the words, best first, at most MOST_FOUND."""
        if not hasattr(self, "_found"):
            asked = chosen_value(self, "q") or ""
            if number := NUMBER.fullmatch(asked):
                self._found = [int(number[1])]
            else:
                best = fact_search.best(asked, most=MOST_FOUND, retired=True)
                self._found = [fact for fact, _version in best]
        return self._found

    def in_state(self, versions: Any, name: str, value: str) -> Any:
        return versions if value == WITH_RETIRED else versions.filter(state=value)

    def to_verify(self, versions: Any, name: str, value: bool) -> Any:
        """Standing drafts, and verified facts with a revision that waits."""
        if not value:
            return versions
        drafts = versions.filter(state=FactState.DRAFT)
        return drafts | versions.filter(fact__retired_at=None, revision_id__isnull=False)

    def published_by(self, versions: QuerySet[FactVersion], name: str, value: str) -> Any:
        for words in phrases(value):
            sources = Source.objects.filter(contains("publisher", words))
            versions = versions.filter(pk__in=sources.values("version"))
        return versions

    @property
    def sorted_by(self) -> str:
        """As asked; without asking what fits best where words are looked for."""
        return chosen_value(self, "sort") or ("fit" if chosen_value(self, "q") else "-number")


def place_among(numbers: list[int]) -> StrIndex:
    """Where the number of a fact stands among these: one look at one string, since Django takes
    a hundred thousand calls to write a condition for each of two hundred.
    """
    told = Value("".join(f",{number}" for number in numbers) + ",")
    wanted = Concat(Value(","), Cast("fact_id", TextField()), Value(","), output_field=TextField())
    return StrIndex(told, wanted)
