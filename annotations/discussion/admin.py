"""The admin pages of threads, comments and notices: read-only, blind as the pages are."""

from typing import Any

from django.contrib import admin
from django.db.models import Count, QuerySet
from django.http import HttpRequest
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _

from annotations.access import comments_seen_by, threads_seen_by
from annotations.models import Comment, Notice, Thread
from annotations.ui.admin import rows_shown_to
from newsroom.admin_pages import ReadOnlyAdmin, ReadOnlyInline
from newsroom.formats import Grouped

WORDS = 120


class ResolvedFilter(admin.SimpleListFilter):
    title = _("state")
    parameter_name = "state"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [("open", _("Open")), ("resolved", _("Resolved"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        if self.value() in {"open", "resolved"}:
            return queryset.filter(resolved_at__isnull=self.value() == "open")
        return queryset


class CommentInline(ReadOnlyInline):
    model = Comment
    fields = ("at", "words", "answer")
    readonly_fields = ("at", "words", "answer")
    ordering = ("at", "pk")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Comment]:
        return rows_shown_to(super().get_queryset(request), comments_seen_by, request)

    @admin.display(description=_("text"))
    def words(self, comment: Comment) -> str:
        return comment.without_names


@admin.register(Thread)
class ThreadAdmin(ReadOnlyAdmin):
    # What was typed may hold a name that a reader is shown a letter for.
    people = ("opened_by", "resolved_by", "asked", "opened_by__username", "comments__text")
    list_display = (
        "kind",
        "page",
        "about",
        "comment_count",
        "opened_by",
        "opened_at",
        "resolved_by",
        "resolved_at",
    )
    list_filter = (
        "kind",
        ResolvedFilter,
        ("opened_by", admin.RelatedOnlyFieldListFilter),
        "opened_at",
    )
    search_fields = ("comments__text", "annotation__exact", "opened_by__username")
    date_hierarchy = "opened_at"
    ordering = ("-opened_at", "-id")
    fields = (
        "kind",
        "asks_to_mark",
        "annotation",
        "disagreement",
        "ruling",
        "opened_by",
        "opened_at",
        "asked",
        "resolved_by",
        "resolved_at",
    )
    inlines = (CommentInline,)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Thread]:
        rows = rows_shown_to(super().get_queryset(request), threads_seen_by, request)
        rows = rows.select_related("opened_by", "resolved_by", "annotation", "disagreement")
        return rows.annotate(comment_count=Count("comments", distinct=True))

    @admin.display(description=_("about"))
    def about(self, thread: Thread) -> str:
        return str(thread.annotation or thread.disagreement)

    @admin.display(description=_("comments"), ordering="comment_count")
    def comment_count(self, thread: Thread) -> int:
        return Grouped(thread.comment_count)  # type: ignore[attr-defined]


@admin.register(Comment)
class CommentAdmin(ReadOnlyAdmin):
    people = ("author", "author__username", "text")
    list_display = ("words", "page", "kind", "answer", "author", "at")
    list_filter = ("thread__kind", "answer", ("author", admin.RelatedOnlyFieldListFilter), "at")
    search_fields = ("text", "author__username")
    date_hierarchy = "at"
    ordering = ("-at", "-id")
    fields = ("thread", "all_words", "answer", "author", "at")
    readonly_fields = ("all_words",)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Comment]:
        rows = rows_shown_to(super().get_queryset(request), comments_seen_by, request)
        return rows.select_related("thread", "author")

    def page_of(self, obj: Comment) -> str | None:
        return f"{obj.thread.get_absolute_url()}#c-{obj.pk}"

    @admin.display(description=_("text"))
    def words(self, comment: Comment) -> str:
        return Truncator(comment.without_names).chars(WORDS)

    @admin.display(description=_("text"))
    def all_words(self, comment: Comment) -> str:
        return comment.without_names

    @admin.display(description=_("kind"), ordering="thread__kind")
    def kind(self, comment: Comment) -> str:
        return comment.thread.get_kind_display()


@admin.register(Notice)
class NoticeAdmin(ReadOnlyAdmin):
    """For superusers only: who was notified would reveal whose layer it is."""

    list_display = ("user", "event", "at", "read_at")
    list_filter = (
        ("user", admin.RelatedOnlyFieldListFilter),
        ("read_at", admin.EmptyFieldListFilter),
        "event__verb",
    )
    search_fields = ("user__username", "event__verb")
    date_hierarchy = "event__at"
    ordering = ("-event__at", "-id")
    list_select_related = ("user", "event")
    fields = ("user", "event", "read_at")

    def has_view_permission(self, request: HttpRequest, obj: Notice | None = None) -> bool:
        return request.user.is_superuser

    def has_module_permission(self, request: HttpRequest) -> bool:
        return request.user.is_superuser

    @admin.display(description=_("at"), ordering="event__at")
    def at(self, notice: Notice) -> Any:
        return notice.event.at
