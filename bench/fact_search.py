"""How long does a search among facts take in the database, beside looking one word up?"""

import statistics
import time
from collections.abc import Callable, Sequence
from typing import Any

from bench import TIMES, Figure
from bench._desk import count_rows

SIZE = 50_000  # And a tenth of it. The facts are made of the same names, numbers and dates.
MOST = 10


def run(size: int) -> list[Figure]:
    from django.core.management import call_command

    from tests.annotations.facts.fact_corpus import make_facts, other_statements, rows

    call_command("setup_roles", verbosity=0)
    # What editors mark: sentences about a fact, in other words, and parts of sentences.
    asked = [row["statement"] for row in rows("statements.csv") if row["statement"]]
    asked += [words[: len(words) // 2] for words in other_statements(29, seed=11)]
    make_facts(others=size // 10)
    figures = measure(asked, size // 10)
    make_facts(others=size - size // 10)
    figures += measure(asked, size)
    return figures


def measure(asked: Sequence[str], size: int) -> list[Figure]:

    from annotations.facts import search as fact_search

    count_rows()
    statements = [
        sent_by(lambda words=words: fact_search.search(words, most=MOST)) for words in asked
    ]
    words_alone = [[rarest_alone(sent)] for sent in statements]
    of = f"{size:,} facts"
    return [
        median(f"one word looked up, {of}", words_alone, execute_all, bare=True),
        median(f"search in the database, {of}", statements, execute_all),
        median(
            f"search and ranking, {of}", asked, lambda words: fact_search.search(words, most=MOST)
        ),
    ]


def sent_by(search: Callable[[], Any]) -> list[tuple[str, Any]]:
    """The statements that a search sends to the database, with what fills their places."""
    from django.db import connection

    sent: list[tuple[str, Any]] = []

    def note(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        sent.append((sql, params))
        return execute(sql, params, many, context)

    with connection.execute_wrapper(note):
        search()
    return sent


def rarest_alone(sent: Sequence[tuple[str, Any]]) -> tuple[str, Any]:
    """The look-up of the one rarest word of a search, and nothing else."""
    from django.db import connection

    [params] = [params for sql, params in sent if "annotations_fact_index" in sql]
    look_up = (
        "SELECT rowid FROM annotations_fact_index WHERE words MATCH %s"
        if connection.vendor == "sqlite"
        else "SELECT fact_id FROM annotations_fact_index WHERE words @@ CAST(%s AS tsquery)"
    )
    first = params[1] if connection.vendor == "sqlite" else params[0][0]
    return f"{look_up} LIMIT 200", [first]


def execute_all(statements: Sequence[tuple[str, Any]]) -> None:
    from django.db import connection

    with connection.cursor() as cursor:
        for sql, params in statements:
            cursor.execute(sql, params)
            cursor.fetchall()


def median(
    what: str, things: Sequence[Any], work: Callable[[Any], Any], *, bare: bool = False
) -> Figure:
    """The median over `things`, the best of some times each; «first after» is that one median."""
    best = [min(timed(work, thing) for _ in range(TIMES)) for thing in things]
    one = statistics.median(best)
    return Figure(what, len(things), one * len(things), 0, one, bare)


def timed(work: Callable[[Any], Any], thing: Any) -> float:
    began = time.perf_counter()
    work(thing)
    return time.perf_counter() - began
