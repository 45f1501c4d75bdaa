"""Prints what would be suggested for texts, read verbatim; stores nothing."""

import json
import sys
from argparse import ArgumentParser
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from annotations.spans.numbers import grouped, plain_decimal
from annotations.suggesting import Suggestion, suggest
from articles import readers
from articles.importing.drafts import Draft, Unreadable
from articles.management.arguments import add_map, language_tag, mapping_of, with_option
from articles.readers import disk
from articles.readers.drafting import Options


class Command(BaseCommand):
    help = (
        "Print what would be suggested for the texts in files, folders and archives. They are read "
        "verbatim, so offsets are those of the file, in code points; nothing is stored. Exit "
        "status 1 if a file could not be read (the others are), 2 if there was nothing to read."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("paths", nargs="+", type=Path, metavar="PATH")
        parser.add_argument(
            "--language",
            default="",
            type=language_tag,
            help="such as en or pt-BR; else it is guessed from the text",
        )
        add_map(parser)
        parser.add_argument("--json", action="store_true", help="one JSON object for each file")

    def handle(self, *args: Any, **options: Any) -> None:
        read = failed = 0
        how = Options(verbatim=True, language=options["language"], mapping=mapping_of(options))
        for reading in readings(options["paths"], how):
            if isinstance(reading, Unreadable):
                failed += 1
                self.stderr.write(f"{reading.name}: {with_option(reading.reason)}")
                continue
            read += 1
            found = suggest(reading.text, reading.language)
            for line in told(reading.name, found, as_json=options["json"]):
                self.stdout.write(line)
        if not read and not failed:
            raise CommandError("there is nothing to read", returncode=2)
        if failed:
            sys.exit(1)


def readings(paths: list[Path], how: Options) -> Iterator[Draft | Unreadable]:
    """What there is at every path. Raises CommandError where none of them exists."""
    if not any(path.exists() for path in paths):
        named = ", ".join(map(str, paths))
        raise CommandError(f"there is no such file or folder: {named}", returncode=2)
    for file in disk.files(paths):
        if isinstance(file, Unreadable):
            yield file
        else:
            for piece in readers.pieces(file, how):
                yield piece()


def told(name: str, found: list[Suggestion], *, as_json: bool) -> Iterator[str]:
    if as_json:
        yield json.dumps(
            {"file": name, "suggestions": [members(one) for one in found]}, ensure_ascii=False
        )
        return
    yield f"{name}: {len(found)}"
    for one in found:
        value = "" if one.value is None else grouped(one.value)
        details = " ".join(part for part in (one.attributed_to, value, one.unit) if part)
        words = " ".join(one.exact.split())
        yield f"  {one.start}–{one.end} {one.label}{f' ({details})' if details else ''}: {words}"


def members(one: Suggestion) -> dict[str, Any]:
    return {
        "label": one.label,
        "start": one.start,
        "end": one.end,
        "exact": one.exact,
        "attributed_to": one.attributed_to,
        "value": None if one.value is None else plain_decimal(one.value),
        "unit": one.unit,
    }
