"""Imports facts from a file of CSV, JSON or JSON lines; reports every one."""

import json
import sys
from argparse import ArgumentParser
from collections import Counter
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from annotations.exchange import fact_files
from annotations.exchange.fact_identity import FactFile
from annotations.exchange.fact_import import (
    FAILED,
    STATUSES,
    ImportedFact,
    import_fact,
    retire_as_stated,
)
from articles.importing.drafts import Unreadable
from articles.management.importer import importer
from articles.readers import disk
from articles.readers.files import File
from articles.readers.streams import text_stream
from articles.readers.tables.files import open_table
from articles.text import Unfit

SOME = 1000  # characters; that many may be blank before a file begins


class Command(BaseCommand):
    help = (
        "Import facts with their sources from CSV (a row for each source), JSON or JSON lines. A "
        "fact is known by its fact_id, which export_facts writes, or by what it says or has said; "
        "its number or name in another list says nothing. A known fact that says something else "
        "becomes a revision, a draft; what it says or has said changes nothing. A new fact is "
        "verified where verified_by names another user who may. "
        "Exit status 1 if a fact failed (the others are imported), 2 if there was nothing to try."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, metavar="FILE")
        parser.add_argument(
            "--format",
            choices=fact_files.FORMATS,
            help="else the ending of the file's name decides, or what the file begins with",
        )
        parser.add_argument(
            "--revise",
            action="store_true",
            help="the file is a newer one of a list that was imported before: a fact whose name "
            "(such as F12, not a number) is known is revised, whatever it says",
        )
        parser.add_argument("--dry-run", action="store_true", help="report, but store nothing")
        parser.add_argument("--json", action="store_true", help="one JSON object for each fact")
        parser.add_argument(
            "--by",
            metavar="USERNAME",
            help="who records them; else the first active superuser, or the user “import”, who "
            "cannot sign in and is made where there is no superuser",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        path: Path = options["file"]
        told, notes = read_file(path, options["format"])
        if not told:
            raise CommandError(f"{path}: no facts in it", returncode=2)
        for note in notes:
            self.stderr.write(f"{path}: {note}")
        if options["dry_run"]:
            with transaction.atomic():
                counts = self.import_all(path, told, options)
                transaction.set_rollback(True)
        else:
            counts = self.import_all(path, told, options)
        if options["json"]:
            self.stdout.write(json.dumps({status: counts[status] for status in STATUSES}))
        else:
            self.stdout.write(", ".join(f"{counts[status]} {status}" for status in STATUSES))
        if counts[FAILED]:
            sys.exit(1)

    def import_all(
        self, path: Path, told: list[fact_files.FactRecord], options: dict[str, Any]
    ) -> Counter[str]:
        """Import and report one fact after the other; how many came to which status."""
        by = importer(options["by"])
        counts: Counter[str] = Counter()
        file = FactFile.of(told)
        retired = []
        for one in told:
            outcome = import_fact(one, by=by, file=file, revise=options["revise"])
            counts[outcome.status] += 1
            self.report(f"{path}:{outcome.where}", one, outcome, options)
            if outcome.retired:
                retired.append(outcome)
        for where, note in retire_as_stated(retired, by=by):
            self.stderr.write(f"{path}:{where}: {note}")
        return counts

    def report(
        self, where: str, one: fact_files.FactRecord, outcome: ImportedFact, options: dict[str, Any]
    ) -> None:
        if outcome.status == FAILED:
            self.stderr.write(f"{where}: {outcome.reason}")
        if options["json"]:
            # The numbers of a dry run are taken back with its rows.
            number = outcome.fact.pk if outcome.fact and not options["dry_run"] else None
            shown = {
                "file": where,
                "status": outcome.status,
                "fact": number,
                "statement": one.fields.get("statement", ""),
                "reason": outcome.reason or outcome.note,
            }
            self.stdout.write(json.dumps(shown, ensure_ascii=False))
        elif outcome.status != FAILED:
            self.stdout.write(f"{outcome.status:<9} {where}: {one.fields['statement']}")
            if outcome.note:
                self.stdout.write(f"          {outcome.note}")


def read_file(path: Path, file_format: str | None) -> tuple[list[fact_files.FactRecord], list[str]]:
    """The facts of the file, and notes on what had to be assumed about it."""
    file = disk.file_at(path)
    if isinstance(file, Unreadable):
        raise CommandError(f"{path}: {file.reason}", returncode=2)
    try:
        file_format = file_format or fact_files.format_of_file(path.name) or format_of(file)
        if file_format == "csv":
            table, notes = open_table(file, fact_files.is_column)
            return fact_files.facts_of_table(table), notes
        text, note = text_stream(file)
        facts = fact_files.read_facts(text.read(), file_format=file_format)
        return facts, [note] if note else []
    except (fact_files.UnreadableFactFile, Unfit) as error:
        raise CommandError(f"{path}: {error}", returncode=2) from error


def format_of(file: File) -> str:
    """What a file begins with tells where its name does not. Raises Unfit where it is no text."""
    if file.head().startswith(b"PK"):
        return "csv"
    text, _note = text_stream(file)
    first = text.read(SOME).lstrip("\ufeff \t\r\n")[:1]
    return {"[": "json", "{": "jsonl"}.get(first, "csv")
