"""The whole job in a browser that runs no script: forms, links and pages alone."""

import io
from pathlib import Path

import pytest
from playwright.sync_api import expect

from annotations.exchange.importing.own_csv import read_rows
from annotations.models import Annotation, FactLink, Layer
from tests.browser.conftest import signed_in
from tests.factories import make_editor, make_fact, make_revision

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

TEXT = (
    "Council backs sea wall 👨‍👩‍👧‍👦\n\n"
    "The council approved a $48 million sea wall on Tuesday. “We are building for the next "
    "storm,” the mayor, Ines Halloran, said.\n\n"
    "It will protect more than 2,300 households below the harbour road. Nobody objected."
)


@pytest.fixture
def page(new_page):
    return new_page(java_script_enabled=False)


@pytest.fixture
def layer(page, live_server):
    """A layer that the page has begun, and stands at."""
    editor = make_editor()
    revision = make_revision(text=TEXT)
    signed_in(page, live_server, editor).goto(f"/articles/{revision.article_id}/")
    page.get_by_role("button", name="Start").first.click()
    page.wait_for_url("**/layers/*/")
    return Layer.objects.get(editor=editor, revision=revision)


def stored(layer):
    live = Annotation.objects.filter(layer=layer, withdrawn_at=None).in_text_order()
    assert all(TEXT[one.start : one.end] == one.exact for one in live)
    return [(one.label, one.start, one.exact) for one in live]


def quote(page, words, label, **details):
    form = page.locator("#quotation")
    form.locator("summary").click()
    form.get_by_label("Words").fill(words)
    form.get_by_label(label, exact=True).check()
    for name, value in details.items():
        form.get_by_label(name).fill(value)
    form.get_by_role("button", name="Add").click()


def card(page, words):
    return page.locator("#cards > li").filter(has_text=words)


def told(page, words):
    expect(page.locator(".just-done")).to_contain_text(words)


def undo(page):
    page.locator(".just-done").get_by_role("button", name="Undo").click()


def test_the_whole_job_is_done_by_forms(page, layer):
    fact = make_fact("The flood register lists 2,314 households below the road.")
    quote(page, '"We are  building for the next storm,"', "Quote", Speaker="the mayor")
    told(page, "Quote added")
    quote(page, "more than 2,300 households", "Statistic")
    told(page, "Statistic added")

    # These words stand twice, and the second place is meant.
    quote(page, "sea wall", "Claim")
    expect(page.get_by_role("heading", level=1)).to_have_text("Which place?")
    page.locator("input[name=place]").nth(1).check()
    page.get_by_role("button", name="Add here").click()
    told(page, "Claim added")
    quoted = ("quote", TEXT.index("“We"), "“We are building for the next storm,”")
    counted = ("statistic", TEXT.index("more than"), "more than 2,300 households")
    claimed = ("claim", TEXT.index("sea wall on"), "sea wall")
    assert stored(layer) == [claimed, quoted, counted]

    change(page)
    narrowed = ("statistic", TEXT.index("2,300"), "2,300 households")
    assert stored(layer) == [claimed, quoted, narrowed]
    undo(page)
    told(page, "Statistic changed.")
    assert stored(layer) == [claimed, quoted, counted]
    change(page)
    one = Annotation.objects.get(label="statistic")
    assert (one.value, one.unit, one.note) == (2300, "households", "Look this up.")

    link(page, fact)
    (made,) = FactLink.objects.current()
    assert (made.annotation, made.fact, made.relation) == (one, fact, "contradicts")

    take_back_and_again(page, layer, kept=[quoted, narrowed], gone=claimed)
    rows = exported(page)
    assert [(row["label"], int(row["start"]), row["exact"]) for row in rows] == [quoted, narrowed]

    page.goto(layer.get_absolute_url())
    page.get_by_role("link", name="Submit…").click()
    page.get_by_role("main").get_by_role("button", name="Submit").click()
    expect(page.get_by_text("Submitted: ")).to_be_visible()
    layer.refresh_from_db()
    assert layer.is_submitted
    assert stored(layer) == [quoted, narrowed]
    assert Annotation.objects.count() == 3
    page.goto(layer.get_absolute_url())
    expect(page.locator("#quotation")).to_have_count(0)


def change(page):
    """The statistic's words, value, unit and note, on the page of the annotation."""
    card(page, "2,300 households").get_by_role("link", name="Edit").click()
    form = page.locator("form.edit")
    form.get_by_label("Words").fill("2,300  households")
    form.get_by_label("Value").fill("2,300")
    form.get_by_label("Unit").fill("households")
    form.get_by_label("Note").fill("Look this up.")
    form.get_by_role("button", name="Save").click()
    told(page, "Statistic changed.")


def link(page, fact):
    card(page, "2,300 households").get_by_role("link", name="Fact", exact=True).click()
    page.get_by_label("Find a fact").fill("flood register")
    page.get_by_role("main").get_by_role("button", name="Search").click()
    page.locator(f"[name=fact][value='{fact.pk}']").check()
    page.locator("form[data-does=link] [name=relation][value=contradicts]").check()
    page.locator("form[data-does=link] button[type=submit]").click()
    expect(card(page, "2,300 households")).to_contain_text(f"Fact {fact.pk}")


def take_back_and_again(page, layer, *, kept, gone):
    """Withdraw, undo by the message; withdraw, restore from the list; withdraw for good."""
    withdraw(page)
    assert stored(layer) == kept
    undo(page)
    told(page, "Claim restored.")
    assert stored(layer) == [gone, *kept]
    withdraw(page)
    page.locator("#withdrawn summary").click()
    page.locator("#withdrawn").get_by_role("button", name="Restore").click()
    told(page, "Claim restored.")
    assert stored(layer) == [gone, *kept]
    withdraw(page)


def withdraw(page):
    page.locator("#cards > li.claim").get_by_role("button", name="Delete").click()
    told(page, "Claim deleted.")


def exported(page):
    page.goto("/annotations/")
    with page.expect_download() as download:
        page.get_by_role("link", name="Export CSV").first.click()
    text = Path(download.value.path()).read_text(encoding="utf-8")
    return list(read_rows(io.StringIO(text, newline="")))


def test_words_that_are_not_in_the_text_are_refused_and_kept_in_the_form(page, layer):
    quote(page, "sea walls everywhere", "Claim", Note="ask the mayor")
    form = page.locator("#quotation")
    expect(form.locator(".errorlist").first).to_be_visible()
    expect(form.get_by_label("Words")).to_have_value("sea walls everywhere")
    expect(form.get_by_label("Note")).to_have_value("ask the mayor")
    assert stored(layer) == []


def test_nothing_is_offered_that_only_a_script_can_do(page, layer):
    for name in ("Text cursor", "Sentence", "Tap words", "Undo", "Redo", "Keys"):
        expect(page.get_by_role("button", name=name)).to_have_count(0)
    expect(page.locator("#dock")).to_be_hidden()
