"""Names and units that the desk takes for the same when it compares details."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Alias(models.Model):
    """For example Putin, canonical Vladimir Putin; or $, canonical USD."""

    name = models.CharField(_("name"), max_length=300, unique=True)
    canonical = models.CharField(_("is the same as"), max_length=300)

    class Meta:
        ordering = ["canonical", "name"]
        verbose_name = _("alias")
        verbose_name_plural = _("aliases")

    def __str__(self) -> str:
        return f"{self.name} = {self.canonical}"
