"""The benchmarks: how fast the program is, each time beside the bare operation it stands on.

    python -m bench                            all of them, each in a process of its own
    python -m bench export_csv                 one of them
    python -m bench export_csv --size 2000     smaller, to see that it runs; not recorded
    DATABASE_URL=postgres://… python -m bench  and those with another answer there on PostgreSQL too

One file is one question: its docstring says it, SIZE is the size that goes on record, and
`run(size)` answers with Figures, or with a Table of its own columns where what it measures is no
rate. It runs in a new temporary database (Django is set up by then, so
it imports the program inside its functions). A bare operation is the least that any program would
have to do for the same result on the same library, measured in the same run: the ratio of the two
holds on other machines, the seconds do not. Whole runs are recorded in bench/results.md.

A package in here needs material that is no part of the project, and is run by itself:

    python -m bench.extraction --help          how well are articles read out of saved pages?
    python -m bench.languages --help           how well is the language of a text told?
    python -m bench.peers --help               the same work done by us and by other programs
    python -m bench.verified_claims --help     is the fact that a text needs among the first found?
"""

import multiprocessing
import re
import resource
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path


@dataclass(frozen=True)
class Figure:
    """One measurement: `what` made `count` things in `seconds`, the best of `TIMES` runs.

    `memory` is the most that it held beyond what was there before it, in bytes; `first` are the
    seconds until the first of its results. A bare figure is what those around it are held against.
    """

    what: str
    count: int
    seconds: float
    memory: int
    first: float
    bare: bool = False


@dataclass(frozen=True)
class Table:
    """Measurements with columns of their own; `how` says with what and how often they were made."""

    columns: Sequence[str]
    rows: Sequence[Sequence[str]]
    how: str


TIMES = 3


def measured(what: str, work: Callable[[Callable[[], None]], int], *, bare: bool = False) -> Figure:
    """How `work` does, each time in a process of its own, so that no run warms another's memory.

    `work` is given a function to call when the first of its results is there, and returns how many
    it made. It must open its own connection to the database.
    """
    figures = [in_own_process(what, work, bare) for _ in range(TIMES)]
    return min(figures, key=lambda figure: figure.seconds)


def in_own_process(what: str, work: Callable[[Callable[[], None]], int], bare: bool) -> Figure:
    fork = multiprocessing.get_context("fork")
    ours, theirs = fork.Pipe()
    process = fork.Process(target=tell, args=(what, work, bare, theirs))
    process.start()
    theirs.close()
    try:
        return ours.recv()
    finally:
        process.join()


def tell(
    what: str, work: Callable[[Callable[[], None]], int], bare: bool, pipe: Connection
) -> None:
    firsts: list[float] = []
    before = peak_memory()
    began = time.perf_counter()
    count = work(lambda: firsts.append(time.perf_counter() - began))
    seconds = time.perf_counter() - began
    memory = max(0, peak_memory() - before)
    pipe.send(Figure(what, count, seconds, memory, firsts[0] if firsts else seconds, bare))


def peak_memory() -> int:
    """The most that this process has held, in bytes, less what is mapped from files by now.

    SQLite maps its file (newsroom/settings.py): those pages are the system's, which takes them back
    as it needs. What was mapped at the peak is still mapped when it is over.
    """
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    if sys.platform == "darwin":
        return peak  # In bytes, and nothing tells what is mapped.
    status = Path("/proc/self/status").read_text(encoding="ascii")
    (mapped,) = re.findall(r"^RssFile:\s+(\d+) kB", status, re.MULTILINE)
    return 1024 * (peak - int(mapped))
