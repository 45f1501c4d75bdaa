"""One person: their role, a way back in, leaving with what they have open, coming back."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from annotations.layers import deactivation
from annotations.people import leaving, listing
from annotations.people.forms import LeavingForm, RoleForm
from newsroom import mail
from newsroom.accounts import access, inviting, links, roles
from newsroom.accounts.handing_out import PLACE, hand_out
from newsroom.flash import take_flash
from newsroom.formats import Grouped
from newsroom.models import User
from newsroom.requests import SignedInRequest


@require_GET
def person(request: SignedInRequest, pk: int) -> HttpResponse:
    who = access.person_for(request.user, pk)
    choices = roles.roles_to_give(request.user)
    number, layers = leaving.open_work_of(who, reader=request.user)
    link, others = take_flash(request, PLACE)
    context = {
        "one": listing.people_of([who], reader=request.user)[0],
        "is_self": who == request.user,
        "role_form": RoleForm(roles=choices, initial={"role": roles.value_of(who)}),
        "leaving_form": LeavingForm(heirs=leaving.heirs_of(who, by=request.user)),
        "open_number": number,
        "open_layers": layers,
        "by_mail": mail.is_set_up() and who.email,
        "link": link,
        "messages": others,
    }
    return render(request, "people/person.html", context)


@require_POST
def person_role(request: SignedInRequest, pk: int) -> HttpResponse:
    who = access.person_to_manage_for(request.user, pk)
    form = RoleForm(request.POST, roles=roles.roles_to_give(request.user))
    if not form.is_valid():
        messages.error(request, _("Choose one of the roles in the list."))
        return redirect("person", pk)
    changed = roles.change_role(who, form.cleaned_data["role"], by=request.user)
    words = _("%(person)s: the role is now %(role)s.")
    messages.success(request, words % {"person": changed, "role": roles.role_of(changed)})
    return redirect("person", pk)


@require_POST
def person_link(request: SignedInRequest, pk: int) -> HttpResponse:
    """Another invitation for whoever has not come yet, else a way to a new password."""
    who = access.person_to_manage_for(request.user, pk)
    make = inviting.invite_again if inviting.is_invited(who) else links.offer_reset
    hand_out(request, who, make(who, by=request.user))
    return redirect("person", pk)


@require_POST
def person_leaving(request: SignedInRequest, pk: int) -> HttpResponse:
    who = access.person_to_manage_for(request.user, pk)
    form = LeavingForm(request.POST, heirs=leaving.heirs_of(who, by=request.user))
    if not form.is_valid():
        messages.error(request, _("Choose somebody from the list to take over."))
        return redirect("person", pk)
    heir = form.cleaned_data["heir"]
    left = deactivation.deactivate(who, heir=heir, by=request.user)
    messages.success(request, _("The account of %(person)s is closed.") % {"person": who})
    tell_what_became(request, left, heir)
    return redirect("person", pk)


def tell_what_became(
    request: SignedInRequest, left: deactivation.Handover, heir: User | None
) -> None:
    if left.handed_over:
        number = len(left.handed_over)
        words = ngettext(
            "%(n)s open article went to %(heir)s.", "%(n)s open articles went to %(heir)s.", number
        )
        messages.success(request, words % {"n": Grouped(number), "heir": heir})
    if left.staying:
        number = len(left.staying)
        words = ngettext(
            "%(n)s open article stays, since %(heir)s reads it already: choose another.",
            "%(n)s open articles stay, since %(heir)s reads them already: choose another.",
            number,
        )
        if heir is None:
            words = ngettext(
                "%(n)s open article stays: hand it over to somebody.",
                "%(n)s open articles stay: hand them over to somebody.",
                number,
            )
        messages.warning(request, words % {"n": Grouped(number), "heir": heir})


@require_POST
def person_return(request: SignedInRequest, pk: int) -> HttpResponse:
    who = deactivation.activate(access.person_to_manage_for(request.user, pk), by=request.user)
    messages.success(request, _("%(person)s can sign in again.") % {"person": who})
    return redirect("person", pk)
