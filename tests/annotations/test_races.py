"""Two windows at once, with real threads and real transactions, on whichever database runs."""

import uuid

import pytest

from annotations.layers import editing
from annotations.layers import lifecycle as layer_lifecycle
from annotations.models import (
    Adjudication,
    Annotation,
    Answer,
    Comment,
    Disagreement,
    Layer,
    Review,
    RulesRun,
    Suggestion,
    Thread,
)
from annotations.review import additions, adjudicating, batch_rules, reservations
from annotations.review import lifecycle as review_lifecycle
from annotations.workspace import suggestions
from newsroom.models import Event
from newsroom.problems import Refused
from tests.at_once import at_once
from tests.factories import (
    TEXT,
    make_annotation,
    make_editor,
    make_layer,
    make_reviewer,
    make_revision,
)
from tests.worlds import layer_of, make_review, only_group, settle_group, states_of

pytestmark = pytest.mark.django_db(transaction=True)


def adding(layer, words="$48 million", **fields):
    start = TEXT.index(words)
    content = {"id": uuid.uuid4(), "label": "claim", **fields}
    return lambda: editing.add_annotation(
        layer, start=start, end=start + len(words), exact=words, by=layer.editor, **content
    )


def raised(outcomes):
    return [outcome for outcome in outcomes if isinstance(outcome, Exception)]


def test_the_same_request_sent_several_times_at_once_adds_once():
    layer, key = make_layer(), uuid.uuid4()
    outcomes = at_once(*[adding(layer, id=key) for _window in range(4)])
    assert not raised(outcomes)
    assert sorted(created for _annotation, created in outcomes) == [False, False, False, True]
    assert Annotation.objects.count() == Event.objects.count() == 1


def test_the_same_words_marked_at_once_in_several_windows_are_marked_once():
    layer = make_layer()
    outcomes = at_once(*[adding(layer) for _window in range(4)])
    assert [type(error) for error in raised(outcomes)] == [editing.SameSpan] * 3
    assert Annotation.objects.count() == Event.objects.count() == 1


def test_one_id_used_at_once_in_two_layers_goes_to_one_of_them():
    one, other, key = make_layer(), make_layer(), uuid.uuid4()
    outcomes = at_once(adding(one, id=key), adding(other, id=key))
    assert [type(error) for error in raised(outcomes)] == [editing.IdTaken]
    assert Annotation.objects.count() == 1


def test_of_several_changes_to_one_version_one_is_made_and_the_others_are_stale():
    annotation = make_annotation()
    editor = annotation.layer.editor

    def changing(note):
        return lambda: editing.change_annotation(annotation, version=1, by=editor, note=note)

    outcomes = at_once(*[changing(f"note {number}") for number in range(4)])
    assert [type(error) for error in raised(outcomes)] == [editing.Stale] * 3
    annotation.refresh_from_db()
    assert annotation.version == 2
    assert Event.objects.count() == 1


def test_a_change_and_a_withdrawal_at_once_are_one_of_them():
    annotation = make_annotation()
    editor = annotation.layer.editor
    outcomes = at_once(
        lambda: editing.change_annotation(annotation, version=1, by=editor, note="x"),
        lambda: editing.withdraw_annotation(annotation, version=1, by=editor),
    )
    assert [type(error) for error in raised(outcomes)] == [editing.Stale]
    annotation.refresh_from_db()
    assert (annotation.note == "x") != annotation.is_withdrawn


@pytest.mark.parametrize("round_", range(3))
def test_a_submission_counts_all_that_was_added_before_it_and_nothing_comes_after(round_):
    layer = make_layer()
    words = ["Council", "$48 million", "Tuesday", "2,300"]
    outcomes = at_once(
        lambda: layer_lifecycle.submit(layer, by=layer.editor),
        *[adding(layer, word) for word in words],
    )
    refused = raised(outcomes)
    assert all(isinstance(error, layer_lifecycle.LayerSubmitted) for error in refused)
    assert Annotation.objects.count() == len(words) - len(refused)
    submitted = Event.objects.get(verb="layer.submitted")
    assert submitted.detail == {"annotations": Annotation.objects.count()}
    added = Event.objects.filter(verb="annotation.added")
    assert all(event.pk < submitted.pk for event in added)


def test_a_layer_started_at_once_in_several_windows_is_one_layer():
    revision, editor = make_revision(), make_editor()
    outcomes = at_once(
        *[lambda: layer_lifecycle.start(revision, by=editor) for _window in range(3)]
    )
    assert not raised(outcomes)
    assert len({layer.pk for layer in outcomes}) == Layer.objects.count() == 1


def test_editors_who_start_at_once_have_letters_of_their_own():
    revision = make_revision()
    editors = [make_editor() for _editor in range(4)]
    outcomes = at_once(
        *[lambda editor=editor: layer_lifecycle.start(revision, by=editor) for editor in editors]
    )
    assert not raised(outcomes)
    assert {layer.letter for layer in outcomes} == set("ABCD")


def test_of_two_submissions_at_once_one_is_refused():
    layer = make_layer()
    outcomes = at_once(
        *[lambda: layer_lifecycle.submit(layer, by=layer.editor) for _window in range(2)]
    )
    assert [type(error) for error in raised(outcomes)] == [layer_lifecycle.LayerSubmitted]
    assert all(isinstance(error, Refused) for error in raised(outcomes))


def test_a_revision_opened_in_several_windows_at_once_is_read_once():
    revision = make_revision()
    suggestions.store_suggestions(revision)
    alone = Suggestion.objects.count()
    Suggestion.objects.all().delete()
    RulesRun.objects.all().delete()
    outcomes = at_once(*[lambda: suggestions.store_suggestions(revision) for _window in range(4)])
    assert not raised(outcomes)
    assert (RulesRun.objects.count(), Suggestion.objects.count()) == (1, alone)


def test_a_suggestion_accepted_at_once_in_several_windows_becomes_one_annotation():
    layer = make_layer()
    suggestions.store_suggestions(layer.revision)
    one = Suggestion.objects.get(exact="$48 million")

    def accepting(**fields):
        return lambda: suggestions.accept_suggestion(
            one, layer, id=uuid.uuid4(), by=layer.editor, **fields
        )

    note = {"start": one.start + 1, "exact": one.exact[1:]}
    outcomes = at_once(accepting(), accepting(**note), accepting(), accepting(**note))
    assert len(raised(outcomes)) == 3
    assert all(isinstance(error, Refused) for error in raised(outcomes))
    assert Annotation.objects.count() == Answer.objects.count() == 1


def settling(row, letter, reviewer):
    return lambda: adjudicating.settle_group(
        row,
        action="take",
        letters=[letter],
        reason="guideline gap",
        fingerprint=row.fingerprint,
        standing=None,
        by=reviewer,
    )


def test_of_two_reviewers_who_settle_a_group_at_once_one_wins_and_the_other_sees_what_stands():
    row, reviewers = (
        only_group(make_review(A="qqqq", B="..qqqq")),
        [make_reviewer(), make_reviewer()],
    )
    outcomes = at_once(*map(settling, [row, row], "AB", reviewers))
    (refusal,) = raised(outcomes)
    assert type(refusal) is adjudicating.Meanwhile
    (won,) = Adjudication.objects.filter(rule="")
    assert refusal.extra == {"fingerprint": row.fingerprint, "standing": won.pk}
    assert won.ruled_spans.count() == 1


def test_different_groups_are_settled_at_once_by_several_reviewers():
    review = make_review(A="qq.qq.qq", B="")
    rows = list(review.disagreements.all())
    outcomes = at_once(*[settling(row, "A", make_reviewer()) for row in rows])
    assert not raised(outcomes)
    assert [line.split()[0] for line in states_of(review)] == ["settled"] * 3


def test_a_ruling_and_a_batch_at_once_rule_on_each_group_once():
    review, reviewer = make_review(A="qq.qq", B="qq.qq", C=""), make_reviewer()
    row = review.disagreements.first()
    previewed = {one.pk: one.fingerprint for one in review.disagreements.all()}
    outcomes = at_once(
        settling(row, "C", make_reviewer()),
        lambda: batch_rules.settle_by_rule("majority", review, previewed=previewed, by=reviewer),
    )
    assert [type(error) for error in raised(outcomes)] in ([], [adjudicating.Meanwhile])
    assert Adjudication.objects.filter(disagreement=row).count() == 1
    assert Adjudication.objects.count() == 2


def asked_to_mark(**lines):
    """The questions of a review, and what an editor does who answers the first of them."""
    review = make_review(**lines)
    threads = additions.ask_to_mark(review, by=make_reviewer())

    def answering(letter, answer):
        return lambda: additions.answer_question(
            Thread.objects.get(pk=threads[0].pk),
            answer=answer,
            fingerprint=threads[0].disagreement.fingerprint,
            by=layer_of(review, letter).editor,
        )

    return review, threads[0], answering


def test_of_two_last_answers_at_once_one_ends_the_waiting():
    review, thread, answering = asked_to_mark(A="qqqq", B="", C="")
    outcomes = at_once(answering("B", "yes"), answering("C", "yes"))
    assert not raised(outcomes)
    thread.refresh_from_db()
    assert thread.is_resolved
    assert Event.objects.filter(verb="thread.resolved").count() == 1
    assert [line.split()[0] for line in states_of(review)] == ["open"]
    assert len(batch_rules.proposals_of_rule("confirmed", review)) == 1


def test_an_answer_that_is_sent_twice_at_once_is_there_once():
    _review, _thread, answering = asked_to_mark(A="qqqq", B="")
    outcomes = at_once(*[answering("B", "yes")] * 3)
    assert not raised(outcomes)
    assert len({comment.pk for comment in outcomes}) == 1
    assert Comment.objects.exclude(answer="").count() == 1


def test_a_no_and_the_rule_at_once_leave_a_decision_that_was_confirmed_or_none():
    review, _thread, answering = asked_to_mark(A="qqqq", B="")
    answering("B", "yes")()
    row, reviewer = only_group(review), make_reviewer()
    previewed = {row.pk: row.fingerprint}
    outcomes = at_once(
        answering("B", "no"),
        lambda: batch_rules.settle_by_rule("confirmed", review, previewed=previewed, by=reviewer),
    )
    assert not raised(outcomes)
    _batch, made = outcomes[1]
    (said_no,) = Event.objects.filter(verb="thread.replied", detail__says="no")
    settled = Event.objects.filter(verb="disagreement.settled")
    assert settled.count() == len(made)
    assert not made or settled.get().pk < said_no.pk


def test_an_answer_and_the_closing_at_once_are_one_after_the_other():
    review, _thread, answering = asked_to_mark(A="qqqq", B="")
    settle_group(only_group(review), letters=["A"])
    outcomes = at_once(
        answering("B", "no"), lambda: review_lifecycle.close_review(review, by=make_reviewer())
    )
    assert [type(error) for error in raised(outcomes)] in ([], [review_lifecycle.ReviewClosed])
    review.refresh_from_db()
    assert review.is_released


def test_two_reviewers_who_ask_at_once_ask_once():
    review = make_review(A="qq.qq.qq", B="")
    outcomes = at_once(
        *[lambda: additions.ask_to_mark(review, by=make_reviewer()) for _reviewer in range(2)]
    )
    assert [type(error) for error in raised(outcomes)] == [adjudicating.Meanwhile]
    assert Thread.objects.count() == 3


def test_a_ruling_is_undone_once_when_two_undo_it_at_once():
    ruling = settle_group(only_group(make_review(A="qqqq", B="")), letters=["A"])
    outcomes = at_once(*[lambda: adjudicating.undo_ruling(ruling, by=make_reviewer())] * 2)
    assert [type(error) for error in raised(outcomes)] == [adjudicating.Meanwhile]
    assert ruling.disagreement.adjudications.standing().count() == 0


def test_of_two_last_submissions_at_once_the_review_opens_once():
    revision = make_revision()
    both = [make_layer(revision=revision) for _layer in range(2)]
    for layer in both:
        make_annotation(layer=layer)
    outcomes = at_once(
        *[lambda one=one: layer_lifecycle.submit(one, by=one.editor) for one in both]
    )
    assert not raised(outcomes)
    assert Review.objects.count() == 1
    assert Adjudication.objects.get().rule == "unanimous"


def test_a_review_opened_early_while_a_layer_is_submitted_counts_that_layer():
    revision, reviewer = make_revision(), make_reviewer()
    make_annotation(layer=make_layer(revision=revision, submitted=True))
    late = make_layer(revision=revision, assigned_by=reviewer)
    make_layer(revision=revision, assigned_by=reviewer)
    outcomes = at_once(
        lambda: layer_lifecycle.submit(late, by=late.editor),
        lambda: review_lifecycle.open_review_early(revision, by=reviewer),
    )
    assert not raised(outcomes)
    assert Event.objects.filter(verb="review.opened").count() == 1
    assert Disagreement.objects.get().kind == "missing"
    assert not Adjudication.objects.standing().exists()


def test_a_layer_that_is_started_while_the_review_opens_is_there_before_or_refused():
    revision, reviewer = make_revision(), make_reviewer()
    make_layer(revision=revision, submitted=True)
    outcomes = at_once(
        lambda: layer_lifecycle.start(revision, by=make_editor()),
        lambda: review_lifecycle.open_review_early(revision, by=reviewer),
    )
    assert [type(error) for error in raised(outcomes)] in ([], [review_lifecycle.ReviewOpened])
    assert Review.objects.count() == 1


def test_a_reopening_and_a_closing_at_once_are_one_of_them():
    review, reviewer = make_review(A="qqqq", B="qqqq"), make_reviewer()
    layer = layer_of(review, "A")
    outcomes = at_once(
        lambda: layer_lifecycle.reopen(layer, by=reviewer),
        lambda: review_lifecycle.close_review(review, by=make_reviewer()),
    )
    (refusal,) = raised(outcomes)
    assert type(refusal) in (review_lifecycle.ReviewClosed, review_lifecycle.Suspended)
    review.refresh_from_db()
    assert review.is_released != review_lifecycle.is_suspended(review)


def test_a_group_is_reserved_at_once_by_one_of_several():
    row = only_group(make_review(A="qq", B=""))
    outcomes = at_once(*[lambda: reservations.reserve_group(row, by=make_reviewer())] * 3)
    assert sorted(outcomes) == [False, False, True]
