"""A colleague is added in three acts, and gets in by the link."""

import pytest
from playwright.sync_api import expect

from newsroom.models import User
from tests.browser.conftest import signed_in
from tests.browser.keyboard import acts, counting, logged, pointed, press, tab_to
from tests.factories import make_editor, make_lead

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_an_editor_is_added_in_three_acts_and_chooses_their_own_password(
    new_page, live_server, settings
):
    settings.SITE_URL = live_server.url
    page = signed_in(new_page(), live_server, make_lead("lee"))
    page.goto("/people/")
    counting(page)
    page.get_by_label("Name").click()
    page.get_by_label("Name").fill("Nora Quist")  # The name is one act, however long it is.
    expect(page.get_by_label("Role").locator(":checked")).to_have_text("Editor")
    page.get_by_role("button", name="Invite", exact=True).click()
    expect(page.get_by_role("status")).to_contain_text(
        "Nora Quist is invited and will sign in as nora.quist."
    )
    keys, clicks = acts(page)
    assert (keys, 1 + clicks) == (0, 3)
    link = page.get_by_label("Link", exact=True).input_value()
    invited = new_page()
    invited.goto(link)
    invited.get_by_label("Password", exact=True).fill("a long enough phrase")
    invited.get_by_label("The same again").fill("a long enough phrase")
    invited.get_by_role("button", name="Start").click()
    invited.wait_for_url(f"{live_server.url}/")
    expect(invited.get_by_role("button", name="Nora Quist")).to_be_visible()
    assert User.objects.get(username="nora.quist").groups.get().name == "Editors"
    page.reload()
    expect(page.get_by_label("Link", exact=True)).to_have_count(0)


def test_the_same_by_the_keyboard_alone(page, live_server):
    signed_in(logged(page), live_server, make_lead("lee")).goto("/people/")
    tab_to(page, page.get_by_label("Name"))
    page.keyboard.type("Nora Quist")
    press(page, "Enter")
    expect(page.get_by_role("status")).to_contain_text(
        "Nora Quist is invited and will sign in as nora.quist."
    )
    assert User.objects.get(username="nora.quist").groups.get().name == "Editors"
    assert pointed(page) == set()


def test_a_long_name_leaves_role_and_day_on_one_line(new_page, live_server):
    nora = make_editor("n" * 150, first_name="N" * 150, seen_on=None)
    page = signed_in(
        new_page(viewport={"width": 1280, "height": 800}), live_server, make_lead("lee")
    )
    for size in ((1280, 800), (390, 844)):
        page.set_viewport_size({"width": size[0], "height": size[1]})
        page.goto("/people/")
        row = page.get_by_role("row").filter(has=page.locator(f"a[href='/people/{nora.pk}/']"))
        for words in ("Editor", "never"):
            cell = row.get_by_text(words, exact=True)
            assert cell.evaluate(LINES) == 1, (words, size)
        assert page.evaluate("document.documentElement.scrollWidth") <= size[0]


LINES = """(cell) => {
  const range = document.createRange();
  range.selectNodeContents(cell);
  return new Set([...range.getClientRects()].map(({ top }) => Math.round(top))).size;
}"""


def test_without_script_somebody_leaves_and_their_account_is_closed(new_page, live_server):
    ada = make_editor("ada")
    page = signed_in(new_page(java_script_enabled=False), live_server, make_lead("lee"))
    page.goto("/people/")
    page.get_by_role("link", name="ada").click()
    page.get_by_role("button", name="Close the account").click()
    expect(page.get_by_role("status")).to_contain_text("The account of ada is closed.")
    ada.refresh_from_db()
    assert not ada.is_active
