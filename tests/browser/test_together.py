"""Several annotations changed in one act, in the browser."""

import pytest
from playwright.sync_api import expect

from annotations.models import Annotation
from tests.browser.workspace import Workspace
from tests.factories import make_annotation, make_layer

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

WORDS = ("$48 million", "Tuesday", "2,300 households")


@pytest.fixture
def workspace(page, live_server):
    layer = make_layer()
    for words in WORDS:
        make_annotation(layer=layer, exact=words)
    return Workspace(page, live_server, layer)


def stored(workspace, name="attributed_to"):
    live = Annotation.objects.filter(layer=workspace.layer, withdrawn_at=None).in_text_order()
    return list(live.values_list(name, flat=True))


def open_form(workspace):
    workspace.page.get_by_role("link", name="Change several…").click()
    form = workspace.page.locator("#together form")
    expect(form).to_be_visible()
    return form


def tick(form, *numbers):
    for number in numbers:
        form.locator("[name=annotation]").nth(number).check()


def test_a_speaker_is_given_to_the_ticked_and_taken_back_in_one_step(workspace):
    form = open_form(workspace)
    tick(form, 0, 2)
    form.get_by_label("Speaker or claimant").fill("Ines Halloran")
    form.get_by_role("button", name="Change the ticked").click()
    workspace.says("2 annotations changed.")
    workspace.is_saved()
    assert stored(workspace) == ["Ines Halloran", "", "Ines Halloran"]
    workspace.press("Control+z")
    workspace.is_saved()
    assert stored(workspace) == ["", "", ""]


def test_a_label_is_given_to_the_ticked_by_keys(workspace):
    form = open_form(workspace)
    tick(form, 1)
    form.locator("[name=label]").select_option("statistic")
    form.locator("[name=label]").press("Tab")
    form.get_by_label("Unit").fill("days")
    form.get_by_label("Unit").press("Enter")
    workspace.is_saved()
    assert stored(workspace, "label") == ["claim", "statistic", "claim"]
    assert stored(workspace, "unit") == ["", "days", ""]


def test_the_ticked_are_deleted_and_come_back(workspace):
    form = open_form(workspace)
    tick(form, 0, 1)
    form.get_by_role("button", name="Delete the ticked").click()
    expect(workspace.cards).to_have_count(1)
    workspace.is_saved()
    assert stored(workspace, "exact") == [WORDS[2]]
    workspace.press("Control+z")
    expect(workspace.cards).to_have_count(3)


def test_nothing_ticked_or_said_is_told_and_the_form_stays(workspace):
    form = open_form(workspace)
    form.get_by_role("button", name="Change the ticked").click()
    expect(form.get_by_role("alert")).to_contain_text("Tick some annotations first.")
    tick(form, 0)
    form.get_by_role("button", name="Change the ticked").click()
    expect(form.get_by_role("alert")).to_contain_text("Say what they have in common first.")
    workspace.press("Escape")
    expect(form).to_have_count(0)
    assert stored(workspace) == ["", "", ""]
