"""The filters and orders of the queue of disagreements.

A page of the queue is read along an index, and its length is counted no further than a reviewer
would page, so that both stay fast with very many rows (see `newsroom.paging`). Conditions on the
article are put to the reviews, which are far fewer.
"""

from datetime import timedelta
from typing import Any

from django import forms
from django.db import connection
from django.db.models import Exists, OuterRef, Q, QuerySet, TextField
from django.db.models.functions import Cast
from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django_filters import (
    BooleanFilter,
    CharFilter,
    ChoiceFilter,
    FilterSet,
    ModelChoiceFilter,
    MultipleChoiceFilter,
    NumberFilter,
)

from annotations.access import disagreements_seen_by
from annotations.labels import choices
from annotations.models import Disagreement, Layer, Review
from annotations.models.disagreement import DisagreementQuerySet, Kind, State
from annotations.ui.chips import chosen_value
from annotations.ui.lists import filter_nothing, per_page, sort_by
from annotations.ui.words import contains, phrases
from articles.models import Article, Outlet, Story
from newsroom.accounts.naming import choices_of
from newsroom.models import User
from newsroom.query_planner import key_among

ME, NOBODY = "me", "nobody"
AGES = {"1": _("A day"), "3": _("Three days"), "7": _("A week"), "30": _("A month")}
PATHS = {
    "article": "revision__article",
    "outlet": "revision__article__outlet",
    "story": "revision__article__story",
}
# The ready-made views of the queue.
TABS = [
    (_("Undecided"), {}),
    (_("Waiting for an answer"), {"state": str(State.ASKED)}),
    (_("Objected to"), {"state": str(State.DISPUTED)}),
    (_("Changed since"), {"state": str(State.STALE)}),
    (_("Decided"), {"state": str(State.SETTLED)}),
]
KINDS = [choice for choice in Kind.choices if choice[0] != Kind.AGREED]


class DisagreementFilter(FilterSet):
    """The filters of the queue, over all disagreements that `user` sees.

    Unless a state is chosen, the queue holds the unsettled ones.
    """

    FIRST = ("kind", "assignee", "outlet", "free")
    TABS = ("state",)
    BOTH = {"overlap_range": _("Words shared, %")}
    SORTS: dict[str, list[Any]] = {
        "article": ["review_id", "start", "-end", "id"],
        "contested": ["overlap", "-versions", "id"],
        "oldest": ["found_at", "id"],
        "newest": ["-found_at", "-id"],
    }
    SORT_NAMES = [
        ("article", _("By article")),
        ("contested", _("Least agreement first")),
        ("oldest", _("Oldest first")),
        ("newest", _("Newest first")),
    ]

    # Without DISTINCT: nothing is joined, and to look for doubles would read every row.
    kind = MultipleChoiceFilter(
        label=_("What differs"), choices=KINDS, widget=forms.CheckboxSelectMultiple, distinct=False
    )
    label = ChoiceFilter(
        method="with_label", label=_("Label"), choices=choices, empty_label=_("Any label")
    )
    state = ChoiceFilter(
        method="in_state",
        label=_("State"),
        choices=State.choices[:-1],
        empty_label=_("Undecided"),
    )
    assignee = ChoiceFilter(method="assigned_to", label=_("Assigned to"), empty_label=_("Anybody"))
    free = BooleanFilter(
        method="not_taken", label=_("Hide those others are working on"), widget=forms.CheckboxInput
    )
    title = CharFilter(method=filter_nothing, label=_("Article title"), max_length=200)
    article = ModelChoiceFilter(
        method=filter_nothing,
        queryset=Article.objects.shown(),
        label=_("Article"),
        widget=forms.HiddenInput,
    )
    outlet = ModelChoiceFilter(
        method=filter_nothing,
        queryset=Outlet.objects.all(),
        label=_("Outlet"),
        empty_label=_("Any outlet"),
        null_label=_("No outlet"),
    )
    story = ModelChoiceFilter(
        method=filter_nothing,
        queryset=Story.objects.all(),
        label=_("Story"),
        empty_label=_("Any story"),
        null_label=_("In no story"),
    )
    age = ChoiceFilter(
        method="older_than",
        label=_("Older than"),
        choices=list(AGES.items()),
        empty_label=_("Any age"),
    )
    overlap_from = NumberFilter(method="overlapping", label=_("From"), min_value=0, max_value=100)
    overlap_to = NumberFilter(method="overlapping", label=_("To"), min_value=0, max_value=100)
    sort = sort_by(SORT_NAMES)
    per = per_page()

    def __init__(self, data: QueryDict, *, user: User) -> None:
        super().__init__(data, disagreements_seen_by(user))
        self.user = user
        self.assignees = assignees()
        self.filters["assignee"].extra["choices"] = self.assignees

    def filter_queryset(self, queryset: QuerySet[Disagreement]) -> QuerySet[Disagreement]:
        found: Any = super().filter_queryset(queryset)
        archived = Q(revision__article__archived_at__isnull=False)
        reviews = self.reviews_of_articles()
        if reviews is None:
            # Naming the reviews that are left would keep the engine from the index of the order.
            found = found.exclude(key_among(Review.objects.filter(archived), "pk", of="review"))
        else:
            found = found.filter(review__in=reviews.exclude(archived))
        if not chosen_value(self, "state"):
            found = found.unsettled()
        return found.order_by(*self.SORTS[self.sorted_by])

    def reviews_of_articles(self) -> QuerySet[Review] | None:
        """The reviews of the article, outlet, story and title asked for; None if none is."""
        title = chosen_value(self, "title")
        chosen = {
            path: chosen_value(self, name)
            for name, path in PATHS.items()
            if chosen_value(self, name)
        }
        if not (title or chosen):
            return None
        reviews = Review.objects.all()
        for path, value in chosen.items():
            reviews = reviews.filter(**{path: None if value == "null" else value})
        for words in phrases(title or ""):
            reviews = reviews.filter(contains("revision__article__title", words))
        return reviews

    def with_label(self, rows: QuerySet[Disagreement], name: str, value: str) -> Any:
        if connection.vendor == "postgresql":  # It has counted the labels, and not the text.
            return rows.filter(labels__contains=[value])
        # As text, since SQLite cannot look into a JSON list by an operator.
        written = rows.alias(labels_written=Cast("labels", TextField()))
        return written.filter(labels_written__contains=f'"{value}"')

    def in_state(self, rows: DisagreementQuerySet, name: str, value: str) -> Any:
        return rows.in_state(value)

    def assigned_to(self, rows: QuerySet[Disagreement], name: str, value: str) -> Any:
        if value == NOBODY:
            return rows.filter(assignee=None)
        if value == ME:
            return rows.filter(assignee=self.user)
        return rows.filter(assignee__username=value)

    def not_taken(self, rows: QuerySet[Disagreement], name: str, value: bool) -> Any:
        return free_for(rows, self.user) if value else rows

    def older_than(self, rows: QuerySet[Disagreement], name: str, value: str) -> Any:
        return rows.filter(found_at__lt=timezone.now() - timedelta(days=int(value)))

    def overlapping(self, rows: QuerySet[Disagreement], name: str, value: Any) -> Any:
        # Stored to six places: half a unit of the last one is no difference.
        share = float(value) / 100
        if name == "overlap_from":
            return rows.filter(overlap__gte=share - 5e-7)
        return rows.filter(overlap__lte=share + 5e-7)

    @property
    def sorted_by(self) -> str:
        return chosen_value(self, "sort") or "article"


def free_for(rows: Any, user: User) -> Any:
    """The groups that nobody else has reserved."""
    now = timezone.now()
    return rows.filter(Q(reserved_by=None) | Q(reserved_by=user) | Q(reserved_until__lte=now))


def active_reviewers() -> QuerySet[User]:
    """The users who may be assigned to a disagreement."""
    able: Any = User.objects.with_perm(
        "annotations.review", backend="newsroom.accounts.sessions.PermissionBackend"
    )
    return able.filter(is_active=True).order_by("username")


def assignees() -> list[tuple[str, Any]]:
    return [
        (ME, _("Me")),
        (NOBODY, _("Nobody")),
        *choices_of(active_reviewers()),
    ]


def groups_of_party(rows: Any, user: User) -> Any:
    """Those of texts that the user is a party to."""
    return rows.filter(is_party_to_group(user))


def is_party_to_group(user: User) -> Exists:
    return Exists(Layer.objects.of_party(user).filter(revision=OuterRef("review__revision")))
