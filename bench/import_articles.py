"""What does importing articles cost beyond inserting the same rows in bulk?

A JSONL file of articles of some 650 words, each with a title, an outlet, an address and a day,
brought in by the command. The bare operation reads the same lines and inserts the same articles,
revisions and words to search by `bulk_create`, without cleaning, without looking whether an
article is known, without history. "Again" is the same file once more: nothing is new.
"""

import json
import os
import random
import shutil
from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory

from bench import Figure, measured

SIZE = 10_000
IN_BULK = 500
WORDS = (
    "harbour council wall storm mayor ferry budget household winter road vote meeting engineer "
    "plan town river school report million water office night week people boat tide stone money "
    "government minister promise question answer market price winter summer work night house"
).split()
SMALL_WORDS = "the a of and to in that it on for was with said by at from but they not will".split()


def run(size: int) -> list[Figure]:
    from django.db import connection

    connection.close()
    with TemporaryDirectory() as folder:
        path = Path(folder, "desk.jsonl")
        with path.open("w", encoding="utf-8") as file:
            file.writelines(f"{json.dumps(one, ensure_ascii=False)}\n" for one in articles(size))
        return [
            measured("bare bulk_create", bare(path), bare=True),
            measured("import_articles", ours(path, times=1)),
            measured("import_articles again", ours(path, times=2)),
        ]


def articles(size: int) -> Iterator[dict[str, str]]:
    chance = random.Random(2)
    for number in range(size):
        yield {
            "title": f"Council puts off wall, part {number}",
            "text": "\n\n".join(paragraph(chance) for _ in range(11)),
            "outlet": f"Harbour Post {number % 7}",
            "url": f"https://harbour-post.example/{number % 7}/part-{number}",
            "published_on": "2026-03-03",
        }


def paragraph(chance: random.Random) -> str:
    sentences = []
    for length in (17, 13, 19, 10):
        words = [chance.choice((WORDS, SMALL_WORDS)[at % 2]) for at in range(length)]
        sentences.append(" ".join(words).capitalize() + ".")
    return f"“{sentences[0]}” {' '.join(sentences[1:])}"


def ours(path: Path, *, times: int) -> Callable[[Callable[[], None]], int]:
    def work(first: Callable[[], None]) -> int:
        from django.core.management import call_command

        from articles.models import Revision

        use_empty_database()
        with open(os.devnull, "w", encoding="utf-8") as nowhere:
            for _ in range(times):
                call_command("import_articles", str(path), stdout=nowhere, stderr=nowhere)
        return times * Revision.objects.count()

    return work


def bare(path: Path) -> Callable[[Callable[[], None]], int]:
    def work(first: Callable[[], None]) -> int:
        from django.db import transaction

        from articles.models import Revision
        from newsroom.models import User

        use_empty_database()
        user = User.objects.create(username="bare")
        with path.open(encoding="utf-8") as lines:
            while records := list(islice(lines, IN_BULK)):
                with transaction.atomic():
                    insert(records, user)
                first()
        return Revision.objects.count()

    return work


def insert(lines: list[str], user: object) -> None:
    from articles.folding import folded_lines
    from articles.importing.drafts import sha256
    from articles.models import Article, ArticleSearch, Revision

    records = [json.loads(line) for line in lines]
    rows = [
        Article(title=one["title"], url=one["url"], language="en", published_on=one["published_on"])
        for one in records
    ]
    Article.objects.bulk_create(rows)
    Revision.objects.bulk_create(
        [
            Revision(
                article=row,
                number=1,
                text=one["text"],
                sha256=sha256(one["text"].encode()),
                raw=line.encode(),
                raw_sha256=sha256(line.encode()),
                media_type="application/jsonl",
                imported_by=user,
            )
            for row, one, line in zip(rows, records, lines, strict=True)
        ]
    )
    ArticleSearch.objects.bulk_create(
        [
            ArticleSearch(article=row, words=folded_lines(row.title, "", one["text"]))
            for row, one in zip(rows, records, strict=True)
        ]
    )


def use_empty_database() -> None:
    """On SQLite one of this process alone; elsewhere the same one, emptied."""
    from django.core.management import call_command
    from django.db import connection

    if connection.vendor == "sqlite":
        empty = Path(connection.settings_dict["NAME"])
        own = empty.with_name(f"{os.getpid()}.sqlite3")
        connection.settings_dict["NAME"] = str(shutil.copy(empty, own))
    else:
        call_command("flush", interactive=False, verbosity=0)
