"""Counting what a request or an activity does: queries, and calls of functions.

Counts do not depend on how busy the machine is, so budgets of them can stand in tests; times belong
to the benchmarks.
"""

import cProfile
import pstats
from dataclasses import dataclass
from typing import Any

from django.db import connection
from django.test.utils import CaptureQueriesContext


@dataclass(frozen=True)
class Counts:
    """`queries` sent to the database, begin and commit included where Django sends them as such;
    `calls` of Python functions and of built-in ones, as cProfile counts them; `result` of the work.
    """

    queries: int
    calls: int
    result: Any
    statements: tuple[str, ...]


def counted(work, *, warm=2):
    """The Counts of `work()`, after it was called `warm` times so that templates, URLs and
    translations are read: what a server does once in its life is no part of them.
    """
    for _ in range(warm):
        work()
    with CaptureQueriesContext(connection) as captured:
        work()
    # Now: the next request empties Django's list of them.
    statements = tuple(query["sql"] for query in captured)
    profile = cProfile.Profile()
    profile.enable()
    try:
        result = work()
    finally:
        profile.disable()
    return Counts(len(statements), pstats.Stats(profile).total_calls, result, statements)
