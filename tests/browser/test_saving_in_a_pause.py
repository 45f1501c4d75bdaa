"""What the answers to changes leave out comes in the next pause, and only then."""

import pytest
from django.core.cache import cache
from playwright.sync_api import expect

from annotations.layers import editing
from annotations.models import Layer
from articles.models import Story
from newsroom.models import Session
from tests.browser.conftest import sign_in_at
from tests.browser.workspace import Workspace
from tests.factories import (
    make_annotation,
    make_article,
    make_editor,
    make_layer,
    make_outlet,
    make_suggestion,
)

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

HERE = (
    "Council backs wall\n\n"
    "The council approved $48 million for the sea wall on Tuesday.\n\n"
    "It will protect 2,300 households below the harbour road."
)
THERE = "Wall passes\n\nOn Tuesday the council approved $52 million for a sea wall."
HINT = "$52 million"
PAUSE = 600  # Of details.js.


@pytest.fixture
def layer():
    """A layer on an article whose sum another article of its story contradicts."""
    cache.clear()
    story = Story.objects.create(title="The wall")
    make_article(text=THERE, story=story, outlet=make_outlet("Northshore Ledger"))
    here = make_article(text=HERE, story=story)
    return make_layer(revision=here.latest_revision())


@pytest.fixture
def workspace(page, live_server, layer):
    return Workspace(page, live_server, layer)


class Asked:
    """The requests for what was left out: their queries, and those of them given up."""

    def __init__(self, page):
        self.queries, self.given_up = [], []
        page.on("request", lambda one: self.hear(one, self.queries))
        page.on("requestfailed", lambda one: self.hear(one, self.given_up))

    def hear(self, request, kept):
        address, _, query = request.url.partition("?")
        if address.endswith("/details/"):
            kept.append(query)


def hints(workspace):
    return workspace.cards.locator(".pointer")


def opened(page):
    """How often the page was loaded."""
    loads = []
    page.on("load", lambda _: loads.append(1))
    return loads


def test_a_hint_at_another_article_comes_after_a_save(workspace):
    asked, loads = Asked(workspace.page), opened(workspace.page)
    workspace.mark("$48 million", "3")
    expect(hints(workspace)).to_contain_text(HINT)
    expect(hints(workspace)).to_contain_text("Northshore Ledger")
    assert len(asked.queries) == 1
    assert loads == []


def test_a_label_that_has_no_figures_asks_for_nothing(workspace):
    asked = Asked(workspace.page)
    workspace.mark("the sea wall", "2")
    workspace.is_saved()
    workspace.page.wait_for_timeout(2 * PAUSE)
    assert asked.queries == []


def test_the_focus_stays_where_it_was_when_a_hint_comes(workspace):
    workspace.mark("$48 million", "3")
    workspace.cards.first.focus()
    expect(hints(workspace)).to_contain_text(HINT)
    expect(workspace.cards.first).to_be_focused()
    expect(workspace.page.locator("#cards > .current")).to_have_count(1)


def test_a_hint_stays_on_its_card_while_it_is_asked_for_again(workspace):
    workspace.mark("$48 million", "3")
    expect(hints(workspace)).to_contain_text(HINT)
    workspace.page.route("**/details/**", lambda route: None)
    workspace.press("1")
    expect(workspace.cards.first).to_have_attribute("data-label", "claim")
    expect(hints(workspace)).to_contain_text(HINT)


def test_the_next_change_gives_up_what_is_asked(workspace):
    asked, held = Asked(workspace.page), []

    def hold_the_first(route):
        if held:
            route.continue_()
        held.append(route)

    workspace.page.route("**/details/**", hold_the_first)
    with workspace.page.expect_request("**/details/**"):
        workspace.mark("$48 million", "3")
    assert asked.given_up == []
    with workspace.page.expect_event("requestfailed") as failed:
        workspace.mark("2,300 households", "3")
    assert "/details/" in failed.value.url
    expect(hints(workspace)).to_contain_text(HINT)
    assert len(asked.given_up) == 1
    # The second asks for both.
    assert [query.count("card=") for query in asked.queries] == [1, 2]


def test_several_changes_are_asked_about_once(workspace):
    asked = Asked(workspace.page)
    workspace.page.context.set_offline(True)
    for words in ("$48 million", "2,300 households"):
        workspace.drag(words)
        workspace.press("3")
    workspace.page.context.set_offline(False)
    expect(workspace.cards).to_have_count(2)
    expect(hints(workspace)).to_contain_text(HINT)
    assert [query.count("card=") for query in asked.queries] == [2]


def test_what_was_withdrawn_is_listed_after_a_pause_and_can_be_restored(workspace):
    workspace.mark("the sea wall", "1")
    foot = workspace.page.locator("#withdrawn")
    expect(foot.locator("summary")).to_have_count(0)
    workspace.press("Delete")
    foot.locator("summary").click()
    expect(foot).to_contain_text("the sea wall")
    foot.locator("[data-command=restore]").click()
    expect(workspace.cards).to_have_count(1)
    expect(foot.locator("summary")).to_have_count(0)


def test_what_was_dismissed_is_listed_after_a_pause_and_can_be_taken_back(page, live_server):
    layer = make_layer(editor=make_editor("ada", suggestions=True))
    make_suggestion(revision=layer.revision, label="statistic", exact="2,300 households")
    workspace = Workspace(page, live_server, layer)
    workspace.text.focus()
    workspace.press("j", "x")
    foot = page.locator("#dismissed")
    foot.locator("summary").click()
    expect(foot).to_contain_text("2,300 households")
    foot.locator("[data-command=return]").click()
    expect(page.locator("#cards > [data-suggestion]")).to_have_count(1)
    expect(foot.locator("summary")).to_have_count(0)


@pytest.mark.both_engines
def test_a_page_that_missed_a_change_elsewhere_loads_the_layer_again(page, live_server, layer):
    one = make_annotation(layer=layer, exact="the sea wall", label="claim")
    workspace = Workspace(page, live_server, layer)
    loads = opened(page)
    editing.change_annotation(one, version=1, by=layer.editor, label="claim", note="elsewhere")
    workspace.mark("$48 million", "3")
    expect(workspace.cards.filter(has_text="elsewhere")).to_have_count(1)
    workspace.says("These annotations were changed elsewhere.")
    expect(hints(workspace)).to_contain_text(HINT)
    assert page.locator("annotation-workspace").get_attribute("data-state") == page.evaluate(
        """async () => {
          const { stateUrl } = document.querySelector("annotation-workspace").dataset;
          return (await (await fetch(stateUrl)).json()).state;
        }"""
    )
    assert loads == []


def test_a_page_that_missed_nothing_does_not_load_the_layer_again(workspace):
    again = []
    workspace.page.on("request", lambda one: again.append(one.url.partition("?")[0]))
    for words in ("$48 million", "2,300 households"):
        workspace.mark(words, "3")
    workspace.is_saved()
    workspace.page.wait_for_timeout(2000)
    assert [url for url in again if url.endswith((f"/{workspace.layer.pk}/", "/state/"))] == []


def test_nothing_is_asked_while_offline_and_the_rest_comes_with_the_network(workspace):
    asked = Asked(workspace.page)
    workspace.mark("2,300 households", "3")
    workspace.page.context.set_offline(True)
    workspace.page.wait_for_timeout(2 * PAUSE)
    assert asked.queries == []
    workspace.page.context.set_offline(False)
    workspace.page.wait_for_function("navigator.onLine")
    workspace.page.wait_for_timeout(2 * PAUSE)
    assert len(asked.queries) == 1
    assert asked.given_up == []


def test_a_module_that_did_not_come_is_asked_for_with_the_next_change(workspace):
    workspace.page.route("**/details*.js", lambda route: route.abort(), times=1)
    workspace.mark("$48 million", "3")
    workspace.is_saved()
    workspace.mark("2,300 households", "3")
    expect(hints(workspace)).to_contain_text(HINT)


def test_nothing_is_asked_while_signed_out_and_the_rest_comes_after_a_sign_in(
    workspace, live_server
):
    page = workspace.page
    page.route("**/details/**", lambda route: route.abort(), times=1)
    workspace.mark("$48 million", "3")
    page.wait_for_event("requestfailed", lambda one: "/details/" in one.url)
    Session.objects.all().delete()
    workspace.drag("2,300 households")
    workspace.press("3")
    expect(page.locator("#save-state")).to_have_text("Signed out, 1 waiting")
    asked = Asked(page)
    page.wait_for_timeout(2 * PAUSE)
    assert asked.queries == []
    sign_in_at(page.context.new_page(), live_server, workspace.layer.editor)
    page.evaluate("document.querySelector('[data-command=resume]').click()")
    expect(workspace.cards).to_have_count(2)
    expect(hints(workspace)).to_contain_text(HINT)


def test_it_works_with_the_files_of_an_installation(new_page, installation, layer):
    page = new_page(base_url=installation.url)
    workspace = Workspace(page, installation, layer)
    workspace.mark("$48 million", "3")
    expect(hints(workspace)).to_contain_text(HINT)
    workspace.press("Delete")
    expect(page.locator("#withdrawn")).to_contain_text("$48 million")
    assert Layer.objects.get().annotations.count() == 1
