"""What every marked span has: a place in a text, and what is said of it."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from annotations import labels


class TextTarget(models.Model):
    """A selector of the W3C Web Annotation Data Model: position and quotation together."""

    start = models.PositiveIntegerField(_("start"), help_text=_("Code points, inclusive."))
    end = models.PositiveIntegerField(_("end"), help_text=_("Code points, exclusive."))
    exact = models.TextField(_("words"), help_text=_("Exactly the text from start to end."))
    prefix = models.CharField(_("before"), max_length=32, blank=True)
    suffix = models.CharField(_("after"), max_length=32, blank=True)

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=Q(start__lt=F("end")), name="%(class)s_starts_before_it_ends"
            )
        ]


class Details(models.Model):
    """What is said of the words: a label, who says it, and for a statistic how much of what."""

    label = models.CharField(_("label"), max_length=labels.LONGEST_KEY, choices=labels.choices())
    attributed_to = models.CharField(
        _("speaker or claimant"),
        max_length=300,
        blank=True,
        help_text=_("As the article names them."),
    )
    value = models.DecimalField(
        _("value"),
        max_digits=30,
        decimal_places=10,
        null=True,
        blank=True,
        help_text=_("The number in full: 48000000 for $48 million."),
    )
    unit = models.CharField(
        _("unit"), max_length=100, blank=True, help_text=_("What is counted: USD, %, households.")
    )

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=Q(label__in=list(labels.LABELS)), name="%(class)s_label_is_known"
            )
        ]


LONGEST_DETAILS = {"attributed_to": 300, "unit": 100, "note": 10_000}
