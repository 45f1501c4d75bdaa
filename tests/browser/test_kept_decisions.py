"""What is typed into decisions and questions of a review is not lost, nor shown to others."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from annotations.layers import lifecycle as layer_lifecycle
from annotations.models import Adjudication, Comment, Thread
from newsroom.models import Session
from tests.browser.conftest import sign_in_at, signed_in
from tests.browser.test_review import TEXT, heading, opened, press
from tests.factories import make_fact, make_reviewer
from tests.worlds import final_lines, make_review, move_annotation, settle_group

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

RESTORED = "Restored what you typed."
NOTE = "Heard of only here."
QUESTION = "Which of the two walls?"


@pytest.fixture
def reviewer():
    return make_reviewer("rita")


@pytest.fixture
def review():
    return make_review(text=TEXT, A="cccc......qqqq....ss", B="")


@pytest.fixture
def desk(page, live_server, review, reviewer):
    return opened(page, live_server, review, reviewer)


def note(page):
    return page.locator(".ruling [name=note]")


def asked(page):
    return page.locator("form.question textarea")


def type_note(page, words=NOTE):
    press(page, "1", "n")
    page.keyboard.type(words)


def kept_in(page):
    return page.evaluate("Object.keys(localStorage).filter((key) => key.includes('typed')).length")


def wait_until_kept(page, number=1):
    page.wait_for_function(
        "(n) => Object.keys(localStorage).filter((key) => key.includes('typed')).length === n",
        arg=number,
    )


def reloaded(page):
    page.reload()
    page.locator("review-desk:defined").wait_for()


class TestTheNoteOfADecision:
    def test_a_reload_brings_it_back_with_what_was_chosen(self, desk):
        type_note(desk)
        reloaded(desk)
        expect(note(desk)).to_have_value(NOTE)
        expect(note(desk)).to_be_visible()
        expect(desk.get_by_text(RESTORED)).to_be_in_viewport()
        expect(desk.locator("[name=choice]:checked")).to_have_value("take-A")
        expect(desk.locator("[data-would]")).to_have_text("Stands: claim, 1 word.")
        press(desk, "Enter")
        expect(heading(desk)).to_have_text("Is this a quote?")
        assert Adjudication.objects.get().note == NOTE
        assert kept_in(desk) == 0

    def test_going_on_and_back_brings_it_back_and_no_other_group_shows_it(self, desk):
        type_note(desk)
        press(desk, "Escape", "j")
        expect(heading(desk)).to_have_text("Is this a quote?")
        expect(note(desk)).to_have_value("")
        expect(desk.get_by_text(RESTORED)).to_have_count(0)
        press(desk, "j")
        expect(heading(desk)).to_have_text("Is this a statistic?")
        expect(note(desk)).to_have_value("")
        press(desk, "k")
        expect(heading(desk)).to_have_text("Is this a quote?")
        press(desk, "k")
        expect(heading(desk)).to_have_text("Is this a claim?")
        expect(note(desk)).to_have_value(NOTE)
        desk.go_back()
        expect(heading(desk)).to_have_text("Is this a quote?")
        expect(note(desk)).to_have_value("")

    def test_choices_alone_are_not_kept(self, desk):
        press(desk, "1", "j")
        expect(heading(desk)).to_have_text("Is this a quote?")
        press(desk, "k")
        expect(heading(desk)).to_have_text("Is this a claim?")
        expect(desk.locator("[name=choice]:checked")).to_have_count(0)
        assert kept_in(desk) == 0

    def test_it_outlives_the_session(self, desk, live_server, reviewer):
        type_note(desk)
        assert Session.objects.all().delete()[0]
        press(desk, "Enter")
        expect(desk.locator("#said")).to_contain_text("You are signed out.")
        expect(note(desk)).to_have_value(NOTE)
        sign_in_at(desk.context.new_page(), live_server, reviewer)
        press(desk, "Enter")
        expect(heading(desk)).to_have_text("Is this a quote?")
        assert Adjudication.objects.get().note == NOTE
        assert kept_in(desk) == 0

    def test_a_lost_network_keeps_it_and_says_so(self, desk):
        type_note(desk)
        desk.context.set_offline(True)
        press(desk, "Enter")
        expect(desk.get_by_text("You are offline.")).to_be_in_viewport()
        desk.context.set_offline(False)
        expect(desk.get_by_text("You are offline.")).to_have_count(0)
        press(desk, "Enter")
        expect(heading(desk)).to_have_text("Is this a quote?")
        assert Adjudication.objects.get().note == NOTE

    def test_a_server_that_does_not_answer_loses_nothing(self, desk):
        type_note(desk)
        desk.route("**/adjudications/", lambda route: route.abort())
        press(desk, "Enter")
        expect(desk.locator("#said")).to_contain_text("The server does not answer.")
        expect(note(desk)).to_have_value(NOTE)
        reloaded(desk)
        expect(note(desk)).to_have_value(NOTE)
        assert not Adjudication.objects.exists()

    def test_another_person_in_the_same_browser_sees_nothing_of_it(
        self, desk, live_server, review, reviewer
    ):
        type_note(desk)
        wait_until_kept(desk)
        desk.context.clear_cookies()
        opened(desk, live_server, review, make_reviewer("rob"))
        expect(note(desk)).to_have_value("")
        expect(desk.get_by_text(RESTORED)).to_have_count(0)
        desk.context.clear_cookies()
        opened(desk, live_server, review, reviewer)
        expect(note(desk)).to_have_value(NOTE)

    def test_another_person_does_not_send_it(self, desk, live_server):
        type_note(desk)
        desk.context.clear_cookies()
        sign_in_at(desk.context.new_page(), live_server, make_reviewer("rob"))
        press(desk, "Enter")
        expect(desk.locator("#said")).to_contain_text("refused")
        assert not Adjudication.objects.exists()

    def test_discard_brings_the_group_as_it_was(self, desk):
        type_note(desk)
        reloaded(desk)
        desk.get_by_role("button", name="Discard").click()
        expect(note(desk)).to_be_hidden()
        expect(desk.locator("[name=choice]:checked")).to_have_count(0)
        expect(desk.locator(".would-stand")).to_have_count(0)
        press(desk, "j", "k")
        expect(heading(desk)).to_have_text("Is this a claim?")
        expect(note(desk)).to_have_value("")
        assert kept_in(desk) == 0

    def test_what_was_chosen_for_other_marks_is_chosen_again(self, desk, review):
        type_note(desk)
        wait_until_kept(desk)
        move_annotation(review, "A", 0, 8)
        reloaded(desk)
        expect(note(desk)).to_have_value(NOTE)
        expect(desk.locator("[name=choice]:checked")).to_have_count(0)

    def test_what_the_server_refused_is_shown_as_it_was_sent(self, desk, review):
        type_note(desk)
        settle_group(review.disagreements.order_by("start").first(), "nothing")
        press(desk, "Enter")
        expect(desk.get_by_role("alert").first).to_contain_text("This has changed since you looked")
        expect(note(desk)).to_have_value(NOTE)
        expect(desk.get_by_text(RESTORED)).to_have_count(0)

    def test_it_waits_while_the_review_does(self, desk, review):
        type_note(desk)
        layer = layer_lifecycle.reopen(review.revision.layers.get(letter="A"), by=make_reviewer())
        press(desk, "Enter")
        expect(heading(desk)).to_have_text("An editor is changing what stood here")
        layer_lifecycle.submit(layer, by=layer.editor)
        desk.goto(f"/revisions/{review.revision_id}/review/")
        expect(note(desk)).to_have_value(NOTE)
        expect(desk.get_by_text(RESTORED)).to_be_visible()


class TestTheQuestionToTheEditors:
    def test_going_on_and_back_and_a_reload_bring_it_back(self, desk):
        press(desk, "a")
        desk.keyboard.type(QUESTION)
        press(desk, "Escape", "j")
        expect(heading(desk)).to_have_text("Is this a quote?")
        expect(asked(desk)).to_have_value("")
        press(desk, "k")
        expect(asked(desk)).to_have_value(QUESTION)
        expect(asked(desk)).to_be_visible()
        reloaded(desk)
        expect(asked(desk)).to_have_value(QUESTION)
        desk.get_by_role("button", name="Ask", exact=True).click()
        expect(desk.locator(".thread")).to_contain_text(QUESTION)
        expect(asked(desk)).to_have_value("")
        assert Comment.objects.get().text == QUESTION
        assert kept_in(desk) == 0
        press(desk, "j", "k")
        expect(asked(desk)).to_have_value("")

    def test_a_question_that_is_sent_takes_no_note_with_it(self, desk):
        type_note(desk)
        press(desk, "Escape", "a")
        desk.keyboard.type(QUESTION)
        press(desk, "Control+Enter")
        expect(desk.locator(".thread")).to_contain_text(QUESTION)
        expect(note(desk)).to_have_value(NOTE)
        expect(asked(desk)).to_have_value("")
        assert Thread.objects.count() == 1

    def test_without_script_the_sign_in_carries_it(self, new_page, live_server, review, reviewer):
        page = new_page(java_script_enabled=False)
        signed_in(page, live_server, reviewer)
        row = review.disagreements.order_by("start").first()
        page.goto(reverse("disagreement", args=[row.pk]))
        page.locator("#ask summary").click()
        asked(page).fill(QUESTION)
        assert Session.objects.all().delete()[0]
        page.get_by_role("button", name="Ask", exact=True).click()
        page.locator("[name=username]").fill("rita")
        page.locator("[name=password]").fill("secret-word")
        page.get_by_role("button", name="Sign in").click()
        expect(page.get_by_role("blockquote")).to_have_text(QUESTION)
        page.get_by_role("button", name="Send").click()
        expect(page.locator(".thread")).to_contain_text(QUESTION)


class TestAnEditByHand:
    def test_edges_speaker_and_a_fact_that_was_taken_come_back(self, desk, review):
        fact = make_fact("The wall holds since 1931.")
        press(desk, "e")
        desk.locator(".edits [data-edge=end]").first.focus()
        press(desk, "ArrowRight")
        words = desk.locator("[name=edit-0-words]").input_value()
        desk.locator("[name=edit-0-attributed_to]").fill("Ana Berg")
        desk.locator(".facts-of-span summary").first.click()
        desk.locator("[name=edit-0-q]").fill("1931")
        desk.locator(".edits .option, .edits [role=option]").first.click()
        desk.locator(f"[name=edit-0-fact_{fact.pk}]").select_option("supports")
        reloaded(desk)
        expect(desk.locator("[name=edit-0-attributed_to]")).to_have_value("Ana Berg")
        expect(desk.locator("[name=edit-0-words]")).to_have_value(words)
        expect(desk.locator(".edits [data-words] mark").first).to_have_text(words)
        expect(desk.locator(".edits .edges")).to_have_count(1)
        expect(desk.locator(f"[name=edit-0-fact_{fact.pk}]")).to_have_value("supports")
        press(desk, "1")
        expect(heading(desk)).to_have_text("Is this a quote?")
        assert final_lines(review) == [f"claim 0-{len(words)} by Ana Berg"]
        ruled = Adjudication.objects.get().ruled_spans.get()
        assert [link.fact for link in ruled.fact_links.all()] == [fact]

    def test_what_all_agree_on_is_overruled_with_the_note_that_was_typed(
        self, page, live_server, reviewer
    ):
        review = make_review(text=TEXT, A="cccc", B="cccc")
        agreed = Adjudication.objects.get(review=review)
        signed_in(page, live_server, reviewer).goto(reverse("overruling", args=[agreed.pk]))
        page.locator("review-desk:defined").wait_for()
        press(page, "x", "n")
        page.keyboard.type(NOTE)
        reloaded(page)
        expect(note(page)).to_have_value(NOTE)
        expect(page.locator("[name=choice]:checked")).to_have_value("nothing")
