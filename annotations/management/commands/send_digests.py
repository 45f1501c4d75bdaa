"""Mails the inbox to those who asked for it; for a timer, which may run it as often as it likes."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from annotations.discussion.digest import send_digests
from newsroom import mail


class Command(BaseCommand):
    help = "Mail what is new in the inbox to everybody who asked for it and is not in quiet hours."

    def handle(self, *args: Any, **options: Any) -> None:
        if not mail.is_set_up():
            raise CommandError("No mail is set up: EMAIL_HOST names no server.")
        sent = send_digests(timezone.now())
        self.stdout.write(f"{sent} sent")
