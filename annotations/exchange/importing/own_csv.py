"""Our CSV read back, with the guard against formulas undone. Pure."""

from collections.abc import Iterable, Iterator

from annotations.exchange.exporting.csv import unguard
from annotations.exchange.exporting.row import COLUMNS
from articles.readers.tables.lines import Given
from articles.readers.tables.rows import Table, read_table
from articles.text import Unfit

LARGEST_ROW = 20 * 1024 * 1024  # characters; a span may be a whole article


class NotOurCsv(ValueError):
    """What was read is not a CSV of annotations; the message names the line and what is wrong."""


def is_column(name: str) -> bool:
    return name.strip().lower() in COLUMNS


def read_rows(lines: Iterable[str], *, needed: Iterable[str] = COLUMNS) -> Iterator[dict[str, str]]:
    """Each row as {column: text}, exactly as it was before it was written.

    `lines` is a file opened with newline="" (a line break inside a cell is part of it) or any
    iterable of lines; a byte-order mark is dropped. Raises NotOurCsv as `rows_of_table` does.
    """
    try:
        table = read_table(Given(lines), largest=LARGEST_ROW, is_known=is_column)
    except Unfit as unfit:
        raise NotOurCsv(str(unfit)) from unfit
    for line, row, complaint in rows_of_table(table, needed=needed):
        if complaint:
            raise NotOurCsv(f"line {line}: {complaint}")
        yield row


def rows_of_table(
    table: Table, *, needed: Iterable[str] = COLUMNS
) -> Iterator[tuple[int, dict[str, str], str]]:
    """The line on which each row begins, the row as {column: text}, and what is wrong with it.

    Of a row that breaks off there is what it has. Columns may stand in any order and others may be
    among them. Raises NotOurCsv where one of `needed` is missing.
    """
    header = [name.lower() for name in table.header]
    if missing := [column for column in needed if column not in header]:
        raise NotOurCsv(f"the header line has no column {', '.join(missing)}")
    for row in table.rows:
        cells = dict(zip(header, map(unguard, row.cells), strict=False))
        complaint = row.refused
        if row.missing:
            there = len(header) - row.missing
            complaint = f"{there} cells where the header has {len(header)}"
        yield row.line, cells, complaint
