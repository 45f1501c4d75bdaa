"""The rows of a table that is text: CSV with any delimiter, one after the other. Pure."""

import csv
from collections.abc import Iterator
from typing import NamedTuple

from articles.readers.limits import megabytes
from articles.readers.tables import layout
from articles.readers.tables.lines import Lines, Text
from articles.text import Unfit


class Row(NamedTuple):
    """A row by the line on which it begins: as many cells as the header has names.

    `missing` is how many of them are empty because the row breaks off. Where `refused` says why a
    row cannot be read it has no cells.
    """

    line: int
    cells: list[str]
    raw: str = ""
    missing: int = 0
    refused: str = ""


class Table(NamedTuple):
    """`header` are the names of the columns as they stand, without spaces around them.

    `rows` may be iterated once. `note` says what else there is that is not read.
    """

    header: list[str]
    rows: Iterator[Row]
    note: str = ""


def known_by_nothing(_name: str) -> bool:
    return False


def read_table(stream: Text, *, largest: int, is_known: layout.IsKnown = known_by_nothing) -> Table:
    """The table in `stream`, read row by row; a row larger than `largest` is refused by its line.

    `is_known` tells names of columns that the table is expected to have, among others. Rows with
    nothing in them are passed over. Raises Unfit where there is no header.
    """
    lines = Lines(stream, largest=largest)
    sample = lines.sample()
    stated = ""
    while sample:
        is_empty = layout.is_empty(sample[0])
        if not is_empty and (stated or not (stated := layout.stated_delimiter(sample[0]))):
            break
        next(lines)
        del sample[0]
    if not sample:
        raise Unfit("there is no header line in it")
    if not stated:
        for _ in range(layout.lines_of_title(sample, is_known)):
            next(lines)
            del sample[0]
    delimiter = stated or layout.delimiter_of(sample, is_known)
    lines.shape_by(delimiter)
    if layout.is_plain(sample, delimiter):
        reader = layout.plain_reader(lines, delimiter)
    else:
        reader = layout.quoted_reader(lines, sample, delimiter)
    lines.begin()
    try:
        names = next(reader, [])
    except csv.Error as error:
        raise Unfit(f"the header line is broken: {layout.in_words(error)}") from error
    if lines.too_large:
        raise Unfit(f"the header line is larger than {megabytes(largest)}")
    header = [name.strip('\ufeff" \t\r\n') for name in layout.without_empty_end(names)]
    return Table(header, rows(lines, reader, delimiter, len(header), len(names)))


def rows(
    lines: Lines, reader: Iterator[list[str]], delimiter: str, width: int, full_width: int
) -> Iterator[Row]:
    """The rows below the header, which has `width` names and `full_width` cells."""
    while True:
        lines.begin()
        line = lines.number + 1
        try:
            cells = next(reader, None)
        except csv.Error as error:
            if lines.taken and layout.are_plain_rows(lines.taken, delimiter, width=full_width):
                # From here on quotation marks are characters like others.
                lines.number -= len(lines.taken)
                lines.waiting += reversed(lines.taken)
                reader = layout.plain_reader(lines, delimiter)
                continue
            reason = layout.in_words(error)
            if layout.is_row_alone(lines.taken, delimiter, width=full_width):
                yield Row(line, [], refused=reason)
                continue
            yield Row(line, [], refused=f"{reason}; from this line on nothing was read")
            return
        if cells is None:
            return
        if lines.too_large:
            yield Row(line, [], refused=f"it is larger than {megabytes(lines.largest)}")
        elif not layout.is_empty(raw := "".join(lines.taken)):
            yield fitted(line, cells, raw, width)


def fitted(line: int, cells: list[str], raw: str, width: int) -> Row:
    """The row with as many cells as the header has names."""
    if len(cells) > width:
        cells = cells[:width] + layout.without_empty_end(cells[width:])
    if len(cells) > width:
        reason = f"the record has {len(cells)} cells, but the header has {width}"
        return Row(line, [], raw, refused=reason)
    missing = width - len(cells)
    return Row(line, cells + [""] * missing, raw, missing)
