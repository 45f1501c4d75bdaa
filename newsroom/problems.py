"""Refusals: what an activity raises when it will not do a thing, and how that is told.

One shape for scripts (RFC 9457, application/problem+json) and one page for people.
"""

from itertools import chain
from typing import Any

from django.core.exceptions import ValidationError
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _


class Refused(Exception):
    """An activity will not do what was asked; the message says why and what to do.

    `status` is the HTTP status, `code` a stable word for scripts, `extra` further members of
    the problem object (for example `current`, the state that the asker did not know).
    """

    status = 409
    code = "refused"
    title = _("That cannot be done now")

    def __init__(self, detail: Any, **extra: Any) -> None:
        super().__init__(str(detail))
        self.detail = str(detail)
        self.extra = extra


class Invalid(Refused):
    """What was posted is incomplete or wrong; `fields` has the complaints by name."""

    status = 422
    code = "invalid"
    title = _("Something is missing or wrong")


def invalid(form: BaseForm) -> Invalid:
    """The refusal of a form: its complaints by field, and all of them as the detail."""
    fields = {name: [str(one) for one in some] for name, some in form.errors.items()}
    return Invalid(" ".join(chain.from_iterable(fields.values())), fields=fields)


def field_messages(error: ValidationError) -> str:
    """The messages of a model's validation by field: «title: too long; url: not an address»."""
    return "; ".join(
        f"{name}: {' '.join(messages)}" for name, messages in error.message_dict.items()
    )


def problem(status: int, code: str, title: Any, detail: Any = "", **extra: Any) -> JsonResponse:
    """An RFC 9457 problem: type, title, status, detail, and our stable `code`."""
    body = {
        "type": "about:blank",
        "title": str(title),
        "status": status,
        "detail": str(detail),
        "code": code,
        **extra,
    }
    return JsonResponse(body, status=status, content_type="application/problem+json")


def wants_json(request: HttpRequest) -> bool:
    """Whether the asker is a script: it prefers JSON to HTML, or is the API."""
    if request.path.startswith("/api/"):
        return True
    preferred = request.get_preferred_type(["text/html", "application/json"])
    return preferred == "application/json"


def answer(request: HttpRequest, refusal: Refused) -> HttpResponse:
    """The refusal as a problem object for a script, as a page for a person."""
    if wants_json(request):
        return problem(refusal.status, refusal.code, refusal.title, refusal.detail, **refusal.extra)
    context = {"refusal": refusal}
    return render(request, "refused.html", context, status=refusal.status)
