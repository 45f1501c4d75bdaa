"""What a reviewer does to a group: rule, take back, overrule, take it for a while, ask."""

from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from annotations import access
from annotations.discussion import threads
from annotations.models import Disagreement, Thread
from annotations.models.adjudication import Rule
from annotations.review import adjudicating, reservations
from annotations.review.adjudicating import Meanwhile, OwnWork
from annotations.review.forms import QuestionForm, ReasonForm, RulingForm
from annotations.review.pages import group_page
from annotations.review.pages import overview as review_overview
from annotations.review.views.review import (
    address_of,
    edited_spans,
    narrowing,
    ruling_form,
    see_other,
    show,
    show_group,
    tell,
    writable,
)
from annotations.spans.surroundings import surroundings
from newsroom.problems import Refused, wants_json
from newsroom.requests import SignedInRequest


@require_POST
def adjudications(request: SignedInRequest, pk: int) -> HttpResponse:
    """Rule on a group, then go on to the next one; a refusal shows what was typed again."""
    row = access.disagreement_for(request.user, pk)
    text = row.review.revision.text
    group = group_page.opened(row.review, row, text, request.user)
    form = ruling_form(group, request.POST)
    edits = edited_spans(group.draft, group.facts, text, request.POST)
    wants_edit = request.POST.get("choice") == "edit"
    # What was searched for is shown before anything is settled.
    asks = wants_edit and any(one.asks for one in edits)
    if asks or not form.is_valid() or (wants_edit and not edits.is_valid()):
        return show_group(request, row, form=form, edits=edits if wants_edit else None, status=422)
    try:
        settle(row, form, edits if wants_edit else None, request)
    except OwnWork:
        raise
    except Refused as refusal:
        if wants_json(request):
            raise
        return refused(request, pk, refusal)
    return go_on(request, row)


def settle(row: Disagreement, form: RulingForm, edits: Any, request: SignedInRequest) -> None:
    seen = {name: form.cleaned_data[name] for name in ("fingerprint", "standing")}
    action, letters = form.action()
    if action == "confirm":
        note = form.cleaned_data["note"]
        adjudicating.confirm(row, by=request.user, note=note, **seen)
        return
    spans = [one for one in (form.edited() for form in edits) if one] if edits else []
    adjudicating.settle(
        row, action=action, letters=letters, spans=spans, by=request.user, **seen, **form.why()
    )


def refused(request: SignedInRequest, pk: int, refusal: Refused) -> HttpResponse:
    """The group as it is now, with all that was typed and why it was not taken."""
    if not Disagreement.objects.filter(pk=pk).exists():
        raise refusal
    row = access.disagreement_for(request.user, pk)
    text = row.review.revision.text
    group = group_page.opened(row.review, row, text, request.user)
    posted = request.POST.copy()
    # Whoever settles again has seen what is on the screen now.
    posted["fingerprint"], posted["standing"] = row.fingerprint, str(group.standing or "")
    form = ruling_form(group, posted)
    form.is_valid()
    meanwhile = ""
    if isinstance(refusal, Meanwhile):
        meanwhile = refusal.detail
    elif fields := refusal.extra.get("fields"):
        for complaints in fields.values():
            for complaint in complaints:
                form.add_error(None, complaint)
    else:
        field = "reason" if refusal.code == "reason-missing" else None
        form.add_error(field, refusal.detail)
    edits = (
        edited_spans(group.draft, group.facts, text, posted)
        if posted.get("choice") == "edit"
        else None
    )
    return show_group(
        request, row, form=form, edits=edits, meanwhile=meanwhile, status=refusal.status
    )


def go_on(request: SignedInRequest, row: Disagreement) -> HttpResponse:
    """To the next group that is not settled, which is taken for the reviewer."""
    overview = review_overview.overview(row.review, row.review.revision.text)
    told = {"settled": overview.settled, "total": overview.total}
    tell(request, _("Settled. %(settled)s of %(total)s.") % told)
    following = review_overview.following(overview.narrowed(*narrowing(request)), row.pk)
    if following is None:
        return see_other(reverse("review", args=[row.review.revision_id]))
    reservations.reserve(following.row, by=request.user)
    return see_other(address_of(request, following.row))


@require_POST
def adjudication_undoing(request: SignedInRequest, pk: int) -> HttpResponse:
    """Take a ruling back, and show the group that it was about."""
    ruling = access.ruling_for(request.user, pk)
    adjudicating.undo(ruling, by=request.user)
    tell(request, _("Taken back."))
    if ruling.disagreement_id is None:
        return see_other(reverse("review_agreed", args=[ruling.review.revision_id]))
    row = Disagreement.objects.filter(pk=ruling.disagreement_id).first()
    if row is None:
        return see_other(reverse("review", args=[ruling.review.revision_id]))
    return see_other(address_of(request, row))


@require_http_methods(["GET", "HEAD", "POST"])
def overruling(request: SignedInRequest, pk: int) -> HttpResponse:
    """Rule otherwise on what all editors agree on: other spans, or none.

    Any other ruling is replaced on the page of its group.
    """
    agreed = access.ruling_for(request.user, pk)
    if agreed.rule != Rule.UNANIMOUS:
        return see_other(reverse("disagreement", args=[agreed.disagreement_id]))
    review, text = agreed.review, agreed.review.revision.text
    spans = list(agreed.ruled_spans.all())
    posted = request.POST if request.method == "POST" else None
    extent = surroundings(text, min(s.start for s in spans), max(s.end for s in spans))
    decided = group_page.decided(agreed, review, text, extent, request.user)
    form = ReasonForm(posted)
    edits = edited_spans(decided.draft, decided.facts, text, posted)
    status = 200
    if posted is not None:
        nothing = posted.get("choice") == "nothing"
        status = 422
        asks = not nothing and any(one.asks for one in edits)
        if not asks and form.is_valid() and (nothing or edits.is_valid()):
            drawn = [] if nothing else [one for one in (e.edited() for e in edits) if one]
            try:
                made = adjudicating.overrule(agreed, spans=drawn, by=request.user, **form.why())
            except OwnWork:
                raise
            except Refused as refusal:
                status = refusal.status
                field = "reason" if refusal.code == "reason-missing" else None
                form.add_error(field, refusal.detail)
            else:
                tell(request, _("Overruled."))
                return see_other(reverse("disagreement", args=[made.disagreement_id]))
    context = {
        "agreed": agreed,
        "decided": decided,
        "form": form,
        "edits": edits,
        "writable": writable(review, request),
        "excerpt_text": text[slice(*extent)],
        "extent": extent,
    }
    return show(request, review, "review/group/_overruling.html", context, status=status)


@require_POST
def reservation(request: SignedInRequest, pk: int) -> HttpResponse:
    """Take the group for a while, or with `release` let others have it again."""
    row = access.disagreement_for(request.user, pk)
    if "release" in request.POST:
        reservations.release(row, by=request.user)
    elif not reservations.reserve(row, by=request.user):
        tell(request, _("Another reviewer has taken it."))
    if request.headers.get("X-Fragment") == "1":
        return HttpResponse(status=204)
    return see_other(address_of(request, row))


@require_POST
def disagreement_question(request: SignedInRequest, pk: int) -> HttpResponse:
    """Ask the editors about a group; it stays to be settled, marked as asked."""
    row = access.disagreement_for(request.user, pk)
    question = QuestionForm(request.POST)
    if not question.is_valid():
        return show_group(request, row, question=question, status=422)
    text = question.cleaned_data["text"]
    threads.open_thread(row, kind=Thread.Kind.QUESTION, text=text, by=request.user)
    tell(request, _("Asked. The group waits for an answer; you can go on or settle it."))
    return see_other(address_of(request, row))
