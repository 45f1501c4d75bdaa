"""What was checked before comes to the idle workspace, and is answered in place."""

import pytest
from playwright.sync_api import expect

from annotations.models import FactLink, Seen
from tests.annotations.facts.fact_corpus import recorded
from tests.browser.workspace import Workspace
from tests.factories import make_editor, make_layer, make_revision

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

TEXT = "It rained on Sunday.\n\nThe sea wall at Ostra cost 52 million euros."


@pytest.fixture
def layer():
    recorded(["The sea wall at Ostra cost 48,000,000 euros."])
    return make_layer(revision=make_revision(text=TEXT), editor=make_editor("ada"))


def test_a_fact_is_shown_put_aside_and_brought_back_without_leaving_the_page(
    page, live_server, layer
):
    workspace = Workspace(page, live_server, layer)
    address = workspace.page.url
    shown = workspace.page.locator("#seen-before")
    expect(shown).to_contain_text("52,000,000 here, 48,000,000 in the fact")
    shown.get_by_role("button", name="Not this").click()
    expect(shown.locator("blockquote")).to_have_count(0)
    assert Seen.objects.get().dismissed_at is not None
    shown.locator("summary").click()
    shown.get_by_role("button", name="Show again").click()
    expect(shown.locator("blockquote")).to_have_count(1)
    assert Seen.objects.get().dismissed_at is None
    assert workspace.page.url == address
    assert FactLink.objects.count() == 0


def test_where_nothing_is_found_nothing_is_shown(page, live_server, layer):
    dry = make_layer(revision=make_revision(text="It rained."), editor=layer.editor)
    with page.expect_response(lambda answer: "seen-before/" in answer.url):
        workspace = Workspace(page, live_server, dry)
    assert workspace.page.locator("#seen-before").inner_html().strip() == ""
