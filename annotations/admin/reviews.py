"""The admin pages of reviews, disagreements and rulings: read-only, under letters for everybody.

What is decided is decided on the screen; here it is looked up, given to reviewers, and layers are
reopened in bulk.
"""

from collections.abc import Iterable
from typing import Any, cast

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.helpers import ActionForm
from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet
from django.db.models.functions import Least, Substr
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from annotations import layers, rebuilding, reserving, reviewing, sayings
from annotations.access import open_to
from annotations.excerpts import drawn
from annotations.filters.disagreements import reviewers
from annotations.models import (
    Adjudication,
    Disagreement,
    Label,
    Layer,
    Review,
    RuledSpan,
    Undoing,
)
from annotations.models.disagreement import State
from annotations.surroundings import surroundings
from newsroom.admin_pages import ReadOnlyAdmin, ReadOnlyInline
from newsroom.models import User
from newsroom.problems import Refused
from newsroom.requests import SignedInRequest

HEAVY = ("text", "raw", "left_out")
WORDS = 80


class ReviewStateFilter(admin.SimpleListFilter):
    title = _("state")
    parameter_name = "state"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [("open", _("Open")), ("closed", _("Closed"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        if self.value() in {"open", "closed"}:
            return queryset.filter(closed_at__isnull=self.value() == "open")
        return queryset


class StateFilter(admin.SimpleListFilter):
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
        return [(value, name) for value, name in Label.choices]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        if self.value() not in Label.values:
            return queryset
        return queryset.filter(annotations__label=self.value()).distinct()


class StandingFilter(admin.SimpleListFilter):
    title = _("standing")
    parameter_name = "standing"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [("yes", _("Standing")), ("no", _("Undone or replaced"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        if self.value() not in {"yes", "no"}:
            return queryset
        return queryset.filter(stands=self.value() == "yes")


class UnderReview(ReadOnlyAdmin):
    """What these pages share: who may act, and the way to the article and the screen."""

    way = "review__revision"

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        """Only where the reader may look: not at the review of what they annotated themselves."""
        return self.rows(request).filter(open_to(cast(User, request.user), self.way))

    def rows(self, request: HttpRequest) -> QuerySet[Any]:
        return super().get_queryset(request)

    def has_review_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm("annotations.review")

    def view_on_site(self, obj: Any) -> str | None:
        return self.page_of(obj)

    @admin.display(description=_("article"))
    def article(self, obj: Any) -> str:
        return str(review_of(obj).revision)


@admin.register(Review)
class ReviewAdmin(UnderReview):
    way = "revision"
    people = ("opened_by", "closed_by")
    list_display = ("article", "page", "opened_at", "closed_at", "groups", "settled")
    list_filter = (
        ReviewStateFilter,
        ("revision__article__outlet", admin.RelatedOnlyFieldListFilter),
        "opened_at",
        "closed_at",
    )
    search_fields = ("revision__article__title",)
    date_hierarchy = "opened_at"
    fields = ("revision", "opened_at", "opened_by", "closed_at", "closed_by")
    actions = ("reopen_layers", "reopen")

    def rows(self, request: HttpRequest) -> QuerySet[Review]:
        ruled = Q(disagreements__adjudications__undoing=None) & Q(
            disagreements__adjudications__isnull=False
        )
        rows = super().rows(request).select_related("revision__article")
        return rows.defer(*heavy("revision")).annotate(
            groups=Count("disagreements", filter=Q(disagreements__gone_at=None), distinct=True),
            settled=Count("disagreements", filter=ruled, distinct=True),
        )

    @admin.display(description=_("groups"), ordering="groups")
    def groups(self, review: Any) -> int:
        return review.groups

    @admin.display(description=_("ruled on"), ordering="settled")
    def settled(self, review: Any) -> int:
        return review.settled

    @admin.action(description=_("Reopen the layers of these reviews"), permissions=["review"])
    def reopen_layers(self, request: SignedInRequest, chosen: QuerySet[Review]) -> None:
        revisions = list(chosen.values_list("revision", flat=True))
        submitted = Layer.objects.submitted().filter(revision__in=revisions)
        done = 0
        for layer in submitted.select_related("revision__article"):
            try:
                layers.reopen(layer, by=request.user)
            except Refused as refusal:
                self.message_user(request, f"{layer}: {refusal.detail}", messages.ERROR)
            else:
                done += 1
        words = ngettext("%d layer is open again.", "%d layers are open again.", done)
        self.message_user(request, words % done, messages.SUCCESS)

    @admin.action(description=_("Reopen closed reviews"), permissions=["review"])
    def reopen(self, request: SignedInRequest, chosen: QuerySet[Review]) -> None:
        closed = list(chosen.exclude(closed_at=None))
        for review in closed:
            reviewing.reopen(review, by=request.user)
        words = ngettext("%d review is open again.", "%d reviews are open again.", len(closed))
        self.message_user(request, words % len(closed), messages.SUCCESS)


class AssignForm(ActionForm):
    assignee = forms.ModelChoiceField(
        User.objects.none(), required=False, label=_("Reviewer"), empty_label=_("nobody")
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["assignee"].queryset = reviewers()  # type: ignore[attr-defined]
        self.fields["assignee"].to_field_name = "username"  # type: ignore[attr-defined]


class AdjudicationInline(ReadOnlyInline):
    model = Adjudication
    fk_name = "disagreement"
    fields = ("action", "reason", "note", "rule", "guideline_gap", "decided_at")
    readonly_fields = ("decided_at",)


class Marks:
    """The marks of the text, as everywhere."""

    css = {"all": ["css/marks.css"]}


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
        "versions",
        "article",
        "assignee",
        "found_at",
    )
    list_filter = (
        StateFilter,
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
        rows: Any = Disagreement.objects.with_state()
        return (
            rows.annotate(words=Substr("review__revision__text", F("start") + 1, length))
            .select_related("review__revision__article", "assignee")
            .defer(*heavy("review__revision"))
            .order_by(*self.ordering)
        )

    def page_of(self, obj: Any) -> str:
        return reverse("disagreement", args=[obj.pk])

    @admin.display(description=_("words"))
    def words(self, row: Any) -> str:
        return row.words

    @admin.display(description=_("labels"))
    def label_names(self, row: Disagreement) -> str:
        return " / ".join(str(Label(label).label) for label in row.labels)

    @admin.display(description=_("also"))
    def also(self, row: Disagreement) -> str:
        return ", ".join(row.further)

    @admin.display(description=_("state"))
    def state(self, row: Any) -> str:
        return str(State(row.state).label)

    @admin.display(description=_("place"))
    def place(self, row: Disagreement) -> str:
        return f"{row.start}–{row.end}"

    @admin.display(description=_("overlap"), ordering="overlap")
    def percent(self, row: Disagreement) -> str:
        return f"{round(100 * row.overlap)} %"

    @admin.display(description=_("passages"))
    def passages(self, row: Disagreement) -> SafeString:
        """What each layer has there, side by side."""
        group = rebuilding.groups_of(row.review, [row]).get(row.pk)
        if group is None:
            return format_html("{}", _now("The layers no longer differ there."))
        letters = rebuilding.letters_of(row.review)
        text = rebuilding.text_of(row.review)
        extent = surroundings(text, row.start, row.end)
        known = sayings.statements([group])
        found = [(letters[lane.layer], lane.spans) for lane in group.lanes]
        return side_by_side(
            (letter, drawn(text, extent, spans), [sayings.said(one, known) for one in spans])
            for letter, spans in sorted(found)
        )

    @admin.action(description=_("Give to the reviewer chosen beside this"), permissions=["review"])
    def assign(self, request: SignedInRequest, chosen: QuerySet[Disagreement]) -> None:
        form = AssignForm(request.POST)
        form.fields["action"].choices = [("assign", "")]  # type: ignore[attr-defined]
        if not form.is_valid():
            self.message_user(request, _("There is no such reviewer."), messages.ERROR)
            return
        count = reserving.assign(chosen, form.cleaned_data["assignee"], by=request.user)
        words = ngettext("%d assigned.", "%d assigned.", count)
        self.message_user(request, words % count, messages.SUCCESS)


class RuledSpanInline(ReadOnlyInline):
    model = RuledSpan
    fields = ("label", "start", "end", "exact", "attributed_to", "value", "unit", "note")
    ordering = ("start", "-end", "label")


@admin.register(Adjudication)
class AdjudicationAdmin(UnderReview):
    Media = Marks
    people = ("decided_by",)
    list_display = (
        "decided_at",
        "page",
        "action",
        "reason",
        "rule",
        "stands",
        "guideline_gap",
        "article",
        "decided_by",
    )
    list_filter = (
        StandingFilter,
        "action",
        "reason",
        "rule",
        "guideline_gap",
        ("decided_by", admin.RelatedOnlyFieldListFilter),
        ("review__revision__article__outlet", admin.RelatedOnlyFieldListFilter),
        "decided_at",
    )
    search_fields = ("note", "review__revision__article__title")
    date_hierarchy = "decided_at"
    ordering = ("-decided_at", "-id")
    fields = (
        "article",
        "disagreement",
        "action",
        "reason",
        "note",
        "rule",
        "batch",
        "guideline_gap",
        "passages",
        "replaces",
        "stands",
        "decided_by",
        "decided_at",
    )
    readonly_fields = ("article", "passages", "stands")
    inlines = (RuledSpanInline,)

    def rows(self, request: HttpRequest) -> QuerySet[Adjudication]:
        standing = Adjudication.objects.standing().filter(pk=OuterRef("pk"))
        return (
            super()
            .rows(request)
            .annotate(stands=Exists(standing))
            .select_related("review__revision__article", "decided_by", "disagreement")
            .defer(*heavy("review__revision"))
        )

    def page_of(self, obj: Adjudication) -> str:
        return page_of_ruling(obj)

    @admin.display(description=_("standing"), boolean=True)
    def stands(self, ruling: Any) -> bool:
        return ruling.stands

    @admin.display(description=_("what was considered"))
    def passages(self, ruling: Adjudication) -> SafeString:
        """What each layer had when it was ruled, side by side."""
        lanes = [
            (lane["letter"], [sayings.then(span) for span in lane["spans"]])
            for lane in ruling.considered["lanes"]
        ]
        spans = [span for _letter, some in lanes for span in some]
        if not spans:
            return format_html("{}", _now("Nothing was left there."))
        text = rebuilding.text_of(ruling.review)
        first, last = min(span.start for span in spans), max(span.end for span in spans)
        extent = surroundings(text, first, last)
        return side_by_side(
            (letter, drawn(text, extent, some), [sayings.said(one, {}) for one in some])
            for letter, some in sorted(lanes, key=lambda lane: lane[0])
        )


@admin.register(RuledSpan)
class RuledSpanAdmin(UnderReview):
    way = "adjudication__review__revision"
    list_display = ("exact", "page", "label", "attributed_to", "value", "unit", "article", "how")
    list_filter = (
        "label",
        "adjudication__rule",
        "adjudication__action",
        ("adjudication__review__revision__article__outlet", admin.RelatedOnlyFieldListFilter),
    )
    search_fields = ("exact", "attributed_to", "unit", "note")
    fields = (
        "id",
        "adjudication",
        "label",
        "start",
        "end",
        "prefix",
        "exact",
        "suffix",
        "attributed_to",
        "value",
        "unit",
        "note",
        "span_group",
    )
    readonly_fields = ("id",)

    def rows(self, request: HttpRequest) -> QuerySet[RuledSpan]:
        rows = super().rows(request)
        return rows.select_related("adjudication__review__revision__article").defer(
            *heavy("adjudication__review__revision")
        )

    def page_of(self, obj: RuledSpan) -> str:
        return page_of_ruling(obj.adjudication)

    @admin.display(description=_("how"))
    def how(self, span: RuledSpan) -> str:
        ruling = span.adjudication
        return ruling.get_rule_display() or ruling.get_action_display()


@admin.register(Undoing)
class UndoingAdmin(UnderReview):
    way = "adjudication__review__revision"
    people = ("undone_by",)
    list_display = ("undone_at", "page", "adjudication", "article", "undone_by")
    list_filter = ("undone_at", "adjudication__action", "adjudication__rule")
    date_hierarchy = "undone_at"
    fields = ("adjudication", "undone_by", "undone_at")

    def rows(self, request: HttpRequest) -> QuerySet[Undoing]:
        rows = super().rows(request)
        return rows.select_related("adjudication__review__revision__article", "undone_by").defer(
            *heavy("adjudication__review__revision")
        )

    def page_of(self, obj: Undoing) -> str:
        return page_of_ruling(obj.adjudication)


def review_of(obj: Any) -> Review:
    """The review that a row of these pages belongs to."""
    if isinstance(obj, Review):
        return obj
    return obj.review if hasattr(obj, "review") else obj.adjudication.review


def page_of_ruling(ruling: Adjudication) -> str:
    if ruling.disagreement_id:
        return reverse("disagreement", args=[ruling.disagreement_id])
    return reverse("review_agreed", args=[ruling.review.revision_id])


def heavy(path: str) -> list[str]:
    return [f"{path}__{name}" for name in HEAVY]


def side_by_side(
    passages: Iterable[tuple[str, SafeString, list[sayings.Said]]],
) -> SafeString:
    """A column for each layer: its letter, what is said, and its words marked in the text."""
    return format_html(
        '<div class="passages">{}</div>',
        format_html_join(
            "",
            '<section><h3>{}</h3><p class="said">{}</p><p class="excerpt">{}</p></section>',
            (
                (
                    _now("Editor %(letter)s") % {"letter": letter},
                    "; ".join(in_words(one) for one in said) or _now("nothing here (submitted)"),
                    html,
                )
                for letter, html, said in passages
            ),
        ),
    )


def in_words(said: sayings.Said) -> str:
    parts = [said.label_name, said.speaker, said.amount]
    parts += [f"{fact.relation_name}: {fact.statement}" for fact in said.facts]
    return " · ".join(part for part in parts if part)
