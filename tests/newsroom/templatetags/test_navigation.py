"""The bar at the top says where one is."""

import pytest

from newsroom.templatetags.navigation import nav_link


def link(rf, path, name="facts", **fields):
    return nav_link({"request": rf.get(path)}, name, "Facts & more", **fields)


@pytest.mark.parametrize(
    ("path", "current"),
    [("/facts/", ' aria-current="page"'), ("/facts/12/", ' aria-current="true"'), ("/", "")],
)
def test_a_link_is_current_on_its_page_and_below(rf, path, current):
    assert link(rf, path) == f'<a href="/facts/"{current}>Facts &amp; more</a>'


def test_the_desk_is_current_on_the_desk_alone(rf):
    assert "aria-current" in link(rf, "/", "desk")
    assert "aria-current" not in link(rf, "/facts/", "desk")


@pytest.mark.parametrize(("count", "shown"), [(0, False), (3, True)])
def test_a_number_is_told_where_there_is_one(rf, count, shown):
    assert (f'<span class="count">{count}</span>' in link(rf, "/", count=count)) is shown
