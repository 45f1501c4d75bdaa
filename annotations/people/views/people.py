"""The list of people, and inviting one more."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from annotations.people import listing
from annotations.people.forms import InvitationForm
from newsroom import mail
from newsroom.accounts import access, inviting, roles
from newsroom.accounts.handing_out import PLACE, hand_out
from newsroom.flash import take_flash
from newsroom.paging import page_of
from newsroom.requests import SignedInRequest

SHOWN = 50


@require_http_methods(["GET", "HEAD", "POST"])
def people(request: SignedInRequest) -> HttpResponse:
    """Who is here; a POST invites."""
    access.refuse_unless_lead(request.user)
    form = InvitationForm(
        request.POST or None,
        roles=roles.roles_to_give(request.user),
        by_mail=mail.is_set_up(),
    )
    if request.method != "POST":
        return show(request, form)
    if not form.is_valid():
        return show(request, form, status=422)
    try:
        invited, key = inviting.invite(by=request.user, **form.cleaned_data)
    except inviting.Taken as taken:
        form.add_error(taken.field, taken.detail)
        return show(request, form, status=taken.status)
    hand_out(request, invited, key)
    return redirect("people")


def show(request: SignedInRequest, form: InvitationForm, status: int = 200) -> HttpResponse:
    closed = "closed" in request.GET
    page = page_of(roles.with_roles(listing.accounts(closed=closed)), request, size=SHOWN)
    link, others = take_flash(request, PLACE)
    number_of = {one: listing.accounts(closed=one).count() for one in (False, True)}
    context = {
        "form": form,
        "page": page,
        "people": listing.people_of(page, reader=request.user),
        "closed": closed,
        "here": number_of[False],
        "left": number_of[True],
        "link": link,
        "messages": others,
        "by_mail": mail.is_set_up(),
    }
    return render(request, "people/people.html", context, status=status)
