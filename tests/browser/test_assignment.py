"""Articles are assigned by the keyboard alone: ticked in the list, planned, carried out."""

import pytest
from playwright.sync_api import expect

from annotations.models import Layer
from tests.browser.conftest import signed_in
from tests.browser.keyboard import logged, pointed, press, tab_to
from tests.factories import make_article, make_editor, make_reviewer

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def desk():
    """A reviewer, two editors, and three articles."""
    rita = make_reviewer("rita")
    for name in ("ada", "ben"):
        make_editor(name)
    for number in range(3):
        make_article(by=rita, title=f"Article {number}")
    return rita


def given():
    return sorted(Layer.objects.values_list("revision__article__title", "editor__username"))


def test_ticked_articles_are_assigned_by_the_keyboard_alone(page, live_server, desk):
    signed_in(logged(page), live_server, desk).goto("/articles/?sort=title")
    for number in (0, 2):
        tab_to(page, page.get_by_label(f"Tick Article {number}"))
        press(page, "Space")
    tab_to(page, page.get_by_role("button", name="Assign the ticked articles…"))
    press(page, "Enter")
    expect(page.locator("main")).to_contain_text("2 ticked articles.")
    expect(page.get_by_label("ada")).to_be_checked()
    expect(page.get_by_label("rita")).not_to_be_checked()
    tab_to(page, page.get_by_label("Editors for each article"))
    press(page, "Control+a", "1", "Tab")
    tab_to(page, page.get_by_role("button", name="Show the plan"))
    press(page, "Enter")
    expect(page.get_by_role("heading", name="What each editor gets")).to_be_visible()
    assert not Layer.objects.exists()
    tab_to(page, page.get_by_role("button", name="Assign 2 layers"))
    press(page, "Enter")
    expect(page.get_by_role("status")).to_contain_text("2 layers assigned, in 2 articles.")
    assert [title for title, _editor in given()] == ["Article 0", "Article 2"]
    assert {editor for _title, editor in given()} == {"ada", "ben"}
    assert pointed(page) == set()


def test_without_script_all_that_match_are_assigned(new_page, live_server, desk):
    page = signed_in(new_page(java_script_enabled=False), live_server, desk)
    page.goto("/articles/?q=wall")
    page.get_by_role("button", name="Assign all 3 articles that match…").click()
    page.get_by_role("button", name="Show the plan").click()
    page.get_by_role("button", name="Assign 6 layers").click()
    expect(page.get_by_role("status")).to_have_text("6 layers assigned, in 3 articles.")
    assert len(given()) == 6
