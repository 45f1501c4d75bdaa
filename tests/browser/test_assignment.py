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
    tab_to(page, page.get_by_role("button", name="Assign…"))
    press(page, "Enter")
    sheet = page.get_by_role("dialog", name="Assign")
    expect(sheet).to_contain_text("2 articles selected.")
    expect(sheet.get_by_role("heading", name="Assign")).to_be_focused()
    press(page, "Escape")
    expect(sheet).to_be_hidden()
    # What was ticked still is: to look and go back costs nothing.
    expect(page.locator(".bulk-bar")).to_contain_text("2 selected")
    expect(page.get_by_role("button", name="Assign…")).to_be_focused()
    press(page, "Enter")
    expect(page.get_by_label("ada", exact=True)).to_be_checked()
    assert not page.get_by_label("rita", exact=True).is_checked()
    tab_to(page, page.get_by_label("Editors for each article"))
    press(page, "Control+a", "1", "Tab")
    expect(page.locator("#plan")).to_contain_text("2 articles, 2 readings in all.")
    assert not Layer.objects.exists()
    tab_to(page, page.get_by_role("button", name="Assign 2 articles"))
    press(page, "Enter")
    expect(page.locator("main")).to_contain_text("2 articles assigned: 2 readings in all.")
    assert page.url.endswith("/articles/?sort=title#main")
    expect(page.locator(".list input:checked")).to_have_count(0)
    assert [title for title, _editor in given()] == ["Article 0", "Article 2"]
    assert {editor for _title, editor in given()} == {"ada", "ben"}
    assert pointed(page) == set()


def test_where_no_sheet_comes_assigning_is_a_page(page, live_server, desk):
    page.route(
        "**/assignment/selection/",
        lambda route: route.abort() if "x-fragment" in route.request.headers else route.continue_(),
    )
    signed_in(page, live_server, desk).goto("/articles/?sort=title")
    page.get_by_label("Tick Article 0").click()
    page.get_by_role("button", name="Assign…").click()
    page.wait_for_url("**/assignment/?article=*")
    expect(page.get_by_role("heading", name="Assign", level=1)).to_be_visible()


def test_without_script_the_plan_of_all_that_match_is_changed_and_carried_out(
    new_page, live_server, desk
):
    page = signed_in(new_page(java_script_enabled=False), live_server, desk)
    page.goto("/assignment/?q=wall")
    page.get_by_label("Editors for each article").fill("1")
    page.get_by_role("button", name="Show the plan").click()
    page.get_by_role("button", name="Assign 3 articles").click()
    expect(page.get_by_role("status")).to_have_text("3 articles assigned: 3 readings in all.")
    assert len(given()) == 3
