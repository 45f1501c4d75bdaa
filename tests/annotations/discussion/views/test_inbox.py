"""The inbox, through the front door."""

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from annotations.discussion import threads
from annotations.layers import lifecycle as layer_lifecycle
from annotations.models import Notice
from annotations.review import lifecycle as review_lifecycle
from tests.factories import make_editor, make_reviewer, make_revision
from tests.worlds import make_two_editors_review, settle_for_first_editor

pytestmark = pytest.mark.django_db


def signed_in(user):
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def editor():
    return make_editor()


@pytest.fixture
def client(editor):
    return signed_in(editor)


def assign(editor, times=1):
    for _ in range(times):
        layer_lifecycle.assign(make_revision(), editor, by=make_reviewer())


def test_an_empty_inbox_says_what_will_come(client):
    assertContains(client.get(reverse("inbox")), "Nothing yet")


def test_a_filter_that_is_not_a_choice_is_not_taken_for_an_empty_inbox(client, editor):
    assign(editor)
    page = client.get(reverse("inbox"), {"state": "lost"})
    assert page.context["rows"] == []
    assertContains(page, "No line is like that")
    assertNotContains(page, "Nothing yet")


def test_new_lines_are_counted_in_the_bar_until_they_are_read(client, editor):
    assign(editor, 2)
    assertContains(client.get(reverse("desk")), '<span class="count">2</span>')
    response = client.get(reverse("inbox"))
    assertContains(response, "asks you to annotate", count=2)
    notice = Notice.objects.filter(user=editor).first()
    client.post(reverse("notice_reading", args=[notice.pk]))
    assertContains(client.get(reverse("desk")), '<span class="count">1</span>')
    client.post(reverse("notice_reading", args=[notice.pk]), {"unread": "1"})
    assertContains(client.get(reverse("desk")), '<span class="count">2</span>')


def test_whoever_follows_a_line_has_read_it(client, editor):
    assign(editor)
    notice = Notice.objects.get(user=editor)
    response = client.get(reverse("notice", args=[notice.pk]))
    assertRedirects(response, editor.layers.get().get_absolute_url())
    notice.refresh_from_db()
    first = notice.read_at
    client.get(reverse("notice", args=[notice.pk]))
    notice.refresh_from_db()
    assert notice.read_at == first is not None


def test_all_lines_are_read_at_once_and_nobody_elses(client, editor):
    other = make_editor()
    assign(editor, 3)
    assign(other)
    response = client.post(reverse("inbox_reading") + "?about=work")
    assertRedirects(response, reverse("inbox") + "?about=work")
    assert not Notice.objects.unread(editor).exists()
    assert Notice.objects.unread(other).count() == 1


def test_a_line_of_somebody_else_is_not_there(client):
    other = make_editor()
    assign(other)
    notice = Notice.objects.get(user=other)
    assert client.get(reverse("notice", args=[notice.pk])).status_code == 404
    assert client.post(reverse("notice_reading", args=[notice.pk])).status_code == 404


def test_lines_are_narrowed_to_what_is_new_and_what_they_are_about(client, editor):
    assign(editor, 2)
    notice = Notice.objects.filter(user=editor).first()
    client.post(reverse("notice_reading", args=[notice.pk]))
    assertContains(client.get(reverse("inbox"), {"state": "new"}), "asks you to annotate", count=1)
    assertContains(client.get(reverse("inbox"), {"about": "talk"}), "No line is like that")
    assertContains(client.get(reverse("inbox"), {"about": "x"}), "Select a valid choice")


def test_a_long_inbox_has_pages(client, editor):
    assign(editor, 26)
    assertContains(client.get(reverse("inbox")), "1–25 of 26")
    assertContains(client.get(reverse("inbox"), {"page": 2}), "26–26 of 26")


def test_a_closed_review_leads_to_what_became_of_the_work():
    world = make_two_editors_review(closed=True)
    notice = Notice.objects.get(user=world.ada, event__verb="review.closed")
    response = signed_in(world.ada).get(reverse("notice", args=[notice.pk]))
    assertRedirects(response, reverse("layer_changes", args=[world.layer.pk]))


def test_before_the_release_the_inbox_names_nobody():
    world = make_two_editors_review()
    question = threads.open_thread(
        world.disagreement, kind="question", text="@A @B why?", by=world.reviewer
    )
    threads.reply(question, text="Because.", by=world.ben)
    response = signed_in(world.ada).get(reverse("inbox"))
    assertContains(response, "<b>A reviewer</b> asks you <bdi>a question about a passage</bdi>")
    for hidden in (str(world.ben), str(world.reviewer), "Editor B"):
        assertNotContains(response, hidden)
    assertContains(signed_in(world.reviewer).get(reverse("inbox")), "<b>Editor B</b> replied")
    settle_for_first_editor(world)
    review_lifecycle.close_review(world.review, by=world.reviewer)
    assertContains(signed_in(world.ada).get(reverse("inbox")), f"<b>{world.reviewer}</b> asks you")


def test_queries_do_not_grow_with_the_lines(client, editor, django_assert_num_queries):
    assign(editor, 5)
    client.get(reverse("inbox"))
    with django_assert_num_queries(14):
        client.get(reverse("inbox"))
    assign(editor, 10)
    with django_assert_num_queries(14):
        client.get(reverse("inbox"))
