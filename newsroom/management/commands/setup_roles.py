"""Makes the groups and what they may do; safe to repeat, keeps what a desk has added."""

from typing import Any

from django.contrib.auth.models import Group, Permission
from django.core.management.base import BaseCommand
from django.db import transaction
from django.db.models import Q

from newsroom.accounts.roles import EDITORS, LEADS, REVIEWERS

EDITOR_MAY = ["articles.import_articles", "annotations.annotate", "annotations.record_fact"]
REVIEWER_MAY = [*EDITOR_MAY, "annotations.review", "annotations.verify_fact"]
LEAD_MAY = [*REVIEWER_MAY, "newsroom.manage_people"]


class Command(BaseCommand):
    help = "Make the groups Editors, Reviewers and Leads with their permissions."

    @transaction.atomic
    def handle(self, *args: Any, **options: Any) -> None:
        editors, _ = Group.objects.get_or_create(name=EDITORS)
        editors.permissions.add(*permissions(EDITOR_MAY))
        reviewers, _ = Group.objects.get_or_create(name=REVIEWERS)
        reviewers.permissions.add(*permissions(REVIEWER_MAY), *may_look_at_everything())
        leads, _ = Group.objects.get_or_create(name=LEADS)
        leads.permissions.add(*permissions(LEAD_MAY), *may_look_at_everything())


def permissions(names: list[str]) -> list[Permission]:
    """The permissions named app.codename; fails loudly where one is not there."""
    found = []
    for name in names:
        app, codename = name.split(".")
        found.append(Permission.objects.get(content_type__app_label=app, codename=codename))
    return found


def may_look_at_everything() -> list[Permission]:
    """To view, in the admin, all rows of the articles and of the annotations.

    Neither accounts nor history: those name people, and a reviewer works blind.
    """
    ours = Q(content_type__app_label__in=["articles", "annotations"])
    return list(Permission.objects.filter(ours, codename__startswith="view_"))
