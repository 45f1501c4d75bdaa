"""The workspace in every state, before axe: light and dark, and in the colours of the system."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from annotations.layers import editing as layer_editing
from tests.browser.workspace import Workspace
from tests.factories import make_annotation, make_layer, make_revision

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

TEXT = (
    "Council backs sea wall\n\n"
    "The council approved a $48 million sea wall on Tuesday. “We build,” the mayor said.\n\n"
    "It will protect more than 2,300 households below the harbour road."
)

ALL_ANIMATIONS_DONE = """async () => {
  const frame = () => new Promise(requestAnimationFrame);
  await frame();
  for (let running = [1]; running.length; await frame()) {
    running = document.getAnimations().filter(({ playState }) => playState === "running");
    await Promise.allSettled(running.map(({ finished }) => finished));
  }
}"""


def found_by_axe(page):
    # A message or a colour on its way is no state of its own.
    page.evaluate(ALL_ANIMATIONS_DONE)
    violations = Axe().run(page).response["violations"]
    return [(one["id"], [node["html"] for node in one["nodes"]]) for one in violations]


def drafting(workspace):
    workspace.drag("2,300 households")
    expect(workspace.page.locator("#dock")).to_be_visible()


def on_a_mark(workspace):
    workspace.click("million")
    expect(workspace.page.locator("#cards > .current")).to_be_visible()


def in_the_text_cursor(workspace):
    workspace.text.focus()
    workspace.press("c", "s")
    expect(workspace.page.locator("#dock")).to_be_visible()


def editing(workspace):
    on_a_mark(workspace)
    workspace.press("e")
    expect(workspace.page.locator("#edit")).to_be_visible()


def in_conflict(workspace):
    editing(workspace)
    one = workspace.layer.annotations.get(label="statistic")
    layer_editing.change_annotation(one, version=1, by=workspace.layer.editor, note="theirs")
    workspace.page.locator("#edit").get_by_label("Note").fill("mine")
    workspace.page.locator("#edit").get_by_role("button", name="Save").click()
    expect(workspace.page.locator("#edit .compared")).to_be_visible()


def with_what_needs_the_editor(workspace):
    one = workspace.layer.annotations.get(label="statistic")
    layer_editing.change_annotation(one, version=1, by=workspace.layer.editor, note="theirs")
    on_a_mark(workspace)
    workspace.press("2")
    expect(workspace.page.locator("#needs")).to_be_visible()


def in_the_help(workspace):
    workspace.text.focus()
    workspace.press("?")
    expect(workspace.page.locator("#keys")).to_be_visible()


def signed_out(workspace):
    workspace.page.context.clear_cookies()
    workspace.drag("2,300 households")
    workspace.press("3")
    expect(workspace.page.locator("#signed-out")).to_be_visible()


def quoting(workspace):
    workspace.text.focus()
    workspace.press("q")
    expect(workspace.page.locator("#quotation textarea").first).to_be_focused()


STATES = [
    drafting,
    on_a_mark,
    in_the_text_cursor,
    editing,
    in_conflict,
    with_what_needs_the_editor,
    in_the_help,
    signed_out,
    quoting,
]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("state", STATES, ids=lambda state: state.__name__)
def test_axe_finds_nothing(new_page, live_server, state, scheme):
    layer = make_layer(revision=make_revision(text=TEXT))
    make_annotation(layer=layer, exact="approved a $48 million sea wall")
    make_annotation(layer=layer, exact="$48 million", label="statistic")
    make_annotation(layer=layer, exact="“We build,”", label="quote", attributed_to="the mayor")
    page = new_page(color_scheme=scheme, reduced_motion="reduce")
    workspace = Workspace(page, live_server, layer)
    state(workspace)
    assert found_by_axe(page) == []
    assert page.evaluate(
        "document.activeElement !== null && document.activeElement !== document.body"
    )


@pytest.mark.parametrize("width", [390, 1280])
def test_no_state_scrolls_sideways(new_page, live_server, width):
    layer = make_layer(revision=make_revision(text=TEXT))
    make_annotation(layer=layer, exact="$48 million", label="statistic")
    page = new_page(viewport={"width": width, "height": 800})
    workspace = Workspace(page, live_server, layer)
    for state in (drafting, in_conflict):
        state(workspace)
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        dialog = page.locator("dialog[open]")
        if dialog.count():
            assert dialog.evaluate("one => one.scrollWidth <= one.clientWidth")
        workspace.press("Escape")


def test_labels_stay_apart_in_the_colours_of_the_system(new_page, live_server):
    layer = make_layer(revision=make_revision(text=TEXT))
    make_annotation(layer=layer, exact="approved")
    make_annotation(layer=layer, exact="$48 million", label="statistic")
    make_annotation(layer=layer, exact="“We build,”", label="quote")
    workspace = Workspace(new_page(forced_colors="active"), live_server, layer)
    lines = workspace.text.locator("mark").evaluate_all(
        "marks => marks.map((mark) => getComputedStyle(mark).textDecorationStyle)"
    )
    assert lines == ["solid", "double", "dashed"]


def test_a_pressed_button_is_told_apart_in_the_colours_of_the_system(new_page, live_server):
    layer = make_layer(revision=make_revision(text=TEXT))
    make_annotation(layer=layer, exact="approved")
    workspace = Workspace(new_page(forced_colors="active"), live_server, layer)

    def colours(buttons):
        found = workspace.page.locator(buttons).evaluate_all(
            "all => all.map((one) => getComputedStyle(one).backgroundColor)"
        )
        return len(set(found))

    assert colours(".mark-ways button") == 1
    workspace.text.focus()
    workspace.press("c")
    expect(workspace.text).to_have_attribute("role", "textbox")
    assert colours(".mark-ways button") == 2
    workspace.press("Escape", "j", "e")
    expect(workspace.page.locator("#edit")).to_be_visible()
    assert colours("#edit [data-edge]") == 2
