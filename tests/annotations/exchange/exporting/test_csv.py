"""Rows as CSV, and back."""

import csv
import io
import uuid
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from annotations.exchange.exporting.columns import in_utc, number_text
from annotations.exchange.exporting.csv import (
    ROWS_IN_A_CHUNK,
    chunks,
    guard,
    quoted,
    unguard,
)
from annotations.exchange.exporting.row import COLUMNS, Head, Row
from annotations.exchange.importing.own_csv import NotOurCsv, read_rows

THE_CONTRACT = (
    "annotation_id,article_id,article_title,outlet,article_url,published_on,language,revision,"
    "layer,editor,label,start,end,exact,attributed_to,value,unit,note,facts,status,decided_by,"
    "decided_at,rationale,guideline_version,created_at,updated_at,span_group,"
    # What came later: those that others count on first, and behind them what is ours alone.
    "origin,suggestions_shown,"
    "fact_ids"
)
NOON = datetime(2026, 3, 1, 12, 0, 0, 5, tzinfo=UTC)

# Everything that a file encoded as UTF-8 can hold: no lone surrogates.
texts = st.text(st.characters(exclude_categories=["Cs"]))
# Texts that are all trouble: what the guard, the quoting and the line ends turn on.
troubles = st.text(st.sampled_from("'=+-@\t\r\n\",; a\u2028\ufeff"))


def make_row(**fields):
    """A row whose fields, those of its head among them, are given as the models have them."""
    values = {
        "annotation_id": uuid.UUID(int=7),
        "article_id": 3,
        "article_title": "Council backs sea wall",
        "outlet": "Harbour Post",
        "article_url": "https://harbour.example/wall",
        "published_on": date(2026, 2, 28),
        "language": "en",
        "revision": 1,
        "layer": "editor",
        "editor": "ada",
        "label": "statistic",
        "start": 10,
        "end": 21,
        "exact": "$48 million",
        "attributed_to": "",
        "value": Decimal(48000000),
        "unit": "USD",
        "note": "",
        "facts": "",
        "status": "submitted",
        "decided_by": "",
        "decided_at": None,
        "rationale": "",
        "guideline_version": 1,
        "created_at": NOON,
        "updated_at": NOON,
        "span_group": None,
        "origin": "",
        "suggestions_shown": "",
        "fact_ids": "",
        **fields,
    }
    texts = {name: as_text(value) for name, value in values.items()}
    head = Head(**{name: texts.pop(name) for name in Head._fields})
    return Row(head=head, **texts)


def as_text(value):
    if isinstance(value, datetime):
        return in_utc(value.astimezone(UTC).replace(tzinfo=None).isoformat(" "))
    if isinstance(value, Decimal):
        return number_text(value)
    if isinstance(value, date | uuid.UUID):
        return str(value)
    return "" if value is None else value


def written(*rows, bom=False):
    return "".join(chunks(rows, bom=bom))


def read_back(text):
    return list(read_rows(io.StringIO(text, newline="")))


def test_the_columns_are_those_of_the_contract_in_its_order():
    assert ",".join(COLUMNS) == THE_CONTRACT
    assert written() == THE_CONTRACT + "\r\n"


def test_a_row_is_written_in_the_contracts_forms():
    assert written(make_row()).split("\r\n")[1:] == [
        "00000000-0000-0000-0000-000000000007,3,Council backs sea wall,Harbour Post,"
        "https://harbour.example/wall,2026-02-28,en,1,editor,ada,statistic,10,21,$48 million,,"
        "48000000,USD,,,submitted,,,,1,2026-03-01T12:00:00.000005Z,2026-03-01T12:00:00.000005Z,,,,",
        "",
    ]


@pytest.mark.parametrize(
    ("text", "cell"),
    [
        ("=1+1", "'=1+1"),
        ("+3 points", "'+3 points"),
        ("-3%", "'-3%"),
        ("@mayor", "'@mayor"),
        ("\tindented", "'\tindented"),
        ("\rold line end", "'\rold line end"),
        ("'=1", "''=1"),
        ("'''-", "''''-"),
        ("'tis", "'tis"),
        ("'", "'"),
        ("", ""),
        ("1=1", "1=1"),
        (" =1", " =1"),
        ("\n=1", "\n=1"),
        ("“We build”", "“We build”"),
        ("\uff1d1", "\uff1d1"),
    ],
)
def test_a_text_that_a_spreadsheet_would_run_gets_an_apostrophe(text, cell):
    assert guard(text) == cell
    assert unguard(cell) == text


@given(texts | troubles)
@example("'=")
def test_the_guard_is_undone_exactly(text):
    assert unguard(guard(text)) == text


@given(texts | troubles, texts | troubles)
def test_two_texts_never_become_one_cell(first, second):
    assert (guard(first) == guard(second)) == (first == second)


@given(texts | troubles)
def test_no_guarded_cell_begins_like_a_formula(text):
    assert not guard(text).startswith(("=", "+", "-", "@", "\t", "\r"))


@given(st.lists(st.tuples(texts | troubles, texts | troubles, texts | troubles), max_size=4))
def test_any_texts_come_back_as_they_were(rows):
    names = ("exact", "note", "article_title")
    out = written(*(make_row(**dict(zip(names, row, strict=True))) for row in rows))
    encoded = out.encode("utf-8").decode("utf-8")
    assert [tuple(row[name] for name in names) for row in read_back(encoded)] == rows


@given(st.lists(texts | troubles, max_size=3))
def test_the_csv_module_reads_the_same_cells(notes):
    out = written(*(make_row(note=note) for note in notes))
    rows = list(csv.DictReader(io.StringIO(out, newline=""), strict=True))
    assert [unguard(row["note"]) for row in rows] == notes


@pytest.mark.parametrize(
    ("value", "cell"),
    [
        (None, ""),
        (Decimal("48000000.0000000000"), "48000000"),
        (Decimal("4.8E+7"), "48000000"),
        (Decimal("1E-10"), "0.0000000001"),
        (Decimal("0.50"), "0.5"),
        (Decimal(100), "100"),
        (Decimal("-3.10"), "-3.1"),
        (Decimal("-0.00"), "0"),
        (Decimal("0E-10"), "0"),
        (Decimal("12345678901234567890.1234567891"), "12345678901234567890.1234567891"),
    ],
)
def test_a_value_is_a_plain_decimal(value, cell):
    assert number_text(value) == cell


@given(st.decimals(allow_nan=False, allow_infinity=False, places=10))
def test_a_value_keeps_its_worth(value):
    assert Decimal(number_text(value)) == value
    assert "E" not in number_text(value)


def test_a_negative_value_is_a_number_and_is_not_guarded():
    [row] = read_back(written(make_row(value=Decimal(-3), unit="-")))
    assert ",-3,'-," in written(make_row(value=Decimal(-3), unit="-"))
    assert (row["value"], row["unit"]) == ("-3", "-")


@pytest.mark.parametrize(
    ("stored", "written"),
    [
        ("2026-03-01 12:00:00.000005", "2026-03-01T12:00:00.000005Z"),
        ("2026-03-01 12:00:00", "2026-03-01T12:00:00.000000Z"),
        ("2026-03-01T12:00:00.120000Z", "2026-03-01T12:00:00.120000Z"),
    ],
)
def test_a_moment_is_written_to_the_microsecond_however_it_is_stored(stored, written):
    assert in_utc(stored) == written


@pytest.mark.parametrize(
    ("stored", "written"),
    [(48_000_000, "48000000"), (0.1, "0.1"), (1e-10, "0.0000000001"), (-2.5, "-2.5"), (0.0, "0")],
)
def test_a_number_is_written_as_its_field_gives_it_back(stored, written):
    assert number_text(stored) == written


@given(texts | troubles)
def test_a_cell_is_quoted_as_the_csv_module_quotes_it(text):
    out = io.StringIO()
    csv.writer(out).writerow(["first", text])
    assert f"first,{quoted(text)}\r\n" == out.getvalue()


def test_the_mark_for_excel_stands_first_and_only_when_asked_for():
    assert written(make_row(), bom=True) == "\ufeff" + written(make_row())
    assert not written(make_row()).startswith("\ufeff")
    assert read_back(written(make_row(), bom=True)) == read_back(written(make_row()))


def test_the_header_comes_before_any_row_is_asked_for():
    def rows():
        raise AssertionError("asked too early")
        yield

    assert next(chunks(rows())) == THE_CONTRACT + "\r\n"


def test_rows_come_in_pieces_and_no_row_is_lost_between_them():
    count = 2 * ROWS_IN_A_CHUNK + 1
    out = list(chunks(make_row(article_id=number) for number in range(count)))
    assert [piece.count("\r\n") for piece in out] == [1, ROWS_IN_A_CHUNK, ROWS_IN_A_CHUNK, 1]
    assert [int(row["article_id"]) for row in read_back("".join(out))] == list(range(count))


def test_a_cell_longer_than_the_csv_modules_limit_is_read():
    long = "wall " * 60_000
    assert read_back(written(make_row(exact=long)))[0]["exact"] == long


def test_columns_in_another_order_and_further_ones_are_read():
    lines = ["mine,label,exact\r\n", "x,claim,'=1\r\n"]
    assert list(read_rows(lines, needed=["exact", "label"])) == [
        {"mine": "x", "label": "claim", "exact": "=1"}
    ]


@pytest.mark.parametrize(
    ("lines", "complaint"),
    [
        ([], "there is no header line"),
        (["label\r\n", "claim\r\n"], "the header line has no column exact"),
        (["exact,label\r\n", "wall\r\n"], "line 2: 1 cells where the header has 2"),
        (["exact,label\r\n", "a,claim\r\n", "wall,claim,3\r\n"], "line 3: the record has 3 cells"),
        (["exact,label\r\n", '"wall"x,claim\r\n'], "line 2: "),
        (["exact,label\r\n", '"wall,claim\r\n'], "line 2: a quotation mark opens"),
    ],
)
def test_what_is_not_our_csv_is_refused_by_its_line(lines, complaint):
    with pytest.raises(NotOurCsv, match=complaint):
        list(read_rows(lines, needed=["exact", "label"]))
