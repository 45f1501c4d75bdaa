"""The workspace in a real browser: marking, moving, changing and taking back."""

import re
import uuid

import pytest
from playwright.sync_api import expect

from annotations.layers import editing
from annotations.models import Annotation
from tests.browser.workspace import Workspace
from tests.factories import make_annotation, make_layer, make_revision

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

TEXT = (
    "Council backs sea wall\n\n"
    "The council approved a $48 million sea wall on Tuesday. “We are building for the next "
    "storm,” the mayor, Ines Halloran, said.\n\n"
    "It will protect more than 2,300 households below the harbour road. Nobody objected."
)


def workspace_of(page, live_server, text=TEXT, **options):
    return Workspace(page, live_server, make_layer(revision=make_revision(text=text), **options))


@pytest.fixture
def workspace(page, live_server):
    return workspace_of(page, live_server)


def test_words_are_marked_by_a_drag_and_a_key(workspace):
    workspace.drag("$48 million")
    expect(workspace.page.locator("#dock")).to_be_visible()
    expect(workspace.page.locator("[data-dock-words]")).to_have_text("2 words")
    workspace.press("3")
    workspace.says("Statistic added, 2 words.")
    expect(workspace.text.locator("mark.statistic")).to_have_text("$48 million")
    expect(workspace.cards).to_have_count(1)
    expect(workspace.page.locator("[data-count=all]").first).to_have_text("1")
    expect(workspace.page.locator("#dock")).to_be_hidden()
    expect(workspace.text).to_be_focused()
    workspace.is_saved()
    assert workspace.stored() == [("statistic", "$48 million")]


def test_a_button_of_the_dock_tags_too(workspace):
    workspace.drag("approved a $48 million sea wall")
    workspace.page.get_by_role("button", name="Claim 1").click()
    expect(workspace.cards).to_have_count(1)
    assert workspace.stored() == [("claim", "approved a $48 million sea wall")]


def test_a_selection_that_cuts_words_grows_to_whole_ones(workspace):
    workspace.drag("uncil appro")
    workspace.press("1")
    expect(workspace.cards).to_have_count(1)
    assert workspace.stored() == [("claim", "council approved")]


def test_letters_stay_as_they_are_where_the_editor_wants_no_snapping(page, live_server):
    layer = make_layer(revision=make_revision(text=TEXT))
    layer.editor.snap_to_words = False
    layer.editor.save()
    workspace = Workspace(page, live_server, layer)
    workspace.drag("uncil appro")
    workspace.press("1")
    expect(workspace.cards).to_have_count(1)
    assert workspace.stored() == [("claim", "uncil appro")]


def test_a_double_click_marks_a_word(workspace):
    workspace.click("Tuesday", times=2)
    workspace.press("1")
    expect(workspace.cards).to_have_count(1)
    assert workspace.stored() == [("claim", "Tuesday")]


def test_a_triple_click_marks_a_paragraph_and_nothing_of_the_next(workspace):
    workspace.click("Tuesday", times=3)
    workspace.press("2")
    expect(workspace.cards).to_have_count(1)
    assert workspace.stored() == [("quote", TEXT.split("\n\n")[1])]


def test_a_triple_click_in_the_last_paragraph_stays_in_the_text(workspace):
    workspace.click("households", times=3)
    workspace.press("2")
    expect(workspace.cards).to_have_count(1)
    assert workspace.stored() == [("quote", TEXT.split("\n\n")[2])]


def test_a_span_crosses_paragraphs_with_their_separator(workspace):
    (x1, y1), _ = workspace.edges("Ines Halloran")
    _, (x2, y2) = workspace.edges("It will protect")
    mouse = workspace.page.mouse
    mouse.move(x1, y1)
    mouse.down()
    mouse.move(x2, y2, steps=4)
    mouse.up()
    workspace.press("1")
    expect(workspace.cards).to_have_count(1)
    assert workspace.stored() == [("claim", "Ines Halloran, said.\n\nIt will protect")]
    expect(workspace.text.locator("mark")).to_have_count(2)


def test_overlapping_and_nested_spans_are_both_kept(workspace):
    workspace.mark("The council approved a $48 million sea wall", "1")
    workspace.mark("$48 million", "3")
    workspace.mark("sea wall on Tuesday", "2")
    assert workspace.stored() == [
        ("claim", "The council approved a $48 million sea wall"),
        ("statistic", "$48 million"),
        ("quote", "sea wall on Tuesday"),
    ]
    expect(workspace.text.locator("mark mark")).to_have_count(0)
    assert workspace.text.inner_text().count("$48 million") == 1


@pytest.mark.parametrize(
    ("before", "words"),
    [
        ("😀 ", "wall"),
        ("👨‍👩‍👧‍👦 and 🏴󠁧󠁢󠁳󠁣󠁴󠁿 and 👍🏽 ", "wall"),
        ("Cafe\u0301 Zu\u0308rich ", "wall"),
        ("قال الوزير 🎉 إن ", "wall"),
        ("שָׁלוֹם 😀 אמר ", "wall"),
        ("नमस्ते 😀 दुनिया ", "wall"),
        ("two  spaces\u00a0and 𝒜 ", "wall  of"),
    ],
    ids=["emoji", "families", "combining", "arabic", "hebrew", "devanagari", "two spaces"],
)
def test_what_stands_before_a_span_never_shifts_it(page, live_server, before, words):
    text = f"Head 😀\n\n{before}the {words} stone is “{words}” here."
    workspace = workspace_of(page, live_server, text)
    workspace.mark(words, "1")
    workspace.mark(words, "2", nth=1)
    assert workspace.stored() == [("claim", words), ("quote", words)]
    first = text.index(words)
    assert [one.start for one in Annotation.objects.in_text_order()] == [
        first,
        text.index(words, first + 1),
    ]


def test_arabic_words_are_marked_by_a_double_click(page, live_server):
    text = "😀 خبر\n\nقال الوزير إن الميزانية ستُصرف غدا."
    workspace = workspace_of(page, live_server, text)
    workspace.click("الميزانية", times=2)
    workspace.press("1")
    expect(workspace.cards).to_have_count(1)
    assert workspace.stored() == [("claim", "الميزانية")]


def test_a_whole_pass_by_the_keyboard_alone(workspace):
    workspace.text.focus()
    workspace.press("c")
    expect(workspace.text).to_have_attribute("role", "textbox")
    workspace.press("Control+Home", "ArrowDown", "Home")
    workspace.press(*["Control+Shift+ArrowRight"] * 2)
    workspace.press("1")
    workspace.says("Claim added, 2 words.")
    assert workspace.stored() == [("claim", "The council")]
    expect(workspace.text).to_be_focused()
    workspace.press("x", "Backspace", "Control+v")
    assert (
        workspace.page.evaluate("document.querySelector('#p-1').textContent")
        == (TEXT.split("\n\n")[1])
    )
    workspace.press("Escape", "Escape")
    expect(workspace.text).to_have_attribute("role", "group")


def test_sentences_are_selected_grown_and_given_back(workspace):
    workspace.text.focus()
    workspace.press("c", "Control+End", "s")
    dock = workspace.page.locator("[data-dock-words]")
    expect(dock).to_have_text("2 words")
    workspace.press("Control+Home", "s")
    expect(dock).to_have_text("4 words")
    # Nothing goes over the headline: from there the first sentence of the text is next.
    workspace.press("s")
    expect(dock).to_have_text("10 words")
    workspace.press("s")
    expect(dock).not_to_have_text("10 words")
    workspace.press("Shift+S")
    expect(dock).to_have_text("10 words")
    workspace.press("1")
    workspace.says("Claim added")
    sentence = "The council approved a $48 million sea wall on Tuesday."
    assert workspace.stored() == [("claim", sentence)]


def test_a_click_goes_from_the_shortest_annotation_to_longer_ones(page, live_server):
    layer = make_layer(revision=make_revision(text=TEXT))
    long = make_annotation(layer=layer, exact="The council approved a $48 million sea wall")
    short = make_annotation(layer=layer, exact="$48 million", label="statistic")
    workspace = Workspace(page, live_server, layer)
    current = workspace.page.locator("#cards > .current")
    workspace.click("million")
    expect(current).to_have_attribute("data-annotation", str(short.pk))
    workspace.says("1 of 2 here")
    workspace.click("million")
    expect(current).to_have_attribute("data-annotation", str(long.pk))
    workspace.says("2 of 2 here")
    workspace.click("million")
    expect(current).to_have_attribute("data-annotation", str(short.pk))


def test_j_and_k_go_through_the_annotations_and_say_them(page, live_server):
    layer = make_layer(revision=make_revision(text=TEXT))
    make_annotation(layer=layer, exact="sea wall")
    make_annotation(layer=layer, exact="$48 million", label="statistic")
    workspace = Workspace(page, live_server, layer)
    workspace.text.focus()
    workspace.press("j")
    workspace.says("Claim: sea wall")
    workspace.press("j")
    workspace.says("Statistic: $48 million")
    workspace.press("j")
    workspace.says("That was the last one.")
    workspace.press("k")
    workspace.says("Claim: sea wall")
    workspace.press("Enter")
    expect(workspace.cards.first).to_be_focused()
    workspace.press("j")
    expect(workspace.cards.nth(1)).to_be_focused()
    workspace.press("Enter")
    expect(workspace.text).to_be_focused()


def test_single_letters_can_be_switched_off(page, live_server):
    layer = make_layer(revision=make_revision(text=TEXT))
    make_annotation(layer=layer, exact="sea wall")
    layer.editor.single_letter_keys = False
    layer.editor.save()
    workspace = Workspace(page, live_server, layer)
    workspace.text.focus()
    workspace.press("j")
    workspace.drag("Tuesday")
    workspace.press("1")
    workspace.page.get_by_role("button", name="Statistic 3").click()
    expect(workspace.cards).to_have_count(2)
    expect(workspace.page.locator("#said")).not_to_contain_text("sea wall")
    assert workspace.stored() == [("claim", "sea wall"), ("statistic", "Tuesday")]


def test_single_letters_do_nothing_while_a_field_has_the_focus(workspace):
    workspace.text.focus()
    workspace.press("q")
    words = workspace.page.locator("#quotation textarea").first
    expect(words).to_be_focused()
    workspace.page.keyboard.type("jck123")
    expect(words).to_have_value("jck123")


def test_an_annotation_is_edited_in_a_dialog(workspace):
    workspace.mark("$48 million", "3")
    workspace.press("e")
    dialog = workspace.page.locator("#edit")
    expect(dialog).to_be_visible()
    expect(dialog.get_by_label("Value")).to_be_focused()
    dialog.get_by_label("Value").fill("48,000,000")
    dialog.get_by_label("Unit").fill("USD")
    dialog.get_by_role("button", name="Save").click()
    expect(dialog).to_be_hidden()
    expect(workspace.cards.first).to_contain_text("48,000,000 USD")
    expect(workspace.text).to_be_focused()
    one = Annotation.objects.get()
    assert (one.value, one.unit, one.version) == (48_000_000, "USD", 2)


def test_editing_from_a_card_comes_back_to_the_card(workspace):
    workspace.mark("Ines Halloran", "2")
    workspace.cards.first.locator("[data-command=edit]").click()
    dialog = workspace.page.locator("#edit")
    expect(dialog.get_by_label("Speaker")).to_be_focused()
    workspace.page.keyboard.type("the mayor")
    workspace.press("Control+Enter")
    expect(dialog).to_be_hidden()
    expect(workspace.cards.first).to_contain_text("the mayor")
    expect(workspace.cards.first).to_be_focused()


def test_the_bar_is_one_stop_after_the_text_and_gives_the_focus_back(workspace):
    workspace.text.focus()
    workspace.press("s", "Tab")
    dock = workspace.page.locator("#dock")
    expect(dock.get_by_role("button", name="Claim")).to_be_focused()
    workspace.press("ArrowRight")
    expect(dock.get_by_role("button", name="Quote")).to_be_focused()
    workspace.press("Enter")
    expect(dock).to_be_hidden()
    expect(workspace.text).to_be_focused()
    expect(workspace.cards).to_have_count(1)
    assert workspace.stored() == [("quote", "Council backs sea wall")]


def test_alt_keeps_a_drag_to_its_letters(workspace):
    workspace.page.keyboard.down("Alt")
    workspace.drag("uncil appro")
    workspace.page.keyboard.up("Alt")
    workspace.press("1")
    expect(workspace.cards).to_have_count(1)
    assert workspace.stored() == [("claim", "uncil appro")]


def test_the_text_cursor_goes_along_with_the_annotations(page, live_server):
    layer = make_layer(revision=make_revision(text=TEXT))
    make_annotation(layer=layer, exact="$48 million", label="statistic")
    make_annotation(layer=layer, exact="Nobody objected")
    workspace = Workspace(page, live_server, layer)
    workspace.text.focus()
    workspace.press("c", "j", "j")
    workspace.says("Claim: Nobody objected")
    workspace.press("s", "3")
    workspace.says("Statistic added")
    assert ("statistic", "Nobody objected.") in workspace.stored()


def test_edges_move_by_word_and_by_letter(workspace):
    workspace.mark("$48 million", "1")
    workspace.press("e")
    dialog = workspace.page.locator("#edit")
    words = dialog.locator("[data-words] mark")
    expect(words).to_have_text("$48 million")
    dialog.get_by_role("button", name="+ word").click()
    expect(words).to_have_text("$48 million sea")
    workspace.press("ArrowRight")
    expect(words).to_have_text("$48 million sea wall")
    dialog.get_by_role("button", name="Start").click()
    workspace.press("Alt+ArrowRight")
    expect(words).to_have_text("48 million sea wall")
    workspace.press("Enter")
    expect(dialog).to_be_hidden()
    assert workspace.stored() == [("claim", "48 million sea wall")]
    workspace.press("Control+z")
    expect(workspace.text.locator("mark")).to_have_text("$48 million")
    assert workspace.stored() == [("claim", "$48 million")]


def test_what_the_server_refuses_is_shown_in_the_dialog_and_nothing_typed_is_lost(workspace):
    workspace.mark("$48 million", "3")
    workspace.press("e")
    dialog = workspace.page.locator("#edit")
    dialog.get_by_label("Value").fill("rather much")
    dialog.get_by_label("Note").fill("ask again")
    dialog.get_by_role("button", name="Save").click()
    expect(dialog.locator(".problem")).to_be_focused()
    expect(dialog.locator(".errorlist")).to_contain_text("Write the number in full")
    dialog.get_by_label("Value").fill("48000000")
    expect(dialog.get_by_label("Note")).to_have_value("ask again")
    dialog.get_by_role("button", name="Save").click()
    expect(dialog).to_be_hidden()
    one = Annotation.objects.get()
    assert (one.value, one.note) == (48_000_000, "ask again")


def test_a_conflict_shows_both_versions_and_overwrites_nothing_by_itself(workspace):
    workspace.mark("$48 million", "3")
    workspace.press("n")
    dialog = workspace.page.locator("#edit")
    note = dialog.get_by_label("Note")
    expect(note).to_be_focused()
    note.fill("mine")
    one = Annotation.objects.get()
    editing.change_annotation(one, version=one.version, by=workspace.layer.editor, note="theirs")
    dialog.get_by_role("button", name="Save").click()
    expect(dialog.locator(".compared")).to_contain_text("mine")
    expect(dialog.locator(".compared")).to_contain_text("theirs")
    one.refresh_from_db()
    assert one.note == "theirs"
    dialog.get_by_role("button", name="Use mine").click()
    expect(dialog).to_be_hidden()
    one.refresh_from_db()
    assert one.note == "mine"


def test_a_conflict_can_be_left_to_the_others(workspace):
    workspace.mark("$48 million", "3")
    workspace.press("n")
    dialog = workspace.page.locator("#edit")
    dialog.get_by_label("Note").fill("mine")
    one = Annotation.objects.get()
    editing.change_annotation(one, version=one.version, by=workspace.layer.editor, note="theirs")
    dialog.get_by_role("button", name="Save").click()
    dialog.get_by_role("button", name="Keep theirs").click()
    expect(dialog).to_be_hidden()
    expect(workspace.cards.first).to_contain_text("theirs")
    one.refresh_from_db()
    assert one.note == "theirs"
    workspace.is_saved()


def test_undo_and_redo_go_over_the_whole_stay(workspace):
    workspace.mark("$48 million", "3")
    workspace.mark("sea wall", "1")
    workspace.press("2")
    workspace.says("Quote changed.")
    assert workspace.stored() == [("quote", "sea wall"), ("statistic", "$48 million")]
    workspace.press("Control+z")
    workspace.says("Claim changed.")
    assert workspace.stored() == [("claim", "sea wall"), ("statistic", "$48 million")]
    workspace.press("Control+z")
    expect(workspace.cards).to_have_count(1)
    workspace.press("Control+z")
    expect(workspace.cards).to_have_count(0)
    assert workspace.stored() == []
    workspace.press("Control+Shift+Z")
    expect(workspace.cards).to_have_count(1)
    workspace.press("Control+y")
    expect(workspace.cards).to_have_count(2)
    workspace.press("Control+y")
    workspace.says("Quote changed.")
    assert workspace.stored() == [("quote", "sea wall"), ("statistic", "$48 million")]
    assert Annotation.objects.count() == 2


def test_a_changed_label_undone_brings_value_and_unit_back(page, live_server):
    layer = make_layer(revision=make_revision(text=TEXT))
    one = make_annotation(layer=layer, label="statistic", value=48_000_000, unit="USD")
    workspace = Workspace(page, live_server, layer)
    workspace.click("million")
    workspace.press("1")
    workspace.says("Claim changed.")
    one.refresh_from_db()
    assert (one.label, one.value, one.unit) == ("claim", None, "")
    workspace.press("Control+z")
    workspace.says("Statistic changed.")
    one.refresh_from_db()
    assert (one.label, one.value, one.unit) == ("statistic", 48_000_000, "USD")


def test_withdrawing_by_key_keeps_the_focus_and_can_be_undone(workspace):
    workspace.mark("$48 million", "3")
    workspace.mark("sea wall", "1")
    workspace.cards.first.locator("blockquote").click()
    workspace.page.locator(".card.current [data-command=withdraw]").click()
    expect(workspace.cards).to_have_count(1)
    workspace.says("deleted")
    assert workspace.page.evaluate("document.activeElement !== document.body")
    assert workspace.stored() == [("statistic", "$48 million")]
    workspace.page.get_by_role("button", name="Undo").first.click()
    expect(workspace.cards).to_have_count(2)
    assert workspace.stored() == [("claim", "sea wall"), ("statistic", "$48 million")]


def test_what_was_withdrawn_is_listed_and_restored_in_place(workspace):
    workspace.mark("$48 million", "3")
    workspace.press("Delete")
    withdrawn = workspace.page.locator("#withdrawn details")
    expect(withdrawn.locator("summary")).to_have_text("1 deleted")
    withdrawn.locator("summary").click()
    withdrawn.get_by_role("button", name="Restore").click()
    expect(workspace.cards).to_have_count(1)
    workspace.says("Statistic restored.")
    expect(withdrawn).to_have_count(0)
    expect(workspace.text).to_be_focused()
    assert workspace.stored() == [("statistic", "$48 million")]
    workspace.press("Control+z")
    expect(withdrawn.locator("summary")).to_have_text("1 deleted")
    assert workspace.stored() == []


def test_words_that_do_not_match_the_text_are_refused_loudly(page, live_server):
    def tamper(route):
        answer = route.fetch()
        route.fulfill(response=answer, body=answer.text().replace("$48 million", "$84 million"))

    page.route("**/layers/*/", tamper, times=1)
    workspace = workspace_of(page, live_server)
    workspace.drag("$84 million")
    workspace.press("3")
    needs = workspace.page.locator("#needs")
    expect(needs).to_be_visible()
    expect(needs).to_contain_text("The words do not match the text")
    assert workspace.stored() == []
    needs.get_by_role("button", name="Discard", exact=True).click()
    expect(needs).to_be_hidden()
    workspace.is_saved()


TRANSLATED = """(texts) => {
  const walker = document.createTreeWalker(document.querySelector("#p-1"), NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode())
    for (const [from, to] of texts) node.data = node.data.replace(from, to);
}"""


@pytest.mark.parametrize("key", ["1", "s"])
def test_a_page_that_a_translator_altered_is_told_and_nothing_of_it_is_marked(workspace, key):
    page = workspace.page
    expect(workspace.text).to_have_attribute("translate", "no")
    page.evaluate(TRANSLATED, [["The council approved", "Der Rat genehmigte"]])
    if key == "s":
        workspace.click("genehmigte")
        workspace.press("s")
    else:
        workspace.drag("sea wall on Tuesday")
    workspace.press("1")
    altered = page.locator("#altered")
    expect(altered).to_be_visible()
    expect(altered).to_contain_text("A translator or an extension has changed the words")
    assert workspace.stored() == []
    altered.get_by_role("link", name="Load again").click()
    expect(altered).to_be_hidden()
    workspace.wait()
    workspace.mark("sea wall on Tuesday", "1")
    assert workspace.stored() == [("claim", "sea wall on Tuesday")]


def test_what_stays_as_it_was_is_marked_beside_an_altered_paragraph(workspace):
    workspace.page.evaluate(TRANSLATED, [["The council approved", "Der Rat genehmigte"]])
    workspace.mark("2,300 households", "3")
    assert workspace.stored() == [("statistic", "2,300 households")]


def test_an_extension_that_only_wraps_words_does_no_harm(workspace):
    workspace.page.evaluate("""() => {
      const font = document.createElement("font");
      const range = document.createRange();
      range.selectNodeContents(document.querySelector("#p-1"));
      font.append(range.extractContents());
      document.querySelector("#p-1").append(font);
    }""")
    workspace.mark("sea wall on Tuesday", "1")
    assert workspace.stored() == [("claim", "sea wall on Tuesday")]


def test_the_second_click_of_a_double_click_acts_on_no_control_that_has_just_come(
    new_page, live_server
):
    # At 400 % the bar covers much of the window, and comes under the pointer with the first click.
    page = new_page(viewport={"width": 320, "height": 200})
    layer = make_layer(revision=make_revision(text=TEXT))
    make_annotation(layer=layer, exact="$48 million", label="statistic")
    workspace = Workspace(page, live_server, layer)
    mark = workspace.text.locator("mark")
    mark.evaluate("(one) => one.scrollIntoView({ block: 'end', behavior: 'instant' })")
    # The mark goes over two lines here.
    x, y = mark.evaluate("""(one) => {
      const { x, y, width, height } = one.getClientRects()[0];
      return [x + width / 2, y + height / 2];
    }""")
    page.mouse.click(x, y)
    button = page.locator("#dock .dock-labels button").first
    expect(button).to_be_visible()
    at = button.bounding_box()
    x, y = at["x"] + 5, at["y"] + 5
    page.mouse.move(x, y)
    page.mouse.down(click_count=2)
    page.mouse.up(click_count=2)
    page.wait_for_timeout(200)
    assert workspace.stored() == [("statistic", "$48 million")]
    page.mouse.click(x, y)
    workspace.says("Claim changed.")
    assert workspace.stored() == [("claim", "$48 million")]


def test_the_same_words_with_the_same_label_lead_to_the_first(workspace):
    workspace.mark("$48 million", "3")
    workspace.page.locator("#text").press("Escape")
    workspace.drag("$48 million")
    workspace.press("3")
    workspace.says("There is one statistic on these words.")
    expect(workspace.page.locator("#cards > .current")).to_have_count(1)
    assert workspace.stored() == [("statistic", "$48 million")]


def test_white_space_alone_and_too_many_words_are_not_marked(page, live_server):
    workspace = workspace_of(page, live_server, "One.\n\n" + "Many words here. " * 150)
    workspace.text.focus()
    workspace.press("c", "Control+a")
    workspace.says("At most 2,000 characters")
    sent = []
    page.on("request", lambda request: sent.append(request.method))
    workspace.press("1")
    page.wait_for_timeout(300)
    assert "POST" not in sent
    workspace.press("Escape", "Escape")
    # A mouse that goes down on selected words moves them instead of selecting others.
    page.wait_for_function("getSelection().isCollapsed")
    workspace.mark("One", "2")
    assert workspace.stored() == [("quote", "One")]


def test_a_submitted_layer_is_read_only(page, live_server):
    layer = make_layer(revision=make_revision(text=TEXT))
    one = make_annotation(layer=layer, exact="$48 million", label="statistic")
    layer.submitted_at = one.created_at
    layer.save()
    workspace = Workspace(page, live_server, layer)
    workspace.drag("sea wall")
    workspace.press("1", "Delete")
    workspace.says("can be read, not changed")
    expect(workspace.page.locator("#dock")).to_have_count(0)
    workspace.press("j")
    expect(workspace.page.locator("#cards > .current")).to_have_count(1)
    assert workspace.stored() == [("statistic", "$48 million")]


def test_a_layer_submitted_meanwhile_refuses_and_loses_nothing(workspace):
    workspace.mark("$48 million", "3")
    workspace.layer.submitted_at = workspace.layer.assigned_at
    workspace.layer.save()
    workspace.drag("sea wall")
    workspace.press("1")
    needs = workspace.page.locator("#needs")
    expect(needs).to_contain_text("Add claim: “sea wall”")
    workspace.layer.submitted_at = None
    workspace.layer.save()
    needs.get_by_role("button", name="Try again").click()
    expect(needs).to_be_hidden()
    expect(workspace.cards).to_have_count(2)


def test_j_goes_on_to_the_next_page_of_cards(page, live_server):
    text = "\n\n".join(f"Paragraph number{n} stands here." for n in range(130))
    layer = make_layer(revision=make_revision(text=text))
    for n in range(130):
        make_annotation(layer=layer, exact=f"number{n} stands")
    workspace = Workspace(page, live_server, layer)
    expect(workspace.cards).to_have_count(100)
    workspace.cards.nth(99).locator("blockquote").click()
    workspace.text.focus()
    workspace.press("j")
    workspace.says("Claim: number100 stands")
    current = page.locator("#cards > .current")
    expect(current).to_contain_text("number100")
    workspace.press("k")
    workspace.says("Claim: number99 stands")
    expect(current).to_contain_text("number99")
    workspace.click("number120")
    workspace.says("Claim: number120 stands")
    expect(current).to_contain_text("number120")
    workspace.press("2")
    workspace.says("Quote changed.")


@pytest.fixture
def long_workspace(page, live_server):
    """Two hundred and fifty annotations, of which a hundred have their cards on the page."""
    text = "\n\n".join(f"Paragraph number{n} stands here." for n in range(250))
    layer = make_layer(revision=make_revision(text=text))
    for n in range(250):
        make_annotation(layer=layer, exact=f"number{n} stands")
    return Workspace(page, live_server, layer)


def test_the_cards_follow_the_text_and_marks_point_to_those_that_are_there(
    long_workspace,
):
    workspace, page = long_workspace, long_workspace.page
    expect(workspace.cards.first).to_contain_text("number0 stands")
    page.locator("#p-200").scroll_into_view_if_needed()
    expect(workspace.cards.filter(has_text="number200 stands")).to_have_count(1)
    expect(workspace.cards).to_have_count(100)
    assert page.evaluate("""() => {
      const pointing = [...document.querySelectorAll("mark[aria-details]")];
      const isThere = (one) => document.getElementById(one.getAttribute("aria-details"));
      return [pointing.length, pointing.filter((one) => !isThere(one)).length];
    }""") == [100, 0]


def test_the_current_card_stays_current_as_the_text_is_scrolled(long_workspace):
    page, current = long_workspace.page, long_workspace.page.locator("#cards > .current")
    long_workspace.click("number90")
    expect(current).to_contain_text("number90 stands")
    page.locator("#p-120").scroll_into_view_if_needed()
    expect(long_workspace.cards.filter(has_text="number130 stands")).to_have_count(1)
    expect(current).to_contain_text("number90 stands")
    expect(current).to_have_attribute("aria-current", "true")


def test_cards_of_a_scrolled_text_that_come_late_replace_no_others(long_workspace):
    page, held = long_workspace.page, []
    of_scrolled_text = re.compile(r"/layers/\d+/\?at=\d+")
    page.route(of_scrolled_text, lambda route: held.append(route))
    with page.expect_request(of_scrolled_text):
        page.locator("#p-200").scroll_into_view_if_needed()
    long_workspace.click("number110")
    current = page.locator("#cards > .current")
    expect(current).to_contain_text("number110 stands")
    for route in held:
        with page.expect_response(route.request.url) as answer:
            route.continue_()
        answer.value.finished()
    # The page has taken the answers once it has answered something else.
    page.evaluate("() => new Promise((done) => setTimeout(done))")
    expect(current).to_contain_text("number110 stands")


def test_beside_the_words_the_bar_is_one_row(workspace):
    workspace.drag("$48 million")
    dock = workspace.page.locator("#dock")
    expect(dock).to_be_visible()
    assert dock.bounding_box()["height"] < 70


DETAILS = """() => Array.from(document.querySelectorAll("mark"), (mark) => {
  const card = document.getElementById(mark.getAttribute("aria-details"));
  return [mark.textContent, card && card.querySelector("blockquote").textContent.trim()];
})"""


def test_marks_point_to_the_shortest_card_that_is_there_as_cards_come_and_go(workspace):
    workspace.mark("a $48 million sea wall", "1")
    workspace.mark("$48 million", "3")
    whole, sum_ = "a $48 million sea wall", "$48 million"
    assert workspace.page.evaluate(DETAILS) == [
        ["a ", whole],
        ["$48 million", sum_],
        [" sea wall", whole],
    ]
    workspace.press("Delete")
    expect(workspace.cards).to_have_count(1)
    assert workspace.page.evaluate(DETAILS) == [[whole, whole]]
    workspace.press("Control+z")
    expect(workspace.cards).to_have_count(2)
    assert workspace.page.evaluate(DETAILS)[1] == ["$48 million", sum_]


def test_a_page_that_comes_back_shows_what_was_changed_elsewhere(workspace):
    workspace.mark("sea wall", "1")
    workspace.is_saved()
    text = workspace.layer.revision.text
    start = text.index("Nobody objected")
    editing.add_annotation(
        workspace.layer,
        id=uuid.uuid4(),
        start=start,
        end=start + 15,
        exact="Nobody objected",
        label="claim",
        by=workspace.layer.editor,
    )
    expect(workspace.cards).to_have_count(1)
    workspace.page.evaluate("dispatchEvent(new Event('focus'))")
    workspace.says("These annotations were changed elsewhere.")
    expect(workspace.cards).to_have_count(2)
    expect(workspace.text.locator("mark")).to_have_count(2)


def test_a_page_that_comes_back_to_its_own_changes_asks_for_nothing_else(workspace):
    workspace.mark("sea wall", "1")
    workspace.is_saved()
    asked = []
    workspace.page.on("request", lambda request: asked.append(request.url))
    with workspace.page.expect_response("**/state/"):
        workspace.page.evaluate("dispatchEvent(new Event('focus'))")
    workspace.mark("$48 million", "3")
    assert [url for url in asked if url.endswith(f"/layers/{workspace.layer.pk}/")] == []


def test_the_filter_hides_cards_and_goes_on_hiding_them(workspace):
    workspace.mark("$48 million", "3")
    workspace.page.locator("[data-filter=claim]").click()
    expect(workspace.page.locator("[data-filter=claim]")).to_have_attribute("aria-pressed", "true")
    expect(workspace.cards.first).to_be_hidden()
    workspace.mark("sea wall", "1")
    expect(workspace.page.locator("#cards > li:visible")).to_have_count(1)
    workspace.page.locator("[data-filter=all]").click()
    expect(workspace.page.locator("#cards > li:visible")).to_have_count(2)


def test_words_are_added_by_quotation_without_leaving_the_page(workspace):
    workspace.text.focus()
    workspace.press("q")
    workspace.page.keyboard.type('"We are  building for the next storm,"')
    workspace.page.locator("#quotation").get_by_label("Quote").check()
    workspace.page.locator("#quotation").get_by_role("button", name="Add").click()
    expect(workspace.cards).to_have_count(1)
    assert workspace.stored() == [("quote", "“We are building for the next storm,”")]
    expect(workspace.page.locator("#save-state")).to_contain_text("Saved")
    workspace.page.get_by_role("button", name="Undo").first.click()
    expect(workspace.cards).to_have_count(0)


def test_words_that_stand_twice_are_asked_about(workspace):
    workspace.text.focus()
    workspace.press("q")
    workspace.page.keyboard.type("sea wall")
    workspace.page.locator("#quotation").get_by_label("Claim", exact=True).check()
    workspace.page.locator("#quotation").get_by_role("button", name="Add").click()
    expect(workspace.page.get_by_role("heading", name="Which place?")).to_be_visible()


def test_the_help_lists_the_keys_that_hold(workspace):
    workspace.text.focus()
    workspace.press("?")
    keys = workspace.page.locator("#keys")
    expect(keys).to_be_visible()
    expect(keys).to_contain_text("Tag as claim")
    expect(keys).to_contain_text("Add by quotation")
    workspace.press("Escape")
    expect(keys).to_be_hidden()
