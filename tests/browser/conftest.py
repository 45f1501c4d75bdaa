"""A real browser for the tests marked `browser`."""

import os
import shutil

import pytest
from django.conf import settings as django_settings
from django.core.management import call_command
from django.test import Client, override_settings
from playwright.sync_api import Error, expect, sync_playwright

from tests.browser.serving import Server

# How long a page may take to come to a state, in milliseconds; only a failing test takes so long.
PATIENCE = 30_000
expect.set_options(timeout=PATIENCE)

HASHED = "newsroom.static_files.storage.HashedStaticFiles"

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


def chromium():
    """The machine's own Chromium; None leaves it to Playwright's."""
    found = [os.environ.get("CHROMIUM"), *(shutil.which(name) for name in NAMES)]
    return next(filter(None, found), None)


@pytest.fixture(scope="session")
def browser():
    switches = ["--disable-gpu", "--disable-background-networking"]
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        switches.append("--no-sandbox")
    with sync_playwright() as playwright:
        try:
            started = playwright.chromium.launch(executable_path=chromium(), args=switches)
        except Error as error:
            pytest.skip(f"no browser: {error.message.splitlines()[0]}")
        yield started
        started.close()


@pytest.fixture
def new_page(browser, live_server):
    """Makes pages, each with storage of its own; the test fails if a script failed on one."""
    complaints = []
    contexts = []

    def make(**options):
        context = browser.new_context(**{"base_url": live_server.url, **options})
        context.set_default_timeout(PATIENCE)
        contexts.append(context)
        page = context.new_page()
        watch(page, complaints)
        return page

    yield make
    for context in contexts:
        context.close()
    assert complaints == []


@pytest.fixture
def page(new_page):
    return new_page()


@pytest.fixture(scope="session")
def collected(tmp_path_factory):
    folder = tmp_path_factory.mktemp("static")
    with override_settings(STATIC_ROOT=folder, STORAGES={"staticfiles": {"BACKEND": HASHED}}):
        call_command("collectstatic", interactive=False, verbosity=0)
    return folder


@pytest.fixture(autouse=True)
def served_as_installed(quick_and_quiet, settings, collected):
    """Styles and scripts joined, as in an installation: a page asks for 9 files, not for 50."""
    settings.STATIC_ROOT = collected
    settings.STATICFILES_DIRS = [collected]
    settings.STORAGES = {**settings.STORAGES, "staticfiles": {"BACKEND": HASHED}}


@pytest.fixture
def installation(collected):
    """A server with the files that an installation serves, joined and hashed."""
    server = Server(collected)
    server.start()
    yield server
    server.kill()


def watch(page, complaints):
    page.on("pageerror", lambda error: complaints.append(str(error)))

    def hear(message):
        # What a server refuses the browser reports too; the page answers for that itself.
        if message.type == "error" and "Failed to load resource" not in message.text:
            complaints.append(message.text)

    page.on("console", hear)


def signed_in(page, live_server, user):
    """The page, with `user` signed in in its browser context."""
    client = Client()
    client.force_login(user)
    page.context.add_cookies(
        [
            {
                "name": django_settings.SESSION_COOKIE_NAME,
                "value": client.cookies[django_settings.SESSION_COOKIE_NAME].value,
                "url": live_server.url,
            }
        ]
    )
    return page


def sign_in_at(beside, live_server, user):
    """By the form, as a person does it in a tab of its own, which is closed again."""
    beside.goto("/login/")
    beside.locator("[name=username]").fill(user.username)
    beside.locator("[name=password]").fill("secret-word")
    beside.get_by_role("button", name="Sign in").click()
    beside.wait_for_url(f"{live_server.url}/")
    beside.close()
