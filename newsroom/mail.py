"""Mail, where the installation has a server for it (EMAIL_HOST)."""

import logging
from smtplib import SMTPException
from threading import Thread

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string

from newsroom.models import User

logger = logging.getLogger(__name__)


def send_aside(to: User, template: str, context: dict[str, object]) -> None:
    """Send it while the page is answered: how long that takes would tell that there is a `to`."""
    Thread(target=send, args=(to, template, context), name="mail", daemon=True).start()


def is_set_up() -> bool:
    return bool(settings.MAIL)


def send(to: User, template: str, context: dict[str, object]) -> bool:
    """Send `mail/TEMPLATE.txt`, whose first line is the subject; whether the server took it."""
    words = render_to_string(f"mail/{template}.txt", {"to": to, **context}).strip()
    subject, _line, body = words.partition("\n")
    try:
        EmailMessage(subject.strip(), body.lstrip(), to=[to.email]).send()
    except (SMTPException, OSError) as error:
        logger.warning("Mail to account %s was not sent: %s", to.pk, error)
        return False
    return True
