"""What does importing articles cost beyond hashing the same files and inserting their rows?

A folder of plain texts of some 700 words, each with a headline and a source line, read, cleaned
and stored by the command. In both an article is a transaction of its own.
"""

import hashlib
import os
import shutil
import sqlite3
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

from bench import Figure, measured

SIZE = 1_000
PARAGRAPH = (
    "The council heard on day {day} that the wall would cost $48 million, and put off its vote. "
    "“We are building for the next storm,” the mayor, Ines Halloran, said. It will protect more "
    "than 2,300 households below the harbour road, which the sea has flooded three times in the "
    "last ten winters, and no one at the meeting doubted that it will again."
)


def run(size: int) -> list[Figure]:
    from django.db import connection

    connection.close()
    with TemporaryDirectory() as folder:
        for number in range(size):
            text = "\n\n".join(PARAGRAPH.format(day=number + day) for day in range(11))
            head = f"Council puts off wall, part {number}\n\nHarbour Post, 3 March 2026\n\n"
            Path(folder, f"{number:05}.txt").write_text(head + text, encoding="utf-8")
        return [
            measured("bare hashes and inserts", bare(folder), bare=True),
            measured("import_articles", ours(folder)),
        ]


def ours(folder: str) -> Callable[[Callable[[], None]], int]:
    def work(first: Callable[[], None]) -> int:
        from django.core.management import call_command
        from django.db import connection

        from articles.models import Revision

        connection.settings_dict["NAME"] = empty_copy()
        with open(os.devnull, "w", encoding="utf-8") as nowhere:
            call_command("import_articles", folder, stdout=nowhere)
        return Revision.objects.count()

    return work


def bare(folder: str) -> Callable[[Callable[[], None]], int]:
    def work(first: Callable[[], None]) -> int:
        connection = sqlite3.connect(empty_copy(), isolation_level=None)
        connection.executescript(
            "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;"
            "CREATE TABLE article (id INTEGER PRIMARY KEY, title TEXT);"
            "CREATE TABLE revision (id INTEGER PRIMARY KEY, article_id INTEGER, text TEXT,"
            " sha256 TEXT, raw BLOB, raw_sha256 TEXT);"
            "CREATE TABLE event (id INTEGER PRIMARY KEY, verb TEXT, article_id INTEGER);"
        )
        paths = sorted(Path(folder).iterdir())
        for path in paths:
            raw = path.read_bytes()
            text = raw.decode("utf-8")
            sha256 = hashlib.sha256(raw).hexdigest()
            connection.execute("BEGIN IMMEDIATE")
            title = text.partition("\n")[0]
            article = connection.execute("INSERT INTO article (title) VALUES (?)", [title])
            connection.execute(
                "INSERT INTO revision (article_id, text, sha256, raw, raw_sha256)"
                " VALUES (?, ?, ?, ?, ?)",
                [article.lastrowid, text, sha256, raw, sha256],
            )
            connection.execute(
                "INSERT INTO event (verb, article_id) VALUES ('article.imported', ?)",
                [article.lastrowid],
            )
            connection.execute("COMMIT")
            first()
        return len(paths)

    return work


def empty_copy() -> str:
    """A database of this process alone, so that every run begins with the same empty one."""
    from django.conf import settings

    empty = Path(settings.DATABASES["default"]["NAME"])
    return str(shutil.copy(empty, empty.with_name(f"{os.getpid()}.sqlite3")))
