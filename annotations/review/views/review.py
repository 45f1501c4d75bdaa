"""The review screen: the groups of a revision in a list, and beside it one of them, the whole text,
what all agree on, or what is left to do before the review can be closed.

A script asks for the same addresses with «X-Fragment: 1» and gets the inside of the page.
"""

from collections.abc import Sequence
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from annotations import access
from annotations.models import Disagreement, Layer, Review
from annotations.models.disagreement import Kind, State
from annotations.models.fact_link import Relation
from annotations.readers import is_party
from annotations.review import lifecycle as review_lifecycle
from annotations.review.drafts import EditDraft
from annotations.review.forms import EditedSpanForms, QuestionForm, RulingForm
from annotations.review.pages import overview as review_overview
from annotations.review.pages.agreed import agreed_spans, count_by_came
from annotations.review.pages.article_notes import notes_on_article
from annotations.review.pages.group_page import build_group_page
from annotations.ui.excerpts import LINES, whole_text
from articles.access import revision_for
from articles.models import Revision
from newsroom.flash import add_flash, keep, take_flash
from newsroom.requests import SignedInRequest

PLACE = "review"


@require_safe
def review(request: SignedInRequest, pk: int) -> HttpResponse:
    """The first group that is not settled; without one, how the review can be closed."""
    access.refuse_unless_reviewer(request.user)
    found = review_lifecycle.review_of(pk)
    if found is None:
        return render_not_opened(request, revision_for(request.user, pk))
    found = access.review_for(request.user, pk)
    overview = review_overview.load_overview(found, found.revision.text)
    lines = overview.narrowed(*narrowing(request))
    first = next((line for line in lines if not line.is_settled), None)
    if first is None:
        counts = review_overview.count_decisions(found)
        return render_desk(request, found, "review/_closing.html", counts, overview=overview)
    row = first.row
    row.review = found
    return show_group(request, row, overview=overview)


def render_not_opened(request: SignedInRequest, revision: Revision) -> HttpResponse:
    """Who has submitted and who has not, by letter."""
    layers = list(Layer.objects.on(revision).standing().order_by("letter"))
    submitted = sum(layer.is_submitted for layer in layers)
    context = {
        "article": revision.article,
        "revision": revision,
        "layers": layers,
        "submitted": submitted,
        "missing": max(0, settings.LAYERS_NEEDED - submitted),
        "needed": settings.LAYERS_NEEDED,
    }
    return render(request, "review/not_opened.html", context)


@require_safe
def disagreement(request: SignedInRequest, pk: int) -> HttpResponse:
    return show_group(request, access.disagreement_for(request.user, pk))


@require_safe
def review_text(request: SignedInRequest, pk: int) -> HttpResponse:
    """The whole text with what is final and what is open; `?group=` is where it was asked from."""
    found = access.review_for(request.user, pk)
    text = found.revision.text
    overview = review_overview.load_overview(found, text)
    asked = request.GET.get("group", "")
    current = overview.line_of(int(asked)) if asked.isdecimal() and len(asked) < 19 else None
    marks = review_overview.text_marks(found, overview.lines)
    held = review_overview.editor_spans_in_text(found)
    here = current.row.pk if current else None
    addresses = {line.row.pk: group_address(request, line.row) for line in overview.lines}
    context = {
        "drawn": whole_text(text, marks, addresses, here, held),
        "letters": sorted({(one.lane, one.letter) for one in held}),
        "most_lines": LINES,
        "back": group_address(request, current.row) if current else "",
    }
    return render_desk(
        request, found, "review/_text.html", context, overview=overview, current=current
    )


@require_safe
def review_agreed(request: SignedInRequest, pk: int) -> HttpResponse:
    """What all editors have, each of which a reviewer may overrule."""
    found = access.review_for(request.user, pk)
    agreed = agreed_spans(found)
    context = {
        "agreed": agreed,
        "came": count_by_came(agreed),
        "writable": writable(found, request),
    }
    return render_desk(request, found, "review/_agreed.html", context)


@require_POST
def review_opening(request: SignedInRequest, pk: int) -> HttpResponse:
    access.refuse_unless_reviewer(request.user)
    review_lifecycle.open_review_early(revision_for(request.user, pk), by=request.user)
    return redirect("review", pk)


@require_POST
def review_closing(request: SignedInRequest, pk: int) -> HttpResponse:
    found = access.review_for(request.user, pk)
    review_lifecycle.close_review(found, by=request.user)
    show_message(request, _("Closed. The editors now see each other's work and every decision."))
    return see_other(reverse("review", args=[pk]))


@require_POST
def review_reopening(request: SignedInRequest, pk: int) -> HttpResponse:
    found = access.review_for(request.user, pk)
    review_lifecycle.reopen_review(found, by=request.user)
    show_message(request, _("Open again. The editors see their own annotations only."))
    return see_other(reverse("review", args=[pk]))


def show_group(
    request: SignedInRequest,
    row: Disagreement,
    *,
    overview: review_overview.Overview | None = None,
    form: RulingForm | None = None,
    edits: Any = None,
    question: QuestionForm | None = None,
    meanwhile: str = "",
    status: int = 200,
) -> HttpResponse:
    """The group, with the forms as they were posted where they have to be shown again."""
    review = row.review
    text = review.revision.text
    overview = overview or review_overview.load_overview(review, text)
    group = build_group_page(review, row, text, request.user)
    group.line = overview.line_of(row.pk)
    lines = overview.narrowed(*narrowing(request))
    before, behind = review_overview.find_neighbours(lines, row.pk)
    context = {
        "group": group,
        "form": form or ruling_form(row, group.speaking_letters, group.standing, note=group.note),
        "edits": edits or edited_spans(group.draft, text),
        "outcome": group.outcome_of(form["choice"].value() or "") if form else "",
        "question": question or QuestionForm(),
        "meanwhile": meanwhile,
        "address": group_address(request, row),
        "before": group_address(request, before.row) if before else "",
        "behind": group_address(request, behind.row) if behind else "",
        "excerpt_text": text[slice(*group.extent)],
        "settled": group.state == State.SETTLED and not (form and form.is_bound),
    }
    return render_desk(
        request,
        review,
        "review/group/_group.html",
        context,
        overview=overview,
        current=group.line,
        status=status,
    )


def ruling_form(
    row: Disagreement,
    letters: Sequence[str],
    standing: int | None = None,
    data: Any = None,
    note: str = "",
) -> RulingForm:
    """The form of a ruling on a group; `letters` are those of the layers that can be taken.

    `standing` is the ruling that the reviewer sees standing; a posted form says so itself. `note`
    is what they had written before they took their decision back.
    """
    initial = {"fingerprint": row.fingerprint, "standing": standing, "note": note}
    return RulingForm(data, initial=initial, letters=letters)


def edited_spans(draft: EditDraft, text: str, data: Any = None) -> Any:
    """The spans of an edit by hand, which begins with the draft."""
    place = draft.spans[0]["start"] if draft.spans else 0
    return EditedSpanForms(
        data,
        initial=draft.spans,
        prefix="edit",
        form_kwargs={"text": text, "place": place, "facts": draft.facts},
    )


def render_desk(
    request: SignedInRequest,
    review: Review,
    middle: str,
    context: dict[str, Any],
    *,
    overview: review_overview.Overview | None = None,
    current: review_overview.Line | None = None,
    status: int = 200,
) -> HttpResponse:
    """The screen with `middle` beside the list of groups."""
    overview = overview or review_overview.load_overview(review, review.revision.text)
    kind, state = narrowing(request)
    last = review_overview.latest_ruling_by(request.user, review)
    said, others = take_flash(request, PLACE)
    context = {
        **context,
        "middle": middle,
        "review": review,
        "article": review.revision.article,
        "overview": overview,
        "lines": [
            (line, group_address(request, line.row)) for line in overview.narrowed(kind, state)
        ],
        "current": current,
        "kinds": review_overview.kind_choices(overview, kind, state),
        "states": review_overview.state_choices(overview, kind, state),
        "kind": kind,
        "state": state,
        "last": last if last and writable(review, request) else None,
        "article_notes": notes_on_article(review, reader=request.user),
        "suspended": review_lifecycle.is_suspended(review),
        "said": said.words if said else "",
        "messages": others,
        "relations": Relation.choices,
        "narrowing": urlencode([("kind", kind), ("state", state)]) if kind or state else "",
    }
    fragment = request.headers.get("X-Fragment") == "1"
    template = "review/_page_body.html" if fragment else "review/review.html"
    response = render(request, template, context, status=status)
    # One address has two faces: the browser must not show the one for the other on the way back.
    patch_vary_headers(response, ["X-Fragment"])
    response["Cache-Control"] = "no-store"
    if fragment:
        keep(request, others)
        response["X-Fragment"] = "review"
    return response


def writable(review: Review, request: SignedInRequest) -> bool:
    """Whether the reader may rule here now."""
    return not (
        review.is_released
        or review_lifecycle.is_suspended(review)
        or is_party(request.user, review.revision_id)
    )


def narrowing(request: SignedInRequest) -> tuple[str, str]:
    """The kind and the state that the list is narrowed to; what makes no sense is no filter."""
    kind, state = request.GET.get("kind", ""), request.GET.get("state", "")
    return (
        kind if kind in Kind.values else "",
        state if state in {"left", *State.values} else "",
    )


def group_address(request: SignedInRequest, row: Disagreement) -> str:
    """The page of a group, the list beside it narrowed as it is."""
    address = reverse("disagreement", args=[row.pk])
    kind, state = narrowing(request)
    asked = [(name, value) for name, value in (("kind", kind), ("state", state)) if value]
    return f"{address}?{urlencode(asked)}" if asked else address


def show_message(request: SignedInRequest, words: str) -> None:
    """Show `words` once, on the next review page."""
    add_flash(request, PLACE, words)


def see_other(address: str) -> HttpResponseRedirect:
    return HttpResponseRedirect(address, status=303)
