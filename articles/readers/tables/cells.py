"""Sheets of a workbook as a table: the first that has a header, whatever program wrote it. Pure."""

import csv
import io
from collections.abc import Iterable, Iterator
from itertools import chain, islice

from articles.readers.limits import megabytes
from articles.readers.tables.rows import Row, Table
from articles.text import Unfit, storable

# The number of a row, from 1, and what stands in it by the number of the column, from 0.
WorkbookRow = tuple[int, dict[int, str]]
# No header is longer: cells far to the right are not there by intention.
MOST_COLUMNS = 1_000


def table_of(sheets: Iterable[tuple[str, Iterator[WorkbookRow]]], *, largest: int) -> Table:
    """The table of the first sheet with a header, and a note that names the others in use."""
    found, name, others = None, "", []
    for title, rows in sheets:
        filled = (row for row in rows if any(map(str.strip, row[1].values())))
        first = list(islice(filled, 2))
        if not first:
            continue
        if found is None:
            # A single cell above the header is the title of the sheet.
            if len(first) == 2 and len(first[0][1]) == 1 and len(first[1][1]) > 1:
                del first[0]
            name, found = title, chain(first, filled)
        else:
            others.append(title)
    if found is None:
        raise Unfit("there is no table in the workbook")
    _, names = next(found)
    width = 1 + max((column for column in names if column < MOST_COLUMNS), default=0)
    header = [names.get(column, "").strip() for column in range(width)]
    note = f"Only the sheet “{name}” was read, not: {', '.join(others)}." if others else ""
    return Table(header, rows_below(found, width, largest), storable(note))


def rows_below(found: Iterator[WorkbookRow], width: int, largest: int) -> Iterator[Row]:
    for line, cells in found:
        is_wider = any(cells[column].strip() for column in cells if column >= width)
        if sum(map(len, cells.values())) > largest:
            yield Row(line, [], refused=f"it is larger than {megabytes(largest)}")
        elif is_wider:
            last = max(cells) + 1
            reason = f"the record has {last} cells, but the header has {width}"
            yield Row(line, [], refused=reason)
        else:
            row = [cells.get(column, "") for column in range(width)]
            yield Row(line, row, as_csv(row))


def as_csv(row: list[str]) -> str:
    """The row as it is kept: a workbook has no characters of its own for it."""
    written = io.StringIO()
    csv.writer(written, lineterminator="\n").writerow(row)
    return written.getvalue()
