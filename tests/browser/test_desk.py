"""The desk in a browser: charts on every screen, reminding and the sample by keys alone."""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from annotations.models import Layer, Notice
from articles.models import Article
from tests.browser.conftest import signed_in
from tests.browser.keyboard import logged, pointed, press, tab_to
from tests.factories import make_editor, make_layer, make_outlet, make_reviewer
from tests.worlds import make_two_editors_review

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PHONE = {"width": 390, "height": 844}
WIDE = {"width": 1280, "height": 800}


@pytest.fixture
def reviewer():
    """Who reviews a desk on which something was decided, in the articles of an outlet."""
    world = make_two_editors_review(closed=True)
    world.article.outlet = make_outlet("The Very Long Name of an Outlet That Nobody Reads")
    world.article.save()
    return make_reviewer()


def box_of(page, place):
    return page.locator(place).first.bounding_box()


def test_words_in_a_chart_are_as_large_on_a_phone_and_bars_lie_within_it(
    new_page, live_server, reviewer
):
    heights = {}
    for size in (PHONE, WIDE):
        page = signed_in(new_page(viewport=size), live_server, reviewer)
        page.goto("/desk/charts/")
        assert page.evaluate("document.documentElement.scrollWidth") <= size["width"]
        heights[size["width"]] = box_of(page, ".drawing text.value")["height"]
        for box in (each.bounding_box() for each in page.locator(".drawing :is(.bar, text)").all()):
            assert box["x"] >= 0
            assert box["x"] + box["width"] <= size["width"]
    assert heights[390] == pytest.approx(heights[1280], abs=0.5)


def test_a_chart_has_a_name_and_its_numbers_open_by_a_key(page, live_server, reviewer):
    signed_in(logged(page), live_server, reviewer).goto("/desk/charts/")
    expect(page.get_by_role("img", name="Decisions in 12 weeks")).to_be_visible()
    details = page.locator("summary").first
    table = page.get_by_role("table", name="Decisions in 12 weeks")
    expect(table).to_be_hidden()
    tab_to(page, details)
    press(page, "Enter")
    expect(table).to_be_visible()
    expect(table.get_by_role("row")).to_have_count(13)
    assert pointed(page) == set()


@pytest.mark.parametrize("look", [{"forced_colors": "active"}, {"color_scheme": "dark"}])
def test_bars_stand_out_in_every_look(new_page, live_server, reviewer, look):
    page = signed_in(new_page(**look), live_server, reviewer)
    page.goto("/desk/charts/")
    fill, ground = page.evaluate(
        """() => [getComputedStyle(document.querySelector(".drawing .bar:not(.unfinished)")).fill,
                  getComputedStyle(document.documentElement).backgroundColor]"""
    )
    assert fill != ground
    assert fill not in ("none", "rgba(0, 0, 0, 0)")


def test_in_print_the_numbers_stand_below_the_chart(page, live_server, reviewer):
    signed_in(page, live_server, reviewer).goto("/desk/charts/")
    page.emulate_media(media="print")
    expect(page.get_by_role("table", name="Decisions in 12 weeks")).to_be_visible()


def test_somebody_is_reminded_by_keys_alone_and_once(page, live_server):
    late = make_layer(editor=make_editor(), due_on=timezone.localdate() - timedelta(days=2))
    signed_in(logged(page), live_server, make_reviewer()).goto("/")
    tab_to(page, page.get_by_role("button", name="Remind"))
    press(page, "Enter")
    expect(page.get_by_role("status")).to_contain_text("Reminded of 1 late reading.")
    expect(page.get_by_text("reminded today")).to_be_visible()
    expect(page.get_by_role("button", name="Remind")).to_have_count(0)
    assert Notice.objects.get().user == late.editor
    assert pointed(page) == set()


def test_the_sample_is_added_tried_and_removed_by_keys_alone(page, live_server):
    ada = make_editor()
    signed_in(logged(page), live_server, make_reviewer()).goto("/")
    tab_to(page, page.get_by_role("button", name="Add a sample article"))
    press(page, "Enter")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Council backs sea wall")
    make_layer(revision=Article.objects.get().latest_revision(), editor=ada)
    page.goto("/")
    tab_to(page, page.get_by_role("button", name="Remove the sample"))
    press(page, "Enter")
    expect(page.get_by_text("1 editor’s reading")).to_be_visible()
    tab_to(page, page.get_by_role("button", name="Remove the sample"))
    press(page, "Enter")
    expect(page.get_by_role("status")).to_contain_text("The sample is removed.")
    assert not Article.objects.exists()
    assert not Layer.objects.exists()
    assert pointed(page) == set()


def test_all_of_it_works_without_script(new_page, live_server):
    page = signed_in(new_page(java_script_enabled=False), live_server, make_reviewer())
    page.goto("/")
    page.get_by_role("button", name="Add a sample article").click()
    page.goto("/")
    page.get_by_role("button", name="Remove the sample").click()
    expect(page.get_by_role("button", name="Add a sample article")).to_be_visible()
