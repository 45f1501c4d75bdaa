"""Where an editor's annotation stands, and who may know it."""

from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from annotations.layers import lifecycle as layer_lifecycle
from annotations.models import Adjudication, Annotation
from annotations.review import adjudicating
from annotations.review import lifecycle as review_lifecycle
from annotations.review.annotation_status import Status, in_dispute, with_status
from tests.factories import make_editor, make_layer, make_reviewer, make_superuser
from tests.worlds import (
    dispute_group,
    draw_line,
    layer_of,
    make_layers,
    make_review,
    move_annotation,
    only_group,
    settle_group,
)

pytestmark = pytest.mark.django_db


def told(review_or_revision, reader=None):
    """By letter: the status of each annotation, in text order."""
    revision = getattr(review_or_revision, "revision", review_or_revision)
    rows = with_status(Annotation.objects.filter(layer__revision=revision), reader)
    found = {}
    for row in rows.order_by("layer__letter", "start"):
        found.setdefault(row.layer.letter, []).append(row.status)
    return {letter: " ".join(some) for letter, some in found.items()}


def test_an_annotation_is_open_then_submitted_until_there_is_a_review():
    revision = make_layers(A="qqqq")
    draw_line(make_layer(revision=revision, letter="B"), "qqqq")
    assert told(revision) == {"A": "submitted", "B": "open"}
    review_lifecycle.open_review_early(revision, by=make_reviewer())
    assert told(revision) == {"A": "agreed", "B": "open"}


def test_what_a_ruling_holds_is_accepted_and_the_rest_of_its_group_rejected():
    review = make_review(A="qqqq..cc", B="..qqqqcc", C="qqqq..cc")
    assert told(review) == dict.fromkeys("ABC", "disputed agreed")
    settle_group(only_group(review), letters=["C"])
    assert told(review) == {
        "A": "accepted agreed",
        "B": "rejected agreed",
        "C": "accepted agreed",
    }


@pytest.mark.parametrize(
    "other", [{"attributed_to": "Ben"}, {"value": Decimal(12)}, {"unit": "EUR"}, {"value": None}]
)
def test_other_details_are_rejected(other):
    same = {"attributed_to": "Ana", "value": Decimal(48), "unit": "USD"}
    revision = make_layers(A="", B="")
    draw_line(revision.layers.get(letter="A"), "ssss", **same)
    draw_line(revision.layers.get(letter="B"), "ssss", **{**same, **other})
    review = review_lifecycle.open_review_early(revision, by=make_reviewer())
    settle_group(only_group(review), letters=["A"])
    assert told(review) == {"A": "accepted", "B": "rejected"}


def test_what_is_without_a_value_is_accepted_by_a_ruling_without_one():
    review = make_review(A="ssss", B="")
    settle_group(only_group(review), letters=["A"])
    assert told(review) == {"A": "accepted"}


def test_a_group_that_is_asked_about_disputed_or_stale_is_disputed():
    review = make_review(A="qqqq", B="..qqqq")
    settle_group(only_group(review), letters=["A"])
    assert told(review) == {"A": "accepted", "B": "rejected"}
    dispute_group(only_group(review))
    assert told(review) == {"A": "disputed", "B": "disputed"}
    settle_group(only_group(review), letters=["B"])
    move_annotation(review, "B", 2, 8)
    assert told(review) == {"A": "disputed", "B": "disputed"}


def test_what_was_agreed_and_overruled_is_rejected():
    review = make_review(A="qqqq", B="qqqq")
    adjudicating.overrule_agreement(
        Adjudication.objects.get(), spans=[], reason="not checkable", by=make_reviewer()
    )
    assert told(review) == {"A": "rejected", "B": "rejected"}


def test_a_ruling_that_was_undone_accepts_nothing():
    review = make_review(A="qqqq", B="")
    adjudicating.undo_ruling(settle_group(only_group(review), letters=["A"]), by=make_reviewer())
    assert told(review) == {"A": "disputed"}


def test_a_layer_that_is_open_again_is_open():
    review = make_review(A="qqqq", B="qqqq")
    layer_lifecycle.reopen(layer_of(review, "B"), by=make_reviewer())
    assert told(review) == {"A": "agreed", "B": "open"}


def test_an_editor_is_told_submitted_until_the_release_and_a_reviewer_at_once():
    review = make_review(A="qqqq..cc", B="..qqqqcc")
    editor, party = layer_of(review, "A").editor, make_reviewer()
    make_layer(revision=review.revision, editor=party, letter="Z")
    settle_group(only_group(review), letters=["B"])
    blind = {"A": "submitted submitted", "B": "submitted submitted"}
    seeing = {"A": "rejected agreed", "B": "accepted agreed"}
    for reader in (editor, make_editor(), party):
        assert told(review, reader) == blind
    for reader in (make_reviewer(), make_superuser()):
        assert told(review, reader) == seeing
    review_lifecycle.close_review(review, by=make_reviewer())
    for reader in (editor, party):
        assert told(review, reader) == seeing


def test_the_rulings_of_other_revisions_say_nothing_of_this_one():
    settle_group(only_group(make_review(A="qqqq", B="")), letters=["A"])
    review = make_review(A="qqqq", B="")
    settle_group(only_group(review), "nothing")
    assert told(review) == {"A": "rejected"}


def test_statuses_take_one_query():
    make_review(A="qq.cc.ss", B="qq.cc")
    with CaptureQueriesContext(connection) as asked:
        assert len(with_status(Annotation.objects.all(), None)) == 5
    assert len(asked) == 1


def test_those_in_dispute_are_found_as_their_status_has_it():
    """Before the release and after it, of one's own text too, while somebody writes again."""
    party, reviewer = make_reviewer(), make_reviewer()
    _unsettled, settled = (make_review(A="qqqq..cc", B="..qqqqcc") for _review in range(2))
    settle_group(only_group(settled), "nothing")
    own = make_review(A="qqqq", B="..qqqq")
    draw_line(make_layer(revision=own.revision, letter="C", editor=party), "..qq")
    paused = make_review(A="qqqq", B="..qqqq")
    layer_lifecycle.reopen(layer_of(paused, "A"), by=reviewer)
    late = make_review(A="qqqq", B="..qqqq")
    settle_group(only_group(late), "nothing")
    review_lifecycle.close_review(late, by=reviewer)
    dispute_group(only_group(late))
    found = {}
    for reader in (reviewer, party, make_editor(), make_superuser()):
        rows = with_status(Annotation.objects.all(), reader).filter(status=Status.DISPUTED)
        found[reader] = set(in_dispute(Annotation.objects.all(), reader))
        assert found[reader] == set(rows)
    assert [len(those) for those in found.values()] == [7, 5, 2, 7]
