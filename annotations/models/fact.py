"""Facts: what has been checked, in versions that are never rewritten once verified."""

from collections.abc import Iterable
from datetime import date
from typing import Self
from uuid import UUID, uuid4

from django.conf import settings
from django.db import models
from django.db.models import Case, Exists, F, OuterRef, Q, Subquery, Value, When
from django.db.models.lookups import IsNull
from django.urls import reverse
from django.utils.translation import gettext_lazy as _


class FactQuerySet(models.QuerySet["Fact"]):
    def named(self, stable_ids: Iterable[UUID]) -> Self:
        """Those that have one of these ids, here or in the files of another newsroom."""
        ids = set(stable_ids)
        elsewhere = FactElsewhere.objects.filter(stable_id__in=ids).values("fact")
        return self.filter(Q(stable_id__in=ids) | Q(pk__in=elsewhere))

    def standing(self) -> Self:
        return self.filter(retired_at=None)

    def with_current_version(self) -> Self:
        """Each with `current_version_id`: its latest verified version, None while a draft."""
        verified = FactVersion.objects.filter(fact=OuterRef("pk")).exclude(verified_at=None)
        return self.annotate(
            current_version_id=Subquery(verified.order_by("-number").values("pk")[:1])
        )

    def holding_instead(self) -> dict[int, "Fact"]:
        """By id: the standing fact that holds instead of each; those without one are left out.

        A successor may have been retired in its turn, always later than what it replaced: one
        query for each step of the longest chain.
        """
        found: dict[int, Fact] = {}
        named = dict(self.exclude(replaced_by=None).values_list("pk", "replaced_by"))
        while named:
            successors = Fact.objects.in_bulk(set(named.values()))
            ends = {pk: successors[successor] for pk, successor in named.items()}
            found |= {pk: fact for pk, fact in ends.items() if fact.retired_at is None}
            named = {pk: fact.replaced_by_id for pk, fact in ends.items() if fact.replaced_by_id}
        return found


class Fact(models.Model):
    """One fact; its number stays, what it says stands in its versions."""

    key = models.CharField(
        _("key"),
        max_length=100,
        blank=True,
        help_text=_("What the file calls it that it was imported from."),
    )
    stable_id = models.UUIDField(
        _("stable id"),
        default=uuid4,
        unique=True,
        editable=False,
        help_text=_("By which files of any newsroom name it; no other fact ever has it."),
    )
    retired_at = models.DateTimeField(_("retired at"), null=True, blank=True)
    replaced_by = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="replaces",
        verbose_name=_("replaced by"),
    )

    objects = FactQuerySet.as_manager()

    class Meta:
        ordering = ["-id"]
        verbose_name = _("fact")
        verbose_name_plural = _("facts")
        permissions = [
            ("verify_fact", _("May verify a fact that somebody else recorded")),
            ("record_fact", _("May record and revise facts, and link them")),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["key"], condition=~Q(key=""), name="fact_key_unique_where_given"
            ),
            models.CheckConstraint(
                condition=Q(replaced_by=None) | Q(retired_at__isnull=False),
                name="fact_replaced_only_when_retired",
            ),
            models.CheckConstraint(
                condition=Q(replaced_by=None) | ~Q(replaced_by=F("id")),
                name="fact_not_replaced_by_itself",
            ),
        ]
        # A search leaves out the retired ones, which are few.
        indexes = [
            models.Index(fields=["id"], condition=Q(retired_at__isnull=False), name="fact_retired")
        ]

    def __str__(self) -> str:
        return f"#{self.pk}"

    def get_absolute_url(self) -> str:
        return reverse("fact", args=[self.pk])


class FactElsewhere(models.Model):
    """The id that another newsroom gave to what turned out to be a fact of ours."""

    stable_id = models.UUIDField(_("stable id"), unique=True)
    fact = models.ForeignKey(Fact, models.CASCADE, related_name="elsewhere", verbose_name=_("fact"))

    class Meta:
        verbose_name = _("id of a fact elsewhere")
        verbose_name_plural = _("ids of facts elsewhere")

    def __str__(self) -> str:
        return f"{self.fact} {self.stable_id}"


class FactState(models.TextChoices):
    """How a fact stands, read off its rows: no column holds it."""

    DRAFT = "draft", _("Draft")
    VERIFIED = "verified", _("Verified")
    RECHECK = "recheck", _("To recheck")
    RETIRED = "retired", _("Retired")


class FactVersionQuerySet(models.QuerySet["FactVersion"]):
    def speaking(self) -> Self:
        """One for each fact: its latest verified version, while a draft its latest."""
        verified, is_draft = Q(verified_at__isnull=False), IsNull(OuterRef("verified_at"), True)
        later = Q(number__gt=OuterRef("number"))
        # One condition and not two with an «or» between: PostgreSQL then joins but once.
        speaks_instead = later & (verified | Q(is_draft)) | verified & Q(is_draft)
        others = FactVersion.objects.filter(fact=OuterRef("fact"))
        return self.filter(~Exists(others.filter(speaks_instead)))

    def with_state(self, *, today: date) -> Self:
        """Speaking versions, each with the `state` of its fact on that day and with `revision_id`:
        a later version that nobody has verified yet, or None.
        """
        later = FactVersion.objects.filter(fact=OuterRef("fact"), number__gt=OuterRef("number"))
        return self.annotate(
            state=Case(
                When(fact__retired_at__isnull=False, then=Value(FactState.RETIRED.value)),
                When(verified_at=None, then=Value(FactState.DRAFT.value)),
                When(recheck_on__lte=today, then=Value(FactState.RECHECK.value)),
                default=Value(FactState.VERIFIED.value),
            ),
            revision_id=Subquery(later.order_by("-number").values("pk")[:1]),
        )


class FactVersion(models.Model):
    """One wording of a fact; the database refuses any update once it is verified."""

    fact = models.ForeignKey(Fact, models.PROTECT, related_name="versions", verbose_name=_("fact"))
    number = models.PositiveIntegerField(_("number"), help_text=_("Counts from 1."))
    statement = models.TextField(_("statement"))
    as_of = models.DateField(
        _("as of"), null=True, blank=True, help_text=_("The day for which the statement holds.")
    )
    recheck_on = models.DateField(
        _("recheck on"), null=True, blank=True, help_text=_("When somebody should look again.")
    )
    reason = models.TextField(
        _("reason"), blank=True, help_text=_("Why the statement was changed.")
    )
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("recorded by")
    )
    recorded_at = models.DateTimeField(_("recorded at"), auto_now_add=True)
    verified_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("verified by"),
    )
    verified_at = models.DateTimeField(_("verified at"), null=True, blank=True)

    objects = FactVersionQuerySet.as_manager()

    class Meta:
        ordering = ["fact", "-number"]
        verbose_name = _("fact version")
        verbose_name_plural = _("fact versions")
        constraints = [
            models.UniqueConstraint(
                fields=["fact", "number"], name="fact_version_number_unique_in_fact"
            ),
            models.CheckConstraint(
                condition=Q(verified_by=None, verified_at=None)
                | Q(verified_by__isnull=False, verified_at__isnull=False),
                name="fact_version_verified_by_and_at_together",
            ),
            models.CheckConstraint(
                condition=~Q(statement=""), name="fact_version_statement_not_empty"
            ),
        ]
        indexes = [models.Index(fields=["recheck_on"], name="fact_version_recheck_on")]

    def __str__(self) -> str:
        return self.statement if len(self.statement) <= 80 else f"{self.statement[:79]}…"

    @property
    def is_verified(self) -> bool:
        return self.verified_at is not None

    def publishers(self) -> list[str]:
        """Who published its sources, each once; a source without a publisher by its title."""
        names = (source.publisher or source.title for source in self.sources.all())
        return list(dict.fromkeys(names))


def is_address(field: str) -> Q:
    """Empty, or with a scheme that a browser follows and does not run."""
    found = Q(**{field: ""})
    for scheme in ("http", "https", "ftp", "ftps"):
        found |= Q(**{f"{field}__startswith": f"{scheme}://"})
    return found


class Source(models.Model):
    """Where a fact's statement can be read: an address is optional, the passage is not lost.

    The database refuses any update: another source is another version's.
    """

    version = models.ForeignKey(
        FactVersion, models.PROTECT, related_name="sources", verbose_name=_("fact version")
    )
    title = models.CharField(_("title"), max_length=500)
    publisher = models.CharField(_("publisher"), max_length=300, blank=True)
    url = models.URLField(_("address"), max_length=2000, blank=True)
    excerpt = models.TextField(
        _("excerpt"), blank=True, help_text=_("The exact passage that bears the statement out.")
    )
    accessed_on = models.DateField(_("accessed on"), null=True, blank=True)
    archive_url = models.URLField(_("archived at"), max_length=2000, blank=True)

    class Meta:
        ordering = ["version", "id"]
        verbose_name = _("source")
        verbose_name_plural = _("sources")
        constraints = [
            models.CheckConstraint(condition=is_address("url"), name="source_url_is_an_address"),
            models.CheckConstraint(
                condition=is_address("archive_url"), name="source_archive_url_is_an_address"
            ),
        ]

    def __str__(self) -> str:
        return self.title


class FactTerm(models.Model):
    """How many facts hold a term of the search index; kept by fact_search alone."""

    term = models.CharField(max_length=200, primary_key=True)
    facts = models.IntegerField(default=0)

    class Meta:
        verbose_name = _("search term")
        verbose_name_plural = _("search terms")

    def __str__(self) -> str:
        return self.term
