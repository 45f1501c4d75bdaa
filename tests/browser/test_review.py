"""The review as a reviewer has it: by keyboard alone, two at once, with the edges moved by hand."""

import re

import pytest
from playwright.sync_api import expect

from annotations.models import Adjudication, Disagreement, FactLink
from tests.browser.conftest import signed_in
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
    progress(page, f"0 of {total} settled · 1 agreed")
    expect(heading(page)).to_have_text("Where does this claim end?")
    expect(heading(page)).to_be_focused()
    # What a majority holds needs no reason.
    press(page, "2", "Enter")
    progress(page, "1 of 4")
    expect(heading(page)).to_have_text("Claim or quote?")
    expect(heading(page)).to_be_focused()
    # What a minority holds does: Enter leads to the list of reasons, where Enter settles.
    press(page, "2", "Enter")
    expect(page.locator("[name=reason]")).to_be_focused()
    page.keyboard.type("Label")
    press(page, "Enter")
    progress(page, "2 of 4")
    expect(heading(page)).to_have_text("Is this a statistic?")
    press(page, "x", "n")
    page.keyboard.type("Nobody can check it.")
    press(page, "Escape", "r")
    page.keyboard.type("Not")
    press(page, "Enter")
    progress(page, "3 of 4")
    press(page, "u")
    expect(page.locator(".preview.for-longest")).to_be_visible()
    press(page, "r")
    page.keyboard.type("Bound")
    press(page, "Enter")
    expect(heading(page)).to_have_text("All is settled")
    progress(page, "4 of 4")
    assert page.evaluate("window.clicked") is None
    assert final_lines(review) == ["claim 0-4", "claim 14-18", "claim 30-32", "claim 34-42"]
    notes = Adjudication.objects.filter(review=review, rule="").values_list("reason", "note")
    assert ("not checkable", "Nobody can check it.") in notes


def test_undo_takes_the_last_ruling_back_and_shows_its_group(page, live_server):
    review = make_review(text=TEXT, A="cccc....cc", B="cccc....cc..cc")
    opened(page, live_server, review)
    press(page, "1", "r")
    page.keyboard.type("Missed")
    press(page, "Enter")
    expect(heading(page)).to_have_text("All is settled")
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


def test_two_settle_one_group_at_once_and_the_later_loses_no_typing(new_page, live_server):
    review = make_review(text=TEXT, A="cccccc..", B="..cccccc")
    pages = [opened(new_page(), live_server, review) for _ in range(2)]
    first, second = pages
    for page in pages:
        expect(heading(page)).to_have_text("Where does this claim begin and end?")
    press(second, "2", "n")
    second.keyboard.type("B has the verb.")
    press(second, "Escape", "r")
    second.keyboard.type("Other")
    press(first, "1", "r")
    first.keyboard.type("Bound")
    press(first, "Enter")
    expect(heading(first)).to_have_text("All is settled")
    press(second, "Enter")
    expect(second.locator("[role=alert]")).to_contain_text("This has changed since you looked")
    expect(second.locator("[value=take-B]")).to_be_checked()
    expect(second.locator("[name=note]")).to_have_value("B has the verb.")
    expect(second.locator("[name=reason]")).to_have_value("other")
    expect(second.locator(".decided")).to_contain_text("by another reviewer")
    assert final_lines(review) == ["claim 0-6"]
    press(second, "Enter")
    expect(heading(second)).to_have_text("All is settled")
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
    press(page, "ArrowRight", "Escape", "r")
    page.keyboard.type("Bound")
    press(page, "Enter")
    expect(heading(page)).to_have_text("All is settled")
    assert final_lines(review) == ["claim 0-18"]


def test_words_that_are_not_in_the_text_are_refused_in_sight(page, live_server):
    review = make_review(text=TEXT, A="....cccc", B="....cccccccccc")
    opened(page, live_server, review)
    press(page, "e")
    page.locator(".edits .typed summary").first.click()
    words = page.locator("[name=edit-0-words]")
    words.fill("no such words")
    page.locator(".ruling select[name=reason]").select_option("boundary")
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
        expect(page.locator(".edits [role=option]")).to_have_count(1)
        press(page, "ArrowDown", "Enter")
        expect(field).to_have_value("")
        page.keyboard.type(relation)
    chosen = page.locator("[data-chosen-facts]").first
    expect(chosen.get_by_label("Ten gates close by hand.")).to_have_value("supports")
    expect(chosen.get_by_label("The wall costs $48 million.")).to_have_value("contradicts")
    press(page, "Escape", "r")
    page.keyboard.type("Fact")
    press(page, "Enter")
    expect(heading(page)).to_have_text("All is settled")
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
    page.get_by_label("Reason").select_option("fact")
    page.locator(".facts-of-span > summary").first.click()
    page.locator("[name=edit-0-q]").fill("gates")
    page.get_by_role("button", name="Search").first.click()
    page.get_by_label("Ten gates close by hand.").first.select_option("context")
    page.get_by_role("button", name="Settle and go on").click()
    expect(heading(page)).to_have_text("All is settled")
    assert FactLink.objects.get(ruled_span__isnull=False).relation == "context"


def test_the_keys_are_off_for_who_switched_them_off(page, live_server):
    review = make_review(text=TEXT, A="cccc....", B="..cc....")
    opened(page, live_server, review, make_reviewer(single_letter_keys=False))
    press(page, "1", "j")
    expect(page.locator("[name=choice]:checked")).to_have_count(0)
    expect(page.locator(".take kbd").first).to_be_hidden()
    page.locator(".take").first.click()
    expect(page.locator("[value=take-A]")).to_be_checked()


def test_without_script_the_same_is_done_by_plain_forms(new_page, live_server):
    review = make_review(text=TEXT, A="cccccc..", B="..cccccc")
    page = new_page(java_script_enabled=False)
    signed_in(page, live_server, make_reviewer())
    page.goto(f"/revisions/{review.revision_id}/review/")
    page.get_by_text("Longest").click()
    expect(page.locator(".preview.for-longest")).to_be_visible()
    page.get_by_label("Reason").select_option("boundary")
    page.get_by_role("button", name="Settle and go on").click()
    expect(heading(page)).to_have_text("All is settled")
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
    expect(heading(page)).to_have_text("All is settled")
    assert final_lines(review) == ["claim 0-6"]
