"""Submitting and leaving while something is still being saved, or was refused."""

import re
import time
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from annotations.models import Annotation
from tests.browser.workspace import Workspace
from tests.factories import (
    make_article,
    make_editor,
    make_layer,
    make_revision,
    make_suggestion,
)

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

SUMS = [f"${number} million" for number in range(11, 19)]
CHANGES = re.compile(r"/(acceptance|dismissal|annotations)/$")


@pytest.fixture
def workspace(page, live_server):
    """A layer in which eight sums are suggested; the test fails where the browser asks."""
    text = "Sums\n\n" + "\n\n".join(f"The wall costs {words} in all." for words in SUMS)
    editor = make_editor("ada", suggestions=True)
    layer = make_layer(revision=make_revision(text=text), editor=editor)
    for words in SUMS:
        make_suggestion(revision=layer.revision, label="statistic", exact=words)
    asked = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.dismiss()))
    yield Workspace(page, live_server, layer)
    assert asked == []


def answered_late(page, *seconds):
    """Every change is answered after the next of these times, in turn."""
    times = list(seconds)

    def hold(route):
        time.sleep(times[0])
        times.append(times.pop(0))
        route.continue_()

    page.route(CHANGES, hold)


def submit(workspace):
    workspace.page.get_by_role("link", name="Submit…").click()


def tallied(page):
    return page.locator(".tally dd").all_inner_texts()


def refuse_answers(workspace):
    """Submit behind the back of the page, so that the server refuses every change."""
    layer = workspace.layer
    layer.submitted_at = layer.assigned_at
    layer.save()


def accept_again(workspace):
    workspace.layer.submitted_at = None
    workspace.layer.save()


def test_eight_quick_accepts_and_a_submission_at_once_count_eight(workspace):
    page = workspace.page
    answered_late(page, 0.0, 0.3, 0.05)
    workspace.press(*["a"] * 8)
    submit(workspace)
    expect(page.get_by_role("link", name=re.compile("^Saving [1-8]…"))).to_be_visible()
    page.wait_for_url("**/submission/")
    assert tallied(page) == ["8", "0", "0", "8"]
    assert workspace.stored() == [("statistic", words) for words in SUMS]


def test_with_nothing_on_its_way_the_page_opens_at_once(workspace):
    submit(workspace)
    workspace.page.wait_for_url("**/submission/")
    assert tallied(workspace.page) == []


def test_what_was_refused_stands_first_all_at_once_and_then_it_is_submitted(workspace):
    page = workspace.page
    # Late enough for the way to *Submit*: the first refusal is not there before it is pressed.
    answered_late(page, 2)
    refuse_answers(workspace)
    workspace.press("a", "x", "a")
    submit(workspace)
    needs = page.locator("#needs")
    expect(needs).to_be_visible()
    expect(needs.get_by_role("heading", level=2)).to_have_text("3 changes were not saved")
    assert needs.get_by_role("heading", level=3).all_inner_texts() == [
        f"Add statistic: “{SUMS[0]}”",
        f"Dismiss the suggested “{SUMS[1]}”",
        f"Add statistic: “{SUMS[2]}”",
    ]
    accept_again(workspace)
    needs.get_by_role("button", name="Try all again").click()
    page.wait_for_url("**/submission/")
    assert tallied(page)[0] == "2"


def test_one_of_several_refused_is_discarded_and_the_others_are_tried_again(workspace):
    page = workspace.page
    answered_late(page, 0.4)
    refuse_answers(workspace)
    workspace.press("a", "a")
    submit(workspace)
    needs = page.locator("#needs")
    expect(needs.locator("li")).to_have_count(2)
    accept_again(workspace)
    needs.locator("li").first.get_by_role("button", name="Discard").click()
    expect(needs.get_by_role("heading", level=2)).to_have_text("1 change was not saved")
    needs.get_by_role("button", name="Try again", exact=True).click()
    page.wait_for_url("**/submission/")
    assert [one.exact for one in Annotation.objects.all()] == [SUMS[1]]


def test_who_leaves_the_refused_for_later_stays(workspace):
    page = workspace.page
    answered_late(page, 0.6)
    refuse_answers(workspace)
    workspace.press("a")
    submit(workspace)
    page.locator("#needs").get_by_role("button", name="Later").click()
    expect(page.get_by_role("link", name="Submit…")).to_be_visible()
    expect(page.locator("[data-command=needs]")).to_have_text("1 not saved")
    assert page.url.endswith(f"/layers/{workspace.layer.pk}/")


def test_offline_nothing_is_submitted_and_it_is_said(workspace):
    page = workspace.page
    page.context.set_offline(True)
    workspace.press("a", "a")
    expect(page.locator("#save-state")).to_have_text("Offline, 2 waiting")
    submit(workspace)
    workspace.says("2 changes are not saved yet.")
    submit(workspace)
    workspace.says("2 changes are not saved yet.")
    page.context.set_offline(False)
    page.evaluate("dispatchEvent(new Event('online'))")
    workspace.is_saved()
    submit(workspace)
    page.wait_for_url("**/submission/")
    assert tallied(page)[0] == "2"


def test_a_link_of_the_page_waits_for_what_is_being_saved(workspace):
    page = workspace.page
    answered_late(page, 0.3)
    workspace.press("a", "a", "a")
    page.get_by_role("link", name="Articles").click()
    page.wait_for_url("**/articles/")
    assert len(workspace.stored()) == 3


def test_offline_a_link_says_what_is_not_saved_and_leads_away_when_pressed_again(workspace):
    page = workspace.page
    page.route(CHANGES, lambda route: route.abort())
    workspace.press("a")
    expect(page.locator("#save-state")).to_have_text("Offline, 1 waiting")
    articles = page.get_by_role("link", name="Articles")
    articles.click()
    workspace.says("1 change is not saved yet.")
    page.unroute(CHANGES)
    page.route(CHANGES, lambda route: route.abort())
    articles.click()
    page.wait_for_url("**/articles/")
    page.unroute(CHANGES)
    workspace.open()
    workspace.is_saved()
    assert workspace.stored() == [("statistic", SUMS[0])]


def due(editor, title, **fields):
    """An article on the editor's desk."""
    revision = make_revision(make_article(title=title), text=f"{title}\n\nNobody objected.")
    return make_layer(revision=revision, editor=editor, **fields)


def test_after_submitting_enter_opens_the_next_article(workspace):
    page, editor = workspace.page, workspace.layer.editor
    due(editor, "Whenever it suits")
    late = due(editor, "Tidewater Wire", due_on=timezone.localdate() - timedelta(days=2))
    due(editor, "Next week", due_on=timezone.localdate() + timedelta(days=7))
    due(make_editor("ben"), "Not mine", due_on=timezone.localdate() - timedelta(days=9))
    workspace.press("a")
    submit(workspace)
    page.get_by_role("main").get_by_role("button", name="Submit").click()
    expect(page.get_by_text("Submitted: 1 annotation.")).to_be_visible()
    following = page.get_by_role("link", name="Next article: Tidewater Wire, late since")
    expect(following).to_be_focused()
    expect(page.get_by_role("main").get_by_role("link", name="Desk")).to_be_visible()
    expect(page.get_by_role("button", name="Reopen")).to_be_visible()
    workspace.press("Enter")
    page.wait_for_url(f"**/layers/{late.pk}/")


def test_with_nothing_more_to_do_enter_goes_to_the_desk(workspace):
    page = workspace.page
    submit(workspace)
    page.get_by_role("main").get_by_role("button", name="Submit").click()
    expect(page.get_by_text("Submitted: 0 annotations.")).to_be_visible()
    expect(page.get_by_role("link", name="Next article")).to_have_count(0)
    workspace.press("Enter")
    page.wait_for_url(re.compile(r"//[^/]+/$"))
