"""The ground that every app stands on: who acts, and what was done."""

from datetime import time
from typing import Any, Self

from django.conf import settings
from django.contrib.auth.models import AbstractUser
from django.contrib.sessions.base_session import AbstractBaseSession
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class User(AbstractUser):
    """Somebody who signs in, with the settings of their own screen."""

    class Theme(models.TextChoices):
        SYSTEM = "system", _("As the system")
        LIGHT = "light", _("Light")
        DARK = "dark", _("Dark")

    class Digest(models.TextChoices):
        NEVER = "never", _("Never")
        DAILY = "daily", _("Once a day")
        HOURLY = "hourly", _("As it comes, at most once an hour")

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
    lists = models.JSONField(
        _("lists"),
        default=dict,
        blank=True,
        editable=False,
        help_text=_("How they have long lists shown, by the name of the list."),
    )
    digest = models.CharField(
        _("mail"),
        max_length=6,
        choices=Digest.choices,
        default=Digest.NEVER,
        help_text=_("What is new in your inbox, in one mail."),
    )
    quiet_from = models.TimeField(_("quiet from"), default=time(20))
    quiet_until = models.TimeField(
        _("quiet until"),
        default=time(7),
        help_text=_("No mail is sent between the two; the same time twice is no quiet at all."),
    )
    digest_sent_at = models.DateTimeField(
        _("last digest sent at"), null=True, blank=True, editable=False
    )
    seen_on = models.DateField(
        _("last seen"),
        null=True,
        blank=True,
        editable=False,
        help_text=_("The last day on which they opened a page, and no more of it than the day."),
    )

    class Meta(AbstractUser.Meta):
        permissions = [
            ("manage_people", _("May invite people, give roles, deactivate, reset passwords"))
        ]

    def __str__(self) -> str:
        return self.get_full_name() or self.username


class AccountLinkQuerySet(models.QuerySet["AccountLink"]):
    def open(self) -> Self:
        """Neither used nor replaced; they may have expired."""
        return self.filter(used_at=None, replaced_at=None)


class AccountLink(models.Model):
    """A way in to one account, good for once: whoever has it chooses the password.

    Of the key in its address only a digest is kept, so that nobody who reads the database can use
    it. An account has one such link at a time.
    """

    class Purpose(models.TextChoices):
        INVITATION = "invitation", _("Invitation")
        RESET = "reset", _("Password reset")

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="links", verbose_name=_("user")
    )
    purpose = models.CharField(_("purpose"), max_length=10, choices=Purpose.choices)
    digest = models.CharField(_("digest"), max_length=64, unique=True)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("made by"),
        help_text=_("Empty where somebody asked for it on the page of the sign-in."),
    )
    made_at = models.DateTimeField(_("made at"), auto_now_add=True)
    expires_at = models.DateTimeField(_("expires at"))
    used_at = models.DateTimeField(_("used at"), null=True, blank=True)
    replaced_at = models.DateTimeField(_("replaced at"), null=True, blank=True)

    objects = AccountLinkQuerySet.as_manager()

    class Meta:
        ordering = ["-made_at", "-id"]
        verbose_name = _("link to an account")
        verbose_name_plural = _("links to accounts")
        constraints = [
            models.CheckConstraint(
                condition=Q(used_at=None) | Q(replaced_at=None),
                name="account_link_used_or_replaced",
            ),
            models.UniqueConstraint(
                fields=["user"],
                condition=Q(used_at=None, replaced_at=None),
                name="account_link_one_open_per_user",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_purpose_display()}: {self.user}"


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
