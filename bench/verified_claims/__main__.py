"""Runs the search over the verified claims; see the package's docstring."""

import argparse
import os
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import bench.verified_claims
from bench.__main__ import engine, use_new_database
from bench.verified_claims.corpus import PARTS, Claim, Query, claims_in, queries_in

FIRST = (1, 3, 5, 10)
MOST = 50


def main() -> None:
    asked = parser().parse_args()
    claims = claims_in(asked.folder)
    with tempfile.TemporaryDirectory() as folder:
        use_new_database(asked.database or f"sqlite:///{folder}/claims.sqlite3")
        facts = make_facts(claims)
        print(f"{len(claims):,} facts on {engine()}\n")
        print("| queries | " + " | ".join(f"@{n}" for n in FIRST) + " | MRR | CPU a query |")
        print("|---|" + "--:|" * (len(FIRST) + 2))
        for part in asked.parts:
            print(row(part, queries_in(asked.folder, part), facts))


def parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m bench.verified_claims")
    parser.description = bench.verified_claims.__doc__
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.add_argument("folder", type=Path, metavar="FOLDER")
    parser.add_argument("--parts", nargs="+", choices=PARTS, default=["dev", "test"])
    parser.add_argument("--database", metavar="URL", help="an empty database, not SQLite")
    return parser


def make_facts(claims: Sequence[Claim]) -> dict[int, str]:
    """A fact of each claim, and the key of the claim by the number of the fact."""
    from annotations.facts import search
    from annotations.models import Fact, FactVersion, Source
    from newsroom.models import User

    editor = User.objects.create_user("bench")
    facts = Fact.objects.bulk_create([Fact() for _ in claims])
    versions = FactVersion.objects.bulk_create(
        FactVersion(fact=fact, number=1, statement=claim.statement, recorded_by=editor)
        for fact, claim in zip(facts, claims, strict=True)
    )
    Source.objects.bulk_create(
        Source(version=version, title=claim.title[:500])
        for version, claim in zip(versions, claims, strict=True)
    )
    for some in search.in_batches(facts):
        search.index_facts(some)
    return {fact.pk: claim.key for fact, claim in zip(facts, claims, strict=True)}


def row(part: str, queries: Sequence[Query], facts: dict[int, str]) -> str:
    from annotations.facts import search

    places: list[int] = []
    used = cpu_clock()
    began = used()
    for query in queries:
        found = [facts[fact.pk] for fact in search.search(query.words, most=MOST)]
        right = [place for place, key in enumerate(found, 1) if key in query.answers]
        places.append(min(right, default=0))
    each = 1000 * (used() - began) / len(queries)
    among = [sum(0 < place <= first for place in places) / len(queries) for first in FIRST]
    mrr = sum(1 / place for place in places if place) / len(queries)
    figures = " | ".join(f"{share:.3f}" for share in [*among, mrr])
    return f"| {part}, {len(queries)} | {figures} | {each:.1f} ms |"


def cpu_clock() -> Callable[[], float]:
    """Counts the CPU seconds of this process, and of the server's process where it runs here."""
    from django.db import connection

    if connection.vendor != "postgresql":
        return time.process_time
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        stat = Path(f"/proc/{cursor.fetchone()[0]}/stat")
    ticks = os.sysconf("SC_CLK_TCK")

    def used() -> float:
        # Behind the name of the program, in brackets, the 12th and 13th are user and system time.
        behind = (
            stat.read_text(encoding="ascii").rpartition(")")[2].split() if stat.exists() else []
        )
        return time.process_time() + sum(map(int, behind[11:13])) / ticks

    return used


if __name__ == "__main__":
    main()
