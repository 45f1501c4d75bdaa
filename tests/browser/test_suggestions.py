"""Suggestions in a real browser: walked, accepted, adjusted, dismissed and undone by keys."""

import pytest
from playwright.sync_api import expect

from annotations.models import Annotation, Answer
from annotations.workspace import preparing, suggestions
from tests.browser.conftest import signed_in
from tests.browser.workspace import Workspace
from tests.factories import (
    TEXT,
    make_annotation,
    make_editor,
    make_layer,
    make_revision,
    make_suggestion,
)

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

QUOTE = "“We are building for the next storm,”"


@pytest.fixture
def layer():
    """A layer in which the wall's cost, the quote and the households are suggested."""
    layer = make_layer(editor=make_editor("ada", suggestions=True))
    for label, exact, fields in (
        ("statistic", "$48 million", {"value": 48_000_000, "unit": "USD"}),
        ("quote", QUOTE, {"attributed_to": "Ines Halloran"}),
        ("statistic", "2,300 households", {"value": 2300, "unit": "households"}),
    ):
        make_suggestion(revision=layer.revision, label=label, exact=exact, **fields)
    return layer


@pytest.fixture
def workspace(page, live_server, layer):
    """With what is suggested listed among what is marked."""
    made = Workspace(page, live_server, layer)
    made.page.get_by_role("button", name="All", exact=True).click()
    return made


def suggested(workspace):
    return workspace.page.locator("#cards > [data-suggestion]")


def waiting(layer):
    return [one.exact for one in suggestions.waiting_suggestions(layer, to=layer.editor)]


def test_suggestions_are_accepted_and_dismissed_by_single_keys(workspace, layer):
    expect(suggested(workspace)).to_have_count(3)
    workspace.text.focus()
    workspace.press("j", "a")
    workspace.says("Statistic accepted, 2 words.")
    expect(workspace.page.locator("#cards > .current")).to_contain_text("Suggested quote")
    workspace.press("x")
    workspace.says("Suggestion dismissed.")
    expect(workspace.page.locator("#cards > .current")).to_contain_text("2,300 households")
    expect(suggested(workspace)).to_have_count(1)
    expect(workspace.page.locator("[data-count=suggested]").first).to_have_text("1")
    expect(workspace.page.locator("#dismissed summary")).to_have_text("1 suggestion dismissed")
    workspace.is_saved()
    assert workspace.stored() == [("statistic", "$48 million")]
    assert waiting(layer) == ["2,300 households"]
    assert workspace.page.evaluate("document.activeElement.id") == "text"


def test_the_text_shows_what_is_suggested_fainter_and_then_as_marked(workspace):
    mark = workspace.page.locator("mark", has_text="$48 million")
    expect(mark).to_have_class("suggested statistic")
    line = "element => getComputedStyle(element).textDecorationStyle"
    assert mark.evaluate(line) == "dotted"
    mark.click()
    expect(workspace.page.locator("#cards > .current")).to_contain_text("Suggested statistic")
    workspace.press("a")
    expect(mark).to_have_class("statistic")
    assert mark.evaluate(line) == "double"


def test_a_label_key_accepts_with_that_label(workspace):
    workspace.text.focus()
    workspace.press("j", "1")
    workspace.says("Claim accepted")
    one = Annotation.objects.get()
    assert (one.label, one.exact, one.value, one.unit) == ("claim", "$48 million", None, "")


def test_edges_are_moved_before_it_is_accepted(workspace, layer):
    workspace.text.focus()
    workspace.press("j", "e")
    dialog = workspace.page.locator("#edit")
    expect(dialog).to_be_visible()
    expect(dialog.get_by_label("Unit")).to_have_value("USD")
    dialog.get_by_role("button", name="End", exact=True).click()
    workspace.press("ArrowRight", "ArrowRight")
    dialog.get_by_label("Unit").fill("dollars")
    dialog.get_by_role("button", name="Accept").click()
    expect(dialog).to_be_hidden()
    workspace.says("Statistic accepted, 4 words.")
    one = Annotation.objects.get()
    assert (one.exact, one.value, one.unit) == ("$48 million sea wall", 48_000_000, "dollars")
    assert Answer.objects.get().annotation == one
    assert "$48 million" not in waiting(layer)
    expect(workspace.text).to_be_focused()


def test_a_refusal_stays_in_the_dialog_and_can_be_mended(workspace):
    workspace.text.focus()
    workspace.press("j", "e")
    dialog = workspace.page.locator("#edit")
    dialog.get_by_label("Value").fill("many")
    dialog.get_by_role("button", name="Accept").click()
    expect(dialog).to_contain_text("Write the number in full")
    dialog.get_by_label("Value").fill("48")
    dialog.get_by_role("button", name="Accept").click()
    expect(dialog).to_be_hidden()
    assert Annotation.objects.get().value == 48
    assert Answer.objects.count() == 1


def test_what_was_answered_is_undone_and_done_again(workspace, layer):
    workspace.text.focus()
    workspace.press("j", "a")
    workspace.says("accepted")
    workspace.press("Control+z")
    workspace.says("The suggestion waits again.")
    expect(suggested(workspace)).to_have_count(3)
    expect(workspace.page.locator("#cards > .current")).to_contain_text("Suggested statistic")
    assert workspace.stored() == []
    workspace.press("Control+y")
    workspace.says("Statistic accepted")
    assert workspace.stored() == [("statistic", "$48 million")]
    assert Annotation.objects.count() == 1
    workspace.press("j", "x")
    workspace.says("dismissed")
    workspace.press("Control+z")
    workspace.says("The suggestion waits again.")
    workspace.press("x")
    workspace.says("dismissed")
    workspace.is_saved()
    assert waiting(layer) == ["2,300 households"]


def test_buttons_do_what_the_keys_do(workspace, layer):
    first = suggested(workspace).first
    first.click()
    first.get_by_role("button", name="Dismiss").click()
    expect(suggested(workspace)).to_have_count(2)
    foot = workspace.page.locator("#dismissed")
    foot.locator("summary").click()
    foot.get_by_role("button", name="Suggest again").click()
    expect(suggested(workspace)).to_have_count(3)
    expect(foot.locator("details")).to_have_count(0)
    first.get_by_role("button", name="Accept").click()
    expect(suggested(workspace)).to_have_count(2)
    workspace.is_saved()
    assert workspace.stored() == [("statistic", "$48 million")]


def test_deleting_a_suggestion_dismisses_it_and_linking_asks_to_accept_it(workspace, layer):
    workspace.text.focus()
    workspace.press("j", "f")
    workspace.says("accept it first")
    workspace.press("Delete")
    workspace.says("Suggestion dismissed.")
    assert "$48 million" not in waiting(layer)


def test_from_an_annotation_the_key_goes_to_the_next_suggestion_and_answers_nothing(workspace):
    workspace.mark("Council", "1")
    workspace.press("a")
    workspace.says("Suggested statistic: $48 million")
    assert workspace.stored() == [("claim", "Council")]
    workspace.press("a")
    workspace.says("Statistic accepted")
    assert workspace.stored() == [("claim", "Council"), ("statistic", "$48 million")]


def test_what_was_never_looked_at_is_gone_to_and_not_accepted(page, live_server):
    text = "\n\n".join(["Nothing is said here."] * 60) + "\n\nIt costs $48 million."
    layer = make_layer(
        revision=make_revision(text=text), editor=make_editor("ada", suggestions=True)
    )
    make_suggestion(revision=layer.revision, label="statistic", exact="$48 million")
    workspace = Workspace(page, live_server, layer)
    expect(page.locator("mark")).not_to_be_in_viewport()
    workspace.press("a")
    expect(page.locator("mark")).to_be_in_viewport()
    workspace.says("Suggested statistic: $48 million")
    assert workspace.stored() == []
    workspace.press("a")
    workspace.is_saved()
    assert workspace.stored() == [("statistic", "$48 million")]


def test_after_the_last_suggestion_what_became_of_it_is_current_and_a_key_more_does_nothing(
    workspace,
):
    workspace.press("a", "a", "a", "a")
    workspace.is_saved()
    workspace.press("a")
    workspace.says("No suggestion is left here.")
    expect(workspace.page.locator("#cards > .current")).to_contain_text("2,300 households")
    assert Annotation.objects.count() == Answer.objects.count() == 3
    expect(workspace.page.locator("#needs")).to_be_hidden()


def test_a_fast_hand_is_not_called_back(workspace, layer):
    workspace.press("a", "a", "a")
    expect(suggested(workspace)).to_have_count(0)
    workspace.is_saved()
    assert waiting(layer) == []
    assert len(workspace.stored()) == 3


def test_marking_the_words_by_hand_takes_the_suggestion_away(workspace, layer):
    expect(suggested(workspace)).to_have_count(3)
    workspace.drag("$48 million")
    workspace.press("3")
    expect(suggested(workspace)).to_have_count(2)
    workspace.press("Control+z")
    expect(suggested(workspace)).to_have_count(3)


def test_answers_wait_for_the_network(workspace, layer):
    workspace.text.focus()
    workspace.page.context.set_offline(True)
    workspace.press("j", "a", "x")
    expect(workspace.page.locator("#save-state")).to_have_text("Offline, 2 waiting")
    workspace.page.context.set_offline(False)
    workspace.page.evaluate("dispatchEvent(new Event('online'))")
    workspace.is_saved()
    assert workspace.stored() == [("statistic", "$48 million")]
    assert waiting(layer) == ["2,300 households"]


def test_what_is_mine_comes_first_and_the_suggested_are_listed_when_asked_for(
    page, live_server, layer
):
    workspace = Workspace(page, live_server, layer)
    shown = page.locator("#cards > li:visible")
    expect(page.locator(".no-cards")).to_contain_text("A accepts the next one")
    expect(shown).to_have_count(0)
    workspace.drag("Council")
    workspace.press("1")
    expect(shown).to_have_count(1)
    page.get_by_role("button", name="Suggested").click()
    workspace.press("Escape")
    expect(shown).to_have_count(3)
    page.get_by_role("button", name="All", exact=True).click()
    expect(shown).to_have_count(4)
    page.get_by_role("button", name="Mine").click()
    expect(shown).to_have_count(1)


def test_a_suggestion_is_a_card_while_it_is_current_whatever_is_listed(page, live_server, layer):
    workspace = Workspace(page, live_server, layer)
    page.locator("mark", has_text="2,300 households").click()
    card = page.locator("#cards > li:visible")
    expect(card).to_have_count(1)
    expect(card).to_contain_text("2,300 households")
    expect(card.get_by_role("button", name="Accept")).to_be_visible()
    workspace.press("Escape")
    expect(card).to_have_count(0)


def test_in_what_is_mine_j_goes_by_the_suggestions_and_a_does_not(page, live_server, layer):
    make_annotation(layer=layer, exact="Council")
    make_annotation(layer=layer, exact="harbour road")
    workspace = Workspace(page, live_server, layer)
    workspace.press("j")
    workspace.says("Claim: Council")
    workspace.press("j")
    workspace.says("Claim: harbour road")
    workspace.press("k", "a")
    workspace.says("Suggested statistic: $48 million")
    workspace.press("k")
    workspace.says("Claim: Council")


def test_all_of_a_label_are_accepted_from_a_list_with_ticks_in_one_step_of_undoing(
    page, live_server, layer
):
    make_suggestion(revision=layer.revision, label="statistic", exact="million")
    make_annotation(layer=layer, exact="approved a $48 million sea wall", label="statistic")
    workspace = Workspace(page, live_server, layer)
    page.get_by_role("button", name="Suggested").click()
    expect(page.get_by_role("link", name="Accept all quotes")).to_have_count(0)
    page.get_by_role("link", name="Accept all statistics (3)…").click()
    dialog = page.locator("#at-once")
    boxes = dialog.get_by_role("checkbox")
    expect(boxes).to_have_count(3)
    # Those that lie within one of the editor's own are theirs to decide one by one.
    assert [box.is_checked() for box in boxes.all()] == [False, False, True]
    boxes.first.check()
    dialog.get_by_role("button", name="Accept the ticked").click()
    expect(dialog).to_be_hidden()
    workspace.says("2 suggestions accepted.")
    workspace.is_saved()
    own = ("statistic", "approved a $48 million sea wall")
    accepted = [("statistic", "$48 million"), ("statistic", "2,300 households")]
    assert workspace.stored() == [own, *accepted]
    assert Answer.objects.standing().exclude(annotation=None).count() == 2
    workspace.press("Control+z")
    workspace.is_saved()
    expect(suggested(workspace)).to_have_count(4)
    assert workspace.stored() == [own]
    workspace.press("Control+y")
    workspace.is_saved()
    assert workspace.stored() == [own, *accepted]


def test_only_those_of_a_paragraph_can_be_ticked(page, live_server, layer):
    make_suggestion(revision=layer.revision, label="statistic", exact="million")
    workspace = Workspace(page, live_server, layer)
    page.get_by_role("button", name="Suggested").click()
    page.get_by_role("link", name="Accept all statistics").click()
    dialog = page.locator("#at-once")
    dialog.get_by_role("button", name="Only these").last.click()
    dialog.get_by_role("button", name="Accept the ticked").click()
    workspace.is_saved()
    assert workspace.stored() == [("statistic", "2,300 households")]


def test_without_script_forms_answer_and_undo(new_page, live_server, layer):
    page = signed_in(new_page(java_script_enabled=False), live_server, layer.editor)
    page.goto(f"/layers/{layer.pk}/")
    cards = page.locator("#cards > [data-suggestion]")
    expect(cards).to_have_count(3)
    cards.first.get_by_role("button", name="Accept").click()
    expect(page.locator(".just-done")).to_contain_text("Statistic accepted, 2 words.")
    page.locator(".just-done").get_by_role("button", name="Undo").click()
    expect(page.locator(".just-done")).to_contain_text("The suggestion waits again.")
    expect(cards).to_have_count(3)
    cards.first.get_by_role("button", name="Dismiss").click()
    expect(cards).to_have_count(2)
    cards.first.get_by_role("link", name="Adjust").click()
    page.get_by_label("Words").fill(QUOTE[1:-2])
    page.get_by_role("button", name="Accept").click()
    expect(cards).to_have_count(1)
    one = Annotation.objects.live().get()
    assert (one.exact, one.attributed_to) == (QUOTE[1:-2], "Ines Halloran")
    assert TEXT[one.start : one.end] == one.exact


def test_on_a_small_screen_the_bar_answers(new_page, live_server, layer):
    page = new_page(viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True)
    workspace = Workspace(page, live_server, layer)
    workspace.page.locator("mark", has_text="$48 million").tap()
    dock = workspace.page.locator("#dock")
    expect(dock.get_by_role("button", name="Accept")).to_be_visible()
    expect(dock.get_by_role("button", name="Delete")).to_be_hidden()
    dock.get_by_role("button", name="Accept").tap()
    expect(dock.locator("[data-dock-words]")).to_contain_text("Suggested quote")
    workspace.is_saved()
    workspace.page.locator("mark", has_text="$48 million").tap()
    expect(dock.get_by_role("button", name="Delete")).to_be_visible()
    expect(dock.get_by_role("button", name="Accept")).to_be_hidden()
    assert workspace.stored() == [("statistic", "$48 million")]


def test_earlier_work_is_accepted_with_its_note_by_the_same_key(page, live_server):
    old = make_layer(editor=make_editor("ada"))
    make_annotation(layer=old, label="quote", exact=QUOTE, note="Said at the site.")
    revision = make_revision(old.revision.article, text="It rained on Tuesday.\n\n" + TEXT)
    workspace = Workspace(page, live_server, make_layer(revision=revision, editor=old.editor))
    expect(suggested(workspace)).to_contain_text("From your annotations of revision 1")
    workspace.text.focus()
    workspace.press("j", "a")
    workspace.says("Quote accepted, 7 words.")
    expect(workspace.page.locator("#cards > .current")).to_contain_text("Said at the site.")
    workspace.is_saved()
    assert workspace.stored() == [("quote", QUOTE)]


@pytest.fixture
def long_layer():
    """A layer on a text so long that its suggestions are made after it is shown."""
    days = [f"On day {day} nobody said anything at all." for day in range(700)]
    revision = make_revision(text="\n\n".join([TEXT, *days]))
    assert len(revision.text) > preparing.READ_AT_ONCE
    return make_layer(revision=revision, editor=make_editor("ada", suggestions=True))


def test_the_suggestions_of_a_long_text_come_when_they_are_made(page, live_server, long_layer):
    workspace = Workspace(page, live_server, long_layer)
    expect(suggested(workspace)).not_to_have_count(0, timeout=20_000)
    workspace.says("The suggestions are here.")
    expect(page.locator("#to-come")).to_have_count(0)
    expect(page.locator("#text mark.suggested").first).to_be_visible()
    assert len(waiting(long_layer)) == suggested(workspace).count()


def test_while_words_are_selected_the_text_is_left_alone(page, live_server, long_layer):
    asked = []
    page.route("**/suggestions/", lambda route: asked.append(route))
    workspace = Workspace(page, live_server, long_layer)
    expect(page.locator("#to-come")).to_contain_text("Suggestions are being made.")
    workspace.drag("$48 million")
    expect(page.locator("#dock")).to_be_visible()
    with page.expect_response("**/suggestions/"):
        asked[0].continue_()
    page.wait_for_timeout(500)
    expect(suggested(workspace)).to_have_count(0)
    workspace.press("Escape")
    expect(suggested(workspace)).not_to_have_count(0, timeout=20_000)


@pytest.fixture
def nested(page, live_server):
    """A layer in which the editor has marked more than what is suggested for it."""
    layer = make_layer(editor=make_editor("ada", suggestions=True))
    make_annotation(layer=layer, label="quote", exact=f"{QUOTE} the mayor, Ines Halloran, said")
    make_suggestion(revision=layer.revision, label="quote", exact="“We are building")
    return Workspace(page, live_server, layer)


OWN = f"{QUOTE} the mayor, Ines Halloran, said"


def test_one_that_an_own_annotation_swallows_replaces_it_in_one_step_of_undoing(nested):
    nested.press("a")
    dialog = nested.page.get_by_role("dialog", name="Replace yours?")
    expect(dialog.locator("[data-own]")).to_have_text(OWN)
    expect(dialog.locator("[data-suggested]")).to_have_text("“We are building")
    assert nested.stored() == [("quote", OWN)]
    nested.press("r")
    expect(dialog).to_be_hidden()
    nested.is_saved()
    assert nested.stored() == [("quote", "“We are building")]
    nested.press("Control+z")
    expect(nested.page.locator("#cards > li")).to_have_count(2)
    nested.is_saved()
    assert nested.stored() == [("quote", OWN)]
    nested.press("Control+y")
    nested.is_saved()
    expect(nested.page.locator("#cards > li")).to_have_count(1)
    assert nested.stored() == [("quote", "“We are building")]


def test_both_are_kept_by_a_key_and_escape_answers_nothing(nested):
    nested.press("a", "Escape")
    expect(nested.page.locator("#overlap")).to_be_hidden()
    assert nested.stored() == [("quote", OWN)]
    assert len(waiting(nested.layer)) == 1
    nested.press("a", "b")
    nested.is_saved()
    assert nested.stored() == [("quote", OWN), ("quote", "“We are building")]


def test_another_label_replaces_nothing(nested):
    nested.press("a", "Escape", "1")
    nested.says("Claim accepted")
    assert nested.stored() == [("quote", OWN), ("claim", "“We are building")]
