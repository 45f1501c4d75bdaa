"""Reminding of what is late: one text, one reading of it by its letter, or all that is."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from annotations import access
from annotations.layers.reminding import remind
from annotations.models import Layer
from annotations.models.layer import LayerQuerySet
from articles.access import revision_for
from newsroom.requests import SignedInRequest


@require_POST
def revision_reminder(request: SignedInRequest, pk: int) -> HttpResponse:
    """Remind who is late with this text, or with `letter` one of them."""
    if letter := request.POST.get("letter", ""):
        layer = access.layer_to_reassign_for(request.user, pk, letter)
        return reminded(request, Layer.objects.filter(pk=layer.pk))
    access.refuse_unless_reviewer(request.user)
    return reminded(request, Layer.objects.on(revision_for(request.user, pk)))


@require_POST
def late_reminder(request: SignedInRequest) -> HttpResponse:
    """Remind everybody who is late with anything; a superuser also `editor` alone.

    Whoever is blind may not choose by name: what is then marked as reminded would tell whose it is.
    """
    access.refuse_unless_reviewer(request.user)
    editor = request.POST.get("editor", "")
    if not editor:
        return reminded(request, Layer.objects.all())
    if not request.user.is_superuser:
        raise PermissionDenied
    return reminded(request, Layer.objects.filter(editor__username=editor))


def reminded(request: SignedInRequest, layers: LayerQuerySet) -> HttpResponse:
    number = remind(layers, by=request.user, today=timezone.localdate())
    words = ngettext(
        "Reminded of %(n)s late reading.", "Reminded of %(n)s late readings.", number
    ) % {"n": number}
    if not number:
        words = _("Nothing to remind of: it was done today, or is no longer late.")
    messages.success(request, words)
    asked = request.POST.get("next", "")
    ours = url_has_allowed_host_and_scheme(asked, {request.get_host()}, request.is_secure())
    return redirect(asked if ours else reverse("desk_late"))
