"""Many disagreements settled by a rule: the preview, the batch, its undoing."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID, uuid4

from django.db import transaction

from annotations.disagreements import options, sync
from annotations.disagreements.comparison import Group
from annotations.disagreements.groups import (
    considered_lanes,
    groups_by_row,
    letters_by_layer,
    load_alias_names,
    load_text,
)
from annotations.disagreements.options import Ruling
from annotations.disagreements.ruled_spans import write_ruled_spans
from annotations.locks import locked_review
from annotations.models import (
    Adjudication,
    Disagreement,
    Review,
    RuledSpan,
)
from annotations.models.adjudication import Action, Reason, Rule
from annotations.models.disagreement import DisagreementQuerySet, Kind, State
from annotations.review import disputes
from annotations.review.additions import Answer, Answers, Given, answers_that_hold, load_given
from annotations.review.adjudicating import (
    record_ruling_event,
    record_undoing,
    refuse_closed,
    refuse_own_work,
    refuse_to_undo,
)
from annotations.review.lifecycle import is_suspended, refuse_while_suspended
from annotations.spans.normalization import Names
from newsroom.models import User


@dataclass(frozen=True)
class Proposal:
    """A group that a rule would settle, and the spans that it would put into the text."""

    disagreement: Disagreement
    group: Group
    ruling: Ruling


def proposals_of_rule(rule: str, review: Review) -> list[Proposal]:
    return proposals_by_rule([rule], review)[rule]


def proposals_by_rule(
    rules: Sequence[str], review: Review, given: Given | None = None
) -> dict[str, list[Proposal]]:
    """The open groups of a review that each rule would settle, in text order.

    A group that is ruled on, asked about or disputed is left out, and so is one whose spans another
    ruling has already. There are none while the review waits for a layer. The groups are loaded
    once for all the rules; `given` are the answers in the review, if they are known.
    """
    proposed: dict[str, list[Proposal]] = {rule: [] for rule in rules}
    if is_suspended(review):
        return proposed
    rows = Disagreement.objects.filter(review=review).in_state(State.OPEN)
    in_order = list(rows.exclude(kind=Kind.AGREED).order_by("start", "-end", "pk"))
    groups, names = groups_by_row(review, in_order), load_alias_names()
    text = load_text(review)
    answers: Answers = {}
    if Rule.CONFIRMED in rules:
        answers = answers_that_hold(given or load_given(review), in_order)
    standing = Adjudication.objects.filter(review=review).standing()
    taken = set(
        RuledSpan.objects.filter(adjudication__in=standing).values_list("start", "end", "label")
    )
    for row in in_order:
        group, said = groups[row.pk], answers.get(row.pk, {})
        for rule in rules:
            ruling = _apply(rule, group, text, names, said)
            if ruling is not None and taken.isdisjoint((s.start, s.end, s.label) for s in ruling):
                proposed[rule].append(Proposal(row, group, ruling))
    return proposed


def _apply(
    rule: str, group: Group, text: str, names: Names, said: Mapping[int, str]
) -> Ruling | None:
    """What the rule makes of the group; `said` are the answers of the layers that were asked."""
    if rule == Rule.MAJORITY:
        return options.majority(group, names)
    if rule == Rule.EDGES:
        return options.same_but_for_edges(group, text, names)
    if rule == Rule.DETAILS:
        return options.same_details(group, names)
    confirming = [layer for layer, answer in said.items() if answer == Answer.YES]
    return options.confirmed_addition(group, confirming, names)


@transaction.atomic
def settle_by_rule(
    rule: str, review: Review, *, previewed: dict[int, str], by: User
) -> tuple[UUID, list[Adjudication]]:
    """Settle the groups that were previewed. Returns the id of the batch and its rulings.

    `previewed` has the fingerprint of each group in the preview, by id: a group that has changed
    since, or was ruled on, is left alone. Raises OwnWork, Suspended, ReviewClosed.
    """
    review = locked_review(review)
    refuse_own_work(review, by)
    refuse_while_suspended(review)
    refuse_closed(review)
    batch, letters = uuid4(), letters_by_layer(review)
    settled = [
        (proposal, _ruling(rule, proposal, batch, letters, by=by))
        for proposal in proposals_of_rule(rule, review)
        if previewed.get(proposal.disagreement.pk) == proposal.disagreement.fingerprint
    ]
    made = Adjudication.objects.bulk_create([ruling for _, ruling in settled], batch_size=200)
    write_ruled_spans(
        [(ruling, proposal.ruling) for proposal, ruling in settled], load_text(review)
    )
    for proposal, ruling in settled:
        record_ruling_event("disagreement.settled", ruling, by=by, spans=proposal.ruling)
    disputes.answer_threads(made, by=by)
    groups_of_batch(batch).update_states()
    return batch, made


@transaction.atomic
def undo_batch(batch: UUID, *, by: User) -> int:
    """Take back the rulings of a batch that still stand. Returns how many they were.

    Raises OwnWork, Suspended, ReviewClosed.
    """
    first = Adjudication.objects.filter(batch=batch).select_related("review").first()
    if first is None:
        return 0
    review = locked_review(first.review)
    refuse_to_undo(review, by=by)
    standing = list(Adjudication.objects.filter(batch=batch).standing().select_related("review"))
    for ruling in standing:
        record_undoing(ruling, by=by)
    groups_of_batch(batch).update_states()
    sync.rebuild(review, by=by)
    return len(standing)


def groups_of_batch(batch: UUID) -> DisagreementQuerySet:
    ruled = Adjudication.objects.filter(batch=batch).order_by()
    return Disagreement.objects.filter(pk__in=ruled.values("disagreement"))


def _ruling(
    rule: str, proposal: Proposal, batch: UUID, letters: dict[int, str], *, by: User
) -> Adjudication:
    row = proposal.disagreement
    return Adjudication(
        review_id=row.review_id,
        disagreement=row,
        action=Action.TAKE if proposal.ruling else Action.NOTHING,
        rule=rule,
        # Also for those who read the reason alone, as in the files.
        reason=Reason.MISSED if rule == Rule.CONFIRMED else "",
        batch=batch,
        considered=considered_lanes(proposal.group, letters),
        fingerprint=row.fingerprint,
        decided_by=by,
    )
