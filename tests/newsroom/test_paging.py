"""A page of a list is the same, however its rows are found and counted."""

import pytest

from articles.models import Article
from newsroom.paging import count_up_to, looked_up_page_of, page_of
from newsroom.templatetags.words import in_words
from tests.factories import make_article

pytestmark = pytest.mark.django_db

# Query, then the number of the page and the first and last of its rows, of sixty.
PAGES = [
    ("", 1, "Wall 00", "Wall 24"),
    ("page=2", 2, "Wall 25", "Wall 49"),
    ("page=3", 3, "Wall 50", "Wall 59"),
    ("page=3&per=50", 2, "Wall 50", "Wall 59"),
    ("page=999999999", 3, "Wall 50", "Wall 59"),
    ("page=99999999999999999999", 3, "Wall 50", "Wall 59"),
    ("page=0", 3, "Wall 50", "Wall 59"),
    ("page=-1", 3, "Wall 50", "Wall 59"),
    ("page=two", 1, "Wall 00", "Wall 24"),
    ("page=²", 1, "Wall 00", "Wall 24"),
    ("page=٢", 2, "Wall 25", "Wall 49"),
]


@pytest.fixture
def sixty():
    for number in range(60):
        make_article(title=f"Wall {number:02}")
    return Article.objects.order_by("title")


def told(page):
    rows = list(page)
    return page.number, rows[0].title, rows[-1].title


@pytest.mark.parametrize("scanned", [True, False])
def test_a_page_is_that_of_page_of(rf, sixty, scanned):
    for query, *expected in PAGES:
        request = rf.get(f"/?{query}")
        page = looked_up_page_of(sixty, request, shown=lambda rows: rows, scanned=scanned)
        as_ever = page_of(sixty, request)
        assert told(page) == told(as_ever) == tuple(expected), query
        assert page.paginator.count == 60
        assert page.shown_numbers == as_ever.shown_numbers
        assert (page.start_index(), page.end_index()) == (
            as_ever.start_index(),
            as_ever.end_index(),
        )


@pytest.mark.parametrize(("scanned", "queries"), [(True, 2), (False, 3)])
def test_only_the_rows_of_the_page_are_looked_up(
    rf, sixty, scanned, queries, django_assert_num_queries
):
    shown = []

    def with_all(rows):
        shown.extend(rows)
        return shown

    with django_assert_num_queries(queries):
        looked_up_page_of(sixty, rf.get("/?page=2"), shown=with_all, scanned=scanned)
    assert len(shown) == 25


@pytest.mark.parametrize("scanned", [True, False])
def test_a_list_of_nothing_is_one_empty_page_found_in_one_query(
    rf, scanned, django_assert_num_queries
):
    rows = Article.objects.order_by("title")
    with django_assert_num_queries(1):
        page = looked_up_page_of(rows, rf.get("/"), shown=lambda rows: rows, scanned=scanned)
    assert (list(page), page.number, page.paginator.count) == ([], 1, 0)


@pytest.mark.parametrize(
    ("most", "count", "is_more", "words"),
    [(59, 59, True, "More than 59"), (60, 60, False, "60"), (61, 60, False, "60")],
)
def test_rows_are_counted_no_further_than_asked(sixty, most, count, is_more, words):
    found = count_up_to(Article.objects.all(), most)
    assert (found, found.is_more, in_words(found)) == (count, is_more, words)
