"""Whether to mark what others have is asked, answered with yes or no, and taken by rule."""

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from annotations.agreement.from_layers import measured_layers, texts_of
from annotations.discussion import threads
from annotations.layers import lifecycle as layer_lifecycle
from annotations.models import Comment, Disagreement, Notice, Thread
from annotations.review import additions, adjudicating, batch_rules
from annotations.review import lifecycle as review_lifecycle
from newsroom.models import Event
from tests.factories import make_editor, make_layer, make_reviewer
from tests.worlds import (
    draw_line,
    final_lines,
    layer_of,
    make_group_thread,
    make_review,
    redraw_layer,
    settle_group,
    states_of,
)

pytestmark = pytest.mark.django_db


def editor(review, letter):
    return layer_of(review, letter).editor


def ask(review, only=None):
    return additions.ask_to_mark(review, by=make_reviewer(), only=only)


def say(thread, answer, by, text=""):
    row = Disagreement.objects.get(pk=thread.disagreement_id)
    return additions.answer_question(
        Thread.objects.get(pk=thread.pk),
        answer=answer,
        fingerprint=row.fingerprint,
        by=by,
        text=text,
    )


def confirmed(review):
    return [
        [f"{span.label} {span.start}-{span.end}" for span in one.ruling]
        for one in batch_rules.proposals_of_rule("confirmed", review)
    ]


def states(review):
    return [line.split()[0] for line in states_of(review)]


def verbs(user):
    notices = Notice.objects.filter(user=user).order_by("pk")
    return list(notices.values_list("event__verb", flat=True))


def test_every_addition_is_asked_about_at_once_and_nothing_else():
    review = make_review(A="cc.qqq.ss", B="...qq....", C="...qq....")
    opened = ask(review)
    assert [thread.disagreement.start for thread in opened] == [0, 7]
    assert states(review) == ["asked", "open", "asked"]
    for letter, heard in (("A", []), ("B", ["thread.opened"] * 2), ("C", ["thread.opened"] * 2)):
        assert verbs(editor(review, letter)) == heard
    assert {comment.text for comment in Comment.objects.all()} == {
        "Is this a claim?",
        "Is this a statistic?",
    }
    assert all(thread.asks_to_mark for thread in Thread.objects.all())


def test_nobody_is_asked_twice_and_who_marked_it_never():
    review = make_review(A="cc.qq", B="cc...", C="")
    (first, second) = review.disagreements.order_by("start")
    (thread,) = ask(review, only=first)
    assert list(thread.asked.all()) == [editor(review, "C")]
    with pytest.raises(adjudicating.Meanwhile):
        ask(review, only=first)
    (thread,) = ask(review)
    assert thread.disagreement == second
    assert set(thread.asked.all()) == {editor(review, "B"), editor(review, "C")}
    assert not additions.additions_to_ask_about(review)
    with pytest.raises(adjudicating.Meanwhile):
        ask(review)


def test_questions_are_put_by_reviewers_of_an_open_review_alone():
    review = make_review(A="cc", B="")
    with pytest.raises(adjudicating.OwnWork):
        additions.ask_to_mark(review, by=editor(review, "B"))
    settle_group(review.disagreements.get(), letters=["A"])
    with pytest.raises(adjudicating.Meanwhile):
        ask(review)
    review_lifecycle.close_review(review, by=make_reviewer())
    with pytest.raises(review_lifecycle.ReviewClosed):
        ask(review)
    assert not Thread.objects.exists()


def test_an_answer_is_kept_as_a_field_and_tells_whoever_asked():
    review = make_review(A="cc", B="", C="")
    (thread,) = ask(review)
    said = say(thread, "yes", editor(review, "B"))
    assert (said.answer, said.text) == ("yes", "")
    assert said.fingerprint == thread.disagreement.fingerprint
    assert verbs(thread.opened_by) == ["thread.replied"]
    assert Event.objects.get(verb="thread.replied").detail["says"] == "yes"
    # The other one is still waited for, and hears nothing of it.
    assert states(review) == ["asked"]
    assert verbs(editor(review, "C")) == ["thread.opened"]
    say(thread, "no", editor(review, "C"), text="It is an opinion.")
    assert states(review) == ["open"]
    assert Thread.objects.get().is_resolved
    assert verbs(thread.opened_by) == ["thread.replied"] * 2


def test_what_everybody_confirms_is_taken_by_rule_and_the_record_says_why():
    review = make_review(A="cc.qq", B="cc...", C="")
    claim, quote = ask(review)
    assert confirmed(review) == []
    say(claim, "yes", editor(review, "C"))
    say(quote, "yes", editor(review, "B"))
    assert confirmed(review) == [["claim 0-2"]]
    say(quote, "yes", editor(review, "C"))
    assert confirmed(review) == [["claim 0-2"], ["quote 3-5"]]
    preview = batch_rules.proposals_of_rule("confirmed", review)
    reviewer = make_reviewer()
    batch, made = batch_rules.settle_by_rule(
        "confirmed",
        review,
        previewed={one.disagreement.pk: one.disagreement.fingerprint for one in preview},
        by=reviewer,
    )
    assert final_lines(review) == ["claim 0-2", "quote 3-5"]
    assert {(one.rule, one.reason, one.action, one.batch) for one in made} == {
        ("confirmed", "missed", "take", batch)
    }
    assert {str(one.why) for one in made} == {"Confirmed by the other editors"}
    assert states(review) == ["settled"] * 2
    assert batch_rules.undo_batch(batch, by=reviewer) == 2
    assert states(review) == ["open"] * 2
    assert final_lines(review) == []
    # What was answered is answered still.
    assert len(confirmed(review)) == 2


def test_the_last_answer_counts_and_may_change_while_the_review_is_open():
    review = make_review(A="cc", B="")
    ben = editor(review, "B")
    (thread,) = ask(review)
    say(thread, "yes", ben)
    assert confirmed(review) == [["claim 0-2"]]
    say(thread, "no", ben)
    assert confirmed(review) == []
    say(thread, "yes", ben)
    assert confirmed(review) == [["claim 0-2"]]
    settle_group(review.disagreements.get(), letters=["A"])
    say(thread, "no", ben)
    review_lifecycle.close_review(review, by=make_reviewer())
    with pytest.raises(review_lifecycle.ReviewClosed):
        say(thread, "yes", ben)
    assert [one.answer for one in Comment.objects.order_by("pk")] == ["", "yes", "no", "yes", "no"]


def test_the_same_answer_again_is_the_one_that_is_there():
    review = make_review(A="cc", B="")
    (thread,) = ask(review)
    first = say(thread, "yes", editor(review, "B"))
    assert say(thread, "yes", editor(review, "B")) == first
    assert say(thread, "yes", editor(review, "B"), text="Both words.") != first
    assert Comment.objects.exclude(answer="").count() == 2


@pytest.mark.parametrize("who", ["whoever marked it", "another editor", "the reviewer"])
def test_nobody_answers_who_was_not_asked(who):
    review = make_review(A="cc", B="")
    (thread,) = ask(review)
    people = {
        "whoever marked it": editor(review, "A"),
        "another editor": make_editor(),
        "the reviewer": thread.opened_by,
    }
    with pytest.raises(PermissionDenied):
        say(thread, "yes", people[who])
    assert not Comment.objects.exclude(answer="").exists()


def test_whoever_is_named_in_the_talk_is_not_waited_for():
    review = make_review(A="cc", B="")
    (thread,) = ask(review)
    threads.reply(thread, text="@A, what do you mean?", by=thread.opened_by)
    assert editor(review, "A") in thread.asked.all()
    say(thread, "yes", editor(review, "B"))
    assert Thread.objects.get().is_resolved
    assert confirmed(review) == [["claim 0-2"]]


def test_an_ordinary_question_has_no_answer_but_words():
    review = make_review(A="cc", B="")
    ben = editor(review, "B")
    thread = make_group_thread(
        review.disagreements.get(), kind="question", opened_by=make_reviewer()
    )
    thread.asked.add(ben)
    with pytest.raises(PermissionDenied):
        say(thread, "yes", ben)
    assert additions.load_question(thread, ben) is None


def test_an_answer_holds_only_for_what_stood_there():
    review = make_review(A="cc....", B="")
    ben = editor(review, "B")
    (thread,) = ask(review)
    shown = thread.disagreement.fingerprint
    say(thread, "yes", ben)
    redraw_layer(review, "A", "cccc..")
    assert confirmed(review) == []
    now = Thread.objects.get()
    with pytest.raises(adjudicating.Meanwhile):
        additions.answer_question(now, answer="yes", fingerprint=shown, by=ben)
    # They may answer anew where they were asked, or be asked again.
    (again,) = ask(review)
    assert list(again.asked.all()) == [ben]
    say(again, "yes", ben)
    assert confirmed(review) == [["claim 0-4"]]


def test_nothing_is_left_to_answer_where_they_have_marked_it_themselves():
    review = make_review(A="cc..", B="")
    ben = editor(review, "B")
    ask(review)
    redraw_layer(review, "B", "ccc.")
    now = Thread.objects.get()
    assert additions.load_question(now, ben) is None
    with pytest.raises(adjudicating.Meanwhile):
        say(now, "yes", ben)


@pytest.mark.parametrize("contest", ["another version", "another label", "a second addition"])
def test_the_rule_leaves_alone_what_is_contested(contest):
    lines = {
        "another version": {"A": "cccc", "B": "cc..", "C": ""},
        "another label": {"A": "cccc", "B": "qqqq", "C": ""},
        "a second addition": {"A": "cc.cc", "B": "ccccc", "C": ""},
    }[contest]
    review = make_review(**lines)
    assert not additions.additions_to_ask_about(review)
    assert confirmed(review) == []


def test_another_question_that_waits_keeps_the_rule_away():
    review = make_review(A="cc", B="")
    (thread,) = ask(review)
    say(thread, "yes", editor(review, "B"))
    other = make_group_thread(thread.disagreement, kind="question", opened_by=make_reviewer())
    assert confirmed(review) == []
    other.delete()
    Disagreement.objects.all().update_states()
    assert confirmed(review) == [["claim 0-2"]]


def test_nothing_is_asked_or_taken_while_an_editor_changes_something():
    review = make_review(A="cc", B="", C="...qq")
    (claim, _quote) = ask(review)
    say(claim, "yes", editor(review, "B"))
    say(claim, "yes", editor(review, "C"))
    assert confirmed(review) == [["claim 0-2"]]
    layer = layer_lifecycle.reopen(layer_of(review, "C"), by=make_reviewer())
    assert confirmed(review) == []
    assert not additions.additions_to_ask_about(review)
    with pytest.raises(review_lifecycle.Suspended):
        ask(review)
    layer_lifecycle.submit(layer, by=layer.editor)
    assert confirmed(review) == [["claim 0-2"]]


def test_a_layer_that_comes_later_has_to_confirm_too():
    review = make_review(A="cc", B="")
    (thread,) = ask(review)
    say(thread, "yes", editor(review, "B"))
    late = make_layer(revision=review.revision, letter="C")
    draw_line(late, ".....qq")
    layer_lifecycle.submit(late, by=late.editor)
    assert confirmed(review) == []
    asked = {user for thread in ask(review) for user in thread.asked.all()}
    assert late.editor in asked


def test_questions_left_are_those_about_the_same_text_in_its_order():
    review = make_review(A="cc.qq.ss", B="", C="")
    make_review(A="cc", B="")
    first, second, third = ask(review)
    ben = editor(review, "B")
    assert additions.questions_left(first, ben) == [first, second, third]
    say(second, "no", ben)
    assert additions.questions_left(second, ben) == [first, third]
    assert len(additions.questions_left(second, editor(review, "C"))) == 3


def test_asking_takes_the_same_queries_for_few_and_many(django_assert_num_queries):
    for count in (3, 12):
        review, reviewer = make_review(A="q." * count, B=""), make_reviewer()
        with django_assert_num_queries(10):
            assert len(additions.additions_to_ask_about(review)) == count
        with django_assert_num_queries(23):
            additions.ask_to_mark(review, by=reviewer)


@pytest.mark.parametrize(
    "fields",
    [
        {"text": ""},
        {"text": "", "answer": "may", "fingerprint": "f"},
        {"text": "", "answer": "yes"},
        {"text": "So.", "fingerprint": "f"},
    ],
)
def test_the_database_refuses_what_says_nothing(fields):
    review = make_review(A="cc", B="")
    (thread,) = ask(review)
    with pytest.raises(IntegrityError), transaction.atomic():
        Comment.objects.create(thread=thread, author=thread.opened_by, **fields)


def test_the_figures_of_agreement_count_what_was_submitted():
    review = make_review(A="cc", B="")
    before = [text.layers for text in texts_of(measured_layers())]
    (thread,) = ask(review)
    say(thread, "yes", editor(review, "B"))
    (proposal,) = batch_rules.proposals_of_rule("confirmed", review)
    row = proposal.disagreement
    batch_rules.settle_by_rule(
        "confirmed", review, previewed={row.pk: row.fingerprint}, by=make_reviewer()
    )
    assert final_lines(review) == ["claim 0-2"]
    assert [text.layers for text in texts_of(measured_layers())] == before
