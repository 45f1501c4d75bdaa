"""Each state of a disagreement as a condition by itself, beside the state that each row tells."""

import pytest

from annotations.discussion import threads
from annotations.models import Adjudication, Disagreement, Thread
from annotations.models.disagreement import State
from annotations.review import adjudicating
from annotations.review import lifecycle as review_lifecycle
from tests.factories import make_reviewer
from tests.worlds import (
    dispute_group,
    make_review,
    move_annotation,
    only_group,
    redraw_layer,
    settle_group,
)

pytestmark = pytest.mark.django_db


def opened():
    return only_group(make_review(A="cccc", B="..cc"))


def ruled():
    row = opened()
    settle_group(row, letters=["A"])
    return row


def with_question(row):
    threads.open_thread(row, kind="question", text="Which?", by=make_reviewer())
    return row


def made_stale():
    row = ruled()
    move_annotation(row.review, "B", 1, 4)
    return row


def with_dispute(row):
    dispute_group(row)
    return row


def undone(row):
    adjudicating.undo_ruling(Adjudication.objects.standing_on(row), by=make_reviewer())
    return row


def ruled_again(row):
    settle_group(row, letters=["A"])
    return row


def emptied(row):
    redraw_layer(row.review, "A")
    redraw_layer(row.review, "B")
    return row


def closed():
    row = ruled()
    review_lifecycle.close_review(row.review, by=make_reviewer())
    return row


def answered(row):
    thread = Thread.objects.get()
    threads.resolve(thread, by=thread.opened_by)
    return row


WAYS = {
    "open": (opened, lambda: undone(ruled()), lambda: answered(with_question(opened()))),
    "asked": (lambda: with_question(opened()),),
    "disputed": (
        lambda: with_dispute(ruled()),
        lambda: with_dispute(made_stale()),
        lambda: with_dispute(closed()),
    ),
    "settled": (
        ruled,
        closed,
        lambda: with_question(ruled()),
        lambda: ruled_again(undone(ruled())),
        lambda: ruled_again(made_stale()),
        lambda: answered(with_dispute(ruled())),
    ),
    "stale": (
        made_stale,
        lambda: undone(ruled_again(made_stale())),
        lambda: emptied(ruled()),
    ),
    "gone": (lambda: undone(emptied(ruled())),),
}
MADE = [(state, way) for state, ways in WAYS.items() for way in ways]


@pytest.mark.parametrize(("state", "way"), MADE)
def test_a_row_is_found_by_the_state_that_it_tells_and_by_no_other(state, way):
    row = way()
    rows = Disagreement.objects.filter(pk=row.pk)
    found = rows.with_derived_state().get()
    assert (found.state, found.derived) == (state, state)
    assert [one for one in State.values if rows.in_state(one).exists()] == [state]
    assert rows.unsettled().exists() == (state in ("open", "asked", "disputed", "stale"))


def test_a_change_is_noted_where_the_content_changed_and_nowhere_else():
    review = make_review(A="cccc....qqqq", B="..cc......qq")
    first, second = Disagreement.objects.filter(review=review).order_by("start")
    assert first.changed_at is None
    move_annotation(review, "B", 1, 4)
    first.refresh_from_db()
    second.refresh_from_db()
    assert first.changed_at is not None
    assert second.changed_at is None


def test_what_is_gone_though_it_was_ruled_on_has_changed():
    row = emptied(ruled())
    row.refresh_from_db()
    assert row.gone_at is not None
    assert row.changed_at == row.gone_at
