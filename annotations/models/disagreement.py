"""A disagreement: a group of spans that the editors of a revision do not share. Derived."""

from functools import cache
from typing import Any, Self

from django.apps import apps
from django.conf import settings
from django.db import models
from django.db.models import Case, F, OuterRef, Q, Subquery, Value, When
from django.db.models.lookups import IsNull
from django.utils.translation import gettext_lazy as _

from annotations.models.annotation import Annotation
from annotations.models.review import Review


class Kind(models.TextChoices):
    LABEL = "label", _("Label")
    BOUNDARY = "boundary", _("Boundary")
    MISSING = "missing", _("Missing")
    SPLIT = "split", _("Split")
    DETAILS = "details", _("Details")
    FACTS = "facts", _("Facts")
    # Not among the kinds that are found: all have it, and somebody ruled on it by hand.
    AGREED = "agreed", _("Agreed")


class State(models.TextChoices):
    OPEN = "open", _("Open")
    ASKED = "asked", _("Asked")
    DISPUTED = "disputed", _("Disputed")
    STALE = "stale", _("Stale")
    SETTLED = "settled", _("Settled")
    GONE = "gone", _("Gone")


class DisagreementQuerySet(models.QuerySet["Disagreement"]):
    def with_state(self) -> Self:
        """Each with `state`, derived from its standing ruling and its open threads.

        Stale: what the ruling looked at is no longer what the layers say. Gone: the layers no
        longer differ there and nobody ruled.
        """
        return self.annotate(state=state())

    def in_state(self, state: str) -> Self:
        """Those whose `state` is this; each condition by itself, so that an index can serve it."""
        if state == State.DISPUTED:
            return self.filter(disputed())
        undisputed = self.filter(~disputed())
        if state == State.SETTLED:
            return undisputed.filter(settled())
        if state == State.STALE:
            # Rulings look at what is there: only what has changed since can differ from it.
            changed = undisputed.filter(changed_at__isnull=False)
            return changed.filter(~settled() & ruled())
        unruled = undisputed.filter(~ruled())
        if state == State.GONE:
            return unruled.filter(gone_at__isnull=False)
        there = unruled.filter(gone_at=None)
        return there.filter(asked() if state == State.ASKED else ~asked())

    def unsettled(self) -> Self:
        """Those that a reviewer still has to look at: neither settled nor gone."""
        left = ~settled() & (Q(gone_at=None) | ruled())
        return self.filter(left | disputed())


# Kept once made: to make them of querysets takes longer than most queries with them. By name,
# since rulings and threads are models of their own that know this one.


@cache
def state() -> Case:
    return Case(
        When(disputed(), then=Value("disputed")),
        When(settled(), then=Value("settled")),
        When(ruled(), then=Value("stale")),
        When(gone_at__isnull=False, then=Value("gone")),
        When(asked(), then=Value("asked")),
        default=Value("open"),
        output_field=models.CharField(),
    )


@cache
def disputed() -> Q:
    return _some(_threads().filter(kind="dispute"))


@cache
def asked() -> Q:
    return _some(_threads().filter(kind="question"))


@cache
def ruled() -> Q:
    return _some(_standing())


@cache
def settled() -> Q:
    """Whether a standing ruling looked at just what the layers say; it may yet be disputed."""
    return _some(_standing().filter(fingerprint=OuterRef("fingerprint")))


def _some(rows: models.QuerySet[Any]) -> Q:
    # Not EXISTS, which PostgreSQL turns into a join with all rulings there are, for a page of a
    # few rows.
    return Q(IsNull(Subquery(rows.order_by().values("pk")[:1]), False))


def _standing() -> models.QuerySet[Any]:
    rulings = apps.get_model("annotations", "Adjudication").objects
    return rulings.filter(disagreement=OuterRef("pk")).standing()


def _threads() -> models.QuerySet[Any]:
    threads = apps.get_model("annotations", "Thread").objects
    return threads.filter(disagreement=OuterRef("pk"), resolved_at=None)


class Disagreement(models.Model):
    """Can be rebuilt at any time; the row stays with the group that shares most of its spans."""

    review = models.ForeignKey(
        Review, models.PROTECT, related_name="disagreements", verbose_name=_("review")
    )
    kind = models.CharField(_("kind"), max_length=8, choices=Kind.choices)
    start = models.PositiveIntegerField(_("start"))
    end = models.PositiveIntegerField(_("end"))
    further = models.JSONField(
        _("also"), default=list, help_text=_("The other kinds that hold of the same spans.")
    )
    labels = models.JSONField(_("labels"), default=list)
    overlap = models.FloatField(
        _("overlap"), help_text=_("How far the layers cover the same words, from 0 to 1.")
    )
    versions = models.PositiveSmallIntegerField(
        _("versions"),
        default=2,
        help_text=_("How many different things the layers say here; silence is one."),
    )
    annotations = models.ManyToManyField(
        Annotation, related_name="disagreements", verbose_name=_("annotations")
    )
    fingerprint = models.CharField(
        _("fingerprint"),
        max_length=64,
        help_text=_("Of the content of all its lanes: a ruling on another content is stale."),
    )
    found_at = models.DateTimeField(_("found at"), auto_now_add=True)
    changed_at = models.DateTimeField(
        _("changed at"),
        null=True,
        blank=True,
        help_text=_("When a rebuild last found other content there than before."),
    )
    gone_at = models.DateTimeField(
        _("gone at"),
        null=True,
        blank=True,
        help_text=_("When a rebuild no longer found it; kept where somebody had ruled on it."),
    )
    assignee = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("assigned to"),
    )
    reserved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("reserved by"),
    )
    reserved_until = models.DateTimeField(_("reserved until"), null=True, blank=True)

    objects = DisagreementQuerySet.as_manager()

    class Meta:
        ordering = ["review", "start", "-end", "id"]
        verbose_name = _("disagreement")
        verbose_name_plural = _("disagreements")
        constraints = [
            models.CheckConstraint(
                condition=Q(start__lt=F("end")), name="disagreement_starts_before_it_ends"
            ),
            models.CheckConstraint(
                condition=Q(kind__in=Kind.values), name="disagreement_kind_is_known"
            ),
            models.CheckConstraint(
                condition=Q(overlap__gte=0, overlap__lte=1), name="disagreement_overlap_0_to_1"
            ),
        ]
        # The orders of the queue, which shows one page of very many rows; what it is narrowed to
        # stands behind, so that rows that are not asked for are passed over in the index.
        indexes = [
            models.Index(
                *("review", "start", F("end").desc(), "id"),
                *("kind", "labels", "overlap", "assignee", "found_at", "gone_at"),
                name="disagreement_position",
            ),
            models.Index(
                *("overlap", F("versions").desc(), "id"),
                *("review", "kind", "labels", "assignee", "found_at", "gone_at"),
                name="disagreement_contested",
            ),
            models.Index(
                *("found_at", "id"),
                *("review", "kind", "labels", "overlap", "assignee", "gone_at"),
                name="disagreement_age",
            ),
            models.Index(
                fields=["changed_at"],
                condition=Q(changed_at__isnull=False),
                name="disagreement_changed",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.start}–{self.end}"
