"""The program served as an installation serves it, and a Chromium that is signed in to it."""

import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


@contextmanager
def served() -> Iterator[str]:
    """Its address, while gunicorn serves it from the database of the benchmark."""
    from django.core.management import call_command

    call_command("collectstatic", interactive=False, verbosity=0)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        place = f"127.0.0.1:{free.getsockname()[1]}"
    command = [sys.executable, "-m", "gunicorn", "newsroom.wsgi", "--bind", place, "--threads", "4"]
    server = subprocess.Popen([*command, "--log-level", "error"], cwd=ROOT)
    try:
        wait_for(place)
        yield f"http://{place}"
    finally:
        server.terminate()
        server.wait()


def wait_for(place: str) -> None:
    host, port = place.split(":")
    for _ in range(200):
        with socket.socket() as probe:
            if probe.connect_ex((host, int(port))) == 0:
                return
        time.sleep(0.1)
    raise TimeoutError("the server did not start")


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
