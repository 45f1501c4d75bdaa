"""The note on the article as a whole, in the browser."""

import pytest
from playwright.sync_api import expect

from annotations.models import Layer
from tests.browser.conftest import signed_in
from tests.browser.workspace import Workspace
from tests.factories import make_layer

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

NOTE = "Every figure comes from one press release."


@pytest.fixture
def workspace(page, live_server):
    return Workspace(page, live_server, make_layer())


def stored(workspace):
    return Layer.objects.get(pk=workspace.layer.pk).note


def field(workspace):
    return workspace.page.get_by_label("Your note")


def test_it_is_written_by_keys_beside_the_text(workspace):
    workspace.press("Shift+N")
    expect(field(workspace)).to_be_focused()
    workspace.page.keyboard.type(NOTE)
    workspace.press("Tab", "Enter")
    workspace.says("Note saved.")
    assert stored(workspace) == NOTE
    link = workspace.page.get_by_role("link", name="Your note on the article")
    expect(link).to_be_focused()
    workspace.press("Shift+N")
    expect(field(workspace)).to_have_value(NOTE)
    workspace.press("Escape")
    expect(field(workspace)).to_have_count(0)


def test_a_note_of_another_window_is_shown_beside_what_was_typed(workspace):
    workspace.press("Shift+N")
    field(workspace).fill("Mine.")
    Layer.objects.filter(pk=workspace.layer.pk).update(note=NOTE)
    save = workspace.page.locator("#article-note").get_by_role("button", name="Save")
    save.click()
    expect(workspace.page.locator("#article-note .as-written")).to_have_text(NOTE)
    expect(field(workspace)).to_have_value("Mine.")
    assert stored(workspace) == NOTE
    save.click()
    expect(field(workspace)).to_have_count(0)
    assert stored(workspace) == "Mine."


def test_what_was_typed_outlives_a_lost_network_and_a_reload(workspace):
    workspace.press("Shift+N")
    field(workspace).fill(NOTE)
    workspace.page.context.set_offline(True)
    workspace.page.locator("#article-note").get_by_role("button", name="Save").click()
    expect(workspace.page.locator("#article-note")).to_contain_text("What you typed is kept")
    workspace.page.context.set_offline(False)
    workspace.page.reload()
    workspace.wait()
    workspace.press("Shift+N")
    expect(field(workspace)).to_have_value(NOTE)
    assert stored(workspace) == ""


def test_it_is_written_without_script(new_page, live_server):
    layer = make_layer()
    page = new_page(java_script_enabled=False)
    signed_in(page, live_server, layer.editor).goto(layer.get_absolute_url())
    page.get_by_role("link", name="Add a note on the article").click()
    page.get_by_label("Your note").fill(NOTE)
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("link", name="Your note on the article")).to_be_visible()
    assert Layer.objects.get(pk=layer.pk).note == NOTE
