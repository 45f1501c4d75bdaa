"""Linking spans to facts in a real browser, by the keyboard alone."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from annotations.models import FactLink, FactVersion
from tests.browser.conftest import signed_in
from tests.browser.workspace import Workspace
from tests.factories import (
    TEXT,
    make_annotation,
    make_fact,
    make_layer,
    make_link,
    make_revision,
    revise_fact,
)

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def facts():
    return [
        make_fact("The council’s budget line for the sea wall is $41.6 million."),
        make_fact("The ferry carries 120 cars."),
        make_fact("The wall will protect 2,300 households.", verified=False),
    ]


@pytest.fixture
def workspace(page, live_server, facts):
    return Workspace(page, live_server, make_layer(revision=make_revision(text=TEXT)))


def mark_by_keys(workspace):
    """The second sentence of the text, as a claim, without a mouse."""
    workspace.text.focus()
    workspace.press("s", "Shift+S", "s", "1")
    expect(workspace.cards).to_have_count(1)
    expect(workspace.cards.first).to_have_class("card claim current")


def open_dialog(workspace):
    workspace.press("f")
    expect(workspace.page.locator("#facts")).to_be_visible()


def options(workspace):
    return workspace.page.locator("#fact-options [role=option]")


def stored():
    return [(link.fact.pk, link.relation, link.note) for link in FactLink.objects.current()]


def complaints(page):
    found = Axe().run(page).response["violations"]
    return [(one["id"], [node["html"] for node in one["nodes"]]) for one in found]


def test_mark_find_and_link_without_a_mouse(workspace, facts):
    mark_by_keys(workspace)
    open_dialog(workspace)
    field = workspace.page.get_by_role("combobox", name="Find a fact")
    expect(field).to_be_focused()
    workspace.page.keyboard.type("ferry")
    expect(workspace.page.locator("[data-status]")).to_have_text("1 fact, best first")
    expect(field).to_have_attribute("aria-activedescendant", f"fact-options-{facts[1].pk}")
    workspace.press("Enter")
    expect(workspace.page.locator("[data-chosen]")).to_contain_text("The ferry carries 120 cars.")
    workspace.press("ArrowDown", "Tab")
    workspace.page.keyboard.type("Another vessel.")
    workspace.press("Enter")
    workspace.says(f"Linked: fact {facts[1].pk} contradicts these words.")
    expect(workspace.page.locator("#facts")).to_be_hidden()
    expect(workspace.text).to_be_focused()
    expect(workspace.cards.first).to_contain_text(f"Fact {facts[1].pk} contradicts this")
    assert stored() == [(facts[1].pk, "contradicts", "Another vessel.")]


def test_keys_that_are_quicker_than_the_answer_wait_for_it(workspace, facts):
    workspace.mark("$48 million", "3")
    held = []
    workspace.page.route("**/facts/search/**", lambda route: held.append(route))
    open_dialog(workspace)
    with workspace.page.expect_request("**/facts/search/*ferry*"):
        workspace.page.keyboard.type("ferry")
        workspace.press("Enter")
    expect(workspace.page.locator("[data-chosen]")).to_be_hidden()
    for route in held:
        route.continue_()
    expect(workspace.page.locator("[data-chosen]")).to_contain_text("The ferry carries 120 cars.")


def test_the_marked_words_are_looked_up_at_once(workspace, facts):
    workspace.mark("$48 million sea wall", "1")
    open_dialog(workspace)
    expect(options(workspace).first).to_contain_text("$41.6 million")
    expect(options(workspace).last).to_have_text("Record a new fact …")


def test_what_is_found_stays_in_sight_under_long_statements_and_many_links(workspace):
    for place in range(6):
        make_link(
            annotation=workspace.layer.annotations.first()
            or make_annotation(layer=workspace.layer),
            fact=make_fact(f"{place} is linked. " * 60),
        )
    long, short = make_fact("A quay is long. " * 100), make_fact("The quay is 300 metres.")
    workspace.page.reload()
    workspace.wait()
    workspace.text.focus()
    workspace.press("j")
    open_dialog(workspace)
    workspace.page.keyboard.type("quay")
    for fact in (long, short):
        expect(
            options(workspace).and_(workspace.page.locator(f"[data-fact='{fact.pk}']"))
        ).to_be_in_viewport()


def test_linking_and_unlinking_are_undone_and_redone(workspace, facts):
    workspace.mark("$48 million", "3")
    open_dialog(workspace)
    expect(options(workspace)).not_to_have_count(0)
    workspace.press("Enter", "1")
    workspace.says("supports these words")
    linked = stored()
    workspace.press("Control+z")
    workspace.says("unlinked")
    assert stored() == []
    workspace.press("Control+y")
    workspace.says("supports these words")
    assert stored() == linked
    open_dialog(workspace)
    workspace.page.get_by_role("button", name="Unlink fact").click()
    workspace.says("unlinked")
    expect(workspace.cards.first.locator("[data-fact]")).to_have_count(0)
    workspace.press("Control+z")
    workspace.says("is linked as before")
    assert stored() == linked


def test_a_new_fact_is_recorded_without_leaving_the_text(workspace):
    workspace.mark("more than 2,300 households", "3")
    open_dialog(workspace)
    workspace.page.keyboard.type("Flood register lists 2,314 addresses")
    expect(workspace.page.locator("[data-status]")).not_to_be_empty()
    expect(options(workspace).last).to_have_text("Record a new fact …")
    workspace.press("ArrowUp", "Enter")
    statement = workspace.page.get_by_label("What the fact says")
    expect(statement).to_be_focused()
    expect(statement).to_have_value("Flood register lists 2,314 addresses")
    workspace.press("Tab")
    workspace.page.keyboard.type("Flood register 2031")
    workspace.page.get_by_label("It supports them").last.check()
    workspace.press("Enter")
    workspace.says("recorded and linked")
    version = FactVersion.objects.get(statement="Flood register lists 2,314 addresses")
    assert stored() == [(version.fact_id, "supports", "")]
    workspace.press("Control+z")
    workspace.says("unlinked")
    workspace.press("Control+y")
    workspace.says("is linked as before")


def test_escape_shuts_the_list_and_then_the_dialog(workspace):
    workspace.mark("$48 million", "3")
    open_dialog(workspace)
    expect(options(workspace).first).to_be_visible()
    workspace.press("Escape")
    expect(options(workspace).first).to_be_hidden()
    expect(workspace.page.locator("#facts")).to_be_visible()
    workspace.press("Escape")
    expect(workspace.page.locator("#facts")).to_be_hidden()
    expect(workspace.text).to_be_focused()


def test_a_refusal_is_told_in_the_dialog_and_loses_nothing(workspace, facts):
    workspace.mark("$48 million", "3")
    open_dialog(workspace)
    expect(options(workspace).first).to_be_visible()
    workspace.press("Enter")
    facts[0].retired_at = facts[0].versions.get().recorded_at
    facts[0].save()
    workspace.press("3")
    expect(workspace.page.locator("#facts [role=alert]")).to_contain_text("It is retired")
    expect(workspace.page.locator("[data-chosen]")).to_be_visible()
    workspace.press("Escape")
    expect(workspace.page.locator("#needs")).to_be_hidden()
    assert stored() == []


def test_a_submitted_layer_shows_its_links_and_offers_no_others(page, live_server):
    link = make_link(annotation=make_annotation(exact="$48 million"))
    layer = link.annotation.layer
    layer.submitted_at = link.linked_at
    layer.save()
    workspace = Workspace(page, live_server, layer)
    expect(workspace.cards.first).to_contain_text("Fact")
    workspace.text.focus()
    workspace.press("j", "f")
    workspace.says("can be read, not changed")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_dialog_has_no_fault_that_axe_finds(new_page, live_server, facts, scheme):
    layer = make_layer(revision=make_revision(text=TEXT))
    make_link(annotation=make_annotation(layer=layer), fact=facts[0], relation="contradicts")
    page = new_page(color_scheme=scheme, reduced_motion="reduce")
    workspace = Workspace(page, live_server, layer)
    workspace.text.focus()
    workspace.press("j")
    open_dialog(workspace)
    expect(options(workspace).first).to_be_visible()
    assert complaints(page) == []
    workspace.press("Enter")
    expect(page.get_by_label("It supports them").first).to_be_focused()
    assert complaints(page) == []


def test_the_page_of_the_facts_has_the_same_picker(workspace, facts):
    annotation = make_annotation(layer=workspace.layer)
    page = workspace.page
    page.goto(f"/annotations/{annotation.pk}/facts/")
    expect(page.get_by_role("combobox", name="Find a fact")).to_be_visible()
    page.get_by_role("combobox").fill("ferry")
    page.keyboard.press("Enter")
    expect(page.locator("[data-chosen]")).to_contain_text("ferry")
    page.keyboard.press("1")
    page.wait_for_url(f"**/layers/{workspace.layer.pk}/**")
    assert stored() == [(facts[1].pk, "supports", "")]
    assert complaints(page) == []


@pytest.fixture
def rechecks(page, live_server):
    """Three links of one open layer to a fact that was revised since; the page of its editor."""
    layer, fact = make_layer(revision=make_revision(text=TEXT)), make_fact()
    for words in ("$48 million", "Tuesday", "2,300"):
        make_link(annotation=make_annotation(layer=layer, exact=words), fact=fact)
    revise_fact(fact)
    signed_in(page, live_server, layer.editor).goto("/facts/recheck/")
    page.locator("recheck-list:defined").wait_for()
    return page


def test_links_are_rechecked_by_single_keys_and_undone(rechecks):
    press, said = rechecks.keyboard.press, rechecks.locator("[data-said]")
    left = rechecks.locator("[data-left]")
    press("j")
    expect(rechecks.locator(".recheck").first).to_be_focused()
    press("c")
    expect(said).to_contain_text("supports this")
    expect(left).to_have_text("2")
    expect(rechecks.locator(".recheck").nth(1)).to_be_focused()
    press("2")
    expect(said).to_contain_text("contradicts this")
    expect(left).to_have_text("1")
    press("u")
    expect(said).to_contain_text("unlinked")
    expect(left).to_have_text("0")
    assert sorted(relation for _fact, relation, _note in stored()) == ["contradicts", "supports"]
    press("z")
    expect(said).to_contain_text("linked as before")
    expect(left).to_have_text("1")
    expect(rechecks.locator(".recheck").nth(2)).to_be_focused()
    press("k")
    expect(rechecks.locator(".recheck").nth(1)).to_be_focused()
    press("z")
    expect(left).to_have_text("2")
    press("3")
    expect(said).to_contain_text("gives context to this")
    assert sorted(relation for _fact, relation, _note in stored()) == [
        "context",
        "supports",
        "supports",
    ]
    rechecks.reload()
    expect(left).to_have_text("1")


def test_the_line_of_keys_is_gone_where_the_keys_themselves_are_not_shown(rechecks):
    expect(rechecks.locator(".keys-line")).to_be_visible()
    rechecks.set_viewport_size({"width": 390, "height": 844})
    expect(rechecks.locator(".keys-line")).to_be_hidden()


def test_a_recheck_is_undone_by_the_button_that_stands_in_its_place(rechecks):
    rechecks.get_by_role("button", name="Unlink").nth(1).click()
    expect(rechecks.locator(".is-done")).to_have_count(1)
    assert len(stored()) == 2
    rechecks.get_by_role("button", name="Undo").click()
    expect(rechecks.locator(".is-done")).to_have_count(0)
    assert len(stored()) == 3


def test_what_another_has_answered_is_told_and_nothing_is_lost(rechecks):
    rechecks.keyboard.press("j")
    FactLink.objects.update(removed_at="2031-01-01T00:00:00Z")
    rechecks.keyboard.press("c")
    expect(rechecks.locator("[data-said]")).to_contain_text("has changed meanwhile")
    expect(rechecks.locator(".is-done")).to_have_count(0)


def test_single_letters_can_be_switched_off_for_rechecks_too(page, live_server):
    link = make_link()
    revise_fact(link.fact)
    link.linked_by.single_letter_keys = False
    link.linked_by.save()
    signed_in(page, live_server, link.linked_by).goto("/facts/recheck/")
    page.locator("recheck-list:defined").wait_for()
    sent = []
    page.on("request", lambda request: sent.append(request.method))
    page.locator(".recheck").focus()
    page.keyboard.press("c")
    # An answer by its button comes after whatever the key may have sent.
    page.get_by_role("button", name="Unlink").click()
    expect(page.locator(".is-done")).to_have_count(1)
    assert sent.count("POST") == 1
    assert stored() == []


def test_rechecks_work_without_script(new_page, live_server):
    link = make_link()
    revise_fact(link.fact)
    page = signed_in(new_page(java_script_enabled=False), live_server, link.linked_by)
    page.goto("/facts/recheck/")
    page.get_by_role("button", name="Now contradicts this").click()
    expect(page.get_by_role("status")).to_contain_text("contradicts this")
    assert [relation for _fact, relation, _note in stored()] == ["contradicts"]
    page.get_by_role("button", name="Undo").click()
    expect(page.locator(".recheck")).to_have_count(1)
    assert [relation for _fact, relation, _note in stored()] == ["supports"]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_no_fault_with_the_list_of_rechecks(rechecks, scheme):
    rechecks.emulate_media(color_scheme=scheme, reduced_motion="reduce")
    rechecks.keyboard.press("j")
    rechecks.keyboard.press("c")
    expect(rechecks.locator(".is-done")).to_have_count(1)
    assert complaints(rechecks) == []
