"""Imports layers that were made elsewhere; reports every layer and every refused span."""

import sys
from argparse import ArgumentTypeError
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from annotations.exchange.importing import own_csv, store
from annotations.exchange.importing.formats import brat, doccano, labelstudio, table, webannotation
from annotations.exchange.importing.layer_read import (
    Asked,
    LabelOf,
    LayerRead,
    Unusable,
    UnusableFile,
    label_mapping,
)
from annotations.exchange.importing.offsets import UNITS
from annotations.exchange.importing.problems import NotImported
from annotations.exchange.importing.store import IMPORTED, UNCHANGED, ImportedLayer
from annotations.labels import LABELS, either
from articles.importing.drafts import Unreadable
from articles.management.importer import importer
from articles.readers import disk
from articles.readers.decoding import decoded
from articles.readers.files import File
from articles.readers.passed_over import is_hidden
from articles.readers.tables.files import open_table
from articles.text import Unfit


class Command(BaseCommand):
    help = (
        "Import what editors marked elsewhere as submitted readings, each whole or not at all. "
        "brat: folders of .txt and .ann; the folder that is named, or the folders in it, are the "
        "annotators, who become inactive users where they are new. doccano: a file for each "
        "annotator, named after them. labelstudio: JSON or JSON-MIN. csv and webannotation: what "
        "export_annotations writes, its articles found by address, else by id and words. A file "
        "that is named is read whatever its ending. White space at the edges of marked words is "
        "left out, line ends become ours, and what the numbers count is told by the words that a "
        "file repeats, else guessed by the edges of words; the output says so. Exit status 1 if a "
        "reading or a record failed (the others are imported), 2 if there was nothing to try."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("paths", nargs="+", type=Path, metavar="PATH")
        parser.add_argument("--format", required=True, choices=[*READERS])
        parser.add_argument(
            "--editor", default="", metavar="NAME", help="whose readings they are, whoever is named"
        )
        parser.add_argument(
            "--editor-map",
            type=editor_map,
            default={},
            metavar="FROM=NAME,…",
            help="who is whom: whose readings those of FROM are, as the files name them",
        )
        parser.add_argument(
            "--text-field",
            default="",
            metavar="NAME",
            help="doccano and labelstudio: the member of a record that is its text",
        )
        parser.add_argument(
            "--offsets",
            default="",
            choices=UNITS,
            help="what the numbers of the files count, where it is known",
        )
        parser.add_argument(
            "--label-map",
            type=label_map,
            default={},
            metavar="FROM=TO,…",
            help=f"which of their labels are {either(LABELS)}; others are skipped",
        )
        parser.add_argument(
            "--skip-bad-spans",
            action="store_true",
            help="take a reading without the annotations that do not fit, instead of not at all",
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
        if options["text_field"] and options["format"] not in WITH_TEXT_FIELD:
            raise CommandError(
                f"--text-field says nothing of {options['format']}, only of "
                f"{' and '.join(WITH_TEXT_FIELD)}",
                returncode=2,
            )
        asked = Asked(options["editor"], options["text_field"], options["offsets"])
        read = READERS[options["format"]]
        readings = list(read(options["paths"], label_mapping(options["label_map"]), asked))
        if not readings:
            raise CommandError("there is nothing to import", returncode=2)
        layers = [one for one in readings if isinstance(one, LayerRead)]
        refuse_labels_of_other_files(layers, options["label_map"])
        name_editors(layers, options["editor_map"])
        by = importer(options["by"])
        counts: Counter[str] = Counter()
        there = []
        for reading in readings:
            if isinstance(reading, UnusableFile):
                self.stderr.write(f"{reading.name}: {reading.reason}")
                counts["failed"] += 1
            else:
                skip = options["skip_bad_spans"]
                there += self.bring_in(reading, counts, by=by, skip_bad_spans=skip, unit=asked.unit)
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
            for note in reading.notes:
                self.stderr.write(f"{reading.name}: {note}")
            counts["failed"] += 1
            counts["refused"] += len(refusal.refused)
            return []
        self.refuse(reading.name, imported.refused)
        counts[imported.outcome] += 1
        counts["annotations"] += imported.annotations
        counts["refused"] += len(imported.refused)
        self.stdout.write(f"{imported.outcome:<9} {who}, annotations: {imported.annotations}")
        for note in [*reading.notes, *imported.notes]:
            self.stdout.write(f"          {note}")
        for heading, counted in (("skipped", reading.left_aside), ("not read", reading.unread)):
            if counted:
                told = ", ".join(f"{one} {count}" for one, count in counted.items())
                self.stdout.write(f"          {heading}: {told}")
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


def editor_map(value: str) -> dict[str, str]:
    """{as the files name them: the name here} from FROM=NAME,FROM=NAME."""
    given = {}
    for pair in value.split(","):
        theirs, equals, ours = (part.strip() for part in pair.partition("="))
        if not theirs or not equals or not ours:
            raise ArgumentTypeError(f"“{pair}” is not FROM=NAME")
        given[theirs] = ours
    return given


def name_editors(layers: Iterable[LayerRead], given: dict[str, str]) -> None:
    """Give the layers to whom the map says. Raises CommandError where it names nobody of them."""
    theirs = {layer.editor for layer in layers}
    if unknown := sorted(given.keys() - theirs):
        raise CommandError(
            f"--editor-map: nobody is called {', '.join(unknown)} in these files, but: "
            f"{', '.join(sorted(filter(None, theirs))) or 'nobody at all'}",
            returncode=2,
        )
    for layer in layers:
        layer.editor = given.get(layer.editor, layer.editor)


def refuse_labels_of_other_files(layers: Sequence[LayerRead], given: dict[str, str]) -> None:
    """Raises CommandError where all that was marked would be left aside, as by a slip in the map:
    each layer would say then that there is nothing to mark.
    """
    found = any(layer.spans or layer.refused or layer.unread for layer in layers)
    left: Counter[str] = sum((layer.left_aside for layer in layers), Counter())
    # Those that the map names are left aside on purpose.
    others = [what for what in left if "“" in what and not any(f"“{one}”" in what for one in given)]
    if given and others and not found:
        raise CommandError(
            f"--label-map: nothing in these files is called {', '.join(given)}; there are: "
            f"{', '.join(others)}. Add NAME= for each to say that they mark nothing of ours",
            returncode=2,
        )


def read_brat(
    paths: Iterable[Path], label_of: LabelOf, asked: Asked
) -> Iterator[LayerRead | UnusableFile]:
    for path, annotator in annotated(paths):
        if not path.exists():
            yield UnusableFile(str(path), "there is no such file or folder")
            continue
        yield read_pair(path, asked.editor or annotator, label_of, asked.unit)


def annotated(paths: Iterable[Path]) -> Iterator[tuple[Path, str]]:
    """Every .ann file, and what is named itself, with the name of its annotator.

    That is the folder that was named where it holds such files itself, else the one of its folders
    that the file is in, however deep.
    """
    for path in paths:
        if not path.is_dir():
            is_text = path.exists() and path.suffix.lower() == TEXT
            yield path.with_suffix(".ann") if is_text else path, path.absolute().parent.name
            continue
        inside = [
            one
            for one in sorted(path.rglob("*"))
            if one.suffix.lower() == ".ann"
            and one.is_file()
            and not is_hidden(one.relative_to(path).parts)
        ]
        flat = any(one.parent == path for one in inside)
        for one in inside:
            first = one.relative_to(path).parts[0]
            yield one, path.absolute().name if flat else first


def read_pair(path: Path, editor: str, label_of: LabelOf, unit: str) -> LayerRead | UnusableFile:
    """The layer of an .ann file and the .txt beside it."""
    beside = path.with_suffix(TEXT)
    if not beside.is_file():
        beside = path.with_suffix(TEXT.upper())
    if not beside.is_file():
        return UnusableFile(str(path), f"there is no {path.stem}{TEXT} beside it")
    try:
        raw, said = contents(beside), contents(path)
        text, note = decoded(raw)
        lines, note_on_lines = decoded(said) if said.strip() else ("", "")
        layer = brat.read(str(path), editor, raw, text, lines, label_of, unit=unit)
    except (Unfit, Unusable) as unfit:
        return UnusableFile(str(path), str(unfit))
    layer.notes += filter(None, dict.fromkeys((note, note_on_lines)))
    return layer


def contents(path: Path) -> bytes:
    """The bytes of a file. Raises Unfit where it is too large or cannot be opened."""
    file = disk.file_at(path)
    if isinstance(file, Unreadable):
        raise Unfit(f"{path.name}: {file.reason}")
    return file.data()


def read_csv(
    paths: Iterable[Path], label_of: LabelOf, asked: Asked
) -> Iterator[LayerRead | UnusableFile]:
    for file in named_or_ending(paths, TABLES):
        if isinstance(file, Unreadable):
            yield UnusableFile(file.name, file.reason)
            continue
        try:
            its, assumed = open_table(file, own_csv.is_column)
            for layer in table.read(file.name, its, label_of, editor=asked.editor):
                layer.notes += assumed
                yield layer
        except (Unfit, Unusable) as reason:
            yield UnusableFile(file.name, str(reason))


def named_or_ending(paths: Iterable[Path], endings: tuple[str, ...]) -> Iterator[File | Unreadable]:
    """The files that are named, and of folders those that end so."""
    for path in paths:
        for file in disk.files([path]):
            if file.name == str(path) or file.name.lower().endswith(endings):
                yield file


def reader_of(
    read: Callable[..., Iterator[LayerRead | UnusableFile]],
) -> Callable[..., Iterator[LayerRead | UnusableFile]]:
    """The reader of a format that is one file of JSON, or a folder of such files."""

    def read_files(
        paths: Iterable[Path], label_of: LabelOf, asked: Asked
    ) -> Iterator[LayerRead | UnusableFile]:
        for file in named_or_ending(paths, JSON):
            if isinstance(file, Unreadable):
                yield UnusableFile(file.name, file.reason)
                continue
            try:
                text, note = decoded(file.data())
                # All of a file is read before any of it is stored.
                found = list(read(file.name, text, label_of, asked))
            except (Unfit, Unusable) as reason:
                yield UnusableFile(file.name, str(reason))
                continue
            for one in found:
                if note and isinstance(one, LayerRead):
                    one.notes.append(note)
                yield one

    return read_files


TEXT = ".txt"
JSON = (".json", ".jsonl", ".jsonld", ".ndjson")
TABLES = (".csv", ".tsv", ".tab", ".xlsx", ".ods")
WITH_TEXT_FIELD = ("doccano", "labelstudio")
READERS = {
    "brat": read_brat,
    "doccano": reader_of(doccano.read),
    "labelstudio": reader_of(labelstudio.read),
    "webannotation": reader_of(webannotation.read),
    "csv": read_csv,
}
