"""Every page of an empty desk, of one with one of each and of the demonstration, in both themes:
axe finds nothing, nothing scrolls sideways.
"""

import contextlib
import uuid

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.test import Client
from django.urls import NoReverseMatch, get_resolver, reverse

from newsroom.management import demonstration
from tests.browser import states
from tests.browser.conftest import signed_in
from tests.browser.pages import pages
from tests.test_access_table import urls

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

WIDE, NARROW = {"width": 1280, "height": 900}, {"width": 390, "height": 844}
TOO_WIDE = """() => document.documentElement.scrollWidth > innerWidth
  ? [...document.querySelectorAll("body *")]
      .filter((one) => one.getBoundingClientRect().right > innerWidth + 1)
      .slice(0, 5).map((one) => one.tagName + "." + one.className)
  : []"""


@pytest.fixture
def people(settings):
    return demonstration.load(password="only-for-tests")


def faults_of(page):
    found = Axe().run(page).response["violations"]
    return [
        f"axe {fault['id']}: {node['html'][:160]}" for fault in found for node in fault["nodes"][:3]
    ]


def sideways(page):
    return [f"sideways: {one}" for one in page.evaluate(TOO_WIDE)]


LOOKS = {"light": ("light", WIDE), "dark": ("dark", NARROW)}


def in_parts(number):
    """Each look of the pages in so many tests, which the processes of a run share out."""
    looks = [
        pytest.param(*look, (part, number), id=f"{name}-{part + 1}-of-{number}")
        for name, look in LOOKS.items()
        for part in range(number)
    ]
    return pytest.mark.parametrize(("theme", "size", "part"), looks)


@in_parts(5)
def test_axe_finds_nothing_on_any_page(new_page, live_server, people, theme, size, part):
    shown = part_of(pages(), *part)
    assert faults_on(shown, people, new_page, live_server, theme, size) == {}


@in_parts(2)
def test_axe_finds_nothing_on_an_empty_desk(new_page, live_server, theme, size, part):
    people = states.make_desk()
    shown = part_of(states.pages_of_empty(people), *part)
    assert faults_on(shown, people, new_page, live_server, theme, size) == {}


@in_parts(2)
def test_axe_finds_nothing_on_a_desk_with_one_of_each(new_page, live_server, theme, size, part):
    people = states.make_desk()
    shown = part_of(states.pages_of_one(people), *part)
    assert faults_on(shown, people, new_page, live_server, theme, size) == {}


def part_of(shown, part, number):
    """Every `number`th page from `part` on, looked at when as much is on the desk as if all were:
    the pages left out are made nonetheless, with what is stored for them.
    """
    return (one for place, one in enumerate(shown) if place % number == part)


def faults_on(shown, people, new_page, live_server, theme, size):
    """What axe and a narrow window find on the pages, by page; nothing is the aim."""
    seats, faults = {}, {}
    for name, person, address in shown:
        if person not in seats:
            seats[person] = new_page(color_scheme=theme, viewport=size, reduced_motion="reduce")
            if person in people:
                signed_in(seats[person], live_server, people[person])
        page = seats[person]
        page.goto(address)
        found = faults_of(page)
        page.set_viewport_size(NARROW)
        found += sideways(page)
        page.set_viewport_size(size)
        if found:
            faults[f"{name} ({person})"] = found
    return faults


# What can be got and is no page to look at, each with the reason.
NO_PAGES = {
    "articles_export": "a file",
    "export_csv": "a file",
    "export_jsonl": "a file",
    "export_webannotation": "a file",
    "export_claimreview": "a file",
    "export_facts": "a file",
    "revision_raw": "a file",
    "script_words": "a script",
    "fact_search": "a list for the script of the fact picker",
    "healthz": "an answer to machines",
    "day": "an answer to the script of a line for a day",
    "layer_details": "an answer to the script of the workspace",
    "layer_state": "an answer to the script of the workspace",
    "notice": "it leads to what it tells of",
    "sample_removal": "a page where there is a sample: states.py looks at it",
}


def test_every_page_is_among_them(people):
    """Whatever the map of the application lets anybody get is looked at, or said to be no page."""
    looked_at = {
        get_resolver().resolve(address.split("?")[0]).url_name
        for name, _, address in pages()
        if name != "not-found"
    }
    names = {name for name in urls(get_resolver().url_patterns) if can_be_got(name, people)}
    assert sorted(names - looked_at) == sorted(NO_PAGES)


def can_be_got(name, people):
    """Whether the address answers GET, were it but with «there is no such thing»."""
    client = Client(raise_request_exception=False)
    client.force_login(people["admin"])
    return client.get(address_of(name)).status_code != 405


def address_of(name):
    """An address of this name; what it is about need not be there."""
    for kinds in ([], [1], [1, 1], [uuid.UUID(int=1)]):
        with contextlib.suppress(NoReverseMatch):
            return reverse(name, args=kinds)
    raise AssertionError(f"no address for {name}")
