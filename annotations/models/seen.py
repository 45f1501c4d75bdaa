"""That a sentence was shown beside a fact which says it, and what its editor made of that."""

from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from annotations.models.fact import Fact
from annotations.models.fact_link import FactLink
from annotations.models.layer import Layer


class SeenQuerySet(models.QuerySet["Seen"]):
    def taken(self) -> Exists:
        """The condition that a mark of the layer in that sentence is linked to the fact."""
        links = FactLink.objects.current().filter(
            fact=OuterRef("fact"),
            annotation__layer=OuterRef("layer"),
            annotation__withdrawn_at=None,
            annotation__start__lt=OuterRef("end"),
            annotation__end__gt=OuterRef("start"),
            linked_at__gte=OuterRef("shown_at"),
        )
        return Exists(links)


class Seen(models.Model):
    """One sentence of one layer's text shown beside one fact; a reload adds none.

    Whether it was taken is read off the links, so it cannot be out of date.
    """

    layer = models.ForeignKey(Layer, models.CASCADE, related_name="seen", verbose_name=_("reading"))
    fact = models.ForeignKey(Fact, models.PROTECT, related_name="seen", verbose_name=_("fact"))
    start = models.PositiveIntegerField(_("start"))
    end = models.PositiveIntegerField(_("end"))
    shown_at = models.DateTimeField(_("shown at"), auto_now_add=True)
    dismissed_at = models.DateTimeField(_("dismissed at"), null=True, blank=True)

    objects = SeenQuerySet.as_manager()

    class Meta:
        ordering = ["layer", "start", "fact"]
        verbose_name = _("fact seen before")
        verbose_name_plural = _("facts seen before")
        constraints = [
            models.UniqueConstraint(
                fields=["layer", "start", "fact"], name="seen_once_per_sentence_and_fact"
            ),
            models.CheckConstraint(condition=Q(end__gt=F("start")), name="seen_not_empty"),
        ]

    def __str__(self) -> str:
        return f"{self.fact} {self.start}–{self.end}"
