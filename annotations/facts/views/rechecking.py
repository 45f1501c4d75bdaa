"""The fact change alert: the list of links to look at again, and what is said of each."""

from typing import Any

from django import forms
from django.http import HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from annotations import access
from annotations.facts import links, recheck_actions, rechecks
from annotations.facts.recheck_filters import RecheckFilter
from annotations.models import FactLink
from annotations.models.fact_link import Relation
from annotations.ui.filter_bar import list_context
from newsroom.flash import add_flash, take_flash
from newsroom.paging import page_of
from newsroom.problems import invalid, wants_json
from newsroom.requests import SignedInRequest

CONFIRM, UNLINK, FOLLOW = "confirm", "unlink", "follow"
PLACE = "recheck"


class RecheckForm(forms.Form):
    """What is to become of a link, and which version of the fact was read for it."""

    action = forms.ChoiceField(
        choices=[
            (CONFIRM, gettext_lazy("Confirm")),
            (UNLINK, gettext_lazy("Unlink")),
            (FOLLOW, gettext_lazy("Switch to the fact that replaced it")),
            *Relation.choices,
        ]
    )
    seen = forms.IntegerField(required=False)


@require_safe
def fact_recheck(request: SignedInRequest) -> HttpResponse:
    """The links to look at again, under what their fact said and says now."""
    access.refuse_unless_fact_recorder(request.user)
    filters = RecheckFilter(request.GET, user=request.user)
    found = filters.qs if filters.is_valid() else filters.qs.none()
    page = page_of(rechecks.with_displayed_relations(found), request)
    done, others = take_flash(request, PLACE)
    context = {
        **list_context(filters, page),
        "rows": rechecks.fact_changes(page, request.user),
        "back": (back := request.get_full_path()),
        "done": done,
        "undo": undo_of(done.about, back) if done and done.about else None,
        "messages": others,
    }
    return render(request, "facts/recheck.html", context)


@require_POST
def fact_link_recheck(request: SignedInRequest, pk: int) -> HttpResponse:
    """Confirm a link, change its relation, unlink it, or let it follow the fact's successor."""
    link = link_to_recheck(request, pk)
    form = RecheckForm(request.POST)
    if not form.is_valid():
        raise invalid(form)
    recheck(link, request, **form.cleaned_data)
    words = message_after(link, form.cleaned_data["action"])
    if wants_json(request):
        undo = undo_address(link.pk)
        return JsonResponse({"message": words, "undo": undo, "left": links_left(request)})
    add_flash(request, PLACE, words, about=str(link.pk))
    return redirect_to_list(request)


@require_POST
def fact_link_recheck_undoing(request: SignedInRequest, pk: int) -> HttpResponse:
    """Put the link back as it was before it was looked at; it waits again."""
    link = link_to_recheck(request, pk)
    made = links.restore_link(link, by=request.user)
    words = _("Undone: fact %(number)s is linked as before.") % {"number": made.fact_id}
    if wants_json(request):
        return JsonResponse(
            {"message": words, "item": rendered_item(request, made), "left": links_left(request)}
        )
    add_flash(request, PLACE, words)
    return redirect_to_list(request)


def undo_address(link: int) -> str:
    return reverse("fact_link_recheck_undoing", args=[link])


def undo_of(link: str, back: str) -> dict[str, Any]:
    """The form that takes an answer back."""
    return {"url": undo_address(int(link)), "fields": {"back": back}}


def link_to_recheck(request: SignedInRequest, pk: int) -> FactLink:
    link = access.fact_link_for(request.user, pk)
    access.refuse_unless_fact_recorder(request.user)
    if link.annotation is not None and link.annotation.layer.is_open:
        # Theirs alone, and one who may read it but not annotate any more does not change it.
        access.own_annotation_for(request.user, link.annotation.pk)
    return link


def recheck(link: FactLink, request: SignedInRequest, *, action: str, seen: int | None) -> None:
    if action == UNLINK:
        recheck_actions.drop_link(link, by=request.user)
    elif action == FOLLOW:
        recheck_actions.follow_successor(link, by=request.user)
    else:
        relation = "" if action == CONFIRM else action
        recheck_actions.confirm_link(
            link, seen=seen or link.version_id, by=request.user, relation=relation
        )


def message_after(link: FactLink, action: str) -> str:
    relation = action if action in Relation.values else link.relation
    if action == UNLINK:
        words = _("Fact %(number)s unlinked.")
    elif action == FOLLOW:
        words = _("The link has gone over from fact %(number)s to the one that replaced it.")
    elif relation == Relation.SUPPORTS:
        words = _("Confirmed: fact %(number)s supports this.")
    elif relation == Relation.CONTRADICTS:
        words = _("Confirmed: fact %(number)s contradicts this.")
    else:
        words = _("Confirmed: fact %(number)s gives context to this.")
    return words % {"number": link.fact_id}


def links_left(request: SignedInRequest) -> int:
    return rechecks.rechecks_for(request.user).count()


def rendered_item(request: SignedInRequest, link: FactLink) -> str | None:
    """The item of a link as the list shows it; None where it is not on the list any more."""
    waiting = rechecks.rechecks_for(request.user).filter(pk=link.pk)
    found = rechecks.fact_changes(rechecks.with_displayed_relations(waiting), request.user)
    if not found:
        return None
    context: dict[str, Any] = {"change": found[0], "item": found[0].items[0]}
    context["back"] = safe_address(request)
    return render_to_string("facts/_recheck_item.html", context, request).strip()


def redirect_to_list(request: SignedInRequest) -> HttpResponseRedirect:
    return HttpResponseRedirect(safe_address(request), status=303)


def safe_address(request: SignedInRequest) -> str:
    """The list as it was filtered: never anywhere else, whatever was posted."""
    asked = request.POST.get("back", "")
    home = reverse("fact_recheck")
    is_ours = url_has_allowed_host_and_scheme(asked, allowed_hosts=None)
    return asked if is_ours and asked.split("?")[0] == home else home
