"""Firefox for a test, by puppeteer-core over WebDriver BiDi; Debian has no geckodriver.

Node and Firefox are two processes of this one's own; neither outlives the test, whatever happens.
"""

import json
import os
import shutil
import signal
import subprocess
import threading
from contextlib import contextmanager, suppress
from pathlib import Path

from tests.browser.workspace import BOXES, edges_of
from tests.js.node import node

NAMES = ("firefox-esr", "firefox")
SCRIPTS = Path(__file__).resolve().parents[1] / "js"
STEP = 15  # seconds for one thing that is asked of it
ALL = 120  # seconds for a whole test


class Missing(Exception):
    """What this machine lacks to drive Firefox; tests that hear of it are skipped."""


class Firefox:
    def __init__(self, process, base_url):
        self.process = process
        self.base_url = base_url
        try:
            hello = self._answer()
        except AssertionError as error:
            in_one_line = " ".join(str(error).split())[:400]
            raise Missing(f"Firefox does not start: {in_one_line}") from error
        self.version = hello["version"]
        self.pid = hello["process"]

    def __getattr__(self, command):
        """Whatever tests/js/firefox.mjs knows how to do is a method here."""
        return lambda *words: self.ask(command, *words)

    def ask(self, command, *words):
        self.process.stdin.write(json.dumps({"do": command, "with": words}) + "\n")
        self.process.stdin.flush()
        return self._answer()

    def _answer(self):
        line = self.process.stdout.readline()
        if not line:
            raise AssertionError(f"Firefox is gone. {self.process.stderr.read()[-2000:].strip()}")
        said = json.loads(line)
        assert "problem" not in said, said["problem"]
        return said["answer"]

    def open(self, path):
        self.ask("goto", self.base_url + path)

    def keys(self, *chords):
        for chord in chords:
            self.ask("press", chord)

    def says(self, selector, words):
        """Wait until the element that is found first holds the words."""
        found = f"document.querySelector({json.dumps(selector)})?.textContent ?? ''"
        self.ask("until", f"({found}).includes({json.dumps(words)})")

    def count(self, selector, number):
        """Wait until so many elements are found."""
        self.ask("until", f"document.querySelectorAll({json.dumps(selector)}).length === {number}")

    def select(self, words, nth=0):
        """Drag over the words in the text."""
        boxes = self.ask("evaluate", f"({BOXES})({json.dumps([words, nth])})")
        (x1, y1), (x2, y2) = edges_of(boxes, words)
        self.ask("drag", (x1, y1), ((x1 + x2) / 2, (y1 + y2) / 2), (x2, y2))


@contextmanager
def firefox(base_url, folder):
    """A Firefox with a new profile, whose downloads come into `folder` / "downloads".

    Raises Missing where the machine has none, or nothing to drive it.
    """
    if not (SCRIPTS / "node_modules" / "puppeteer-core").is_dir():
        raise Missing("puppeteer-core is not installed; python3 dev.py test does it")
    process = start(folder)
    started = None
    try:
        started = Firefox(process, base_url)  # it gives itself 30 seconds to start
        # A test that hangs loses its Firefox, so that what it waits for becomes an error.
        watch = threading.Timer(ALL, kill, [started.pid])
        watch.start()
        try:
            yield started
        finally:
            watch.cancel()
    finally:
        stop(process, started and started.pid)


def start(folder):
    home, downloads = folder / "home", folder / "downloads"
    for made in (home, downloads):
        made.mkdir()
    return subprocess.Popen(
        [node(), SCRIPTS / "firefox.mjs"],
        env={
            **os.environ,
            # Firefox refuses to run as root in the home of another person.
            "HOME": str(home),
            "TMPDIR": str(home),
            "FIREFOX": firefox_command(),
            "DOWNLOADS": str(downloads),
            "TIME_LIMIT": str(STEP * 1000),
        },
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
    )


def stop(process, pid):
    """End Node by closing its input; if it does not end, take Firefox from it, then end it too.

    In this order, because it is Node that collects Firefox when that has ended.
    """
    with suppress(BrokenPipeError):
        process.stdin.close()
    for end in (lambda: None, lambda: kill(pid), process.kill):
        end()
        with suppress(subprocess.TimeoutExpired):
            process.wait(10)
            break
    for pipe in (process.stdout, process.stderr):
        pipe.close()
    kill(pid)


def kill(pid):
    """End Firefox and all its helpers: Puppeteer makes it the leader of a process group."""
    if pid and os.name != "nt":
        with suppress(ProcessLookupError):
            os.killpg(pid, signal.SIGKILL)


def firefox_command():
    """The machine's own Firefox; raises Missing where there is none."""
    found = [os.environ.get("FIREFOX"), *(shutil.which(name) for name in NAMES)]
    command = next(filter(None, found), None)
    if command is None:
        raise Missing("no Firefox on this machine (Debian: firefox-esr)")
    return command
