"""Signing in and out, one's own settings and password."""

from datetime import datetime
from ipaddress import ip_address
from typing import Any
from uuid import UUID

from axes.helpers import get_client_username, get_cool_off
from axes.models import AccessAttempt
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login
from django.contrib.auth import views as auth
from django.contrib.auth.decorators import login_not_required
from django.db.models import Max
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse_lazy
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from newsroom import mail
from newsroom.accounts import forgetting, links, profile
from newsroom.accounts.forms import (
    ChosenPasswordForm,
    ForgottenForm,
    PasswordForm,
    SettingsForm,
    SignInForm,
    WelcomeForm,
)
from newsroom.accounts.kept import carried
from newsroom.models import User
from newsroom.problems import problem, wants_json
from newsroom.requests import SignedInRequest, page_of_form


class SignIn(auth.LoginView):
    authentication_form = SignInForm
    template_name = "registration/login.html"
    redirect_authenticated_user = True

    def get_context_data(self, **context: Any) -> dict[str, Any]:
        more = {"typed": self.request.POST.get("typed", ""), "by_mail": mail.is_set_up()}
        return {**more, **super().get_context_data(**context)}

    def form_valid(self, form: Any) -> HttpResponse:
        """On to the page asked for; first to what was sent when the sign-in had just ended."""
        led_on = super().form_valid(form)
        if typed := carried(self.request):
            back = self.get_success_url()
            return render(self.request, "registration/resume.html", {"typed": typed, "back": back})
        return led_on


sign_in = SignIn.as_view()
sign_out = auth.LogoutView.as_view()


class ChangePassword(auth.PasswordChangeView):
    form_class = PasswordForm
    template_name = "registration/password.html"
    success_url = reverse_lazy("settings")

    def form_valid(self, form: Any) -> HttpResponse:
        messages.success(self.request, _("Your password is changed."))
        return super().form_valid(form)


change_password = ChangePassword.as_view()


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def forgotten_password(request: HttpRequest) -> HttpResponse:
    """Ask for a link to a new password; the answer is the same whether there is such an account."""
    by_mail = mail.is_set_up()
    form = ForgottenForm(request.POST or None)
    if by_mail and form.is_valid():
        forgetting.send_link(form.cleaned_data["account"])
        return render(request, "registration/forgotten_sent.html")
    context = {"form": form, "by_mail": by_mail}
    status = 422 if form.is_bound and by_mail else 200
    return render(request, "registration/forgotten.html", context, status=status)


@login_not_required
@sensitive_post_parameters("new_password1", "new_password2")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def welcome(request: HttpRequest, key: UUID) -> HttpResponse:
    """Where a link to an account leads: its holder chooses the password and is signed in.

    Looking at the page does not spend the link: programs that read mail look at it too.
    """
    link = links.link_for(key)
    invited = link.purpose == links.Purpose.INVITATION
    form: ChosenPasswordForm = (
        WelcomeForm(link.user, request.POST or None, initial={"name": link.user.get_full_name()})
        if invited
        else ChosenPasswordForm(link.user, request.POST or None)
    )
    if not form.is_valid():
        context = {"form": form, "link": link, "invited": invited}
        status = 422 if form.is_bound else 200
        return render(request, "registration/welcome.html", context, status=status)
    data = form.cleaned_data
    user = links.use_link(key, data["new_password1"], name=data.get("name", ""))
    login(request, user, backend="newsroom.accounts.sessions.PermissionBackend")
    words = _("Welcome.") if invited else _("Your password is changed.")
    messages.success(request, words)
    return redirect("desk")


@require_http_methods(["GET", "HEAD", "POST"])
def own_settings(request: SignedInRequest) -> HttpResponse:
    by_mail = mail.is_set_up()
    form = SettingsForm(request.POST or None, instance=request.user, by_mail=by_mail)
    if form.is_valid():
        profile.change_settings(request.user, by=request.user, **form.cleaned_data)
        messages.success(request, _("Your settings are saved."))
        return redirect("settings")
    status = 422 if form.is_bound else 200
    context = {"form": form, "by_mail": by_mail}
    return render(request, "registration/settings.html", context, status=status)


@require_POST
def change_theme(request: SignedInRequest) -> HttpResponse:
    """From the menu of every page; back to that page."""
    if (theme := request.POST.get("theme")) in User.Theme.values:
        profile.change_settings(request.user, by=request.user, theme=theme)
    if wants_json(request):
        return HttpResponse(status=204)
    came_from = page_of_form(request)
    return redirect("desk" if came_from == request.path else came_from)


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
