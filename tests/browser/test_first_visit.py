"""What a browser fetches that comes for the first time, of the files of an installation.

Those are joined (newsroom/static_files/joining.py); the other tests have the sources. So one story
is told with them here as well.
"""

import json
import re
import time
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
from tests.worlds import make_review

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
            "fonts/newsroom-sans-latin.woff2",
            "fonts/newsroom-serif-latin.woff2",
            "css/ui/every-page.css",
            "css/workspace/every-page.css",
            "js/shared.js",
            "js/ui/frame.js",
            "js/workspace/annotation-workspace.js",
            "js/workspace/seen-before.js",
        ]
    )
    # The last is what was checked before, asked for when the page is idle.
    assert len(fetched.paths) == 11
    # 42 kB are fonts, 35 script (see tests/newsroom/static_files/test_storage.py), the rest styles
    # and this long page with a hundred cards.
    assert 50_000 < fetched.transferred <= 120_000, fetched.transferred


@pytest.mark.parametrize("name", ["desk", "articles", "facts", "fact_new", "inbox", "guidelines"])
def test_every_page_is_there_after_few_requests(new_page, installation, name):
    editor = make_editor("ada")
    make_layer(revision=make_revision(text=TEXT), editor=editor)
    page = signed_in(new_page(base_url=installation.url), installation, editor)
    fetched = visit(page, reverse(name))
    assert fetched.own_names["css/ui/every-page.css"] == 1
    assert len(fetched.paths) <= 12, fetched.paths
    assert 50_000 < fetched.transferred <= 100_000


def test_what_is_loaded_later_brings_no_module_a_second_time(new_page, installation):
    layer = make_layer(revision=make_revision(text=TEXT))
    page = new_page(base_url=installation.url)
    fetched = Fetched(page)
    workspace = Workspace(page, installation, layer)
    page.mouse.move(5, 300)
    expect(page.locator(".rail")).to_be_attached()
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
        "js/text/rail.js": 1,
        "js/ui/frame.js": 1,
        "js/workspace/annotation-workspace.js": 1,
        "js/workspace/dialogs.js": 1,
        "js/workspace/looked-at.js": 1,
        "js/workspace/seen-before.js": 1,
    }


def test_the_search_is_fetched_when_it_is_asked_for(new_page, installation):
    layer = make_layer(revision=make_revision(text=TEXT))
    page = signed_in(new_page(base_url=installation.url), installation, layer.editor)
    fetched = visit(page, layer.get_absolute_url())
    assert "js/ui/find.js" not in fetched.own_names
    page.keyboard.press("Control+k")
    page.keyboard.type("council")
    expect(page.locator("#find [role=option]").first).to_be_visible()
    assert fetched.own_names["js/ui/find.js"] == 1


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
        "performance.getEntriesByType('resource').filter("
        "  (one) => one.transferSize && !one.name.endsWith('/seen-before/')).length"
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
        unhashed = re.sub(r"\.[0-9a-f]{12}(?=\.woff2)", "", served.read_text())
        rules = [page.evaluate(RULES, text) for text in (written, unhashed)]
        assert len(rules[0]) > 3
        assert rules[0] == rules[1], name


def test_two_editors_annotate_with_the_files_of_an_installation(new_page, installation, tmp_path):
    hard = tmp_path / "hard.txt"
    hard.write_text(HARD, encoding="utf-8")
    story(partial(new_page, base_url=installation.url), installation, [str(hard)])


# Adds up what moves without having been touched, of what is on the page from its beginning.
SHIFT = """() => new Promise((done) => {
  let shift = 0;
  new PerformanceObserver((list) => {
    for (const one of list.getEntries()) if (!one.hadRecentInput) shift += one.value;
  }).observe({ type: "layout-shift", buffered: true });
  document.fonts.ready.then(() => setTimeout(() => done(shift), 500));
})"""


@pytest.mark.parametrize("place", ["desk", "workspace", "review"])
@pytest.mark.parametrize("width", [390, 1280])
def test_nothing_moves_when_fonts_and_scripts_come(new_page, installation, width, place):
    layer = make_long_layer(make_editor("ada", is_superuser=True, suggestions=False), 690, 20)
    addresses = {
        "desk": reverse("desk"),
        "workspace": layer.get_absolute_url(),
        "review": make_review(A="cccc", B="..cc", C="c...").get_absolute_url(),
    }
    size = {"width": width, "height": 800}
    page = signed_in(new_page(base_url=installation.url, viewport=size), installation, layer.editor)
    page.route("**/*.woff2", lambda route: (time.sleep(0.5), route.continue_()))
    page.goto(addresses[place])
    assert page.evaluate(SHIFT) <= 0.02
    loaded = "[...document.fonts].filter((one) => one.status == 'loaded').map((f) => f.family)"
    assert {"Newsroom Sans", "Newsroom Serif"} <= {f.strip('"') for f in page.evaluate(loaded)}


def test_letters_of_other_scripts_bring_files_of_their_own(new_page, installation):
    layer = make_layer(revision=make_revision(text="Совет одобрил стену.\n\nŁódź zapłaci."))
    page = signed_in(new_page(base_url=installation.url), installation, layer.editor)
    fetched = visit(page, layer.get_absolute_url())
    fonts = {name for name in fetched.own_names if name.endswith(".woff2")}
    assert {"fonts/newsroom-serif-cyrillic.woff2", "fonts/newsroom-serif-latin-ext.woff2"} <= fonts
    assert not {name for name in fonts if "greek" in name or "vietnamese" in name}
