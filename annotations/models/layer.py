"""A layer: one editor's pass over one revision, open and then submitted."""

from typing import Self, TypedDict

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from annotations.models.agreement import not_as
from annotations.suggesting.held_back import lies_in_held_back, touches_held_back
from articles.models import Revision
from newsroom.models import User


class HeldBackBy(TypedDict):
    """On what it hangs in which paragraphs nothing is suggested, besides their number."""

    text_hash: str
    percent: int
    seed: str


class LayerQuerySet(models.QuerySet["Layer"]):
    def of(self, user: User) -> Self:
        return self.filter(editor=user)

    def standing(self) -> Self:
        """Those that were not taken back."""
        return self.filter(taken_back_at=None)

    def open(self) -> Self:
        return self.standing().filter(submitted_at=None)

    def submitted(self) -> Self:
        return self.standing().exclude(submitted_at=None)

    def of_party(self, user: User) -> Self:
        """The layers that make `user` a party to their text.

        A party does not see what others have submitted there before the release, and settles none
        of it. Every layer of their own that stands makes them one; with REVIEW_OWN, for desks
        whose reviewers also annotate, only a layer that is still open.
        """
        own = self.of(user).standing()
        return own.open() if settings.REVIEW_OWN else own

    def on(self, revision: Revision | int) -> Self:
        return self.filter(revision=revision)

    def letters(self) -> list[str]:
        """The letters in use, each found by itself: they are few, the layers many."""
        letters: list[str] = []
        # Of one letter an index gives the latest first, seldom released: no need to sort.
        latest = self.order_by("-letter").values_list("letter", flat=True)
        last = latest.first()
        while last is not None:
            letters.append(last)
            last = latest.filter(letter__lt=last).first()
        return letters[::-1]


class Layer(models.Model):
    """What one editor says of one revision; others do not see it until it is released."""

    revision = models.ForeignKey(
        Revision, models.PROTECT, related_name="layers", verbose_name=_("revision")
    )
    editor = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="layers", verbose_name=_("editor")
    )
    letter = models.CharField(
        _("letter"),
        max_length=2,
        help_text=_("Stands for the editor where names are not shown; shuffled between revisions."),
    )
    assigned_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("assigned by"),
        help_text=_("Empty where the editor started it."),
    )
    assigned_at = models.DateTimeField(_("assigned at"), auto_now_add=True)
    due_on = models.DateField(_("due on"), null=True, blank=True)
    submitted_at = models.DateTimeField(_("submitted at"), null=True, blank=True)
    reopened_at = models.DateTimeField(
        _("reopened at"),
        null=True,
        blank=True,
        help_text=_("While it is open again: a review of the revision waits for it."),
    )
    taken_back_at = models.DateTimeField(_("taken back at"), null=True, blank=True)
    carried_at = models.DateTimeField(
        _("carried over at"),
        null=True,
        blank=True,
        help_text=_("Up to when its editor's work on earlier revisions was offered in it."),
    )
    percent_held_back = models.PositiveSmallIntegerField(
        _("percent held back"),
        null=True,
        blank=True,
        help_text=_(
            "In how many of a hundred paragraphs nothing is suggested to its editor; empty while "
            "no suggestions have been shown in it."
        ),
    )
    note = models.TextField(
        _("note"), blank=True, help_text=_("What its editor says of the article as a whole.")
    )
    counted_submission = models.DateTimeField(
        null=True,
        blank=True,
        editable=False,
        help_text=_(
            "The submission that the counts of agreement hold; empty where they hold none."
        ),
    )

    objects = LayerQuerySet.as_manager()

    # Of a layer that is locked: the id of the guideline in force, and those of the events that
    # were recorded while this object held the lock.
    guideline_now: int = 0
    written: tuple[int, ...] = ()

    class Meta:
        ordering = ["-assigned_at", "-id"]
        verbose_name = _("reading")
        verbose_name_plural = _("readings")
        permissions = [
            ("annotate", _("May annotate: start, mark, submit and reopen their own work")),
            (
                "review",
                _("May review: assign, reopen anybody’s work, decide disagreements, export all"),
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["revision", "editor"], name="layer_one_per_revision_and_editor"
            ),
            models.UniqueConstraint(
                fields=["revision", "letter"], name="layer_letter_unique_in_revision"
            ),
            models.CheckConstraint(
                condition=Q(submitted_at=None) | Q(taken_back_at=None),
                name="layer_submitted_or_taken_back",
            ),
        ]
        indexes = [
            models.Index(
                fields=["revision"],
                condition=not_as("counted_submission", "submitted_at"),
                name="layer_to_be_counted",
            ),
            # What the desk reads: an editor's latest layers, the latest of all, and what is open.
            models.Index(
                fields=["editor", "submitted_at", "id"], name="layer_of_editor_submitted_at"
            ),
            models.Index(fields=["submitted_at", "revision"], name="layer_submitted_at"),
            models.Index(
                fields=["revision", "editor", "due_on"],
                condition=Q(submitted_at=None, taken_back_at=None),
                name="layer_open",
            ),
            models.Index(fields=["letter"], name="layer_letter"),
        ]

    def __str__(self) -> str:
        return f"{self.revision} · {self.letter}"

    def get_absolute_url(self) -> str:
        return reverse("workspace", args=[self.pk])

    def holds_back(self, start: int, end: int) -> bool:
        """Whether no suggestion is shown there, since some of it is in a paragraph held back."""
        return touches_held_back(self.revision.text, start, end, **self._held_back_by())

    def shows_suggestions_at(self, start: int, end: int) -> bool:
        """Whether suggestions are shown in any of the paragraphs there, to who wants them."""
        if self.percent_held_back is None:
            return False
        return not lies_in_held_back(self.revision.text, start, end, **self._held_back_by())

    def _held_back_by(self) -> HeldBackBy:
        return {
            "text_hash": self.revision.sha256,
            "percent": self.percent_held_back or 0,
            "seed": settings.SUGGESTIONS_SEED,
        }

    @property
    def is_open(self) -> bool:
        return self.submitted_at is None and self.taken_back_at is None

    @property
    def is_submitted(self) -> bool:
        return self.submitted_at is not None

    @property
    def is_released(self) -> bool:
        """Whether the review of its revision is closed, so that all may read the layer, by name.

        Reads `revision.review`: select it along where many layers are asked.
        """
        review = getattr(self.revision, "review", None)
        return review is not None and review.is_released
