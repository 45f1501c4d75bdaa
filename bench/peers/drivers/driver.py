"""What a driver has to do for its program, and how a program is started and stopped."""

import os
import shutil
import signal
import socket
import subprocess
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any, ClassVar

from bench._server import process_tree, proportional_size, seconds_of
from bench.peers.client import Client, Refused
from bench.peers.sizes import size_of
from bench.peers.texts import Span, Text

PASSWORD = "only-for-a-benchmark-7"
PATIENCE = 600  # seconds until a server has to answer on a busy machine
GRACE = 30  # seconds in which a server has to end


class Driver:
    """One program in `folder`. A project is a set of articles that are annotated together.

    `requirements` is what pip installs, `formats` the exports for spans; `client` is signed in.
    """

    name: ClassVar[str]
    title: ClassVar[str]
    requirements: ClassVar[Sequence[str]] = ()
    formats: ClassVar[Sequence[str]] = ()
    editors: ClassVar[int] = 1  # users that save at the same time, where one cannot

    def __init__(self, folder: Path) -> None:
        self.folder = folder / self.name
        self.home = self.folder / "home"
        self.bin = self.folder / "venv" / "bin"
        self.port = free_port()
        self.processes: list[subprocess.Popen[bytes]] = []
        self.cost_of_the_ended = 0.0

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def packages(self) -> Path:
        return next((self.folder / "venv" / "lib").glob("python3*/site-packages"))

    def installed(self) -> tuple[int, int]:
        """The bytes on disk of what pip has installed for it, and the number of distributions."""
        return size_of(self.packages)

    # What a program has to offer.

    def prepare(self) -> None:
        """Make the database and the users in the empty `home`."""

    def start(self) -> None:
        """Start the server as its documentation has it, on the loopback interface alone."""
        raise NotImplementedError

    def sign_in(self, user: int = 0) -> Client:
        raise NotImplementedError

    def new_project(self, client: Client, name: str) -> Any:
        return name

    def add_articles(self, client: Client, project: Any, texts: Sequence[Text]) -> None:
        """By the documented import; until they can be annotated."""
        raise NotImplementedError

    def places(self, client: Client, project: Any, count: int) -> list[Any]:
        """What the first `count` articles are called in addresses, in the order of their keys."""
        raise NotImplementedError

    def use(self, client: Client, project: Any) -> None:
        """Go to the project, where a program serves one at a time."""

    def begin_article(self, client: Client, project: Any, place: Any) -> None:
        """What an editor does before the first span, if anything."""

    def save(self, client: Client, project: Any, place: Any, text: Text, span: Span) -> None:
        raise NotImplementedError

    def fill(
        self, client: Client, project: Any, place: Any, text: Text, spans: Sequence[Span]
    ) -> None:
        """Many spans on one article, by any documented way."""
        for span in spans:
            self.save(client, project, place, text, span)

    def open(self, client: Client, project: Any, place: Any) -> list[int]:
        """The sizes of the answers with which the page of an article is drawn."""
        raise NotImplementedError

    def listed(self, client: Client, project: Any, page: int) -> None:
        raise NotImplementedError

    def add_annotated(
        self, client: Client, texts: Sequence[Text], spans: Sequence[Sequence[Sequence[Span]]]
    ) -> Any:
        """A project of these articles with the spans of two annotators, by the quickest way."""
        raise NotImplementedError

    def export(self, client: Client, project: Any, form: str) -> int:
        """The number of bytes that come out."""
        raise NotImplementedError

    def page_of(self, project: Any, place: Any) -> str:
        """The path of the page on which the article is annotated."""
        raise NotImplementedError

    # How it is run.

    def begin(self) -> None:
        """Start it on nothing: what an earlier run has left is removed."""
        shutil.rmtree(self.home, ignore_errors=True)
        self.home.mkdir(parents=True)
        self.prepare()
        self.start()

    def spawn(
        self, command: Sequence[str | Path], environment: Mapping[str, str], cwd: Path | None = None
    ) -> subprocess.Popen[bytes]:
        with (self.home / "output.log").open("ab") as log:
            process = subprocess.Popen(
                [str(word) for word in command],
                env=self.environment(environment),
                cwd=cwd or self.home,
                stdout=log,
                stderr=log,
                stdin=subprocess.DEVNULL,
                start_new_session=True,
            )
        self.processes.append(process)
        return process

    def call(
        self, command: Sequence[str | Path], environment: Mapping[str, str], cwd: Path | None = None
    ) -> str:
        """The standard output of a command, whose cost counts. Raises Refused where it fails."""
        before = seconds_of_the_ended()
        done = subprocess.run(
            [str(word) for word in command],
            env=self.environment(environment),
            cwd=cwd or self.home,
            capture_output=True,
            text=True,
        )
        self.cost_of_the_ended += seconds_of_the_ended() - before
        if done.returncode:
            raise Refused(f"{command[0]}: {done.stderr[-500:]}")
        return done.stdout

    def environment(self, more: Mapping[str, str]) -> dict[str, str]:
        kept = {name: os.environ[name] for name in ("PATH", "LANG") if name in os.environ}
        return {**kept, "HOME": str(self.home), "PYTHONUNBUFFERED": "1", **more}

    def wait_for(self, path: str) -> None:
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until:
            if any(process.poll() is not None for process in self.processes):
                break
            try:
                Client(self.address).get(path)
            except (OSError, Refused):
                time.sleep(0.2)
            else:
                return
        raise Refused(f"{self.title} did not start: see {self.home.name}/output.log")

    def stop(self) -> None:
        """End the processes that were started here, and what they have started."""
        for process in self.processes:
            self.cost_of_the_ended += sum(map(seconds_of, process_tree(process.pid)))
            process.terminate()  # Alone: a celery whose workers are ended too waits for them.
        for process in self.processes:
            with suppress(subprocess.TimeoutExpired):
                process.wait(GRACE)
            with suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
            process.wait()
        self.processes = []

    def cpu(self) -> float:
        """The seconds of processor time of its servers and commands, so far."""
        trees = (process_tree(process.pid) for process in self.processes)
        return self.cost_of_the_ended + sum(seconds_of(pid) for tree in trees for pid in tree)

    def memory(self) -> int:
        """The proportional set size of the servers, in bytes."""
        trees = (process_tree(process.pid) for process in self.processes)
        return sum(proportional_size(pid) for tree in trees for pid in tree)


def free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


def seconds_of_the_ended() -> float:
    """The processor time of all processes that were started here and have ended."""
    times = os.times()
    return times.children_user + times.children_system
