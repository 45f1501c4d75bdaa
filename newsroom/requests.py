"""What is asked of a request: whose it is, and where the form stood that it sends."""

from urllib.parse import urlsplit

from django.http import HttpRequest

from newsroom.models import User


class SignedInRequest(HttpRequest):
    """For annotating views: sign-in has passed. At run time it is Django's own request."""

    user: User


def page_of_form(request: HttpRequest) -> str:
    """Where the form stood that was sent: many are sent to addresses that have no page."""
    shown = urlsplit(request.headers.get("Referer", ""))
    if shown.netloc != request.get_host():
        return request.get_full_path()
    return f"{shown.path}?{shown.query}" if shown.query else shown.path
