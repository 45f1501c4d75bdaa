"""What was done week by week, of everybody and as far as the reader may know it."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from annotations.desk import weeks
from annotations.models import Adjudication, Review
from annotations.review import lifecycle as review_lifecycle
from tests.factories import make_editor, make_reviewer, make_superuser, make_user
from tests.worlds import make_review, make_two_editors_review, only_group, settle_group

pytestmark = pytest.mark.django_db


def decide(*, closed=False):
    review = make_review(A="qqqq", B="")
    settle_group(only_group(review), letters=["A"])
    if closed:
        review_lifecycle.close_review(review, by=make_reviewer())
    return review


def told(reader, weeks_later=0):
    """The decisions of the last weeks as that reader counts them so many weeks from now."""
    day = timezone.localdate() + timedelta(weeks=weeks_later)
    return [week.done for week in weeks.decided(day, reader)]


@pytest.mark.parametrize("weeks_later", [0, 1, 11])
def test_decisions_count_in_the_week_in_which_they_were_made(weeks_later):
    decide()
    decide()
    counts = told(make_reviewer(), weeks_later)
    assert counts == [2 if back == weeks_later else 0 for back in range(11, -1, -1)]
    assert sum(told(make_reviewer(), 12)) == 0


def test_a_decision_counts_also_where_another_replaced_it():
    review = decide()
    settle_group(only_group(review), "nothing")
    assert told(make_reviewer())[-1] == 2


def test_what_the_program_decided_as_all_agreed_is_no_decision():
    make_review(A="qqqq", B="qqqq")
    assert Adjudication.objects.filter(rule="unanimous").exists()
    assert sum(told(make_superuser())) == 0


def test_an_editor_counts_only_what_is_released_and_others_nothing():
    decide()
    assert sum(told(make_editor())) == 0
    decide(closed=True)
    assert told(make_editor())[-1] == 1
    assert sum(told(make_user())) == 0


def test_a_reviewer_does_not_count_a_text_that_they_annotate_themselves():
    world = make_two_editors_review(settled=True)
    assert told(make_reviewer())[-1] == 1
    world.ada.groups.set(make_reviewer().groups.all())
    assert told(type(world.ada).objects.get(pk=world.ada.pk))[-1] == 0
    Review.objects.filter(pk=world.review.pk).update(closed_at=timezone.now())
    assert told(type(world.ada).objects.get(pk=world.ada.pk))[-1] == 1


def test_weeks_begin_on_monday_at_midnight():
    sunday = date(2026, 11, 29)
    assert weeks.first_days(sunday)[-1] == date(2026, 11, 23)
    assert weeks.first_days(sunday + timedelta(days=1))[-1] == date(2026, 11, 30)
    edges = weeks.edges_of_weeks(sunday)
    assert edges["edge_12"] == weeks.midnight(date(2026, 11, 30))
    assert len(edges) == weeks.WEEKS + 1
