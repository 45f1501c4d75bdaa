"""What ties a span to a fact: the one model that knows both."""

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from annotations.models.adjudication import RuledSpan
from annotations.models.annotation import Annotation
from annotations.models.fact import Fact, FactVersion


class Relation(models.TextChoices):
    """Of the fact towards the span: the fact supports, contradicts or gives context to it."""

    SUPPORTS = "supports", _("supports")
    CONTRADICTS = "contradicts", _("contradicts")
    CONTEXT = "context", _("gives context to")


class FactLinkQuerySet(models.QuerySet["FactLink"]):
    def current(self) -> Self:
        return self.filter(removed_at=None)

    def at_submission(self) -> Self:
        """The links of annotations as their layer was submitted with them."""
        submitted_at = F("annotation__layer__submitted_at")
        kept = Q(removed_at=None) | Q(removed_at__gt=submitted_at)
        return self.filter(kept, linked_at__lte=submitted_at)


class FactLink(models.Model):
    """A link to the version that its maker saw; a recheck adds a link that replaces it."""

    annotation = models.ForeignKey(
        Annotation,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="fact_links",
        verbose_name=_("annotation"),
    )
    ruled_span = models.ForeignKey(
        RuledSpan,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="fact_links",
        verbose_name=_("decided annotation"),
    )
    fact = models.ForeignKey(
        Fact,
        models.PROTECT,
        related_name="links",
        verbose_name=_("fact"),
        help_text=_("That of the version: stands here for the constraint of one link per fact."),
    )
    version = models.ForeignKey(
        FactVersion, models.PROTECT, related_name="links", verbose_name=_("fact version")
    )
    relation = models.CharField(_("relation"), max_length=11, choices=Relation.choices)
    note = models.TextField(_("note"), blank=True)
    linked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("linked by")
    )
    linked_at = models.DateTimeField(_("linked at"), auto_now_add=True)
    confirmed_at = models.DateTimeField(
        _("confirmed at"),
        null=True,
        blank=True,
        help_text=_("When a recheck made this link: it holds for the version as it now stands."),
    )
    replaces = models.OneToOneField(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="replaced_by",
        verbose_name=_("replaces"),
    )
    removed_at = models.DateTimeField(
        _("removed at"), null=True, blank=True, help_text=_("Unlinked, or replaced by another.")
    )

    objects = FactLinkQuerySet.as_manager()

    class Meta:
        ordering = ["fact", "id"]
        verbose_name = _("fact link")
        verbose_name_plural = _("fact links")
        constraints = [
            models.CheckConstraint(
                condition=Q(annotation__isnull=False, ruled_span=None)
                | Q(annotation=None, ruled_span__isnull=False),
                name="fact_link_to_one_target",
            ),
            models.CheckConstraint(
                condition=Q(relation__in=Relation.values), name="fact_link_relation_is_known"
            ),
            models.UniqueConstraint(
                fields=["annotation", "fact"],
                condition=Q(removed_at=None, annotation__isnull=False),
                name="fact_link_one_current_per_annotation",
            ),
            models.UniqueConstraint(
                fields=["ruled_span", "fact"],
                condition=Q(removed_at=None, ruled_span__isnull=False),
                name="fact_link_one_current_per_ruled_span",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.fact} {self.get_relation_display()}"
