"""Reminding of late readings: once a day for each, told by whom, gone when the work is done."""

from datetime import timedelta

import pytest
from django.utils import timezone

from annotations.discussion.inbox_lines import lines
from annotations.history.access import events_seen_by
from annotations.history.sentences import describe_notices
from annotations.layers import lifecycle
from annotations.layers.reminding import remind
from annotations.models import Layer, Notice
from newsroom.models import Event
from tests.at_once import at_once
from tests.counting import counted
from tests.factories import (
    make_annotation,
    make_article,
    make_editor,
    make_layer,
    make_reviewer,
    make_superuser,
)

pytestmark = pytest.mark.django_db


def days(number):
    return timezone.localdate() + timedelta(days=number)


def late_layer(editor=None, **fields):
    return make_layer(editor=editor or make_editor(), due_on=days(-2), **fields)


def remind_all(by=None, today=None):
    return remind(Layer.objects.all(), by=by or make_reviewer(), today=today or days(0))


def reminders():
    return Notice.objects.filter(event__verb="layer.reminded")


def inbox_of(editor):
    notices = list(Notice.objects.filter(user=editor).select_related("event__actor"))
    told = describe_notices([notice.event for notice in notices], editor)
    return [str(line.sentence) for line in lines(zip(notices, told, strict=True))]


def test_several_late_articles_are_one_line_that_says_as_much_of_who_reminds_as_is_known():
    ada = make_editor()
    for _number in range(3):
        late_layer(ada)
    assert remind_all() == 3
    assert inbox_of(ada) == ["<b>A reviewer</b> reminds you of 3 articles that are late"]


def test_of_one_article_it_says_which():
    layer = late_layer()
    remind_all(make_reviewer(first_name="Rita"))
    (line,) = inbox_of(layer.editor)
    assert "reminds you of an article that is late" in line
    assert layer.revision.article.title in line


def test_a_second_reminder_on_a_day_does_nothing_whoever_presses():
    late_layer()
    assert remind_all() == 1
    assert remind_all() == 0
    assert reminders().count() == 1


def test_on_the_next_day_one_may_remind_again():
    late_layer()
    remind_all()
    assert remind_all(today=days(1)) == 1


def test_what_is_not_late_not_open_or_archived_is_left_out():
    make_layer(due_on=days(0))
    make_layer()
    late_layer(submitted=True)
    late_layer(taken_back_at=timezone.now())
    late_layer(revision=make_article(archived_at=timezone.now()).latest_revision())
    late_layer(make_editor(is_active=False))
    assert remind_all() == 0
    assert not Event.objects.exists()


def test_nobody_reminds_themselves():
    rita = make_reviewer()
    late_layer(rita)
    assert remind_all(rita) == 0
    assert remind_all() == 1


@pytest.mark.parametrize("done", ["submitted", "taken back", "handed over", "another day"])
def test_a_reminder_is_gone_when_the_work_is_done_or_asked_for_no_longer(done):
    layer, rita = late_layer(), make_reviewer()
    other = late_layer(layer.editor)
    remind_all(rita)
    assert reminders().count() == 2
    if done == "submitted":
        make_annotation(layer=layer)
        lifecycle.submit(layer, by=layer.editor)
    elif done == "taken back":
        lifecycle.take_back(layer, by=rita)
    elif done == "handed over":
        lifecycle.hand_over(layer, make_editor(), by=rita)
    else:
        lifecycle.set_due(layer, days(3), by=rita)
    (left,) = reminders()
    assert left.event.subject_id == str(other.pk)


def test_the_history_tells_a_reviewer_of_it_and_no_other_editor():
    layer = late_layer()
    remind_all()
    event = Event.objects.get(verb="layer.reminded")
    assert event in events_seen_by(make_reviewer())
    assert event in events_seen_by(layer.editor)
    assert event not in events_seen_by(make_editor())


def test_it_takes_as_many_queries_for_many_as_for_few():
    rita = make_superuser()
    late_layer()
    few = counted(lambda: remind_all(rita, timezone.localdate()), warm=0)
    for _number in range(6):
        late_layer()
    many = counted(lambda: remind_all(rita, timezone.localdate()), warm=0)
    assert many.queries <= few.queries


@pytest.mark.django_db(transaction=True)
def test_two_who_press_at_once_make_one_notice():
    late_layer()
    late_layer()
    people = [make_reviewer() for _number in range(4)]
    outcomes = at_once(*[lambda by=by: remind_all(by) for by in people])
    assert sorted(outcomes) == [0, 0, 0, 2]
    assert reminders().count() == 2
    assert Event.objects.filter(verb="layer.reminded").count() == 2


@pytest.mark.django_db(transaction=True)
def test_a_reminder_and_a_submission_at_once_leave_no_reminder_of_what_is_submitted():
    for _round in range(3):
        layer = late_layer()
        make_annotation(layer=layer)
        at_once(
            lambda: remind_all(),
            lambda layer=layer: lifecycle.submit(layer, by=layer.editor),
        )
        assert not reminders().filter(event__subject_id=str(layer.pk)).exists()
