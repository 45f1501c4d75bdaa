"""What the history can be narrowed to. What a reader may see of it at all is decided before."""

from django import forms
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _
from django_filters import CharFilter, ChoiceFilter, FilterSet

from annotations.access import layers_seen_by
from annotations.history.access import actor_shown_to
from annotations.models import Layer
from annotations.models.review import where_unreleased
from annotations.ui.lists import filter_nothing, per_page
from annotations.visibility import letter_name
from newsroom.accounts.naming import names_apart
from newsroom.days.fields import DayFilter
from newsroom.models import Event, User

# Who began a layer when would tell whose letter it is: those events answer to no letter.
LETTERED = Q(subject_type__in=["annotation", "ruledspan", "thread"])

KINDS = {
    "annotations": ("annotation.", "suggestion."),
    "facts": ("fact.", "fact_link."),
    "layers": ("layer.",),
    "review": ("review.", "disagreement.", "agreement.", "ruling."),
    "talk": ("thread.",),
    "articles": ("article.", "revision.", "story.", "outlet."),
    "desk": ("guideline.", "alias."),
    "accounts": ("user.", "group."),
}
KIND_NAMES = [
    ("annotations", _("Annotations")),
    ("facts", _("Facts and links to them")),
    ("layers", _("Work of editors")),
    ("review", _("Reviews and decisions")),
    ("talk", _("Questions, replies, objections")),
    ("articles", _("Articles")),
    ("desk", _("Guidelines and names")),
]


class HistoryFilter(FilterSet):
    """The filters of the history over `events`, which `user` may see.

    People are offered by name where the events show the name, else by letter; nobody is offered
    whom the events hide.
    """

    FIRST = ("kind", "person", "day_range")
    SCOPE = ("article", "annotation", "fact")
    BOTH = {"day_range": _("When")}

    kind = ChoiceFilter(
        method="of_kind", label=_("What"), empty_label=_("Everything"), choices=KIND_NAMES
    )
    person = ChoiceFilter(method="by_person", label=_("Who"), empty_label=_("Everybody"))
    day_from = DayFilter("at", "date__gte", label=_("From"))
    day_to = DayFilter("at", "date__lte", label=_("To"))
    article = CharFilter(method=filter_nothing, widget=forms.HiddenInput)
    annotation = CharFilter(method=filter_nothing, widget=forms.HiddenInput)
    fact = CharFilter(method=filter_nothing, widget=forms.HiddenInput)
    per = per_page()

    def __init__(
        self, data: QueryDict, events: QuerySet[Event], *, user: User, of_all: bool = False
    ) -> None:
        """`of_all` says that the events are about everything: they may be very many."""
        super().__init__(data, events.select_related("actor").order_by("-at", "-pk"))
        self.user = user
        self.of_all = of_all
        self.filters["person"].extra["choices"] = self.people
        if user.has_perm("newsroom.manage_people"):
            self.filters["kind"].extra["choices"] = [*KIND_NAMES, ("accounts", _("Accounts"))]

    def people(self) -> list[tuple[str, str]]:
        """Who can be asked for: names, and before the release a reviewer's letters."""
        named = self.queryset.filter(actor_shown_to(self.user)).order_by()
        # Of all events one is looked for, for each user: to read them all would take long.
        theirs = Exists(named.filter(actor=OuterRef("pk")))
        users = User.objects.filter(theirs if self.of_all else Q(pk__in=named.values("actor_id")))
        names = sorted((name, str(pk)) for pk, name in names_apart(users).items())
        choices = [(pk, name) for name, pk in names]
        if self.user.has_perm("annotations.review") and not self.user.is_superuser:
            choices += [(one, letter_name(one)) for one in self.letters()]
        return choices

    def letters(self) -> list[str]:
        """Those of the unreleased layers that a reviewer reads, on a text of the events."""
        layers = layers_seen_by(self.user).exclude(editor=self.user)
        layers = layers.filter(where_unreleased("revision__review"))
        events = self.queryset.order_by()
        if self.of_all:
            return layers.filter(Exists(events.filter(revision_id=OuterRef("revision")))).letters()
        found = layers.filter(revision__in=events.values("revision_id"))
        return list(found.order_by("letter").values_list("letter", flat=True).distinct())

    def by_person(self, events: QuerySet[Event], name: str, value: str) -> QuerySet[Event]:
        if value.isdecimal():
            return events.filter(actor_shown_to(self.user), actor=int(value))
        layers = Layer.objects.filter(
            where_unreleased("revision__review"),
            revision=OuterRef("revision_id"),
            editor=OuterRef("actor_id"),
            letter=value,
        )
        return events.filter(LETTERED, Exists(layers))

    def of_kind(self, events: QuerySet[Event], name: str, value: str) -> QuerySet[Event]:
        wanted = Q()
        for beginning in KINDS[value]:
            wanted |= Q(verb__startswith=beginning)
        return events.filter(wanted)
