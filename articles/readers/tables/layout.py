"""How the text of a table is laid out: what parts its cells, and whether marks quote them. Pure."""

import csv
import re
from collections.abc import Callable, Iterator
from typing import Any

DELIMITERS = ",;\t|"
# Excel's own line before the header, which no other program shows.
STATED = re.compile(r'"?sep=(.)"?\s*', re.IGNORECASE | re.DOTALL)
ONLY_DELIMITERS = re.compile(rf'[\s"{DELIMITERS}]*')
# In these files a quotation mark may be a character like any other.
MAY_BE_PLAIN = "\t|"

# A cell may hold more than the csv module's own limit of 131,072 characters; what a record may
# hold is limited by its lines.
csv.field_size_limit(2**31 - 1)


def stated_delimiter(line: str) -> str:
    """The delimiter of a line such as `sep=;`, empty where it is none."""
    found = STATED.fullmatch(line.strip("\r\n\ufeff"))
    return found[1] if found else ""


def is_empty(line: str) -> bool:
    return bool(ONLY_DELIMITERS.fullmatch(line))


IsKnown = Callable[[str], bool]


def delimiter_of(lines: list[str], is_known: IsKnown) -> str:
    """What parts the cells: the delimiter that fits best."""
    return max(DELIMITERS, key=lambda one: fit(one, lines, is_known))


def fit(delimiter: str, lines: list[str], is_known: IsKnown) -> tuple[float, int]:
    """How well the delimiter fits, and into how many columns it parts the header.

    It does by the names in the header that are known, and by the share of rows that are as long
    as the header; one of both may be wrong by chance.
    """
    rows = [row for row in csv.reader(lines, delimiter=delimiter) if any(map(str.strip, row))]
    header = without_empty_end(rows[0]) if rows else []
    if len(header) < 2:
        return 0.0, 0
    alike = sum(len(without_empty_end(row)) <= len(header) <= len(row) for row in rows[1:])
    share = alike / max(1, len(rows) - 1)
    return (sum(map(is_known, header)) + 0.5) * (share + 0.1), len(header)


def lines_of_title(lines: list[str], is_known: IsKnown) -> int:
    """How many lines above the header are only the title of the table: there no name is known,
    and below are several.
    """
    below = next((number for number, line in enumerate(lines) if number and not is_empty(line)), 0)
    if not below or any(map(is_known, cells_of(lines, delimiter_of(lines, is_known)))):
        return 0
    header = cells_of(lines[below:], delimiter_of(lines[below:], is_known))
    return below if sum(map(is_known, header)) > 1 else 0


def cells_of(lines: list[str], delimiter: str) -> list[str]:
    return next(csv.reader(lines, delimiter=delimiter))


def is_plain(lines: list[str], delimiter: str) -> bool:
    """Whether quotation marks are characters like others: all lines are rows with them, and they
    quote wrongly, or would join lines that are rows.
    """
    if not are_plain_rows(lines, delimiter, width=lines[0].count(delimiter) + 1):
        return False
    try:
        quoted = sum(1 for _row in csv.reader(lines, delimiter=delimiter, strict=True))
    except csv.Error:
        return True
    return quoted < len(lines) and not lines[0].startswith('"')


def are_plain_rows(lines: list[str], delimiter: str, *, width: int) -> bool:
    """Whether each line is a row of as many cells as the header, whatever marks it has."""
    return delimiter in MAY_BE_PLAIN and all(
        not line.strip() or line.count(delimiter) + 1 == width for line in lines
    )


def is_row_alone(lines: list[str], delimiter: str, *, width: int) -> bool:
    """Whether a record that is quoted wrongly surely ends with its line: the next can be read."""
    if len(lines) != 1:
        return False
    found = list(csv.reader([*lines, "next"], delimiter=delimiter))
    return len(found) == 2 and len(found[0]) == width


# How programs quote: as the csv module does, with spaces before the marks, with a backslash before
# those inside.
Quoting = dict[str, Any]
QUOTINGS: tuple[Quoting, ...] = ({}, {"skipinitialspace": True}, {"escapechar": "\\"})


def quoted_reader(lines: Iterator[str], sample: list[str], delimiter: str) -> Iterator[list[str]]:
    """The rows of the lines, quoted as most rows of the sample are."""
    quoting = max(QUOTINGS, key=lambda how: rows_that_fit(sample, delimiter, how))
    return csv.reader(lines, delimiter=delimiter, strict=True, **quoting)


def rows_that_fit(lines: list[str], delimiter: str, quoting: Quoting) -> int:
    """How many rows are as long as the header, up to where the quoting is wrong."""
    fit, width = 0, 0
    try:
        for row in csv.reader(lines, delimiter=delimiter, strict=True, **quoting):
            width = width or len(row)
            spaced = any(cell[:1] == " " and cell.lstrip()[:1] == '"' for cell in row)
            fit += len(row) == width and not spaced
    except csv.Error:
        pass
    return fit


def plain_reader(lines: Iterator[str], delimiter: str) -> Iterator[list[str]]:
    return csv.reader(lines, delimiter=delimiter, quoting=csv.QUOTE_NONE)


def without_empty_end(cells: list[str]) -> list[str]:
    """The cells up to the last that holds something."""
    end = len(cells)
    while end and not cells[end - 1].strip():
        end -= 1
    return cells[:end]


def in_words(error: csv.Error) -> str:
    """The csv module's words where they say what is wrong, better ones where they do not."""
    if str(error) == "unexpected end of data":
        return "a quotation mark opens a cell and none closes it"
    if "expected after" in str(error):
        return "the quoting is invalid: a quotation mark inside a cell must be doubled"
    return str(error)
