"""An adjudication: what was decided of a disagreement, by whom and why. Never updated."""

import uuid
from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from annotations.models.disagreement import Disagreement
from annotations.models.review import Review
from annotations.models.target import Details, TextTarget
from newsroom.prepared import ask


class Action(models.TextChoices):
    TAKE = "take", _("One editor's version")
    SEVERAL = "several", _("Several versions")
    LONGEST = "longest", _("Longest")
    COMMON = "common", _("Common part")
    EDIT = "edit", _("Edited by hand")
    NOTHING = "nothing", _("Nothing here")


class Reason(models.TextChoices):
    BOUNDARY = "boundary", _("Right extent")
    LABEL = "label", _("Right label")
    SPEAKER = "speaker", _("Right speaker")
    VALUE = "value", _("Right number")
    FACT = "fact", _("Right fact")
    MISSED = "missed", _("Overlooked")
    NOT_CHECKABLE = "not checkable", _("Not checkable")
    DUPLICATE = "duplicate", _("Said elsewhere")
    GUIDELINE_GAP = "guideline gap", _("Guideline gap")
    OTHER = "other", _("Other")


def name_reason(reason: str, *, drops: bool) -> str:
    """A reason in words; of what is dropped «label» says where it belongs instead."""
    if drops and reason == Reason.LABEL:
        return gettext("Another label")
    return str(Reason(reason).label)


class Rule(models.TextChoices):
    UNANIMOUS = "unanimous", _("All editors agree")
    MAJORITY = "majority", _("Most editors agree")
    EDGES = "edges", _("Same apart from edges or spelling")
    DETAILS = "details", _("Same apart from spelling of names and units")
    CONFIRMED = "confirmed", _("Confirmed by the other editors")


def where_standing(path: str = "") -> Q:
    """The condition that a ruling stands; `path` is the lookup path to it from the model.

    Asked of each row that is read: a list of all rulings that stand grows with the desk.
    """
    key = OuterRef(path or "pk")
    undone = Undoing.objects.filter(adjudication=OuterRef("pk"))
    replacing = Adjudication.objects.filter(~Exists(undone), replaces=key)
    return Q(~Exists(Undoing.objects.filter(adjudication=key)), ~Exists(replacing))


class AdjudicationQuerySet(models.QuerySet["Adjudication"]):
    def standing(self) -> Self:
        """Those that are neither undone nor replaced by one that is not undone itself."""
        return self.filter(where_standing())

    def standing_on(self, group: Disagreement) -> "Adjudication | None":
        """The ruling that stands on a group."""
        return next(iter(ask(_standing_on, group=group.pk)), None)


def _standing_on(*, group: Any) -> AdjudicationQuerySet:
    return Adjudication.objects.filter(disagreement=group).standing().order_by("-pk")[:1]


class Adjudication(models.Model):
    """One ruling. A later ruling or an Undoing ends it; the row is kept."""

    review = models.ForeignKey(
        Review, models.PROTECT, related_name="adjudications", verbose_name=_("review")
    )
    disagreement = models.ForeignKey(
        Disagreement,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="adjudications",
        verbose_name=_("disagreement"),
        help_text=_("None where all editors agreed."),
    )
    action = models.CharField(_("action"), max_length=8, choices=Action.choices)
    reason = models.CharField(_("reason"), max_length=13, choices=Reason.choices, blank=True)
    note = models.TextField(_("note"), blank=True)
    rule = models.CharField(
        _("rule"),
        max_length=9,
        choices=Rule.choices,
        blank=True,
        help_text=_("None where it was decided by hand."),
    )
    batch = models.UUIDField(
        _("batch"), null=True, blank=True, help_text=_("Shared by what was settled at one stroke.")
    )
    guideline_gap = models.BooleanField(_("shows a gap in the guidelines"), default=False)
    considered = models.JSONField(
        _("considered"),
        default=dict,
        help_text=_("The content of every annotation, and every editor who marked nothing."),
    )
    fingerprint = models.CharField(
        _("fingerprint"),
        max_length=64,
        help_text=_("Of what was considered, to tell whether it has changed since."),
    )
    replaces = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="replaced_by",
        verbose_name=_("replaces"),
    )
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("decided by"),
        help_text=_("None where the program decided by itself when the review opened."),
    )
    decided_at = models.DateTimeField(_("decided at"), auto_now_add=True)

    objects = AdjudicationQuerySet.as_manager()

    class Meta:
        ordering = ["review", "decided_at", "id"]
        verbose_name = _("decision")
        verbose_name_plural = _("decisions")
        constraints = [
            models.CheckConstraint(
                condition=Q(action__in=Action.values), name="adjudication_action_is_known"
            ),
            models.CheckConstraint(
                condition=Q(rule="unanimous")
                | Q(disagreement__isnull=False)
                | Q(replaces__isnull=False),
                name="adjudication_of_a_disagreement_or_of_what_was_agreed",
            ),
        ]
        indexes = [
            models.Index(fields=["batch"], name="adjudication_batch"),
            # By it the queue asks of each disagreement whether it is settled.
            models.Index(fields=["disagreement", "fingerprint"], name="adjudication_considered"),
            # What people decided in a week, counted without a look at the rows.
            models.Index(
                fields=["decided_at", "review"],
                condition=Q(decided_by__isnull=False),
                name="adjudication_decided_at",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_action_display()} · {self.decided_at:%Y-%m-%d %H:%M}"

    @property
    def reason_words(self) -> str:
        return name_reason(self.reason, drops=self.action == Action.NOTHING) if self.reason else ""

    @property
    def why(self) -> str:
        """«Right extent: only the sum»: rule or reason, then the note; empty without any."""
        reason = self.get_rule_display() if self.rule else self.reason_words
        return ": ".join(str(part) for part in (reason, self.note) if part)


class Undoing(models.Model):
    """The taking back of one adjudication: a row of its own, so that the ruling is not touched."""

    adjudication = models.OneToOneField(
        Adjudication, models.PROTECT, related_name="undoing", verbose_name=_("decision")
    )
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("undone by"),
        help_text=_("None where an editor changed something so that they no longer agree."),
    )
    undone_at = models.DateTimeField(_("undone at"), auto_now_add=True)

    class Meta:
        ordering = ["-undone_at", "-id"]
        verbose_name = _("undoing")
        verbose_name_plural = _("undoings")

    def __str__(self) -> str:
        return str(self.adjudication)


class RuledSpan(TextTarget, Details):
    """A span that a ruling puts there: none for «nothing here», several for «keep several».

    The final annotations of a revision are the ruled spans of its standing adjudications.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    adjudication = models.ForeignKey(
        Adjudication,
        models.PROTECT,
        related_name="ruled_spans",
        verbose_name=_("decision"),
    )
    note = models.TextField(_("note"), blank=True)
    span_group = models.UUIDField(_("pieces of one"), null=True, blank=True)

    class Meta:
        ordering = ["adjudication", "start", "-end", "label"]
        verbose_name = _("decided annotation")
        verbose_name_plural = _("decided annotations")
        constraints = [*TextTarget.Meta.constraints, *Details.Meta.constraints]
        # By it an export asks of each annotation whether a ruling holds the same words.
        indexes = [models.Index(fields=["start", "end", "label"], name="ruled_span_extent")]

    def __str__(self) -> str:
        return self.exact if len(self.exact) <= 60 else f"{self.exact[:59]}…"
