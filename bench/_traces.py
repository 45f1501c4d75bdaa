"""What a trace of Chromium says of the main thread of one page.

Times are in milliseconds. Work is the thread's own time on a processor, so that what else the
machine is doing meanwhile does not count.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

CATEGORIES = ("toplevel", "blink.user_timing")
# Of the marks that a page makes, those with this in front are meant for us.
OURS = "bench:"


class Took(NamedTuple):
    """How long something took, and how much of that the main thread was working."""

    time: float
    work: float


@dataclass(frozen=True)
class Task:
    start: float
    end: float
    work: float


@dataclass(frozen=True)
class Trace:
    """The tasks of a page's main thread, and when its script made each mark."""

    tasks: Sequence[Task]
    marks: dict[str, list[float]]
    navigated: float

    def opening(self, mark: str) -> Took:
        """From the beginning of the navigation to the mark."""
        return self.between(self.navigated, self.marks[mark][-1])

    def each(self, start: str, end: str) -> list[Took]:
        """From each mark `start` to the mark `end` that follows it."""
        ends = self.marks[end]
        return [self.between(at, min(one for one in ends if one > at)) for at in self.marks[start]]

    def between(self, start: float, end: float) -> Took:
        return Took(end - start, sum(task.work for task in self.within(start, end)))

    def longest(self, start: str, end: str) -> float:
        """The work of the longest task between the last two such marks."""
        return max(task.work for task in self.within(self.marks[start][-1], self.marks[end][-1]))

    def within(self, start: float, end: float) -> list[Task]:
        """The tasks between, with the one in which it began."""
        return [task for task in self.tasks if task.end > start and task.start < end]


def read(trace: bytes) -> Trace:
    events = json.loads(trace)["traceEvents"]
    ours = sorted(
        (one for one in events if one.get("name", "").startswith(OURS)), key=lambda one: one["ts"]
    )
    marks: dict[str, list[float]] = {}
    for one in ours:
        marks.setdefault(one["name"].removeprefix(OURS), []).append(one["ts"] / 1000)
    threads = {(one["pid"], one["tid"]) for one in ours}
    here = [one for one in events if (one.get("pid"), one.get("tid")) in threads]
    tasks = [
        Task(one["ts"] / 1000, (one["ts"] + one["dur"]) / 1000, one["tdur"] / 1000)
        for one in here
        if one["name"] == "ThreadControllerImpl::RunTask" and "tdur" in one
    ]
    first = ours[0]
    return Trace(tasks, marks, first["ts"] / 1000 - first["args"]["data"]["startTime"])
