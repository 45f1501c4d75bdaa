"""The page on which files, addresses and texts are given to an import."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from articles.models import Article
from tests.browser.conftest import signed_in
from tests.browser.desk import sign_in
from tests.browser.keyboard import acts, counting
from tests.factories import make_editor

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

WALL = {"name": "wall.txt", "mimeType": "text/plain", "buffer": b"The wall will hold."}


def test_chosen_files_are_listed_and_asked_for_again_once_the_browser_has_lost_them(page):
    sign_in(page, make_editor("ada"))
    page.goto("/articles/import/")
    files = page.locator("input[type=file]")
    files.set_input_files(WALL)
    expect(page.locator(".chosen")).to_contain_text("wall.txt")
    page.get_by_label("Address").fill("see the site")
    page.get_by_role("button", name="Preview").click()
    words = "Choose your files again: they were not kept."
    expect(page.get_by_text(words)).to_be_visible()
    expect(files).to_have_accessible_description(re.compile(f"{words}$"))
    assert Axe().run(page).response["violations"] == []
    files.set_input_files(WALL)
    expect(page.locator(".chosen")).to_contain_text("wall.txt")
    page.get_by_label("Address").fill("")
    page.get_by_role("button", name="Preview").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Check before importing")


def test_one_file_is_imported_in_two_clicks(new_page, live_server):
    ada = make_editor("ada")
    page = signed_in(new_page(), live_server, ada)
    page.goto("/articles/")
    counting(page)
    with page.expect_file_chooser() as asked:
        page.get_by_text("Import files").click()
    asked.value.set_files(WALL)
    expect(page.get_by_role("heading", level=1)).to_have_text("Check before importing")
    expect(page.locator(".import-card")).to_contain_text("No date")
    expect(page.locator(".import-card")).to_contain_text("No outlet")
    page.get_by_role("button", name="Import 1 article").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("imported")
    assert acts(page) == (0, 2)
    assert Article.objects.count() == 1


def test_a_file_that_is_dropped_anywhere_on_the_articles_is_imported_in_one_click_more(
    new_page, live_server
):
    ada = make_editor("ada")
    page = signed_in(new_page(), live_server, ada)
    page.goto("/articles/")
    drop = """(types) => {
      const data = new DataTransfer();
      data.items.add(new File(["The wall will hold."], "wall.txt", { type: "text/plain" }));
      for (const type of types) {
        const event = new DragEvent(type, { bubbles: true, cancelable: true, dataTransfer: data });
        document.querySelector("h1").dispatchEvent(event);
      }
    }"""
    page.evaluate(drop, ["dragenter", "dragover"])
    expect(page.get_by_text("Drop to import")).to_be_visible()
    page.evaluate(drop, ["drop"])
    expect(page.get_by_role("heading", level=1)).to_have_text("Check before importing")
    page.get_by_label("Outlet").fill("Alder Courier")
    page.get_by_role("button", name="Import 1 article").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("imported")
    assert Article.objects.get().outlet.name == "Alder Courier"
