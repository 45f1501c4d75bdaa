"""A whole article by the keyboard alone: from the article's page to the submitted layer."""

import pytest
from playwright.sync_api import expect

from annotations.models import Annotation, FactLink, Layer
from tests.browser.conftest import signed_in
from tests.browser.keyboard import logged, pointed, tab_to
from tests.browser.workspace import Workspace
from tests.factories import make_editor, make_fact, make_revision

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

TEXT = (
    "Council backs sea wall 👨‍👩‍👧‍👦\n\n"
    "The council approved a $48 million sea wall on Tuesday. “We are building for the next "
    "storm,” the mayor, Ines Halloran, said.\n\n"
    "It will protect more than 2,300 households below the harbour road. Nobody objected."
)


@pytest.fixture
def page(new_page):
    """A page that writes down every event of a mouse, pen or finger."""
    return logged(new_page())


def test_the_log_hears_a_mouse_where_there_is_one(page, live_server):
    signed_in(page, live_server, make_editor())
    page.goto("/")
    page.locator("h1").click()
    assert {"pointerdown", "mousedown", "click"} <= pointed(page)


def test_an_article_is_annotated_by_the_keyboard_alone(page, live_server):
    editor = make_editor()
    revision = make_revision(text=TEXT)
    fact = make_fact("The flood register lists 2,314 households below the road.")
    signed_in(page, live_server, editor).goto(f"/articles/{revision.article_id}/")
    tab_to(page, page.get_by_role("button", name="Start").first)
    page.keyboard.press("Enter")
    page.wait_for_url("**/layers/*/")
    workspace = Workspace.at(page, Layer.objects.get(editor=editor))

    by_text_cursor(workspace)
    by_sentences(workspace)
    by_quotation(workspace)
    move_edges(workspace)
    write_note(workspace)
    link_fact(workspace, fact)
    take_back(workspace)
    submit(workspace)

    live = Annotation.objects.filter(withdrawn_at=None).in_text_order()
    assert [(one.label, one.exact, one.note) for one in live] == [
        ("quote", "“We are building for the next storm,” the mayor, Ines Halloran, said.", ""),
        ("statistic", "2,300 household", "Ask the register."),
    ]
    assert all(TEXT[one.start : one.end] == one.exact for one in live)
    assert (live[1].value, live[1].unit) == (2300, "households")
    gone = Annotation.objects.exclude(withdrawn_at=None)
    assert [(one.label, one.exact) for one in gone] == [("claim", "The council")]
    (link,) = FactLink.objects.current()
    assert (link.annotation, link.fact, link.relation) == (live[1], fact, "supports")
    workspace.layer.refresh_from_db()
    assert workspace.layer.is_submitted
    assert pointed(page) == set()


def by_text_cursor(workspace):
    tab_to(workspace.page, workspace.text)
    workspace.press("c")
    expect(workspace.text).to_have_attribute("role", "textbox")
    workspace.press("Control+Home", "ArrowDown", "Home")
    workspace.press("Control+Shift+ArrowRight", "Control+Shift+ArrowRight", "1")
    workspace.says("Claim added, 2 words.")
    workspace.press("Escape")
    expect(workspace.text).to_have_attribute("role", "group")
    expect(workspace.text).to_be_focused()


def by_sentences(workspace):
    words = workspace.page.locator("[data-dock-words]")
    workspace.press("s")
    expect(words).to_have_text("10 words")
    workspace.press("s")
    expect(words).to_have_text("22 words")
    workspace.press("Shift+S")
    expect(words).to_have_text("10 words")
    workspace.press("Escape", "c", "ArrowDown", "End", "s")
    expect(words).to_have_text("12 words")
    workspace.press("2")
    workspace.says("Quote added, 12 words.")
    workspace.press("Escape")
    assert len(workspace.stored()) == 2


def by_quotation(workspace):
    page = workspace.page
    workspace.press("q")
    form = page.locator("#quotation")
    expect(form.get_by_label("Words")).to_be_focused()
    page.keyboard.type("more  than 2,300 households")
    tab_to(page, form.get_by_label("Claim", exact=True))
    workspace.press("ArrowDown", "ArrowDown")
    expect(form.get_by_label("Statistic")).to_be_checked()
    tab_to(page, form.get_by_role("button", name="Add"))
    workspace.press("Enter")
    expect(workspace.cards).to_have_count(3)
    assert ("statistic", "more than 2,300 households") in workspace.stored()


def move_edges(workspace):
    """Two words off its start, a letter off its end; and the value."""
    page = workspace.page
    go_to(workspace, "more than 2,300 households")
    workspace.press("e")
    dialog = page.locator("#edit")
    value = dialog.get_by_label("Value")
    expect(value).to_be_focused()
    page.keyboard.type("2,300")
    workspace.press("Tab")
    page.keyboard.type("households")
    words = dialog.locator("[data-words] mark")
    tab_to(page, dialog.get_by_role("button", name="Start"))
    workspace.press("Space", "ArrowRight", "ArrowRight")
    expect(words).to_have_text("2,300 households")
    workspace.press("Tab", "Space", "Alt+ArrowLeft")
    expect(words).to_have_text("2,300 household")
    workspace.press("Enter")
    expect(dialog).to_be_hidden()
    workspace.is_saved()


def write_note(workspace):
    workspace.press("n")
    expect(workspace.page.locator("#edit").get_by_label("Note")).to_be_focused()
    workspace.page.keyboard.type("Ask the register.")
    workspace.press("Control+Enter")
    expect(workspace.page.locator("#edit")).to_be_hidden()
    workspace.is_saved()


def link_fact(workspace, fact):
    workspace.press("f")
    expect(workspace.page.get_by_role("combobox", name="Find a fact")).to_be_focused()
    workspace.page.keyboard.type("flood register")
    workspace.press("Enter")
    expect(workspace.page.locator("[data-chosen]")).to_contain_text("flood register")
    workspace.press("1")
    workspace.says(f"Linked: fact {fact.pk} supports these words.")
    expect(workspace.page.locator("#facts")).to_be_hidden()


def take_back(workspace):
    """Undo the link and redo it; withdraw the claim, have it back, and withdraw it again."""
    workspace.press("Control+z")
    workspace.says("unlinked")
    workspace.press("Control+y")
    workspace.says("supports these words")
    go_to(workspace, "The council")
    workspace.press("Delete")
    expect(workspace.cards).to_have_count(2)
    workspace.press("Control+z")
    expect(workspace.cards).to_have_count(3)
    workspace.press("Control+Shift+z")
    expect(workspace.cards).to_have_count(2)
    workspace.is_saved()


def go_to(workspace, words):
    """By K to the first annotation, then by J to the one whose card has these words."""
    page = workspace.page
    tab_to(page, workspace.text)
    number = workspace.cards.count()
    workspace.press(*["k"] * number)
    for place in range(number):
        current = workspace.cards.nth(place)
        expect(current).to_contain_class("current")
        if words in current.inner_text():
            return
        workspace.press("j")
    raise AssertionError(f"J never comes to {words}")


def submit(workspace):
    page = workspace.page
    tab_to(page, page.get_by_role("link", name="Submit…"))
    workspace.press("Enter")
    page.wait_for_url("**/submission/")
    tab_to(page, page.get_by_role("main").get_by_role("button", name="Submit"))
    workspace.press("Enter")
    expect(page.get_by_text("Submitted: ")).to_be_visible()
