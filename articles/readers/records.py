"""CSV, JSONL and JSON of articles: one record is one article, refused or read on its own."""

import csv
import io
import json
import re
from collections.abc import Iterator
from functools import partial
from typing import Any

from django.conf import settings

from articles.importing.drafts import Draft, Unreadable
from articles.readers.decoding import decoded
from articles.readers.drafting import Options, Piece, address, day, draft
from articles.readers.files import File
from articles.text import Unfit, storable

COLUMNS = ("text", "title", "outlet", "url", "published_on", "language", "byline")
DELIMITERS = ",;\t"
DECODER = json.JSONDecoder()
NO_SPACE = re.compile(r"[^ \t\r\n]")

# The csv module's own limit of 131,072 characters is less than a long article.
csv.field_size_limit(settings.LARGEST_FILE)


def read_csv(file: File, options: Options) -> Iterator[Piece]:
    """The articles of a CSV with a header line; `FILE:LINE` is a record's name."""
    name = storable(file.name)
    source, note = decoded(file.data(), declared=file.charset)
    lines = list(io.StringIO(source, newline=""))
    rows = csv.reader(lines, delimiter=delimiter(lines), strict=True)
    try:
        header = [cell.strip().lower() for cell in next(rows, [])]
    except csv.Error as error:
        raise Unfit(f"the header line is broken: {in_words(error)}") from error
    refuse_header(header)
    notes = [*([note] if note else []), *unread(set(header) - set(COLUMNS))]
    before, records = rows.line_num, 0
    while True:
        where = f"{name}:{before + 1}"
        try:
            row = next(rows, None)
        except csv.Error as error:
            yield partial(
                Unreadable, where, f"{in_words(error)}; from this line on nothing was read"
            )
            return
        if row is None:
            break
        raw = "".join(lines[before : rows.line_num]).encode()
        before = rows.line_num
        if not row:
            continue
        records += 1
        if len(row) != len(header):
            reason = f"the record has {len(row)} cells, but the header has {len(header)}"
            yield partial(Unreadable, where, reason)
            continue
        record = dict(zip(header, row, strict=True))
        yield partial(one, where, raw, record, options, media_type="text/csv", notes=notes)
    if not records:
        raise Unfit("there is no record under the header line")


def in_words(error: csv.Error) -> str:
    """The csv module's words where they say what is wrong, better ones where they do not."""
    if str(error) == "unexpected end of data":
        return "a quotation mark opens a cell and none closes it"
    if "expected after" in str(error):
        return "the quoting is invalid: a quotation mark inside a cell must be doubled"
    return str(error)


def delimiter(lines: list[str]) -> str:
    """The first delimiter by which the header has a column `text`."""
    header = lines[0] if lines else ""
    for candidate in DELIMITERS:
        cells = [cell.strip(' "\r\n').lower() for cell in header.split(candidate)]
        if "text" in cells and len(cells) > 1:
            return candidate
    return DELIMITERS[0]


def refuse_header(header: list[str]) -> None:
    if "text" not in header:
        raise Unfit("the header line has no column “text”")
    twice = [column for column in COLUMNS if header.count(column) > 1]
    if twice:
        raise Unfit(f"the header line has the column “{twice[0]}” twice")


def read_json(file: File, options: Options) -> Iterator[Piece]:
    """The articles of JSON: one object a line, or an array of objects, or one object alone.

    `FILE:LINE` is a record's name, by the line on which it begins.
    """
    name = storable(file.name)
    source, note = decoded(file.data(), declared=file.charset)
    if not source.strip():
        raise Unfit("there is nothing but white space in it")
    media_type, records = "application/json", objects_of_whole(source)
    if records is None:
        media_type, records = "application/jsonl", objects_by_line(source)
    last, on_line = 0, 0
    for line, raw, record in records:
        on_line = on_line + 1 if line == last else 1
        last = line
        where = f"{name}:{line}" if on_line == 1 else f"{name}:{line}, number {on_line}"
        if isinstance(record, Unfit):
            yield partial(Unreadable, where, str(record))
            continue
        try:
            told = members(record)
        except Unfit as unfit:
            yield partial(Unreadable, where, str(unfit))
            continue
        notes = [*([note] if note else []), *unread(set(told) - set(COLUMNS))]
        yield partial(one, where, raw.encode(), told, options, media_type=media_type, notes=notes)


# The line on which it begins, its characters, and what it says, or why it cannot be read.
Found = Iterator[tuple[int, str, Any]]


def objects_of_whole(source: str) -> Found | None:
    """The items of the array that the source is, or the object; None where it goes by lines."""
    start = after_space(source, 0)
    if source[start] == "[":
        first_line = source[start:].split("\n", 1)[0]
        # An array that is closed in its line, with more below: a line that is no object.
        if is_json(first_line) and source[start + len(first_line) :].strip():
            return None
        return items(source, start)
    if source[start] == "{" and not is_json(source[start:].split("\n", 1)[0]):
        try:
            record, end = DECODER.raw_decode(source, start)
        except (ValueError, RecursionError):
            return None
        if not source[end:].strip():
            return iter([(1 + source.count("\n", 0, start), source[start:end], record)])
    return None


def items(source: str, start: int) -> Found:
    """The items of the array that begins at `start`; where it breaks off, the last is why."""
    line, seen = 1, 0
    position = after_space(source, start + 1)
    if source[position : position + 1] == "]":
        raise Unfit("the array is empty")
    while True:
        line, seen = line + source.count("\n", seen, position), position
        try:
            item, end = DECODER.raw_decode(source, position)
            yield line, source[position:end], item
            position = after_space(source, end)
            mark = source[position : position + 1]
            if mark == "]":
                break
            if mark != ",":
                raise json.JSONDecodeError(
                    "Expecting a comma or the end of the array", source, position
                )
            position = after_space(source, position + 1)
        except json.JSONDecodeError as error:
            reason = f"it is not JSON: {error.msg} (column {error.colno})"
            yield error.lineno, "", Unfit(f"{reason}; from this line on nothing was read")
            return
        except (ValueError, RecursionError):  # a number too long, brackets too deep
            yield line, "", Unfit("it is not JSON that can be read; from here on nothing was read")
            return
    position = after_space(source, position + 1)
    if position < len(source):
        below = line + source.count("\n", seen, position)
        yield below, "", Unfit("there is more after the end of the array, which was not read")


def objects_by_line(source: str) -> Found:
    for number, line in enumerate(source.split("\n"), 1):
        if line.strip():
            yield number, line, parsed(line)


def parsed(line: str) -> Any:
    """What one line says, or why it cannot be read."""
    try:
        return json.loads(line)
    except json.JSONDecodeError as error:
        return Unfit(f"the line is not JSON: {error.msg} (column {error.colno})")
    except (ValueError, RecursionError):  # a number too long, brackets too deep
        return Unfit("the line is not JSON that can be read")


def is_json(line: str) -> bool:
    return not isinstance(parsed(line), Unfit)


def after_space(source: str, position: int) -> int:
    """The first position from there on that holds no white space of JSON."""
    found = NO_SPACE.search(source, position)
    return found.start() if found else len(source)


def members(record: Any) -> dict[str, str]:
    """The members of an object that are columns, null as an empty string."""
    if not isinstance(record, dict):
        raise Unfit("it is not a JSON object")
    if "text" not in record:
        raise Unfit("the object has no member “text”")
    for column in COLUMNS:
        if not isinstance(record.get(column, ""), str | None):
            raise Unfit(f"“{column}” is not a string")
    return {str(key): value or "" for key, value in record.items()}


def unread(columns: set[str]) -> list[str]:
    """A note that names the columns nobody asked for."""
    named = storable(", ".join(sorted(columns - {""})))
    return [f"Not read: {named}."] if named else []


def one(
    where: str, raw: bytes, record: dict[str, Any], options: Options, **more: Any
) -> Draft | Unreadable:
    """The draft of one record, or why it is none."""
    try:
        return draft(
            where,
            raw,
            record["text"],
            options,
            title=record.get("title", ""),
            outlet=record.get("outlet", "").strip() or options.outlet,
            url=address(record.get("url", "")),
            byline=record.get("byline", ""),
            language=record.get("language", "").strip(),
            published_on=day(record.get("published_on", "")),
            **more,
        )
    except Unfit as unfit:
        return Unreadable(where, str(unfit))
