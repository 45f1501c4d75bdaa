"""What the editors of a text have in common, counted once and summed by the database.

Rows of these tables are no record: they are worked out from submitted layers, and made anew
whenever one of those is another (annotations/agreement/counted.py says when). Nothing refers to
them.
"""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from articles.models import Article, Revision

LONGEST_LABEL = 40  # Not that of the labels of today: a new one needs no new table.

# The numbers that are summed over texts, in the order of agreement.counting.Counts.
COUNTS = (
    "texts",
    "length",
    "spans",
    "exact",
    "paired",
    "touching",
    "marked_by_first",
    "marked_by_second",
    "marked_by_both",
    "squared",
)


def not_as(held: str, moment: str) -> Q:
    """The condition that `held` is not what `moment` is now, where either may be empty.

    Written out, since an index has it for its condition: those few are found without a search.
    """
    return (
        Q(**{f"{moment}__isnull": True, f"{held}__isnull": False})
        | Q(**{f"{moment}__isnull": False, f"{held}__isnull": True})
        | Q(**{f"{moment}__lt": F(held)})
        | Q(**{f"{moment}__gt": F(held)})
    )


class OfPair(models.Model):
    """Two editors and a label, `first` the one with the lower id, and what they share in numbers.

    Characters are code points. `editors` is how many have submitted the text: sums over texts keep
    those of two editors and those of three apart, since what an editor marked is in as many pairs
    as there are other editors.
    """

    edition = models.CharField(max_length=16, help_text=_("With which rules it was counted."))
    label = models.CharField(max_length=LONGEST_LABEL)
    first = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", db_index=False
    )
    second = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", db_index=False
    )
    editors = models.PositiveIntegerField()
    month = models.DateField(help_text=_("The first day of the month in which it was finished."))
    released = models.BooleanField()
    texts = models.PositiveIntegerField(default=1)
    length = models.PositiveBigIntegerField()
    spans = models.PositiveBigIntegerField(help_text=_("Of both editors."))
    exact = models.PositiveBigIntegerField(help_text=_("Pairs of the same extent."))
    paired = models.PositiveBigIntegerField(help_text=_("Pairs at an IoU of 0.5 or more."))
    touching = models.PositiveBigIntegerField(
        help_text=_("Annotations that touch one of the other editor.")
    )
    marked_by_first = models.PositiveBigIntegerField()
    marked_by_second = models.PositiveBigIntegerField()
    marked_by_both = models.PositiveBigIntegerField()
    squared = models.PositiveBigIntegerField(help_text=_("Lengths of units, squared and summed."))

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"{self.label}: {self.first_id} and {self.second_id}"


class PairCounts(OfPair):
    """What two editors did with one label in one text."""

    revision = models.ForeignKey(
        Revision, models.CASCADE, related_name="pair_counts", db_index=False
    )
    article = models.ForeignKey(Article, models.CASCADE, related_name="+")
    finished_at = models.DateTimeField(help_text=_("When its last editor submitted."))

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["revision", "label", "first", "second"], name="pair_counts_once"
            )
        ]
        indexes = [models.Index(fields=["month"], name="pair_counts_by_month")]


class PairSums(OfPair):
    """The PairCounts of one month, summed: what a page without filters asks for."""

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["month", "label", "first", "second", "editors", "released", "edition"],
                name="pair_sums_once",
            )
        ]


class TextOrigins(models.Model):
    """On how many marks of a text its editors agree, by what these came of and what was shown.

    Of all pairs of editors together, the numbers of agreement.by_origin.Parts; there is no row
    where nothing is known of what the marks came of.
    """

    edition = models.CharField(max_length=16)
    revision = models.ForeignKey(
        Revision, models.CASCADE, related_name="text_origins", db_index=False
    )
    article = models.ForeignKey(Article, models.CASCADE, related_name="+")
    label = models.CharField(max_length=LONGEST_LABEL)
    finished_at = models.DateTimeField()
    apart_spans = models.PositiveIntegerField(help_text=_("Found by at least one by hand."))
    apart_paired = models.PositiveIntegerField()
    accepted_spans = models.PositiveIntegerField()
    accepted_paired = models.PositiveIntegerField(help_text=_("Accepted by both."))
    shown_spans = models.PositiveIntegerField(help_text=_("Where suggestions were shown."))
    shown_paired = models.PositiveIntegerField()
    held_spans = models.PositiveIntegerField(help_text=_("Where suggestions were held back."))
    held_paired = models.PositiveIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["revision", "label"], name="text_origins_once")
        ]
        indexes = [
            models.Index(fields=["label", "finished_at", "revision"], name="text_origins_by_end")
        ]

    def __str__(self) -> str:
        return f"{self.label} in {self.revision_id}"


class TextFigures(models.Model):
    """The measures of one label in one text: what texts are put in order by."""

    edition = models.CharField(max_length=16)
    revision = models.ForeignKey(
        Revision, models.CASCADE, related_name="text_figures", db_index=False
    )
    article = models.ForeignKey(Article, models.CASCADE, related_name="+")
    label = models.CharField(max_length=LONGEST_LABEL)
    finished_at = models.DateTimeField()
    editors = models.PositiveIntegerField()
    spans = models.PositiveIntegerField()
    f1_exact = models.FloatField(null=True)
    f1_iou50 = models.FloatField(null=True)
    f1_overlap = models.FloatField(null=True)
    f1_character = models.FloatField(null=True)
    kappa_character = models.FloatField(null=True)
    u_alpha = models.FloatField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["revision", "label"], name="text_figures_once")
        ]
        indexes = [
            models.Index(fields=["label", "finished_at", "revision"], name="text_figures_by_end")
        ]

    def __str__(self) -> str:
        return f"{self.label} in {self.revision_id}"
