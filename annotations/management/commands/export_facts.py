"""Writes facts with their sources to a file or to standard output."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from annotations.exchange import fact_files
from annotations.exchange.exporting.output import (
    refuse_unusable_path,
    write_to_file,
    write_to_stdout,
)
from annotations.exchange.fact_import import fact_records, versions_for_files
from annotations.models import FactVersion

CHUNK = 500


class Command(BaseCommand):
    help = (
        "Export what each fact says now, with its sources: its verified version, else its draft. "
        "By fact_id it is known wherever the file is imported."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--format", choices=fact_files.FORMATS, help="else as --output ends, else csv"
        )
        parser.add_argument("--retired", action="store_true", help="Retired facts too.")
        parser.add_argument(
            "--output", type=Path, metavar="FILE", help="Instead of standard output."
        )
        parser.add_argument(
            "--bom", action="store_true", help="Begin CSV with a byte-order mark, for Excel."
        )

    def handle(self, *args: Any, **options: Any) -> None:
        output: Path | None = options["output"]
        ending = fact_files.format_of_file(output.name) if output else None
        versions = versions_for_files(FactVersion.objects.speaking())
        if not options["retired"]:
            versions = versions.filter(fact__retired_at=None)
        told = fact_records(versions.iterator(chunk_size=CHUNK))
        pieces = fact_files.fact_chunks(
            told, file_format=options["format"] or ending or "csv", bom=options["bom"]
        )
        if output is None:
            write_to_stdout(pieces, self.stdout)
            return
        refuse_unusable_path(output)
        try:
            write_to_file(pieces, output)
        except OSError as error:
            raise CommandError(f"{output}: {error.strerror}") from error
