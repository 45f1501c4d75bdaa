"""Pictures of every page, at two widths and in both themes: `make shots`.

Not a test: somebody looks at them. They go to var/shots, named by what is on the desk (nothing,
one of each, or the many of the demonstration), page, person, width and theme. Words given
(`make shots ARGS="workspace ada"`) choose the pictures whose names hold all of them; the word
`docs` takes those of the guides instead, into docs/screenshots.
"""

import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from contextlib import contextmanager
from urllib.error import URLError
from urllib.request import urlopen

import django
from playwright.sync_api import sync_playwright

from tests.paths import ROOT

SHOTS = ROOT / "var" / "shots"
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
SIZES = ((1280, 800), (390, 844))
THEMES = ("light", "dark")
STATES = ("empty", "one", "many")
PASSWORD = "only-for-pictures"


def main(words):
    """Each state in a process of its own, since each has a database of its own."""
    if words[:1] == ["of"]:
        return take_state(words[1], words[2:])
    states = ["docs"] if "docs" in words else STATES
    words = [word for word in words if word != "docs"]
    command = [sys.executable, "-m", "tests.browser.shots", "of"]
    return max(subprocess.call([*command, state, *words], cwd=ROOT) for state in states)


def take_state(state, words):
    with tempfile.TemporaryDirectory() as folder:
        os.environ["DATABASE_URL"] = f"sqlite:///{folder}/shots.sqlite3"
        os.environ["DJANGO_SETTINGS_MODULE"] = "newsroom.settings"
        # Playwright runs an event loop, which Django takes for asynchronous code.
        os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
        pages = load(state)
        wanted = (one for one in shots(state, pages) if all(word in one[0] for word in words))
        folder = ROOT / "docs" / "screenshots" if state == "docs" else SHOTS
        with served() as address, browser() as chromium:
            taken = take(chromium, address, wanted, folder, whole=state != "docs")
    print(f"{state}: {taken} pictures in {folder.relative_to(ROOT)}")
    return 0


def load(state):
    """Fill the database: the pages of the state, one by one, or the pictures of the guides."""
    django.setup()
    from django.core.management import call_command

    from newsroom.management import demonstration
    from tests.browser import pages, states

    call_command("migrate", verbosity=0)
    if state == "empty":
        return states.pages_of_empty(states.make_desk(PASSWORD))
    if state == "one":
        return states.pages_of_one(states.make_desk(PASSWORD))
    demonstration.load(password=PASSWORD)
    return shots_of_guides() if state == "docs" else pages.pages()


def shots(state, pages):
    """(name, person, address, size, theme) of every picture, with each page as it is by then."""
    if state == "docs":
        yield from pages
        return
    for page, person, address in pages:
        for size in SIZES:
            for theme in THEMES:
                name = f"{state}-{page}-{person}-{size[0]}-{theme}"
                yield name, person, address, size, theme


def shots_of_guides():
    """The few that the documents show: the first screen, on a layer that is still open."""
    from django.urls import reverse

    from annotations.layers import lifecycle as layer_lifecycle
    from annotations.models import Fact, Layer
    from newsroom.models import User

    fact = Fact.objects.get(versions__statement__contains="flooded 412 homes")
    yield "fact", "rita", fact.get_absolute_url(), (1200, 820), "light"
    layer = Layer.objects.get(
        revision__article__title__startswith="Council", editor__username="ada"
    )
    layer_lifecycle.reopen(layer, by=User.objects.get(username="rita"))
    yield "workspace", "ada", layer.get_absolute_url(), (1200, 820), "light"
    yield "desk", "ada", reverse("desk"), (1200, 820), "light"
    yield "articles", "ada", reverse("articles"), (1200, 820), "light"


@contextmanager
def served():
    """The application on a port of its own; yields its address."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    address = f"http://127.0.0.1:{port}"
    command = [sys.executable, "manage.py", "runserver", f"127.0.0.1:{port}", "--noreload"]
    server = subprocess.Popen(
        command,
        cwd=ROOT,
        env={**os.environ, "DEBUG": "1"},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        wait_for(address)
        yield address
    finally:
        server.terminate()
        server.wait()


def wait_for(address):
    for _attempt in range(100):
        try:
            urlopen(f"{address}/healthz")
        except URLError:
            time.sleep(0.1)
        else:
            return
    raise TimeoutError(address)


@contextmanager
def browser():
    found = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, BROWSERS)), None)
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=found, args=["--no-sandbox"])
        yield chromium
        chromium.close()


def take(chromium, address, wanted, folder, *, whole):
    """Take them one by one; how many they were."""
    folder.mkdir(parents=True, exist_ok=True)
    sessions, taken = {}, 0
    for name, person, path, (width, height), theme in wanted:
        if person not in sessions:
            sessions[person] = signed_in(chromium, address, person)
        context = chromium.new_context(
            viewport={"width": width, "height": height},
            color_scheme=theme,
            reduced_motion="reduce",
            storage_state=sessions[person],
        )
        page = context.new_page()
        page.goto(address + path)
        page.wait_for_load_state("networkidle")
        page.screenshot(path=folder / f"{name}.png", full_page=whole)
        context.close()
        taken += 1
    return taken


def signed_in(chromium, address, person):
    """The cookies of a person who has signed in; none for nobody."""
    context = chromium.new_context()
    if person != "nobody":
        page = context.new_page()
        page.goto(f"{address}/login/")
        page.fill("[name=username]", person)
        page.fill("[name=password]", PASSWORD)
        page.press("[name=password]", "Enter")
        page.wait_for_url(f"{address}/")
    state = context.storage_state()
    context.close()
    return state


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
