"""The guidelines: what the labels mean, in numbered versions that are never rewritten."""

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class GuidelineQuerySet(models.QuerySet["Guideline"]):
    def current(self) -> "Guideline":
        """The version in force: the one with the highest number."""
        return self.order_by("-number")[:1].get()


class Guideline(models.Model):
    """One version of the desk's rules; an annotation carries the one it was made under."""

    number = models.PositiveIntegerField(_("number"), unique=True)
    text = models.TextField(_("text"), help_text=_("Markdown."))
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("published by"),
        help_text=_("Empty for the first version, which comes with the program."),
    )
    published_at = models.DateTimeField(_("published at"), default=timezone.now)

    objects = GuidelineQuerySet.as_manager()

    class Meta:
        ordering = ["-number"]
        verbose_name = _("guideline version")
        verbose_name_plural = _("guideline versions")

    def __str__(self) -> str:
        return str(self.number)

    def get_absolute_url(self) -> str:
        return reverse("guidelines")
