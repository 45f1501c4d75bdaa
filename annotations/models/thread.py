"""What is said about an annotation or a disagreement, and the inbox that tells of it."""

from typing import Self, cast

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from annotations.models.adjudication import Adjudication
from annotations.models.annotation import Annotation
from annotations.models.disagreement import Disagreement
from annotations.spans.mentions import split_at_mentions
from articles.models import Revision
from newsroom.models import Event, User


class ThreadQuerySet(models.QuerySet["Thread"]):
    def unresolved(self) -> Self:
        return self.filter(resolved_at=None)

    def on(self, revision: Revision) -> Self:
        return self.filter(
            Q(annotation__layer__revision=revision) | Q(disagreement__review__revision=revision)
        )


class Thread(models.Model):
    """A remark, a question or a dispute; an open dispute reopens a settled group."""

    class Kind(models.TextChoices):
        COMMENT = "comment", _("Comment")
        QUESTION = "question", _("Question")
        DISPUTE = "dispute", _("Objection")

    annotation = models.ForeignKey(
        Annotation,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="threads",
        verbose_name=_("annotation"),
    )
    disagreement = models.ForeignKey(
        Disagreement,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="threads",
        verbose_name=_("disagreement"),
    )
    kind = models.CharField(_("kind"), max_length=8, choices=Kind.choices)
    asks_to_mark = models.BooleanField(
        _("asks whether to mark the words"),
        default=False,
        help_text=_("A question about what some have marked, answered with yes or no by the rest."),
    )
    ruling = models.ForeignKey(
        Adjudication,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="disputes",
        verbose_name=_("decision"),
        help_text=_("What a dispute is about."),
    )
    asked = models.ManyToManyField(
        settings.AUTH_USER_MODEL,
        blank=True,
        related_name="+",
        verbose_name=_("asked"),
        help_text=_("Whom a question is put to: they may read it and answer, blind as they are."),
    )
    opened_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("opened by")
    )
    opened_at = models.DateTimeField(_("opened at"), auto_now_add=True)
    resolved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("resolved by"),
    )
    resolved_at = models.DateTimeField(_("resolved at"), null=True, blank=True)

    objects = ThreadQuerySet.as_manager()

    class Meta:
        ordering = ["opened_at", "id"]
        verbose_name = _("thread")
        verbose_name_plural = _("threads")
        constraints = [
            models.CheckConstraint(
                condition=Q(annotation__isnull=False, disagreement=None)
                | Q(annotation=None, disagreement__isnull=False),
                name="thread_about_one_thing",
            ),
            models.CheckConstraint(
                condition=Q(resolved_by=None, resolved_at=None)
                | Q(resolved_by__isnull=False, resolved_at__isnull=False),
                name="thread_resolved_by_and_at_together",
            ),
            models.CheckConstraint(
                condition=Q(kind="dispute", ruling__isnull=False)
                | (~Q(kind="dispute") & Q(ruling=None)),
                name="thread_disputes_a_ruling",
            ),
            models.CheckConstraint(
                condition=Q(asks_to_mark=False) | Q(kind="question", disagreement__isnull=False),
                name="thread_asks_to_mark_what_differs",
            ),
            models.UniqueConstraint(
                fields=["ruling", "opened_by"], name="thread_one_dispute_per_ruling_and_editor"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.pk}"

    def get_absolute_url(self) -> str:
        return reverse("thread", args=[self.pk])

    @property
    def is_resolved(self) -> bool:
        return self.resolved_at is not None

    @property
    def revision(self) -> Revision:
        """The text that it is about. Select the way along: annotation's layer, or review."""
        if self.annotation is not None:
            return self.annotation.layer.revision
        return cast(Disagreement, self.disagreement).review.revision


class Comment(models.Model):
    """One contribution to a thread: words, or an answer with or without."""

    class Answer(models.TextChoices):
        YES = "yes", _("Yes, mark it")
        NO = "no", _("No, leave it")

    thread = models.ForeignKey(
        Thread, models.PROTECT, related_name="comments", verbose_name=_("thread")
    )
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("author")
    )
    text = models.TextField(_("text"), blank=True)
    mentions = models.JSONField(
        _("mentions"),
        default=list,
        blank=True,
        help_text=_(
            "Where the text names somebody: [start, end, user id], in code points. What is typed "
            "there is shown as the reader may know them, a name or a letter."
        ),
    )
    answer = models.CharField(
        _("answer"),
        max_length=3,
        choices=Answer.choices,
        blank=True,
        help_text=_("Whether the words are to be marked, of whoever had not marked them."),
    )
    fingerprint = models.CharField(
        _("fingerprint"),
        max_length=64,
        blank=True,
        help_text=_("Of what the answer is about, to tell whether it has changed since."),
    )
    at = models.DateTimeField(_("at"), auto_now_add=True)

    class Meta:
        ordering = ["at", "id"]
        verbose_name = _("comment")
        verbose_name_plural = _("comments")
        constraints = [
            models.CheckConstraint(
                condition=Q(answer__in=["", "yes", "no"]), name="comment_answer_is_known"
            ),
            models.CheckConstraint(
                condition=Q(answer="", fingerprint="") & ~Q(text="")
                | ~Q(answer="") & ~Q(fingerprint=""),
                name="comment_says_something",
            ),
        ]

    def __str__(self) -> str:
        words = self.without_names or self.get_answer_display()
        return words if len(words) <= 60 else f"{words[:59]}…"

    @property
    def without_names(self) -> str:
        """The words for somebody of whom it is not known whom they may know by name."""
        cut = split_at_mentions(
            self.text, [(start, end, user) for start, end, user in self.mentions]
        )
        return "".join(words if user is None else "@…" for words, user in cut)


class NoticeQuerySet(models.QuerySet["Notice"]):
    def unread(self, user: User) -> Self:
        return self.filter(user=user, read_at=None)


class Notice(models.Model):
    """Somebody should know of an event: a line of their inbox."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="notices", verbose_name=_("user")
    )
    event = models.ForeignKey(
        Event, models.PROTECT, related_name="notices", verbose_name=_("event")
    )
    read_at = models.DateTimeField(_("read at"), null=True, blank=True)

    objects = NoticeQuerySet.as_manager()

    class Meta:
        ordering = ["-event__at", "-id"]
        verbose_name = _("notice")
        verbose_name_plural = _("notices")
        constraints = [
            models.UniqueConstraint(fields=["user", "event"], name="notice_one_per_user_and_event")
        ]
        indexes = [
            # By it every page tells how many are new.
            models.Index(fields=["user", "event"], condition=Q(read_at=None), name="notice_unread")
        ]

    def __str__(self) -> str:
        return str(self.event)
