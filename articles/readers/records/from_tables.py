"""Articles that are the rows of a table: CSV with any delimiter, workbooks."""

import io
from collections.abc import Iterator
from functools import partial
from itertools import islice

from articles.importing.drafts import Unreadable
from articles.readers.drafting import Options, Piece, made
from articles.readers.files import HEAD, File
from articles.readers.records import columns
from articles.readers.records.asking import LEFT_OUT, ROWS_SHOWN, needed
from articles.readers.records.columns import is_usual
from articles.readers.records.drafts import draft_of
from articles.readers.tables.files import open_table
from articles.readers.tables.rows import Row, read_table
from articles.text import Unfit, storable

MEDIA_TYPE = "text/csv"
LONGEST_NAME = 40  # characters of the name of a column, where the file does not say it is a table


def read(file: File, options: Options) -> Iterator[Piece]:
    """The articles of a table with a header line; `FILE:LINE` is a record's name. Raises Unfit."""
    name = storable(file.name)
    table, assumed = open_table(file, is_usual)
    header = table.header
    choice = columns.choose(tuple(header), options.mapping_of(name))
    if "text" not in choice.columns and name in options.tables and not options.asking:
        raise Unfit(LEFT_OUT)
    if options.asking or "text" not in choice.columns:
        first = [row for row in islice(table.rows, ROWS_SHOWN) if not row.refused]
        records = [dict(zip(header, row.cells, strict=True)) for row in first]
        yield needed(name, filter(None, header), records, choice)
        return
    places = {field: header.index(column) for field, column in choice.columns.items()}
    notes = [*assumed, *choice.notes]
    records_seen = 0
    for row in table.rows:
        records_seen += 1
        where = f"{name}:{row.line}"
        if row.refused:
            yield partial(Unreadable, where, row.refused)
            continue
        fields = {field: row.cells[place] for field, place in places.items()}
        raw = row.raw.encode()
        yield partial(
            made, where, draft_of, raw, fields, options, MEDIA_TYPE, [*notes, *lacking(row)]
        )
    if not records_seen:
        raise Unfit("there is no record under the header line")


def is_table(head: str) -> bool:
    """Whether characters that a file begins with are a table of articles, whatever its name: the
    header names the text and another detail, and as many cells stand below.
    """
    try:
        table = read_table(io.StringIO(head, newline=""), largest=len(head), is_known=is_usual)
        choice = columns.choose(tuple(table.header))
    except Unfit:
        return False
    if "text" not in choice.columns or choice.is_summary or len(choice.columns) < 2:
        return False
    row = next(table.rows, None)
    if row is None or row.missing or max(map(len, table.header)) > LONGEST_NAME:
        return False
    # A long text may be cut off where the head ends.
    return not row.refused or len(head) >= HEAD // 4


def lacking(row: Row) -> list[str]:
    """A note where the row breaks off."""
    if not row.missing:
        return []
    cells = "cell is" if row.missing == 1 else "cells are"
    return [f"The line breaks off: its last {row.missing} {cells} missing."]
