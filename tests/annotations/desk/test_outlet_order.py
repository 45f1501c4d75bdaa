"""The list of articles by outlet is that of one sort over all of them."""

import pytest
from django.http import QueryDict

from annotations.desk.filters import ArticleFilter
from tests.factories import make_article, make_editor, make_outlet

pytestmark = pytest.mark.django_db


@pytest.fixture
def articles():
    outlets = [make_outlet(name) for name in ("Coast", "alder", "Alder", "Bay")]
    titles = ("wall", "Wall", "harbour", "Ferry")
    for title in titles:
        for outlet in (*outlets[:3], None):
            make_article(title=title, outlet=outlet, text=f"The {title}.")
    make_outlet("Nothing of theirs")
    return outlets


def filters_of(query):
    return ArticleFilter(QueryDict(query), user=make_editor())


@pytest.mark.parametrize("query", ["", "&language=und", "&outlet=null", "&state=nobody"])
@pytest.mark.parametrize("order", ["outlet", "-outlet"])
def test_every_page_is_as_all_of_them_sorted_at_once(articles, order, query):
    filters = filters_of(f"sort={order}{query}")
    keys, sorted_at_once = filters.keys, list(filters.qs.values_list("pk", flat=True))
    assert keys.count() == len(sorted_at_once) > 3
    for size in (1, 3, 50):
        for first in range(0, len(sorted_at_once) + size, size):
            assert keys[first : first + size] == sorted_at_once[first : first + size]


def test_nothing_found_is_no_page(articles):
    keys = filters_of("sort=outlet&outlet=" + str(articles[3].pk)).keys
    assert keys.count() == 0
    assert keys[0:25] == []


@pytest.mark.parametrize("size", [5, 25])
def test_a_page_reads_the_outlets_that_stand_on_it(articles, size, django_assert_num_queries):
    for number in range(size):
        make_article(outlet=articles[1], title=f"Number {number}")
    keys = filters_of("sort=outlet").keys
    with django_assert_num_queries(3):  # The counts, the names, and those of one outlet.
        assert len(keys[0:5]) == 5


def test_other_orders_and_searches_are_sorted_at_once(articles):
    assert filters_of("sort=title").keys is None
    assert filters_of("sort=outlet&q=wall").keys is None
