"""Which articles are meant."""

import pytest
from django.http import QueryDict
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from annotations.desk.selection import Unclear, read_ids, selected, write_ids
from tests.factories import make_article, make_outlet, make_reviewer

# A machine with other work at hand is slow, which says nothing of the code.
unhurried = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
ids = some.sets(some.integers(1, 400), min_size=1, max_size=60)


@unhurried
@given(ids)
def test_ids_written_and_read_are_the_same(chosen):
    rows = read_ids([write_ids(chosen)])
    assert {one for first, last in rows for one in range(first, last + 1)} == chosen


@pytest.mark.parametrize(
    ("chosen", "written"),
    [([3], "3"), ([7, 3, 2, 1], "1-3,7"), ([1, 3, 5], "1,3,5"), (range(1, 9000), "1-8999")],
)
def test_a_row_of_ids_is_written_by_its_ends(chosen, written):
    assert write_ids(chosen) == written


def test_rows_that_touch_or_overlap_are_one():
    assert read_ids(["4-6", "1-3", "5"]) == [(1, 6)]


@pytest.mark.parametrize("value", ["", "one", "1-", "-3", "1--3", "1,,2", "9" * 19, "1,3," * 900])
def test_what_is_no_id_is_refused(value):
    with pytest.raises(Unclear):
        read_ids([value])


def test_more_single_articles_than_an_address_holds_are_refused():
    with pytest.raises(Unclear):
        write_ids(range(1, 9000, 2))


@pytest.mark.django_db
class TestSelected:
    def selected(self, query, **how):
        return set(selected(QueryDict(query), make_reviewer(), **how))

    def test_ticked_articles_are_meant_whatever_the_filter(self):
        one, two, _three = (make_article() for _article in range(3))
        assert self.selected(f"article={one.pk}&article={two.pk}") == {one, two}

    def test_without_ticks_the_filter_says_which(self):
        outlet = make_outlet()
        there, _elsewhere = make_article(outlet=outlet), make_article()
        assert self.selected(f"outlet={outlet.pk}&sort=title&per=25") == {there}

    def test_without_anything_all_are_meant(self):
        both = {make_article(), make_article()}
        assert self.selected("") == both

    @pytest.mark.parametrize("query", ["outlett=1", "outlet=77000", "published_from=soon"])
    def test_a_filter_that_cannot_be_read_chooses_nothing(self, query):
        make_article()
        with pytest.raises(Unclear):
            self.selected(query)

    def test_names_that_mean_something_else_are_passed_over(self):
        article = make_article()
        assert self.selected("due_on=2031-03-14", besides=["due_on"]) == {article}
