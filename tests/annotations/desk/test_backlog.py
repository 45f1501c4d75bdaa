"""What waits for whom."""

from datetime import timedelta

import pytest
from django.utils import timezone

from annotations.desk import backlog
from annotations.discussion import threads
from annotations.layers import lifecycle as layer_lifecycle
from annotations.layers import workload
from annotations.review import lifecycle as review_lifecycle
from tests.factories import (
    make_article,
    make_editor,
    make_layer,
    make_lead,
    make_reviewer,
    make_revision,
    make_superuser,
)
from tests.worlds import dispute_group, make_review, only_group, settle_group

pytestmark = pytest.mark.django_db


def ready(user):
    rows, count = backlog.ready_to_review(user, 20)
    assert len(rows) == count
    return [(row.review, row.left) for row in rows]


def counts():
    return backlog.backlog_counts(timezone.localdate(), backlog.latest_articles())


def in_days(number):
    return timezone.localdate() + timedelta(days=number)


class TestReadyToReview:
    def test_an_open_review_is_ready_with_what_is_left_to_settle(self):
        review, agreed = make_review(A="qq.qq", B=""), make_review(A="qqqq", B="qqqq")
        assert ready(make_reviewer()) == [(review, 2), (agreed, 0)]

    def test_what_is_settled_is_not_left(self):
        review = make_review(A="qqqq", B="")
        settle_group(only_group(review), letters=["A"])
        assert ready(make_reviewer()) == [(review, 0)]

    def test_neither_a_closed_nor_a_suspended_nor_an_archived_one_is_ready(self):
        closed, suspended, archived = (make_review(A="qqqq", B="qqqq") for _review in range(3))
        closed.closed_at = timezone.now()
        closed.save()
        layer_lifecycle.reopen(suspended.revision.layers.first(), by=make_reviewer())
        archived.revision.article.archived_at = timezone.now()
        archived.revision.article.save()
        assert ready(make_reviewer()) == []

    def test_a_closed_review_is_ready_again_where_a_ruling_is_disputed(self):
        review, rob = make_review(A="qqqq.ss", B=".......", C="......."), make_reviewer()
        for row in review.disagreements.all():
            settle_group(row, "nothing")
        review_lifecycle.close_review(review, by=make_reviewer())
        row = review.disagreements.first()
        thread = dispute_group(row)
        make_layer(revision=review.revision, editor=rob, submitted=True)
        assert ready(rob) == []
        assert ready(make_reviewer()) == [(review, 1)]
        threads.resolve(thread, by=make_reviewer())
        assert ready(make_reviewer()) == []

    def test_a_review_of_what_one_annotates_is_for_somebody_else(self):
        review, rob = make_review(A="qqqq", B="qqqq"), make_reviewer()
        make_layer(revision=review.revision, editor=rob, submitted=True)
        assert ready(rob) == []
        assert ready(make_reviewer()) == [(review, 0)]

    def test_of_many_the_oldest_are_shown_and_all_are_counted(self):
        reviews = [make_review(A="qqqq", B="qqqq") for _review in range(3)]
        rows, count = backlog.ready_to_review(make_reviewer(), 2)
        assert ([row.review for row in rows], count) == (reviews[:2], 3)


class TestWaiting:
    def test_texts_that_lack_editors_are_counted_with_how_many(self):
        make_article()
        make_layer()
        full = make_revision()
        make_layer(revision=full), make_layer(revision=full, submitted=True)
        make_article(archived_at=timezone.now())
        make_review(A="qqqq", B="qqqq")
        found = counts()
        assert (found["texts_lacking"], found["editors_lacking"]) == (2, 3)

    def test_the_newest_text_is_the_one_that_lacks(self):
        layer = make_layer()
        make_layer(revision=layer.revision)
        assert counts()["texts_lacking"] == 0
        make_revision(layer.revision.article, text="Another text.")
        assert counts()["editors_lacking"] == 2

    def test_open_late_and_reopened_layers_are_counted(self):
        one = make_layer(due_on=in_days(-1))
        make_layer(revision=one.revision, due_on=in_days(0))
        make_layer(taken_back_at=timezone.now()), make_layer(submitted=True)
        layer_lifecycle.reopen(make_layer(submitted=True), by=make_reviewer())
        found = counts()
        assert (found["layers_open"], found["texts_open"]) == (3, 2)
        assert (found["layers_late"], found["texts_reopened"]) == (1, 1)

    def test_with_nothing_there_nothing_waits(self):
        assert set(counts().values()) == {0}


def test_whoever_is_late_stands_first_then_whoever_has_most():
    ada, ben, cleo = (make_editor(name) for name in ("ada", "ben", "cleo"))
    make_layer(editor=ada), make_layer(editor=cleo), make_layer(editor=cleo)
    make_layer(editor=ben, due_on=in_days(-2))
    rows = workload.open_layers_by_editor(timezone.localdate())
    assert [(one.editor, one.open, one.late, one.first_due) for one in rows] == [
        (ben, 1, 1, in_days(-2)),
        (cleo, 2, 0, None),
        (ada, 1, 0, None),
    ]


def test_the_desk_names_editors_to_those_who_look_after_people_alone(client):
    make_layer(editor=make_editor("zacharias"), due_on=in_days(3))
    for user, named in [(make_superuser(), True), (make_lead(), True), (make_reviewer(), False)]:
        client.force_login(user)
        page = client.get("/").content.decode()
        assert "1 reading is open, on 1 article." in " ".join(page.split())
        assert ("zacharias" in page) is named


def test_an_editors_desk_tells_nothing_of_it(client):
    make_review(A="qqqq", B="")
    client.force_login(make_editor())
    answer = client.get("/")
    for name in ("ready", "waits", "held"):
        assert name not in answer.context
