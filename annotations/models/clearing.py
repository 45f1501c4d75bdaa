"""A clearing: a stretch of a text of which its editor says that there is nothing to check in it."""

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from annotations.models.layer import Layer


class ClearingQuerySet(models.QuerySet["Clearing"]):
    def standing(self) -> Self:
        """Those that were not taken back."""
        return self.filter(taken_back_at=None)


class Clearing(models.Model):
    """Offsets are code points, half-open. What is marked in the stretch stays marked."""

    layer = models.ForeignKey(
        Layer, models.PROTECT, related_name="clearings", verbose_name=_("reading")
    )
    start = models.PositiveIntegerField(_("start"))
    end = models.PositiveIntegerField(_("end"))
    cleared_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("cleared by")
    )
    cleared_at = models.DateTimeField(_("cleared at"), auto_now_add=True)
    taken_back_at = models.DateTimeField(_("taken back at"), null=True, blank=True)

    objects = ClearingQuerySet.as_manager()

    class Meta:
        ordering = ["layer", "start", "id"]
        verbose_name = _("stretch with nothing to check")
        verbose_name_plural = _("stretches with nothing to check")
        constraints = [
            models.CheckConstraint(
                condition=Q(start__lt=F("end")), name="clearing_holds_characters"
            ),
            models.UniqueConstraint(
                fields=["layer", "start", "end"],
                condition=Q(taken_back_at=None),
                name="clearing_one_standing_per_stretch",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.layer} [{self.start}:{self.end}]"
