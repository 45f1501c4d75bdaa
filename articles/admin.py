"""The admin pages of the articles: details may be corrected, texts and imports only read."""

from typing import Any

from django.contrib import admin, messages
from django.db.models import Count, Q, QuerySet
from django.db.models.functions import Length
from django.http import HttpRequest
from django.template.defaultfilters import filesizeformat
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from articles import addresses, details, stories
from articles.models import Article, ImportBatch, ImportItem, Outlet, Revision, Story
from newsroom.admin_pages import KeptAdmin, ReadOnlyAdmin, ReadOnlyInline
from newsroom.formats import Grouped
from newsroom.requests import SignedInRequest

HEAVY = ("text", "raw", "left_out", "timecodes")


class ArchivedFilter(admin.SimpleListFilter):
    title = _("archive")
    parameter_name = "archived"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [("no", _("Shown")), ("yes", _("Archived"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        if self.value() == "yes":
            return queryset.exclude(archived_at=None)
        return queryset.filter(archived_at=None) if self.value() == "no" else queryset


class RevisionInline(ReadOnlyInline):
    model = Revision
    fields = ("number", "characters", "media_type", "sha256", "imported_at")
    readonly_fields = ("characters", "imported_at")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Revision]:
        return with_length(super().get_queryset(request))

    @admin.display(description=_("code points"))
    def characters(self, revision: Any) -> int:
        return Grouped(revision.characters)


@admin.register(Article)
class ArticleAdmin(KeptAdmin):
    list_display = (
        "title",
        "page",
        "outlet",
        "story",
        "language",
        "published_on",
        "imported_at",
        "revision_count",
        "shown",
    )
    list_filter = (
        ArchivedFilter,
        "language",
        "title_generated",
        ("outlet", admin.RelatedOnlyFieldListFilter),
        ("story", admin.RelatedOnlyFieldListFilter),
        "published_on",
    )
    search_fields = ("title", "url", "byline", "credit", "outlet__name", "story__title")
    date_hierarchy = "imported_at"
    list_select_related = ("outlet", "story")
    autocomplete_fields = ("outlet", "story")
    fields = (*details.DETAILS, "story", "title_generated", "imported_at", "archived_at")
    readonly_fields = ("title_generated", "imported_at", "archived_at")
    inlines = (RevisionInline,)
    actions = ("archive", "bring_back")

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Articles come by import, with the file that they were read from."""
        return False

    def has_import_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm("articles.import_articles")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Article]:
        return super().get_queryset(request).annotate(revision_count=Count("revisions"))

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Article], search_term: str
    ) -> tuple[QuerySet[Article], bool]:
        """An address finds its article in whatever spelling."""
        found, may_repeat = super().get_search_results(request, queryset, search_term)
        if addresses.is_address(search_term):
            at = Q(canonical_url=addresses.key(search_term))
            found = queryset.filter(at | Q(pk__in=found.values("pk")))
        return found, may_repeat

    def save_model(self, request: Any, obj: Any, form: Any, change: bool) -> None:
        fields = {
            name: form.cleaned_data[name] for name in form.changed_data if name in details.DETAILS
        }
        if "outlet" in fields:
            fields["outlet"] = fields["outlet"].name if fields["outlet"] else ""
        details.edit_article(obj, fields, by=request.user)
        if "story" in form.changed_data:
            title = obj.story.title if obj.story else ""
            stories.assign_story([obj.pk], title, by=request.user)

    @admin.display(description=_("texts"), ordering="revision_count")
    def revision_count(self, article: Any) -> int:
        return Grouped(article.revision_count)

    @admin.display(description=_("shown"), boolean=True, ordering="archived_at")
    def shown(self, article: Article) -> bool:
        return not article.is_archived

    @admin.action(description=_("Archive: hide from the lists"), permissions=["import"])
    def archive(self, request: SignedInRequest, articles: QuerySet[Article]) -> None:
        chosen = list(articles.filter(archived_at=None))
        for article in chosen:
            details.archive_article(article, by=request.user)
        done = ngettext("%d article is archived.", "%d articles are archived.", len(chosen))
        self.message_user(request, done % len(chosen), messages.SUCCESS)

    @admin.action(description=_("Bring back from the archive"), permissions=["import"])
    def bring_back(self, request: SignedInRequest, articles: QuerySet[Article]) -> None:
        chosen = list(articles.exclude(archived_at=None))
        for article in chosen:
            details.restore_article(article, by=request.user)
        done = ngettext("%d article is back.", "%d articles are back.", len(chosen))
        self.message_user(request, done % len(chosen), messages.SUCCESS)


@admin.register(Revision)
class RevisionAdmin(ReadOnlyAdmin):
    people = ("imported_by",)
    list_display = (
        "article",
        "page",
        "number",
        "characters",
        "media_type",
        "left_out_count",
        "imported_by",
        "imported_at",
    )
    list_filter = ("media_type", ("article__outlet", admin.RelatedOnlyFieldListFilter), "number")
    search_fields = ("article__title", "sha256", "raw_sha256")
    date_hierarchy = "imported_at"
    list_select_related = ("article", "imported_by")
    fields = (
        "article",
        "number",
        "media_type",
        "imported_by",
        "imported_at",
        "item",
        "sha256",
        "raw_sha256",
        "raw_size",
        "what_was_left_out",
        "whole_text",
    )
    readonly_fields = ("raw_size", "what_was_left_out", "whole_text")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Revision]:
        # The list counts what was left out, so that column comes along.
        return with_length(super().get_queryset(request)).defer(None).defer("text", "raw")

    @admin.display(description=_("code points"), ordering="characters")
    def characters(self, revision: Any) -> int:
        return Grouped(revision.characters)

    @admin.display(description=_("passages left out"))
    def left_out_count(self, revision: Revision) -> int:
        return len(revision.left_out)

    @admin.display(description=_("size as it came"))
    def raw_size(self, revision: Revision) -> str:
        return filesizeformat(len(revision.raw))

    @admin.display(description=_("left out"))
    def what_was_left_out(self, revision: Revision) -> SafeString | str:
        rows = ((entry.get("reason", ""), entry.get("text", "")) for entry in revision.left_out)
        return format_html_join("", "<p><b>{}</b> {}</p>", rows) or self.get_empty_value_display()

    @admin.display(description=_("text"))
    def whole_text(self, revision: Revision) -> SafeString:
        return format_html(
            '<div class="whole-text" lang="{}" dir="auto">{}</div>',
            revision.article.lang,
            revision.text,
        )


@admin.register(Outlet)
class OutletAdmin(KeptAdmin):
    list_display = ("name", "homepage", "article_count", "articles")
    search_fields = ("name", "homepage")
    fields = ("name", "homepage")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Outlet]:
        return super().get_queryset(request).annotate(article_count=Count("articles"))

    @admin.display(description=_("articles"), ordering="article_count")
    def article_count(self, outlet: Any) -> int:
        return Grouped(outlet.article_count)

    @admin.display(description=_("in the list"))
    def articles(self, outlet: Outlet) -> SafeString:
        return articles_with(f"outlet__id__exact={outlet.pk}")


@admin.register(Story)
class StoryAdmin(KeptAdmin):
    list_display = (
        "title",
        "page",
        "article_count",
        "articles",
    )
    search_fields = ("title",)
    fields = ("title",)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Story]:
        return super().get_queryset(request).annotate(article_count=Count("articles"))

    def save_model(self, request: Any, obj: Any, form: Any, change: bool) -> None:
        if change:
            stories.rename_story(obj, obj.title, by=request.user)
        else:
            super().save_model(request, obj, form, change)

    @admin.display(description=_("articles"), ordering="article_count")
    def article_count(self, story: Any) -> int:
        return Grouped(story.article_count)

    @admin.display(description=_("in the list"))
    def articles(self, story: Story) -> SafeString:
        return articles_with(f"story__id__exact={story.pk}")


class ItemInline(ReadOnlyInline):
    model = ImportItem
    fields = ("name", "outcome", "revision", "refused_because")

    def get_queryset(self, request: HttpRequest) -> QuerySet[ImportItem]:
        return light(super().get_queryset(request))


@admin.register(ImportBatch)
class ImportBatchAdmin(ReadOnlyAdmin):
    people = ("by", "by__username")
    list_display = (
        "started_at",
        "page",
        "finished_at",
        "by",
        "item_count",
        "imported_count",
        "failed_count",
    )
    list_filter = (("by", admin.RelatedOnlyFieldListFilter), "items__outcome")
    search_fields = ("items__name", "by__username")
    date_hierarchy = "started_at"
    list_select_related = ("by",)
    fields = ("started_at", "finished_at", "by")
    inlines = (ItemInline,)

    def get_queryset(self, request: HttpRequest) -> QuerySet[ImportBatch]:
        became = Q(items__outcome__in=[ImportItem.Outcome.IMPORTED, ImportItem.Outcome.REVISED])
        failed = Q(items__outcome=ImportItem.Outcome.FAILED)
        return (
            super()
            .get_queryset(request)
            .annotate(
                item_count=Count("items", distinct=True),
                imported_count=Count("items", filter=became, distinct=True),
                failed_count=Count("items", filter=failed, distinct=True),
            )
        )

    @admin.display(description=_("items"), ordering="item_count")
    def item_count(self, batch: Any) -> int:
        return Grouped(batch.item_count)

    @admin.display(description=_("imported or revised"), ordering="imported_count")
    def imported_count(self, batch: Any) -> int:
        return Grouped(batch.imported_count)

    @admin.display(description=_("failed"), ordering="failed_count")
    def failed_count(self, batch: Any) -> int:
        return Grouped(batch.failed_count)


@admin.register(ImportItem)
class ImportItemAdmin(ReadOnlyAdmin):
    list_display = (
        "name",
        "page",
        "batch",
        "outcome",
        "revision",
        "refused_because",
    )
    list_filter = ("outcome",)
    search_fields = ("name", "refused_because")
    date_hierarchy = "batch__started_at"
    fields = ("batch", "name", "outcome", "revision", "refused_because", "draft")

    def get_queryset(self, request: HttpRequest) -> QuerySet[ImportItem]:
        return light(super().get_queryset(request))

    def page_of(self, obj: ImportItem) -> str:
        return obj.batch.get_absolute_url()


def with_length(revisions: QuerySet[Revision]) -> QuerySet[Revision]:
    """Each with `characters`, counted by the database: the text stays there."""
    return revisions.annotate(characters=Length("text")).defer(*HEAVY)


def light(items: QuerySet[ImportItem]) -> QuerySet[ImportItem]:
    """With what they became, and without the files and drafts, which weigh."""
    heavy = (f"revision__{name}" for name in HEAVY)
    return items.select_related("batch", "revision__article").defer("raw", "draft", *heavy)


def articles_with(query: str) -> SafeString:
    return format_html('<a href="../article/?{}">{}</a>', query, _("Show"))
