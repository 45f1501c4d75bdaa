"""What Chromium hands to a screen reader: roles, names and relations, by the debugging protocol.

It is the browser's half of the way; how a screen reader speaks it is tried by hand
(docs/accessibility.md).
"""

import pytest
from playwright.sync_api import expect

from tests.browser.workspace import Workspace
from tests.factories import make_annotation, make_fact, make_layer, make_revision

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

TEXT = (
    "Council backs sea wall\n\n"
    "The council approved a $48 million sea wall on Tuesday. “We build,” the mayor said.\n\n"
    "It will protect more than 2,300 households below the harbour road."
)


@pytest.fixture
def layer():
    made = make_layer(revision=make_revision(text=TEXT))
    make_annotation(layer=made, exact="approved a $48 million sea wall")
    make_annotation(layer=made, exact="$48 million", label="statistic")
    make_annotation(layer=made, exact="“We build,”", label="quote", attributed_to="the mayor")
    return made


@pytest.fixture
def workspace(page, live_server, layer):
    return Workspace(page, live_server, layer)


class Tree:
    """The accessibility tree of the page as it is now, without what it ignores."""

    def __init__(self, page):
        session = page.context.new_cdp_session(page)
        nodes = session.send("Accessibility.getFullAXTree")["nodes"]
        session.detach()
        self.all = {node["nodeId"]: node for node in nodes}
        self.nodes = [node for node in nodes if not node.get("ignored")]

    def of(self, role, *, within=None):
        return [
            node
            for node in self.nodes
            if node["role"]["value"] == role and (within is None or self._is_in(node, within))
        ]

    def one(self, role, name):
        found = [node for node in self.of(role) if name_of(node) == name]
        assert len(found) == 1, f"{role} “{name}” is there {len(found)} times"
        return found[0]

    def _is_in(self, node, ancestor):
        while node is not None and node["nodeId"] != ancestor["nodeId"]:
            node = self.all.get(node.get("parentId"))
        return node is not None

    def by_dom(self, backend_id):
        return next(node for node in self.nodes if node.get("backendDOMNodeId") == backend_id)

    def text(self, node):
        return "".join(name_of(one) for one in self.of("StaticText", within=node))


def name_of(node):
    return node.get("name", {}).get("value", "")


def said_of(node, quality):
    return next((one["value"] for one in node["properties"] if one["name"] == quality), {})


def test_every_mark_leads_to_the_card_that_tells_of_it(workspace):
    tree = Tree(workspace.page)
    told = []
    for mark in tree.of("mark", within=tree.one("group", "Text")):
        (related,) = said_of(mark, "details")["relatedNodes"]
        card = tree.by_dom(related["backendDOMNodeId"])
        told.append((tree.text(mark), card["role"]["value"], name_of(card)))
    claim = "Claim: approved a $48 million sea wall"
    assert told == [
        ("approved a ", "listitem", claim),
        ("$48 million", "listitem", "Statistic: $48 million"),
        (" sea wall", "listitem", claim),
        ("“We build,”", "listitem", "Quote: “We build,”"),
    ]


def test_every_part_of_the_screen_has_its_name(workspace):
    workspace.text.focus()
    workspace.press("s")
    expect(workspace.page.locator("#dock")).to_be_visible()
    tree = Tree(workspace.page)
    for role, name in (
        ("main", ""),
        ("region", "The article"),
        ("complementary", "Annotations 3"),
        ("heading", "Council backs sea wall"),
    ):
        tree.one(role, name)
    dock = tree.one("toolbar", "Tag the selection")
    names = [name_of(button) for button in tree.of("button", within=dock)]
    assert [name.split()[0] for name in names] == ["Claim", "Quote", "Statistic", "Clear"]
    for status in tree.of("status"):
        assert said_of(status, "live")["value"] == "polite"
    unnamed = [
        node
        for role in ("button", "link", "textbox", "combobox", "radio", "dialog", "toolbar")
        for node in tree.of(role)
        if not name_of(node).strip()
    ]
    assert unnamed == []


def test_the_text_cursor_says_that_the_text_cannot_be_changed_and_keeps_the_marks(workspace):
    workspace.text.focus()
    workspace.press("c")
    expect(workspace.text).to_have_attribute("role", "textbox")
    tree = Tree(workspace.page)
    text = tree.one("textbox", "Text, cannot be edited")
    assert said_of(text, "multiline")["value"] is True
    # Chromium calls it editable all the same, so the name says it too.
    expect(workspace.text).to_have_attribute("aria-readonly", "true")
    assert [said_of(mark, "details") != {} for mark in tree.of("mark", within=text)] == [True] * 4


def in_the_help(workspace):
    workspace.press("?")


def editing(workspace):
    workspace.press("j", "e")
    expect(workspace.page.locator("#edit form")).to_be_visible()


def linking(workspace):
    workspace.press("j", "f")
    expect(workspace.page.locator("#fact-options [role=option]").first).to_be_visible()


@pytest.mark.parametrize(
    ("opened", "name", "holds"),
    [
        (in_the_help, "Keys", ("heading", "Keys")),
        (editing, "Edit annotation", ("group", "Words")),
        (linking, "Facts", ("combobox", "Find a fact")),
    ],
)
def test_a_dialog_is_named_and_modal(workspace, opened, name, holds):
    make_fact()
    workspace.text.focus()
    opened(workspace)
    tree = Tree(workspace.page)
    dialog = tree.one("dialog", name)
    assert said_of(dialog, "modal")["value"] is True
    role, inner = holds
    assert inner in [name_of(node) for node in tree.of(role, within=dialog)]


def test_an_edge_that_moves_is_said(workspace):
    workspace.text.focus()
    editing(workspace)
    dialog = workspace.page.locator("#edit")
    said = dialog.locator("[data-edge-words]")
    dialog.get_by_role("button", name="End").focus()
    workspace.press("ArrowLeft")
    expect(said).to_have_text("approved a $48 million sea")
    dialog.get_by_role("button", name="Start").focus()
    workspace.press("Enter")
    expect(dialog).to_be_hidden()
    assert ("claim", "approved a $48 million sea") in workspace.stored()


MOVING = """() => [...document.querySelectorAll("*")]
  .filter((one) => {
    const style = getComputedStyle(one);
    const takes = (times) => times.split(",").some((time) => parseFloat(time) > 0);
    return takes(style.transitionDuration) || takes(style.animationDuration)
      || style.scrollBehavior === "smooth";
  })
  .map((one) => one.tagName + "." + one.className)"""


def test_nothing_moves_for_those_who_ask_for_less_motion(new_page, live_server, layer):
    still = Workspace(new_page(reduced_motion="reduce"), live_server, layer)
    still.text.focus()
    editing(still)
    assert still.page.evaluate(MOVING) == []
    still.page.evaluate("() => { document.querySelector('main').style.transition = 'opacity 1s'; }")
    assert any(one.startswith("MAIN.") for one in still.page.evaluate(MOVING))
