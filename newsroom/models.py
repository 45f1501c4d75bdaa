"""The ground that every app stands on: who acts, and what was done."""

from typing import Any

from django.conf import settings
from django.contrib.auth.models import AbstractUser
from django.contrib.sessions.base_session import AbstractBaseSession
from django.db import models
from django.utils.translation import gettext_lazy as _


class User(AbstractUser):
    """Somebody who signs in, with the settings of their own screen."""

    class Theme(models.TextChoices):
        SYSTEM = "system", _("As the system")
        LIGHT = "light", _("Light")
        DARK = "dark", _("Dark")

    theme = models.CharField(_("theme"), max_length=6, choices=Theme.choices, default=Theme.SYSTEM)
    single_letter_keys = models.BooleanField(
        _("single-letter keys"),
        default=True,
        help_text=_("1, 2, 3, J, K and the like act while the text or a list has the focus."),
    )
    snap_to_words = models.BooleanField(
        _("snap to words"),
        default=True,
        help_text=_("A selection grows to whole words; hold Alt for single letters."),
    )
    suggestions = models.BooleanField(
        _("show suggestions"),
        default=True,
        help_text=_(
            "Passages that may be worth marking, found by fixed rules. They count as nobody’s "
            "annotation until you accept them."
        ),
    )
    suggested_claims = models.BooleanField(
        _("suggest claims too"),
        default=True,
        help_text=_(
            "Most suggested quotes and statistics are right, of the claims only some: they are "
            "shown fainter."
        ),
    )

    def __str__(self) -> str:
        return self.get_full_name() or self.username


class Session(AbstractBaseSession):
    """A browser that somebody is signed in with; written by `accounts.sessions`."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.CASCADE,
        null=True,
        related_name="sessions",
        verbose_name=_("signed in"),
    )

    @classmethod
    def get_session_store_class(cls) -> Any:
        from newsroom.accounts.sessions import SessionStore  # Which keeps its sessions as these.

        return SessionStore


class Event(models.Model):
    """One thing that was done: inserted in the transaction of the change, never updated."""

    at = models.DateTimeField(_("at"), auto_now_add=True, db_index=True)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("by")
    )
    verb = models.CharField(
        _("what"), max_length=60, db_index=True, help_text=_("For example annotation.added.")
    )
    subject_type = models.CharField(_("kind of thing"), max_length=40)
    subject_id = models.CharField(_("its id"), max_length=36)
    revision_id = models.BigIntegerField(
        _("revision"),
        null=True,
        blank=True,
        help_text=_("The revision whose text this is about, if it is about one."),
    )
    detail = models.JSONField(_("detail"), default=dict, blank=True, help_text=_("Old and new."))

    class Meta:
        ordering = ["-at", "-id"]
        verbose_name = _("event")
        verbose_name_plural = _("events")
        indexes = [
            models.Index(fields=["subject_type", "subject_id"], name="event_subject"),
            # For the newest of an editor on a revision, and for all of a revision.
            models.Index(fields=["revision_id", "actor", "id"], name="event_revision_actor"),
        ]

    def __str__(self) -> str:
        return f"{self.verb} {self.subject_type} {self.subject_id}"
