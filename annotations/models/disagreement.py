"""A disagreement: a group of spans that the editors of a revision do not share. Derived."""

from functools import cache
from typing import Any, Self

from django.apps import apps
from django.conf import settings
from django.db import models
from django.db.models import Case, Exists, F, OuterRef, Q, Value, When
from django.utils.translation import gettext_lazy as _

from annotations.models.annotation import Annotation
from annotations.models.review import Review


class Kind(models.TextChoices):
    LABEL = "label", _("Different labels")
    BOUNDARY = "boundary", _("Different start or end")
    MISSING = "missing", _("Not marked by all")
    SPLIT = "split", _("One mark or several")
    DETAILS = "details", _("Speaker or value differs")
    FACTS = "facts", _("Different facts")
    # Not among the kinds that are found: all have it, and somebody ruled on it by hand.
    AGREED = "agreed", _("All editors agree")


class State(models.TextChoices):
    OPEN = "open", _("To do")
    ASKED = "asked", _("Waiting for an answer")
    DISPUTED = "disputed", _("Objected to")
    STALE = "stale", _("Changed since")
    SETTLED = "settled", _("Decided")
    GONE = "gone", _("No longer differs")


UNSETTLED = (State.OPEN, State.ASKED, State.DISPUTED, State.STALE)

# What an update can lock and name at once, below any database's limit of parameters.
AT_ONCE = 500


class DisagreementQuerySet(models.QuerySet["Disagreement"]):
    def in_state(self, state: str) -> Self:
        return self._where_unsettled(state in UNSETTLED).filter(state=state)

    def unsettled(self) -> Self:
        """Those that a reviewer still has to look at: neither settled nor gone."""
        return self._where_unsettled(True)

    def _where_unsettled(self, value: bool) -> Self:
        # Compared with a value: by the bare column, as Django asks for a boolean, SQLite finds
        # nothing in an index, and would read and sort all rows for a page of the queue.
        return self.filter(is_unsettled=Value(value))

    def update_states(self, **others: Any) -> None:
        """Write the state of each, as it follows from its rulings and threads by now.

        Called at the end of every transaction that changes any of them. `others` are written with
        it. The rows are locked before: of two such transactions at once the second then sees what
        the first has done. Two queries for every few hundred rows.
        """
        rows = self.select_for_update(no_key=True, of=("self",)).order_by("pk")
        keys = list(rows.values_list("pk", flat=True))
        for first in range(0, len(keys), AT_ONCE):
            some = Disagreement.objects.filter(pk__in=keys[first : first + AT_ONCE])
            some.update(state=derived_state(), **others)

    def with_derived_state(self) -> Self:
        """Each with `derived`: what its `state` has to be."""
        return self.annotate(derived=derived_state())


# Kept once made: to make it of querysets takes longer than most queries with it. By name, since
# rulings and threads are models of their own that know this one.
@cache
def derived_state() -> Case:
    """What follows from the standing ruling and the open threads.

    Stale: what the ruling looked at is no longer what the layers say. Gone: the layers no longer
    differ there and nobody ruled.
    """
    rulings = apps.get_model("annotations", "Adjudication").objects
    standing = rulings.filter(disagreement=OuterRef("pk")).standing()
    threads = apps.get_model("annotations", "Thread").objects
    waiting = threads.filter(disagreement=OuterRef("pk"), resolved_at=None)
    return Case(
        When(Exists(waiting.filter(kind="dispute")), then=Value(State.DISPUTED.value)),
        When(
            Exists(standing.filter(fingerprint=OuterRef("fingerprint"))),
            then=Value(State.SETTLED.value),
        ),
        When(Exists(standing), then=Value(State.STALE.value)),
        When(gone_at__isnull=False, then=Value(State.GONE.value)),
        When(Exists(waiting.filter(kind="question")), then=Value(State.ASKED.value)),
        default=Value(State.OPEN.value),
        output_field=models.CharField(),
    )


class Disagreement(models.Model):
    """Can be rebuilt at any time; the row stays with the group that shares most of its spans."""

    review = models.ForeignKey(
        Review, models.PROTECT, related_name="disagreements", verbose_name=_("review")
    )
    kind = models.CharField(_("kind"), max_length=8, choices=Kind.choices)
    start = models.PositiveIntegerField(_("start"))
    end = models.PositiveIntegerField(_("end"))
    further = models.JSONField(
        _("also"), default=list, help_text=_("The other kinds that hold of the same words.")
    )
    labels = models.JSONField(_("labels"), default=list)
    overlap = models.FloatField(
        _("overlap"), help_text=_("How far the editors cover the same words, from 0 to 1.")
    )
    versions = models.PositiveSmallIntegerField(
        _("versions"),
        default=2,
        help_text=_("How many different things the editors say here; marking nothing is one."),
    )
    annotations = models.ManyToManyField(
        Annotation, related_name="disagreements", verbose_name=_("annotations")
    )
    fingerprint = models.CharField(
        _("fingerprint"),
        max_length=64,
        help_text=_(
            "Of what all editors say here: a decision on something else counts as changed since."
        ),
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
        help_text=_("When a rebuild no longer found it; kept where somebody had decided it."),
    )
    state = models.CharField(
        _("state"),
        max_length=8,
        choices=State.choices,
        default=State.OPEN,
        editable=False,
        help_text=_("Follows from decisions and threads; written in the transaction of each."),
    )
    is_unsettled = models.GeneratedField(
        expression=Q(state__in=UNSETTLED),  # type: ignore[arg-type]
        output_field=models.BooleanField(),
        db_persist=True,
        verbose_name=_("to be settled"),
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
            models.CheckConstraint(
                condition=Q(state__in=State.values), name="disagreement_state_is_known"
            ),
        ]
        # The orders of the queue, which shows one page of very many rows; what it is narrowed to
        # stands behind, so that rows that are not asked for are passed over in the index.
        indexes = [
            models.Index(
                *("is_unsettled", "review", "start", F("end").desc(), "id"),
                *("state", "kind", "labels", "overlap", "assignee", "found_at"),
                name="disagreement_position",
            ),
            models.Index(
                *("is_unsettled", "overlap", F("versions").desc(), "id"),
                *("state", "review", "kind", "labels", "assignee", "found_at"),
                name="disagreement_contested",
            ),
            models.Index(
                *("is_unsettled", "found_at", "id"),
                *("state", "review", "kind", "labels", "overlap", "assignee"),
                name="disagreement_age",
            ),
            # Few are disputed: the desk asks for their reviews.
            models.Index(
                fields=["review"], condition=Q(state="disputed"), name="disagreement_disputed"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.start}–{self.end}"
