"""A long import: the page tells how far it is, and goes on by itself or by its button."""

import json
import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from articles.models import Article, ImportItem
from articles.views import imports
from tests.browser.desk import sign_in
from tests.factories import make_editor

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

MANY = 6


@pytest.fixture(autouse=True)
def impatient(monkeypatch):
    """Every request reads or imports one article."""
    monkeypatch.setattr(imports, "PATIENCE", 0.0)


def give(page):
    sign_in(page, make_editor("ada"))
    page.goto("/articles/import/")
    lines = [json.dumps({"text": f"Text number {number}."}) for number in range(MANY)]
    page.locator("input[type=file]").set_input_files(
        {"name": "desk.jsonl", "mimeType": "text/plain", "buffer": "\n".join(lines).encode()}
    )
    page.get_by_role("button", name="Preview").click()


@pytest.mark.both_engines
def test_it_comes_to_the_preview_and_to_the_report_by_itself(page):
    give(page)
    expect(page.get_by_role("heading", level=1)).to_have_text("Check before importing")
    assert ImportItem.objects.count() == MANY
    page.get_by_role("button", name=re.compile(r"Import (\d+|all)")).click()
    expect(page.get_by_role("heading", level=1)).to_contain_text(f"{MANY} imported")
    assert Article.objects.count() == MANY


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_where_no_answer_comes_the_button_goes_on(new_page, theme):
    page = new_page(color_scheme=theme)
    page.route("**/progress/", lambda route: route.abort())
    give(page)
    expect(page.get_by_role("alert")).to_contain_text("The server does not answer.")
    expect(page.get_by_role("progressbar")).to_have_accessible_name(f"1 of {MANY}")
    assert Axe().run(page).response["violations"] == []
    page.unroute("**/progress/")
    page.get_by_role("button", name="Go on").press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Check before importing")


@pytest.mark.both_engines
def test_who_is_signed_out_is_told_and_goes_on_afterwards(page):
    page.route("**/progress/", lambda route: route.abort())
    give(page)
    expect(page.get_by_role("alert")).to_be_visible()
    cookies = page.context.cookies()
    page.context.clear_cookies(name="sessionid")
    page.unroute("**/progress/")
    page.get_by_role("button", name="Go on").click()
    expect(page.get_by_role("alert")).to_contain_text("You are signed out.")
    page.context.add_cookies(cookies)
    page.get_by_role("button", name="Go on").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Check before importing")


def test_without_script_the_button_reads_on(new_page):
    page = new_page(java_script_enabled=False)
    give(page)
    for read in range(1, MANY + 1):
        expect(page.locator("poll-import")).to_contain_text(f"{read} of {MANY}")
        page.get_by_role("button", name="Go on").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Check before importing")


def test_it_can_be_stopped(page):
    page.route("**/progress/", lambda route: route.abort())
    give(page)
    expect(page.get_by_role("alert")).to_be_visible()
    page.unroute("**/progress/")
    page.get_by_role("button", name="Stop and import none").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("0 imported")
    assert not Article.objects.exists()
