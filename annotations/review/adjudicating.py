"""Adjudication: groups are settled one by one, rulings undone, and agreements overruled.

A ruling is written once and never changed. A later ruling replaces it, or an undoing takes it back,
and then the ruling that it had replaced stands again.
"""

from collections.abc import Iterable, Sequence
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from annotations.disagreements import options, sync
from annotations.disagreements.comparison import Group
from annotations.disagreements.groups import (
    considered_ids,
    considered_lanes,
    groups_by_row,
    letters_by_layer,
    load_alias_names,
    load_text,
)
from annotations.disagreements.options import Ruled, Ruling
from annotations.disagreements.ruled_spans import repeat_ruled_spans, write_ruled_spans
from annotations.locks import locked_review
from annotations.models import (
    Adjudication,
    Annotation,
    Disagreement,
    Review,
    RuledSpan,
    Undoing,
)
from annotations.models.adjudication import Action, Reason, Rule
from annotations.models.disagreement import Kind, State
from annotations.readers import is_party
from annotations.review import disputes
from annotations.review.actions import EditedSpan, NothingToRule, ruling_of_action, rulings_equal
from annotations.review.lifecycle import ReviewClosed, refuse_while_suspended
from annotations.review.reasons import EDITED, NOTHING, fitting_reasons
from annotations.review.saying_why import (
    ReasonMissing,
    outcome_of,
    reasons_for_group,
    refuse_unfit_reason,
    tell_why_is_needed,
)
from newsroom import history
from newsroom.models import User
from newsroom.prepared import ask
from newsroom.problems import Refused


class OwnWork(Refused):
    status = 403
    code = "own-work"
    title = gettext_lazy("You annotated this article yourself")


class Meanwhile(Refused):
    """Somebody ruled, or the layers changed, since the reviewer opened the group.

    `extra` has the fingerprint and the standing ruling as they are now.
    """

    code = "meanwhile"
    title = gettext_lazy("This has changed since you looked")


@transaction.atomic
def settle_group(
    disagreement: Disagreement,
    *,
    action: str,
    fingerprint: str,
    standing: int | None,
    by: User,
    letters: Sequence[str] = (),
    spans: Sequence[EditedSpan] = (),
    reason: str = "",
    note: str = "",
) -> Adjudication:
    """Rule on a group: take one lane, several, the longest, the common part, an edit, or nothing.

    `letters` are those of the lanes to take, `spans` those of an edit. `fingerprint` is that of the
    content that the reviewer saw, `standing` the id of the ruling that they saw stand: raises
    Meanwhile if either has changed. A reason is needed unless a majority of the layers has just
    these spans, and has to fit (`reasons`). In a closed review only a disputed group can be ruled
    on, and the ruling answers the dispute. Raises OwnWork, Suspended, ReviewClosed, ReasonMissing,
    ReasonUnfit, NoteMissing, NothingToRule, and for the spans of an edit what
    `layers.editing.add_annotation` raises for content.
    """
    review, row, before = _lock_as_seen(disagreement, fingerprint, standing, by=by)
    group = groups_by_row(review, [row]).get(row.pk)
    lanes = letters_by_layer(review)
    text = disagreement.review.revision.text  # It never changes: that of the page will do.
    ruling = ruling_of_action(group, lanes, action, letters, spans, text)
    refuse_duplicate_spans(review, ruling, besides=before)
    if not reason and not _is_held_by_majority(ruling, group):
        raise ReasonMissing(tell_why_is_needed(len(group.lanes) if group else 2))
    refuse_unfit_reason(reason, note, reasons_for_group(row, group, outcome_of(action, ruling)))
    made = Adjudication.objects.create(
        review=review,
        disagreement=row,
        # A lane that says nothing is taken: nothing is to stand.
        action=action if ruling else Action.NOTHING,
        reason=reason,
        note=note,
        guideline_gap=reason == Reason.GUIDELINE_GAP,
        considered=considered_lanes(group, lanes),
        fingerprint=row.fingerprint,
        replaces=before,
        decided_by=by,
    )
    write_ruled_spans([(made, ruling)], text)
    _finish_ruling(row, made, ruling, by=by)
    return made


@transaction.atomic
def confirm_ruling(
    disagreement: Disagreement,
    *,
    fingerprint: str,
    standing: int | None,
    by: User,
    note: str = "",
) -> Adjudication:
    """Confirm a stale or disputed ruling for the present content of the layers.

    Its spans, links and reason are written again. Raises as `settle_group`, and NothingToRule where
    no ruling stands.
    """
    review, row, before = _lock_as_seen(disagreement, fingerprint, standing, by=by)
    if before is None:
        raise NothingToRule(_("There is no decision to confirm."))
    refuse_duplicate_spans(review, before.ruled_spans.all(), besides=before)
    group = groups_by_row(review, [row]).get(row.pk)
    made = Adjudication.objects.create(
        review=review,
        disagreement=row,
        action=before.action,
        reason=before.reason,
        note=note or before.note,
        guideline_gap=before.guideline_gap,
        considered=considered_lanes(group, letters_by_layer(review)),
        fingerprint=row.fingerprint,
        replaces=before,
        decided_by=by,
    )
    _finish_ruling(row, made, repeat_ruled_spans(before, made), by=by)
    return made


@transaction.atomic
def overrule_agreement(
    agreed: Adjudication,
    *,
    spans: Sequence[EditedSpan],
    by: User,
    reason: str,
    note: str = "",
) -> Adjudication:
    """Replace a unanimous ruling by other spans, or none.

    The agreement gets a row among the disagreements, of the kind «agreed», so that the new ruling
    can be disputed, changed and become stale like any other. Raises as `settle_group`.
    """
    review = locked_review(agreed.review)
    refuse_own_work(review, by)
    refuse_while_suspended(review)
    refuse_closed(review)
    if agreed.rule != Rule.UNANIMOUS or not is_standing(agreed):
        raise Meanwhile(_("That decision no longer stands."))
    if not reason:
        raise ReasonMissing(_("All editors agree here: say why you decide otherwise."))
    action = Action.EDIT if spans else Action.NOTHING
    text = load_text(review)
    ruling = ruling_of_action(None, {}, action, (), spans, text)
    refuse_duplicate_spans(review, ruling, besides=agreed)
    fitting = fitting_reasons([Kind.AGREED], EDITED if spans else NOTHING)
    refuse_unfit_reason(reason, note, fitting)
    row = _row_of_agreed(agreed)
    made = Adjudication.objects.create(
        review=review,
        disagreement=row,
        action=action,
        reason=reason,
        note=note,
        guideline_gap=reason == Reason.GUIDELINE_GAP,
        considered=agreed.considered,
        fingerprint=agreed.fingerprint,
        replaces=agreed,
        decided_by=by,
    )
    write_ruled_spans([(made, ruling)], text)
    record_ruling_event("agreement.overruled", made, by=by, spans=ruling)
    disputes.answer_threads([made], by=by)
    Disagreement.objects.filter(pk=row.pk).update_states()
    return made


@transaction.atomic
def undo_ruling(ruling: Adjudication, *, by: User) -> Undoing:
    """Take a ruling back; the ruling that it had replaced stands again.

    Raises Meanwhile if it no longer stands, NothingToRule for a unanimous ruling and where another
    ruling has the same spans by now, OwnWork, Suspended, ReviewClosed.
    """
    review = locked_review(ruling.review)
    refuse_to_undo(review, by=by)
    if ruling.rule == Rule.UNANIMOUS:
        raise NothingToRule(_("All editors agree on this: decide otherwise instead of undoing it."))
    if not is_standing(ruling):
        raise Meanwhile(_("That decision no longer stands."))
    if ruling.replaces is not None:
        refuse_duplicate_spans(review, ruling.replaces.ruled_spans.all(), besides=ruling)
    undoing = record_undoing(ruling, by=by)
    if ruling.disagreement_id is not None:
        Disagreement.objects.filter(pk=ruling.disagreement_id).update_states()
    # While the ruling stood, no unanimous ruling was made on spans that the layers agree on now.
    sync.rebuild(review, by=by)
    return undoing


def _is_held_by_majority(ruling: Ruling, group: Group | None) -> bool:
    if group is None:
        return False
    names = load_alias_names()
    return rulings_equal(ruling, options.majority(group, names), names)


def is_standing(ruling: Adjudication) -> bool:
    return Adjudication.objects.filter(pk=ruling.pk).standing().exists()


def refuse_own_work(review: Review, by: User) -> None:
    if is_party(by, review.revision_id):
        raise OwnWork(_("Somebody else has to decide what you took part in."))


def _lock_as_seen(
    disagreement: Disagreement, fingerprint: str, standing: int | None, *, by: User
) -> tuple[Review, Disagreement, Adjudication | None]:
    """The review, locked, the row and its standing ruling, as they were seen or Meanwhile."""
    review = locked_review(disagreement.review)
    refuse_own_work(review, by)
    refuse_while_suspended(review)
    row = Disagreement.objects.filter(pk=disagreement.pk).first()
    if row is None:
        raise Meanwhile(_("The editors have changed their marks: this disagreement is gone."))
    before = Adjudication.objects.standing_on(row)
    now = before.pk if before else None
    if row.fingerprint != fingerprint or now != standing:
        raise Meanwhile(
            _("Look at it as it is now; what you typed is kept."),
            fingerprint=row.fingerprint,
            standing=now,
        )
    if row.state != State.DISPUTED:
        refuse_closed(review)
    return review, row, before


def refuse_duplicate_spans(
    review: Review, spans: Iterable[Ruled | RuledSpan], *, besides: Adjudication | None
) -> None:
    """Raises NothingToRule where a ruling other than `besides` has the same extent and label.

    The longest span or the common part may happen to be a span that all agree on.
    """
    places = {(one.start, one.end, one.label) for one in spans}
    if not places:
        return
    starts = [start for start, _end, _label in places]
    but = besides.pk if besides is not None else 0
    if not places.isdisjoint(ask(_ruled_at, review=review.pk, starts=starts, besides=but)):
        raise NothingToRule(
            _("These words have this label by another decision; change that first.")
        )


def _ruled_at(*, review: Any, starts: Any, besides: Any) -> QuerySet[Any]:
    others = Adjudication.objects.filter(review=review).standing().exclude(pk=besides)
    ruled = RuledSpan.objects.filter(adjudication__in=others, start__in=starts).order_by()
    return ruled.values_list("start", "end", "label")


def refuse_closed(review: Review) -> None:
    if review.is_released:
        raise ReviewClosed(_("Reopen it first, unless somebody objects to the decision."))


def refuse_to_undo(review: Review, *, by: User) -> None:
    refuse_own_work(review, by)
    refuse_while_suspended(review)
    refuse_closed(review)


def _finish_ruling(
    row: Disagreement, ruling: Adjudication, spans: Iterable[Any], *, by: User
) -> None:
    """Record the event of a ruling, end the reservation, and answer the threads of its group."""
    record_ruling_event("disagreement.settled", ruling, by=by, spans=spans)
    disputes.answer_threads([ruling], by=by)
    settled = Disagreement.objects.filter(pk=row.pk)
    settled.update_states(reserved_by=None, reserved_until=None)


def record_undoing(ruling: Adjudication, *, by: User) -> Undoing:
    """Take the ruling back; the state of its group is left to the caller."""
    undoing = Undoing.objects.create(adjudication=ruling, undone_by=by)
    record_ruling_event("ruling.undone", ruling, by=by, spans=ruling.ruled_spans.all())
    disputes.answer_disputes_of_undone(ruling, by=by)
    return undoing


def _row_of_agreed(agreed: Adjudication) -> Disagreement:
    """The row of an agreement, made unless it was overruled before."""
    ids = considered_ids(agreed)
    spans = [span for lane in agreed.considered["lanes"] for span in lane["spans"]]
    old = Disagreement.objects.filter(
        review=agreed.review, kind=Kind.AGREED, adjudications__replaces=agreed
    ).first()
    row = old or Disagreement(review=agreed.review)
    row.kind, row.further = Kind.AGREED, []
    row.start, row.end = spans[0]["start"], spans[0]["end"]
    row.labels, row.overlap, row.versions = [spans[0]["label"]], 1.0, 1
    row.fingerprint, row.gone_at = agreed.fingerprint, None
    row.save()
    row.annotations.set(Annotation.objects.filter(pk__in=ids))
    return row


def record_ruling_event(verb: str, ruling: Adjudication, *, by: User, spans: Iterable[Any]) -> None:
    history.record(
        verb,
        ruling,
        by=by,
        revision_id=ruling.review.revision_id,
        disagreement=ruling.disagreement_id,
        action=ruling.action,
        reason=ruling.reason,
        rule=ruling.rule,
        spans=[{"start": one.start, "end": one.end, "label": one.label} for one in spans],
    )
