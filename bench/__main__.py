"""Runs the benchmarks; see the package's docstring."""

import argparse
import importlib
import os
import pkgutil
import platform
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import urlsplit

import bench
from bench import Figure, Table

HERE = Path(__file__).parent
RESULTS = HERE / "results.md"
NAMES = sorted(
    module.name
    for module in pkgutil.iter_modules([str(HERE)])
    if not module.ispkg and module.name[0] != "_"
)

ON_BOTH_ENGINES = (
    "article_list",
    "desk_pages",
    "import_articles",
    "opening",
    "pages",
    "review_queue",
    "saving",
)


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m bench", description=bench.__doc__)
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.add_argument("name", nargs="?", choices=NAMES)
    parser.add_argument("--size", type=int)
    parser.add_argument(
        "--database",
        metavar="URL",
        help="an empty database, not SQLite; what it gets is left there",
    )
    asked = parser.parse_args()
    if asked.name is None:
        return max(*map(run_apart, NAMES), run_on_server(os.environ.get("DATABASE_URL", "")))
    with tempfile.TemporaryDirectory() as folder:
        use_new_database(asked.database or f"sqlite:///{folder}/bench.sqlite3")
        module = importlib.import_module(f"bench.{asked.name}")
        found = module.run(asked.size or module.SIZE)
    title = f"{asked.name} on {engine()}" if asked.database else asked.name
    section = as_markdown(title, module.__doc__.splitlines()[0], found)
    print(section)
    if asked.size is None:
        record(title, section)
    return 0


def run_apart(name: str, *options: str) -> int:
    return subprocess.call([sys.executable, "-m", "bench", name, *options])


def run_on_server(url: str) -> int:
    """What has another answer on PostgreSQL, each in a new database of the server at `url`."""
    if not url.startswith("postgres"):
        return 0
    return max(run_in_new_database(name, url) for name in ON_BOTH_ENGINES)


def run_in_new_database(name: str, url: str) -> int:
    import psycopg

    database = f"newsroom_bench_{os.getpid()}"
    with psycopg.connect(url, autocommit=True) as server:
        server.execute(f"CREATE DATABASE {database}")
        try:
            return run_apart(
                name, "--database", urlsplit(url)._replace(path=f"/{database}").geturl()
            )
        finally:
            server.execute(f"DROP DATABASE {database} WITH (FORCE)")


def use_new_database(url: str) -> None:
    """Set up the program on the empty database at `url`, whatever the environment says."""
    os.environ["DATABASE_URL"] = url
    os.environ["DJANGO_SETTINGS_MODULE"] = "newsroom.settings"
    import django
    from django.core.management import call_command

    django.setup()
    call_command("migrate", verbosity=0)


def as_markdown(name: str, question: str, found: Sequence[Figure] | Table) -> str:
    table = found if isinstance(found, Table) else as_table(found)
    lines = [table.columns, ["---", *["--:"] * (len(table.columns) - 1)], *table.rows]
    written = ["| " + " | ".join(line) + " |" for line in lines]
    return "\n".join([f"## {name}", "", question, "", *written, "", versions(table.how), ""])


def as_table(figures: Sequence[Figure]) -> Table:
    rows = []
    for figure in figures:
        # The bare one before it, or for what is measured before any, the first.
        near = [*reversed(figures[: figures.index(figure) + 1]), *figures]
        bare = next(one for one in near if one.bare)
        rows.append(
            (
                figure.what,
                f"{figure.count:,} in {figure.seconds:.2f} s",
                f"{figure.count / figure.seconds:,.0f}",
                "bare" if figure.bare else f"{figure.seconds / bare.seconds:.1f} ×",
                f"{1000 * figure.first:,.1f} ms",
                f"{figure.memory / 2**20:,.0f} MB",
            )
        )
    columns = ("", "", "per second", "time of the bare one", "first after", "memory")
    return Table(columns, rows, f"best of {bench.TIMES}")


def engine() -> str:
    from django.db import connection

    return connection.display_name


def versions(how: str) -> str:
    import django
    from django.db import connection

    number = ".".join(map(str, connection.get_database_version()))
    processors = f"{os.cpu_count()} processors ({platform.machine()})"
    return (
        f"{datetime.now(UTC):%Y-%m-%d}: Python {platform.python_version()}, "
        f"Django {django.__version__}, {engine()} {number}, {processors}; {how}."
    )


def record(name: str, section: str) -> None:
    """Put `section` in the place of what bench/results.md said of `name`."""
    known = {}
    if RESULTS.exists():
        _, *old = RESULTS.read_text(encoding="utf-8").split("\n## ")
        known = {text.split("\n", 1)[0]: f"## {text.rstrip()}\n" for text in old}
    known[name] = section
    title = "# Results\n\nWritten by `python -m bench`; what the columns mean: bench/__init__.py.\n"
    sections = [known[name] for name in sorted(known)]
    RESULTS.write_text("\n".join([title, *sections]), encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())
