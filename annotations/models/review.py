"""A review: the settling of what the submitted layers of one revision disagree about."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from articles.models import Revision


class Review(models.Model):
    """Opened when enough layers are submitted, closed when its rulings are released."""

    revision = models.OneToOneField(
        Revision, models.PROTECT, related_name="review", verbose_name=_("revision")
    )
    opened_at = models.DateTimeField(_("opened at"), auto_now_add=True)
    opened_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("opened by"),
        help_text=_("Empty where it opened by itself, with the last layer that was needed."),
    )
    closed_at = models.DateTimeField(_("closed at"), null=True, blank=True, db_index=True)
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("closed by"),
        help_text=_("Empty where a single layer was enough, so that nothing could be disputed."),
    )

    class Meta:
        ordering = ["-opened_at", "-id"]
        verbose_name = _("review")
        verbose_name_plural = _("reviews")
        constraints = [
            models.CheckConstraint(
                condition=Q(closed_by=None) | Q(closed_at__isnull=False),
                name="review_closed_by_somebody_at_some_time",
            )
        ]

    def __str__(self) -> str:
        return str(self.revision)

    def get_absolute_url(self) -> str:
        return reverse("review", args=[self.revision_id])

    @property
    def is_closed(self) -> bool:
        return self.closed_at is not None
