"""Talking about an annotation beside its text in a real browser, by the keyboard alone."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from annotations.discussion import threads
from annotations.models import Comment, Thread
from tests.browser.conftest import sign_in_at
from tests.browser.workspace import Workspace
from tests.factories import TEXT, make_annotation, make_layer, make_revision

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def layer():
    layer = make_layer(revision=make_revision(text=TEXT))
    make_annotation(layer=layer)
    return layer


@pytest.fixture
def workspace(page, live_server, layer):
    return Workspace(page, live_server, layer)


def dialog(workspace):
    return workspace.page.locator("#talk")


def open_dialog(workspace):
    workspace.text.focus()
    workspace.press("j", "m")
    expect(dialog(workspace)).to_be_visible()


def said():
    return [comment.text for comment in Comment.objects.order_by("pk")]


def test_a_conversation_is_begun_answered_and_resolved_without_a_mouse(workspace):
    open_dialog(workspace)
    expect(dialog(workspace).locator(".opening textarea")).to_be_focused()
    workspace.page.keyboard.type("Is this the whole sum?")
    workspace.press("Tab", "Enter")
    expect(dialog(workspace).locator(".words")).to_have_text(["Is this the whole sum?"])
    expect(workspace.page.locator("#talk-heading")).to_be_focused()
    reply = dialog(workspace).locator("form[action*='/threads/'] textarea").first
    reply.focus()
    workspace.page.keyboard.type("It is.")
    workspace.press("Tab", "Enter")
    expect(dialog(workspace).locator(".words")).to_have_text(["Is this the whole sum?", "It is."])
    dialog(workspace).get_by_role("button", name="Resolve").press("Enter")
    expect(dialog(workspace).get_by_role("button", name="Open again")).to_be_visible()
    workspace.press("Escape")
    expect(dialog(workspace)).to_be_hidden()
    expect(workspace.text).to_be_focused()
    assert said() == ["Is this the whole sum?", "It is."]
    assert Thread.objects.get().is_resolved


def test_the_card_counts_what_waits_once_the_dialog_is_closed(workspace):
    open_dialog(workspace)
    workspace.page.keyboard.type("Is this the whole sum?")
    workspace.press("Tab", "Enter")
    expect(dialog(workspace).locator(".words")).to_have_count(1)
    workspace.press("Escape")
    expect(workspace.cards.first.locator("a[data-command=talk] .count")).to_have_text("1")
    expect(workspace.text).to_be_focused()


def test_what_is_refused_is_said_and_all_typing_is_kept(workspace, layer):
    threads.open_thread(
        layer.annotations.get(), kind="comment", text="Is this the sum?", by=layer.editor
    )
    open_dialog(workspace)
    opening = dialog(workspace).locator(".opening textarea")
    reply = dialog(workspace).locator("textarea").first
    opening.fill("And another thing.")
    reply.fill(" ")
    reply.press("Tab")
    workspace.press("Enter")
    expect(dialog(workspace)).to_contain_text("This field is required")
    expect(reply).to_be_focused()
    expect(opening).to_have_value("And another thing.")
    assert said() == ["Is this the sum?"]


def test_what_is_written_while_one_signs_in_beside_is_sent(workspace, live_server):
    open_dialog(workspace)
    workspace.page.keyboard.type("Is this the whole sum?")
    # That gives another token than the one that the form was drawn with.
    workspace.page.context.clear_cookies(name="sessionid")
    sign_in_at(workspace.page.context.new_page(), live_server, workspace.layer.editor)
    workspace.press("Tab", "Enter")
    expect(dialog(workspace).locator(".words")).to_have_text(["Is this the whole sum?"])
    assert said() == ["Is this the whole sum?"]


def test_without_the_server_the_dialog_stays_with_what_was_typed(workspace):
    open_dialog(workspace)
    workspace.page.keyboard.type("Is this the whole sum?")
    workspace.page.context.set_offline(True)
    workspace.press("Tab", "Enter")
    expect(dialog(workspace).get_by_role("status")).to_contain_text("You are offline.")
    expect(dialog(workspace).locator("textarea")).to_have_value("Is this the whole sum?")
    workspace.page.context.set_offline(False)
    dialog(workspace).get_by_role("button", name="Post").press("Enter")
    expect(dialog(workspace).locator(".words")).to_have_text(["Is this the whole sum?"])
    assert said() == ["Is this the whole sum?"]


def test_nothing_is_talked_of_without_an_annotation(workspace):
    workspace.text.focus()
    workspace.press("m")
    workspace.says("No annotation is chosen")
    expect(dialog(workspace)).to_be_hidden()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_dialog_is_sound_in_both_themes(workspace, layer, scheme):
    threads.open_thread(
        layer.annotations.get(), kind="comment", text="Is this the sum?", by=layer.editor
    )
    workspace.page.emulate_media(color_scheme=scheme)
    open_dialog(workspace)
    found = Axe().run(workspace.page).response["violations"]
    assert [(one["id"], [node["html"] for node in one["nodes"]]) for one in found] == []
