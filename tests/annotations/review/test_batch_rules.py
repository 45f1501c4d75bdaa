"""A rule settles what its preview showed, as one batch."""

import pytest

from annotations.models import Disagreement
from annotations.review import adjudicating, batch_rules
from annotations.review import lifecycle as review_lifecycle
from annotations.review.actions import EditedSpan
from newsroom.models import Event
from tests.factories import make_reviewer
from tests.worlds import (
    TEXT,
    dispute_group,
    draw_line,
    final_lines,
    make_group_thread,
    make_layers,
    make_review,
    redraw_layer,
    settle_group,
    states_of,
)

pytestmark = pytest.mark.django_db

QUOTED = "He said “we build” on Monday, twice."


def seen(proposals):
    return {one.disagreement.pk: one.disagreement.fingerprint for one in proposals}


def as_lines(proposals):
    return [[f"{span.label} {span.start}-{span.end}" for span in one.ruling] for one in proposals]


def test_a_rule_settles_exactly_what_its_preview_showed():
    review = make_review(A="qqqq..cc..ss", B="qqqq......s.", C="...qqqqq..ss")
    preview = batch_rules.proposals_of_rule("majority", review)
    assert as_lines(preview) == [["quote 0-4"], [], ["statistic 10-12"]]
    reviewer = make_reviewer()
    batch, made = batch_rules.settle_by_rule(
        "majority", review, previewed=seen(preview), by=reviewer
    )
    assert final_lines(review) == ["quote 0-4", "statistic 10-12"]
    assert [ruling.action for ruling in made] == ["take", "nothing", "take"]
    assert {(one.rule, one.batch, one.decided_by) for one in made} == {
        ("majority", batch, reviewer)
    }
    assert all(state.startswith("settled") for state in states_of(review))
    assert Event.objects.filter(verb="disagreement.settled").count() == 3
    assert batch_rules.proposals_of_rule("majority", review) == []


def test_a_rule_leaves_alone_what_the_preview_did_not_show_or_what_has_changed_since():
    review = make_review(A="qq.qq.qq", B="qq.qq.qq", C="")
    previewed = seen(batch_rules.proposals_of_rule("majority", review))
    first, second, _third = sorted(previewed)
    previewed[first] = "what it was before"
    del previewed[second]
    _batch, made = batch_rules.settle_by_rule(
        "majority", review, previewed=previewed, by=make_reviewer()
    )
    assert len(made) == 1
    assert [line.split()[0] for line in states_of(review)] == ["open", "open", "settled"]


def test_a_rule_never_touches_what_a_person_ruled_on_asked_about_or_disputes():
    review = make_review(A="qq.qq.qq.qq", B="qq.qq.qq.qq", C="")
    stale, asked, contested, _free = review.disagreements.order_by("start")
    settle_group(stale, "nothing", reason="not checkable")
    redraw_layer(review, "C", "..........")
    Disagreement.objects.filter(pk=stale.pk).update(fingerprint="other")
    Disagreement.objects.filter(pk=stale.pk).update_states()
    make_group_thread(asked, kind="question", opened_by=make_reviewer())
    settle_group(contested, "nothing", reason="not checkable")
    dispute_group(contested)
    assert [line.split()[0] for line in states_of(review)] == ["stale", "asked", "disputed", "open"]
    preview = batch_rules.proposals_of_rule("majority", review)
    assert as_lines(preview) == [["quote 9-11"]]


def test_a_rule_leaves_words_alone_that_have_the_label_by_another_ruling():
    review = make_review(A="qq..cc", B="qqq.cc", C="")
    quote = Disagreement.objects.get(review=review, kind="boundary")
    assert as_lines(batch_rules.proposals_of_rule("majority", review)) == [["claim 4-6"]]
    ruling = settle_group(quote, "edit", spans=[EditedSpan(4, 6, TEXT[4:6], "claim")])
    assert batch_rules.proposals_of_rule("majority", review) == []
    adjudicating.undo_ruling(ruling, by=make_reviewer())
    assert as_lines(batch_rules.proposals_of_rule("majority", review)) == [["claim 4-6"]]


def test_a_batch_is_taken_back_as_one_and_what_was_ruled_since_stays():
    review, reviewer = make_review(A="qq.qq.qq", B="qq.qq.qq", C=""), make_reviewer()
    preview = batch_rules.proposals_of_rule("majority", review)
    batch, made = batch_rules.settle_by_rule(
        "majority", review, previewed=seen(preview), by=reviewer
    )
    settle_group(made[0].disagreement, "nothing", reason="not checkable")
    assert batch_rules.undo_batch(batch, by=reviewer) == 2
    assert [line.split()[0] for line in states_of(review)] == ["settled", "open", "open"]
    assert final_lines(review) == []
    assert batch_rules.undo_batch(batch, by=reviewer) == 0


def test_the_rule_of_edges_settles_only_marks_and_punctuation():
    revision = make_layers(A="", B="", text=QUOTED)
    draw_line(revision.layers.get(letter="A"), "........qqqqqqqqqq")
    draw_line(revision.layers.get(letter="B"), ".........qqqqqqqq.")
    draw_line(revision.layers.get(letter="A"), " " * 22 + "cccccc")
    draw_line(revision.layers.get(letter="B"), " " * 22 + "ccccccc")
    draw_line(revision.layers.get(letter="A"), "ss")
    draw_line(revision.layers.get(letter="B"), "sssssss")
    review = review_lifecycle.open_review_early(revision, by=make_reviewer())
    preview = batch_rules.proposals_of_rule("edges", review)
    assert as_lines(preview) == [["quote 8-18"], ["claim 22-28"]]
    batch_rules.settle_by_rule("edges", review, previewed=seen(preview), by=make_reviewer())
    assert [line.split()[0] for line in states_of(review)] == ["open", "settled", "settled"]


def test_the_rule_of_details_settles_what_is_the_same_once_normalised():
    revision = make_layers(A="", B="")
    for letter, one, other in (("A", "The U.N.", "Ana"), ("B", "UN", "Ben")):
        layer = revision.layers.get(letter=letter)
        draw_line(layer, "qqqq", attributed_to=one)
        draw_line(layer, ".....qqqq", attributed_to=other)
    review = review_lifecycle.open_review_early(revision, by=make_reviewer())
    preview = batch_rules.proposals_of_rule("details", review)
    assert as_lines(preview) == [["quote 0-4"]]
    batch_rules.settle_by_rule("details", review, previewed=seen(preview), by=make_reviewer())
    assert states_of(review) == ["settled details 0-4", "open details 5-9"]


def test_a_preview_asks_the_same_number_of_queries_for_few_and_many_groups(
    django_assert_num_queries,
):
    for count in (5, 15):
        review = make_review(A="q." * count, B="q." * count, C="")
        with django_assert_num_queries(9):
            assert len(batch_rules.proposals_of_rule("majority", review)) == count
