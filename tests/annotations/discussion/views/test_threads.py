"""Threads, through the front door."""

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from annotations.discussion import threads
from annotations.models import Thread
from annotations.review import disputes
from annotations.review import lifecycle as review_lifecycle
from tests.factories import make_editor, make_reviewer, make_user
from tests.worlds import make_two_editors_review, settle_for_first_editor

pytestmark = pytest.mark.django_db


def signed_in(user):
    client = Client()
    client.force_login(user)
    return client


def about(thing):
    name = "annotation_threads" if hasattr(thing, "exact") else "disagreement_threads"
    return reverse(name, args=[thing.pk])


def test_an_editor_begins_to_talk_about_their_own_annotation():
    world = make_two_editors_review()
    client = signed_in(world.ada)
    assertContains(client.get(about(world.short)), "Nothing has been said about it yet")
    response = client.post(about(world.short), {"kind": "comment", "text": "A <b>sum</b>"})
    thread = Thread.objects.get()
    assertRedirects(response, f"{about(world.short)}#t-{thread.pk}")
    assertContains(client.get(about(world.short)), "A &lt;b&gt;sum&lt;/b&gt;")


def test_the_annotation_of_another_is_not_there_before_the_release():
    world = make_two_editors_review(settled=True)
    client = signed_in(world.ada)
    assert client.get(about(world.long)).status_code == 404
    assert client.post(about(world.long), {"kind": "comment", "text": "?"}).status_code == 404
    review_lifecycle.close_review(world.review, by=world.reviewer)
    assertContains(client.get(about(world.long)), f"by {world.ben}")


def test_words_are_needed_and_what_was_typed_is_kept():
    world = make_two_editors_review()
    client = signed_in(world.ada)
    response = client.post(about(world.short), {"kind": "comment", "text": "  "})
    assertContains(response, "This field is required", status_code=422)
    response = client.post(about(world.short), {"kind": "question", "text": "Not mine to ask"})
    assertContains(response, "Not mine to ask", status_code=422)
    assert not Thread.objects.exists()


def test_a_script_gets_the_threads_alone():
    world = make_two_editors_review()
    response = signed_in(world.ada).get(about(world.short), headers={"X-Fragment": "1"})
    assertContains(response, "Begin a conversation")
    assertNotContains(response, "<html")


def test_a_script_talks_in_the_dialog_and_gets_it_anew_or_with_what_was_wrong():
    world = make_two_editors_review()
    ada, script = signed_in(world.ada), {"X-Fragment": "1"}
    response = ada.post(about(world.short), {"kind": "comment", "text": " "}, headers=script)
    assertContains(response, "This field is required", status_code=422)
    response = ada.post(about(world.short), {"kind": "comment", "text": "Sure?"}, headers=script)
    assertContains(response, "Sure?")
    assertNotContains(response, "<html")
    thread = Thread.objects.get()
    response = ada.post(thread.get_absolute_url(), {"text": ""}, headers=script)
    assertContains(response, "This field is required", status_code=422)
    response = ada.post(thread.get_absolute_url(), {"text": "Yes."}, headers=script)
    assertContains(response, "Yes.")
    response = ada.post(reverse("thread_resolution", args=[thread.pk]), headers=script)
    assertContains(response, "Open again")
    assertNotContains(response, "<html")
    assert signed_in(world.ben).post(about(world.short), headers=script).status_code == 404


def test_a_reviewer_may_ask_about_a_group_and_an_editor_who_was_asked_may_answer():
    world = make_two_editors_review()
    editor = signed_in(world.ada)
    assert editor.get(about(world.disagreement)).status_code == 404
    signed_in(world.reviewer).post(
        about(world.disagreement), {"kind": "question", "text": "Which words?"}
    )
    response = editor.get(about(world.disagreement))
    assertContains(response, "Which words?")
    assertContains(response, "A reviewer")
    assertNotContains(response, str(world.reviewer))
    assertNotContains(response, "Begin a conversation")
    thread = Thread.objects.get()
    response = editor.post(thread.get_absolute_url(), {"text": "The sum."})
    assertRedirects(response, f"{thread.get_absolute_url()}#c-{thread.comments.last().pk}")
    assertContains(signed_in(world.reviewer).get(about(world.disagreement)), "Editor A")


def test_who_was_asked_sees_their_own_marks_in_the_passage_and_no_others():
    world = make_two_editors_review()
    threads.open_thread(world.disagreement, kind="question", text="?", by=world.reviewer)
    response = signed_in(world.ada).get(about(world.disagreement))
    # A mark says the end of the id.
    assertContains(response, f'data-annotations="{str(world.short.pk)[-13:]}"')
    assertNotContains(response, str(world.long.pk)[-13:])
    assertNotContains(response, "Different start or end")


def test_what_the_other_answered_is_not_heard_before_the_release():
    world = make_two_editors_review()
    thread = threads.open_thread(
        world.disagreement, kind="question", text="Which words?", by=world.reviewer
    )
    threads.reply(thread, text="All of them, I say.", by=world.ben)
    response = signed_in(world.ada).get(thread.get_absolute_url())
    assertNotContains(response, "All of them")
    settle_for_first_editor(world)
    review_lifecycle.close_review(world.review, by=world.reviewer)
    response = signed_in(world.ada).get(thread.get_absolute_url())
    assertContains(response, "All of them")
    assertContains(response, str(world.ben))


def test_a_thread_is_resolved_and_opened_again_by_those_whom_it_concerns():
    world = make_two_editors_review()
    thread = threads.open_thread(world.short, kind="comment", text="?", by=world.reviewer)
    client = signed_in(world.ada)
    resolution = reverse("thread_resolution", args=[thread.pk])
    assertRedirects(client.post(resolution), thread.get_absolute_url())
    assertContains(client.get(thread.get_absolute_url()), "resolved by You")
    client.post(resolution, {"reopen": "1"})
    thread.refresh_from_db()
    assert not thread.is_resolved
    assert signed_in(world.ben).post(resolution).status_code == 404


def test_whoever_has_no_role_reads_no_thread():
    world = make_two_editors_review(closed=True)
    thread = threads.open_thread(world.short, kind="comment", text="?", by=world.ada)
    client = signed_in(make_user())
    assert client.get(thread.get_absolute_url()).status_code == 404
    assert client.get(about(world.disagreement)).status_code == 404


def test_a_dispute_shows_the_ruling_that_it_is_about():
    world = make_two_editors_review(closed=True)
    thread = disputes.dispute_ruling(world.ruling, text="The wall belongs to it.", by=world.ben)
    response = signed_in(world.reviewer).get(thread.get_absolute_url())
    assertContains(response, "The decision that is objected to")
    assertContains(response, "a $48 million sea wall")
    assertContains(response, "Only the sum.")
    assertContains(response, "Keep the decision")
    assertNotContains(signed_in(world.ada).get(thread.get_absolute_url()), "Keep the decision")


def test_after_the_release_an_editor_of_another_article_may_comment_and_not_dispute():
    world = make_two_editors_review(closed=True)
    client = signed_in(make_editor())
    response = client.get(about(world.disagreement))
    assertContains(response, "Begin a conversation")
    assertNotContains(response, "Dispute")
    response = client.post(about(world.disagreement), {"kind": "dispute", "text": "No."})
    assert response.status_code == 422


@pytest.mark.parametrize("times", [5, 10])
def test_queries_do_not_grow_with_threads_and_comments(times, django_assert_num_queries):
    world = make_two_editors_review()
    for number in range(times):
        thread = threads.open_thread(
            world.short, kind="comment", text=f"No. {number}", by=make_reviewer()
        )
        threads.reply(thread, text=f"@{world.reviewer.username} look", by=world.ada)
    client = signed_in(world.ada)
    client.get(about(world.short))
    with django_assert_num_queries(11):
        client.get(about(world.short))
