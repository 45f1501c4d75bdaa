"""The inbox, through the front door."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from annotations.discussion import notifications, threads
from annotations.layers import lifecycle as layer_lifecycle
from annotations.models import Notice
from annotations.review import lifecycle as review_lifecycle
from tests.factories import (
    make_article,
    make_editor,
    make_reviewer,
    make_revision,
    make_superuser,
)
from tests.pages import texts
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
    assertContains(page, "Nothing matches.")
    assertNotContains(page, "Nothing yet")


def test_new_lines_are_counted_in_the_bar_until_they_are_read(client, editor):
    assign(editor, 2)
    assertContains(client.get(reverse("desk")), '<span class="count badge">2</span>')
    response = client.get(reverse("inbox"))
    assertContains(response, "asks you to annotate", count=1)  # In one line.
    notice = Notice.objects.filter(user=editor).first()
    client.post(reverse("notice_reading", args=[notice.pk]))
    assertContains(client.get(reverse("desk")), '<span class="count badge">1</span>')
    client.post(reverse("notice_reading", args=[notice.pk]), {"unread": "1"})
    assertContains(client.get(reverse("desk")), '<span class="count badge">2</span>')


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
    assertContains(client.get(reverse("inbox"), {"about": "talk"}), "Nothing matches.")
    assertContains(client.get(reverse("inbox"), {"about": "x"}), "Select a valid choice")


def test_a_long_inbox_has_pages(client, editor):
    assign(editor, 26)
    few = {"per": 25}
    assertContains(client.get(reverse("inbox"), few), "1–25 of 26")
    assertContains(client.get(reverse("inbox"), {**few, "page": 2}), "26–26 of 26")


def assign_at_once(editor, number, *, by, due_on=None):
    return [
        layer_lifecycle.assign(
            make_article(title=f"Number {one}").latest_revision(), editor, by=by, due_on=due_on
        )
        for one in range(number)
    ]


def test_thirteen_articles_given_at_once_are_one_line_with_their_deadline(client, editor):
    friday = timezone.localdate() + timedelta(days=3)
    assign_at_once(editor, 13, by=make_reviewer("rita"), due_on=friday)
    page = client.get(reverse("inbox"))
    (line,) = page.context["rows"]
    told = f"A reviewer asks you to annotate 13 articles, due {friday:%A}"
    assert texts(page, "//ul[@class='inbox']/li//summary") == [told]
    assert len(texts(page, "//details//li/a")) == 13
    client.post(reverse("inbox_reading"), {"notice": [one.pk for one, _told in line.told]})
    assert not Notice.objects.unread(editor).exists()


@pytest.mark.parametrize("apart", ["with another deadline", "read already"])
def test_what_is_not_of_one_kind_stays_apart(client, editor, apart):
    rita = make_reviewer("rita")
    assign_at_once(editor, 2, by=rita)
    due = timezone.localdate() + timedelta(days=30) if apart == "with another deadline" else None
    assign_at_once(editor, 1, by=rita, due_on=due)
    if apart == "read already":
        notifications.mark_read(Notice.objects.filter(user=editor).first())
    assert [len(line.told) for line in client.get(reverse("inbox")).context["rows"]] == [1, 2]


def test_only_the_notices_that_are_named_are_read_and_nobody_elses(client, editor):
    other = make_editor()
    assign(editor, 2), assign(other)
    mine, theirs = (Notice.objects.filter(user=one).first() for one in (editor, other))
    client.post(reverse("inbox_reading"), {"notice": [mine.pk, theirs.pk]})
    assert Notice.objects.unread(editor).count() == 1
    assert Notice.objects.unread(other).count() == 1


def test_a_notice_is_read_when_its_work_is_opened_from_wherever(client, editor):
    first, second = assign_at_once(editor, 2, by=make_reviewer())
    client.get(first.get_absolute_url())
    (left,) = Notice.objects.unread(editor)
    assert left.event.subject_id == str(second.pk)


def test_a_notice_is_read_when_its_work_is_submitted(editor):
    (layer,) = assign_at_once(editor, 1, by=make_reviewer())
    layer_lifecycle.submit(layer, by=editor)
    assert not Notice.objects.unread(editor).exists()


def test_a_finished_review_is_read_when_its_outcome_is_opened(client):
    world = make_two_editors_review(closed=True)
    signed_in(world.ada).get(reverse("layer_changes", args=[world.layer.pk]))
    assert not Notice.objects.unread(world.ada).filter(event__verb="review.closed").exists()
    assert Notice.objects.unread(world.ben).filter(event__verb="review.closed").exists()


def test_somebody_elses_look_reads_no_notice(editor):
    (layer,) = assign_at_once(editor, 1, by=make_reviewer())
    signed_in(make_superuser()).get(layer.get_absolute_url())
    assert Notice.objects.unread(editor).count() == 1


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
    with django_assert_num_queries(15):
        client.get(reverse("inbox"))
    assign(editor, 10)
    with django_assert_num_queries(15):
        client.get(reverse("inbox"))
