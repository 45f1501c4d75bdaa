"""Nothing that an editor has marked is lost or made twice, whatever happens to the network."""

import re

import pytest
from playwright.sync_api import expect

from annotations.layers import editing
from annotations.models import Annotation
from newsroom.models import Session
from tests.browser.conftest import sign_in_at, signed_in
from tests.browser.serving import Server
from tests.browser.workspace import Workspace
from tests.factories import make_annotation, make_layer, make_revision

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

TEXT = (
    "Council backs sea wall\n\n"
    "The council approved a $48 million sea wall on Tuesday.\n\n"
    "It will protect more than 2,300 households below the harbour road."
)


@pytest.fixture
def workspace(page, live_server):
    return Workspace(page, live_server, make_layer(revision=make_revision(text=TEXT)))


def state(workspace):
    return workspace.page.locator("#save-state")


def losing_answers(page, pattern, times=1):
    """Let requests reach the server, and lose what it answers."""
    lost = []

    def lose(route):
        if route.request.method != "POST" or len(lost) >= times:
            route.continue_()
            return
        lost.append(route.fetch().status)
        route.abort("connectionreset")

    page.route(pattern, lose)
    return lost


def test_the_save_line_says_what_is_on_its_way(workspace):
    held = []

    def hold_the_first(route):
        if held:
            route.continue_()
        held.append(route)

    workspace.page.route("**/annotations/", hold_the_first)
    workspace.drag("$48 million")
    workspace.press("3")
    expect(state(workspace)).to_have_text("Saving 1")
    workspace.drag("2,300 households")
    workspace.press("3")
    expect(state(workspace)).to_have_text("Saving 2")
    assert len(held) == 1, "one at a time, in order"
    held[0].continue_()
    expect(workspace.cards).to_have_count(2)
    workspace.is_saved()


def test_what_is_marked_offline_is_saved_once_the_network_is_back(workspace):
    workspace.page.context.set_offline(True)
    workspace.drag("$48 million")
    workspace.press("3")
    workspace.drag("2,300 households")
    workspace.press("3")
    expect(state(workspace)).to_have_text("Offline, 2 waiting")
    assert workspace.stored() == []
    workspace.page.context.set_offline(False)
    expect(workspace.cards).to_have_count(2)
    workspace.is_saved()
    assert workspace.stored() == [("statistic", "$48 million"), ("statistic", "2,300 households")]
    assert Annotation.objects.count() == 2


def test_an_undo_made_offline_is_carried_out_after_what_it_undoes(workspace):
    workspace.page.context.set_offline(True)
    workspace.drag("$48 million")
    workspace.press("3", "Control+z")
    expect(state(workspace)).to_have_text("Offline, 2 waiting")
    workspace.page.context.set_offline(False)
    workspace.is_saved()
    expect(workspace.cards).to_have_count(0)
    assert workspace.stored() == []
    assert Annotation.objects.get().version == 2


@pytest.mark.parametrize("status", [500, 502, 503, 429])
def test_a_server_in_trouble_is_asked_again(workspace, status):
    answers = [status, status]

    def trouble(route):
        if answers:
            route.fulfill(status=answers.pop(), body="out of order")
        else:
            route.continue_()

    workspace.page.route("**/annotations/", trouble)
    workspace.drag("$48 million")
    workspace.press("3")
    expect(state(workspace)).to_have_text("Offline, 1 waiting")
    expect(workspace.cards).to_have_count(1)
    workspace.is_saved()
    assert workspace.stored() == [("statistic", "$48 million")]


@pytest.mark.both_engines
def test_a_mark_whose_answer_is_lost_is_not_made_twice(workspace):
    lost = losing_answers(workspace.page, "**/layers/*/annotations/")
    workspace.drag("$48 million")
    workspace.press("3")
    expect(workspace.cards).to_have_count(1)
    assert lost == [201]
    assert Annotation.objects.count() == 1


@pytest.mark.both_engines
def test_a_change_whose_answer_is_lost_is_no_conflict(workspace):
    workspace.mark("$48 million", "3")
    lost = losing_answers(workspace.page, "**/annotations/*/")
    workspace.press("e")
    dialog = workspace.page.locator("#edit")
    dialog.get_by_label("Unit").fill("USD")
    dialog.get_by_role("button", name="Save").click()
    expect(workspace.cards.first).to_contain_text("USD")
    workspace.is_saved()
    assert lost == [200]
    expect(workspace.page.locator("dialog[open]")).to_have_count(0)
    assert Annotation.objects.get().unit == "USD"


@pytest.mark.both_engines
def test_a_withdrawal_whose_answer_is_lost_is_no_conflict(workspace):
    workspace.mark("$48 million", "3")
    lost = losing_answers(workspace.page, "**/withdrawal/")
    workspace.press("Delete")
    expect(workspace.cards).to_have_count(0)
    workspace.is_saved()
    assert lost == [200]
    assert Annotation.objects.get().version == 2


def test_a_closed_window_keeps_what_was_not_sent(workspace, live_server):
    context = workspace.page.context
    context.set_offline(True)
    workspace.drag("$48 million")
    workspace.press("3")
    expect(state(workspace)).to_have_text("Offline, 1 waiting")
    workspace.page.close()
    context.set_offline(False)
    again = Workspace(context.new_page(), live_server, workspace.layer)
    expect(again.cards).to_have_count(1)
    again.is_saved()
    assert again.stored() == [("statistic", "$48 million")]


def test_leaving_with_unsaved_changes_is_warned_of(workspace):
    asked = []
    workspace.page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    workspace.page.context.set_offline(True)
    workspace.drag("$48 million")
    workspace.press("3")
    expect(state(workspace)).to_have_text("Offline, 1 waiting")
    workspace.page.route("**/layers/*/annotations/", lambda route: route.abort())
    workspace.page.context.set_offline(False)
    workspace.page.reload()
    assert asked == ["beforeunload"]


def test_a_change_of_one_editor_is_never_sent_by_another(workspace, live_server):
    context = workspace.page.context
    context.set_offline(True)
    workspace.drag("$48 million")
    workspace.press("3")
    expect(state(workspace)).to_have_text("Offline, 1 waiting")
    workspace.page.close()
    context.set_offline(False)
    context.clear_cookies()
    other = Workspace(
        context.new_page(), live_server, make_layer(revision=workspace.layer.revision)
    )
    other.mark("2,300 households", "3")
    assert other.stored() == [("statistic", "2,300 households")]
    assert workspace.stored() == []
    context.clear_cookies()
    back = Workspace(context.new_page(), live_server, workspace.layer)
    expect(back.cards).to_have_count(1)
    assert back.stored() == [("statistic", "$48 million")]


def test_a_signed_out_editor_signs_in_beside_and_goes_on(workspace, live_server):
    workspace.mark("$48 million", "3")
    Session.objects.all().delete()
    workspace.drag("2,300 households")
    workspace.press("3")
    expect(state(workspace)).to_have_text("Signed out, 1 waiting")
    notice = workspace.page.locator("#signed-out")
    expect(notice).to_be_visible()
    with workspace.page.context.expect_page() as opened:
        notice.get_by_role("link", name="Sign in in a new tab").click()
    sign_in_at(opened.value, live_server, workspace.layer.editor)
    # By script: coming back to the window may already have sent it, and hidden the button.
    workspace.page.evaluate("document.querySelector('[data-command=resume]').click()")
    expect(workspace.cards).to_have_count(2)
    expect(notice).to_be_hidden()
    workspace.is_saved()


def write_quotation(workspace, words):
    workspace.text.focus()
    workspace.press("q")
    workspace.page.keyboard.type(words)
    form = workspace.page.locator("#quotation")
    form.get_by_label("Claim", exact=True).check()
    return form, form.get_by_role("button", name="Add")


def test_a_quotation_written_offline_stays_in_its_form_until_it_is_sent(workspace):
    form, send = write_quotation(workspace, "the harbour road")
    workspace.page.context.set_offline(True)
    send.click()
    kept = form.get_by_text("What you typed is kept")
    expect(kept).to_be_visible()
    expect(form.get_by_role("textbox").first).to_have_value("the harbour road")
    workspace.page.context.set_offline(False)
    expect(kept).to_have_count(0)
    send.click()
    expect(workspace.cards).to_have_count(1)
    assert workspace.stored() == [("claim", "the harbour road")]


def test_a_quotation_written_signed_out_is_asked_about_after_a_sign_in(workspace, live_server):
    form, send = write_quotation(workspace, "wall")
    Session.objects.all().delete()
    send.click()
    expect(form.get_by_role("alert")).to_contain_text("You are signed out")
    expect(form.get_by_role("textbox").first).to_have_value("wall")
    sign_in_at(workspace.page.context.new_page(), live_server, workspace.layer.editor)
    send.click()
    expect(workspace.page.get_by_role("heading", name="Which place?")).to_be_visible()


def test_the_hour_of_saving_is_written_as_the_server_writes_it(workspace):
    workspace.mark("$48 million", "3")
    workspace.is_saved()
    expect(state(workspace)).to_have_text(re.compile(r"^Saved \d\d:\d\d$"))


@pytest.mark.both_engines
def test_two_tabs_on_one_layer_show_the_same_and_make_nothing_twice(workspace, live_server):
    context = workspace.page.context
    other = Workspace(context.new_page(), live_server, workspace.layer)
    workspace.mark("$48 million", "3")
    expect(other.cards).to_have_count(1)
    expect(other.text.locator("mark")).to_have_text("$48 million")
    context.set_offline(True)
    workspace.drag("2,300 households")
    workspace.press("3")
    other.drag("sea wall on Tuesday")
    other.press("1")
    expect(state(workspace)).to_have_text("Offline, 2 waiting")
    context.set_offline(False)
    for tab in (workspace, other):
        expect(tab.cards).to_have_count(3)
        expect(state(tab)).to_have_attribute("data-state", "saved")
    assert len(workspace.stored()) == Annotation.objects.count() == 3


@pytest.mark.both_engines
def test_a_dialog_open_in_two_tabs_asks_before_one_overwrites_the_other(workspace, live_server):
    workspace.mark("$48 million", "3")
    workspace.is_saved()
    other = Workspace(workspace.page.context.new_page(), live_server, workspace.layer)
    for tab in (workspace, other):
        tab.text.focus()
        tab.press("j", "e")
        expect(tab.page.locator("#edit [name=note]")).to_be_visible()
    workspace.page.locator("#edit [name=note]").fill("first")
    workspace.page.get_by_role("button", name="Save").click()
    # The cards of the other tab go along, yet what its dialog shows is from before.
    expect(other.cards.first).to_contain_text("first")
    other.page.locator("#edit [name=note]").fill("second")
    other.page.get_by_role("button", name="Save").click()
    expect(other.page.locator("#edit .compared")).to_contain_text("first")
    assert Annotation.objects.get().note == "first"
    other.page.get_by_role("button", name="Use mine").click()
    expect(other.page.locator("#edit")).to_be_hidden()
    assert Annotation.objects.get().note == "second"


@pytest.mark.both_engines
def test_a_key_pressed_on_an_outdated_card_asks_instead_of_overwriting(page, live_server):
    layer = make_layer(revision=make_revision(text=TEXT))
    one = make_annotation(layer=layer, exact="$48 million", label="statistic")
    workspace = Workspace(page, live_server, layer)
    editing.change_annotation(one, version=1, by=layer.editor, label="claim", note="elsewhere")
    workspace.click("million")
    workspace.press("2")
    needs = page.locator("#needs")
    expect(needs.locator(".compared")).to_contain_text("quote")
    expect(needs.locator(".compared")).to_contain_text("claim")
    expect(page.locator("[data-command=needs]")).to_have_text("1 not saved")
    one.refresh_from_db()
    assert one.label == "claim"
    needs.get_by_role("button", name="Use mine").click()
    expect(needs).to_be_hidden()
    workspace.is_saved()
    one.refresh_from_db()
    assert (one.label, one.note) == ("quote", "elsewhere")


def test_what_needs_the_editor_survives_a_reload(page, live_server):
    layer = make_layer(revision=make_revision(text=TEXT))
    one = make_annotation(layer=layer, exact="$48 million", label="statistic")
    workspace = Workspace(page, live_server, layer)
    editing.change_annotation(one, version=1, by=layer.editor, label="claim")
    workspace.click("million")
    workspace.press("2")
    expect(page.locator("#needs")).to_be_visible()
    page.on("dialog", lambda dialog: dialog.accept())
    workspace.open()
    page.get_by_role("button", name="1 not saved").click()
    page.get_by_role("button", name="Keep theirs").click()
    expect(page.locator("#needs")).to_be_hidden()
    expect(page.locator("[data-command=needs]")).to_be_hidden()
    one.refresh_from_db()
    assert one.label == "claim"


@pytest.mark.both_engines
def test_a_server_killed_in_mid_save_and_started_again_has_exactly_what_was_marked(new_page):
    layer = make_layer(revision=make_revision(text=TEXT))
    server = Server()
    server.start()
    try:
        page = new_page(base_url=server.url)
        workspace = Workspace(page, server, layer)

        def die(route):
            route.fetch()
            server.kill()
            route.abort("connectionreset")

        page.route("**/layers/*/annotations/", die, times=1)
        workspace.drag("$48 million")
        workspace.press("3")
        expect(state(workspace)).to_have_text("Offline, 1 waiting")
        workspace.drag("2,300 households")
        workspace.press("3")
        expect(state(workspace)).to_have_text("Offline, 2 waiting")
        server.start()
        expect(workspace.cards).to_have_count(2, timeout=40_000)
        workspace.is_saved()
        assert len(workspace.stored()) == Annotation.objects.count() == 2
    finally:
        server.kill()


def test_without_storage_the_page_still_saves(new_page, live_server):
    layer = make_layer(revision=make_revision(text=TEXT))
    page = new_page()
    page.add_init_script("Storage.prototype.setItem = () => { throw new Error('full'); };")
    workspace = Workspace(signed_in(page, live_server, layer.editor), live_server, layer)
    workspace.mark("$48 million", "3")
    workspace.is_saved()
    assert workspace.stored() == [("statistic", "$48 million")]
