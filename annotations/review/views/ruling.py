"""What a reviewer does to a group: rule, take back, overrule, take it for a while, ask."""

from typing import Any

from django.http import HttpResponse, QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from annotations import access
from annotations.disagreements.groups import speaking_letters
from annotations.discussion import threads
from annotations.models import Adjudication, Disagreement, Thread
from annotations.models.adjudication import Rule
from annotations.models.disagreement import Kind
from annotations.review import additions, adjudicating, reservations
from annotations.review.actions import EditedSpan
from annotations.review.adjudicating import Meanwhile, OwnWork
from annotations.review.drafts import load_group_draft, load_ruling_draft
from annotations.review.forms import QuestionForm, ReasonForm, RulingForm
from annotations.review.pages import overview as review_overview
from annotations.review.pages.choices import show_fitting
from annotations.review.pages.shown_ruling import show_ruling
from annotations.review.reasons import EDITED, NOTHING, fitting_reasons
from annotations.review.taken_back import is_edit, note_of, taken_back_of_agreed
from annotations.review.views.review import (
    edited_spans,
    group_address,
    narrowing,
    render_desk,
    ruling_form,
    see_other,
    show_group,
    show_message,
    writable,
)
from annotations.spans.sentences import surrounding_sentences
from newsroom.formats import Grouped
from newsroom.models import User
from newsroom.problems import Refused, wants_json
from newsroom.requests import SignedInRequest


@require_POST
def adjudications(request: SignedInRequest, pk: int) -> HttpResponse:
    """Rule on a group, then go on to the next one; a refusal shows what was typed again."""
    row = access.disagreement_for(request.user, pk)
    form = ruling_form(row, speaking_letters(row), data=request.POST)
    edits = posted_edits(row, request.POST)
    # Facts that were searched for are shown before anything is settled.
    asks = edits is not None and any(edit.asks for edit in edits)
    if asks or not form.is_valid() or (edits is not None and not edits.is_valid()):
        return show_group(request, row, form=form, edits=edits, status=422)
    try:
        settle_as_posted(row, form, edits, by=request.user)
    except OwnWork:
        raise
    except Refused as refusal:
        if wants_json(request):
            raise
        return show_refusal(request, pk, refusal)
    return go_on(request, row)


def posted_edits(row: Disagreement, data: QueryDict) -> Any:
    """The spans of an edit by hand as they were posted; None where something else was chosen."""
    if data.get("choice") != "edit":
        return None
    text = row.review.revision.text
    return edited_spans(load_group_draft(row, text), text, data)


def settle_as_posted(row: Disagreement, form: RulingForm, edits: Any, *, by: User) -> None:
    seen = {name: form.cleaned_data[name] for name in ("fingerprint", "standing")}
    action, letters = form.action()
    if action == "confirm":
        adjudicating.confirm_ruling(row, by=by, note=form.cleaned_data["note"], **seen)
        return
    spans = drawn_spans(edits) if edits is not None else []
    adjudicating.settle_group(
        row, action=action, letters=letters, spans=spans, by=by, **seen, **form.why()
    )


def drawn_spans(edits: Any) -> list[EditedSpan]:
    """The spans of a valid edit, without those whose words were emptied."""
    return [span for span in (form.edited_span() for form in edits) if span is not None]


def show_refusal(request: SignedInRequest, pk: int, refusal: Refused) -> HttpResponse:
    """The group as it is now, with all that was typed and why it was not taken."""
    if not Disagreement.objects.filter(pk=pk).exists():
        raise refusal
    row = access.disagreement_for(request.user, pk)
    posted = request.POST.copy()
    # Whoever settles again has seen what is on the screen now.
    standing = Adjudication.objects.standing_on(row)
    posted["fingerprint"], posted["standing"] = (
        row.fingerprint,
        str(standing.pk if standing else ""),
    )
    form = ruling_form(row, speaking_letters(row), data=posted)
    form.is_valid()
    meanwhile = ""
    if isinstance(refusal, Meanwhile):
        meanwhile = refusal.detail
    elif fields := refusal.extra.get("fields"):
        for complaints in fields.values():
            for complaint in complaints:
                form.add_error(None, complaint)
    else:
        add_refusal(form, refusal)
    return show_group(
        request,
        row,
        form=form,
        edits=posted_edits(row, posted),
        meanwhile=meanwhile,
        status=refusal.status,
    )


def add_refusal(form: ReasonForm, refusal: Refused) -> None:
    places = {"reason-missing": "reason", "reason-unfit": "reason", "note-missing": "note"}
    form.add_error(places.get(refusal.code), refusal.detail)


def go_on(request: SignedInRequest, row: Disagreement) -> HttpResponse:
    """To the next group that is not settled, which is taken for the reviewer."""
    groups = review_overview.load_groups(row.review)
    settled = sum(review_overview.is_settled(group) for group in groups)
    counts = {"settled": Grouped(settled), "total": Grouped(len(groups))}
    show_message(request, _("Decided. %(settled)s of %(total)s.") % counts)
    listed = review_overview.narrow_groups(groups, *narrowing(request))
    following = review_overview.next_unsettled(listed, row.pk)
    if following is None:
        return see_other(reverse("review", args=[row.review.revision_id]))
    reservations.reserve_group(following, by=request.user)
    return see_other(group_address(request, following))


@require_POST
def adjudication_undoing(request: SignedInRequest, pk: int) -> HttpResponse:
    """Take a ruling back, and show the group, or the agreement, that it was about."""
    ruling = access.ruling_for(request.user, pk)
    adjudicating.undo_ruling(ruling, by=request.user)
    has_note = ruling.note and ruling.decided_by_id == request.user.pk
    show_message(request, _("Taken back. Your note is here.") if has_note else _("Taken back."))
    if ruling.disagreement_id is None:
        return see_other(reverse("review_agreed", args=[ruling.review.revision_id]))
    if ruling.replaces is not None and ruling.replaces.rule == Rule.UNANIMOUS:
        return see_other(reverse("overruling", args=[ruling.replaces_id]))
    row = Disagreement.objects.filter(pk=ruling.disagreement_id).first()
    if row is None:
        return see_other(reverse("review", args=[ruling.review.revision_id]))
    return see_other(group_address(request, row))


@require_http_methods(["GET", "HEAD", "POST"])
def overruling(request: SignedInRequest, pk: int) -> HttpResponse:
    """Rule otherwise on what all editors agree on: other spans, or none.

    Any other ruling is replaced on the page of its group.
    """
    agreed = access.ruling_for(request.user, pk)
    if agreed.rule != Rule.UNANIMOUS:
        return see_other(reverse("disagreement", args=[agreed.disagreement_id]))
    text = agreed.review.revision.text
    posted = request.POST if request.method == "POST" else None
    taken_back = taken_back_of_agreed(agreed, request.user)
    form = ReasonForm(posted, initial={"note": note_of(taken_back)})
    draft = load_ruling_draft(taken_back if taken_back and is_edit(taken_back) else agreed, text)
    edits = edited_spans(draft, text, posted)
    if posted is None:
        return show_overruling(request, agreed, form, edits)
    nothing = posted.get("choice") == "nothing"
    asks = not nothing and any(edit.asks for edit in edits)
    if asks or not form.is_valid() or not (nothing or edits.is_valid()):
        return show_overruling(request, agreed, form, edits, status=422)
    spans = [] if nothing else drawn_spans(edits)
    try:
        made = adjudicating.overrule_agreement(agreed, spans=spans, by=request.user, **form.why())
    except OwnWork:
        raise
    except Refused as refusal:
        add_refusal(form, refusal)
        return show_overruling(request, agreed, form, edits, status=refusal.status)
    show_message(request, _("Decided otherwise."))
    return see_other(reverse("disagreement", args=[made.disagreement_id]))


def show_overruling(
    request: SignedInRequest, agreed: Adjudication, form: ReasonForm, edits: Any, status: int = 200
) -> HttpResponse:
    review, text = agreed.review, agreed.review.revision.text
    spans = agreed.ruled_spans.all()
    extent = surrounding_sentences(text, min(s.start for s in spans), max(s.end for s in spans))
    context = {
        "agreed": agreed,
        "decided": show_ruling(agreed, review, text, extent, request.user),
        "form": form,
        "edits": edits,
        "reasons": [
            show_fitting(fitting_reasons([Kind.AGREED], outcome)) for outcome in (EDITED, NOTHING)
        ],
        "outcome": NOTHING if request.POST.get("choice") == "nothing" else EDITED,
        "writable": writable(review, request),
        "excerpt_text": text[slice(*extent)],
        "extent": extent,
    }
    return render_desk(request, review, "review/group/_overruling.html", context, status=status)


@require_POST
def reservation(request: SignedInRequest, pk: int) -> HttpResponse:
    """Take the group for a while, or with `release` let others have it again."""
    row = access.disagreement_for(request.user, pk)
    if "release" in request.POST:
        reservations.free_group(row, by=request.user)
    elif not reservations.reserve_group(row, by=request.user):
        show_message(request, _("Another reviewer has taken it."))
    if request.headers.get("X-Fragment") == "1":
        return HttpResponse(status=204)
    return see_other(group_address(request, row))


@require_POST
def disagreement_question(request: SignedInRequest, pk: int) -> HttpResponse:
    """Ask the editors about a group; it stays to be settled, marked as asked."""
    row = access.disagreement_for(request.user, pk)
    question = QuestionForm(request.POST)
    if not question.is_valid():
        return show_group(request, row, question=question, status=422)
    text = question.cleaned_data["text"]
    threads.open_thread(row, kind=Thread.Kind.QUESTION, text=text, by=request.user)
    show_message(request, _("Asked. This waits for an answer; you can go on or decide it now."))
    return see_other(group_address(request, row))


@require_POST
def marking_question(request: SignedInRequest, pk: int) -> HttpResponse:
    """Ask whether to mark the words whoever has not marked them; they answer with yes or no."""
    row = access.disagreement_for(request.user, pk)
    additions.ask_to_mark(row.review, by=request.user, only=row)
    show_message(request, _("Asked. This waits for an answer; you can go on or decide it now."))
    return see_other(group_address(request, row))
