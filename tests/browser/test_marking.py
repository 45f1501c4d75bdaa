"""Whether to mark what others have: asked and answered by keyboard, by touch, without script."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.urls import reverse
from playwright.sync_api import expect

from annotations.models import Comment, Thread
from annotations.review import additions
from tests.browser.conftest import signed_in
from tests.browser.keyboard import press, tab_to
from tests.browser.test_review import TEXT, heading, opened
from tests.factories import make_reviewer
from tests.worlds import final_lines, layer_of, make_review

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def review():
    return make_review(text=TEXT, A="cccc......qqqq", B="")


def answers():
    return list(Comment.objects.exclude(answer="").order_by("pk").values_list("answer", flat=True))


def test_two_editors_settle_their_additions_by_keyboard_alone(page, new_page, live_server, review):
    rita, ben = make_reviewer("rita"), layer_of(review, "B").editor
    opened(page, live_server, review, rita)
    expect(heading(page)).to_have_text("Is this a claim?")
    press(page, "y")
    expect(page.locator(".thread")).to_contain_text("Is this a claim?")
    expect(heading(page)).to_be_focused()
    expect(page.locator("[data-command=ask-to-mark]")).to_have_count(0)
    # The other one with all that is left, which is one.
    page.goto(reverse("review_batch", args=[review.revision_id]))
    page.locator("review-desk:defined").wait_for()
    tab_to(page, page.get_by_role("button", name="Ask about it"))
    press(page, "Enter")
    expect(page.locator(".said-here")).to_have_text("Asked about 1.")
    assert Thread.objects.count() == 2
    beside = signed_in(new_page(), live_server, ben)
    beside.goto("/inbox/")
    expect(beside.locator(".inbox")).to_contain_text("asks you whether to mark 2 passages")
    beside.goto(Thread.objects.order_by("pk").first().get_absolute_url())
    expect(beside.locator("#reply mark")).to_contain_text("The ")
    tab_to(beside, beside.get_by_role("button", name="Yes, mark it"))
    press(beside, "Enter")
    expect(beside.get_by_text("1 more question about this text")).to_be_visible()
    # From where one is, the answers are the next stops.
    press(beside, "Tab")
    expect(beside.get_by_role("button", name="Yes, mark it")).to_be_focused()
    press(beside, "Enter")
    expect(beside.get_by_text("You can answer otherwise until the review closes.")).to_be_visible()
    assert answers() == ["yes", "yes"]
    page.goto(f"{reverse('review_batch', args=[review.revision_id])}?rule=confirmed")
    page.locator("review-desk:defined").wait_for()
    tab_to(page, page.get_by_role("button", name="Decide these 2"))
    press(page, "Enter")
    expect(page.locator(".said-here")).to_have_text("2 decided by rule.")
    assert final_lines(review) == ["claim 0-4", "quote 10-14"]
    tab_to(page, page.get_by_role("button", name="Undo").last)
    press(page, "Enter")
    expect(page.locator(".said-here")).to_have_text("2 decisions taken back.")
    assert final_lines(review) == []


def test_an_answer_with_words_is_changed_without_script(new_page, live_server, review):
    first, _second = additions.ask_to_mark(review, by=make_reviewer())
    page = new_page(java_script_enabled=False)
    signed_in(page, live_server, layer_of(review, "B").editor)
    page.goto(first.get_absolute_url())
    page.get_by_role("button", name="Yes, mark it").click()
    page.goto(first.get_absolute_url())
    page.get_by_label("Your words").fill("On second thoughts it is an opinion.")
    page.get_by_role("button", name="No, leave it").click()
    page.goto(first.get_absolute_url())
    no = page.get_by_role("button", name="No, leave it")
    expect(no).to_have_attribute("aria-pressed", "true")
    expect(page.locator(".conversation .tag.warn").last).to_have_text("No, leave it")
    assert answers() == ["yes", "no"]


def test_words_that_were_typed_go_with_the_answer_and_are_forgotten(page, live_server, review):
    first, _second = additions.ask_to_mark(review, by=make_reviewer())
    signed_in(page, live_server, layer_of(review, "B").editor).goto(first.get_absolute_url())
    words = page.get_by_label("Your words")
    words.fill("It is an opinion.")
    page.reload()
    expect(words).to_have_value("It is an opinion.")
    page.get_by_role("button", name="No, leave it").click()
    expect(page.get_by_text("1 more question about this text")).to_be_visible()
    expect(words).to_have_value("")
    page.goto(first.get_absolute_url())
    expect(words).to_have_value("")
    expect(page.locator(".words").last).to_have_text("It is an opinion.")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1280])
def test_the_question_fits_every_screen_and_every_reader(
    new_page, live_server, review, width, scheme
):
    first, _second = additions.ask_to_mark(review, by=make_reviewer())
    page = new_page(
        viewport={"width": width, "height": 844}, color_scheme=scheme, has_touch=width < 500
    )
    signed_in(page, live_server, layer_of(review, "B").editor).goto(first.get_absolute_url())
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert Axe().run(page).response["violations"] == []
    if width < 500:
        for button in page.locator(".answers button").all():
            assert button.bounding_box()["height"] >= 44
