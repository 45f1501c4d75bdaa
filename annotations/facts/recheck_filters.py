"""What the list of links to be looked at again can be narrowed to."""

from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _
from django_filters import BooleanFilter, ChoiceFilter, FilterSet, ModelChoiceFilter

from annotations.facts import rechecks
from annotations.models import Fact
from annotations.ui.lists import per_page
from articles.models import Article
from newsroom.models import User


class RecheckFilter(FilterSet):
    """The filters over the links that `user` sees on the list."""

    FIRST = ("why",)

    why = ChoiceFilter(
        method="for_reason",
        label=_("Why"),
        empty_label=_("Any reason"),
        choices=[
            ("revised", _("The fact was revised")),
            ("retired", _("The fact was retired")),
            ("due", _("The fact is due for a recheck")),
        ],
    )
    fact = ModelChoiceFilter(
        "fact",
        queryset=Fact.objects.all(),
        label=_("Fact number"),
        widget=forms.NumberInput(attrs={"min": 1}),
        error_messages={"invalid_choice": _("There is no fact of that number.")},
    )
    article = ModelChoiceFilter(
        method="in_article",
        queryset=Article.objects.none(),
        label=_("Article"),
        empty_label=_("Any article"),
    )
    mine = BooleanFilter(method="only_mine", label=_("Mine only"), widget=forms.CheckboxInput)
    per = per_page()

    def __init__(self, data: QueryDict, *, user: User) -> None:
        super().__init__(data, rechecks.rechecks_for(user))
        self.user = user
        self.filters["article"].queryset = rechecks.articles_for(user).order_by("title")

    def for_reason(self, links: Any, name: str, value: str) -> Any:
        return links.filter(**{f"is_{value}": True})

    def in_article(self, links: Any, name: str, value: Article) -> Any:
        return rechecks.links_on_article(links, value)

    def only_mine(self, links: Any, name: str, value: bool) -> Any:
        return rechecks.links_made_in_layers_of(links, self.user) if value else links
