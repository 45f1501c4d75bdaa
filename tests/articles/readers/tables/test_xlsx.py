"""Workbooks of Excel: the first sheet with a header, its dates as dates, within limits."""

import io
import tracemalloc

import pytest

from articles.readers.tables.xlsx import read_workbook
from articles.text import Unfit
from tests.articles.readers.tables.workbooks import (
    DAY,
    DAYS,
    MOMENT,
    OWN_DAY,
    sheet,
    workbook,
)

ROWS = [["title", "text"], ["Wall", "It will hold."]]


def table(data, largest=10_000_000, most=100_000_000):
    return read_workbook(io.BytesIO(data), largest=largest, most=most)


def cells(data, **limits):
    found = table(data, **limits)
    return [found.header, *(row.cells for row in found.rows)]


def test_the_rows_of_a_sheet_are_read_by_their_numbers():
    found = table(workbook(("Articles", sheet([*ROWS, ["", ""], ["Ferry", "It sank."]]))))
    assert (found.header, found.note) == (["title", "text"], "")
    assert [(row.line, row.cells) for row in found.rows] == [
        (2, ["Wall", "It will hold."]),
        (4, ["Ferry", "It sank."]),
    ]


def test_shared_strings_are_put_together_from_their_runs():
    strings = [
        "title",
        "<si><r><t>It </t></r><r><rPr><b/></rPr><t>will</t></r><r><t> hold.</t></r></si>",
        "<si><t>市長</t><rPh sb='0' eb='2'><t>シチョウ</t></rPh></si>",
        "One_x000D_\nTwo_x005F_x",
    ]
    xml = sheet([[f'<c t="s"><v>{number}</v></c>' for number in pair] for pair in [(0, 1), (2, 3)]])
    assert cells(workbook(("A", xml), strings=strings)) == [
        ["title", "It will hold."],
        ["市長", "One\nTwo_x"],
    ]


def test_dates_are_told_as_dates_and_numbers_as_they_are_shown():
    row = [
        (45419, DAY),
        (45419, OWN_DAY),
        (45419.34375, MOMENT),
        (45419, DAYS),
        12,
        0.1 + 0.2,
        1e20,
    ]
    xml = sheet([["a", "b", "c", "d", "e", "f", "g"], row])
    assert cells(workbook(("A", xml)))[1] == [
        "2024-05-07",
        "2024-05-07",
        "2024-05-07T08:15:00",
        "45419",
        "12",
        "0.3",
        "1e+20",
    ]
    assert cells(workbook(("A", xml), is_1904=True))[1][0] == "2028-05-08"


def test_a_day_that_no_calendar_has_stays_a_number():
    assert cells(workbook(("A", sheet([["a", "b"], [(1e300, DAY), "x"]]))))[1] == ["1e+300", "x"]


def test_truths_and_errors_of_cells():
    row = ['<c t="b"><v>1</v></c>', '<c t="e"><v>#REF!</v></c>', '<c t="str"><v>Sum</v></c>']
    assert cells(workbook(("A", sheet([["a", "b", "c"], row]))))[1] == ["true", "", "Sum"]


def test_cells_without_a_place_follow_one_another_and_gaps_stay_empty():
    header = '<c r="A1" t="str"><v>a</v></c><c t="str"><v>b</v></c><c r="D1" t="str"><v>d</v></c>'
    below = '<c r="B2" t="str"><v>2</v></c>'
    xml = sheet([]).replace("<sheetData>", f"<sheetData><row>{header}</row><row>{below}</row>")
    assert cells(workbook(("A", xml))) == [["a", "b", "", "d"], ["", "2", "", ""]]


def test_the_first_sheet_in_use_is_read_and_the_others_are_named():
    data = workbook(("Empty", sheet([])), ("Texts", sheet(ROWS)), ("Notes", sheet([["x"]])))
    found = table(data)
    assert found.header == ["title", "text"]
    assert found.note == "Only the sheet “Texts” was read, not: Notes."


def test_a_hidden_sheet_is_passed_over():
    data = workbook(("Secret", sheet([["a", "b"]])), ("Texts", sheet(ROWS)), hidden=["Secret"])
    assert (table(data).header, table(data).note) == (["title", "text"], "")


def test_the_title_above_a_header_is_none():
    assert cells(workbook(("A", sheet([["Our articles"], [], *ROWS])))) == ROWS


def test_a_row_with_cells_beyond_the_header_is_refused_and_the_next_is_read():
    wide, right = table(workbook(("A", sheet([ROWS[0], ["a", "b", "c"], ROWS[1]])))).rows
    assert wide.refused == "the record has 3 cells, but the header has 2"
    assert right.cells == ROWS[1]


def test_a_row_that_is_too_large_is_refused_by_its_line():
    large, right = table(workbook(("A", sheet([ROWS[0], ["x" * 60, "y"], ROWS[1]]))), 50).rows
    assert (large.line, large.refused) == (2, "it is larger than 50 bytes")
    assert right.cells == ROWS[1]


def test_what_unpacks_to_more_than_is_allowed_is_refused():
    with pytest.raises(Unfit, match="unpacked it is larger than 1,000 bytes"):
        table(workbook(("A", sheet(ROWS))), most=1_000)


@pytest.mark.parametrize(
    "data",
    [
        b"no zip",
        workbook(("A", sheet(ROWS)))[:300],
        workbook(("A", "<worksheet>")),
        workbook(("A", sheet([['<c t="s"><v>7</v></c>']]))),
        workbook(("A", sheet([["<c><v>x.y</v></c>"]]))),
    ],
)
def test_a_broken_workbook_is_refused(data):
    with pytest.raises(Unfit, match="the workbook is broken"):
        list(table(data).rows)


def test_a_workbook_without_a_table_is_refused():
    with pytest.raises(Unfit, match="no table in the workbook"):
        table(workbook(("A", sheet([]))))


def test_entities_are_not_expanded():
    bomb = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;">]>'
    xml = bomb + sheet([["title", "text"], ["<c t='str'><v>&b;</v></c>", "x"]])
    assert cells(workbook(("A", xml)))[1][0] == ""


def peak(rows):
    xml = sheet([["title", "text"], *[["Wall", f"It will hold {n}."] for n in range(rows)]])
    data = workbook(("A", xml))
    del xml
    tracemalloc.start()
    assert sum(1 for _ in table(data).rows) == rows
    _now, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    return most


def test_memory_does_not_grow_with_the_rows():
    few, many = peak(500), peak(4_000)
    assert many < few + 300_000
