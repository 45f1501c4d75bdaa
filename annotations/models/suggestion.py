"""What is suggested to be marked, and what each editor answered. Nobody's annotation."""

from typing import Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from annotations.models.annotation import Annotation
from annotations.models.layer import Layer
from annotations.models.target import Details, TextTarget
from articles.models import Revision


class RulesRun(models.Model):
    """That one version of the rules has read a revision, also where it found nothing."""

    revision = models.ForeignKey(
        Revision, models.PROTECT, related_name="rules_runs", verbose_name=_("revision")
    )
    rules_version = models.PositiveIntegerField(_("version of the rules"))
    at = models.DateTimeField(_("at"), auto_now_add=True)

    class Meta:
        ordering = ["revision", "-rules_version"]
        verbose_name = _("run of the rules")
        verbose_name_plural = _("runs of the rules")
        constraints = [
            models.UniqueConstraint(
                fields=["revision", "rules_version"], name="rules_run_one_per_version"
            )
        ]

    def __str__(self) -> str:
        return f"{self.revision} · {self.rules_version}"


class Suggestion(TextTarget, Details):
    """A span that one version of the rules found in a revision when that was opened.

    Or one that an editor marked in an earlier revision and finds again in this one: for them alone.
    """

    revision = models.ForeignKey(
        Revision, models.PROTECT, related_name="suggestions", verbose_name=_("revision")
    )
    rules_version = models.PositiveIntegerField(_("version of the rules"), null=True, blank=True)
    carried_from = models.ForeignKey(
        Annotation,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="carried_to",
        verbose_name=_("carried over from"),
        help_text=_("What the editor marked in an earlier revision."),
    )
    is_reworded = models.BooleanField(
        _("its sentence has changed"),
        default=False,
        help_text=_("The words are those of the earlier revision, their sentence is another."),
    )

    class Meta:
        ordering = ["revision", "start", "-end", "label"]
        verbose_name = _("suggestion")
        verbose_name_plural = _("suggestions")
        constraints = [
            *TextTarget.Meta.constraints,
            *Details.Meta.constraints,
            models.UniqueConstraint(
                # The version last: answers are looked for by the place, whatever the version.
                fields=["revision", "start", "end", "label", "rules_version"],
                name="suggestion_one_per_extent_and_label",
            ),
            models.UniqueConstraint(
                fields=["revision", "carried_from"], name="suggestion_carried_once"
            ),
            models.CheckConstraint(
                condition=Q(rules_version__isnull=False, carried_from=None)
                | Q(rules_version=None, carried_from__isnull=False),
                name="suggestion_by_rules_or_carried",
            ),
        ]

    def __str__(self) -> str:
        return self.exact if len(self.exact) <= 60 else f"{self.exact[:59]}…"

    def is_held_back_in(self, layer: Layer) -> bool:
        """Whether nobody is shown it there, to see what editors find without it.

        What an editor has marked before is always shown to them.
        """
        if not layer.percent_held_back or self.carried_from_id:
            return False
        return layer.holds_back(self.start, self.end)


class AnswerQuerySet(models.QuerySet["Answer"]):
    def standing(self) -> Self:
        """Those that were not taken back."""
        return self.filter(taken_back_at=None)


class Answer(models.Model):
    """What one layer's editor made of a suggestion: an annotation, or nothing."""

    suggestion = models.ForeignKey(
        Suggestion, models.PROTECT, related_name="answers", verbose_name=_("suggestion")
    )
    layer = models.ForeignKey(
        Layer, models.PROTECT, related_name="answers", verbose_name=_("reading")
    )
    annotation = models.ForeignKey(
        Annotation,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="answers",
        verbose_name=_("annotation"),
        help_text=_("What the suggestion became where it was accepted."),
    )
    dismissed_at = models.DateTimeField(_("dismissed at"), null=True, blank=True)
    taken_back_at = models.DateTimeField(
        _("taken back at"),
        null=True,
        blank=True,
        help_text=_("Undone by its editor: the suggestion waits for an answer again."),
    )

    objects = AnswerQuerySet.as_manager()

    class Meta:
        ordering = ["suggestion", "id"]
        verbose_name = _("answer to a suggestion")
        verbose_name_plural = _("answers to suggestions")
        constraints = [
            models.UniqueConstraint(
                fields=["suggestion", "layer"], name="answer_one_per_suggestion_and_layer"
            ),
            models.CheckConstraint(
                condition=Q(annotation__isnull=False, dismissed_at=None)
                | Q(annotation=None, dismissed_at__isnull=False),
                name="answer_accepted_or_dismissed",
            ),
        ]

    def __str__(self) -> str:
        return str(self.suggestion)
