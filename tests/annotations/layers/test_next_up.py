"""Which article an editor is offered next, of those that are theirs."""

from datetime import timedelta

import pytest
from django.utils import timezone

from annotations.layers.next_up import next_of
from tests.factories import make_article, make_editor, make_layer, make_revision

pytestmark = pytest.mark.django_db


@pytest.fixture
def ada():
    return make_editor("ada")


def own(editor, *, days=None, **fields):
    due_on = None if days is None else timezone.localdate() + timedelta(days=days)
    return make_layer(revision=make_revision(), editor=editor, due_on=due_on, **fields)


def test_what_is_late_comes_before_what_is_due_and_that_before_the_oldest(ada):
    oldest, due, late = own(ada), own(ada, days=3), own(ada, days=-2)
    own(ada)
    for expected in (late, due, oldest):
        assert next_of(ada) == expected
        expected.submitted_at = timezone.now()
        expected.save()


def test_nothing_of_others_of_what_is_done_or_archived_is_offered(ada):
    own(make_editor("ben"), days=-9)
    own(ada, submitted=True)
    archived = make_article(archived_at=timezone.now())
    make_layer(revision=archived.latest_revision(), editor=ada)
    taken_back = own(ada)
    taken_back.taken_back_at = timezone.now()
    taken_back.save()
    assert next_of(ada) is None


def test_one_question_to_the_database_is_enough(ada, django_assert_num_queries):
    for _ in range(3):
        own(ada)
    with django_assert_num_queries(1):
        found = next_of(ada)
        assert found.revision.article.title
        assert found.get_absolute_url()
