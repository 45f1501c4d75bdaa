"""The stored state of a disagreement beside what follows from its rulings and threads."""

import random

import pytest
from django.db.utils import IntegrityError

from annotations.discussion import threads
from annotations.models import Adjudication, Thread
from annotations.models.disagreement import UNSETTLED, State
from annotations.review import adjudicating, batch_rules, disputes
from annotations.review import lifecycle as review_lifecycle
from newsroom.problems import Refused
from tests.factories import make_reviewer
from tests.worlds import make_review, redraw_layer, settle_group

pytestmark = pytest.mark.django_db


def random_line(chance):
    return "".join(chance.choice("....qqqqcs") for _place in range(24))


def some(chance, rows):
    return chance.choice(list(rows.order_by("pk")) or [None])


def settle(review, chance, by):
    if row := some(chance, review.disagreements.all()):
        settle_group(row, chance.choice(["nothing", "several"]), letters=["A", "B"], by=by)


def confirm(review, chance, by):
    if row := some(chance, review.disagreements.unsettled()):
        standing = Adjudication.objects.standing_on(row)
        adjudicating.confirm_ruling(
            row, fingerprint=row.fingerprint, standing=standing and standing.pk, by=by
        )


def undo(review, chance, by):
    if ruling := some(chance, review.adjudications.standing()):
        adjudicating.undo_ruling(ruling, by=by)


def overrule(review, chance, by):
    if agreed := some(chance, review.adjudications.filter(rule="unanimous").standing()):
        adjudicating.overrule_agreement(agreed, spans=[], by=by, reason="label")


def by_rule(review, chance, by):
    found = batch_rules.proposals_of_rule("majority", review)
    previewed = {one.disagreement.pk: one.disagreement.fingerprint for one in found[:2]}
    batch, _made = batch_rules.settle_by_rule("majority", review, previewed=previewed, by=by)
    if chance.random() < 0.5:
        batch_rules.undo_batch(batch, by=by)


def ask(review, chance, by):
    if row := some(chance, review.disagreements.all()):
        threads.open_thread(row, kind=chance.choice(["question", "comment"]), text="?", by=by)


def resolve(review, chance, by):
    if thread := some(chance, Thread.objects.all()):
        act = threads.reopen if thread.is_resolved else threads.resolve
        act(thread, by=by)


def change_layer(review, chance, by):
    redraw_layer(review, chance.choice("AB"), random_line(chance))


def close(review, chance, by):
    for row in review.disagreements.unsettled():
        settle_group(row, "nothing", by=by)
    review_lifecycle.close_review(review, by=by)


def dispute(review, chance, by):
    layer = some(chance, review.revision.layers.all())
    ruling = some(chance, review.adjudications.standing().exclude(disagreement=None))
    if ruling:
        disputes.dispute_ruling(ruling, text="No.", by=layer.editor)


def reopen(review, chance, by):
    review_lifecycle.reopen_review(review, by=by)


ACTS = (settle, settle, confirm, undo, overrule, by_rule, ask, resolve, change_layer)
ACTS += (close, dispute, dispute, reopen)


def test_the_state_is_what_follows_after_whatever_was_done():
    seen = set()
    for seed in range(6):
        chance = random.Random(seed)
        review, by = make_review(A=random_line(chance), B=random_line(chance)), make_reviewer()
        for _step in range(40):
            review.refresh_from_db()
            try:
                chance.choice(ACTS)(review, chance, by)
            except Refused:
                continue
            for row in review.disagreements.with_derived_state():
                assert row.state == row.derived, row
                assert row.is_unsettled == (row.state in UNSETTLED)
                seen.add(row.state)
    assert seen == set(State.values)


def test_the_database_refuses_a_state_that_there_is_not():
    review = make_review(A="cccc", B="..cc")
    with pytest.raises(IntegrityError):
        review.disagreements.update(state="nonsense")
