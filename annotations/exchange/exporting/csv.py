"""Rows as CSV: RFC 4180, UTF-8, safe to open in a spreadsheet and exact to read back.

Pure. annotations/exchange/importing/own_csv.py reads it back.
"""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import islice

from annotations.exchange.exporting.row import COLUMNS, HEAD_AT, Head, Row

CONTENT_TYPE = "text/csv; charset=utf-8"
BYTE_ORDER_MARK = "\ufeff"

# Rows in one piece of output: enough that the cost of a piece vanishes, few enough that the first
# comes at once and that memory stays flat (about 150 kB).
ROWS_IN_A_CHUNK = 500

RUN_AS_A_FORMULA = re.compile(r"'*[=+\-@\t\r]")
GUARDED = re.compile(r"'+[=+\-@\t\r]")
# What a text begins with that may want a guard; hardly any does, so that it is asked first.
SUSPECT = frozenset("'=+-@\t\r")

# Free text is guarded; ids, dates, numbers and our own fixed words cannot begin a formula.
GUARDED_IN_HEAD = frozenset({"article_title", "outlet", "article_url", "language", "editor"})


def chunks(rows: Iterable[Row], *, bom: bool = False) -> Iterator[str]:
    """The CSV of `rows` in pieces of some hundred lines, the header first.

    `bom` puts a byte-order mark before it, without which Excel takes UTF-8 for something else.
    """
    left = lines(rows)
    yield (BYTE_ORDER_MARK if bom else "") + ",".join(COLUMNS) + "\r\n"
    while some := list(islice(left, ROWS_IN_A_CHUNK)):
        yield "".join(some)


def lines(rows: Iterable[Row]) -> Iterator[str]:
    """The line of each row. Not by the csv module, which looks at each letter of each cell."""
    head: Head | None = None
    of_head = ""
    for row in rows:
        if row[HEAD_AT] is not head:
            head = row.head
            of_head = written_head(head)
        (
            key,
            _head,
            label,
            start,
            end,
            exact,
            attributed_to,
            value,
            unit,
            note,
            facts,
            status,
            decided_by,
            decided_at,
            rationale,
            guideline_version,
            created_at,
            updated_at,
            span_group,
            origin,
            suggestions_shown,
            fact_ids,
            _prefix,
            _suffix,
        ) = row
        yield (
            f"{key},{of_head},{label},{start},{end},{text_cell(exact)},"
            f"{attributed_to and repeated_cell(attributed_to)},{value},"
            f"{unit and repeated_cell(unit)},{note and text_cell(note)},{facts},"
            f"{status},{decided_by and repeated_cell(decided_by)},"
            f"{decided_at},{rationale and text_cell(rationale)},{guideline_version},"
            f"{created_at},{updated_at},{span_group},{origin},{suggestions_shown},{fact_ids}\r\n"
        )


# Final rows go to and fro between the editors of a text.
@lru_cache(maxsize=64)
def written_head(head: Head) -> str:
    return ",".join(
        quoted(guard(str(cell)) if name in GUARDED_IN_HEAD else str(cell))
        for name, cell in zip(Head._fields, head, strict=True)
    )


def text_cell(text: str) -> str:
    """A free text as it stands in the file: guarded and quoted where it needs that."""
    if text[:1] in SUSPECT:
        text = guard(text)
    # As `quoted` asks, without a call of it for each text.
    return quoted(text) if '"' in text or "," in text or "\n" in text or "\r" in text else text


# Names and units come again and again.
repeated_cell = lru_cache(maxsize=512)(text_cell)


def quoted(cell: str) -> str:
    """The cell in quotation marks where it needs them."""
    if '"' in cell:
        return '"' + cell.replace('"', '""') + '"'
    return f'"{cell}"' if "," in cell or "\n" in cell or "\r" in cell else cell


def guard(text: str) -> str:
    """`text` with a leading apostrophe where a spreadsheet would run it as a formula.

    A text that already looks guarded gets one more, so that `unguard` is the exact inverse.
    """
    return f"'{text}" if RUN_AS_A_FORMULA.match(text) else text


def unguard(cell: str) -> str:
    """The text that `guard` was given; a number never looks guarded and stays as it is."""
    return cell[1:] if GUARDED.match(cell) else cell
