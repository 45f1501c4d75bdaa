"""How a list is shown is chosen in place; a day is typed or picked, and what was read is told."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone
from django.utils.formats import date_format
from playwright.sync_api import expect

from annotations.models import Layer
from newsroom.models import User
from tests.browser.conftest import signed_in
from tests.factories import make_article, make_editor, make_layer, make_outlet, make_reviewer

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

BIG = {"viewport": {"width": 1280, "height": 800}}
PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}


@pytest.fixture
def rita():
    """A reviewer with a list of articles, no column of which says the same in each row."""
    for number in range(6):
        make_article(
            title=f"Article {number}",
            outlet=make_outlet(f"Outlet {number}"),
            published_on=f"2026-02-0{number + 1}",
            byline="By somebody with a name",
        )
    return make_reviewer("rita")


def heads(page):
    return page.locator(".list thead th a")


def height(page):
    return page.locator(".list tbody tr").first.bounding_box()["height"]


def test_columns_and_density_are_chosen_in_place_and_remembered(new_page, live_server, rita):
    page = signed_in(new_page(**BIG), live_server, rita)
    page.goto("/articles/?sort=title")
    page.evaluate("window.sameDocument = true")
    expect(heads(page)).to_have_text(["Title", "Outlet", "Published"])
    assert height(page) >= 52
    page.get_by_text("Display", exact=True).click()
    page.get_by_label("Outlet", exact=True).last.click()
    expect(heads(page)).to_have_text(["Title", "Published"])
    expect(page.locator("#list-display [value=outlet][type=checkbox]")).to_be_focused()
    page.get_by_label("Compact").click()
    expect(page.locator(".list.compact")).to_be_visible()
    assert height(page) == pytest.approx(40, abs=1.5)
    assert page.evaluate("window.sameDocument")
    expect(page).to_have_url(re.compile(r"/articles/\?sort=title$"))
    page.keyboard.press("Escape")
    expect(page.locator("#list-display .opened")).to_be_hidden()
    expect(page.locator("#list-display summary")).to_be_focused()
    page.goto("/articles/?sort=-title")
    expect(page.locator(".list.compact")).to_be_visible()
    expect(heads(page)).to_have_text(["Title", "Published"])


def test_quick_choices_are_all_kept(new_page, live_server, rita):
    page = signed_in(new_page(**BIG), live_server, rita)
    page.goto("/articles/?sort=title")
    page.locator("#list-display summary").click()
    page.evaluate(
        """() => { for (const value of ["outlet", "published", "progress"])
             document.querySelector(`#list-display [type=checkbox][value=${value}]`).click(); }"""
    )
    expect(page.locator(".list thead th a")).to_have_text(["Title"])
    hidden = User.objects.get(pk=rita.pk).lists["articles"]["hidden"]
    assert hidden == ["outlet", "progress", "published"]


def test_the_choice_works_by_keys_alone(new_page, live_server, rita):
    page = signed_in(new_page(**BIG), live_server, rita)
    page.goto("/articles/?sort=title")
    page.locator("#list-display summary").focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.press("ArrowDown")
    expect(page.locator(".list.compact")).to_be_visible()
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    expect(heads(page)).to_have_text(["Title", "Published"])


def test_without_script_a_button_applies_the_choice(new_page, live_server, rita):
    page = signed_in(new_page(**BIG, java_script_enabled=False), live_server, rita)
    page.goto("/articles/?sort=title")
    page.locator("#list-display summary").click()
    page.get_by_label("Compact").click()
    page.locator("#list-display [data-apply]").click()
    expect(page.locator(".list.compact")).to_be_visible()
    expect(page).to_have_url(re.compile(r"sort=title$"))


def test_on_a_phone_the_menu_fits_and_fingers_hit_it(new_page, live_server, rita):
    page = signed_in(new_page(**PHONE), live_server, rita)
    page.goto("/articles/")
    page.locator("#list-display summary").tap()
    for label in page.locator("#list-display .opened label").all():
        assert label.bounding_box()["height"] >= 44
    page.get_by_label("Compact").tap()
    expect(page.locator(".list.compact")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    assert height(page) >= 44


def test_a_day_is_typed_in_words_and_what_was_read_is_told(new_page, live_server, rita):
    make_editor("ada")
    page = signed_in(new_page(**BIG), live_server, rita)
    page.goto("/assignment/")
    page.get_by_label("ada", exact=True).check()
    line = page.get_by_label("Due on")
    line.fill("tomorrow")
    tomorrow = timezone.localdate() + timedelta(days=1)
    expect(page.locator("day-field output")).to_contain_text(date_format(tomorrow))
    line.fill("3/4/2099")
    expect(page.locator("day-field output")).to_have_text(
        "That may be 3 Apr 2099 or 4 Mar 2099: write one of them so."
    )
    line.fill("3 Apr 2099")
    line.press("Tab")
    expect(page.locator("#plan")).to_contain_text("Due 3 Apr 2099.")
    page.get_by_role("button", name=re.compile("^Assign")).click()
    expect(page.get_by_role("status").first).to_contain_text("assigned")
    assert {layer.due_on.isoformat() for layer in Layer.objects.all()} == {"2099-04-03"}


def test_a_day_is_picked_from_the_calendar_of_the_browser(new_page, live_server, rita):
    layer = make_layer()
    page = signed_in(new_page(**BIG), live_server, rita)
    page.goto(f"/revisions/{layer.revision_id}/assignment/")
    page.get_by_text("Day, hand over, take back").click()
    # There are two such fields, and each gets its calendar once it is seen.
    day = page.locator("day-field").first
    expect(day.get_by_role("button", name="Choose a day")).to_be_visible()
    calendar = day.locator("input[type=date]")
    calendar.evaluate("(field) => { field.value = '2099-04-03'; }")
    for kind in ("input", "change"):
        calendar.dispatch_event(kind)
    expect(page.get_by_label("Due on").first).to_have_value("3 Apr 2099")
    page.get_by_role("button", name="Set the day").click()
    expect(page.get_by_role("status").first).to_contain_text("The day is changed")
    assert Layer.objects.get().due_on.isoformat() == "2099-04-03"


def test_a_list_is_narrowed_by_a_day_in_words(new_page, live_server, rita):
    page = signed_in(new_page(**BIG), live_server, rita)
    page.goto("/articles/")
    page.locator("#more-filters > summary").click()
    page.locator("#filter-published_range > summary").click()
    line = page.locator("#id_published_from")
    line.fill("3.2.2026")
    line.press("Tab")
    expect(page.locator(".how-many")).to_have_text("4 found")
    expect(page.locator("#filter-published_range > summary")).to_contain_text("from 3 Feb 2026")
    expect(page.locator("#id_published_from")).to_have_value("3 Feb 2026")
