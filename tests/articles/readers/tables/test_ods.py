"""Workbooks of LibreOffice: the same as those of Excel, from another file."""

import io
import zipfile

import pytest

from articles.readers import read
from articles.readers.tables.ods import read_workbook
from articles.text import Unfit

NAMES = " ".join(
    f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for short, name in [("office", "office"), ("table", "table"), ("text", "text")]
)


def cell(value="", kind="string", **repeated):
    if value.startswith("<table"):
        return value
    told = {
        "float": f'office:value="{value}"',
        "date": f'office:date-value="{value}"',
        "boolean": f'office:boolean-value="{value}"',
    }.get(kind, "")
    more = "".join(f' table:number-{name}-repeated="{count}"' for name, count in repeated.items())
    words = f"<text:p>{value}</text:p>" if value else ""
    return f'<table:table-cell office:value-type="{kind}" {told}{more}>{words}</table:table-cell>'


def row(*cells, repeated=1):
    told = "".join(one if one.startswith("<table") else cell(one) for one in cells)
    return f'<table:table-row table:number-rows-repeated="{repeated}">{told}</table:table-row>'


def workbook(*sheets):
    tables = "".join(
        f'<table:table table:name="{name}">{"".join(rows)}</table:table>' for name, rows in sheets
    )
    content = f"<office:document-content {NAMES}><office:body><office:spreadsheet>{tables}"
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as packed:
        packed.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        end = "</office:spreadsheet></office:body></office:document-content>"
        packed.writestr("content.xml", content + end)
    return made.getvalue()


def cells(*sheets, largest=10_000_000, most=100_000_000):
    table = read_workbook(io.BytesIO(workbook(*sheets)), largest=largest, most=most)
    return [table.header, *((one.line, one.cells) for one in table.rows)], table.note


def test_rows_are_read_by_their_numbers_through_what_is_repeated():
    rows = [
        row("title", "text"),
        row("Wall", "It will hold."),
        row(cell(columns=1024), repeated=3),
        row("Ferry", "It sank.", repeated=2),
        row(cell(columns=1024), repeated=1_048_569),
    ]
    assert cells(("A", rows))[0] == [
        ["title", "text"],
        (2, ["Wall", "It will hold."]),
        (6, ["Ferry", "It sank."]),
        (7, ["Ferry", "It sank."]),
    ]


def test_days_numbers_and_truths_are_told_as_they_are():
    values = [
        cell("2024-05-07", "date"),
        cell("2024-05-07T00:00:00", "date"),
        cell("2024-05-07T08:15:00", "date"),
        cell("12.50", "float"),
        cell("true", "boolean"),
    ]
    found, _note = cells(("A", [row(*"abcde"), row(*values)]))
    assert found[1][1] == ["2024-05-07", "2024-05-07", "2024-05-07T08:15:00", "12.5", "true"]


def test_the_words_of_a_cell_keep_their_breaks_and_lose_its_remarks():
    words = (
        '<table:table-cell office:value-type="string"><office:annotation><text:p>No!</text:p>'
        '</office:annotation><text:p>It<text:s text:c="2"/>will <text:span>hold</text:span>.'
        "<text:line-break/>Yes.</text:p><text:p>Two.</text:p></table:table-cell>"
    )
    found, _note = cells(("A", [row("a", "b"), row("x", words)]))
    assert found[1][1][1] == "It  will hold.\nYes.\nTwo."


def test_the_first_sheet_in_use_is_read_and_the_others_are_named():
    sheets = [("Empty", [row("")]), ("Texts", [row("a", "text"), row("1", "2")]), ("B", [row("x")])]
    found, note = cells(*sheets)
    assert found == [["a", "text"], (2, ["1", "2"])]
    assert note == "Only the sheet “Texts” was read, not: B."


@pytest.mark.parametrize(
    ("sheets", "reason"),
    [
        ([("A", [row("text"), row("x", repeated=100_000)])], "is repeated 100,000 times"),
        ([("A", [row("text"), row(cell("x", rows=1, columns="y"))])], "the workbook is broken"),
        ([("A", ["<broken>"])], "the workbook is broken"),
        ([("A", [row("")])], "no table in the workbook"),
    ],
)
def test_what_cannot_be_read_is_refused(sheets, reason):
    with pytest.raises(Unfit, match=reason):
        cells(*sheets)


def test_limits_hold():
    with pytest.raises(Unfit, match="unpacked it is larger than 10 bytes"):
        cells(("A", [row("text")]), most=10)
    found, _note = cells(("A", [row("text"), row("x" * 60), row("Last")]), largest=50)
    assert found[1:] == [(2, []), (3, ["Last"])]


def test_articles_are_read_from_it():
    rows = [row("Titel", "Inhalt", "Datum"), row("Wall", "It holds.", cell("2024-05-07", "date"))]
    (draft,) = read("a.ods", workbook(("A", rows)))
    assert (draft.name, draft.title, str(draft.published_on)) == ("a.ods:2", "Wall", "2024-05-07")
