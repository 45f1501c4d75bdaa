"""What a browser fetches that comes for the first time, of the files of an installation.

Those are joined (newsroom/static_files/joining.py); the other tests have the sources. So one story
is told with them here as well.
"""

import json
import re
from collections import Counter
from functools import partial

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from bench.browser_speed import make_layer as make_long_layer
from newsroom.static_files.joining import SHEET
from tests.browser.conftest import signed_in
from tests.browser.test_story import HARD, story
from tests.browser.workspace import Workspace
from tests.factories import make_editor, make_layer, make_revision
from tests.paths import ROOT

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

TEXT = (
    "The council approved a $48 million sea wall on Tuesday.\n\nIt will protect 2,300 households."
)


RULES = r"""(text) => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(text);
  return [...sheet.cssRules].map((rule) => rule.cssText.replace(/\s+/g, " "));
}"""


class Fetched:
    """What a page has fetched: the path of each request, and the bytes on the wire in all."""

    def __init__(self, page):
        self.paths, self.transferred = [], 0
        network = page.context.new_cdp_session(page)
        network.on("Network.requestWillBeSent", self.asked)
        network.on("Network.loadingFinished", self.answered)
        network.send("Network.enable")

    def asked(self, told):
        self.paths.append(re.sub(r"^https?://[^/]+", "", told["request"]["url"]))

    def answered(self, told):
        self.transferred += told["encodedDataLength"]

    @property
    def own_names(self):
        """The files of ours among them, without their hashes."""
        found = [re.fullmatch(r"/static/(.+)\.[0-9a-f]{12}(\.\w+)", path) for path in self.paths]
        return Counter(one[1] + one[2] for one in found if one)


def visit(page, path):
    fetched = Fetched(page)
    page.goto(path)
    page.wait_for_load_state("networkidle")
    return fetched


def test_the_workspace_is_there_after_few_requests_and_bytes(new_page, installation):
    layer = make_long_layer(make_editor("ada", is_superuser=True, suggestions=False), 690, 200)
    page = signed_in(new_page(base_url=installation.url), installation, layer.editor)
    fetched = visit(page, layer.get_absolute_url())
    expect(page.locator("#cards > li")).to_have_count(100)  # The others when they are asked for.
    assert fetched.own_names == Counter(
        [
            "icon.svg",
            "css/ui/every-page.css",
            "css/workspace/every-page.css",
            "js/shared.js",
            "js/workspace/annotation-workspace.js",
        ]
    )
    assert len(fetched.paths) == 6
    assert 50_000 < fetched.transferred <= 120_000


@pytest.mark.parametrize("name", ["desk", "articles", "facts", "fact_new", "inbox", "guidelines"])
def test_every_page_is_there_after_few_requests(new_page, installation, name):
    editor = make_editor("ada")
    make_layer(revision=make_revision(text=TEXT), editor=editor)
    page = signed_in(new_page(base_url=installation.url), installation, editor)
    fetched = visit(page, reverse(name))
    assert fetched.own_names["css/ui/every-page.css"] == 1
    assert len(fetched.paths) <= 8, fetched.paths
    assert 5_000 < fetched.transferred <= 60_000


def test_what_is_loaded_later_brings_no_module_a_second_time(new_page, installation):
    layer = make_layer(revision=make_revision(text=TEXT))
    page = new_page(base_url=installation.url)
    fetched = Fetched(page)
    workspace = Workspace(page, installation, layer)
    workspace.mark("$48 million", "1")
    workspace.press("e")
    expect(page.locator("#edit")).to_be_visible()
    page.keyboard.press("Escape")
    workspace.press("f")
    expect(page.locator("#facts fact-picker:defined")).to_be_visible()
    scripts = {name: n for name, n in fetched.own_names.items() if name.endswith(".js")}
    assert scripts == {
        "js/facts/fact-picker.js": 1,
        "js/shared.js": 1,
        "js/workspace/annotation-workspace.js": 1,
        "js/workspace/dialogs.js": 1,
    }


def test_the_next_page_asks_for_what_is_new_alone(new_page, installation):
    layer = make_layer(revision=make_revision(text=TEXT))
    page = signed_in(new_page(base_url=installation.url), installation, layer.editor)
    visit(page, layer.get_absolute_url())
    served = []
    page.on("response", lambda answer: served.append(answer))
    page.goto(reverse("desk"))
    page.goto(layer.get_absolute_url())
    page.wait_for_load_state("networkidle")
    sent = page.evaluate(
        "performance.getEntriesByType('resource').filter((one) => one.transferSize).length"
    )
    assert len(served) > 5
    assert sent == 0


def test_sheets_that_are_served_have_the_very_rules_of_their_sources(page, collected):
    paths = json.loads((collected / "staticfiles.json").read_text())["paths"]
    own = [name for name in paths if name.startswith("css/")]
    assert len(own) > 30
    for name in own:
        source, served = ROOT / "static" / name, collected / paths[name]
        parts = [source.parent / part for part in SHEET.findall(source.read_text())] or [source]
        written = "".join(part.read_text(encoding="utf-8") for part in parts)
        rules = [page.evaluate(RULES, text) for text in (written, served.read_text())]
        assert len(rules[0]) > 3
        assert rules[0] == rules[1], name


def test_two_editors_annotate_with_the_files_of_an_installation(new_page, installation, tmp_path):
    hard = tmp_path / "hard.txt"
    hard.write_text(HARD, encoding="utf-8")
    story(partial(new_page, base_url=installation.url), installation, [str(hard)])
