"""Several at once: the rules that would settle any, how many and exactly which, and back."""

from dataclasses import dataclass
from uuid import UUID

from django.db.models import Count, Max
from django.http import HttpResponse
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods, require_POST

from annotations import access
from annotations.models import Adjudication, Review
from annotations.models.adjudication import Rule
from annotations.review import additions, batch_rules
from annotations.review.batch_rules import Proposal
from annotations.review.pages import overview as review_overview
from annotations.review.pages import questions
from annotations.review.pages.span_summary import SpanSummary, fact_statements, summarize_span
from annotations.review.views.review import (
    group_address,
    render_desk,
    see_other,
    show_message,
    writable,
)
from annotations.spans.sentences import surrounding_sentences
from annotations.ui.excerpts import marked_excerpt
from newsroom.formats import Grouped
from newsroom.requests import SignedInRequest

# What each rule decides. Its name is the same before it has decided anything and after.
RULES = {
    Rule.EDGES: gettext_lazy(
        "Only spaces, quote marks or end punctuation differ, or how a speaker or a unit is spelled."
    ),
    Rule.CONFIRMED: gettext_lazy(
        "Everybody who had not marked it was asked and has answered “Yes, mark it”."
    ),
    Rule.MAJORITY: gettext_lazy(
        "More than half of all editors agree; marking nothing counts as a vote."
    ),
}


@dataclass(frozen=True)
class ShownProposal:
    """What a rule would put into the text for one group."""

    proposal: Proposal
    address: str
    question: str
    html: SafeString
    summaries: list[SpanSummary]


@require_http_methods(["GET", "HEAD", "POST"])
def review_batch(request: SignedInRequest, pk: int) -> HttpResponse:
    """The counts; with `?rule=` exactly what that rule would settle; posted, it does."""
    review = access.review_for(request.user, pk)
    asked = request.POST.get("rule") or request.GET.get("rule", "")
    rule = Rule(asked) if asked in RULES else None
    if request.method == "POST" and rule:
        return settle_previewed(request, review, rule)
    overview = review_overview.load_overview(review, review.revision.text)
    given = additions.load_given(review)
    proposed = batch_rules.proposals_by_rule(list(RULES), review, given)
    may_write = writable(review, request)
    context = {
        "rules": [
            (
                each.label,
                each,
                RULES[each],
                len(proposed[each]),
                overview.left - len(proposed[each]),
            )
            for each in RULES
            if proposed[each]
        ],
        "left": overview.left,
        "rule": rule,
        "rule_name": rule.label if rule else "",
        "proposed": show_proposals(proposed[rule], review, request) if rule else [],
        "batches": standing_batches(review),
        "additions": len(additions.additions_to_ask_about(review, given)) if may_write else 0,
        "answered_no": show_refused(given, overview, request),
        "writable": may_write,
    }
    return render_desk(request, review, "review/_batch.html", context, overview=overview)


def settle_previewed(request: SignedInRequest, review: Review, rule: Rule) -> HttpResponse:
    seen = dict(one.split(":", 1) for one in request.POST.getlist("previewed") if ":" in one)
    previewed = {int(row): fingerprint for row, fingerprint in seen.items() if row.isdecimal()}
    _batch, made = batch_rules.settle_by_rule(rule, review, previewed=previewed, by=request.user)
    words = ngettext("%(count)s decided by rule.", "%(count)s decided by rule.", len(made))
    show_message(request, words % {"count": Grouped(len(made))})
    return see_other(reverse("review_batch", args=[review.revision_id]))


@require_POST
def marking_questions(request: SignedInRequest, pk: int) -> HttpResponse:
    """Ask about every addition at once whoever has not marked it."""
    review = access.review_for(request.user, pk)
    asked = len(additions.ask_to_mark(review, by=request.user))
    words = ngettext("Asked about %(count)s.", "Asked about %(count)s.", asked)
    show_message(request, words % {"count": asked})
    return see_other(reverse("review_batch", args=[review.revision_id]))


@require_POST
def batch_undoing(request: SignedInRequest, batch: UUID) -> HttpResponse:
    review = access.batch_review_for(request.user, batch)
    count = batch_rules.undo_batch(batch, by=request.user)
    words = ngettext("%(count)s decision taken back.", "%(count)s decisions taken back.", count)
    show_message(request, words % {"count": Grouped(count)})
    return see_other(reverse("review_batch", args=[review.revision_id]))


def show_proposals(
    proposed: list[Proposal], review: Review, request: SignedInRequest
) -> list[ShownProposal]:
    text = review.revision.text
    statements = fact_statements(proposal.group for proposal in proposed)
    shown = []
    for proposal in proposed:
        extent = surrounding_sentences(text, proposal.group.start, proposal.group.end)
        shown.append(
            ShownProposal(
                proposal,
                group_address(request, proposal.disagreement),
                questions.ask_question(proposal.group),
                marked_excerpt(text, extent, proposal.ruling),
                [summarize_span(span, statements) for span in proposal.ruling],
            )
        )
    return shown


def show_refused(
    given: additions.Given, overview: review_overview.Overview, request: SignedInRequest
) -> list[tuple[review_overview.Line, str]]:
    """What is left of the groups to which somebody has said no, each with its address."""
    left = [line for line in overview.lines if not line.is_settled]
    answers = additions.answers_that_hold(given, [line.row for line in left])
    return [
        (line, group_address(request, line.row))
        for line in left
        if additions.Answer.NO in answers.get(line.row.pk, {}).values()
    ]


def standing_batches(review: Review) -> list[dict[str, object]]:
    """What was settled by rule and still stands, the latest first."""
    standing = Adjudication.objects.filter(review=review, batch__isnull=False).standing()
    rows = (
        standing.order_by()
        .values("batch", "rule")
        .annotate(count=Count("pk"), at=Max("decided_at"))
    )
    return [{**row, "rule_name": Rule(row["rule"]).label} for row in rows.order_by("-at")]
