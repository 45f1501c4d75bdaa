"""Workbooks of Excel (.xlsx): their first sheet with a header as a table, row by row. Pure.

Read by lxml, which is there already: of the format only the values of cells are needed, and those
at flat memory and with limits on what is unpacked, which the libraries for it do not have.
"""

import re
import zipfile
import zlib
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Any, BinaryIO

from lxml import etree

from articles.readers.limits import megabytes
from articles.readers.tables.cells import WorkbookRow, table_of
from articles.readers.tables.rows import Table
from articles.text import Unfit

BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    etree.XMLSyntaxError,
    EOFError,
    LookupError,
    NotImplementedError,
    OSError,
    RuntimeError,
    ValueError,
)
WORKBOOK, ITS_RELATIONS = "xl/workbook.xml", "xl/_rels/workbook.xml.rels"
SAFE = {"resolve_entities": False, "no_network": True, "load_dtd": False}
RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
STRICT_RELATION = "{http://purl.oclc.org/ooxml/officeDocument/relationships}id"
COLUMN = re.compile(r"([A-Z]{1,3})\d{1,7}")
ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
# What Excel has by these numbers without saying so, those of dates; times of the day left out.
DATE_FORMATS = {*range(14, 18), 22, *range(27, 32), 36, *range(50, 59)}
NOT_OF_FORMAT = re.compile(r'"[^"]*"|\\.|_.|\*.|\[[^\[\]]*\]')
IS_DATE = re.compile(r"[dy]|m{3,}", re.IGNORECASE)


def read_workbook(stream: BinaryIO, *, largest: int, most: int) -> Table:
    """The table of the first sheet that has a header; the other sheets are named in its note.

    Dates are told as ISO 8601 has them. A row of more than `largest` characters is refused by its
    line. Raises Unfit where there is no table, it is broken, or unpacked larger than `most` bytes.
    """
    try:
        book = zipfile.ZipFile(stream)
        if sum(entry.file_size for entry in book.infolist()) > most:
            raise Unfit(f"unpacked it is larger than {megabytes(most)}")
        is_1904, sheets = sheets_of(book)
        strings, dates = shared_strings(book), date_styles(book)
        return table_of(
            [(name, rows_of(book, path, strings, dates, is_1904)) for name, path in sheets],
            largest=largest,
        )
    except Unfit:
        raise
    except BROKEN as error:
        raise Unfit("the workbook is broken") from error


def sheets_of(book: zipfile.ZipFile) -> tuple[bool, list[tuple[str, str]]]:
    """Whether days are counted from 1904, and the names and paths of the sheets, in their order."""
    paths = {one.get("Id"): path_of(one.get("Target", "")) for one in tree(book, ITS_RELATIONS)}
    is_1904, found = False, []
    for element in tree(book, WORKBOOK).iter():
        if local(element) == "workbookPr":
            is_1904 = element.get("date1904") in {"1", "true"}
        elif local(element) == "sheet" and element.get("state", "visible") == "visible":
            path = paths.get(element.get(RELATION) or element.get(STRICT_RELATION), "")
            if path in book.namelist():
                found.append((element.get("name", ""), path))
    return is_1904, found


def local(element: Any) -> str:
    """The element's name without its namespace; empty for a comment."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def path_of(target: str) -> str:
    return target.removeprefix("/") if target.startswith("/") else f"xl/{target}"


def tree(book: zipfile.ZipFile, path: str) -> Any:
    return etree.fromstring(book.read(path), etree.XMLParser(**SAFE))


def elements(book: zipfile.ZipFile, path: str, *names: str) -> Iterator[Any]:
    """Each element of these names once all of it is read; then it is dropped."""
    tags = [f"{{*}}{name}" for name in names]
    with book.open(path) as stream:
        for _event, element in etree.iterparse(stream, tag=tags, **SAFE):
            yield element
            element.clear()
            while element.getprevious() is not None:
                del element.getparent()[0]


def shared_strings(book: zipfile.ZipFile) -> list[str]:
    path = "xl/sharedStrings.xml"
    if path not in book.namelist():
        return []
    return [words_of(element) for element in elements(book, path, "si")]


def words_of(element: Any) -> str:
    """The words of a string and its runs, without how they are pronounced."""
    words = "".join(
        one.text or ""
        for one in element.iter("{*}t")
        if not any(local(parent) == "rPh" for parent in one.iterancestors())
    )
    if "_x" in words:
        words = ESCAPED.sub(lambda found: chr(int(found[1], 16)), words)
    return words.replace("\r\n", "\n")


def date_styles(book: zipfile.ZipFile) -> set[int]:
    """The numbers of the styles by which a number is shown as a date."""
    if "xl/styles.xml" not in book.namelist():
        return set()
    styles = tree(book, "xl/styles.xml")
    formats = set(DATE_FORMATS)
    for one in styles.iter("{*}numFmt"):
        its = NOT_OF_FORMAT.sub("", one.get("formatCode", ""))
        (formats.add if IS_DATE.search(its) else formats.discard)(int(one.get("numFmtId", "-1")))
    used = next(styles.iter("{*}cellXfs"), ())
    return {number for number, one in enumerate(used) if int(one.get("numFmtId") or 0) in formats}


def rows_of(
    book: zipfile.ZipFile, path: str, strings: list[str], dates: set[int], is_1904: bool
) -> Iterator[WorkbookRow]:
    line = 0
    try:
        for row in elements(book, path, "row"):
            line = int(row.get("r") or line + 1)
            cells: dict[int, str] = {}
            column = -1
            for cell in row.iter("{*}c"):
                place = COLUMN.fullmatch(cell.get("r") or "")
                column = number_of(place[1]) if place else column + 1
                if value := value_of(cell, strings, dates, is_1904):
                    cells[column] = value
            yield line, cells
    except BROKEN as error:
        raise Unfit(f"the workbook is broken behind row {line}") from error


def number_of(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number - 1


def value_of(cell: Any, strings: list[str], dates: set[int], is_1904: bool) -> str:
    """What the cell shows, roughly: a text, a number, a date; nothing where it is an error."""
    kind = cell.get("t", "n")
    if kind == "inlineStr":
        return words_of(cell)
    value = cell.findtext("{*}v") or ""
    if kind == "s":
        return strings[int(value)] if value else ""
    if kind == "e":
        return ""
    if kind == "b":
        return {"1": "true", "0": "false"}.get(value, value)
    if kind == "n" and value:
        if int(cell.get("s") or 0) in dates:
            return moment(float(value), is_1904)
        return f"{float(value):.15g}" if "." in value or "E" in value.upper() else value
    return value


def moment(days: float, is_1904: bool) -> str:
    """The day, and the time where there is one, that so many days after the epoch are."""
    # Excel takes 1900 for a leap year: its days are one more than there were from March on.
    epoch = datetime(1904, 1, 1) if is_1904 else datetime(1899, 12, 30)  # noqa: DTZ001
    try:
        at = epoch + timedelta(seconds=round(days * 86_400))
    except (OverflowError, ValueError):
        return f"{days:.15g}"
    midnight = date(at.year, at.month, at.day)
    return midnight.isoformat() if at.hour == at.minute == at.second == 0 else at.isoformat()
