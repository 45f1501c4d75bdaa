"""Finding anything by keys, and the menu of every page."""

import re

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from newsroom.models import User
from tests.browser.conftest import signed_in
from tests.factories import make_article, make_editor, make_fact, make_reviewer

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

STATEMENT = "The harbour wall costs $48 million."


@pytest.fixture
def fact():
    return make_fact(STATEMENT)


@pytest.fixture
def desk(page, live_server):
    signed_in(page, live_server, make_editor("ada")).goto(reverse("desk"))
    return page


def chosen(page):
    return page.locator("#find [role=option][aria-selected=true]")


def test_a_key_words_and_enter_open_what_is_found(desk, fact):
    desk.keyboard.press("Control+k")
    expect(desk.get_by_role("combobox", name="Find anything")).to_be_focused()
    desk.keyboard.type("harbour wall")
    expect(chosen(desk)).to_contain_text(STATEMENT)
    desk.keyboard.press("Enter")
    desk.wait_for_url(f"**{fact.get_absolute_url()}")


def test_enter_that_is_quicker_than_the_answer_opens_what_was_typed_and_not_the_last_place(
    desk, fact
):
    desk.goto(reverse("guidelines"))
    held = []
    desk.route("**/search/?**", lambda route: held.append(route))
    desk.keyboard.press("Control+k")
    expect(chosen(desk)).to_contain_text("Desk")  # Where the reader was last.
    with desk.expect_request("**/search/?**"):
        desk.keyboard.type("harbour wall")
        desk.keyboard.press("Enter")
    assert desk.url.endswith(reverse("guidelines"))
    for route in held:
        route.continue_()
    desk.wait_for_url(f"**{fact.get_absolute_url()}")


def test_enter_that_waits_is_given_up_by_escape(desk, fact):
    held = []
    desk.route("**/search/?**", lambda route: held.append(route))
    desk.keyboard.press("Control+k")
    with desk.expect_request("**/search/?**"):
        desk.keyboard.type("harbour wall")
        desk.keyboard.press("Enter")
        desk.keyboard.press("Escape")
    with desk.expect_response("**/search/?**"):
        held[0].continue_()
    desk.wait_for_timeout(200)
    assert desk.url.endswith(reverse("desk"))


def test_arrows_go_over_all_groups_and_the_field_names_the_chosen_one(desk, fact):
    make_article(title="Harbour wall")
    desk.keyboard.press("/")
    desk.get_by_role("combobox", name="Find anything").fill("harbour")
    expect(chosen(desk)).to_contain_text("Harbour wall")
    desk.keyboard.press("ArrowDown")
    expect(chosen(desk)).to_contain_text(STATEMENT)
    field = desk.get_by_role("combobox", name="Find anything")
    expect(field).to_have_attribute("aria-activedescendant", chosen(desk).get_attribute("id"))
    desk.keyboard.press("ArrowDown")
    expect(chosen(desk)).to_contain_text("Harbour wall")
    desk.keyboard.press("Escape")
    expect(desk.locator("#find")).to_be_hidden()


def test_control_enter_opens_it_beside(desk, fact):
    desk.keyboard.press("Control+k")
    desk.keyboard.type("harbour wall")
    expect(chosen(desk)).to_contain_text(STATEMENT)
    with desk.context.expect_page() as opened:
        desk.keyboard.press("Control+Enter")
    opened.value.wait_for_url(f"**{fact.get_absolute_url()}")
    expect(desk.locator("#find")).to_be_visible()


def test_without_words_it_shows_where_one_was_and_another_account_does_not(desk, live_server, fact):
    desk.goto(fact.get_absolute_url())
    desk.goto(reverse("fact_new"))
    desk.goto("/no-such-page/")
    desk.keyboard.press("Control+k")
    expect(desk.locator("#find [role=option]").first).to_have_text("Record a fact")
    expect(desk.locator("#find [role=option]")).to_have_count(3)
    signed_in(desk, live_server, make_editor("ben")).goto(reverse("settings"))
    desk.keyboard.press("Control+k")
    expect(desk.locator("#find [role=option]")).to_have_count(0)


def test_a_letter_typed_into_a_field_opens_nothing(desk):
    desk.goto(reverse("fact_new"))
    desk.locator("[name=statement]").press("/")
    expect(desk.locator("[name=statement]")).to_have_value("/")
    expect(desk.locator("#find")).to_have_count(0)


def test_who_has_switched_letters_off_keeps_them_for_the_browser(page, live_server):
    editor = make_editor("ada", single_letter_keys=False)
    signed_in(page, live_server, editor).goto(reverse("desk"))
    page.keyboard.press("/")
    page.keyboard.press("Control+k")
    expect(page.locator("#find")).to_be_visible()
    expect(page.get_by_role("combobox", name="Find anything")).to_have_value("")


def test_a_list_takes_the_slash_for_its_own_search(desk):
    make_article()
    desk.goto(reverse("articles"))
    desk.keyboard.press("/")
    expect(desk.locator("main input[type=search]").first).to_be_focused()
    expect(desk.locator("#find")).to_have_count(0)


def test_the_theme_changes_at_once_and_stays(desk):
    desk.get_by_role("button", name="ada").click()
    with desk.expect_response(lambda answer: answer.url.endswith(reverse("theme"))):
        desk.get_by_role("button", name="Dark").click()
    expect(desk.locator("html")).to_have_attribute("data-theme", "dark")
    desk.reload()
    expect(desk.locator("html")).to_have_attribute("data-theme", "dark")
    assert User.objects.get(username="ada").theme == "dark"


def test_on_a_phone_the_pages_of_every_day_stand_at_the_foot(new_page, live_server):
    page = new_page(viewport={"width": 390, "height": 844})
    signed_in(page, live_server, make_reviewer()).goto(reverse("desk"))
    bar = page.get_by_role("navigation", name="Main pages")
    words = [re.sub(r"\s+", " ", one).strip() for one in bar.locator("> *").all_inner_texts()]
    assert words == ["Desk", "Articles", "Review", "Inbox", "More"]
    box = bar.bounding_box()
    assert box["y"] + box["height"] == 844
    assert all(one.bounding_box()["height"] >= 44 for one in bar.locator("> *").all())
    bar.get_by_role("button", name="More").click()
    page.get_by_role("navigation", name="Main", exact=True).get_by_role(
        "link", name="Facts"
    ).click()
    page.wait_for_url(f"**{reverse('facts')}")


def test_on_a_desk_no_bar_stands_at_the_foot(desk):
    expect(desk.locator(".bottom-bar")).to_be_hidden()
