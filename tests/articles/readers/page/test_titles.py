"""The headline among the titles that a page states, never the site's name."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.readers.page.titles import Titles, headline

WALL = "Harbour wall to be raised"


@pytest.mark.parametrize(
    ("titles", "sites", "expected"),
    [
        (
            Titles([WALL], shared=f"{WALL} | The Gullwing", head=f"{WALL} | News | Gullwing"),
            [],
            WALL,
        ),
        (Titles([], shared=f"{WALL} - The Gullwing"), ["The Gullwing"], WALL),
        (Titles([], head=f"The Gullwing » Archive » {WALL}"), [], WALL),
        (Titles([], head=f"Gullwing: News – {WALL}", data=WALL), ["Gullwing"], WALL),
        (Titles(["The Gullwing", WALL], head=f"{WALL} | The Gullwing"), ["The Gullwing"], WALL),
        (Titles(["The Gullwing"], head=f"{WALL} | The Gullwing"), [], WALL),
        (Titles(["The Gullwing"], shared=WALL), ["gullwing.example", "The Gullwing"], WALL),
        (Titles(["Menu", "More"], data=WALL, shared=WALL.upper()), [], WALL.upper()),
        (Titles(["Menu", WALL], tweeted=f"{WALL} - now"), [], WALL),
        (Titles(["Wall"], head="The Gullwing - Wall"), ["The Gullwing"], "Wall"),
        (Titles([WALL]), [], WALL),
        (Titles([], head=f"{WALL}-Gullwing"), ["Gullwing"], WALL),
        (
            Titles([], head=f"{WALL} · Harbour · gullwing.example"),
            ["gullwing.example"],
            f"{WALL} · Harbour",
        ),
        (
            Titles([f"Harbour: {WALL}"], shared=f"{WALL} | G", head=f"Harbour: {WALL} | G"),
            [],
            f"Harbour: {WALL}",
        ),
        (
            Titles(["Trial – day 3"], head="Trial – day 3 – The Gullwing"),
            ["The Gullwing"],
            "Trial – day 3",
        ),
    ],
)
def test_the_headline_is_chosen_and_the_site_left_out(titles, sites, expected):
    assert headline(titles, sites) == expected


def test_a_title_that_is_only_the_sites_name_is_taken_where_nothing_else_is_stated():
    assert headline(Titles([], head="The Gullwing"), ["The Gullwing"]) == "The Gullwing"


def test_a_page_that_states_nothing_has_no_headline():
    assert headline(Titles([]), ["The Gullwing"]) == ""


@given(
    st.lists(st.text(), max_size=3),
    st.text(),
    st.text(),
    st.text(),
    st.lists(st.text(), max_size=2),
)
def test_what_is_chosen_stands_in_what_is_stated(headings, data, shared, head, sites):
    titles = Titles(headings, data, shared, "", head)
    chosen = headline(titles, sites)
    assert any(chosen in one for one in (*headings, data, shared, head))


def test_a_title_of_nothing_but_marks_takes_no_longer_than_its_length():
    assert headline(Titles([], head=" | " * 100_000), []).strip(" |") == ""
