"""The admin page of disagreements: under letters for everybody, given to reviewers in bulk.

What is decided is decided on the screen; here it is looked up.
"""

from typing import Any

from django.contrib import admin, messages
from django.contrib.admin.helpers import ActionForm
from django.db.models import F, QuerySet
from django.db.models.functions import Least, Substr
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from annotations.disagreements.groups import groups_by_row, letters_by_layer, load_text
from annotations.labels import LABELS, choices, name_of
from annotations.models import Adjudication, Disagreement
from annotations.models.disagreement import State
from annotations.review import reservations
from annotations.review.admin.base import Marks, UnderReview, side_by_side
from annotations.review.filters import active_reviewers
from annotations.review.pages import questions
from annotations.review.pages.span_summary import fact_statements, summarize_span
from annotations.spans.sentences import surrounding_sentences
from annotations.ui.admin import place_of, text_columns
from annotations.ui.excerpts import marked_excerpt
from newsroom.accounts.naming import PersonField
from newsroom.admin_pages import ReadOnlyInline
from newsroom.models import User
from newsroom.requests import SignedInRequest

WORDS = 80


class DisagreementStateFilter(admin.SimpleListFilter):
    title = _("state")
    parameter_name = "state"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [(value, name) for value, name in State.choices]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        return queryset.filter(state=self.value()) if self.value() in State.values else queryset


class LabelFilter(admin.SimpleListFilter):
    title = _("label")
    parameter_name = "label"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return choices()

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        if self.value() not in LABELS:
            return queryset
        return queryset.filter(annotations__label=self.value()).distinct()


class AssignForm(ActionForm):
    assignee = PersonField(
        User.objects.none(), required=False, label=_("Reviewer"), empty_label=_("nobody")
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["assignee"].queryset = active_reviewers()  # type: ignore[attr-defined]
        self.fields["assignee"].to_field_name = "username"  # type: ignore[attr-defined]


class AdjudicationInline(ReadOnlyInline):
    model = Adjudication
    fk_name = "disagreement"
    fields = ("action", "reason", "note", "rule", "guideline_gap", "decided_at")
    readonly_fields = ("decided_at",)


@admin.register(Disagreement)
class DisagreementAdmin(UnderReview):
    people = ("assignee",)
    Media = Marks
    list_display = (
        "words",
        "page",
        "kind",
        "label_names",
        "state",
        "percent",
        "article",
        "assignee",
        "found_at",
    )
    list_filter = (
        DisagreementStateFilter,
        "kind",
        LabelFilter,
        ("assignee", admin.RelatedOnlyFieldListFilter),
        ("review__closed_at", admin.EmptyFieldListFilter),
        ("review__revision__article__outlet", admin.RelatedOnlyFieldListFilter),
        "found_at",
    )
    search_fields = ("review__revision__article__title",)
    date_hierarchy = "found_at"
    ordering = ("-found_at", "review", "start")
    fields = (
        "article",
        "kind",
        "also",
        "label_names",
        "state",
        "place",
        "percent",
        "versions",
        "passages",
        "assignee",
        "found_at",
        "gone_at",
    )
    readonly_fields = ("article", "also", "label_names", "state", "place", "percent", "passages")
    inlines = (AdjudicationInline,)
    action_form = AssignForm
    actions = ("assign",)

    def rows(self, request: HttpRequest) -> QuerySet[Disagreement]:
        length = Least(F("end") - F("start"), WORDS)
        rows: Any = Disagreement.objects.all()
        return (
            rows.annotate(words=Substr("review__revision__text", F("start") + 1, length))
            .select_related("review__revision__article", "assignee")
            .defer(*text_columns("review__revision"))
            .order_by(*self.ordering)
        )

    def page_of(self, obj: Any) -> str:
        return reverse("disagreement", args=[obj.pk])

    @admin.display(description=_("words"))
    def words(self, row: Any) -> str:
        return row.words

    @admin.display(description=_("labels"))
    def label_names(self, row: Disagreement) -> str:
        return " / ".join(name_of(label) for label in row.labels)

    @admin.display(description=_("also"))
    def also(self, row: Disagreement) -> str:
        return ", ".join(row.further)

    @admin.display(description=_("state"))
    def state(self, row: Any) -> str:
        return str(State(row.state).label)

    @admin.display(description=_("place"))
    def place(self, row: Disagreement) -> str:
        return place_of(row)

    @admin.display(description=_("overlap"), ordering="overlap")
    def percent(self, row: Disagreement) -> str:
        return f"{round(100 * row.overlap)} %"

    @admin.display(description=_("passages"))
    def passages(self, row: Disagreement) -> SafeString:
        """What each layer has there, side by side."""
        group = groups_by_row(row.review, [row]).get(row.pk)
        if group is None:
            return format_html("{}.", questions.explain_missing_group(row.gone_at))
        letters = letters_by_layer(row.review)
        text = load_text(row.review)
        extent = surrounding_sentences(text, row.start, row.end)
        known = fact_statements([group])
        found = [(letters[lane.layer], lane.spans) for lane in group.lanes]
        return side_by_side(
            (
                letter,
                marked_excerpt(text, extent, spans),
                [summarize_span(span, known) for span in spans],
            )
            for letter, spans in sorted(found)
        )

    @admin.action(description=_("Give to the reviewer chosen beside this"), permissions=["review"])
    def assign(self, request: SignedInRequest, chosen: QuerySet[Disagreement]) -> None:
        form = AssignForm(request.POST)
        form.fields["action"].choices = [("assign", "")]  # type: ignore[attr-defined]
        if not form.is_valid():
            self.message_user(request, _("There is no such reviewer."), messages.ERROR)
            return
        count = reservations.assign_groups(chosen, form.cleaned_data["assignee"], by=request.user)
        words = ngettext("%d assigned.", "%d assigned.", count)
        self.message_user(request, words % count, messages.SUCCESS)
