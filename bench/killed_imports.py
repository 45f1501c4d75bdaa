"""Does an import that is killed again and again end with the same articles as one clean run?

The command that imports a JSONL file is killed (SIGKILL) at ten random moments and then left to
finish; what is stored afterwards is held against a run that nobody disturbed: every article with
its details, revisions, words to search by and history, and no batch that is unfinished for ever.
"""

import hashlib
import json
import os
import random
import shutil
import subprocess
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory

from bench import Table
from bench.import_articles import articles

SIZE = 10_000
KILLS = 10
KILLS_OF_A_TRIAL = 2  # of a run that is not recorded
MANAGE = Path(__file__).parent.parent / "manage.py"


def run(size: int) -> Table:
    from django.db import connection

    kills = KILLS if size >= SIZE else KILLS_OF_A_TRIAL
    connection.close()
    empty = Path(connection.settings_dict["NAME"])
    with TemporaryDirectory() as folder:
        path = Path(folder, "desk.jsonl")
        with path.open("w", encoding="utf-8") as file:
            file.writelines(f"{json.dumps(one, ensure_ascii=False)}\n" for one in articles(size))
        use_copy(empty, Path(folder, "clean.sqlite3"))
        clean_after, clean = imported_cleanly(path)
        rows = [("clean run", f"{clean_after:.1f} s", f"{len(clean):,}", "")]
        use_copy(empty, Path(folder, "killed.sqlite3"))
        chance = random.Random()
        for number in range(1, kills + 1):
            moment = chance.uniform(0, clean_after / kills)
            killed = killed_after(path, moment)
            rows.append(
                (
                    f"kill {number}" if killed else f"run {number} was through before its kill",
                    f"{moment:.1f} s",
                    f"{len(content()):,}",
                    "",
                )
            )
        began = time.monotonic()
        importing(path).wait()
        after = f"{time.monotonic() - began:.1f} s"
        found = content()
        same = "the same as the clean run" if found == clean else "NOT the same as the clean run"
        rows.append(("left to finish", after, f"{len(found):,}", f"{same}, {unfinished()}"))
    how = f"{kills} kills at random moments"
    return Table(("", "after", "articles", ""), rows, how)


def imported_cleanly(path: Path) -> tuple[float, list[str]]:
    began = time.monotonic()
    importing(path).wait()
    return time.monotonic() - began, content()


def use_copy(empty: Path, own: Path) -> None:
    """Use a new database: on SQLite a copy of the empty one, elsewhere the same one, emptied."""
    from django.core.management import call_command
    from django.db import connection

    if connection.vendor == "sqlite":
        connection.close()
        shutil.copy(empty, own)
        connection.settings_dict["NAME"] = str(own)
        os.environ["DATABASE_URL"] = f"sqlite:///{own}"
    else:
        call_command("flush", interactive=False, verbosity=0)


def importing(path: Path) -> "subprocess.Popen[bytes]":
    command = [sys.executable, str(MANAGE), "import_articles", str(path)]
    return subprocess.Popen(
        command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True
    )


def killed_after(path: Path, moment: float) -> bool:
    """Whether it was still at work `moment` seconds after its first article; it is dead now."""
    from articles.models import Article

    before, process = Article.objects.count(), importing(path)
    while process.poll() is None and Article.objects.count() == before:
        time.sleep(0.02)
    try:
        process.wait(moment)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, 9)
        process.wait()
        return True
    return False


def content() -> list[str]:
    """A hash of each article with all that an import stores of it, ids and times apart."""
    from articles.models import Revision
    from newsroom.models import Event

    events: dict[int | None, list[str]] = {}
    for revision, verb in Event.objects.values_list("revision_id", "verb"):
        events.setdefault(revision, []).append(verb)
    return sorted(
        hashlib.sha256(
            repr([*row[1:], bytes(row[1]), sorted(events.get(row[0], []))]).encode()
        ).hexdigest()
        for row in Revision.objects.values_list(
            "pk",
            "raw",
            "text",
            "sha256",
            "number",
            "left_out",
            "item__name",
            "item__outcome",
            "article__title",
            "article__url",
            "article__outlet__name",
            "article__published_on",
            "article__language",
            "article__search__words",
        ).iterator()
    )


def unfinished() -> str:
    from articles.models import ImportBatch

    return f"{ImportBatch.objects.filter(finished_at=None).count()} batches unfinished"
