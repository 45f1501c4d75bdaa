"""The forms of the menus «Save view» and «Display» above a list."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from annotations import access
from annotations.models import SavedView
from annotations.saved_views.displaying import OPTIONAL, choose_display
from annotations.saved_views.keeping import NotSaved, remove_view, save_view
from newsroom.requests import SignedInRequest


@require_POST
def saved_views(request: SignedInRequest) -> HttpResponse:
    """Save what is set above a list, and show it."""
    of, query = request.POST.get("list", ""), request.POST.get("query", "")
    if of not in SavedView.List.values:
        raise Http404
    shared = "shared" in request.POST
    if shared and not access.may_share_views(request.user):
        raise PermissionDenied
    try:
        view, is_new = save_view(
            of, request.POST.get("name", ""), query, by=request.user, shared=shared
        )
    except NotSaved as refusal:
        messages.error(request, refusal.detail)
        return HttpResponseRedirect(f"{reverse(of)}?{query}", status=303)
    said = _("View “%(name)s” saved.") if is_new else _("View “%(name)s” replaced: it was there.")
    messages.success(request, said % {"name": view})
    return HttpResponseRedirect(view.get_absolute_url(), status=303)


@require_POST
def list_display(request: SignedInRequest) -> HttpResponse:
    """Have a list shown otherwise, and show it."""
    asked = request.POST
    of, query = asked.get("list", ""), asked.get("query", "")
    if of not in OPTIONAL:
        raise Http404
    choose_display(
        of,
        asked.get("density", ""),
        offered=asked.getlist("offered"),
        shown=asked.getlist("shown"),
        by=request.user,
    )
    return HttpResponseRedirect(f"{reverse(of)}?{query}" if query else reverse(of), status=303)


@require_POST
def saved_view_removal(request: SignedInRequest, pk: int) -> HttpResponse:
    view = access.own_saved_view_for(request.user, pk)
    remove_view(view)
    messages.success(request, _("View “%(name)s” deleted.") % {"name": view})
    return HttpResponseRedirect(view.get_absolute_url(), status=303)
