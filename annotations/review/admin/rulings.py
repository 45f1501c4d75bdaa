"""The admin pages of rulings, of the spans they ruled and of what was undone: read-only."""

from typing import Any

from django.contrib import admin
from django.db.models import Exists, OuterRef, QuerySet
from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from annotations.disagreements.groups import load_text
from annotations.models import Adjudication, RuledSpan, Undoing
from annotations.review.admin.base import Marks, UnderReview, page_of_ruling, side_by_side
from annotations.review.pages.span_summary import considered_span, summarize_span
from annotations.spans.sentences import surrounding_sentences
from annotations.ui.admin import SPAN, SPAN_IN_ROW, TOLD, amount_of, text_columns
from annotations.ui.excerpts import marked_excerpt
from newsroom.admin_pages import ReadOnlyInline


class StandingRulingFilter(admin.SimpleListFilter):
    title = _("standing")
    parameter_name = "standing"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [("yes", _("Standing")), ("no", _("Undone or replaced"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        if self.value() not in {"yes", "no"}:
            return queryset
        return queryset.filter(stands=self.value() == "yes")


class RuledSpanInline(ReadOnlyInline):
    model = RuledSpan
    fields = SPAN_IN_ROW
    readonly_fields = TOLD
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
        StandingRulingFilter,
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
            .defer(*text_columns("review__revision"))
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
            (lane["letter"], [considered_span(span) for span in lane["spans"]])
            for lane in ruling.considered["lanes"]
        ]
        spans = [span for _letter, some in lanes for span in some]
        if not spans:
            return format_html("{}", _now("Nothing was left there."))
        text = load_text(ruling.review)
        first, last = min(span.start for span in spans), max(span.end for span in spans)
        extent = surrounding_sentences(text, first, last)
        return side_by_side(
            (
                letter,
                marked_excerpt(text, extent, some),
                [summarize_span(span, {}) for span in some],
            )
            for letter, some in sorted(lanes, key=lambda lane: lane[0])
        )


@admin.register(RuledSpan)
class RuledSpanAdmin(UnderReview):
    way = "adjudication__review__revision"
    list_display = ("exact", "page", "label", "attributed_to", amount_of, "article", "how")
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
        *SPAN,
        "note",
        "span_group",
    )
    readonly_fields = ("id", *TOLD)

    def rows(self, request: HttpRequest) -> QuerySet[RuledSpan]:
        rows = super().rows(request)
        return rows.select_related("adjudication__review__revision__article").defer(
            *text_columns("adjudication__review__revision")
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
            *text_columns("adjudication__review__revision")
        )

    def page_of(self, obj: Undoing) -> str:
        return page_of_ruling(obj.adjudication)
