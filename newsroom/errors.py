"""What is answered when something is wrong: a page for people, a problem object for scripts.

Also the answer to «are you well?», which must come even where nothing else works.
"""

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import RequestDataTooBig, TooManyFilesSent
from django.db import DatabaseError, connection
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from newsroom.problems import problem, wants_json


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    reason = too_much(exception)
    if wants_json(request):
        return problem(400, "bad-request", _("We could not read that request"), reason)
    # Without the request in its context: that is not to be trusted, its host name included.
    return HttpResponse(render_to_string("400.html", {"reason": reason}), status=400)


def too_much(exception: Exception) -> str:
    """What of a form was too much, and how it can be sent; empty where something else is wrong."""
    if isinstance(exception, TooManyFilesSent):
        words = _("At most %(most)s files are taken at once. Send them in parts, or as an archive.")
        return words % {"most": settings.DATA_UPLOAD_MAX_NUMBER_FILES}
    if isinstance(exception, RequestDataTooBig):
        words = _("Its fields may hold %(most)s MB. Send a longer text as a file.")
        return words % {"most": settings.DATA_UPLOAD_MAX_MEMORY_SIZE // 1024**2}
    return ""


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    if wants_json(request):
        return problem(403, "forbidden", _("You may not do that"), exception)
    return render(request, "403.html", {"reason": str(exception)}, status=403)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    if wants_json(request):
        detail = _("Load the page again, then repeat what you did.")
        return problem(403, "csrf", _("The form was too old"), detail)
    return render(request, "403_csrf.html", {"form_at": page_before(request)}, status=403)


def page_before(request: HttpRequest) -> str:
    """The address of our page from which the request came; empty where that is not known."""
    address = request.headers.get("Referer", "")
    ours = url_has_allowed_host_and_scheme(address, {request.get_host()}, request.is_secure())
    return address if ours else ""


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    if wants_json(request):
        return problem(404, "not-found", _("There is no such thing here"))
    return render(request, "404.html", status=404)


def server_error(request: HttpRequest) -> HttpResponse:
    if wants_json(request):
        return problem(500, "server-error", _("Something broke on our side"))
    # No context and no base template: whatever broke may be among what those need.
    return HttpResponse(render_to_string("500.html"), status=500)


UNCACHED = {"Cache-Control": "no-store"}


@login_not_required
@require_safe
def healthz(request: HttpRequest) -> HttpResponse:
    """«ok» while the database answers, for whoever watches over the service."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
            cursor.fetchone()
    except DatabaseError:
        words = "the database does not answer\n"
        return HttpResponse(words, status=503, content_type="text/plain", headers=UNCACHED)
    return HttpResponse("ok\n", content_type="text/plain", headers=UNCACHED)
