"""Many disagreements settled by one of three rules: the preview, the batch, its undoing."""

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
from annotations.models.adjudication import Action, Rule
from annotations.models.disagreement import DisagreementQuerySet, Kind, State
from annotations.review import disputes
from annotations.review.adjudicating import (
    record_ruling_event,
    record_undoing,
    refuse_closed,
    refuse_own_work,
    refuse_to_undo,
)
from annotations.review.lifecycle import is_suspended, refuse_while_suspended
from newsroom.models import User


@dataclass(frozen=True)
class Proposal:
    """A group that a rule would settle, and the spans that it would put into the text."""

    disagreement: Disagreement
    group: Group
    ruling: Ruling


def proposals_of_rule(rule: str, review: Review) -> list[Proposal]:
    """The open groups of a review that the rule would settle, in text order.

    A group that is ruled on, asked about or disputed is left out, and so is one whose spans another
    ruling has already. There are none while the review waits for a layer.
    """
    if is_suspended(review):
        return []
    rows = Disagreement.objects.filter(review=review).in_state(State.OPEN)
    in_order = list(rows.exclude(kind=Kind.AGREED).order_by("start", "-end", "pk"))
    groups, names = groups_by_row(review, in_order), load_alias_names()
    text = load_text(review)
    standing = Adjudication.objects.filter(review=review).standing()
    taken = set(
        RuledSpan.objects.filter(adjudication__in=standing).values_list("start", "end", "label")
    )
    proposed = []
    for row in in_order:
        group = groups[row.pk]
        ruling = {
            Rule.MAJORITY: lambda group: options.majority(group, names),
            Rule.EDGES: lambda group: options.same_but_for_edges(group, text, names),
            Rule.DETAILS: lambda group: options.same_details(group, names),
        }[Rule(rule)](group)
        if ruling is not None and taken.isdisjoint((s.start, s.end, s.label) for s in ruling):
            proposed.append(Proposal(row, group, ruling))
    return proposed


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
        batch=batch,
        considered=considered_lanes(proposal.group, letters),
        fingerprint=row.fingerprint,
        decided_by=by,
    )
