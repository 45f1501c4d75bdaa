"""Marking by finger on a small screen: no drag is needed, and the bar stays at the bottom."""

import pytest
from playwright.sync_api import expect

from tests.browser.workspace import Workspace
from tests.factories import make_annotation, make_layer, make_revision

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

TEXT = (
    "Council backs sea wall\n\n"
    "😀 The council approved a $48 million sea wall on Tuesday.\n\n"
    "It will protect more than 2,300 households below the harbour road."
)
PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}


def choose(workspace, way):
    """A way to mark, from the menu of the bar."""
    workspace.page.locator(".mark-menu > summary").tap()
    workspace.page.get_by_role("button", name=way).tap()


@pytest.fixture
def workspace(new_page, live_server):
    return Workspace(new_page(**PHONE), live_server, make_layer(revision=make_revision(text=TEXT)))


def tap(workspace, words):
    (x1, y), (x2, _) = workspace.edges(words)
    workspace.page.touchscreen.tap((x1 + x2) / 2, y)


def test_two_taps_mark_from_the_first_word_to_the_last(workspace):
    choose(workspace, "Tap words")
    workspace.says("Tap the first word")
    tap(workspace, "million")
    tap(workspace, "approved")
    words = workspace.page.locator("[data-dock-words]")
    expect(words).to_have_text("4 words")
    workspace.page.locator("#dock").get_by_role("button", name="Claim").tap()
    expect(workspace.cards).to_have_count(1)
    assert workspace.stored() == [("claim", "approved a $48 million")]


def test_edges_of_tapped_words_move_by_word(workspace):
    choose(workspace, "Tap words")
    tap(workspace, "approved")
    tap(workspace, "million")
    for name in ("End one word later", "End one word later", "Start one word later"):
        workspace.page.get_by_role("button", name=name).tap()
    workspace.page.locator("#dock").get_by_role("button", name="Statistic").tap()
    expect(workspace.cards).to_have_count(1)
    assert workspace.stored() == [("statistic", "a $48 million sea wall")]


def test_tapped_words_are_given_up_by_a_cross_and_begun_anew(workspace):
    choose(workspace, "Tap words")
    tap(workspace, "council")
    workspace.page.get_by_role("button", name="Clear the selection").tap()
    expect(workspace.page.locator("#dock")).to_be_hidden()
    tap(workspace, "million")
    workspace.says("Now tap the last word.")
    expect(workspace.page.locator("[data-dock-words]")).to_have_text("1 word")
    workspace.page.locator("#dock").get_by_role("button", name="Statistic").tap()
    expect(workspace.cards).to_have_count(1)
    tap(workspace, "wall")
    expect(workspace.page.locator("[data-dock-words]")).to_have_text("1 word")
    assert workspace.stored() == [("statistic", "million")]


def test_a_tap_beside_the_text_marks_nothing(workspace):
    choose(workspace, "Tap words")
    box = workspace.page.locator("#p-0").bounding_box()
    workspace.page.touchscreen.tap(box["x"] + box["width"] - 4, box["y"] + box["height"] / 2)
    expect(workspace.page.locator("#dock")).to_be_hidden()
    tap(workspace, "million")
    expect(workspace.page.locator("[data-dock-words]")).to_have_text("1 word")


def test_the_bar_stands_at_the_bottom_and_covers_no_selection(workspace):
    choose(workspace, "Sentence")
    dock = workspace.page.locator("#dock")
    expect(dock).to_be_visible()
    box = dock.bounding_box()
    assert round(box["y"] + box["height"]) == 844
    assert round(box["width"]) == 390
    for button in dock.locator("button:visible").all():
        size = button.bounding_box()
        assert size["height"] >= 44
        assert size["width"] >= 44


def test_a_tap_on_a_mark_offers_its_tools_in_the_bar(new_page, live_server):
    layer = make_layer(revision=make_revision(text=TEXT))
    make_annotation(layer=layer, exact="$48 million")
    workspace = Workspace(new_page(**PHONE), live_server, layer)
    tap(workspace, "million")
    dock = workspace.page.locator("#dock")
    expect(dock.locator("[data-dock-words]")).to_have_text("Claim: $48 million")
    dock.get_by_role("button", name="Statistic").tap()
    expect(workspace.text.locator("mark.statistic")).to_have_text("$48 million")
    dock.get_by_role("button", name="Edit").tap()
    expect(workspace.page.locator("#edit")).to_be_visible()
    workspace.page.get_by_role("link", name="Cancel").tap()
    dock.get_by_role("button", name="Delete").tap()
    expect(workspace.cards).to_have_count(0)
    assert workspace.stored() == []


def test_the_bar_says_how_many_words_on_the_smallest_screen(new_page, live_server):
    small = PHONE | {"viewport": {"width": 320, "height": 640}}
    layer = make_layer(revision=make_revision(text=f"{'word ' * 24}word."))
    workspace = Workspace(new_page(**small), live_server, layer)
    choose(workspace, "Sentence")
    words = workspace.page.locator("[data-dock-words]")
    expect(words).to_have_text("25 words")
    assert words.evaluate("one => one.scrollWidth <= one.clientWidth")


def test_the_page_does_not_scroll_sideways(workspace):
    choose(workspace, "Sentence")
    expect(workspace.page.locator("#dock")).to_be_visible()
    assert workspace.page.evaluate("document.documentElement.scrollWidth") <= 390
