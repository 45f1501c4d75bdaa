"""Facts as files, written and read: CSV with a row per source, JSON and JSON lines. Pure.

A file is read row by row; what is wrong in one row stays with that row, by its line.
"""

import csv
import io
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from annotations.exchange.exporting.csv import BYTE_ORDER_MARK, guard, unguard
from articles.readers.tables.rows import Row, Table, read_table
from articles.text import Unfit

CONTENT_TYPES = {
    "csv": "text/csv; charset=utf-8",
    "json": "application/json",
    "jsonl": "application/jsonl; charset=utf-8",
}
FORMATS = tuple(CONTENT_TYPES)

OF_SOURCE = ("title", "publisher", "url", "excerpt", "accessed_on", "archive_url")
# Columns that came later stand behind those that others rely on, also where they are of the fact.
FIRST = ("fact", "statement", "as_of", "recheck_on", "verified_by")
LATER = ("fact_id", "retired_at", "replaced_by")
OF_FACT = FIRST + LATER
COLUMNS = FIRST + OF_SOURCE + LATER
UNGUARDED = frozenset({"as_of", "recheck_on", "accessed_on", *LATER})
ROWS_IN_A_CHUNK = 500
LARGEST_ROW = 20 * 1024 * 1024  # characters
# A workbook is a table like any other.
FORMAT_OF_ENDING = {
    **dict.fromkeys(("csv", "tsv", "tab", "xlsx", "ods"), "csv"),
    "json": "json",
    **dict.fromkeys(("jsonl", "ndjson"), "jsonl"),
}


@dataclass
class FactRecord:
    """A fact as recorded in a file, every field as text.

    `where` is its line, and `source_lines` those of its sources (in JSON, its own). For a record
    that cannot be read `refused_because` is the reason, and the rest may be missing.
    """

    where: str
    fields: dict[str, str] = field(default_factory=dict)
    sources: list[dict[str, str]] = field(default_factory=list)
    source_lines: list[str] = field(default_factory=list)
    refused_because: str = ""


class UnreadableFactFile(ValueError):
    """The file as a whole is not a file of facts; the message says why."""


# Writing.


def fact_chunks(
    told: Iterable[FactRecord], *, file_format: str, bom: bool = False
) -> Iterator[str]:
    """The file in pieces. `bom` puts a byte-order mark before a CSV, for Excel."""
    return {"csv": csv_chunks, "json": json_chunks, "jsonl": jsonl_chunks}[file_format](
        told, bom=bom
    )


def csv_chunks(told: Iterable[FactRecord], *, bom: bool = False) -> Iterator[str]:
    buffer = io.StringIO()
    writer = csv.writer(buffer)
    writer.writerow(COLUMNS)
    yield (BYTE_ORDER_MARK if bom else "") + emptied(buffer)
    for number, one in enumerate(told, start=1):
        for source in one.sources or [{}]:
            cells = {**one.fields, **source}
            writer.writerow([guarded_cell(column, cells.get(column, "")) for column in COLUMNS])
        if not number % ROWS_IN_A_CHUNK:
            yield emptied(buffer)
    yield emptied(buffer)


def guarded_cell(column: str, text: str) -> str:
    return text if column in UNGUARDED else guard(text)


def emptied(buffer: io.StringIO) -> str:
    text = buffer.getvalue()
    buffer.seek(0)
    buffer.truncate()
    return text


def json_chunks(told: Iterable[FactRecord], *, bom: bool = False) -> Iterator[str]:
    yield "["
    for number, one in enumerate(told):
        yield ("," if number else "") + "\n  " + as_json_object(one)
    yield "\n]\n"


def jsonl_chunks(told: Iterable[FactRecord], *, bom: bool = False) -> Iterator[str]:
    return (f"{as_json_object(one)}\n" for one in told)


def as_json_object(one: FactRecord) -> str:
    fields: dict[str, Any] = {name: one.fields.get(name) or None for name in OF_FACT}
    fields["sources"] = [
        {name: source.get(name) or None for name in OF_SOURCE} for source in one.sources
    ]
    return json.dumps(fields, ensure_ascii=False)


# Reading.


def read_facts(text: str, *, file_format: str) -> list[FactRecord]:
    """The facts of a file, in its order. Raises UnreadableFactFile where it is none at all."""
    text = text.removeprefix(BYTE_ORDER_MARK)
    if file_format == "csv":
        try:
            return facts_of_table(read_table(io.StringIO(text, newline=""), largest=LARGEST_ROW))
        except Unfit as unfit:
            raise UnreadableFactFile(str(unfit)) from unfit
    return {"json": from_json, "jsonl": from_lines}[file_format](text)


def format_of_file(name: str) -> str | None:
    """The format by the ending of the file's name; None for an unknown ending."""
    ending = name.rpartition(".")[2].lower()
    return FORMAT_OF_ENDING.get(ending)


def is_column(name: str) -> bool:
    return name.strip().lower() in COLUMNS


def facts_of_table(table: Table) -> list[FactRecord]:
    """Merge the rows of one fact: those of one id, else of one name, else of one statement."""
    header = [name.lower() for name in table.header]
    if "statement" not in header:
        raise UnreadableFactFile(
            f"the header line has no column “statement”, but: {', '.join(table.header)}"
        )
    told: list[FactRecord] = []
    known: dict[tuple[str, str], FactRecord] = {}
    for row in table.rows:
        if row.refused or row.missing:
            told.append(FactRecord(str(row.line), refused_because=why_not(row, len(header))))
        else:
            add_source_row(told, known, row.line, header, row.cells)
    return told


def why_not(row: Row, width: int) -> str:
    return row.refused or f"{width - row.missing} cells where the header has {width}"


def add_source_row(
    told: list[FactRecord],
    known: dict[tuple[str, str], FactRecord],
    line: int,
    header: list[str],
    row: list[str],
) -> None:
    cells = {name: unguard(cell) for name, cell in zip(header, row, strict=True)}
    fields = {name: cells.get(name, "").strip() for name in OF_FACT}
    source = {name: cells.get(name, "") for name in OF_SOURCE}
    one = record_of_row(known, fields)
    if one is None:
        one = FactRecord(str(line), fields)
        told.append(one)
    else:
        for name in ("fact", *LATER):
            one.fields[name] = one.fields[name] or fields[name]
        for name, value in fields.items():
            if value and value != one.fields[name] and not one.refused_because:
                one.refused_because = f"another {name} than in line {one.where}, of this fact"
                one.where = str(line)
    for name in ("fact_id", "fact"):
        if fields[name]:
            known.setdefault((name, fields[name]), one)
    if not fields["fact_id"] and not fields["fact"]:
        known.setdefault(("statement", fields["statement"]), one)
    if any(value.strip() for value in source.values()):
        one.sources.append(source)
        one.source_lines.append(str(line))


def record_of_row(
    known: Mapping[tuple[str, str], FactRecord], fields: Mapping[str, str]
) -> FactRecord | None:
    """The record so far that a row of these fields goes on with.

    Two lists may call different facts alike: a row with an id is not of a record with another.
    """
    if found := known.get(("fact_id", fields["fact_id"])):
        return found
    name = "fact" if fields["fact"] else "statement"
    found = known.get((name, fields[name]))
    is_other = found and fields["fact_id"] and found.fields["fact_id"]
    return None if is_other else found


def from_json(text: str) -> list[FactRecord]:
    try:
        found = json.loads(text)
    except ValueError as error:
        raise UnreadableFactFile(f"not JSON: {error}") from error
    if not isinstance(found, list):
        raise UnreadableFactFile("not a list of facts")
    return [from_object(f"item {number}", one) for number, one in enumerate(found, start=1)]


def from_lines(text: str) -> list[FactRecord]:
    told = []
    for number, line in enumerate(text.split("\n"), start=1):
        if line.strip():
            try:
                told.append(from_object(str(number), json.loads(line)))
            except ValueError as error:
                told.append(FactRecord(str(number), refused_because=f"not JSON: {error}"))
    return told


def from_object(where: str, found: Any) -> FactRecord:
    if not isinstance(found, Mapping):
        return FactRecord(where, refused_because="not an object")
    sources = found.get("sources") or []
    if not isinstance(sources, list) or not all(isinstance(one, Mapping) for one in sources):
        return FactRecord(where, refused_because="sources: not a list of objects")
    try:
        return FactRecord(
            where,
            text_members(found, OF_FACT),
            [text_members(source, OF_SOURCE) for source in sources],
            [where] * len(sources),
        )
    except TypeError as error:
        return FactRecord(where, refused_because=str(error))


def text_members(found: Mapping[str, Any], names: Iterable[str]) -> dict[str, str]:
    """The named members as text. Raises TypeError where one is neither text nor a whole number."""
    told = {}
    for name in names:
        value = found.get(name)
        if isinstance(value, bool) or not isinstance(value, str | int | None):
            raise TypeError(f"{name}: neither text nor a number")
        told[name] = "" if value is None else str(value)
    return told
