"""The admin pages of suggestions and of what editors answered: read-only, answers blind."""

from typing import Any, cast

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from annotations.access import layers_seen_by
from annotations.models import Answer, Suggestion
from annotations.ui.admin import SPAN, TOLD, amount_of, text_columns
from newsroom.admin_pages import ReadOnlyAdmin
from newsroom.models import User


class WhatFilter(admin.SimpleListFilter):
    title = _("answer")
    parameter_name = "answer"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [("accepted", _("Accepted")), ("dismissed", _("Dismissed"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Answer]) -> QuerySet[Answer]:
        if self.value() == "accepted":
            return queryset.exclude(annotation=None)
        return queryset.filter(annotation=None) if self.value() == "dismissed" else queryset


@admin.register(Suggestion)
class SuggestionAdmin(ReadOnlyAdmin):
    """The suggestions of the rules. They name no editor: the answers have a page of their own."""

    list_display = ("exact", "label", "attributed_to", amount_of, "article", "rules_version")
    list_filter = (
        "label",
        "rules_version",
        ("revision__article__outlet", admin.RelatedOnlyFieldListFilter),
    )
    search_fields = ("exact", "attributed_to", "unit", "revision__article__title")
    fields = (
        "revision",
        "rules_version",
        *SPAN,
    )
    readonly_fields = TOLD

    def get_queryset(self, request: HttpRequest) -> QuerySet[Suggestion]:
        rows = super().get_queryset(request).select_related("revision__article")
        rows = rows.filter(carried_from=None)
        return rows.defer(*text_columns("revision"))

    @admin.display(description=_("article"), ordering="revision__article__title")
    def article(self, suggestion: Suggestion) -> str:
        return str(suggestion.revision)


@admin.register(Answer)
class AnswerAdmin(ReadOnlyAdmin):
    """Editors' answers: all for a superuser, for a reviewer those of layers that they may see."""

    people = ("editor",)
    list_display = (
        "suggestion",
        "label",
        "rules_version",
        "what",
        "article",
        "letter",
        "editor",
        "taken_back_at",
    )
    list_filter = (WhatFilter, "suggestion__label", "suggestion__rules_version")
    search_fields = ("suggestion__exact", "layer__revision__article__title")
    fields = ("suggestion", "layer", "editor", "annotation", "dismissed_at", "taken_back_at")
    readonly_fields = ("editor",)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Answer]:
        rows = super().get_queryset(request)
        if not request.user.is_superuser:
            rows = rows.filter(layer__in=layers_seen_by(cast(User, request.user)).values("pk"))
            # What was marked in an earlier revision is read there, under that revision's letters.
            rows = rows.filter(suggestion__carried_from=None)
        rows = rows.select_related(
            "suggestion", "annotation", "layer__revision__article", "layer__editor"
        )
        return rows.defer(*text_columns("layer__revision"))

    @admin.display(description=_("label"), ordering="suggestion__label")
    def label(self, answer: Answer) -> str:
        return str(answer.suggestion.get_label_display())

    @admin.display(description=_("rules"), ordering="suggestion__rules_version")
    def rules_version(self, answer: Answer) -> int | None:
        return answer.suggestion.rules_version

    @admin.display(description=_("answer"))
    def what(self, answer: Answer) -> str:
        if answer.annotation is None:
            return str(_("dismissed"))
        return str(_("accepted, then deleted") if answer.annotation.is_withdrawn else _("accepted"))

    @admin.display(description=_("article"), ordering="layer__revision__article__title")
    def article(self, answer: Answer) -> str:
        return str(answer.layer.revision)

    @admin.display(description=_("letter"), ordering="layer__letter")
    def letter(self, answer: Answer) -> str:
        return answer.layer.letter

    @admin.display(description=_("editor"), ordering="layer__editor__username")
    def editor(self, answer: Answer) -> str:
        return str(answer.layer.editor)
