"""Workbooks of LibreOffice (.ods): their first sheet with a header as a table, row by row. Pure."""

import zipfile
from collections.abc import Iterator
from typing import Any, BinaryIO

from lxml import etree

from articles.readers.limits import megabytes
from articles.readers.tables.cells import MOST_COLUMNS, WorkbookRow, table_of
from articles.readers.tables.rows import Table
from articles.readers.tables.xlsx import BROKEN, SAFE, local
from articles.text import Unfit

CONTENT = "content.xml"
TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
MOST_REPEATED = 1_000  # times that a row which is not empty may stand for others like it


def read_workbook(stream: BinaryIO, *, largest: int, most: int) -> Table:
    """As `xlsx.read_workbook` does it. Raises Unfit."""
    try:
        book = zipfile.ZipFile(stream)
        if sum(entry.file_size for entry in book.infolist()) > most:
            raise Unfit(f"unpacked it is larger than {megabytes(most)}")
        names = [one.get(f"{TABLE}name", "") for one in elements(book, "table", "start")]
        sheets = [(name, rows_of(book, number)) for number, name in enumerate(names, 1)]
        return table_of(sheets, largest=largest)
    except Unfit:
        raise
    except BROKEN as error:
        raise Unfit("the workbook is broken") from error


def elements(book: zipfile.ZipFile, name: str, event: str) -> Iterator[Any]:
    """Each element of the name at its start or its end; then what it held is dropped."""
    with book.open(CONTENT) as stream:
        tags = [f"{TABLE}table", f"{TABLE}table-row"]
        for seen, element in etree.iterparse(stream, events=("start", "end"), tag=tags, **SAFE):
            if local(element) == name and seen == event:
                yield element
            if local(element) == "table-row" and seen == "end":
                element.clear()
                while element.getprevious() is not None:
                    del element.getparent()[0]


def rows_of(book: zipfile.ZipFile, sheet: int) -> Iterator[WorkbookRow]:
    """The rows of the sheet with this number, from 1."""
    line, root = 0, None
    number = 0
    try:
        for row in elements(book, "table-row", "end"):
            table = next(row.iterancestors(f"{TABLE}table"))
            if table is not root:
                number, root = number + 1, table
            if number > sheet:
                return
            if number < sheet:
                continue
            repeated = times(row, "rows")
            cells = cells_of(row)
            if cells and repeated > MOST_REPEATED:
                raise Unfit(f"row {line + 1} of the workbook is repeated {repeated:,} times")
            for at in range(repeated if cells else 0):
                yield line + at + 1, cells
            line += repeated
    except BROKEN as error:
        if isinstance(error, Unfit):  # a ValueError too
            raise
        raise Unfit(f"the workbook is broken behind row {line}") from error


def times(element: Any, what: str) -> int:
    return int(element.get(f"{TABLE}number-{what}-repeated") or 1)


def cells_of(row: Any) -> dict[int, str]:
    found: dict[int, str] = {}
    column = 0
    for cell in row:
        repeated = times(cell, "columns")
        value = value_of(cell) if local(cell) in {"table-cell", "covered-table-cell"} else ""
        if value:
            found |= dict.fromkeys(range(column, column + min(repeated, MOST_COLUMNS)), value)
        column += repeated
    return found


def value_of(cell: Any) -> str:
    """What the cell says: a day as ISO 8601 has it, a number as it is, else its paragraphs."""
    kind = cell.get(f"{OFFICE}value-type", "")
    if kind == "date":
        return (cell.get(f"{OFFICE}date-value") or "").removesuffix("T00:00:00")
    if kind in {"float", "percentage", "currency"}:
        return f"{float(cell.get(f'{OFFICE}value') or 0):.15g}"
    if kind == "boolean":
        return cell.get(f"{OFFICE}boolean-value") or ""
    return "\n".join(words_of(paragraph) for paragraph in cell.findall(f"{TEXT}p"))


def words_of(element: Any) -> str:
    """The words with the spaces and line breaks that have elements of their own, no remarks."""
    name = local(element)
    if name == "s":
        words = " " * min(int(element.get(f"{TEXT}c") or 1), 100)
    else:
        words = {"tab": "\t", "line-break": "\n"}.get(name, element.text or "")
    for child in element:
        if local(child) != "annotation":
            words += words_of(child)
        words += child.tail or ""
    return words
