"""The request of a view: sign-in has passed, so there is somebody, and it is one of ours."""

from django.http import HttpRequest

from newsroom.models import User


class SignedInRequest(HttpRequest):
    """For annotating views; at run time it is Django's own request."""

    user: User
