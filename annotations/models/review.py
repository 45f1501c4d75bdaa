"""A review: the settling of what the submitted layers of one revision disagree about."""

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from annotations.models.agreement import not_as
from articles.models import Revision


def where_released(path: str = "") -> Q:
    """The condition that a review is released; `path` is the lookup path to it from the model.

    A review is released while it is closed: everybody who annotates then sees the submitted layers
    of its revision, by name, and the rulings. Until then editors see their own layers only.
    """
    return Q(**{f"{path}__closed_at__isnull" if path else "closed_at__isnull": False})


def where_unreleased(path: str = "") -> Q:
    """The condition that a review is open. It also holds where `path` leads to no review."""
    return Q(**{f"{path}__closed_at__isnull" if path else "closed_at__isnull": True})


class ReviewQuerySet(models.QuerySet["Review"]):
    def released(self) -> Self:
        return self.filter(where_released())

    def unreleased(self) -> Self:
        return self.filter(where_unreleased())

    def on(self, revision: Revision | int) -> Self:
        return self.filter(revision=revision)


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
        help_text=_("None where it opened by itself, when the last editor needed had submitted."),
    )
    closed_at = models.DateTimeField(_("closed at"), null=True, blank=True)
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("closed by"),
        help_text=_("None where a single editor was enough, so that nothing could be disputed."),
    )
    counted_closing = models.DateTimeField(
        null=True,
        blank=True,
        editable=False,
        help_text=_("The closing that the counts of agreement hold, if any."),
    )

    objects = ReviewQuerySet.as_manager()

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
        indexes = [
            models.Index(
                fields=["revision"],
                condition=not_as("counted_closing", "closed_at"),
                name="review_to_be_counted",
            ),
            # What waits for a reviewer, the oldest first.
            models.Index(
                fields=["opened_at", "id"], condition=where_unreleased(), name="review_open"
            ),
            # Without the open ones, which SQLite would find here and then have to sort.
            models.Index(fields=["closed_at"], condition=where_released(), name="review_closed"),
        ]

    def __str__(self) -> str:
        return str(self.revision)

    def get_absolute_url(self) -> str:
        return reverse("review", args=[self.revision_id])

    @property
    def is_released(self) -> bool:
        return self.closed_at is not None
