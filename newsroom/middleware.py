"""What every request passes: sign-in, and refusals turned into answers in one place."""

from collections.abc import Callable
from typing import Any

from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from newsroom.problems import Refused, answer, problem, wants_json


class SignInRequired(LoginRequiredMiddleware):
    """Everything is behind sign-in: a page is sent there, a script gets 401."""

    def handle_no_permission(  # type: ignore[override]
        self, request: HttpRequest, view_func: Any
    ) -> HttpResponse:
        if wants_json(request) or request.headers.get("HX-Request"):
            return problem(
                401,
                "signed-out",
                _("You are signed out"),
                _("Sign in again; nothing that you did is lost."),
            )
        return super().handle_no_permission(request, view_func)


def refusals_as_answers(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    def middleware(request: HttpRequest) -> HttpResponse:
        return get_response(request)

    def process_exception(request: HttpRequest, exception: Exception) -> HttpResponse | None:
        return answer(request, exception) if isinstance(exception, Refused) else None

    middleware.process_exception = process_exception  # type: ignore[attr-defined]
    return middleware
