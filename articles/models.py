"""The text: where it came from and exactly what it said. Nothing here knows of annotation."""

from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import Case, F, OuterRef, Q, Subquery, When
from django.db.models.functions import Lower
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from articles import addresses


class Outlet(models.Model):
    """Who published: a newspaper, an agency, a site."""

    name = models.CharField(_("name"), max_length=200, unique=True)
    homepage = models.URLField(_("homepage"), max_length=500, blank=True)

    class Meta:
        ordering = ["name"]
        verbose_name = _("outlet")
        verbose_name_plural = _("outlets")

    def __str__(self) -> str:
        return self.name


class Story(models.Model):
    """One event that several articles report; chosen by hand."""

    title = models.CharField(_("title"), max_length=300)

    class Meta:
        ordering = ["title", "id"]
        verbose_name = _("story")
        verbose_name_plural = _("stories")

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("story", args=[self.pk])


class ArticleQuerySet(models.QuerySet["Article"]):
    def shown(self) -> Self:
        """Those that nobody has archived."""
        return self.filter(archived_at=None)

    def at(self, address: str) -> "Article | None":
        """The one that has the address, in whatever spelling. Of several, which there may be
        since before spellings were compared: one that is not archived, then the one of the same
        spelling, then the oldest.
        """
        spelling = Case(When(url=address, then=0), default=1)
        archived = Case(When(archived_at=None, then=0), default=1)
        same = self.filter(canonical_url=addresses.key(address)).exclude(canonical_url="")
        return same.order_by(archived, spelling, "pk").first()

    def with_latest_revision(self) -> Self:
        """Each with `latest_revision_id`, the id of its newest revision."""
        newest = Revision.objects.filter(article=OuterRef("pk")).order_by("-number")
        return self.annotate(latest_revision_id=Subquery(newest.values("pk")[:1]))


class Work(models.TextChoices):
    """How far an article's latest text is; whoever annotates, reads and reviews it writes that."""

    NOBODY = "nobody"
    OPEN = "open"
    SUBMITTED = "submitted"
    REVIEW = "review"


class CanonicalAddressField(models.CharField):
    """What `addresses.key` makes of the address in `url` of its row, written whenever that is."""

    def pre_save(self, model_instance: models.Model, add: bool) -> str:
        value = addresses.key(model_instance.url)  # type: ignore[attr-defined]
        setattr(model_instance, self.attname, value)
        return value

    def deconstruct(self) -> Any:
        """As the plain field, so that migrations do not need this class."""
        name, _path, args, kwargs = super().deconstruct()
        return name, "django.db.models.CharField", args, kwargs


class Article(models.Model):
    """A published piece, as one reader met it; its words stand in its revisions."""

    outlet = models.ForeignKey(
        Outlet,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="articles",
        verbose_name=_("outlet"),
    )
    story = models.ForeignKey(
        Story,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="articles",
        verbose_name=_("story"),
        help_text=_("The event that this and other articles report."),
    )
    title = models.CharField(_("title"), max_length=500)
    title_generated = models.BooleanField(
        _("title is generated"),
        default=False,
        help_text=_("The source names no title: this one is made of its first sentence."),
    )
    url = models.URLField(_("address"), max_length=2000, blank=True)
    canonical_url = CanonicalAddressField(
        _("canonical address"),
        max_length=addresses.LONGEST_KEY,
        default="",
        blank=True,
        editable=False,
        help_text=_("The same for all spellings of the address."),
    )
    byline = models.CharField(_("byline"), max_length=300, blank=True)
    credit = models.CharField(
        _("credit"), max_length=300, blank=True, help_text=_("An agency that the text draws on.")
    )
    language = models.CharField(
        _("language"),
        max_length=35,
        default="und",
        help_text=_("A language tag such as en or pt-BR; und where it is not known."),
    )
    original_language = models.CharField(
        _("original language"),
        max_length=35,
        blank=True,
        help_text=_("Where the text is a translation: the language it was written in."),
    )
    published_on = models.DateField(_("published on"), null=True, blank=True)
    imported_at = models.DateTimeField(_("imported at"), auto_now_add=True)
    archived_at = models.DateTimeField(_("archived at"), null=True, blank=True)
    work = models.CharField(max_length=9, choices=Work.choices, default=Work.NOBODY, editable=False)

    objects = ArticleQuerySet.as_manager()

    class Meta:
        ordering = ["-imported_at", "-id"]
        verbose_name = _("article")
        verbose_name_plural = _("articles")
        permissions = [
            ("import_articles", _("May import articles, edit their details and archive them"))
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["url"], condition=~Q(url=""), name="article_url_unique_where_given"
            ),
            models.CheckConstraint(condition=Q(work__in=Work.values), name="article_work_is_known"),
        ]
        indexes = [
            models.Index(fields=["published_on"], name="article_published_on"),
            models.Index(fields=["canonical_url"], name="article_canonical_url"),
            # A language, an outlet, a state hold many: they are counted and paged through here too.
            *(
                models.Index(
                    fields=[name, "archived_at", "imported_at", "id"], name=f"article_of_{name}"
                )
                for name in ("language", "outlet", "work")
            ),
            # Few are archived: what leaves them out asks for them.
            models.Index(
                fields=["id"], condition=Q(archived_at__isnull=False), name="article_archived"
            ),
            # The orders of the list, of those that it shows: it is paged through from either end.
            *(
                models.Index(
                    order, F("id"), condition=Q(archived_at=None), name=f"article_by_{name}"
                )
                for name, order in (
                    ("import", F("imported_at")),
                    ("day", F("published_on")),
                    ("title", Lower("title")),
                )
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("article", args=[self.pk])

    @property
    def is_archived(self) -> bool:
        return self.archived_at is not None

    @property
    def lang(self) -> str:
        """What stands in the `lang` attribute of the text: empty where it is not known."""
        return "" if self.language == "und" else self.language

    def latest_revision(self) -> "Revision | None":
        return self.revisions.order_by("-number").first()


class Revision(models.Model):
    """Exactly what the article said at one moment; the database refuses any update."""

    article = models.ForeignKey(
        Article, models.PROTECT, related_name="revisions", verbose_name=_("article")
    )
    number = models.PositiveIntegerField(_("number"), help_text=_("Counts from 1."))
    text = models.TextField(
        _("text"), help_text=_("Offsets count its Unicode code points, half-open.")
    )
    sha256 = models.CharField(_("SHA-256 of the text"), max_length=64, db_index=True)
    raw = models.BinaryField(_("as it came"))
    raw_sha256 = models.CharField(_("SHA-256 as it came"), max_length=64, db_index=True)
    media_type = models.CharField(_("media type"), max_length=100)
    left_out = models.JSONField(
        _("left out"),
        default=list,
        help_text=_("What the source holds and the text does not: a list of {text, reason}."),
    )
    timecodes = models.JSONField(
        _("time codes"),
        null=True,
        blank=True,
        help_text=_("Of what is spoken: a list of [offset, seconds]; null for other texts."),
    )
    item = models.ForeignKey("ImportItem", models.PROTECT, null=True, blank=True, related_name="+")
    imported_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("imported by")
    )
    imported_at = models.DateTimeField(_("imported at"), auto_now_add=True)

    class Meta:
        ordering = ["article", "number"]
        verbose_name = _("revision")
        verbose_name_plural = _("revisions")
        constraints = [
            models.UniqueConstraint(
                fields=["article", "number"], name="revision_number_unique_in_article"
            ),
            models.CheckConstraint(condition=Q(number__gte=1), name="revision_number_from_1"),
            models.CheckConstraint(condition=~Q(text=""), name="revision_text_not_empty"),
        ]

    def __str__(self) -> str:
        return f"{self.article} · {self.number}"

    def get_absolute_url(self) -> str:
        return reverse("revision", args=[self.pk])

    def is_latest(self) -> bool:
        return not Revision.objects.filter(article=self.article_id, number__gt=self.number).exists()


class ArticleSearch(models.Model):
    """What an article is found by, folded; `searching` writes it, and it can be made anew."""

    article = models.OneToOneField(
        Article, models.PROTECT, primary_key=True, related_name="search", verbose_name=_("article")
    )
    words = models.TextField(
        _("words"),
        help_text=_("Title, byline and latest text, each on a line, as `folding` has it."),
    )

    class Meta:
        verbose_name = _("words of an article")
        verbose_name_plural = _("words of articles")

    def __str__(self) -> str:
        return str(self.article)


class ImportBatch(models.Model):
    """One act of importing; its items are the preview before it and the report after it."""

    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("by")
    )
    started_at = models.DateTimeField(_("started at"), auto_now_add=True)
    begun_at = models.DateTimeField(
        _("begun at"), null=True, blank=True, help_text=_("When its items began to go in.")
    )
    finished_at = models.DateTimeField(_("finished at"), null=True, blank=True)

    class Meta:
        ordering = ["-started_at", "-id"]
        verbose_name = _("import")
        verbose_name_plural = _("imports")

    def __str__(self) -> str:
        return f"{self.started_at:%Y-%m-%d %H:%M}"

    def get_absolute_url(self) -> str:
        return reverse("import", args=[self.pk])


class ImportUpload(models.Model):
    """A file of a batch as it was given: what reading goes on with until all of it is read."""

    batch = models.ForeignKey(
        ImportBatch, models.PROTECT, related_name="uploads", verbose_name=_("import")
    )
    name = models.CharField(_("name"), max_length=500, help_text=_("Of the file, as it came."))
    data = models.BinaryField(
        _("as it came"),
        blank=True,
        help_text=_("Emptied once all of it is read; a table once it is imported."),
    )
    url = models.TextField(
        _("address"),
        blank=True,
        help_text=_("To be fetched while nothing came from it; then where it was in the end."),
    )
    charset = models.CharField(_("charset"), max_length=40, blank=True)
    media_type = models.CharField(_("media type"), max_length=100, blank=True)
    options = models.JSONField(_("options"), default=dict, help_text=_("How it is to be read."))
    size = models.PositiveIntegerField(_("articles"), help_text=_("How many there are in it."))
    taken = models.PositiveIntegerField(
        _("read"), default=0, help_text=_("How many of them are read by now.")
    )
    read_at = models.DateTimeField(_("read at"), null=True, blank=True)
    asked_at = models.DateTimeField(
        _("asked at"),
        null=True,
        blank=True,
        help_text=_("When reading stopped at a table, until somebody says which column is what."),
    )

    class Meta:
        ordering = ["batch", "id"]
        verbose_name = _("file being read")
        verbose_name_plural = _("files being read")

    def __str__(self) -> str:
        return self.name


class ImportItem(models.Model):
    """One article of a batch: what was given, what it would become, what became of it."""

    class Outcome(models.TextChoices):
        WAITING = "waiting", _("waiting")
        IMPORTED = "imported", _("imported")
        REVISED = "revised", _("revised")
        UNCHANGED = "unchanged", _("unchanged")
        FAILED = "failed", _("failed")
        LEFT = "left", _("skipped")

    batch = models.ForeignKey(
        ImportBatch, models.PROTECT, related_name="items", verbose_name=_("import")
    )
    # No index of its own: it is asked for only among the items of a batch.
    upload = models.ForeignKey(
        ImportUpload,
        models.PROTECT,
        null=True,
        blank=True,
        db_index=False,
        related_name="items",
        verbose_name=_("read from"),
    )
    name = models.CharField(_("name"), max_length=500, help_text=_("Of the file, as it came."))
    raw = models.BinaryField(
        _("as it came"), blank=True, help_text=_("Emptied once a revision holds it.")
    )
    draft = models.JSONField(_("draft"), default=dict, blank=True)
    outcome = models.CharField(
        _("outcome"), max_length=9, choices=Outcome.choices, default=Outcome.WAITING
    )
    revision = models.ForeignKey(
        Revision, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("became")
    )
    refused_because = models.TextField(_("refused because"), blank=True)

    class Meta:
        ordering = ["batch", "id"]
        verbose_name = _("imported item")
        verbose_name_plural = _("imported items")
        constraints = [
            models.CheckConstraint(
                condition=Q(refused_because="") | Q(revision=None),
                name="import_item_became_or_was_refused",
            )
        ]

    def __str__(self) -> str:
        return self.name
