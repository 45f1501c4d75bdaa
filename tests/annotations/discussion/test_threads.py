"""Threads, questions, disputes and mentions, and who hears of them."""

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from annotations.disagreements.sync import rebuild
from annotations.discussion import threads
from annotations.models import Notice, Thread
from annotations.review import adjudicating, disputes
from annotations.review import lifecycle as review_lifecycle
from annotations.visibility import participants_of
from newsroom.models import User
from tests.factories import (
    make_annotation,
    make_editor,
    make_layer,
    make_reviewer,
    make_superuser,
)
from tests.worlds import make_two_editors_review, settle_for_first_editor, state_of

pytestmark = pytest.mark.django_db


def told(user):
    """The verbs of what stands in somebody's inbox, oldest first."""
    return list(
        Notice.objects.filter(user=user).order_by("pk").values_list("event__verb", flat=True)
    )


def heard(user, thread):
    """What the user reads of a thread, comment by comment."""
    people = User.objects.in_bulk()
    participants = participants_of(thread.revision.pk, reader=user)
    return [
        "".join(words for words, _named in participants.comment_pieces(comment, people))
        for comment in thread.comments.all()
        if participants.can_read(comment, thread)
    ]


@pytest.mark.parametrize("text", ["", " \n ", "x" * (threads.LONGEST + 1)])
def test_nothing_is_not_a_comment_and_a_book_is_none(text):
    world = make_two_editors_review()
    with pytest.raises(threads.NothingSaid):
        threads.open_thread(world.short, kind="comment", text=text, by=world.ada)
    assert not Thread.objects.exists()


def test_a_dispute_is_not_opened_without_its_ruling():
    world = make_two_editors_review(closed=True)
    with pytest.raises(ValueError, match="disputes"):
        threads.open_thread(world.disagreement, kind="dispute", text="No.", by=world.ada)
    assert not Thread.objects.exists()


def test_a_comment_on_an_annotation_reaches_its_editor():
    world = make_two_editors_review()
    thread = threads.open_thread(world.short, kind="comment", text="Why?", by=world.reviewer)
    assert told(world.ada) == ["thread.opened"]
    assert not told(world.ben)
    threads.reply(thread, text="The sum only.\r\nNo more.", by=world.ada)
    assert told(world.reviewer) == ["thread.replied"]
    assert heard(world.ada, thread) == ["Why?", "The sum only.\nNo more."]


def test_nobody_is_told_of_what_they_did_themselves():
    world = make_two_editors_review()
    threads.open_thread(world.short, kind="comment", text="To myself", by=world.ada)
    assert not told(world.ada)


def test_a_question_is_put_to_all_editors_and_its_group_waits():
    world = make_two_editors_review()
    thread = threads.open_thread(
        world.disagreement, kind="question", text="Which words?", by=world.reviewer
    )
    assert state_of(world) == "asked"
    assert told(world.ada) == told(world.ben) == ["thread.opened"]
    assert heard(world.ada, thread) == ["Which words?"]


def test_an_editor_never_hears_the_other_before_the_release():
    world = make_two_editors_review()
    thread = threads.open_thread(
        world.disagreement, kind="question", text="Which words?", by=world.reviewer
    )
    threads.reply(thread, text="All of them.", by=world.ben)
    assert heard(world.ada, thread) == ["Which words?"]
    assert told(world.ada) == ["thread.opened"]
    assert heard(world.reviewer, thread) == ["Which words?", "All of them."]
    assert told(world.reviewer) == ["thread.replied"]
    settle_for_first_editor(world)
    review_lifecycle.close_review(world.review, by=world.reviewer)
    assert heard(world.ada, thread) == ["Which words?", "All of them."]


def test_only_reviewers_ask_and_only_while_the_review_is_open():
    world = make_two_editors_review(settled=True)
    with pytest.raises(PermissionDenied):
        threads.open_thread(world.disagreement, kind="question", text="?", by=world.ada)
    review_lifecycle.close_review(world.review, by=world.reviewer)
    with pytest.raises(threads.NotReleased):
        threads.open_thread(world.disagreement, kind="question", text="?", by=world.reviewer)


def test_a_reviewer_asks_nobody_where_they_annotated_themselves(settings):
    world = make_two_editors_review()
    world.layer.editor = world.reviewer
    world.layer.save()
    with pytest.raises(PermissionDenied):
        threads.open_thread(world.disagreement, kind="question", text="?", by=world.reviewer)
    settings.REVIEW_OWN = True
    thread = threads.open_thread(world.disagreement, kind="question", text="?", by=world.reviewer)
    assert list(thread.asked.all()) == [world.ben]


def test_editors_read_the_question_of_a_reviewer_who_had_a_layer_on_the_text():
    """Their letter does not hide a question that they ask as a reviewer."""
    world = make_two_editors_review()
    make_layer(
        revision=world.revision, editor=world.reviewer, letter="C", taken_back_at=timezone.now()
    )
    thread = threads.open_thread(
        world.disagreement, kind="question", text="Which words?", by=world.reviewer
    )
    assert heard(world.ada, thread) == heard(world.ben, thread) == ["Which words?"]
    threads.reply(thread, text="All of them.", by=world.ben)
    assert heard(world.ada, thread) == ["Which words?"]


def test_a_letter_asks_one_editor_and_the_other_learns_nothing():
    world = make_two_editors_review()
    thread = threads.open_thread(
        world.disagreement, kind="question", text="@B which words?", by=world.reviewer
    )
    assert told(world.ben) == ["thread.opened"]
    assert not told(world.ada)
    assert list(thread.asked.all()) == [world.ben]
    assert heard(world.reviewer, thread) == ["@B which words?"]
    assert heard(make_reviewer(), thread) == ["@Editor B which words?"]
    assert heard(world.ben, thread) == [f"@{world.ben} which words?"]


def test_an_editor_does_not_hear_what_is_said_to_the_other():
    world = make_two_editors_review()
    thread = threads.open_thread(
        world.disagreement, kind="question", text="Which words?", by=world.reviewer
    )
    threads.reply(thread, text="@B and why?", by=world.reviewer)
    threads.reply(thread, text="@A @B both of you?", by=world.reviewer)
    assert heard(world.ada, thread) == ["Which words?", f"@{world.ada} @… both of you?"]


def test_a_note_between_reviewers_is_not_for_editors():
    world = make_two_editors_review()
    thread = threads.open_thread(
        world.disagreement, kind="comment", text="A hard one.", by=world.reviewer
    )
    assert not told(world.ada)
    assert not told(world.ben)
    with pytest.raises(PermissionDenied):
        threads.open_thread(world.disagreement, kind="comment", text="So?", by=world.ada)
    threads.reply(thread, text="@A, was it hard?", by=world.reviewer)
    assert told(world.ada) == ["thread.replied"]
    assert heard(world.ada, thread) == [f"@{world.ada}, was it hard?"]


def test_a_name_reaches_nobody_who_annotated_before_the_release():
    world = make_two_editors_review()
    text = f"@{world.ben.username} see this"
    thread = threads.open_thread(world.short, kind="comment", text=text, by=world.ada)
    assert thread.comments.get().mentions == []
    assert not told(world.ben)


def test_a_name_reaches_a_reviewer_and_after_the_release_everybody():
    world = make_two_editors_review(closed=True)
    other = make_editor("cleo")
    text = f"@{world.reviewer.username} and @CLEO, see @nobody."
    thread = threads.open_thread(world.disagreement, kind="comment", text=text, by=world.ada)
    assert "thread.opened" in told(world.reviewer)
    assert told(other) == ["thread.opened"]
    assert heard(world.ben, thread) == [f"@{world.reviewer} and @cleo, see @nobody."]


def test_a_letter_means_nobody_to_an_editor():
    world = make_two_editors_review()
    thread = threads.open_thread(world.short, kind="comment", text="@B?", by=world.ada)
    assert thread.comments.get().mentions == []


def test_names_are_letters_again_when_the_release_is_taken_back():
    world = make_two_editors_review(closed=True)
    text = f"@{world.ben.username} went too far"
    thread = threads.open_thread(world.disagreement, kind="comment", text=text, by=world.ada)
    assert heard(world.reviewer, thread) == [f"@{world.ben} went too far"]
    review_lifecycle.reopen_review(world.review, by=world.reviewer)
    assert heard(world.reviewer, thread) == ["@Editor B went too far"]


def test_a_superuser_asks_by_name():
    world = make_two_editors_review()
    text = f"@{world.ben.username}?"
    thread = threads.open_thread(
        world.disagreement, kind="question", text=text, by=make_superuser()
    )
    assert list(thread.asked.all()) == [world.ben]


def test_a_dispute_opens_a_released_group_again_once():
    world = make_two_editors_review(closed=True)
    disputes.dispute_ruling(world.ruling, text="The wall belongs to it.", by=world.ben)
    assert state_of(world) == "disputed"
    assert told(world.reviewer) == ["thread.opened"]
    with pytest.raises(disputes.DisputedAlready):
        disputes.dispute_ruling(world.ruling, text="Again!", by=world.ben)
    disputes.dispute_ruling(world.ruling, text="I think so too.", by=world.ada)
    assert Thread.objects.filter(kind="dispute").count() == 2


def test_no_dispute_before_the_release_nor_by_a_stranger():
    world = make_two_editors_review(settled=True)
    with pytest.raises(threads.NotReleased):
        disputes.dispute_ruling(world.ruling, text="No.", by=world.ben)
    review_lifecycle.close_review(world.review, by=world.reviewer)
    with pytest.raises(PermissionDenied):
        disputes.dispute_ruling(world.ruling, text="No.", by=make_editor())
    assert not Thread.objects.exists()


def test_a_dispute_is_of_the_ruling_that_stands():
    world = make_two_editors_review(settled=True)
    again = settle_for_first_editor(world, letters=["B"])
    review_lifecycle.close_review(world.review, by=world.reviewer)
    with pytest.raises(threads.NotReleased):
        disputes.dispute_ruling(world.ruling, text="The old one.", by=world.ada)
    thread = disputes.open_thread_on_group(
        world.disagreement, kind="dispute", text="No.", by=world.ada
    )
    assert thread.ruling == again


def test_a_replacing_ruling_answers_dispute_and_question():
    world = make_two_editors_review()
    question = threads.open_thread(world.disagreement, kind="question", text="?", by=world.reviewer)
    settle_for_first_editor(world)
    question.refresh_from_db()
    assert question.is_resolved
    review_lifecycle.close_review(world.review, by=world.reviewer)
    dispute = disputes.open_thread_on_group(
        world.disagreement, kind="dispute", text="No.", by=world.ben
    )
    settle_for_first_editor(world, letters=["B"], note="")
    dispute.refresh_from_db()
    assert dispute.resolved_by == world.reviewer
    assert state_of(world) == "settled"
    assert told(world.ben)[-1] == "thread.resolved"


def test_a_reviewer_may_let_the_ruling_stand():
    world = make_two_editors_review(closed=True)
    thread = disputes.dispute_ruling(world.ruling, text="No.", by=world.ben)
    with pytest.raises(PermissionDenied):
        threads.resolve(thread, by=world.ada)
    threads.resolve(thread, by=world.reviewer)
    assert state_of(world) == "settled"
    assert told(world.ben)[-1] == "thread.resolved"
    with pytest.raises(PermissionDenied):
        threads.reopen(thread, by=world.ben)
    threads.reopen(thread, by=world.reviewer)
    assert state_of(world) == "disputed"


def test_who_withdraws_a_dispute_may_bring_it_back():
    world = make_two_editors_review(closed=True)
    thread = disputes.dispute_ruling(world.ruling, text="No.", by=world.ben)
    thread = threads.resolve(thread, by=world.ben)
    assert state_of(world) == "settled"
    assert not threads.reopen(thread, by=world.ben).is_resolved


def test_taking_a_disputed_ruling_back_answers_the_dispute():
    world = make_two_editors_review(closed=True)
    thread = disputes.dispute_ruling(world.ruling, text="No.", by=world.ben)
    review_lifecycle.reopen_review(world.review, by=world.reviewer)
    adjudicating.undo_ruling(world.ruling, by=world.reviewer)
    thread.refresh_from_db()
    assert thread.is_resolved
    assert state_of(world) == "open"


def test_what_all_agreed_on_is_disputed_only_where_a_reviewer_overruled_it():
    world = make_two_editors_review()
    for layer in (world.layer, world.others_layer):
        make_annotation(layer=layer, exact="2,300 households")
    rebuild(world.review, by=world.reviewer)
    agreed = world.review.adjudications.standing().get(rule="unanimous")
    settle_for_first_editor(world)
    review_lifecycle.close_review(world.review, by=world.reviewer)
    with pytest.raises(threads.NotReleased):
        disputes.dispute_ruling(agreed, text="No.", by=world.ada)
    review_lifecycle.reopen_review(world.review, by=world.reviewer)
    ruling = adjudicating.overrule_agreement(
        agreed, spans=(), by=world.reviewer, reason="not checkable"
    )
    review_lifecycle.close_review(world.review, by=world.reviewer)
    assert disputes.dispute_ruling(ruling, text="It can be checked.", by=world.ada).ruling == ruling


def test_a_dispute_reaches_all_reviewers_where_nobody_in_charge_is_left():
    world = make_two_editors_review(closed=True)
    User.objects.filter(pk=world.reviewer.pk).update(is_active=False)
    other = make_reviewer()
    disputes.dispute_ruling(world.ruling, text="No.", by=world.ben)
    assert told(other) == ["thread.opened"]
    assert not told(world.reviewer)


def test_a_thread_is_resolved_by_those_whom_it_concerns():
    world = make_two_editors_review()
    thread = threads.open_thread(world.short, kind="comment", text="?", by=world.reviewer)
    with pytest.raises(PermissionDenied):
        threads.resolve(thread, by=world.ben)
    assert threads.resolve(thread, by=world.ada).resolved_by == world.ada
    assert told(world.reviewer) == ["thread.resolved"]
    threads.resolve(thread, by=world.reviewer)
    assert told(world.ada) == ["thread.opened"]
    assert not threads.reopen(thread, by=world.reviewer).is_resolved


def test_who_has_no_role_says_nothing():
    world = make_two_editors_review()
    thread = threads.open_thread(world.short, kind="comment", text="?", by=world.reviewer)
    world.ada.groups.clear()
    with pytest.raises(PermissionDenied):
        threads.reply(thread, text="!", by=User.objects.get(pk=world.ada.pk))
