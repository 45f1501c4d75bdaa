"""Imports layers that were made elsewhere; reports every layer and every refused span."""

import sys
from argparse import ArgumentTypeError
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from annotations.exchange.importing import own_csv, store
from annotations.exchange.importing.formats import brat, doccano, labelstudio, table, webannotation
from annotations.exchange.importing.layer_read import (
    LabelOf,
    LayerRead,
    Unusable,
    UnusableFile,
    label_mapping,
)
from annotations.exchange.importing.store import IMPORTED, UNCHANGED, ImportedLayer, NotImported
from annotations.labels import LABELS, either
from articles.importing.drafts import Unreadable
from articles.management.commands.import_articles import importer
from articles.readers import disk
from articles.readers.decoding import decoded
from articles.readers.passed_over import is_hidden
from articles.readers.tables.files import open_table
from articles.text import Unfit


class Command(BaseCommand):
    help = (
        "Import what editors marked elsewhere as submitted layers, each whole or not at all. "
        "brat: folders of .txt and .ann; the folder that is named, or the folders in it, are the "
        "annotators, who become inactive users where they are new. doccano: a file for each "
        "annotator, named after them. labelstudio: JSON or JSON-MIN. csv and webannotation: what "
        "export_annotations writes, its articles found by address, else by id and words. Exit "
        "status 1 if a layer failed (the others are imported), 2 if there was nothing to try."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("paths", nargs="+", type=Path, metavar="PATH")
        parser.add_argument("--format", required=True, choices=[*READERS])
        parser.add_argument(
            "--editor", default="", metavar="NAME", help="whose layers they are, whoever is named"
        )
        parser.add_argument(
            "--label-map",
            type=label_map,
            default={},
            metavar="FROM=TO,…",
            help=f"which of their labels are {either(LABELS)}; others are left aside",
        )
        parser.add_argument(
            "--skip-bad-spans",
            action="store_true",
            help="take a layer without the spans that do not fit, instead of not at all",
        )
        parser.add_argument(
            "--by",
            metavar="USERNAME",
            help="who imports, for the history; else as import_articles has it",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if not any(path.exists() for path in options["paths"]):
            named = ", ".join(map(str, options["paths"]))
            raise CommandError(f"there is no such file or folder: {named}", returncode=2)
        read = READERS[options["format"]]
        readings = list(
            read(options["paths"], label_mapping(options["label_map"]), options["editor"])
        )
        if not readings:
            raise CommandError("there is nothing to import", returncode=2)
        by = importer(options["by"])
        counts: Counter[str] = Counter()
        there = []
        for reading in readings:
            if isinstance(reading, UnusableFile):
                self.stderr.write(f"{reading.name}: {reading.reason}")
                counts["failed"] += 1
            else:
                skip = options["skip_bad_spans"]
                there += self.bring_in(reading, counts, by=by, skip_bad_spans=skip)
        store.open_reviews(there, by=by)
        self.stdout.write(
            f"{counts[IMPORTED]} imported, 0 revised, {counts[UNCHANGED]} unchanged, "
            f"{counts['failed']} failed; "
            f"{counts['annotations']} annotations, {counts['refused']} refused"
        )
        if counts["failed"]:
            sys.exit(1)

    def bring_in(self, reading: LayerRead, counts: Counter[str], **how: Any) -> list[ImportedLayer]:
        """Import one layer, tell what became of it, and count that; nothing where it failed."""
        who = f"{reading.name} ({reading.editor})" if reading.editor else reading.name
        try:
            imported = store.import_layer(reading, **how)
        except NotImported as refusal:
            self.refuse(reading.name, refusal.refused)
            self.stderr.write(f"{reading.name}: {refusal.detail}")
            counts["failed"] += 1
            counts["refused"] += len(refusal.refused)
            return []
        self.refuse(reading.name, imported.refused)
        counts[imported.outcome] += 1
        counts["annotations"] += imported.annotations
        counts["refused"] += len(imported.refused)
        self.stdout.write(f"{imported.outcome:<9} {who}, annotations: {imported.annotations}")
        for note in reading.notes:
            self.stdout.write(f"          {note}")
        if reading.left_aside:
            told = ", ".join(f"{what} {count}" for what, count in reading.left_aside.items())
            self.stdout.write(f"          left aside: {told}")
        return [imported]

    def refuse(self, name: str, spans: Iterable[tuple[str, str]]) -> None:
        for span, reason in spans:
            self.stderr.write(f"{name}: {span}: {reason}")


def label_map(value: str) -> dict[str, str]:
    """{their label: ours} from FROM=TO,FROM=TO; nothing after = leaves that label aside."""
    given = {}
    for pair in value.split(","):
        kind, equals, label = (part.strip() for part in pair.partition("="))
        if not kind or not equals or label not in ("", *LABELS):
            known = ", ".join(LABELS)
            raise ArgumentTypeError(f"“{pair}” is not FROM=TO with TO one of {known}")
        given[kind] = label
    return given


def read_brat(
    paths: Iterable[Path], label_of: LabelOf, editor: str
) -> Iterator[LayerRead | UnusableFile]:
    for path, annotator in annotated(paths):
        if not path.exists():
            yield UnusableFile(str(path), "there is no such file or folder")
            continue
        yield read_pair(path, editor or annotator, label_of)


def annotated(paths: Iterable[Path]) -> Iterator[tuple[Path, str]]:
    """Every .ann file with the name of its annotator.

    That is the folder that was named where it holds such files itself, else the one of its folders
    that the file is in, however deep.
    """
    for path in paths:
        if not path.is_dir():
            yield path.with_suffix(".ann") if path.exists() else path, path.absolute().parent.name
            continue
        inside = [
            one
            for one in sorted(path.rglob("*.ann"))
            if one.is_file() and not is_hidden(one.relative_to(path).parts)
        ]
        flat = any(one.parent == path for one in inside)
        for one in inside:
            first = one.relative_to(path).parts[0]
            yield one, path.absolute().name if flat else first


def read_pair(path: Path, editor: str, label_of: LabelOf) -> LayerRead | UnusableFile:
    """The layer of an .ann file and the .txt beside it."""
    beside = path.with_suffix(".txt")
    if not beside.is_file():
        return UnusableFile(str(path), f"there is no {beside.name} beside it")
    try:
        raw, said = contents(beside), contents(path)
        lines = decoded(said)[0] if said.strip() else ""
        return brat.read(str(path), editor, raw, decoded(raw)[0], lines, label_of)
    except Unfit as unfit:
        return UnusableFile(str(path), str(unfit))


def contents(path: Path) -> bytes:
    """The bytes of a file. Raises Unfit where it is too large or cannot be opened."""
    file = disk.file_at(path)
    if isinstance(file, Unreadable):
        raise Unfit(f"{path.name}: {file.reason}")
    return file.data()


def read_csv(
    paths: Iterable[Path], label_of: LabelOf, editor: str
) -> Iterator[LayerRead | UnusableFile]:
    for path in paths:
        file = disk.file_at(path)
        if isinstance(file, Unreadable):
            yield UnusableFile(file.name, file.reason)
            continue
        try:
            its, assumed = open_table(file, own_csv.is_column)
            for layer in table.read(str(path), its, label_of, editor=editor):
                layer.notes += assumed
                yield layer
        except (Unfit, Unusable) as reason:
            yield UnusableFile(str(path), str(reason))


def reader_of(read: Callable[..., Iterator[LayerRead]]) -> Callable[..., Iterator[Any]]:
    """The reader of a format that is one file of JSON, or a folder of such files."""

    def read_files(paths: Iterable[Path], label_of: LabelOf, editor: str) -> Iterator[Any]:
        for file in disk.files(paths):
            if isinstance(file, Unreadable):
                yield UnusableFile(file.name, file.reason)
                continue
            if not file.name.endswith((".json", ".jsonl", ".jsonld", ".ndjson")):
                continue
            try:
                # All of a file is read before any of it is stored.
                yield from list(read(file.name, decoded(file.data())[0], label_of, editor=editor))
            except (Unfit, Unusable) as reason:
                yield UnusableFile(file.name, str(reason))

    return read_files


READERS = {
    "brat": read_brat,
    "doccano": reader_of(doccano.read),
    "labelstudio": reader_of(labelstudio.read),
    "webannotation": reader_of(webannotation.read),
    "csv": read_csv,
}
