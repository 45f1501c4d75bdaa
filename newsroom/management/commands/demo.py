"""Loads the demonstration, and tells how to sign in to it; safe to repeat."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from annotations.models import Annotation, Layer
from articles.importing.lock import lock_imports
from articles.models import Article
from newsroom.management import demonstration
from newsroom.models import User


class Command(BaseCommand):
    help = (
        "Load the demonstration: articles from an invented town, the work of three editors on "
        "them, and accounts to sign in with. Repeating it changes nothing."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--password", help="Give every account of the demonstration this password."
        )
        parser.add_argument("--force", action="store_true", help="Load it also beside other work.")
        parser.add_argument(
            "--first-use",
            action="store_true",
            help="Load it only if the database has no user yet; say nothing in one without it.",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        password = options["password"]
        if password is not None and not password.strip():
            raise CommandError("The password is empty.")
        with transaction.atomic():
            lock_imports()
            accounts = demonstration.made_accounts()
            if accounts is None:
                if options["first_use"] and User.objects.exists():
                    return
                self.load(password, force=options["force"])
            elif password:
                demonstration.set_password(accounts.values(), password)
                self.stdout.write("The accounts of the demonstration have a new password.")
            elif not options["first_use"]:
                self.stdout.write("The demonstration is loaded already; nothing was changed.")
        self.tell_how_to_sign_in()

    def load(self, password: str | None, *, force: bool) -> None:
        if not force and demonstration.holds_other_work():
            raise CommandError(
                "This database holds other work, and the demonstration would mix with it. "
                "Use another database (DATABASE_URL), or --force."
            )
        password = password or demonstration.kept_password() or demonstration.new_password()
        before = {model: model.objects.count() for model in (Article, Layer, Annotation)}
        try:
            people = demonstration.load(password=password)
        except demonstration.NameTaken as taken:
            raise CommandError(
                f"Accounts with these names are here already: {taken}. The demonstration needs "
                "them for invented people, so it was not loaded."
            ) from None
        demonstration.keep_password(password)
        articles, layers, annotations = (
            model.objects.count() - count for model, count in before.items()
        )
        self.stdout.write(
            f"The demonstration is loaded: {articles} articles, {layers} readings by three "
            f"editors, {annotations} annotations. Town, people and outlets are invented."
        )
        if "admin" not in people:
            self.stdout.write("The account admin was here before and stays as it is.")

    def tell_how_to_sign_in(self) -> None:
        """Name the accounts for which the kept password still holds, and no other."""
        accounts = demonstration.made_accounts() or {}
        password = demonstration.kept_password()
        in_use = {name: user for name, user in accounts.items() if user.is_active}
        valid = {
            name: user
            for name, user in in_use.items()
            if password and user.check_password(password)
        }
        if valid:
            self.stdout.write(f"\nSign in with the password  {self.style.SUCCESS(str(password))}")
            for name, user in valid.items():
                self.stdout.write(f"  {user.username:<8}{demonstration.PEOPLE[name].role}")
        others = [user.username for name, user in in_use.items() if name not in valid]
        if others:
            self.stdout.write(
                f"Another password holds for: {', '.join(others)}. "
                "`manage.py demo --password NEW` sets one for all of them."
            )
