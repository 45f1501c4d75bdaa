"""What the list of annotations can be narrowed to, and with it the export.

What a reader may see at all is decided before (access.annotations_seen_by); the choices offered
here are made of the same, so that they tell no more than the list does.
"""

from datetime import UTC, date, datetime, timedelta
from typing import Any

from django import forms
from django.db.models import OuterRef, Q, QuerySet, Subquery
from django.http import QueryDict
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django_filters import (
    CharFilter,
    ChoiceFilter,
    FilterSet,
    ModelChoiceFilter,
    MultipleChoiceFilter,
    NumberFilter,
)

from annotations.access import annotations_seen_by, layers_seen_by
from annotations.exchange.walking import SORTS
from annotations.labels import choices
from annotations.models import Annotation, Guideline, Layer, Review
from annotations.models.review import where_released
from annotations.review.annotation_status import Status, in_dispute, with_status
from annotations.ui.chips import chosen_value
from annotations.ui.lists import per_page, search_field, sort_by
from annotations.ui.words import contains, phrases
from annotations.visibility import letter_name
from articles.languages import languages_in_use
from articles.models import Article, Outlet, Story
from newsroom.accounts.naming import choices_of
from newsroom.days.fields import DayFilter
from newsroom.models import User
from newsroom.query_planner import Rarely, values_in_use

# The value that means the reader; in lower case, since letters are capitals.
ME = "me"

# What stands for every version of the guidelines but the one in force.
OLDER = "older"

RELEASED = where_released("layer__revision__review")


class NumberInput(forms.NumberInput):
    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__({"step": "any", **(attrs or {})})


class AnnotationFilter(FilterSet):
    """The filters of the list of annotations, over what `user` sees of them.

    Withdrawn annotations and archived articles are never among them.
    """

    FIRST = ("label", "status", "editor", "outlet")
    BOTH = {
        "published_range": _("Published between"),
        "changed_range": _("Changed between"),
        "value_range": _("Value"),
    }
    SORT_NAMES = [
        ("-changed", _("Changed last")),
        ("changed", _("Changed first")),
        ("article", _("Article, A to Z")),
        ("-article", _("Article, Z to A")),
        ("label", _("Label, A to Z")),
        ("-label", _("Label, Z to A")),
        ("value", _("Value, smallest first")),
        ("-value", _("Value, largest first")),
    ]

    q = CharFilter(
        method="search",
        label=_("Search"),
        max_length=200,
        help_text=_("Use quotes for an exact phrase."),
        widget=search_field(_("Search words, notes, speakers")),
    )
    article = ModelChoiceFilter(
        "layer__revision__article",
        queryset=Article.objects.shown(),
        label=_("Article"),
        widget=forms.HiddenInput,
    )
    # Without DISTINCT: nothing is joined by it, and to look for doubles would read every row.
    label = MultipleChoiceFilter(
        label=_("Label"), choices=choices, widget=forms.CheckboxSelectMultiple, distinct=False
    )
    editor = ChoiceFilter(method="by_editor", label=_("Editor"), empty_label=_("All editors"))
    status = ChoiceFilter(
        method="with_status",
        label=_("Status"),
        empty_label=_("Any status"),
        choices=[*Status.choices, ("adjudicated", _("Decided (final annotations)"))],
    )
    title = CharFilter(method="titled", label=_("Title of the article"), max_length=200)
    outlet = ModelChoiceFilter(
        "layer__revision__article__outlet",
        queryset=Outlet.objects.all(),
        label=_("Outlet"),
        empty_label=_("Any outlet"),
        null_label=_("No outlet"),
    )
    story = ModelChoiceFilter(
        "layer__revision__article__story",
        queryset=Story.objects.all(),
        label=_("Story"),
        empty_label=_("Any story"),
        null_label=_("In no story"),
    )
    language = ChoiceFilter(
        "layer__revision__article__language", label=_("Language"), empty_label=_("Any language")
    )
    published_from = DayFilter(
        "layer__revision__article__published_on",
        "gte",
        label=_("From"),
    )
    published_to = DayFilter("layer__revision__article__published_on", "lte", label=_("To"))
    changed_from = DayFilter(method="changed", label=_("From"))
    changed_to = DayFilter(method="changed", label=_("To"))
    value_from = NumberFilter(
        "value",
        "gte",
        label=_("From"),
        max_digits=30,
        decimal_places=10,
        widget=NumberInput,
    )
    value_to = NumberFilter(
        "value", "lte", label=_("To"), max_digits=30, decimal_places=10, widget=NumberInput
    )
    unit = CharFilter(method="in_unit", label=_("Unit"), max_length=100)
    guideline = ChoiceFilter(
        method="made_under", label=_("Guidelines"), empty_label=_("Any guidelines")
    )
    sort = sort_by(SORT_NAMES)
    per = per_page()

    def __init__(self, data: QueryDict, *, user: User) -> None:
        super().__init__(data, listed_for(user))
        self.user = user
        self.filters["language"].extra["choices"] = languages_in_use
        self.filters["guideline"].extra["choices"] = guideline_versions
        if editors := editors_seen_by(user):
            self.filters["editor"].extra["choices"] = editors
        else:
            del self.filters["editor"]

    def filter_queryset(self, queryset: QuerySet[Annotation]) -> QuerySet[Annotation]:
        return super().filter_queryset(queryset).order_by(*SORTS[self.sorted_by])

    def search(self, annotations: QuerySet[Annotation], name: str, value: str) -> Any:
        """Those where every word, or quoted phrase, stands in what was marked or said of it."""
        for words in phrases(value):
            annotations = annotations.filter(
                Rarely(
                    contains("exact", words)
                    | contains("note", words)
                    | contains("attributed_to", words)
                )
            )
        return annotations

    def titled(self, annotations: QuerySet[Annotation], name: str, value: str) -> Any:
        for words in phrases(value):
            annotations = annotations.filter(contains("layer__revision__article__title", words))
        return annotations

    def by_editor(self, annotations: QuerySet[Annotation], name: str, value: str) -> Any:
        """Those of the reader, of a letter, or of a name where names are released.

        The reader's own letter is not meant, since the list calls them by name.
        """
        if value == ME:
            return annotations.filter(layer__editor=self.user)
        if self.user.is_superuser:
            return annotations.filter(layer__editor__username=value)
        others = annotations.exclude(layer__editor=self.user)
        named, letter = Q(layer__editor__username=value), Q(layer__letter=value)
        return others.filter(named & RELEASED | letter & ~RELEASED)

    def with_status(self, annotations: QuerySet[Annotation], name: str, value: str) -> Any:
        if value not in Status:  # It is that of final annotations, which only exports hold.
            return annotations.none()
        if value == Status.DISPUTED:
            return in_dispute(annotations, self.user)
        return with_status(may_have(annotations, value), self.user).filter(status=value)

    def made_under(self, annotations: QuerySet[Annotation], name: str, value: str) -> Any:
        """Of one version of the guidelines, or of any that is no longer in force."""
        if value == OLDER:
            return annotations.exclude(guideline=Guideline.objects.current())
        return annotations.filter(guideline__number=int(value))

    def in_unit(self, annotations: QuerySet[Annotation], name: str, value: str) -> Any:
        alike = [unit for unit in values_in_use(Annotation, "unit") if is_written_like(unit, value)]
        return annotations.filter(unit__in=alike, unit__iexact=value)

    def changed(self, annotations: QuerySet[Annotation], name: str, value: date) -> Any:
        """From, or up to, a day as the desk has it, whatever its zone.

        The day of a moment is worked out where it is not certain: within a day of that in UTC.
        """
        if not date.min.year < value.year < date.max.year:  # No day before it, or none after.
            value = date(2, 1, 1) if value.year == date.min.year else date(9998, 12, 31)
        day = datetime(value.year, value.month, value.day, tzinfo=UTC)
        before, after = day - timedelta(days=1), day + timedelta(days=2)
        if name == "changed_from":
            near = Q(updated_at__gte=before, updated_at__date__gte=value)
            return annotations.filter(updated_at__gte=before).filter(
                Q(updated_at__gte=after) | near
            )
        near = Q(updated_at__lt=after, updated_at__date__lte=value)
        return annotations.filter(updated_at__lt=after).filter(Q(updated_at__lt=before) | near)

    @property
    def sorted_by(self) -> str:
        return chosen_value(self, "sort") or "-changed"


def listed_for(user: User) -> QuerySet[Annotation]:
    seen = annotations_seen_by(user).live()
    return seen.filter(layer__revision__article__archived_at=None)


def may_have(annotations: QuerySet[Annotation], status: str) -> QuerySet[Annotation]:
    """Those of the annotations that the status is worth asking of, found by an index."""
    if status == Status.OPEN:
        return annotations.filter(layer__in=Layer.objects.open().order_by().values("pk"))
    if status in (Status.AGREED, Status.ACCEPTED, Status.REJECTED):
        reviewed = Layer.objects.filter(revision__in=Review.objects.order_by().values("revision"))
        return annotations.filter(layer__in=reviewed.order_by().values("pk"))
    return annotations


def is_written_like(one: str, other: str) -> bool:
    """Whether the two may be the same to a database that leaves the case aside."""
    return one.upper() == other.upper() or one.casefold() == other.casefold()


def editors_seen_by(user: User) -> list[tuple[str, Any]]:
    """Who may be asked for: names where they are released, else letters; nobody alone."""
    others = layers_seen_by(user).exclude(editor=user).order_by()
    released = where_released("revision__review")
    if user.is_superuser:
        return names_of(layers_seen_by(user))
    found = [(one, letter_name(one)) for one in others.exclude(released).letters()]
    found = names_of(others.filter(released)) + found
    if not found and not user.has_perm("annotations.review"):
        return []
    return [(ME, _now("Me")), *found]


def names_of(layers: QuerySet[Layer]) -> list[tuple[str, Any]]:
    # Of each user one layer is looked for: to join them all would read all that was ever released.
    one_of_theirs = layers.order_by().filter(editor=OuterRef("pk")).values("pk")[:1]
    names = User.objects.alias(one=Subquery(one_of_theirs)).filter(one__isnull=False)
    return choices_of(names.order_by("username"))


def guideline_versions() -> list[tuple[str, Any]]:
    """Every version, the latest first, and before them all that are older than that."""
    numbers = Guideline.objects.order_by("-number").values_list("number", flat=True)
    versions = [(str(one), _now("Version %(number)s") % {"number": one}) for one in numbers]
    return [(OLDER, _now("An older version")), *versions] if len(versions) > 1 else versions
