"""The review as a reviewer has it: by keyboard alone, two at once, with the edges moved by hand."""

import re

import pytest
from playwright.sync_api import expect

from annotations.models import Adjudication, Disagreement, FactLink
from articles.models import Article
from tests.browser.conftest import signed_in
from tests.browser.keyboard import acts, counting
from tests.factories import make_fact, make_reviewer
from tests.worlds import final_lines, make_review, move_annotation, settle_group

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

TEXT = "The wall will hold, she said. It costs much. Ten gates close by hand. Nobody was hurt. " * 3


def opened(page, live_server, review, user=None):
    """The review screen, its script at work."""
    signed_in(page, live_server, user or make_reviewer())
    page.goto(f"/revisions/{review.revision_id}/review/")
    page.locator("review-desk:defined").wait_for()
    return page


def heading(page):
    return page.locator("[data-heading]")


def press(page, *keys):
    for key in keys:
        page.keyboard.press(key)


def progress(page, words):
    expect(page.locator("#progress-words")).to_contain_text(words)


def test_a_review_is_done_by_keyboard_alone_to_the_last_group(page, live_server):
    review = make_review(
        text=TEXT,
        A="cccccccc......qqqq....ssss....cc..cccccc....",
        B="cccc..........cccc............cc....cccccc..",
        C="cccc..........qqqq....ssss....cc............",
    )
    clicks = "addEventListener('pointerdown', () => { window.clicked = true }, true)"
    opened(page, live_server, review)
    page.evaluate(clicks)
    total = Disagreement.objects.filter(review=review).count()
    assert total == 4
    progress(page, f"0 of {total} decided")
    expect(heading(page)).to_have_text("Where does this claim end?")
    expect(heading(page)).to_be_focused()
    # What a majority holds needs no reason.
    press(page, "2")
    expect(page.locator(".why:visible")).to_have_count(0)
    press(page, "Enter")
    progress(page, "1 of 4")
    expect(heading(page)).to_have_text("Claim or quote?")
    expect(heading(page)).to_be_focused()
    # What a minority holds does; the question implies which.
    press(page, "2")
    expect(page.locator(".why:visible")).to_contain_text("Most editors do not have this")
    press(page, "Enter")
    progress(page, "2 of 4")
    expect(heading(page)).to_have_text("Is this a statistic?")
    press(page, "x", "n")
    page.keyboard.type("Nobody can check it.")
    press(page, "Escape", "1")
    progress(page, "3 of 4")
    press(page, "u")
    expect(page.locator("[data-would]")).to_have_text("Stands: claim, 2 words.")
    press(page, "1")
    expect(heading(page)).to_have_text("All 4 decided")
    progress(page, "4 of 4")
    assert page.evaluate("window.clicked") is None
    assert final_lines(review) == ["claim 0-4", "claim 14-18", "claim 30-32", "claim 34-42"]
    said = set(Adjudication.objects.filter(review=review, rule="").values_list("reason", "note"))
    assert said == {
        *{("", ""), ("label", ""), ("boundary", "")},
        ("not checkable", "Nobody can check it."),
    }


@pytest.mark.parametrize(
    ("lines", "keys", "final", "reason"),
    [
        ({"A": "cccc", "B": ""}, ["1", "Enter"], ["claim 0-4"], "missed"),
        ({"A": "cccc", "B": ""}, ["1", "2"], ["claim 0-4"], "guideline gap"),
        ({"A": "cccc", "B": ""}, ["2", "1"], [], "not checkable"),
        ({"A": "cccc", "B": ""}, ["x", "2"], [], "duplicate"),
        ({"A": "cccc", "B": "qqqq"}, ["2", "Enter"], ["quote 0-4"], "label"),
        ({"A": "cccccc", "B": "..cccc"}, ["2", "1"], ["claim 2-6"], "boundary"),
        ({"A": "cccc", "B": "cccc", "C": ""}, ["1", "Enter"], ["claim 0-4"], ""),
        ({"A": "cccc", "B": "cccc", "C": ""}, ["3", "3"], [], "label"),
    ],
)
def test_one_is_decided_by_two_keys(page, live_server, lines, keys, final, reason):
    review = make_review(text=TEXT, **lines)
    opened(page, live_server, review)
    counting(page)
    press(page, *keys)
    expect(heading(page)).to_have_text("All 1 decided")
    assert acts(page) == (2, 0)
    assert final_lines(review) == final
    assert Adjudication.objects.get(disagreement__review=review).reason == reason


def test_a_key_acts_wherever_the_focus_is_unless_a_field_has_it(page, live_server):
    review = make_review(text=TEXT, A="cccc", B="")
    opened(page, live_server, review)
    page.locator(".brand").focus()
    press(page, "2")
    expect(page.locator("[name=choice]:checked")).to_have_value("take-B")
    press(page, "n", "1", "x")
    expect(page.locator("[name=note]")).to_have_value("1x")
    expect(page.locator("[name=choice]:checked")).to_have_value("take-B")


def test_nothing_is_refused_in_silence(page, live_server):
    review = make_review(text=TEXT, A="cccc", B="")
    opened(page, live_server, review)
    refused = page.get_by_role("alert")
    press(page, "Enter")
    expect(refused).to_have_text("Choose what stands here first.")
    press(page, "2")
    expect(page.locator("[data-refused]")).to_be_empty()
    press(page, "Enter")
    expect(refused).to_have_text("Say why: press 1 to 5.")
    expect(refused).to_be_in_viewport()
    # «Other» leads to the note, and goes in once something is written there.
    press(page, "5")
    expect(refused).to_contain_text("needs a note")
    expect(page.locator("[name=note]")).to_be_focused()
    page.keyboard.type("Heard of only here.")
    press(page, "Enter")
    expect(heading(page)).to_have_text("All 1 decided")
    made = Adjudication.objects.get(disagreement__review=review)
    assert (made.reason, made.note) == ("other", "Heard of only here.")


def test_escape_goes_one_step_back(page, live_server):
    review = make_review(text=TEXT, A="cccc", B="..cccc")
    opened(page, live_server, review)
    press(page, "1", "n")
    page.keyboard.type("Look.")
    press(page, "Escape")
    expect(page.locator("[name=choice]:checked")).to_be_focused()
    press(page, "Escape")
    expect(page.locator("[name=choice]:checked, [name=reason]:checked")).to_have_count(0)
    expect(page.locator("[data-would]")).to_be_empty()
    expect(page.locator("[name=note]")).to_have_value("Look.")
    # Digits choose again.
    press(page, "2", "Enter")
    expect(heading(page)).to_have_text("All 1 decided")
    assert final_lines(review) == ["claim 2-6"]


def test_a_reason_can_be_given_where_none_is_needed(page, live_server):
    review = make_review(text=TEXT, A="cccc", B="cccc", C="..cc")
    opened(page, live_server, review)
    press(page, "1", "r", "2")
    expect(heading(page)).to_have_text("All 1 decided")
    assert Adjudication.objects.get(disagreement__review=review).reason == "guideline gap"


def test_the_reason_that_is_chosen_is_seen_and_so_is_the_one_with_the_focus(page, live_server):
    opened(page, live_server, make_review(text=TEXT, A="cccc", B="..cccc"))
    press(page, "1")
    chosen = page.locator(".why:visible .chip:has(:checked)")
    expect(chosen).to_have_text("Right extent1")
    ink = page.locator(".option:has(:checked)").evaluate("(one) => getComputedStyle(one).color")
    expect(chosen).to_have_css("color", ink)
    other = page.locator(".why:visible .chip", has_text="Guideline gap")
    assert other.evaluate("(one) => getComputedStyle(one).color") != ink
    page.locator(".why:visible :checked").focus()
    press(page, "ArrowRight")
    expect(page.locator(".why:visible .chip:has(:focus-visible)")).to_have_text("Guideline gap2")
    expect(other).not_to_have_css("box-shadow", "none")


def test_what_would_stand_is_painted_and_said_before_it_is_sent(page, live_server):
    review = make_review(text=TEXT, A="cccccccc", B="....ccccccccc")
    opened(page, live_server, review)
    painted = page.locator(".would-stand")
    expect(painted).to_have_count(0)
    for keys, words, said in (
        (["1"], "The wall", "Stands: claim, 2 words."),
        (["Escape", "2"], "wall will", "Stands: claim, 2 words."),
        (["u"], "The wall will", "Stands: claim, 3 words."),
        (["i"], "wall", "Stands: claim, 1 word."),
        (["x"], "", "Nothing stands here: these words are not annotated."),
    ):
        press(page, *keys)
        expect(page.locator("[data-would]")).to_have_text(said)
        assert "".join(painted.all_text_contents()) == words
    assert not final_lines(review)


HIDDEN = """() => {
  const at = document.activeElement, bar = document.querySelector(".decision-bar");
  if (at === document.body || bar.contains(at)) return null;
  const { top, bottom, left, right } = at.getBoundingClientRect();
  // The lower edge of a large field may be behind it, its first line not.
  const y = Math.min(bottom - 2, top + 20);
  return bar.contains(document.elementFromPoint((left + right) / 2, y)) ? at.outerHTML : null;
}"""


@pytest.mark.parametrize("size", [(1280, 800), (390, 844)])
def test_the_bar_hides_nothing_that_has_the_focus(new_page, live_server, size):
    long = "The harbour was calm that day and nobody spoke of the wall. " * 30
    review = make_review(text=long, A="cccccccc", B="")
    page = new_page(viewport={"width": size[0], "height": size[1]})
    opened(page, live_server, review)
    press(page, "a")
    expect(page.locator("#ask textarea")).to_be_focused()
    assert page.evaluate(HIDDEN) is None
    press(page, "Escape", "e")
    for key in ("Tab", "Shift+Tab"):
        for _ in range(60):
            press(page, key)
            assert page.evaluate(HIDDEN) is None


@pytest.mark.parametrize("size", [(1280, 800), (390, 844)])
def test_the_decision_and_the_words_in_question_are_in_view(new_page, live_server, size):
    long = "The harbour was calm that day and nobody spoke of the wall. " * 60
    review = make_review(text=long, A="." * 1500 + "cccccccc", B="." * 1500 + "..cccccccc")
    page = new_page(viewport={"width": size[0], "height": size[1]})
    opened(page, live_server, review)
    bar, words = page.locator(".decision-bar"), page.locator(".one-text .by").first
    for keys in ([], ["1"], ["Escape", "x"]):
        press(page, *keys)
        expect(page.locator("[data-command=settle]")).to_be_in_viewport(ratio=1)
        box, at = bar.bounding_box(), words.bounding_box()
        assert box["y"] + box["height"] <= size[1] + 1
        assert 0 < at["y"] < box["y"], (at, box)
    page.evaluate("scrollTo(0, 0)")
    expect(page.locator("[data-command=settle]")).to_be_in_viewport(ratio=1)
    assert page.evaluate("document.documentElement.scrollWidth") <= size[0]


ROWS = """() => {
  const bar = document.querySelector(".decision-bar");
  const tops = [...bar.querySelectorAll("button, .option, .chip, .would")]
    .filter((one) => one.checkVisibility() && one.offsetHeight > 1)
    .map((one) => one.getBoundingClientRect())
    .map(({ top, bottom }) => Math.round((top + bottom) / 2 / 20));
  return new Set(tops).size;
}"""


@pytest.mark.parametrize(
    ("lines", "rows"),
    [({"A": "cccccccc", "B": ""}, 1), ({"A": "ccccc", "B": "ccccc", "C": "qqqqq"}, 2)],
)
def test_the_bar_is_one_row_for_two_editors_and_two_at_most(new_page, live_server, lines, rows):
    page = new_page(viewport={"width": 1280, "height": 800})
    opened(page, live_server, make_review(text=TEXT, **lines))
    assert page.evaluate(ROWS) == rows
    for keys in (["1"], ["Escape", "2"], ["Escape", "x"]):
        press(page, *keys)
        expect(page.locator("[name=choice]:checked")).to_have_count(1)
        assert page.evaluate(ROWS) <= 2
        assert page.locator(".decision-bar").bounding_box()["height"] < 100


def test_the_title_of_the_article_is_whole_where_there_is_one_disagreement(page, live_server):
    review = make_review(text=TEXT, A="cccc......", B="cc........")
    Article.objects.update(title="Council backs a sea wall")
    page.set_viewport_size({"width": 1280, "height": 800})
    opened(page, live_server, review)
    title = page.locator(".review-bar .article-title")
    assert title.evaluate("(node) => node.scrollWidth <= node.clientWidth"), title.bounding_box()


def test_lanes_are_shown_on_demand_and_by_themselves_for_four(page, live_server):
    review = make_review(text=TEXT, A="cccc..cccc", B="..........")
    opened(page, live_server, review)
    expect(page.locator(".lane")).to_have_count(2)
    expect(page.locator(".lane").first).to_be_hidden()
    press(page, "l")
    expect(page.locator(".lane").first).to_be_visible()
    press(page, "j")
    expect(page.locator(".number")).to_have_text("2 of 2")
    expect(page.locator(".lane").first).to_be_visible()
    four = make_review(text=TEXT, A="cccc", B="..cccc", C="cc", D="")
    page.goto(f"/revisions/{four.revision_id}/review/")
    expect(page.locator(".lane")).to_have_count(4)
    expect(page.locator(".lane").first).to_be_visible()


def test_undo_takes_the_last_decision_back_and_shows_its_group(page, live_server):
    review = make_review(text=TEXT, A="cccc....cc", B="cccc....cc..cc")
    opened(page, live_server, review)
    press(page, "1", "1")
    expect(heading(page)).to_have_text("All 1 decided")
    press(page, "Control+z")
    expect(heading(page)).to_have_text("Is this a claim?")
    expect(page.locator("#said")).to_have_text("Taken back.")
    progress(page, "0 of 1")
    assert not Adjudication.objects.filter(review=review, rule="").standing().exists()


def test_groups_are_walked_and_the_address_follows(page, live_server):
    review = make_review(text=TEXT, A="cc..cc..cc", B="..........")
    first, second, _third = Disagreement.objects.filter(review=review).order_by("start")
    opened(page, live_server, review)
    press(page, "j")
    expect(page).to_have_url(re.compile(f"/disagreements/{second.pk}/$"))
    expect(heading(page)).to_be_focused()
    press(page, "k")
    expect(page).to_have_url(re.compile(f"/disagreements/{first.pk}/$"))
    press(page, "t")
    expect(heading(page)).to_have_text("The whole text")
    expect(page.locator(".whole mark.here")).to_have_text("Th")
    press(page, "t")
    expect(heading(page)).to_have_text("Is this a claim?")
    page.go_back()
    expect(heading(page)).to_have_text("The whole text")
    page.reload()
    expect(heading(page)).to_have_text("The whole text")


def hold_next_page(page):
    """Answer the next request of the desk only once the returned list is emptied by `let_go`."""
    held = []
    page.route("**/disagreements/**", lambda route: held.append(route), times=1)
    return held


def let_go(page, held):
    while not held:
        page.wait_for_timeout(10)
    held.pop().continue_()


def test_moves_pressed_while_a_page_comes_are_made_once_it_is_here(page, live_server):
    review = make_review(text=TEXT, A="cc..cc..cc..cc", B="..............")
    opened(page, live_server, review)
    held = hold_next_page(page)
    press(page, "j", "j", "j", "k")
    let_go(page, held)
    expect(page.locator(".number")).to_have_text("3 of 4")
    expect(heading(page)).to_be_focused()


def test_a_decision_pressed_while_a_page_comes_decides_nothing(page, live_server):
    review = make_review(text=TEXT, A="cc..cc..cc", B="..........")
    opened(page, live_server, review)
    held = hold_next_page(page)
    press(page, "j", "x", "Enter")
    let_go(page, held)
    expect(page.locator(".number")).to_have_text("2 of 3")
    expect(page.locator("[name=choice]:checked")).to_have_count(0)
    assert not Adjudication.objects.exists()


def test_a_move_pressed_behind_a_decision_that_is_refused_leaves_the_refusal_in_view(
    page, live_server
):
    review = make_review(text=TEXT, A="cc..cc..cc", B="..........")
    opened(page, live_server, review)
    settle_group(Disagreement.objects.filter(review=review).order_by("start").first(), "nothing")
    held = hold_next_page(page)
    press(page, "1", "Enter", "j")
    let_go(page, held)
    expect(page.get_by_role("alert").first).to_contain_text("This has changed since you looked")
    expect(page.locator(".number")).to_have_text("1 of 3")


def test_the_rail_shows_where_the_groups_are_and_a_click_opens_the_nearest(page, live_server):
    review = make_review(text=TEXT, A="cccc" + "." * 60 + "qqqq" + "." * 120 + "ssss", B="")
    opened(page, live_server, review)
    ticks = page.locator(".rail i")
    expect(ticks).to_have_count(3)
    tops = ticks.evaluate_all("(all) => all.map((one) => Math.round(parseFloat(one.style.top)))")
    assert tops == [round(100 * start / len(TEXT)) for start in (0, 64, 188)]
    rail = page.locator(".rail").bounding_box()
    page.mouse.click(rail["x"] + 5, rail["y"] + rail["height"] - 1)
    expect(page.locator(".number")).to_have_text("3 of 3")
    expect(page.locator(".rail .here")).to_have_count(1)
    press(page, "1", "Enter")
    progress(page, "1 of 3")
    expect(page.locator(".rail .settled")).to_have_count(1)


def test_two_settle_one_group_at_once_and_the_later_loses_no_typing(new_page, live_server):
    review = make_review(text=TEXT, A="cccccc..", B="..cccccc")
    pages = [opened(new_page(), live_server, review) for _ in range(2)]
    first, second = pages
    for page in pages:
        expect(heading(page)).to_have_text("Where does this claim begin and end?")
    press(second, "2", "n")
    second.keyboard.type("B has the verb.")
    press(second, "Escape")
    press(first, "1", "1")
    expect(heading(first)).to_have_text("All 1 decided")
    press(second, "3")
    expect(second.locator(".notice[role=alert]")).to_contain_text("This has changed since you look")
    expect(second.locator("[value=take-B]")).to_be_checked()
    expect(second.locator("[name=note]")).to_have_value("B has the verb.")
    expect(second.locator("[name=reason]:checked")).to_have_value("other")
    expect(second.locator(".decided")).to_contain_text("by another reviewer")
    assert final_lines(review) == ["claim 0-6"]
    press(second, "Enter")
    expect(heading(second)).to_have_text("All 1 decided")
    assert final_lines(review) == ["claim 2-8"]


def test_the_edges_are_moved_by_word_and_by_letter(page, live_server):
    review = make_review(text=TEXT, A="c" * 8, B="c" * 13)
    opened(page, live_server, review)
    press(page, "e")
    expect(page.locator(".edits [data-edge=start]").first).to_be_focused()
    press(page, "Tab", "ArrowRight", "Alt+ArrowLeft")
    words = page.locator(".edits [data-words] mark").first
    expect(words).to_have_text("The wall wil")
    press(page, "ArrowRight")
    expect(words).to_have_text("The wall will")
    press(page, "ArrowRight", "Escape", "1")
    expect(heading(page)).to_have_text("All 1 decided")
    assert final_lines(review) == ["claim 0-18"]


def test_words_that_are_not_in_the_text_are_refused_in_sight(page, live_server):
    review = make_review(text=TEXT, A="....cccc", B="....cccccccccc")
    opened(page, live_server, review)
    press(page, "e")
    page.locator(".edits .typed summary").first.click()
    words = page.locator("[name=edit-0-words]")
    words.fill("no such words")
    page.locator("[data-command=settle]").click()
    expect(page.locator(".edits .typed .errorlist").first).to_be_visible()
    expect(words).to_be_focused()
    expect(words).to_have_value("no such words")
    assert page.locator(".edits details.edit-span[open]").count() == 0
    assert final_lines(review) == []
    words.fill("wall")
    page.locator("[data-command=settle]").click()
    progress(page, "1 of 1")
    assert final_lines(review) == ["claim 4-8"]


def test_facts_are_found_and_linked_to_what_is_drawn_by_hand(page, live_server):
    review = make_review(text=TEXT, A="c" * 8, B="c" * 13)
    fact, other = make_fact("Ten gates close by hand."), make_fact("The wall costs $48 million.")
    opened(page, live_server, review)
    press(page, "e")
    page.locator(".facts-of-span > summary").first.press("Enter")
    field = page.get_by_role("combobox", name="Find a fact").first
    for words, relation in (("gates", "supp"), ("million", "cont")):
        field.focus()
        page.keyboard.type(words)
        # Not the one found before, which is there until the answer comes.
        expect(page.locator(".edits [role=option]")).to_contain_text([words])
        press(page, "ArrowDown", "Enter")
        expect(field).to_have_value("")
        page.keyboard.type(relation)
    chosen = page.locator("[data-chosen-facts]").first
    expect(chosen.get_by_label("Ten gates close by hand.")).to_have_value("supports")
    expect(chosen.get_by_label("The wall costs $48 million.")).to_have_value("contradicts")
    press(page, "Escape")
    expect(page.locator(".why:visible .chip").nth(4)).to_have_text("Right fact5")
    press(page, "5")
    expect(heading(page)).to_have_text("All 1 decided")
    links = FactLink.objects.filter(ruled_span__isnull=False).order_by("fact_id")
    assert [(one.fact, one.relation) for one in links] == [
        (fact, "supports"),
        (other, "contradicts"),
    ]


def test_two_pickers_that_found_the_same_fact_share_no_id(page, live_server):
    review = make_review(text=TEXT, A="c" * 8 + "." * 4 + "c" * 8, B="c" * 20)
    fact = make_fact("Ten gates close by hand.")
    opened(page, live_server, review)
    press(page, "e")
    pickers = page.locator(".edits fact-picker")
    for place in range(2):
        page.locator(".facts-of-span > summary").nth(place).press("Enter")
        pickers.nth(place).get_by_role("combobox").fill("gates")
        expect(pickers.nth(place).get_by_role("option")).to_have_count(1)
    ids = pickers.get_by_role("option").evaluate_all("found => found.map(({ id }) => id)")
    assert len(set(ids)) == len(ids) == 2
    second = pickers.nth(1).get_by_role("combobox")
    second.press("ArrowDown")
    expect(second).to_have_attribute("aria-activedescendant", ids[1])
    expect(pickers.nth(1).locator(f"[id='{ids[1]}']")).to_contain_text(str(fact.versions.get()))


def test_without_script_what_is_searched_for_is_shown_before_anything_is_settled(
    new_page, live_server
):
    review = make_review(text=TEXT, A="c" * 8, B="c" * 13)
    make_fact("Ten gates close by hand.")
    page = new_page(java_script_enabled=False)
    signed_in(page, live_server, make_reviewer())
    page.goto(f"/revisions/{review.revision_id}/review/")
    page.get_by_text("Edit…").click()
    page.locator(".why:visible").get_by_text("Right fact").click()
    page.locator(".facts-of-span > summary").first.click()
    page.locator("[name=edit-0-q]").fill("gates")
    page.locator("main").get_by_role("button", name="Search").first.click()
    page.get_by_label("Ten gates close by hand.").first.select_option("context")
    page.get_by_role("button", name="Decide and next").click()
    expect(heading(page)).to_have_text("All 1 decided")
    assert FactLink.objects.get(ruled_span__isnull=False).relation == "context"


def test_the_keys_are_off_for_who_switched_them_off(page, live_server):
    review = make_review(text=TEXT, A="cccc....", B="..cc....")
    opened(page, live_server, review, make_reviewer(single_letter_keys=False))
    press(page, "1", "j")
    expect(page.locator("[name=choice]:checked")).to_have_count(0)
    expect(page.locator(".option kbd").first).to_be_hidden()
    page.locator(".option").first.click()
    expect(page.locator("[value=take-A]")).to_be_checked()


def test_without_script_the_same_is_done_by_plain_forms(new_page, live_server):
    review = make_review(text=TEXT, A="cccccc..", B="..cccccc")
    page = new_page(java_script_enabled=False)
    signed_in(page, live_server, make_reviewer())
    page.goto(f"/revisions/{review.revision_id}/review/")
    expect(page.locator(".why:visible")).to_have_count(0)
    page.get_by_text("Longest").click()
    expect(page.locator(".stands:visible")).to_have_text("Stands: claim, 2 words.")
    page.locator(".why:visible").get_by_text("Right extent").click()
    page.get_by_role("button", name="Decide and next").click()
    expect(heading(page)).to_have_text("All 1 decided")
    assert final_lines(review) == ["claim 0-8"]
    page.get_by_role("button", name="Undo").click()
    expect(heading(page)).to_have_text("Where does this claim begin and end?")
    assert final_lines(review) == []


def test_a_stale_ruling_is_confirmed_by_one_key(page, live_server):
    review = make_review(text=TEXT, A="cccccc..", B="..cccccc")
    settle_group(Disagreement.objects.get(review=review), letters=["A"])
    move_annotation(review, "B", 4, 8)
    opened(page, live_server, review)
    expect(page.locator(".stale-head")).to_be_visible()
    press(page, "c", "Enter")
    expect(heading(page)).to_have_text("All 1 decided")
    assert final_lines(review) == ["claim 0-6"]
