"""What the desk may cost, whatever is stored: queries, and calls of functions."""

from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone

from annotations.desk import backlog
from annotations.models import Disagreement, Layer, Review
from annotations.models.disagreement import State
from annotations.readers import rights_of
from tests.counting import counted
from tests.factories import (
    make_annotation,
    make_article,
    make_editor,
    make_layer,
    make_reviewer,
    make_superuser,
)
from tests.worlds import make_review

pytestmark = pytest.mark.django_db

MORE_THAN_SHOWN = 22

BUDGETS = {make_editor: (12, 45_000), make_reviewer: (24, 80_000), make_superuser: (26, 85_000)}


def add_work(texts):
    """So many reviews that wait, texts without a layer, and texts with a late and a done layer."""
    late = timezone.localdate() - timedelta(days=1)
    first, second = make_editor(), make_editor()
    for _number in range(texts):
        make_review(A="qqqq", B="")
        make_article()
        revision = make_article().latest_revision()
        make_layer(revision=revision, editor=first, due_on=late)
        done = make_layer(revision=revision, editor=second)
        make_annotation(layer=done)
        Layer.objects.filter(pk=done.pk).update(submitted_at=timezone.now())


@pytest.mark.parametrize("make_reader", BUDGETS)
def test_the_desk_keeps_to_its_budget_at_two_sizes(client, make_reader):
    queries, calls = BUDGETS[make_reader]
    client.force_login(make_reader())
    add_work(MORE_THAN_SHOWN)
    few = counted(lambda: client.get("/"))
    add_work(MORE_THAN_SHOWN)
    many = counted(lambda: client.get("/"))
    assert many.result.status_code == 200
    assert few.queries == many.queries <= queries
    assert many.calls <= calls
    assert many.calls - few.calls <= 2500  # A line more for each editor, for the superuser.


@pytest.mark.skipif(
    connection.vendor != "sqlite", reason="PostgreSQL reads so few rows without an index"
)
def test_the_reviews_that_wait_are_read_in_their_order():
    superuser = make_superuser()
    plan = backlog._open_reviews(rights_of(superuser), 20, user=superuser.pk).explain()
    assert "INDEX review_open" in plan
    assert "TEMP B-TREE" not in plan


def test_disputed_reviews_come_first_each_kind_in_the_order_of_its_opening():
    reviews = [make_review(A="qqqq", B="") for _number in range(4)]
    for disputed in (reviews[0], reviews[2]):
        Review.objects.filter(pk=disputed.pk).update(closed_at=timezone.now())
        Disagreement.objects.filter(review=disputed).update(state=State.DISPUTED)
    rows, count = backlog.ready_to_review(make_reviewer(), 10)
    in_order = [reviews[0], reviews[2], reviews[1], reviews[3]]
    assert ([row.review for row in rows], count) == (in_order, 4)
    rows, count = backlog.ready_to_review(make_reviewer(), 3)
    assert ([row.review for row in rows], count) == (in_order[:3], 4)
