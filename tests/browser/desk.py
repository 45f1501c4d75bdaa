"""What anybody does at the desk before the work begins: sign in, and bring articles."""

from playwright.sync_api import expect


def sign_in(page, user):
    """By the form, with the keyboard."""
    page.goto("/login/")
    expect(page.locator("[name=username]")).to_be_focused()
    page.keyboard.type(user.username)
    page.keyboard.press("Tab")
    page.keyboard.type("secret-word")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Your desk")


def upload(page, files):
    page.goto("/articles/import/")
    page.locator("input[type=file]").set_input_files(files)
    page.get_by_role("button", name="Preview").click()
    page.locator("button[name=import]").click()
    expect(page.locator("main")).to_contain_text("imported")
