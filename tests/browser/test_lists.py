"""Lists by mouse and keyboard, with every act counted."""

import re

import pytest
from playwright.sync_api import expect

from annotations.models import Layer
from articles.models import Article
from newsroom.management import demonstration
from tests.browser.conftest import signed_in
from tests.browser.keyboard import acts, counting
from tests.factories import make_article, make_editor, make_layer, make_outlet, make_reviewer

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

BIG = {"viewport": {"width": 1280, "height": 800}}


@pytest.fixture
def rita():
    return make_reviewer("rita")


def articles(number, by, **fields):
    return [make_article(by=by, title=f"Article {n:02}", **fields) for n in range(number)]


class Counted:
    """Clicks on a page, counted."""

    def __init__(self, page):
        self.page, self.acts = page, 0

    def click(self, target, **how):
        self.acts += 1
        target.click(**how)


def tick(page, title):
    return page.get_by_label(f"Tick {title}", exact=True)


def given():
    return set(Layer.objects.values_list("editor__username", flat=True))


def test_twenty_articles_are_assigned_to_three_of_five_editors_in_six_clicks(
    new_page, live_server, rita
):
    for name in ("ada", "ben", "cleo", "dan", "eve"):
        make_editor(name)
    articles(24, rita)
    page = signed_in(new_page(**BIG), live_server, rita)
    page.goto("/articles/?sort=title")
    act = Counted(counting(page))
    act.click(tick(page, "Article 00"))
    act.click(tick(page, "Article 19"), modifiers=["Shift"])
    expect(page.locator(".bulk-bar")).to_contain_text("20 selected")
    act.click(page.get_by_role("button", name="Assign…"))
    act.click(page.get_by_label("dan", exact=True))
    act.click(page.get_by_label("eve", exact=True))
    expect(page.locator("#plan")).to_contain_text("20 articles, 40 readings in all.")
    expect(page.get_by_role("cell", name="eve")).to_have_count(0)
    act.click(page.get_by_role("button", name="Assign 20 articles"))
    expect(page.get_by_role("status").first).to_contain_text("20 articles assigned")
    assert act.acts == 6
    assert acts(page) == (0, 6)
    assert given() == {"ada", "ben", "cleo"}
    assert Layer.objects.count() == 40


def test_the_three_least_busy_of_eight_are_a_range_in_six_clicks_too(new_page, live_server, rita):
    for name in "abcdefgh":
        editor = make_editor(name)
        if name < "f":
            make_layer(editor=editor)
    articles(24, rita)
    page = signed_in(new_page(**BIG), live_server, rita)
    page.goto("/articles/?sort=title")
    act = Counted(page)
    act.click(tick(page, "Article 00"))
    act.click(tick(page, "Article 19"), modifiers=["Shift"])
    act.click(page.get_by_role("button", name="Assign…"))
    expect(page.locator("#plan")).to_contain_text("Choose the editors")
    act.click(page.get_by_label("f", exact=True))
    act.click(page.get_by_label("h", exact=True), modifiers=["Shift"])
    act.click(page.get_by_role("button", name="Assign 20 articles"))
    expect(page.get_by_role("status").first).to_contain_text("20 articles assigned")
    assert act.acts == 6
    made = Layer.objects.filter(assigned_by=rita)
    assert set(made.values_list("editor__username", flat=True)) == {"f", "g", "h"}


def test_a_list_is_filtered_by_outlet_and_state_in_two_acts(new_page, live_server, rita):
    courier, other = make_outlet("Alder Courier"), make_outlet("Wire")
    meant = make_article(by=rita, title="Meant", outlet=courier)
    make_layer(revision=meant.latest_revision())
    make_article(by=rita, title="Not in work", outlet=courier)
    elsewhere = make_article(by=rita, title="Elsewhere", outlet=other)
    make_layer(revision=elsewhere.latest_revision())
    page = signed_in(new_page(**BIG), live_server, rita)
    page.goto("/articles/")
    page.evaluate("window.sameDocument = true")
    page.get_by_role("link", name="In work", exact=True).click()
    expect(page.locator(".how-many")).to_have_text("2 found")
    outlets = page.locator("#id_outlet")
    outlets.focus()
    outlets.select_option(label="Alder Courier")
    expect(page.locator(".how-many")).to_have_text("1 found")
    expect(page.locator("td.title")).to_contain_text("Meant")
    expect(page).to_have_url(re.compile(rf"state=open&outlet={courier.pk}$"))
    expect(page.locator("#id_outlet")).to_be_focused()
    assert page.evaluate("window.sameDocument")
    page.go_back()
    expect(page.locator(".how-many")).to_have_text("2 found")
    page.get_by_role("link", name="All", exact=True).click()
    expect(page.locator(".how-many")).to_have_text("3 found")


def test_words_are_looked_for_while_they_are_typed_and_the_caret_stays(new_page, live_server, rita):
    for title in ("Harbour wall", "Ferry"):
        make_article(by=rita, title=title, text="Nothing else.")
    page = signed_in(new_page(**BIG), live_server, rita)
    page.goto("/articles/")
    page.get_by_label("Search", exact=True).click()
    page.keyboard.type("harb")
    expect(page.locator(".how-many")).to_have_text("1 found")
    page.keyboard.type("our")
    expect(page).to_have_url(re.compile(r"q=harbour$"))
    expect(page.get_by_label("Search", exact=True)).to_be_focused()
    expect(page.get_by_label("Search", exact=True)).to_have_value("harbour")


def test_a_filter_of_the_menu_becomes_a_chip_that_can_be_removed(new_page, live_server, rita):
    make_article(by=rita, title="Wall", language="en")
    make_article(by=rita, title="Mur", language="fr")
    page = signed_in(new_page(**BIG), live_server, rita)
    page.goto("/articles/")
    page.locator("#more-filters > summary").click()
    page.locator("#id_language").focus()
    page.locator("#id_language").select_option(label="French")
    expect(page.locator(".how-many")).to_have_text("1 found")
    expect(page.locator("#id_language")).to_be_focused()
    expect(page.locator(".controls > .chip-pair > .set")).to_contain_text("Language:")
    page.get_by_label("Remove the filter Language").click()
    expect(page.locator(".how-many")).to_have_text("2 found")
    expect(page).to_have_url(re.compile(r"/articles/\?$|/articles/$"))


def test_ticks_survive_paging_and_an_archive_is_undone(new_page, live_server, rita):
    articles(30, rita)
    page = signed_in(new_page(**BIG), live_server, rita)
    page.goto("/articles/?sort=title")
    expect(page.locator(".bulk-bar")).to_be_hidden()
    tick(page, "Article 00").click()
    page.get_by_role("link", name="Next").click()
    expect(page.locator(".bulk-bar")).to_contain_text("1 selected")
    tick(page, "Article 29").click()
    expect(page.locator(".bulk-bar")).to_contain_text("2 selected")
    page.get_by_role("button", name="Archive").click()
    expect(page.locator(".just-done")).to_contain_text("2 articles archived.")
    archived = Article.objects.exclude(archived_at=None).values_list("title", flat=True)
    assert set(archived) == {"Article 00", "Article 29"}
    expect(page.locator(".bulk-bar")).to_be_hidden()
    page.get_by_role("button", name="Undo").click()
    expect(page.locator(".just-done")).to_contain_text("2 articles restored.")
    assert not Article.objects.exclude(archived_at=None).exists()


def test_all_that_the_filter_finds_is_meant_and_a_list_that_has_changed_is_shown_again(
    new_page, live_server, rita
):
    courier = make_outlet("Alder Courier")
    articles(30, rita, outlet=courier)
    make_article(by=rita, title="Elsewhere")
    page = signed_in(new_page(**BIG), live_server, rita)
    page.goto(f"/articles/?outlet={courier.pk}")
    page.get_by_label("Tick all on this page").click()
    expect(page.locator(".bulk-bar")).to_contain_text("25 selected")
    page.get_by_label("Select all 30").click()
    expect(page.locator(".bulk-bar")).to_contain_text("All 30 selected")
    page.get_by_role("button", name="Archive").click()
    expect(page.get_by_role("heading", name="Archive 30 articles?")).to_be_visible()
    late = make_article(by=rita, title="Late", outlet=courier)
    page.get_by_role("button", name="Archive 30 articles").click()
    expect(page.get_by_role("status").first).to_contain_text("Nothing was changed")
    assert not Article.objects.exclude(archived_at=None).exists()
    page.get_by_role("button", name="Archive 31 articles").click()
    expect(page.locator(".just-done")).to_contain_text("31 articles archived.")
    assert Article.objects.exclude(archived_at=None).filter(pk=late.pk).exists()
    assert Article.objects.get(title="Elsewhere").archived_at is None


def test_without_script_boxes_filters_and_buttons_are_plain_forms(new_page, live_server, rita):
    make_editor("ada"), make_editor("ben")
    courier = make_outlet("Alder Courier")
    articles(30, rita, outlet=courier)
    make_article(by=rita, title="Elsewhere")
    page = signed_in(new_page(java_script_enabled=False, **BIG), live_server, rita)
    page.goto("/articles/?sort=title")
    page.locator("#id_outlet").select_option(label="Alder Courier")
    page.get_by_role("button", name="Apply").click()
    expect(page.locator(".how-many")).to_have_text("30 found")
    expect(page.locator(".bulk-bar")).to_be_hidden()
    tick(page, "Article 00").check()
    tick(page, "Article 02").check()
    page.get_by_text("Add to story…").click()
    page.get_by_label("Add to story", exact=True).fill("The wall")
    page.get_by_role("button", name="Add", exact=True).click()
    expect(page.get_by_role("status").first).to_contain_text("2 articles are now in “The wall”.")
    tick(page, "Article 00").check()
    page.get_by_label("Select all 30").check()
    page.get_by_role("button", name="Assign…").click()
    page.get_by_role("button", name="Assign 30 articles").click()
    expect(page.get_by_role("status").first).to_contain_text("30 articles assigned")
    assert Layer.objects.filter(revision__article__outlet=courier).count() == 60
    assert not Layer.objects.exclude(revision__article__outlet=courier).exists()


def test_the_bar_covers_no_row_and_the_filters_stand_in_the_window(new_page, live_server, rita):
    articles(30, rita)
    page = signed_in(new_page(**BIG), live_server, rita)
    page.goto("/articles/")
    bottom = page.locator(".filter-bar").evaluate("(one) => one.getBoundingClientRect().bottom")
    assert bottom < 400
    tick(page, "Article 29").click()
    page.keyboard.press("Control+End")
    page.evaluate("scrollTo(0, document.body.scrollHeight)")
    last, bar = (
        page.locator(which).last.evaluate("(one) => one.getBoundingClientRect().toJSON()")
        for which in (".list tbody tr", ".bulk-bar")
    )
    assert last["bottom"] <= bar["top"]
    # A box that gets the focus from the keyboard is scrolled clear of the bar.
    page.evaluate("scrollTo(0, 0)")
    for _ in range(8):
        page.keyboard.press("Tab")
    focused = page.evaluate("document.activeElement.getBoundingClientRect().bottom")
    assert focused <= page.locator(".bulk-bar").evaluate("(one) => one.getBoundingClientRect().top")


def test_a_view_is_saved_from_what_is_set_and_opened_in_one_click(new_page, live_server, rita):
    make_article(by=rita, title="Wall", language="en")
    make_article(by=rita, title="Mur", language="fr")
    page = signed_in(new_page(**BIG), live_server, rita)
    page.goto("/articles/?language=fr")
    page.get_by_text("Save view…").click()
    page.get_by_label("Name", exact=True).fill("French")
    page.get_by_label("For everybody at the desk").check()
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_role("link", name="French", exact=True)).to_have_attribute(
        "aria-current", "true"
    )
    page.get_by_role("link", name="All", exact=True).click()
    expect(page.locator(".how-many")).to_have_text("2 found")
    page.get_by_role("link", name="French", exact=True).click()
    expect(page.locator(".how-many")).to_have_text("1 found")


def test_a_list_is_worked_by_keys_alone(new_page, live_server, rita):
    make_editor("ada")
    articles(6, rita)
    page = signed_in(new_page(**BIG), live_server, rita)
    page.goto("/articles/?sort=title")
    for key in ("j", "j", "x"):
        page.keyboard.press(key)
    expect(page.locator("tr.ticked td.title")).to_have_text(["Article 01"])
    tick(page, "Article 01").focus()
    page.keyboard.press("Shift+ArrowDown")
    page.keyboard.press("Shift+ArrowDown")
    expect(page.locator(".bulk-bar")).to_contain_text("3 selected")
    page.keyboard.press("Escape")
    expect(page.locator(".bulk-bar")).to_be_hidden()
    page.keyboard.press("/")
    expect(page.get_by_label("Search", exact=True)).to_be_focused()
    page.keyboard.type("jxa")
    expect(page.get_by_label("Search", exact=True)).to_have_value("jxa")
    page.goto("/articles/?sort=title")
    page.keyboard.press("?")
    expect(page.get_by_role("dialog")).to_contain_text("Tick the row")
    page.keyboard.press("Escape")
    page.keyboard.press("j")
    page.keyboard.press("x")
    page.keyboard.press("a")
    expect(page.get_by_role("dialog", name="Assign")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog", name="Assign")).to_be_hidden()
    expect(page.locator("tr.ticked")).to_have_count(1)
    page.keyboard.press("j")
    page.keyboard.press("o")
    expect(page.get_by_role("heading", level=1)).to_have_text("Article 01")


def test_single_letters_do_nothing_where_they_are_switched_off(new_page, live_server, rita):
    rita.single_letter_keys = False
    rita.save()
    articles(2, rita)
    page = signed_in(new_page(**BIG), live_server, rita)
    page.goto("/articles/")
    for key in ("j", "x", "/"):
        page.keyboard.press(key)
    expect(page.locator("tr.ticked")).to_have_count(0)
    assert page.evaluate("document.activeElement === document.body")
    page.keyboard.press("?")
    expect(page.get_by_role("dialog")).to_be_visible()


MIDDLES = """() => [...document.querySelectorAll(":is(.controls, .found) > *, .search input")]
  .filter((one) => one.checkVisibility())
  .map((one) => one.getBoundingClientRect())
  .map(({ top, bottom }) => Math.round((top + bottom) / 2))"""


def test_what_stands_above_a_list_is_one_line(new_page, live_server):
    rita = demonstration.load(password="only-for-tests")["rita"]
    page = signed_in(new_page(**BIG), live_server, rita)
    for name in ("articles", "annotations", "facts", "review", "inbox", "history"):
        page.goto(f"/{name}/")
        expect(page.locator(".filter-bar .how-many")).to_be_visible()
        middles = page.evaluate(MIDDLES)
        assert len(middles) > 1
        assert max(middles) - min(middles) < 12, name
