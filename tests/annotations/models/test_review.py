"""A review is released while it is closed: as a queryset, a condition and a predicate."""

import pytest

from annotations.models import Layer, Review
from annotations.models.review import where_released, where_unreleased
from tests.factories import make_layer
from tests.worlds import make_bare_review

pytestmark = pytest.mark.django_db


@pytest.fixture
def layers():
    """A layer in a closed review, one in an open review, and one without a review."""
    reviews = make_bare_review(closed=True), make_bare_review(closed=False)
    return [*(make_layer(revision=review.revision) for review in reviews), make_layer()]


def test_closed_reviews_are_released(layers):
    closed, opened, _without = layers
    assert list(Review.objects.released()) == [closed.revision.review]
    assert list(Review.objects.unreleased()) == [opened.revision.review]
    assert Review.objects.released().on(closed.revision).exists()
    assert not Review.objects.released().on(opened.revision).exists()


def test_the_condition_follows_a_path_and_counts_no_review_as_unreleased(layers):
    path = "revision__review"
    assert list(Layer.objects.filter(where_released(path))) == layers[:1]
    assert list(Layer.objects.exclude(where_released(path)).order_by("pk")) == layers[1:]
    assert list(Layer.objects.filter(where_unreleased(path)).order_by("pk")) == layers[1:]


def test_a_layer_is_released_with_the_review_of_its_revision(layers):
    assert [layer.is_released for layer in layers] == [True, False, False]
    assert layers[0].revision.review.is_released


def test_a_layer_with_its_review_at_hand_asks_nothing(layers, django_assert_num_queries):
    found = list(Layer.objects.select_related("revision__review").order_by("pk"))
    with django_assert_num_queries(0):
        assert [layer.is_released for layer in found] == [True, False, False]
