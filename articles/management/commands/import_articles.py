"""Imports articles from files, folders, archives and the web; reports each, keeps the batch."""

import json
import sys
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction

from articles import readers
from articles.fetching import fetched
from articles.importing import ahead, bulk
from articles.importing.drafts import Draft, Unreadable
from articles.management.arguments import add_map, language_tag, mapping_of, with_option
from articles.management.importer import importer
from articles.management.progress import Progress
from articles.models import ImportBatch, ImportItem
from articles.readers import disk
from articles.readers.drafting import Options
from articles.readers.files import File
from articles.readers.formats import NAMES
from newsroom.query_planner import refresh_statistics

STATUSES = ("imported", "revised", "unchanged", "failed")
INTERRUPTED = "interrupted: what is told above is imported; the same command goes on with the rest"
INTERRUPTED_STATUS = 130


class Command(BaseCommand):
    help = (
        "Import articles: text, documents, saved pages, mails, feeds, subtitles, news items, "
        "tables and JSON, alone, in folders and in zip archives; pages of the web, by their "
        "addresses, where FETCH_ADDRESSES allows it. Exit status 1 if an item failed (the "
        "others are imported), 2 if there was nothing to try."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("paths", nargs="+", metavar="PATH")
        parser.add_argument(
            "--format",
            choices=[*NAMES],
            help="of every file; else its name and its first bytes decide",
        )
        parser.add_argument("--outlet", default="", help="unless a record states its own")
        parser.add_argument(
            "--language",
            default="",
            type=language_tag,
            help="such as en or pt-BR, unless a record states its own; else it is guessed",
        )
        parser.add_argument(
            "--verbatim", action="store_true", help="keep texts exactly as they are in the files"
        )
        add_map(parser)
        parser.add_argument("--dry-run", action="store_true", help="report, but store nothing")
        parser.add_argument("--json", action="store_true", help="one JSON object for each item")
        parser.add_argument(
            "--by",
            metavar="USERNAME",
            help="who imports; else the first active superuser, or the user “import”, who cannot "
            "sign in and is made where there is no superuser",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        files = all_files(options["paths"])
        size = sum(one.size for one in files if isinstance(one, File))
        progress = Progress(self.stderr, size)
        chunks = progress.of(ahead.chunks(all_readings(files, options), size))
        try:
            if options["dry_run"]:
                # Read before the transaction: it would keep all other writers waiting meanwhile.
                chunks = iter(list(chunks))
                with transaction.atomic():
                    counts = self.import_all(chunks, options)
                    transaction.set_rollback(True)
            else:
                counts = self.import_all(chunks, options)
                refresh_statistics()
        except KeyboardInterrupt:
            raise CommandError(INTERRUPTED, returncode=INTERRUPTED_STATUS) from None
        except ahead.ReadingEnded as ended:
            raise CommandError(str(ended)) from ended
        finally:
            progress.clear()
        if not counts:
            raise CommandError("there is nothing to import", returncode=2)
        self.report_counts(counts, as_json=options["json"])
        if counts["failed"]:
            sys.exit(1)

    def import_all(
        self, chunks: Iterable[Sequence[Draft | Unreadable]], options: dict[str, Any]
    ) -> Counter[str]:
        """Import and report chunk after chunk; how many readings came to which status."""
        counts: Counter[str] = Counter()
        batch = None
        dry_run = options["dry_run"]
        lent: set[Any] = set()
        for chunk in chunks:
            if batch is None:
                by = importer(options["by"])
                batch = ImportBatch(by=by)
            items = bulk.import_readings(batch, chunk, by=by)
            for item, reading in zip(items, chunk, strict=True):
                counts[item.outcome] += 1
                if dry_run and item.revision and item.outcome != ImportItem.Outcome.UNCHANGED:
                    lent.add(item.revision)
                if dry_run and item.revision and item.outcome == ImportItem.Outcome.IMPORTED:
                    lent.add(item.revision.article)
                self.report(as_told(item, reading, lent), as_json=options["json"])
        return counts

    def report(self, told: dict[str, Any], *, as_json: bool) -> None:
        if told["status"] == "failed":
            self.stderr.write(f"{told['file']}: {told['reason']}")
        if as_json:
            self.stdout.write(json.dumps(told, ensure_ascii=False))
            return
        if told["status"] == "failed":
            return
        self.stdout.write(f"{told['status']:<9} {told['file']}: {told['title']}")
        for note in [told["reason"], *told["notes"]]:
            if note:
                self.stdout.write(f"          {note}")
        for part in told["left_out"]:
            self.stdout.write(f"          left out, {part['reason']}: {part['text']}")

    def report_counts(self, counts: Counter[str], *, as_json: bool) -> None:
        if as_json:
            self.stdout.write(json.dumps({status: counts[status] for status in STATUSES}))
        else:
            self.stdout.write(", ".join(f"{counts[status]} {status}" for status in STATUSES))


def all_files(paths: list[str]) -> list[File | Unreadable]:
    """What there is at every path. Raises CommandError where none of them exists."""
    if all(map(is_missing, paths)):
        named = ", ".join(paths)
        raise CommandError(f"there is no such file or folder: {named}", returncode=2)
    return list(given_files(paths))


def all_readings(
    files: Iterable[File | Unreadable], options: dict[str, Any]
) -> Iterator[Draft | Unreadable]:
    """What the files hold, each read when it is its turn."""
    how = Options(
        options["verbatim"],
        options["language"],
        options["outlet"],
        options["format"] or "",
        mapping=mapping_of(options),
    )
    for file in files:
        if isinstance(file, Unreadable):
            yield file
        else:
            for piece in readers.pieces(file, how):
                yield piece()


def given_files(paths: Iterable[str]) -> Iterator[File | Unreadable]:
    """The files of every path, and what is at every web address."""
    for path in paths:
        if is_web(path):
            yield fetched(path)
        else:
            yield from disk.files([Path(path)])


def is_missing(path: str) -> bool:
    return not is_web(path) and disk.is_missing(Path(path))


def is_web(path: str) -> bool:
    return path.lower().startswith(("http://", "https://"))


def as_told(
    item: ImportItem, reading: Draft | Unreadable, lent: Collection[Any] = ()
) -> dict[str, Any]:
    """The report of one item; `lent` are rows that a dry run will take back, ids and all."""
    revision = item.revision
    article = revision.article if revision else None
    is_archived = article is not None and article.is_archived
    return {
        "file": item.name,
        "status": item.outcome,
        "article": None if article is None or article in lent else article.pk,
        "revision": None if revision is None or revision in lent else revision.pk,
        "title": article.title if article else "",
        "left_out": reading.left_out if isinstance(reading, Draft) else [],
        "reason": "the article is archived" if is_archived else with_option(item.refused_because),
        "notes": item.draft["notes"] if isinstance(reading, Draft) else [],
    }
