"""Two reviewers do not take the same disagreement."""

import pytest
from django.utils import timezone

from annotations.models import Disagreement
from annotations.review import reservations
from newsroom.models import Event
from tests.factories import make_reviewer
from tests.worlds import make_review, only_group, settle_group

pytestmark = pytest.mark.django_db


def test_a_group_is_reserved_for_one_reviewer_until_the_time_is_over_or_it_is_released():
    row, one, other = only_group(make_review(A="qq", B="")), make_reviewer(), make_reviewer()
    assert reservations.reserve_group(row, by=one)
    assert reservations.reserve_group(row, by=one)
    assert not reservations.reserve_group(row, by=other)
    reservations.free_group(row, by=other)
    assert not reservations.reserve_group(row, by=other)
    Disagreement.objects.update(reserved_until=timezone.now())
    assert reservations.reserve_group(row, by=other)
    reservations.free_group(row, by=other)
    assert reservations.reserve_group(row, by=one)
    settle_group(row, "nothing", reason="not checkable", by=other)
    row.refresh_from_db()
    assert (row.reserved_by, row.reserved_until) == (None, None)


def test_groups_are_assigned_in_the_order_in_which_a_batch_locks_them():
    rows = list(make_review(A="qq..qq", B="......").disagreements.order_by("pk"))
    reservations.assign_groups(reversed(rows), make_reviewer(), by=make_reviewer())
    events = Event.objects.filter(verb="disagreement.assigned").order_by("pk")
    assert [event.subject_id for event in events] == [str(row.pk) for row in rows]
    assert len(rows) > 1
