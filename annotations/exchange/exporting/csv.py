"""Rows as CSV: RFC 4180, UTF-8, safe to open in a spreadsheet and exact to read back.

Pure. annotations/exchange/importing/own_csv.py reads it back.
"""

import csv
import io
import re
from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, datetime
from decimal import Decimal
from itertools import islice
from typing import Any

from annotations.exchange.exporting.row import CONTEXT_FIELDS, Row
from annotations.spans.numbers import plain_decimal

CONTENT_TYPE = "text/csv; charset=utf-8"
COLUMNS = Row._fields[: -len(CONTEXT_FIELDS)]
BYTE_ORDER_MARK = "\ufeff"

# Rows in one piece of output: enough that the cost of a piece vanishes, few enough that the first
# comes at once and that memory stays flat (about 150 kB).
ROWS_IN_A_CHUNK = 500

RUN_AS_A_FORMULA = re.compile(r"'*[=+\-@\t\r]")
GUARDED = re.compile(r"'+[=+\-@\t\r]")


def chunks(rows: Iterable[Row], *, bom: bool = False) -> Iterator[str]:
    """The CSV of `rows` in pieces of some hundred lines, the header first.

    `bom` puts a byte-order mark before it, without which Excel takes UTF-8 for something else.
    """
    buffer = io.StringIO()
    writer = csv.writer(buffer)
    writer.writerow(COLUMNS)
    left = iter(rows)
    yield (BYTE_ORDER_MARK if bom else "") + buffer.getvalue()
    while some := list(islice(left, ROWS_IN_A_CHUNK)):
        buffer.seek(0)
        buffer.truncate()
        writer.writerows(map(cells, some))
        yield buffer.getvalue()


def cells(row: Row) -> list[Any]:
    """What stands in the cells of one row; the csv module writes None as nothing."""
    written: list[Any] = list(row[: len(COLUMNS)])
    for place, write in WRITTEN_BY:
        written[place] = write(written[place])
    return written


def guard(text: str) -> str:
    """`text` with a leading apostrophe where a spreadsheet would run it as a formula.

    A text that already looks guarded gets one more, so that `unguard` is the exact inverse.
    """
    return f"'{text}" if RUN_AS_A_FORMULA.match(text) else text


def unguard(cell: str) -> str:
    """The text that `guard` was given; a number never looks guarded and stays as it is."""
    return cell[1:] if GUARDED.match(cell) else cell


def decimal_cell(value: Decimal | None) -> str:
    return "" if value is None else plain_decimal(value)


def utc_timestamp(at: datetime | None) -> str:
    """An aware datetime as ISO 8601 in UTC, to the microsecond: 2026-03-01T09:30:00.000000Z."""
    if at is None:
        return ""
    return at.astimezone(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")


# Free text is guarded; ids, dates, numbers and our own fixed words cannot begin a formula.
WRITERS: dict[str, Callable[[Any], str]] = {
    **dict.fromkeys(["article_title", "outlet", "article_url", "language", "editor"], guard),
    **dict.fromkeys(["exact", "attributed_to", "unit", "note", "decided_by", "rationale"], guard),
    **dict.fromkeys(["created_at", "updated_at", "decided_at"], utc_timestamp),
    "value": decimal_cell,
}
WRITTEN_BY = [(COLUMNS.index(column), write) for column, write in WRITERS.items()]
