"""The admin pages of facts, their versions and sources: read-only: only activities change them.

Who recorded and who verified stands on the application's page of every fact, so it stands here too.
"""

from typing import Any

from django.contrib import admin
from django.db.models import OuterRef, Q, QuerySet, Subquery
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from annotations.models import Fact, FactElsewhere, FactState, FactVersion, Source
from newsroom.admin_pages import ReadOnlyAdmin, ReadOnlyInline


class FactStateFilter(admin.SimpleListFilter):
    title = _("state")
    parameter_name = "state"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return list(FactState.choices)

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        if self.value() not in FactState.values:
            return queryset
        return queryset.filter(state=self.value())


class VerifiedFilter(admin.SimpleListFilter):
    title = _("verified")
    parameter_name = "verified"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [("yes", _("Verified")), ("no", _("Not verified"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        verified = {"yes": ~Q(verified_at=None), "no": Q(verified_at=None)}
        return queryset.filter(verified.get(self.value() or "", Q()))


class VersionInline(ReadOnlyInline):
    model = FactVersion
    fields = (
        "number",
        "statement",
        "as_of",
        "recheck_on",
        "reason",
        "recorded_by",
        "verified_by",
        "verified_at",
    )
    ordering = ("-number",)


class SourceInline(ReadOnlyInline):
    model = Source
    fields = ("title", "publisher", "url", "excerpt", "accessed_on", "archive_url")


class ElsewhereInline(ReadOnlyInline):
    model = FactElsewhere
    fields = ("stable_id",)


@admin.register(Fact)
class FactAdmin(ReadOnlyAdmin):
    list_display = ("id", "page", "statement", "state", "as_of", "recheck_on", "retired_at", "key")
    list_filter = (FactStateFilter, ("retired_at", admin.EmptyFieldListFilter))
    search_fields = ("=id", "key", "versions__statement", "versions__sources__publisher")
    date_hierarchy = "retired_at"
    fields = ("id", "key", "stable_id", "retired_at", "replaced_by")
    inlines = (VersionInline, ElsewhereInline)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Fact]:
        speaking = FactVersion.objects.speaking().filter(fact=OuterRef("pk"))
        speaking = speaking.with_state(today=timezone.localdate())
        names = ("statement", "state", "as_of", "recheck_on")
        shown = {name: Subquery(speaking.values(name)[:1]) for name in names}
        return super().get_queryset(request).annotate(**shown)

    @admin.display(description=_("statement"), ordering="statement")
    def statement(self, fact: Any) -> str:
        return fact.statement

    @admin.display(description=_("state"), ordering="state")
    def state(self, fact: Any) -> str:
        return str(FactState(fact.state).label)

    @admin.display(description=_("as of"), ordering="as_of")
    def as_of(self, fact: Any) -> Any:
        return fact.as_of

    @admin.display(description=_("recheck on"), ordering="recheck_on")
    def recheck_on(self, fact: Any) -> Any:
        return fact.recheck_on


@admin.register(FactVersion)
class FactVersionAdmin(ReadOnlyAdmin):
    list_display = (
        "statement",
        "page",
        "number",
        "as_of",
        "recheck_on",
        "recorded_by",
        "recorded_at",
        "verified_by",
        "verified_at",
    )
    list_filter = (VerifiedFilter, "as_of", "recheck_on", "recorded_at")
    search_fields = ("=fact__id", "statement", "reason", "sources__title", "sources__publisher")
    date_hierarchy = "recorded_at"
    list_select_related = ("fact", "recorded_by", "verified_by")
    fields = (
        "fact",
        "number",
        "statement",
        "as_of",
        "recheck_on",
        "reason",
        "recorded_by",
        "recorded_at",
        "verified_by",
        "verified_at",
    )
    inlines = (SourceInline,)

    def view_on_site(self, obj: FactVersion) -> str:
        return self.page_of(obj)

    def page_of(self, obj: FactVersion) -> str:
        return obj.fact.get_absolute_url()


@admin.register(Source)
class SourceAdmin(ReadOnlyAdmin):
    list_display = ("title", "page", "publisher", "url", "accessed_on", "archive_url")
    list_filter = ("accessed_on", ("url", admin.EmptyFieldListFilter))
    search_fields = ("title", "publisher", "url", "excerpt", "version__statement")
    list_select_related = ("version__fact",)
    fields = ("version", "title", "publisher", "url", "excerpt", "accessed_on", "archive_url")

    def view_on_site(self, obj: Source) -> str:
        return self.page_of(obj)

    def page_of(self, obj: Source) -> str:
        return obj.version.fact.get_absolute_url()
