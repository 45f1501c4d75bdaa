"""An annotation: a marked span of a layer, and what its editor says of it."""

import uuid
from typing import Self

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from annotations.models.guideline import Guideline
from annotations.models.layer import Layer
from annotations.models.target import Details, TextTarget
from articles.models import Revision


class AnnotationQuerySet(models.QuerySet["Annotation"]):
    def live(self) -> Self:
        """Those that stand: not withdrawn, in a layer that was not taken back."""
        return self.filter(withdrawn_at=None, layer__taken_back_at=None)

    def on(self, revision: Revision) -> Self:
        return self.filter(layer__revision=revision)

    def in_text_order(self) -> Self:
        """By start; of those that start together the longest first."""
        return self.order_by("start", "-end", "label", "id")


class Origin(models.TextChoices):
    """How an annotation came to be: by hand, or of a suggestion that was accepted."""

    OWN = "own", _("Marked by hand")
    SUGGESTED = "suggested", _("Suggested, and accepted as it was")
    CHANGED = "changed", _("Suggested, and changed")


BY_ACCEPTANCE = frozenset({Origin.SUGGESTED, Origin.CHANGED})


class Annotation(TextTarget, Details):
    """A span with its label; the id is made by the client, so that a repeat is recognised."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    layer = models.ForeignKey(
        Layer, models.PROTECT, related_name="annotations", verbose_name=_("reading")
    )
    span_group = models.UUIDField(
        _("pieces of one"),
        null=True,
        blank=True,
        help_text=_("Shared by the pieces of one split quote."),
    )
    note = models.TextField(_("note"), blank=True)
    guideline = models.ForeignKey(
        Guideline, models.PROTECT, related_name="+", verbose_name=_("guideline")
    )
    # These two are null where nobody knows, and so of all that is older than they: such a column is
    # added to a million rows without writing any.
    origin = models.CharField(  # noqa: DJ001
        _("origin"),
        max_length=9,
        choices=Origin.choices,
        null=True,
        blank=True,
        help_text=_("Empty where it is not known."),
    )
    suggestions_shown = models.BooleanField(
        _("suggestions shown"),
        null=True,
        blank=True,
        help_text=_(
            "Whether suggestions were shown at its place when it was made; empty where not known."
        ),
    )
    version = models.PositiveIntegerField(
        _("version"), default=1, help_text=_("Counts its changes; a change names the one it saw.")
    )
    created_at = models.DateTimeField(_("created at"), auto_now_add=True)
    updated_at = models.DateTimeField(_("updated at"), auto_now=True)
    withdrawn_at = models.DateTimeField(_("deleted at"), null=True, blank=True)

    objects = AnnotationQuerySet.as_manager()

    class Meta:
        ordering = ["layer", "start", "-end", "label"]
        verbose_name = _("annotation")
        verbose_name_plural = _("annotations")
        constraints = [
            *TextTarget.Meta.constraints,
            *Details.Meta.constraints,
            models.UniqueConstraint(
                fields=["layer", "start", "end", "label"],
                condition=Q(withdrawn_at=None),
                name="annotation_one_per_extent_and_label",
            ),
        ]
        indexes = [
            models.Index(fields=["updated_at"], name="annotation_updated_at"),
            # Of a desk's annotations those with a number are the fewer.
            models.Index(
                fields=["value"], condition=Q(value__isnull=False), name="annotation_value"
            ),
            # The units in use are few: they are looked up before what is counted in one of them.
            models.Index(fields=["unit"], name="annotation_unit"),
        ]

    def __str__(self) -> str:
        return self.exact if len(self.exact) <= 60 else f"{self.exact[:59]}…"

    def get_absolute_url(self) -> str:
        return reverse("annotation", args=[self.pk])

    @property
    def is_withdrawn(self) -> bool:
        return self.withdrawn_at is not None
