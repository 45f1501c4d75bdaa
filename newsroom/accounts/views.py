"""Signing in and out, one's own settings and password."""

from datetime import datetime
from ipaddress import ip_address
from typing import Any

from axes.helpers import get_client_username, get_cool_off
from axes.models import AccessAttempt
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import views as auth
from django.db.models import Max
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse_lazy
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from newsroom.accounts import profile
from newsroom.accounts.forms import PasswordForm, SettingsForm, SignInForm
from newsroom.problems import problem, wants_json
from newsroom.requests import SignedInRequest

sign_in = auth.LoginView.as_view(
    authentication_form=SignInForm,
    template_name="registration/login.html",
    redirect_authenticated_user=True,
)
sign_out = auth.LogoutView.as_view()


class ChangePassword(auth.PasswordChangeView):
    form_class = PasswordForm
    template_name = "registration/password.html"
    success_url = reverse_lazy("settings")

    def form_valid(self, form: Any) -> HttpResponse:
        messages.success(self.request, _("Your password is changed."))
        return super().form_valid(form)


change_password = ChangePassword.as_view()


@require_http_methods(["GET", "HEAD", "POST"])
def own_settings(request: SignedInRequest) -> HttpResponse:
    form = SettingsForm(request.POST or None, instance=request.user)
    if form.is_valid():
        profile.change_settings(request.user, by=request.user, **form.cleaned_data)
        messages.success(request, _("Your settings are saved."))
        return redirect("settings")
    status = 422 if form.is_bound else 200
    return render(request, "registration/settings.html", {"form": form}, status=status)


def locked(
    request: HttpRequest, response: HttpResponse | None, credentials: dict[str, Any] | None
) -> HttpResponse:
    """What axes answers after too many wrong passwords: when it opens again, and no more."""
    opens_at = opens_again(request, credentials)
    seconds = max(1, round((opens_at - timezone.now()).total_seconds()))
    if wants_json(request):
        answer: HttpResponse = problem(
            429, "locked", _("Too many wrong passwords"), _("Wait before you try again.")
        )
    else:
        context = {"opens_at": opens_at, "minutes": -(-seconds // 60)}
        answer = render(request, "registration/locked.html", context, status=429)
    answer["Retry-After"] = str(seconds)
    return answer


def address_of(request: HttpRequest) -> str:
    """Where a request comes from: behind TLS the proxy says it, in the last entry that it added.

    Those before the last are what the client claims. Without it the whole desk would share the
    proxy's address, and anybody could close an editor's name.
    """
    here = request.META.get("REMOTE_ADDR", "")
    if not settings.BEHIND_TLS:
        return here
    told = request.headers.get("X-Forwarded-For", "").rpartition(",")[2].strip()
    try:
        return str(ip_address(told))
    except ValueError:
        return here


def opens_again(request: HttpRequest, credentials: dict[str, Any] | None) -> datetime:
    """The moment at which the last wrong password of this name and address is forgotten."""
    attempts = AccessAttempt.objects.filter(
        username=get_client_username(request, credentials),
        ip_address=getattr(request, "axes_ip_address", None),
    )
    last = attempts.aggregate(last=Max("attempt_time"))["last"] or timezone.now()
    return last + get_cool_off(request)
