"""Long forms whose typing is kept: what the server tells the script that keeps it, and what it does
where there is no script.

A form says by its field `kept` who opened it and under which name; a script adds a number of its
own. `static/js/ui/kept-forms.js` has the other half.
"""

import re
from collections.abc import Callable
from typing import Any, NamedTuple

from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext_lazy as _

from newsroom.problems import Refused, answer

KEPT = re.compile(r"(?P<person>\d+)\.(?P<form>[\w-]+)(?:\.(?P<number>[0-9a-f-]{36}))?")
TAKEN = "newsroom.taken."
TAKEN_SECONDS = 600  # The next page reads it, which comes at once.
SALT = "newsroom.typed"
LONGEST_SIGN_IN = 24 * 3600  # Seconds.
UNSENT = {"csrfmiddlewaretoken", "kept"}


class OpenedByAnother(Refused):
    code = "opened-by-another"
    title = _("This form belongs to another account")


class Typed(NamedTuple):
    """What somebody sent to `path` after their sign-in had ended."""

    path: str
    person: int
    fields: list[tuple[str, str]]

    @property
    def words(self) -> list[str]:
        """What of it is worth reading again: not marks and numbers."""
        return [value for _name, value in self.fields if len(value.strip()) > 3]


def kept_forms(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """A form is sent by whoever opened it alone, and its script is told that it was taken."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        # What is wrong is drawn anew with its complaints: only what is done leads on.
        if request.method == "POST" and response.status_code in {301, 302, 303}:
            said = kept_field(request)
            if said and said["number"] and str(request.user.pk) == said["person"]:
                response.set_cookie(
                    TAKEN + said["number"],
                    "1",
                    max_age=TAKEN_SECONDS,
                    samesite="Lax",
                    secure=request.is_secure(),
                )
        return response

    def process_view(
        request: HttpRequest, view_func: Any, view_args: Any, view_kwargs: Any
    ) -> HttpResponseBase | None:
        if request.method != "POST" or not request.user.is_authenticated:
            return None
        said = kept_field(request)
        if said is None or said["person"] == str(request.user.pk):
            return None
        words = _(
            "Somebody else has signed in here since it was opened. Nothing was saved. What was "
            "typed is kept in this browser for the account that typed it."
        )
        return answer(request, OpenedByAnother(words))

    middleware.process_view = process_view  # type: ignore[attr-defined]
    return middleware


def kept_field(request: HttpRequest) -> re.Match[str] | None:
    return KEPT.fullmatch(request.POST.get("kept", ""))


def without_script(request: HttpRequest) -> str:
    """What was posted to a kept form, signed, for the sign-in to carry; empty where a script keeps
    it, or where it holds files.
    """
    said = kept_field(request)
    if said is None or said["number"] or request.FILES:
        return ""
    fields = [
        (name, value)
        for name, values in request.POST.lists()
        if name not in UNSENT
        for value in values
    ]
    typed = Typed(request.get_full_path(), int(said["person"]), fields)
    return signing.dumps(typed, salt=SALT, compress=True)


def carried(request: HttpRequest) -> Typed | None:
    """What the sign-in has carried, if whoever has signed in is the one who typed it."""
    try:
        path, person, fields = signing.loads(
            request.POST.get("typed", ""), salt=SALT, max_age=LONGEST_SIGN_IN
        )
    except signing.BadSignature:
        return None
    is_own = person == request.user.pk and url_has_allowed_host_and_scheme(path, None)
    return Typed(path, person, [(name, value) for name, value in fields]) if is_own else None
