"""Views of lists that people keep."""

from typing import Any, Self

from django.db import models
from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from newsroom.models import User


class SavedViewQuerySet(models.QuerySet["SavedView"]):
    def seen_by(self, user: Any) -> Self:
        """Their own, and those that are shared."""
        return self.filter(models.Q(owner=user) | models.Q(shared_at__isnull=False))


class SavedView(models.Model):
    """What is set above a list, under a name. The query string is kept, not what it found, and it
    finds for each reader what they may see.
    """

    class List(models.TextChoices):
        """By the name of the address of its page."""

        ARTICLES = "articles", _("Articles")
        ANNOTATIONS = "annotations", _("Annotations")
        FACTS = "facts", _("Facts")
        REVIEW = "review_queue", _("Review")
        INBOX = "inbox", _("Inbox")
        HISTORY = "history", _("History")

    owner = models.ForeignKey(
        User, models.CASCADE, related_name="saved_views", verbose_name=_("saved by")
    )
    list = models.CharField(_("list"), max_length=20, choices=List.choices)
    name = models.CharField(_("name"), max_length=60)
    query = models.CharField(_("filters"), max_length=2000, help_text=_("A query string."))
    created_at = models.DateTimeField(_("saved"), auto_now_add=True)
    shared_at = models.DateTimeField(
        _("shared"), null=True, blank=True, help_text=_("Since when everybody at the desk has it.")
    )

    objects = SavedViewQuerySet.as_manager()

    class Meta:
        ordering = ["name", "pk"]
        verbose_name = _("saved view")
        verbose_name_plural = _("saved views")
        constraints = [
            models.UniqueConstraint(
                fields=["owner", "list", "name"], name="one_saved_view_of_a_name"
            )
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return f"{reverse(self.list)}?{self.query}"

    def is_shown_by(self, query: QueryDict) -> bool:
        """Whether an address with this query is the view, whichever page of it."""
        return settings_of(query) == settings_of(QueryDict(self.query))


def settings_of(query: QueryDict) -> list[tuple[str, list[str]]]:
    """What a query string sets, in one order, without the page and what is empty."""
    kept = ((name, sorted(filter(None, values))) for name, values in query.lists())
    return sorted((name, values) for name, values in kept if values and name not in ("page", "per"))
