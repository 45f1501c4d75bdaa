"""The page on which files, addresses and texts are given to an import."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from tests.browser.desk import sign_in
from tests.factories import make_editor

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_chosen_files_are_listed_and_asked_for_again_once_the_browser_has_lost_them(page):
    sign_in(page, make_editor("ada"))
    page.goto("/articles/import/")
    files = page.locator("input[type=file]")
    wall = {"name": "wall.txt", "mimeType": "text/plain", "buffer": b"The wall will hold."}
    files.set_input_files(wall)
    expect(page.locator(".chosen")).to_contain_text("wall.txt")
    page.get_by_label("Address").fill("see the site")
    page.get_by_role("button", name="See what they become").click()
    words = "Choose your files again: they were not kept."
    expect(page.get_by_text(words)).to_be_visible()
    expect(files).to_have_accessible_description(re.compile(f"{words}$"))
    assert Axe().run(page).response["violations"] == []
    files.set_input_files(wall)
    expect(page.locator(".chosen")).to_contain_text("wall.txt")
    page.get_by_label("Address").fill("")
    page.get_by_role("button", name="See what they become").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Before the import")
