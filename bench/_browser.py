"""A Chromium for the benchmarks, and the session that signs it in."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


@contextmanager
def chromium() -> Iterator[Any]:
    """The machine's own, or Playwright's where it has none."""
    from playwright.sync_api import sync_playwright

    found = [os.environ.get("CHROMIUM"), *(shutil.which(name) for name in NAMES)]
    switches = ["--disable-gpu", "--disable-background-networking"]
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        switches.append("--no-sandbox")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=next(filter(None, found), None), args=switches
        )
        try:
            yield browser
        finally:
            browser.close()


def session_of(user: Any) -> dict[str, str]:
    """The cookie of a session of the user; not to be asked for while a browser is running."""
    from django.conf import settings
    from django.test import Client

    client = Client()
    client.force_login(user)
    name = settings.SESSION_COOKIE_NAME
    return {"name": name, "value": client.cookies[name].value}
