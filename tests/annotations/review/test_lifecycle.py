"""When a review opens, waits and closes."""

import datetime

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from annotations.discussion import threads
from annotations.layers import lifecycle as layer_lifecycle
from annotations.models import Layer, Review
from annotations.review import lifecycle as review_lifecycle
from newsroom.models import Event
from tests.factories import make_editor, make_layer, make_reviewer, make_revision
from tests.worlds import (
    dispute_group,
    draw_line,
    final_lines,
    layer_of,
    make_group_thread,
    make_layers,
    make_review,
    only_group,
    settle_group,
    states_of,
)

pytestmark = pytest.mark.django_db


def submit(layer):
    return layer_lifecycle.submit(layer, by=layer.editor)


@pytest.mark.parametrize("needed", [1, 2, 3])
def test_a_review_opens_with_the_last_layer_that_was_needed(settings, needed):
    settings.LAYERS_NEEDED = needed
    revision = make_revision()
    for _layer in range(needed - 1):
        submit(layer_lifecycle.start(revision, by=make_editor()))
        assert review_lifecycle.review_of(revision.pk) is None
    last = layer_lifecycle.start(revision, by=make_editor())
    assert review_lifecycle.review_of(revision.pk) is None
    submit(last)
    review = Review.objects.get(revision=revision)
    assert review.opened_by is None
    assert Event.objects.get(verb="review.opened").actor == last.editor


def test_where_one_layer_is_enough_it_is_final_at_once(settings):
    settings.LAYERS_NEEDED = 1
    revision = make_revision(text="abcdefghij")
    layer = make_layer(revision=revision)
    draw_line(layer, "..qqqq..c")
    submit(layer)
    review = Review.objects.get()
    assert (review.is_released, review.closed_by) == (True, None)
    assert final_lines(review) == ["quote 2-6", "claim 8-9"]
    assert Event.objects.filter(verb="review.closed").count() == 1


def test_where_one_is_enough_but_two_were_asked_they_may_disagree(settings):
    settings.LAYERS_NEEDED = 1
    revision, lead = make_revision(text="abcdefghij"), make_reviewer()
    one, other = (layer_lifecycle.assign(revision, make_editor(), by=lead) for _layer in range(2))
    draw_line(one, "qqqq")
    submit(one)
    assert review_lifecycle.review_of(revision.pk) is None
    submit(other)
    assert not Review.objects.get().is_released


def test_a_review_waits_for_every_layer_that_was_assigned():
    revision, lead = make_revision(), make_reviewer()
    late = layer_lifecycle.assign(
        revision, make_editor(), by=lead, due_on=datetime.date(2020, 1, 1)
    )
    for _layer in range(3):
        submit(layer_lifecycle.start(revision, by=make_editor()))
    assert not Review.objects.exists()
    submit(late)
    assert Review.objects.exists()


def test_a_review_does_not_wait_for_a_layer_that_somebody_just_began():
    revision = make_revision()
    begun = layer_lifecycle.start(revision, by=make_editor())
    submit(layer_lifecycle.start(revision, by=make_editor()))
    submit(layer_lifecycle.start(revision, by=make_editor()))
    assert Review.objects.exists()
    submit(begun)
    assert Review.objects.count() == 1


def test_a_review_opens_when_the_layer_that_it_waited_for_is_taken_back():
    revision, lead = make_revision(), make_reviewer()
    late = layer_lifecycle.assign(revision, make_editor(), by=lead)
    for _layer in range(2):
        submit(layer_lifecycle.start(revision, by=make_editor()))
    assert not Review.objects.exists()
    layer_lifecycle.take_back(late, by=lead)
    assert Review.objects.exists()


def test_a_review_does_not_open_while_a_layer_is_open_again():
    revision = make_revision()
    one, two, three = (layer_lifecycle.start(revision, by=make_editor()) for _layer in range(3))
    submit(one)
    layer_lifecycle.reopen(one, by=one.editor)
    submit(two)
    submit(three)
    assert not Review.objects.exists()
    submit(one)
    assert Review.objects.exists()


def test_a_reviewer_opens_early_once_somebody_has_submitted():
    revision, reviewer = make_revision(), make_reviewer()
    layer = layer_lifecycle.assign(revision, make_editor(), by=reviewer)
    with pytest.raises(review_lifecycle.NotReady):
        review_lifecycle.open_review_early(revision, by=reviewer)
    submit(layer)
    assert not Review.objects.exists()
    review = review_lifecycle.open_review_early(revision, by=reviewer)
    assert review.opened_by == reviewer
    assert review_lifecycle.open_review_early(revision, by=make_reviewer()) == review
    assert Event.objects.filter(verb="review.opened").count() == 1


def test_a_review_is_not_opened_early_while_a_layer_is_open_again_or_the_article_archived():
    revision, reviewer = make_layers(A="qq", B="qq"), make_reviewer()
    again = layer_lifecycle.reopen(revision.layers.get(letter="A"), by=reviewer)
    with pytest.raises(review_lifecycle.NotReady):
        review_lifecycle.open_review_early(revision, by=reviewer)
    submit(again)
    revision = make_layers(A="qq")
    revision.article.archived_at = timezone.now()
    revision.article.save()
    with pytest.raises(layer_lifecycle.ArticleArchived):
        review_lifecycle.open_review_early(revision, by=reviewer)


def test_once_a_review_is_open_nobody_starts_a_layer_but_a_reviewer_may_assign_one():
    review, lead = make_review(A="qqqq", B="qqqq"), make_reviewer()
    with pytest.raises(review_lifecycle.ReviewOpened):
        layer_lifecycle.start(review.revision, by=make_editor())
    own = layer_of(review, "A")
    assert layer_lifecycle.start(review.revision, by=own.editor) == own
    late = layer_lifecycle.assign(review.revision, make_editor(), by=lead)
    assert states_of(review) == []
    submit(late)
    assert states_of(review) == ["open missing 0-4"]
    assert final_lines(review) == []


def test_a_layer_that_was_taken_back_is_not_started_again_once_the_review_is_open():
    revision = make_layers(A="qq", B="qq")
    gone = make_layer(revision=revision, taken_back_at=timezone.now())
    layer_lifecycle.start(revision, by=gone.editor)
    layer_lifecycle.take_back(gone, by=make_reviewer())
    assert Review.objects.exists()
    with pytest.raises(review_lifecycle.ReviewOpened):
        layer_lifecycle.start(revision, by=gone.editor)
    assert layer_lifecycle.assign(revision, gone.editor, by=make_reviewer()).is_open


def test_an_editor_reopens_until_the_review_is_open_and_a_reviewer_until_it_is_closed():
    revision, reviewer = make_layers(A="qq"), make_reviewer()
    layer = revision.layers.get()
    assert layer_lifecycle.may_reopen(layer, by=layer.editor)
    submit(layer_lifecycle.reopen(layer, by=layer.editor))
    layer.refresh_from_db()
    review = review_lifecycle.open_review_early(revision, by=reviewer)
    assert not layer_lifecycle.may_reopen(layer, by=layer.editor)
    with pytest.raises(review_lifecycle.ReviewOpened):
        layer_lifecycle.reopen(layer, by=layer.editor)
    assert layer_lifecycle.may_reopen(layer, by=reviewer)
    submit(layer_lifecycle.reopen(layer, by=reviewer))
    review_lifecycle.close_review(review, by=reviewer)
    layer.refresh_from_db()
    assert not layer_lifecycle.may_reopen(layer, by=reviewer)
    with pytest.raises(review_lifecycle.ReviewClosed):
        layer_lifecycle.reopen(layer, by=reviewer)
    with pytest.raises(PermissionDenied):
        layer_lifecycle.reopen(layer, by=make_editor())
    review_lifecycle.reopen_review(review, by=reviewer)
    assert layer_lifecycle.reopen(layer, by=reviewer).is_open


def test_reopened_says_since_when_until_the_layer_is_submitted_or_taken_back():
    layer = make_layer(submitted=True)
    assert layer_lifecycle.reopen(layer, by=layer.editor).reopened_at
    assert submit(layer).reopened_at is None
    layer_lifecycle.reopen(layer, by=layer.editor)
    assert layer_lifecycle.take_back(layer, by=make_reviewer()).reopened_at is None


def test_a_review_waits_for_a_reopened_layer_and_goes_on_without_it_when_it_is_taken_back():
    review = make_review(A="qqqq", B="..qqqq", C="")
    layer = layer_lifecycle.reopen(layer_of(review, "C"), by=make_reviewer())
    assert review_lifecycle.is_suspended(review)
    before = only_group(review).fingerprint
    with pytest.raises(review_lifecycle.Suspended):
        settle_group(only_group(review))
    with pytest.raises(review_lifecycle.Suspended):
        review_lifecycle.close_review(review, by=make_reviewer())
    layer_lifecycle.take_back(layer, by=make_reviewer())
    assert not review_lifecycle.is_suspended(review)
    assert only_group(review).fingerprint != before
    settle_group(only_group(review), letters=["A"])


def test_nothing_is_rebuilt_while_another_layer_is_open_again():
    review, reviewer = make_review(A="qqqq", B="..qqqq", C=""), make_reviewer()
    before = only_group(review).fingerprint
    for letter in "AC":
        layer_lifecycle.reopen(layer_of(review, letter), by=reviewer)
    draw_line(layer_of(review, "C"), "qqqqqq")
    submit(layer_of(review, "C"))
    assert only_group(review).fingerprint == before
    submit(layer_of(review, "A"))
    assert only_group(review).fingerprint != before


def test_a_review_closes_when_all_is_settled_and_not_before():
    review, reviewer = make_review(A="qqqq..cc", B="..qqqq.."), make_reviewer()
    with pytest.raises(review_lifecycle.NotSettled, match="2 disagreements are"):
        review_lifecycle.close_review(review, by=reviewer)
    for row in review.disagreements.all():
        settle_group(row, "take", letters=["A"])
    closed = review_lifecycle.close_review(review, by=reviewer)
    assert (closed.is_released, closed.closed_by) == (True, reviewer)
    assert review_lifecycle.close_review(review, by=make_reviewer()).closed_by == reviewer
    assert Event.objects.filter(verb="review.closed").count() == 1


def test_a_dispute_keeps_a_review_from_closing_and_a_question_on_what_is_settled_does_not():
    review, reviewer = make_review(A="qqqq", B="..qqqq"), make_reviewer()
    row = only_group(review)
    make_group_thread(row, kind="question", opened_by=reviewer)
    assert states_of(review) == ["asked boundary 0-6"]
    settle_group(row, letters=["A"])
    dispute = dispute_group(row)
    assert states_of(review) == ["disputed boundary 0-6"]
    with pytest.raises(review_lifecycle.NotSettled, match="1 disagreement is"):
        review_lifecycle.close_review(review, by=reviewer)
    threads.resolve(dispute, by=reviewer)
    review_lifecycle.close_review(review, by=reviewer)


def test_a_closed_review_takes_no_layer_and_no_submission_until_it_is_reopened():
    review, reviewer = make_review(A="qqqq", B="qqqq"), make_reviewer()
    late = layer_lifecycle.assign(review.revision, make_editor(), by=reviewer)
    review_lifecycle.close_review(review, by=reviewer)
    with pytest.raises(review_lifecycle.ReviewClosed):
        submit(late)
    with pytest.raises(review_lifecycle.ReviewClosed):
        layer_lifecycle.assign(review.revision, make_editor(), by=reviewer)
    assert final_lines(review) == ["quote 0-4"]
    assert not review_lifecycle.reopen_review(review, by=reviewer).is_released
    assert Event.objects.filter(verb="review.reopened").count() == 1
    review_lifecycle.reopen_review(review, by=reviewer)
    assert Event.objects.filter(verb="review.reopened").count() == 1
    submit(late)
    assert states_of(review) == ["open missing 0-4"]


def test_an_assigned_layer_that_somebody_began_alone_is_waited_for_from_then_on():
    revision, editor, lead = make_revision(), make_editor(), make_reviewer()
    own = layer_lifecycle.start(revision, by=editor)
    assert layer_lifecycle.assign(revision, editor, by=lead).pk == own.pk
    for _layer in range(2):
        submit(layer_lifecycle.start(revision, by=make_editor()))
    assert not Review.objects.exists()
    assert Layer.objects.get(pk=own.pk).assigned_by == lead
