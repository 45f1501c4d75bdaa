"""Tables as spreadsheets write them: every row by its line, or the reason why it is none."""

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.readers.tables.lines import CHUNK, Given
from articles.readers.tables.rows import read_table
from articles.text import Unfit

KNOWN = {"text", "title", "fact"}


def is_known(name):
    return name.strip().lower() in KNOWN


def table(text, **how):
    how = {"largest": 10_000_000, "is_known": is_known, **how}
    found = read_table(io.StringIO(text, newline=""), **how)
    return found.header, list(found.rows)


def cells(text, **how):
    header, rows = table(text, **how)
    return [header, *(row.cells for row in rows)]


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_the_delimiter_is_seen_in_the_header(delimiter):
    text = f"title{delimiter}text\nWall{delimiter}It will hold.\n"
    assert cells(text) == [["title", "text"], ["Wall", "It will hold."]]


@pytest.mark.parametrize(
    ("text", "header"),
    [
        # A name in the header holds another delimiter.
        ("Titel;Ort, Datum;Inhalt\na;b;c\n", ["Titel", "Ort, Datum", "Inhalt"]),
        # Nobody knows the names, and the rows are full of commas.
        ("Kopf;Fließtext\nRat;Ja, nein, vielleicht\nWall;Gut, teuer\n", ["Kopf", "Fließtext"]),
        # As many cells by either; only one gives rows of that length.
        ("a,b;c,d\n1,2;x,3\n1;2\n", ["a,b", "c,d"]),
        ('"Kopf"\t"Text, ganz"\n"a"\t"b"\n', ["Kopf", "Text, ganz"]),
        ("text\nOne.\n", ["text"]),
    ],
)
def test_of_several_delimiters_the_one_that_makes_a_table_counts(text, header):
    assert table(text)[0] == header


@pytest.mark.parametrize("first", ["sep=;\n", "SEP=;\r\n", '"sep=;"\n', "\n\nsep=;\n", "sep=;;;\n"])
def test_the_line_by_which_excel_states_a_delimiter_is_no_header(first):
    if first == "sep=;;;\n":
        assert table(first + "a;text\n1;2\n")[0] != ["a", "text"]
    else:
        assert cells(first + "a,b;text\n1,2;3\n") == [["a,b", "text"], ["1,2", "3"]]


def test_a_stated_tab_is_honoured():
    assert cells("sep=\t\na,b\ttext\n1\t2\n") == [["a,b", "text"], ["1", "2"]]


@pytest.mark.parametrize("empty", ["\n", " \n", ",,,\n", ";;\r\n", '"",""\n', "\t\t\n"])
def test_empty_lines_and_rows_of_delimiters_are_passed_over_and_counted(empty):
    header, rows = table(f"{empty}{empty}title,text\n\n{empty}Wall,It will hold.\n{empty}")
    assert header == ["title", "text"]
    assert [(row.line, row.cells) for row in rows] == [(6, ["Wall", "It will hold."])]


@pytest.mark.parametrize("title", ["Our articles, 2031\n", "Our articles;;\n\n", '"Our";;\n;;\n'])
def test_a_title_above_the_header_is_none(title):
    assert cells(f"{title}Title;Text;x\nWall;It will hold.;1\n") == [
        ["Title", "Text", "x"],
        ["Wall", "It will hold.", "1"],
    ]


def test_a_table_of_one_column_has_no_title():
    assert cells("text\ntitle; text\n") == [["text"], ["title; text"]]


def test_names_are_trimmed_and_empty_columns_at_the_end_are_none():
    header, rows = table(" Title , Text ,,\nWall,It will hold.,,\nFerry,It sank.\n")
    assert header == ["Title", "Text"]
    assert [row.cells for row in rows] == [["Wall", "It will hold."], ["Ferry", "It sank."]]
    assert [row.missing for row in rows] == [0, 0]


def test_a_row_that_breaks_off_lacks_cells_and_one_that_is_too_long_is_refused():
    short, long, right = table("title,text,url\nWall,It holds.\na,b,c,d\na,b,c,,\n")[1]
    assert (short.cells, short.missing) == (["Wall", "It holds.", ""], 1)
    assert long.refused == "the record has 4 cells, but the header has 3"
    assert (long.cells, long.line) == ([], 3)
    assert (right.cells, right.refused) == (["a", "b", "c"], "")


def test_lines_are_counted_through_cells_of_several_lines():
    rows = table('text,title\n"One,\r\nmore\nand more",x\nTwo,y\n"Three",z\n')[1]
    assert [row.line for row in rows] == [2, 5, 6]
    assert rows[0].raw == '"One,\r\nmore\nand more",x\n'


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_every_line_end_is_one(end):
    rows = table(end.join(["text,title", "One.,a", "", "Two.,b", ""]))[1]
    assert [(row.line, row.cells) for row in rows] == [(2, ["One.", "a"]), (4, ["Two.", "b"])]


@pytest.mark.parametrize(
    "lines",
    [
        ['He said "no", and left\tA "quoted" title', '"Yes," she said.\tTwo'],
        ['"Yes, she said.\tOne', "No, said he.\tTwo"],
        ['One\t"Wall" holds', 'Two\t5" of rain'],
        ['"Open\tOne', 'Closed"\tTwo'],
    ],
)
def test_where_quoting_fails_tabs_alone_part_the_cells(lines):
    text = "text\ttitle\n" + "\n".join(lines) + "\n"
    assert cells(text) == [["text", "title"], *(line.split("\t") for line in lines)]


def test_quoted_cells_with_tabs_and_line_ends_in_them_are_still_quoted():
    text = 'text\ttitle\n"One\nmore"\t"a\tb"\n"Said ""no""."\tc\n'
    assert cells(text)[1:] == [["One\nmore", "a\tb"], ['Said "no".', "c"]]


def test_a_mark_far_below_is_one_where_all_is_plain():
    many = "".join(f"Text {number}\tTitle {number}\n" for number in range(20_000))
    found = cells(f'text\ttitle\n{many}"Yes," she said.\tA\n"No, he said.\tB\nLast\tC\n')
    assert found[-3:] == [['"Yes," she said.', "A"], ['"No, he said.', "B"], ["Last", "C"]]
    assert len(found) == 20_004


@pytest.mark.parametrize(
    "text",
    [
        'title, text\nWall, "It will hold, or not."\n',
        'title, "text"\n"Wall", "It will hold, or not."\n',
        'title ,text\r\nWall,   "It will hold, or not."\r\n',
    ],
)
def test_spaces_before_a_quotation_mark_are_no_part_of_the_cell(text):
    assert cells(text) == [["title", "text"], ["Wall", "It will hold, or not."]]


def test_marks_behind_a_backslash_are_read_where_the_file_writes_them_so():
    text = 'title,text\nWall,"He said \\"no\\", and left."\nFerry,"It sank."\n'
    assert cells(text)[1:] == [["Wall", 'He said "no", and left.'], ["Ferry", "It sank."]]
    usual = 'title,text\nWall,"In C:\\wall he said ""no"", and left."\n'
    assert cells(usual)[1:] == [["Wall", 'In C:\\wall he said "no", and left.']]


def test_a_row_that_is_quoted_wrongly_and_surely_ends_with_its_line_is_refused_alone():
    rows = table('text,title\nOne.,a\n"Yes," she said.,b\nThree.,c\n"No" she said,d\nLast.,e\n')[1]
    assert [(row.line, row.cells) for row in rows] == [
        (2, ["One.", "a"]),
        (3, []),
        (4, ["Three.", "c"]),
        (5, []),
        (6, ["Last.", "e"]),
    ]
    assert rows[1].refused.endswith("a quotation mark inside a cell must be doubled")


@pytest.mark.parametrize(
    ("broken", "why"),
    [
        ('"never closed,b\nThree.,c\n', "none closes it"),
        ('"He said "no" and\nleft, too.\nEnd",b\nThree.,c\n', "must be doubled"),
        ('"Yes," she said, and left,b\nThree.,c\n', "must be doubled"),
    ],
)
def test_where_it_is_not_sure_which_line_is_the_next_row_reading_ends(broken, why):
    rows = table(f"text,title\nOne.,a\n{broken}")[1]
    assert [row.line for row in rows] == [2, 3]
    assert why in rows[1].refused
    assert rows[1].refused.endswith("from this line on nothing was read")


def test_a_row_that_is_too_large_is_refused_by_its_line_and_the_next_is_found():
    long = "word, " * 400
    text = f'text,title\n"{long}\n""{long}"" and\n{long}",a\nTwo.,b\n{long}\n"Four,\n4",d\n'
    rows = table(text, largest=1_000)[1]
    assert [(row.line, row.cells) for row in rows] == [
        (2, []),
        (5, ["Two.", "b"]),
        (6, []),
        (7, ["Four,\n4", "d"]),
    ]
    assert rows[0].refused == rows[2].refused == "it is larger than 1,000 bytes"


def test_a_line_of_any_length_is_read_or_refused():
    long = "x" * (2 * CHUNK + 7)
    assert cells(f"text,title\n{long},a\nTwo.,b\n")[1:] == [[long, "a"], ["Two.", "b"]]
    rows = table(f"text,title\n{long},a\nTwo.,b\n", largest=CHUNK)[1]
    assert [(row.line, row.cells) for row in rows] == [(2, []), (3, ["Two.", "b"])]


@pytest.mark.parametrize("end", ["\r\n", "\r", "\n"])
def test_a_line_end_where_a_part_ends_is_counted_once(end):
    first = "x" * (CHUNK - 3) + ",a"
    rows = table(f"text,title\n{first}{end}Two.,b{end}")[1]
    assert [(row.line, row.cells[1]) for row in rows] == [(2, "a"), (3, "b")]


@pytest.mark.parametrize("text", ["", "\n\n", ",,,\n;;;\n", "sep=;\n"])
def test_a_table_without_a_header_is_none(text):
    with pytest.raises(Unfit, match="no header line"):
        table(text)


@pytest.mark.parametrize(
    ("header", "reason"),
    [
        ('"text" x,title\n', "the header line is broken: the quoting is invalid"),
        ('"text,title\nOne,b\n', "the header line is broken: a quotation mark opens a cell"),
        ("x" * 200 + ",text\n", "the header line is larger than 100 bytes"),
    ],
)
def test_a_header_that_is_broken_refuses_the_table(header, reason):
    with pytest.raises(Unfit, match=reason):
        table(header, largest=100)


def test_lines_without_their_ends_are_rows_too():
    found = read_table(Given(["text,title", "One.,a", "Two.,b\n"]), largest=1000)
    assert [row.cells for row in found.rows] == [["One.", "a"], ["Two.", "b"]]


SOME = st.text(alphabet='ab ,;|\t"\n=', max_size=12)


@given(st.lists(st.tuples(SOME, SOME), max_size=8), st.sampled_from(",;\t|"))
def test_what_the_csv_module_writes_comes_back(written, delimiter):
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=delimiter, quoting=csv.QUOTE_ALL)
    writer.writerows([("text", "title"), *written])
    kept = [list(row) for row in written if any(cell.strip(' ,;|\t"\n') for cell in row)]
    assert cells(out.getvalue()) == [["text", "title"], *kept]


@given(st.text(alphabet='ab,;|\t"\n\r=x\x00', max_size=200))
def test_no_text_raises_anything_but_the_refusal_of_its_header(text):
    try:
        _header, rows = table(text, largest=50)
    except Unfit:
        return
    assert all(row.refused or len(row.cells) for row in rows)
