"""Our CSV read back, with the guard against formulas undone. Pure."""

import csv
import sys
from collections.abc import Iterable, Iterator

from annotations.exchange.exporting.csv import BYTE_ORDER_MARK, COLUMNS, unguard


class NotOurCsv(ValueError):
    """What was read is not a CSV of annotations; the message names the line and what is wrong."""


def read_rows(lines: Iterable[str], *, needed: Iterable[str] = COLUMNS) -> Iterator[dict[str, str]]:
    """Each row as {column: text}, exactly as it was before it was written.

    `lines` is a file opened with newline="" (a line break inside a cell is part of it) or any
    iterable of lines; a byte-order mark is dropped. Columns may stand in any order and others may
    be among them. Raises NotOurCsv where one of `needed` is missing, or a row is broken.
    """
    # The csv module refuses a cell of more than 131,072 characters; a span may be a whole article.
    # On some systems a C long, which holds the limit, is smaller than sys.maxsize.
    csv.field_size_limit(min(sys.maxsize, 2**31 - 1))
    reader = csv.reader(without_mark(lines), strict=True)
    try:
        header = next(reader, [])
        if missing := [column for column in needed if column not in header]:
            raise NotOurCsv(f"line 1: no column {', '.join(missing)}")
        for row in reader:
            if len(row) != len(header):
                found = f"{len(row)} cells where the header has {len(header)}"
                raise NotOurCsv(f"line {reader.line_num}: {found}")
            yield dict(zip(header, map(unguard, row), strict=True))
    except csv.Error as error:
        raise NotOurCsv(f"line {reader.line_num}: {error}") from error


def without_mark(lines: Iterable[str]) -> Iterator[str]:
    for number, line in enumerate(lines):
        yield line if number else line.removeprefix(BYTE_ORDER_MARK)
