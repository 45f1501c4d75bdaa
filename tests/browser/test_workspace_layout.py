"""Where things stand in the workspace: cards at their words, bar and current card in sight."""

from itertools import pairwise

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import signed_in
from tests.browser.workspace import Workspace
from tests.factories import make_annotation, make_layer, make_revision

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

NUMBERS = range(40)
TEXT = "Forty days\n\n" + "\n\n".join(
    f"On day number{n} the council met again. " + "It sat for hours and said little of use. " * 4
    for n in NUMBERS
)

# The top of each shown card, and of the line in which its words begin.
PLACES = """() => [...document.querySelectorAll("#cards > li")].map((card) => {
  const id = card.dataset.annotation.slice(-13);
  const mark = document.querySelector(`mark[data-annotations~="${id}"]`);
  const { top, bottom } = card.getBoundingClientRect();
  return { top, bottom, words: mark.getClientRects()[0].top, current: card.matches(".current") };
})"""
IN_WINDOW = """(selectors) => selectors.filter((selector) => {
  const { top, bottom, height } = document.querySelector(selector).getBoundingClientRect();
  return height === 0 || top < 0 || bottom > innerHeight;
})"""


@pytest.fixture
def layer():
    layer = make_layer(revision=make_revision(text=TEXT))
    for n in NUMBERS[::2]:
        make_annotation(layer=layer, exact=f"number{n} the council", note="A note. " * 20)
    return layer


@pytest.fixture
def workspace(page, live_server, layer):
    page.set_viewport_size({"width": 1280, "height": 800})
    return Workspace(page, live_server, layer)


def settle(page):
    """Until the cards stand still for some frames."""
    page.evaluate("""async () => {
      const read = () => [...document.querySelectorAll("#cards > li")]
        .map((card) => card.getBoundingClientRect().top).join();
      for (let [before, still] = ["", 0]; still < 6; ) {
        await new Promise(requestAnimationFrame);
        const now = read();
        still = now === before ? still + 1 : 0;
        before = now;
      }
    }""")


def scroll_to(page, y):
    page.evaluate("(top) => scrollTo({ top, behavior: 'instant' })", y)
    settle(page)


def test_each_card_stands_at_its_words_and_moves_with_them(workspace):
    page = workspace.page
    for y in (0, 700, 1500):
        scroll_to(page, y)
        places = [one for one in page.evaluate(PLACES) if 0 < one["words"] < 800]
        assert len(places) >= 2
        assert all(abs(one["top"] - one["words"]) < 8 for one in places), places


def test_no_card_covers_another_and_the_current_one_stands_exactly_at_its_words(page, live_server):
    words = "one two three four five six seven eight".split()
    layer = make_layer(revision=make_revision(text="Crowded\n\n" + " ".join(words) + " and more."))
    for word in words:
        make_annotation(layer=layer, exact=word, note="A note. " * 10)
    page.set_viewport_size({"width": 1280, "height": 800})
    workspace = Workspace(page, live_server, layer)
    for _ in range(4):
        workspace.press("j")
        settle(page)
        places = page.evaluate(PLACES)
        for first, second in pairwise(places):
            assert first["bottom"] <= second["top"]
    current = next(one for one in places if one["current"])
    assert abs(current["top"] - current["words"]) < 8 or current["top"] > current["words"]


def test_bar_filter_and_current_card_lie_in_the_window_at_every_place(workspace):
    page = workspace.page
    workspace.press("j", "j", "j")
    parts = ["#save-state", "[data-submits]", "[data-command=undo]", "[data-filter=all]"]
    height = page.evaluate("document.documentElement.scrollHeight")
    for y in range(100, height, 450):
        scroll_to(page, y)
        assert page.evaluate(IN_WINDOW, [*parts, "#cards > .current"]) == [], y


def test_a_card_that_comes_at_the_foot_of_the_window_is_whole_in_view(workspace):
    page = workspace.page
    scroll_to(page, 900)
    marks = page.locator("mark").all()
    low = [mark for mark in marks if 700 < (mark.bounding_box() or {"y": 0})["y"] < 790]
    if not low:
        mark = min(marks, key=lambda one: abs((one.bounding_box() or {"y": 9e9})["y"] - 900))
        scroll_to(page, 900 + mark.bounding_box()["y"] - 760)
        low = [mark]
    low[0].click()
    settle(page)
    assert page.evaluate(IN_WINDOW, ["#cards > .current"]) == []


def test_what_only_a_screen_reader_needs_is_not_seen_and_hints_lie_over_no_words(workspace):
    said = workspace.page.locator("#said")
    workspace.press("j")
    workspace.says("Claim: number0")
    assert said.bounding_box()["width"] <= 1
    workspace.press("Escape", "e")
    workspace.says("No annotation is chosen")
    box, text = said.bounding_box(), workspace.text.bounding_box()
    assert box["width"] > 100
    assert box["x"] >= text["x"] + text["width"]


def test_no_frame_goes_round_the_article(workspace):
    workspace.page.keyboard.press("Tab")
    workspace.text.focus()
    width = workspace.text.evaluate("(text) => getComputedStyle(text, '::before').width")
    assert width == "2px"
    assert workspace.text.evaluate("(text) => getComputedStyle(text).boxShadow") == "none"


def test_one_menu_holds_the_ways_to_mark_and_closes_again(workspace):
    page = workspace.page
    menu = page.locator(".mark-menu")
    expect(menu.get_by_role("button")).to_have_count(0)
    menu.locator("summary").click()
    expect(menu.get_by_role("button")).to_have_count(4)
    workspace.press("Escape")
    expect(menu.get_by_role("button")).to_have_count(0)
    menu.locator("summary").click()
    menu.get_by_role("button", name="Sentence").click()
    expect(page.locator("#dock")).to_be_visible()
    expect(menu.get_by_role("button")).to_have_count(0)


LIST = """() => [...document.querySelectorAll("#cards > li")].map((card) => {
  const { position, translate } = getComputedStyle(card);
  return `${position} ${translate}`;
})"""


def test_the_cards_are_a_plain_list_without_script_in_print_and_on_a_narrow_page(
    new_page, live_server, layer
):
    plain = signed_in(new_page(java_script_enabled=False), live_server, layer.editor)
    plain.goto(layer.get_absolute_url())
    page = new_page(viewport={"width": 390, "height": 844})
    Workspace(page, live_server, layer)
    wide = new_page(viewport={"width": 1280, "height": 800})
    Workspace(wide, live_server, layer)
    settle(wide)
    assert "absolute none" not in wide.evaluate(LIST)
    wide.emulate_media(media="print")
    for one in (page, wide):
        assert {place.split()[0] for place in one.evaluate(LIST)} == {"relative"}
    assert {place.split()[1] for place in page.evaluate(LIST)} == {"none"}
    first, second = (plain.locator("#cards > li").nth(n).bounding_box() for n in (0, 1))
    assert second["y"] >= first["y"] + first["height"]
    first, second = (wide.locator("#cards > li").nth(n).bounding_box() for n in (0, 1))
    assert second["y"] >= first["y"] + first["height"]


TICKS = """() => [...document.querySelectorAll(".rail i")].map((tick) => {
  const { top, height } = tick.getBoundingClientRect();
  return { y: top + height / 2, look: tick.className };
})"""


def test_the_rail_shows_where_something_is_marked_and_a_click_goes_there(workspace):
    page = workspace.page
    expect(page.locator(".rail")).to_have_count(0)
    page.mouse.move(640, 400)
    expect(page.locator(".rail i.claim")).to_have_count(20)
    ticks = page.evaluate(TICKS)
    assert [one["y"] for one in ticks] == sorted(one["y"] for one in ticks)
    left = page.locator(".rail").bounding_box()
    assert left["x"] + left["width"] <= page.locator("#text").bounding_box()["x"]
    page.mouse.click(left["x"] + 6, ticks[15]["y"])
    current = page.locator("#cards > .current")
    expect(current).to_contain_text("number30 the council")
    settle(page)
    expect(current).to_be_in_viewport(ratio=1)
    expect(page.locator("mark", has_text="number30 the council")).to_be_in_viewport()
    page.keyboard.press("Delete")
    expect(page.locator(".rail i.claim")).to_have_count(19)


def test_beside_a_short_text_the_rail_ends_with_the_text(page, live_server):
    short = make_layer(revision=make_revision(text="Headline\n\nThe council approved the wall."))
    make_annotation(layer=short, exact="The council")
    Workspace(page, live_server, short)
    page.set_viewport_size({"width": 1280, "height": 800})
    page.mouse.move(640, 400)
    expect(page.locator(".rail i")).to_have_count(1)
    rail, text = (page.locator(one).bounding_box() for one in (".rail", "#text"))
    assert rail["y"] + rail["height"] <= text["y"] + text["height"] + 1


def test_a_narrow_page_and_print_have_no_rail(page, live_server, layer):
    Workspace(page, live_server, layer)
    page.set_viewport_size({"width": 1280, "height": 800})
    rail = page.locator(".rail")
    page.mouse.move(640, 400)
    expect(rail).to_be_visible()
    page.emulate_media(media="print")
    expect(rail).to_be_hidden()
    page.emulate_media(media="screen")
    page.set_viewport_size({"width": 390, "height": 844})
    expect(rail).to_be_hidden()
