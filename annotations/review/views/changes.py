"""Pages for an editor after a review: the outcomes of a layer, disputes, own differences."""

from typing import Any, NamedTuple

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods

from annotations import access
from annotations.discussion import notifications
from annotations.labels import choices
from annotations.models import Layer, Review, Thread
from annotations.models.review import where_released
from annotations.review import disputes
from annotations.review.forms import DisputeForm
from annotations.review.outcomes import ACCEPTED, ADDED, CHANGED, REJECTED
from annotations.review.released_changes import (
    KIND_NAMES,
    REASON_NAMES,
    RulingOutcomes,
    count_differences,
    count_outcomes,
    most_frequent,
    outcomes_of_layer,
    outcomes_of_ruling,
)
from annotations.visibility import editor_name
from newsroom.models import User
from newsroom.paging import page_of
from newsroom.requests import SignedInRequest

OUTCOMES = {
    CHANGED: gettext_lazy("Changed"),
    REJECTED: gettext_lazy("Rejected"),
    ADDED: gettext_lazy("Added by others"),
    ACCEPTED: gettext_lazy("Accepted"),
}
EXTENTS = [
    ("longer", gettext_lazy("Yours was longer")),
    ("shorter", gettext_lazy("Yours was shorter")),
    ("elsewhere", gettext_lazy("Yours overlapped")),
]


class ListedRuling(NamedTuple):
    """The outcomes of one ruling as they are listed."""

    ruling: Any
    outcomes: Any
    dispute: Thread | None
    is_as_marked: bool
    reason: str
    decided_by: User | None


@require_GET
def layer_changes(request: SignedInRequest, pk: int) -> HttpResponse:
    """What became of each annotation of a layer, once the review is closed."""
    layer = access.layer_for(request.user, pk)
    review = Review.objects.filter(revision=layer.revision_id).first()
    if review is not None:
        notifications.mark_seen(request.user, "review", review.pk)
    found = outcomes_of_layer(layer)
    counted = count_outcomes(found)
    differing = sum(counted[outcome] for outcome in (CHANGED, REJECTED, ADDED))
    shown = {"differing": gettext_lazy("All that differs"), **OUTCOMES}
    asked = request.GET.get("show", "")
    chosen = asked if asked in shown else "differing"
    wanted = {chosen} if chosen in OUTCOMES else {CHANGED, REJECTED, ADDED}
    listed = [one for one in found if any(outcome.result in wanted for outcome in one.outcomes)]
    page = page_of(list_rulings(listed), request)
    return render(
        request,
        "review/released/changes.html",
        {
            "layer": layer,
            "own": layer.editor_id == request.user.pk,
            "editor_name": editor_name(layer, reader=request.user),
            "article": layer.revision.article,
            "review": review,
            "page": page,
            "chosen": chosen,
            "tally": [(one, name, counted.get(one, differing)) for one, name in shown.items()],
            "any": bool(found),
        },
    )


def list_rulings(found: list[RulingOutcomes]) -> list[ListedRuling]:
    return [
        ListedRuling(
            one.ruling,
            one.outcomes,
            one.dispute,
            one.is_as_marked,
            one.ruling.why,
            one.ruling.decided_by,
        )
        for one in found
    ]


@require_http_methods(["GET", "HEAD", "POST"])
def ruling_dispute(request: SignedInRequest, pk: int) -> HttpResponse:
    """Dispute a ruling on one's own work: once, and after the release."""
    layer, ruling = access.ruling_to_dispute_for(request.user, pk)
    earlier = Thread.objects.filter(ruling=ruling, opened_by=request.user).first()
    if earlier is not None:
        return redirect(earlier)
    form = DisputeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        text = form.cleaned_data["text"]
        return redirect(disputes.dispute_ruling(ruling, text=text, by=request.user))
    return render(
        request,
        "review/released/dispute.html",
        {
            "layer": layer,
            "ruling": ruling,
            "own": True,
            "article": layer.revision.article,
            "outcomes": outcomes_of_ruling(ruling, layer.letter, layer.revision.text),
            "reason": ruling.why,
            "form": form,
        },
        status=422 if form.is_bound else 200,
    )


@require_GET
def my_differences(request: SignedInRequest) -> HttpResponse:
    """One's own most frequent differences; nobody else sees them."""
    found = count_differences(request.user)
    layers = (
        Layer.objects.submitted()
        .of(request.user)
        .filter(where_released("revision__review"))
        .select_related("revision__article", "revision__review")
        .defer("revision__text", "revision__raw", "revision__left_out")
        .order_by("-revision__review__closed_at", "-pk")[:20]
    )
    kinds = most_frequent(found.kinds, KIND_NAMES)
    reasons = [
        (name or _("No reason given"), number)
        for name, number in most_frequent(found.reasons, REASON_NAMES)
    ]
    extents = most_frequent(found.extents, EXTENTS)
    return render(
        request,
        "review/released/my_differences.html",
        {
            "found": found,
            "accepted": found.spans[ACCEPTED],
            "kinds": kinds,
            "most_kind": kinds[0][1] if kinds else 0,
            "reasons": reasons,
            "most_reason": reasons[0][1] if reasons else 0,
            "extents": extents,
            "most_extent": extents[0][1] if extents else 0,
            "outcome_names": list(OUTCOMES.values()),
            "labels": [
                (label, name, [(OUTCOMES[one], found.labels[label][one]) for one in OUTCOMES])
                for label, name in choices()
            ],
            "months": [
                (month, own, counted[ACCEPTED], round(100 * counted[ACCEPTED] / own) if own else 0)
                for month, counted in found.months.items()
                for own in [counted[ACCEPTED] + counted[CHANGED] + counted[REJECTED]]
            ],
            "layers": layers,
        },
    )
