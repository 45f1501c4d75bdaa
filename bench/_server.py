"""The program served as `make run` serves it, and a client that counts what a request costs there.

What is counted is the processor time of the server's whole process tree: it hardly moves with what
else the machine does, as the time on the clock does. Linux only, where /proc tells it.
"""

import gzip
import http.client
import os
import re
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

ROOT = Path(__file__).parents[1]
TICKS = os.sysconf("SC_CLK_TCK")


@dataclass
class Server:
    """A running server; `place` is its host and port."""

    place: str
    process: subprocess.Popen[bytes]

    @property
    def address(self) -> str:
        return f"http://{self.place}"

    def cpu(self) -> float:
        """The seconds of processor time that its processes have used so far."""
        return sum(seconds_of(pid) for pid in process_tree(self.process.pid))

    def memory(self) -> int:
        """The proportional set size of its processes in bytes: shared pages count once in all."""
        return sum(proportional_size(pid) for pid in process_tree(self.process.pid))


@contextmanager
def served(*, workers: int = 2, settings: str = "newsroom.settings") -> Iterator[Server]:
    """The server, while gunicorn serves the database of the benchmark."""
    from django.core.management import call_command
    from django.db import connection

    call_command("collectstatic", interactive=False, verbosity=0)
    connection.close()
    options = ["--workers", str(workers), "--log-level", "error"]
    options += ["--env", f"DJANGO_SETTINGS_MODULE={settings}"]
    with serving("newsroom.wsgi", options, ROOT) as server:  # Where gunicorn.conf.py is.
        yield server


@contextmanager
def serving(application: str, options: Sequence[str], folder: Path) -> Iterator[Server]:
    """gunicorn with the application that can be imported in the folder, on a free port."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        place = f"127.0.0.1:{free.getsockname()[1]}"
    command = [sys.executable, "-m", "gunicorn", application, "--bind", place, *options]
    process = subprocess.Popen(command, cwd=folder)
    try:
        wait_for(place)
        yield Server(place, process)
    finally:
        process.terminate()
        process.wait()


def wait_for(place: str) -> None:
    host, port = place.split(":")
    for _ in range(200):
        with socket.socket() as probe:
            if probe.connect_ex((host, int(port))) == 0:
                return
        time.sleep(0.1)
    raise TimeoutError("the server did not start")


@dataclass
class Client:
    """One connection that is kept, with the session of a user, as a browser has it."""

    server: Server
    cookies: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        host, port = self.server.place.split(":")
        self.connection = http.client.HTTPConnection(host, int(port), timeout=120)

    def get(self, path: str, **headers: str) -> tuple[int, bytes]:
        return self.ask("GET", path, None, headers)

    def post(self, path: str, fields: dict[str, Any], **headers: str) -> tuple[int, bytes]:
        if "csrftoken" not in self.cookies:
            self.get("/settings/")
        headers |= {"X-CSRFToken": self.cookies.get("csrftoken", "")}
        headers |= {"Content-Type": "application/x-www-form-urlencoded"}
        return self.ask("POST", path, urlencode(fields).encode(), headers)

    def ask(
        self, method: str, path: str, body: bytes | None, headers: dict[str, str]
    ) -> tuple[int, bytes]:
        sent = {"Accept": "text/html", "Accept-Encoding": "gzip", **headers}
        sent["Cookie"] = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        self.connection.request(method, path, body, sent)
        response = self.connection.getresponse()
        for line in response.headers.get_all("Set-Cookie") or ():
            name, value = line.split(";", 1)[0].split("=", 1)
            self.cookies[name] = value
        content = response.read()
        packed = response.headers["Content-Encoding"] == "gzip"
        return response.status, gzip.decompress(content) if packed else content


def signed_in(server: Server, user: Any) -> Client:
    from django.conf import settings
    from django.test import Client as Tester

    tester = Tester()
    tester.force_login(user)
    name = settings.SESSION_COOKIE_NAME
    return Client(server, {name: tester.cookies[name].value})


@dataclass(frozen=True)
class Cost:
    """What one request costs: the server's processor time, and how long it took; milliseconds."""

    cpu: float
    median: float


def cost_of(server: Server, request: Callable[[], tuple[int, bytes]], times: int) -> Cost:
    """The mean processor time and the median time of `times` requests, after three to warm up.

    The clock of the processes ticks a hundred times a second: ask for enough requests.
    Raises AssertionError where an answer is an error.
    """
    for _ in range(3):
        status, body = request()
        assert status < 400, (status, body[:300])
    took = []
    before = server.cpu()
    for _ in range(times):
        began = time.perf_counter()
        status, body = request()
        took.append(time.perf_counter() - began)
        assert status < 400, (status, body[:300])
    used = server.cpu() - before
    return Cost(1000 * used / times, 1000 * sorted(took)[times // 2])


def process_tree(pid: int) -> list[int]:
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    return [pid, *(found for child in children for found in process_tree(int(child)))]


def seconds_of(pid: int) -> float:
    after_name = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
    return (int(after_name[11]) + int(after_name[12])) / TICKS


def proportional_size(pid: int) -> int:
    found = re.search(
        r"^Pss:\s+(\d+) kB", Path(f"/proc/{pid}/smaps_rollup").read_text(), re.MULTILINE
    )
    return int(found[1]) * 1024 if found else 0
