"""The admin site: for superusers, and for reviewers within their permissions.

Signing in and out and the password are the application's own pages, here too.
"""

from typing import Any

from django.contrib.admin import AdminSite
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from newsroom.accounts.views import sign_out


class NewsroomAdminSite(AdminSite):
    site_header = gettext_lazy("Newsroom: all data")
    site_title = gettext_lazy("Newsroom: all data")
    enable_nav_sidebar = False  # the lists need the width
    index_title = gettext_lazy("All data")

    def has_permission(self, request: HttpRequest) -> bool:
        """A reviewer needs no staff flag: the role is the group, set in one place."""
        user = request.user
        return user.is_active and (user.is_staff or user.has_perm("annotations.review"))

    @method_decorator(login_not_required)
    def login(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        address = request.GET.get("next") or reverse("admin:index")
        if not request.user.is_authenticated:
            return redirect_to_login(address)
        if not self.has_permission(request):
            raise PermissionDenied(_("The administration is for administrators and reviewers."))
        return redirect("admin:index")

    def logout(self, request: HttpRequest, extra_context: Any = None) -> Any:
        return sign_out(request)

    def password_change(self, request: HttpRequest, extra_context: Any = None) -> Any:
        return redirect("password_change")
