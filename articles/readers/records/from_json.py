"""Articles that are objects of JSON: one a line, in an array, in the answer of a service, alone."""

import io
import json
from collections.abc import Iterator
from functools import partial
from itertools import chain, islice
from typing import Any, TextIO

from django.conf import settings

from articles.importing.drafts import Draft
from articles.readers.drafting import Options, Piece, made
from articles.readers.files import File
from articles.readers.limits import megabytes
from articles.readers.news import json_ld, ninjs
from articles.readers.records import columns
from articles.readers.records.asking import LEFT_OUT, ROWS_SHOWN, needed
from articles.readers.records.drafts import draft_of
from articles.readers.records.source import Broken, Source, Value, whole
from articles.readers.records.within import member, names_in, records_in, unwrapped
from articles.readers.streams import text_stream
from articles.text import Unfit, storable

JSON, LINES = "application/json", "application/jsonl"
FIRST = 20  # records by which it is told whether the members are known
LONGEST_FIRST_LINE = 1024 * 1024  # characters; a longer one is no line of JSONL
PART = 1024 * 1024
# A line that has one of these may hold more than one article.
SEVERAL = ('"articles"', '"docs"', '"hits"', '"results"', '"@graph"', '"@context"')


def read(file: File, options: Options) -> Iterator[Piece]:
    """The articles of JSON; `FILE:LINE` is a record's name, by the line on which it begins.

    Raises Unfit where there is none.
    """
    name = storable(file.name)
    stream, note = text_stream(file)
    lines, rest = first_lines(stream)
    whole = Joined("".join(lines), rest)
    found = values_by_line(whole) if is_by_lines(lines) else values_of_document(whole)
    media_type = LINES if starts_with_object(lines) else JSON
    first = list(islice(found, FIRST))
    if not first:
        raise Unfit(
            "there is no record in it" if lines else "there is nothing but white space in it"
        )
    question = question_about(name, first, options)
    if question and name in options.tables and not options.asking:
        raise Unfit(LEFT_OUT)
    if question:
        yield question
    if question or options.asking:
        return
    notes = [note] if note else []
    last, on_line = 0, 0
    for line, raw, value in chain(first, found):
        on_line = on_line + 1 if line == last else 1
        last = line
        where = f"{name}:{line}" if on_line == 1 else f"{name}:{line}, number {on_line}"
        yield partial(made, where, draft_of_value, raw, value, options, media_type, notes, name)


class Joined:
    """Characters that were read, and the stream that they were read from."""

    def __init__(self, head: str, stream: TextIO) -> None:
        self.head: TextIO | None = io.StringIO(head, newline="")
        self.stream = stream

    def read(self, size: int = -1, /) -> str:
        if self.head:
            if part := self.head.read(size):
                return part
            self.head = None
        return self.stream.read(size)

    def readline(self, size: int = -1, /) -> str:
        if self.head:
            if part := self.head.readline(size):
                return part
            self.head = None
        return self.stream.readline(size)


def first_lines(stream: TextIO) -> tuple[list[str], TextIO]:
    """The lines up to the second that is not blank, a very long one as far as it was read."""
    lines: list[str] = []
    filled = 0
    while filled < 2 and (line := stream.readline(LONGEST_FIRST_LINE)):
        lines.append(line)
        filled += bool(line.strip("\ufeff \t\r\n"))
    return (lines, stream) if filled else ([], stream)


def starts_with_object(lines: list[str]) -> bool:
    """Whether the first line is an object, as all are in JSON Lines."""
    first = next((line for line in lines if line.strip()), "")
    return isinstance(parsed(first), dict) or is_by_lines(lines)


def is_by_lines(lines: list[str]) -> bool:
    """Whether each line is a record of its own: broken ones are then refused by themselves."""
    filled = [line.strip("\ufeff \t\r\n") for line in lines if line.strip("\ufeff \t\r\n")]
    if len(filled) < 2 or len(lines[-1]) >= LONGEST_FIRST_LINE or filled[0].startswith("["):
        return False
    first, second = filled
    if not isinstance(parsed(first), Unfit):
        return True
    return not first.startswith("{") or (second.startswith("{") and first[-1] not in "[{,:")


def values_by_line(stream: Joined) -> Iterator[Value]:
    """Each line that is not blank; what is in it is read only when it is needed."""
    number = 0
    largest = settings.LARGEST_FILE
    while line := stream.readline(largest + 2):
        number += 1
        if len(line) > largest and not line.endswith(("\n", "\r")):
            while (part := stream.readline(PART)) and not part.endswith(("\n", "\r")):
                pass
            yield Value(number, "", Unfit(f"it is larger than {megabytes(largest)}"))
        elif not line.strip("\ufeff \t\r\n"):
            continue
        elif any(mark in line for mark in SEVERAL):
            for one in values_of_document(io.StringIO(line)):
                yield one._replace(line=number)
        else:
            yield Value(number, line.rstrip("\r\n"), Line(line))


class Line(str):
    """A line of JSON that has not been read yet."""

    __slots__ = ()


def values_of_document(stream: Any) -> Iterator[Value]:
    try:
        for one in records_in(Source(stream, largest=settings.LARGEST_FILE)):
            if isinstance(one.value, dict) and json_ld.is_json_ld(one.value):
                yield from nodes_of(one)
            else:
                yield one
    except Broken as broken:
        yield Value(broken.line, "", broken)


def nodes_of(one: Value) -> Iterator[Value]:
    """The articles of JSON-LD in a record, or why there is none."""
    try:
        for node in json_ld.articles(one.value):
            yield Value(one.line, one.raw, node)
    except Unfit as unfit:
        yield Value(one.line, one.raw, unfit)


def parsed(value: Any) -> Any:
    """What one line says, or why it cannot be read; any other value as it is."""
    if not isinstance(value, str):
        return value
    try:
        # Some programs write lines as the items of an array, with a comma behind each.
        return whole(value.strip("\ufeff \t\r\n").removesuffix(","))
    except json.JSONDecodeError as error:
        return Unfit(f"the line is not JSON: {error.msg} (column {error.colno})")
    except (ValueError, RecursionError):  # brackets too deep
        return Unfit("the line is not JSON that can be read")


def question_about(name: str, first: list[Value], options: Options) -> Piece | None:
    """The question which member is what, where no record has a text by a known name."""
    records = [unwrapped(one) for each in first if isinstance(one := value_of(each), dict)]
    if not records:
        return None
    mapping = options.mapping_of(name)
    choices = []
    for record in records:
        if is_known(record, mapping):
            return None
        names = names_in(record)
        choices.append(columns.choose(names, with_members(names, mapping)))
        if "text" in choices[-1].columns and not options.asking:
            return None
    names = tuple(dict.fromkeys(chain.from_iterable(map(names_in, records))))
    shown = [
        {name: member(record, name) for name in names_in(record)} for record in records[:ROWS_SHOWN]
    ]
    return needed(name, names, shown, columns.choose(names, with_members(names, mapping)))


def value_of(one: Value) -> Any:
    return parsed(one.value) if isinstance(one.value, Line) else one.value


def is_known(record: dict[str, Any], mapping: tuple[tuple[str, str], ...]) -> bool:
    """Whether it is an article in a form of its own, which has no columns to choose."""
    return not mapping and (ninjs.is_ninjs(record) or json_ld.is_json_ld(record))


def with_members(
    names: tuple[str, ...], mapping: tuple[tuple[str, str], ...]
) -> tuple[tuple[str, str], ...]:
    """The mapping for a record, in which a member may be missing; the text may not."""
    return tuple(
        (field, column if field == "text" or columns.is_among(column, names) else "")
        for field, column in mapping
    )


def draft_of_value(
    name: str,
    raw: str,
    value: Any,
    options: Options,
    media_type: str,
    notes: list[str],
    table: str,
) -> Draft:
    """The draft of what was found in the file of the name `table`. Raises Unfit."""
    record = parsed(value) if isinstance(value, Line) else value
    if isinstance(record, Unfit):
        raise record
    if not isinstance(record, dict):
        raise Unfit("it is not a JSON object")
    record = unwrapped(record)
    mapping = options.mapping_of(table)
    if is_known(record, mapping):
        reader = ninjs if ninjs.is_ninjs(record) else json_ld
        return reader.draft_of(name, raw.encode("utf-8", "surrogatepass"), record, options)
    names = names_in(record)
    # A member that says nothing leaves its place to another: "text": null beside "body".
    filled = tuple(name for name in names if member(record, name) not in (None, "", []))
    choice = columns.choose(filled, with_members(filled, mapping))
    if "text" not in choice.columns:
        choice = columns.choose(names, with_members(names, mapping))
    if "text" not in choice.columns:
        raise Unfit(choice.why_no_text(names))
    fields = {field: member(record, column) for field, column in choice.columns.items()}
    return draft_of(name, raw.encode(), fields, options, media_type, [*notes, *choice.notes])
