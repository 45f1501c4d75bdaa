"""An article worked off word by word, in the browser."""

import pytest
from playwright.sync_api import expect

from annotations.models import Clearing
from tests.browser.workspace import Workspace
from tests.factories import make_layer, make_revision

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

TEXT = "One two three. Four five.\n\nSix seven eight."


@pytest.fixture
def workspace(page, live_server):
    return Workspace(page, live_server, make_layer(revision=make_revision(text=TEXT)))


def selected(workspace):
    return workspace.page.evaluate("() => getSelection().toString()")


def bar(workspace):
    return workspace.page.locator("#looked-at")


def cleared(workspace):
    found = Clearing.objects.standing().filter(layer=workspace.layer)
    return [workspace.layer.revision.text[one.start : one.end] for one in found]


def test_a_key_goes_to_the_open_words_and_another_clears_them_and_goes_on(workspace):
    expect(bar(workspace)).to_contain_text("0 of 8 words looked at")
    workspace.press("w")
    expect(workspace.page.locator("#dock")).to_be_visible()
    assert selected(workspace) == "One two three."
    workspace.press("d")
    expect(bar(workspace)).to_contain_text("3 of 8 words looked at")
    assert selected(workspace) == "Four five."
    workspace.press("w")
    workspace.page.wait_for_function("() => getSelection().toString().startsWith('Six')")
    workspace.press("d")
    workspace.page.wait_for_function("() => getSelection().toString().startsWith('Four')")
    workspace.press("d")
    workspace.says("All words are looked at.")
    workspace.is_saved()
    expect(bar(workspace)).to_contain_text("8 of 8 words looked at")
    assert cleared(workspace) == ["One two three.", "Four five.", "Six seven eight."]


def test_keys_pressed_in_a_row_clear_one_sentence_each(workspace):
    workspace.press("d", "d", "d", "d")
    expect(bar(workspace)).to_contain_text("8 of 8 words looked at")
    workspace.is_saved()
    assert len(cleared(workspace)) == 3


def test_undo_opens_the_words_again_and_shows_them(workspace):
    workspace.press("w", "d")
    expect(bar(workspace)).to_contain_text("3 of 8 words looked at")
    workspace.press("Control+z")
    expect(bar(workspace)).to_contain_text("0 of 8 words looked at")
    assert selected(workspace) == "One two three."
    workspace.press("Control+y")
    expect(bar(workspace)).to_contain_text("3 of 8 words looked at")
    workspace.is_saved()
    assert cleared(workspace) == ["One two three."]


def test_after_a_mark_the_rest_of_its_sentence_is_next(workspace):
    workspace.mark("One two")
    workspace.press("w")
    workspace.page.wait_for_function("() => getSelection().toString() === 'three.'")
    workspace.press("d")
    expect(bar(workspace)).to_contain_text("3 of 8 words looked at")
    assert cleared(workspace) == ["three."]


def test_a_part_of_a_sentence_is_cleared_where_that_is_selected(workspace):
    workspace.drag("five")
    workspace.press("d")
    expect(bar(workspace)).to_contain_text("1 of 8 words looked at")
    workspace.is_saved()
    assert cleared(workspace) == ["five"]


def test_the_bar_follows_a_mark_and_its_deletion(workspace):
    workspace.mark("Four five")
    expect(bar(workspace)).to_contain_text("2 of 8 words looked at")
    workspace.press("Delete")
    expect(bar(workspace)).to_contain_text("0 of 8 words looked at")


def test_without_the_network_it_is_kept_and_sent_later(workspace):
    workspace.press("w")
    expect(workspace.page.locator("#dock")).to_be_visible()
    workspace.page.context.set_offline(True)
    workspace.press("d")
    assert selected(workspace) == "Four five."
    workspace.press("d")
    workspace.page.context.set_offline(False)
    expect(bar(workspace)).to_contain_text("5 of 8 words looked at")
    workspace.is_saved()
    assert cleared(workspace) == ["One two three.", "Four five."]


def test_in_another_layer_nothing_is_offered(page, live_server):
    layer = make_layer(revision=make_revision(text=TEXT), submitted=True)
    workspace = Workspace(page, live_server, layer)
    expect(bar(workspace)).to_have_count(0)
    workspace.press("d")
    workspace.says("These annotations can be read, not changed.")
    assert cleared(workspace) == []
