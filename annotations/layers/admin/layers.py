"""The admin pages of layers and annotations: read-only, blind for all but superusers."""

from functools import partial
from typing import Any

from django.contrib import admin, messages
from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from annotations.access import annotations_seen_by, layers_seen_by
from annotations.exchange.exporting import csv
from annotations.exchange.exporting.rows import EDITOR, export_rows
from annotations.layers import lifecycle as layer_lifecycle
from annotations.layers.admin.assigning import ASSIGN, to_assignment
from annotations.models import Annotation, Layer
from annotations.ui.admin import (
    SPAN,
    SPAN_IN_ROW,
    TOLD,
    amount_of,
    rows_shown_to,
    text_columns,
)
from annotations.visibility import editor_name
from newsroom.admin_pages import ReadOnlyAdmin, ReadOnlyInline
from newsroom.formats import Grouped
from newsroom.problems import Refused
from newsroom.requests import SignedInRequest


class StateFilter(admin.SimpleListFilter):
    """A superuser sees every layer; a reviewer only those that access lets them see."""

    title = _("state")
    parameter_name = "state"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [
            ("open", _("Open")),
            ("late", _("Late")),
            ("submitted", _("Submitted")),
            ("taken-back", _("Taken back")),
        ]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        opened = Q(submitted_at=None, taken_back_at=None)
        states = {
            "open": opened,
            "late": opened & Q(due_on__lt=timezone.localdate()),
            "submitted": Q(submitted_at__isnull=False),
            "taken-back": Q(taken_back_at__isnull=False),
        }
        return queryset.filter(states.get(self.value() or "", Q()))


class WithdrawnFilter(admin.SimpleListFilter):
    title = _("deleted")
    parameter_name = "withdrawn"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [("no", _("Standing")), ("yes", _("Deleted"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        if self.value() == "yes":
            return queryset.exclude(withdrawn_at=None)
        return queryset.filter(withdrawn_at=None) if self.value() == "no" else queryset


class AnnotationInline(ReadOnlyInline):
    model = Annotation
    fields = (*SPAN_IN_ROW, "withdrawn_at")
    readonly_fields = TOLD
    ordering = ("start", "-end", "label")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Annotation]:
        return rows_shown_to(super().get_queryset(request), annotations_seen_by, request)


@admin.register(Layer)
class LayerAdmin(ReadOnlyAdmin):
    people = (
        "editor",
        "editor__username",
        "editor__first_name",
        "editor__last_name",
        "assigned_by",
        "assigned_at",
    )
    list_display = (
        "article",
        "page",
        "letter",
        "editor",
        "state",
        "annotation_count",
        "due_on",
        "submitted_at",
    )
    list_filter = (
        StateFilter,
        ("editor", admin.RelatedOnlyFieldListFilter),
        ("revision__article__outlet", admin.RelatedOnlyFieldListFilter),
        "due_on",
        "submitted_at",
    )
    search_fields = (
        "revision__article__title",
        "editor__username",
        "editor__first_name",
        "editor__last_name",
    )
    date_hierarchy = "submitted_at"
    ordering = ("-submitted_at", "revision", "letter")
    fields = (
        "revision",
        "letter",
        "editor",
        "assigned_by",
        "assigned_at",
        "due_on",
        "submitted_at",
        "taken_back_at",
    )
    inlines = (AnnotationInline,)
    actions = ("reopen", "assign")

    def has_review_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm("annotations.review")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Layer]:
        standing = Q(annotations__withdrawn_at=None)
        rows = rows_shown_to(super().get_queryset(request), layers_seen_by, request)
        return (
            rows.select_related("revision__article", "editor", "assigned_by")
            .defer(*text_columns("revision"))
            .annotate(annotation_count=Count("annotations", filter=standing))
        )

    def view_on_site(self, obj: Layer) -> str | None:
        return self.page_of(obj)

    def page_of(self, obj: Layer) -> str | None:
        """None for a layer that only its editor sees in the application."""
        return obj.get_absolute_url() if obj.is_submitted else None

    @admin.display(description=_("article"), ordering="revision__article__title")
    def article(self, layer: Layer) -> str:
        return str(layer.revision)

    @admin.display(description=_("state"))
    def state(self, layer: Layer) -> str:
        if layer.is_submitted:
            return str(_("submitted"))
        return str(_("open")) if layer.is_open else str(_("taken back"))

    @admin.display(description=_("annotations"), ordering="annotation_count")
    def annotation_count(self, layer: Any) -> int:
        return Grouped(layer.annotation_count)

    @admin.action(description=_("Reopen submitted readings"), permissions=["review"])
    def reopen(self, request: SignedInRequest, chosen: QuerySet[Layer]) -> None:
        reopened = 0
        for layer in chosen:
            try:
                layer_lifecycle.reopen(layer, by=request.user)
            except Refused as refusal:
                self.message_user(request, f"{layer}: {refusal.detail}", messages.ERROR)
            else:
                reopened += 1
        if reopened:
            done = ngettext("%d reading is open again.", "%d readings are open again.", reopened)
            self.message_user(request, done % reopened, messages.SUCCESS)

    @admin.action(description=ASSIGN, permissions=["review"])
    def assign(self, request: SignedInRequest, chosen: QuerySet[Layer]) -> HttpResponse | None:
        return to_assignment(self, request, chosen.values_list("revision__article", flat=True))


@admin.register(Annotation)
class AnnotationAdmin(ReadOnlyAdmin):
    people = (
        "editor",
        "layer__editor__username",
        "layer__editor",
    )
    list_display = (
        "exact",
        "page",
        "label",
        "attributed_to",
        amount_of,
        "article",
        "letter",
        "editor",
        "updated_at",
    )
    list_filter = (
        "label",
        WithdrawnFilter,
        ("layer__submitted_at", admin.EmptyFieldListFilter),
        ("layer__editor", admin.RelatedOnlyFieldListFilter),
        ("layer__revision__article__outlet", admin.RelatedOnlyFieldListFilter),
        "guideline",
        "updated_at",
    )
    search_fields = (
        "exact",
        "attributed_to",
        "unit",
        "note",
        "layer__revision__article__title",
        "layer__editor__username",
    )
    date_hierarchy = "created_at"
    fields = (
        "id",
        "layer",
        "editor",
        *SPAN,
        "note",
        "span_group",
        "guideline",
        "version",
        "created_at",
        "updated_at",
        "withdrawn_at",
    )
    readonly_fields = ("id", "editor", *TOLD)
    actions = ("export",)

    def has_review_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm("annotations.review")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Annotation]:
        rows = rows_shown_to(super().get_queryset(request), annotations_seen_by, request)
        return rows.select_related("layer__revision__article", "layer__editor", "guideline").defer(
            *text_columns("layer__revision")
        )

    def view_on_site(self, obj: Annotation) -> str | None:
        return self.page_of(obj)

    def page_of(self, obj: Annotation) -> str | None:
        return obj.get_absolute_url() if obj.layer.is_submitted else None

    @admin.display(description=_("article"), ordering="layer__revision__article__title")
    def article(self, annotation: Annotation) -> str:
        return str(annotation.layer.revision)

    @admin.display(description=_("letter"), ordering="layer__letter")
    def letter(self, annotation: Annotation) -> str:
        return annotation.layer.letter

    @admin.display(description=_("editor"), ordering="layer__editor__username")
    def editor(self, annotation: Annotation) -> str:
        return str(annotation.layer.editor)

    @admin.action(description=_("Export the standing ones as CSV"), permissions=["review"])
    def export(
        self, request: SignedInRequest, chosen: QuerySet[Annotation]
    ) -> StreamingHttpResponse:
        annotations = Annotation.objects.filter(pk__in=chosen.values("pk"))
        name_of = partial(editor_name, reader=request.user)
        return StreamingHttpResponse(
            csv.chunks(export_rows(EDITOR, annotations, name_of=name_of)),
            content_type=csv.CONTENT_TYPE,
            headers={"Content-Disposition": 'attachment; filename="annotations.csv"'},
        )
