"""Gives articles to editors, spread evenly; says what every text gets or lacks."""

import sys
from argparse import ArgumentTypeError
from collections.abc import Iterable
from datetime import date
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction
from django.http import QueryDict
from django.utils import timezone

from annotations.desk.selection import Unclear, selected
from annotations.layers import assigning
from newsroom.models import User


class Command(BaseCommand):
    help = (
        "Give articles to editors until each has its number, so that nobody has more open readings "
        "than need be. Readings that are open or submitted count, so a second run adds nothing. "
        "Exit status 1 if a text stays short of its number, each named with its reason; 2 for "
        "arguments that cannot be used."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--per-article",
            type=positive,
            default=settings.LAYERS_NEEDED,
            metavar="N",
            help="editors for each article; otherwise LAYERS_NEEDED",
        )
        parser.add_argument(
            "--editors",
            type=names,
            metavar="A,B,C",
            help="their user names; otherwise all active editors, save those who review",
        )
        parser.add_argument(
            "--articles",
            default="",
            metavar="FILTER",
            help=(
                "the query string of the list of articles, as outlet=3&language=en, or "
                "article=1-3,7; otherwise all that are not archived"
            ),
        )
        parser.add_argument("--due", type=day, metavar="DATE", help="YYYY-MM-DD")
        parser.add_argument("--dry-run", action="store_true", help="say it and change nothing")
        parser.add_argument(
            "--by",
            metavar="USERNAME",
            help="who assigns, for the history; otherwise the first superuser",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        by = assigner(options["by"])
        editors = editors_named(options["editors"])
        query = QueryDict(options["articles"].lstrip("?"))
        try:
            articles = selected(query, by)
        except Unclear as refusal:
            raise CommandError(f"--articles: {refusal.detail}", returncode=2) from refusal
        with transaction.atomic():
            made = assigning.plan(articles, editors, options["per_article"])
            if not made.total:
                raise CommandError("there is no such article", returncode=2)
            left = list(made.left)
            count, texts = made.new, len(made.shares)
            if not options["dry_run"]:
                done = assigning.carry_out(made, by=by, due_on=options["due"])
                left += done.left
                count, texts = done.made, done.texts
        self.report(made, left)
        short = len({one.article for one in left})
        done_or_not = "would be assigned" if options["dry_run"] else "assigned"
        self.stdout.write(
            f"{count} {done_or_not}; articles: {texts} given, {made.enough} enough, {short} short"
        )
        if short:
            sys.exit(1)

    def report(self, made: assigning.Plan, left: Iterable[assigning.Shortfall]) -> None:
        for share in made.shares:
            people = ", ".join(editor.username for editor in share.editors)
            self.stdout.write(f"article {share.article} ({share.title}): {people}")
        for load in made.loads:
            self.stdout.write(f"{load.editor.username}: {load.now} open, {load.new} new")
        for one in left:
            self.stderr.write(f"article {one.article} ({one.title}): {one.why}")


def positive(value: str) -> int:
    if not value.isdecimal() or not 1 <= int(value) <= 100:
        raise ArgumentTypeError(f"“{value}” is not a number from 1 to 100")
    return int(value)


def day(value: str) -> date:
    try:
        due_on = date.fromisoformat(value)
    except ValueError:
        raise ArgumentTypeError(f"“{value}” is not a day like 2031-03-14") from None
    if due_on < timezone.localdate():
        raise ArgumentTypeError(f"{value} has passed: give a day to come")
    return due_on


def names(value: str) -> list[str]:
    return [name.strip() for name in value.split(",") if name.strip()]


def assigner(username: str | None) -> User:
    """Who the history will name. Raises CommandError unless they may assign."""
    if username:
        user = User.objects.filter(username=username).first()
        if user is None:
            raise CommandError(f"there is no user “{username}”", returncode=2)
        if not user.has_perm("annotations.review"):
            raise CommandError(f"“{username}” may not assign", returncode=2)
        return user
    superuser = User.objects.filter(is_superuser=True, is_active=True).order_by("pk").first()
    if superuser is None:
        raise CommandError("say who assigns: --by USERNAME", returncode=2)
    return superuser


def editors_named(named: list[str] | None) -> list[User]:
    """The editors of these user names. Raises CommandError for one that cannot be given work."""
    able = {user.username: user for user in assigning.able_editors()}
    if named is None:
        found = [user for user in able.values() if not user.has_perm("annotations.review")]
        if not found:
            raise CommandError("nobody annotates only: name them by --editors", returncode=2)
        return found
    known = User.objects.in_bulk(named, field_name="username")
    for name in named:
        if name not in known:
            raise CommandError(f"there is no user “{name}”", returncode=2)
        if name not in able:
            raise CommandError(f"“{name}” is not an active editor", returncode=2)
    if not named:
        raise CommandError("--editors names nobody", returncode=2)
    return [able[name] for name in dict.fromkeys(named)]
