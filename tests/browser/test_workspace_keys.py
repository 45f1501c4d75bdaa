"""Each act of an editor with exactly so many keys, from the moment that the page is there."""

import re
import time

import pytest
from playwright.sync_api import expect

from annotations.models import Annotation, FactLink
from tests.browser.keyboard import acts, counting
from tests.browser.workspace import Workspace
from tests.factories import (
    TEXT,
    make_annotation,
    make_editor,
    make_fact,
    make_layer,
    make_revision,
    make_suggestion,
)

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

SUMS = [f"${number} million" for number in range(11, 19)]


@pytest.fixture
def layer():
    return make_layer(revision=make_revision(text=TEXT))


@pytest.fixture
def workspace(page, live_server, layer):
    return Workspace(page, live_server, layer)


@pytest.fixture
def suggesting(page, live_server):
    """A layer in which eight sums are suggested."""
    text = "Sums\n\n" + "\n\n".join(f"The wall costs {words} in all." for words in SUMS)
    editor = make_editor("ada", suggestions=True)
    layer = make_layer(revision=make_revision(text=text), editor=editor)
    for words in SUMS:
        make_suggestion(revision=layer.revision, label="statistic", exact=words)
    return Workspace(page, live_server, layer)


def focus_on_body(page):
    assert page.evaluate("document.activeElement === document.body")


def test_a_claim_is_marked_with_two_keys_from_the_load_of_the_page(workspace):
    focus_on_body(workspace.page)
    counting(workspace.page)
    workspace.press("s", "1")
    workspace.is_saved()
    assert acts(workspace.page) == (2, 0)
    assert workspace.stored() == [("claim", TEXT.split("\n")[0])]


def test_a_suggestion_is_accepted_with_one_key_from_the_load_of_the_page(suggesting):
    focus_on_body(suggesting.page)
    counting(suggesting.page)
    suggesting.press("a")
    suggesting.is_saved()
    assert acts(suggesting.page) == (1, 0)
    assert suggesting.stored() == [("statistic", SUMS[0])]


def test_eight_suggestions_are_accepted_with_eight_keys(suggesting):
    suggesting.press(*["a"] * 8)
    suggesting.is_saved()
    assert suggesting.stored() == [("statistic", words) for words in SUMS]


def test_a_known_fact_is_linked_with_three_keys_however_fast_they_come(page, live_server, layer):
    fact = make_fact("The council’s budget line for the sea wall is $41.6 million.")
    make_fact("The ferry carries 120 cars.")
    make_annotation(layer=layer, exact="$48 million sea wall")
    workspace = Workspace(page, live_server, layer)
    workspace.click("million")
    counting(page)
    workspace.press("f", "Enter", "1")
    workspace.says(f"Linked: fact {fact.pk} supports these words.")
    expect(page.locator("#facts")).to_be_hidden()
    link = FactLink.objects.get()
    assert (link.fact, link.relation) == (fact, "supports")
    assert acts(page) == (3, 0)
    assert workspace.stored() == [("claim", "$48 million sea wall")]


def test_a_digit_chooses_what_a_new_fact_does_and_does_not_send_the_rest(workspace):
    workspace.mark("$48 million", "3")
    workspace.press("f")
    last = workspace.page.locator("#fact-options [role=option]").last
    expect(last).to_have_text("Record a new fact …")
    workspace.press("ArrowUp", "Enter")
    relation = workspace.page.get_by_label("It contradicts them").last
    relation.focus()
    workspace.press("2")
    expect(relation).to_be_checked()
    assert FactLink.objects.count() == 0


def test_what_is_typed_before_a_dialog_is_there_goes_into_it_and_changes_no_label(
    page, live_server, layer
):
    make_annotation(layer=layer, exact="$48 million", label="statistic")
    workspace = Workspace(page, live_server, layer)
    workspace.click("million")
    page.route(re.compile(r"/annotations/[0-9a-f-]+/$"), lambda route: late(route))
    workspace.press("e", "4", "8", "2")
    value = page.locator("#edit").get_by_label("Value")
    expect(value).to_have_value("482")
    workspace.press("Control+Enter")
    workspace.is_saved()
    one = Annotation.objects.get()
    assert (one.label, one.value) == ("statistic", 482)


def late(route):
    time.sleep(0.3)
    route.continue_()


def test_letters_act_on_the_page_and_on_a_button_and_enter_and_space_stay_the_buttons(
    page, live_server, layer
):
    make_annotation(layer=layer, exact="$48 million", label="statistic")
    workspace = Workspace(page, live_server, layer)
    page.mouse.click(5, 400)
    workspace.press("j")
    workspace.says("Statistic: $48 million")
    button = page.get_by_role("button", name="Guidelines")
    button.focus()
    workspace.press("2")
    workspace.says("Quote changed.")
    for key in ("Enter", "Space"):
        button.focus()
        workspace.press(key)
        expect(page.locator("#guideline")).to_be_visible()
        workspace.press("Escape")
        expect(page.locator("#guideline")).to_be_hidden()


def test_the_guidelines_are_fetched_when_they_are_opened_and_again_after_a_failure(workspace):
    page, sheet = workspace.page, workspace.page.locator("#guideline")
    heading = sheet.get_by_role("heading", name="What to mark")
    page.context.set_offline(True)
    button = page.get_by_role("button", name="Guidelines")
    button.click()
    expect(sheet).to_contain_text("They could not be fetched.")
    page.context.set_offline(False)
    workspace.press("Escape")
    expect(heading).to_have_count(0)
    button.click()
    expect(heading).to_be_visible()
    expect(sheet).not_to_contain_text("They could not be fetched.")


def test_no_letter_acts_in_a_field_or_a_dialog(workspace):
    workspace.mark("$48 million", "3")
    workspace.press("q")
    words = workspace.page.locator("#quotation textarea").first
    expect(words).to_be_focused()
    workspace.press("1", "x", "j")
    expect(words).to_have_value("1xj")
    workspace.press("Escape", "?")
    expect(workspace.page.locator("#keys")).to_be_visible()
    workspace.press("1", "Delete")
    workspace.press("Escape")
    assert workspace.stored() == [("statistic", "$48 million")]


def test_switched_off_single_letters_do_nothing_anywhere(page, live_server, layer):
    make_annotation(layer=layer, exact="$48 million", label="statistic")
    layer.editor.single_letter_keys = False
    layer.editor.save()
    workspace = Workspace(page, live_server, layer)
    workspace.press("j", "s", "1", "q")
    expect(page.locator("#cards > .current")).to_have_count(0)
    expect(page.locator("#dock")).to_be_hidden()
    expect(page.locator("#quotation textarea").first).to_be_hidden()
    assert workspace.stored() == [("statistic", "$48 million")]


def test_escape_closes_the_last_thing_opened(workspace):
    page = workspace.page
    form, guidelines = page.locator("#quotation textarea").first, page.locator("#guideline")
    workspace.press("q")
    expect(form).to_be_focused()
    page.get_by_role("button", name="Guidelines").click()
    expect(guidelines).to_be_visible()
    page.locator("body").press("s")
    expect(page.locator("#dock")).to_be_visible()
    for gone, left in (
        (page.locator("#dock"), guidelines),
        (guidelines, form),
        (form, workspace.text),
    ):
        workspace.press("Escape")
        expect(gone).to_be_hidden()
        expect(left).to_be_visible()
    workspace.press("q")
    expect(form).to_be_focused()
    workspace.press("Escape")
    expect(form).to_be_hidden()


@pytest.fixture
def repeated(page, live_server):
    text = "Sea wall\n\nThe sea wall and the sea walls. A sea wall is no harbour.\n\nNo sea wall?"
    return Workspace(page, live_server, make_layer(revision=make_revision(text=text)))


def test_every_place_of_the_same_words_is_marked_and_taken_back_at_once(repeated):
    repeated.mark("sea wall", "1", nth=2)
    repeated.drag("sea wall")
    everywhere = repeated.page.get_by_role("button", name="All 3 places")
    expect(everywhere).to_have_attribute("aria-pressed", "false")
    repeated.press("o")
    expect(everywhere).to_have_attribute("aria-pressed", "true")
    repeated.press("1")
    repeated.is_saved()
    expect(repeated.cards).to_have_count(3)
    assert repeated.stored() == [("claim", "sea wall")] * 3
    repeated.press("Control+z")
    repeated.is_saved()
    expect(repeated.cards).to_have_count(1)


def test_without_the_key_one_place_is_marked_and_where_there_is_one_nothing_is_offered(repeated):
    repeated.drag("harbour")
    expect(repeated.page.locator("[data-command=everywhere]")).to_be_hidden()
    repeated.press("o", "1")
    repeated.is_saved()
    repeated.drag("sea wall")
    everywhere = repeated.page.get_by_role("button", name="All 3 places")
    for pressed in ("true", "false"):
        repeated.press("o")
        expect(everywhere).to_have_attribute("aria-pressed", pressed)
    repeated.press("2")
    repeated.is_saved()
    assert repeated.stored() == [("quote", "sea wall"), ("claim", "harbour")]
