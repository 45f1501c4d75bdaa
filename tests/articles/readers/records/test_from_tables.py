"""Tables of articles: each row is an article or a refusal that names its line."""

import io
import tracemalloc
import zipfile
from dataclasses import asdict
from datetime import date
from json import dumps, loads

import pytest

from articles.importing.drafts import Draft, Unreadable
from articles.readers import pieces, read, streams
from articles.readers.drafting import Options
from articles.readers.files import File
from articles.readers.records.asking import ColumnsNeeded
from tests.articles.readers.tables.workbooks import DAY, sheet, workbook

HEADER = "text,title,outlet,url,published_on,language,byline"


def csv(*rows, header=HEADER, **options):
    return list(read("a.csv", "\n".join([header, *rows]).encode(), **options))


def reasons(readings):
    return {one.name: one.reason for one in readings if not isinstance(one, Draft)}


def test_a_record_of_csv_states_its_details():
    (draft,) = csv(
        '"It will\n\nhold, she said.",Wall,Post,HTTPS://Post.example/a#top,2024-05-02,EN_gb,Ann Roe'
    )
    assert draft.text == "Wall\n\nIt will\n\nhold, she said."
    assert (draft.title, draft.title_generated, draft.outlet) == ("Wall", False, "Post")
    assert (draft.url, draft.language) == ("https://post.example/a", "en-GB")
    assert (draft.published_on, draft.byline) == (date(2024, 5, 2), "Ann Roe")
    assert draft.raw.startswith(b'"It will')


def test_only_the_text_is_needed_in_any_order_of_columns():
    (draft,) = csv("Wall,It will hold.", header="\ufeffTitle , TEXT")
    assert (draft.title, draft.text) == ("Wall", "Wall\n\nIt will hold.")
    (draft,) = csv("It will hold.", header="text")
    assert (draft.title, draft.title_generated) == ("It will hold", True)


@pytest.mark.parametrize("delimiter", [";", "\t"])
def test_other_delimiters_are_seen_in_the_header(delimiter):
    (draft,) = csv(f"It will hold.{delimiter}Wall", header=f"text{delimiter}title")
    assert draft.title == "Wall"


def test_a_stated_outlet_and_language_hold_for_records_without_their_own():
    mine, its = csv("One.,,,,,,", "Two.,,Gull,,,pt,", outlet="Post", language="en")
    assert (mine.outlet, mine.language) == ("Post", "en")
    assert (its.outlet, its.language) == ("Gull", "pt")


def notes(readings):
    return {one.name: one.notes for one in readings if isinstance(one, Draft)}


def test_columns_that_are_not_read_are_named_in_their_order():
    (draft,) = csv("It will hold.,1,2", header="text,views,section")
    assert draft.notes == ["Not read: views, section."]


def test_what_is_odd_in_a_row_is_a_note_and_only_a_row_without_a_text_is_refused():
    readings = csv(
        '"First,\nin two lines.",,,,,,',
        "Two,few",
        "One.,,,,05/06/2024,,",
        "One.,,,,2024-02-30,,",
        "One.,,,no address,,,",
        "One.,,,ftp://post.example/a,,,",
        "One.,,,,,no language,",
        " ,Wall,,,,,",
        "",
        ",,,,,,",
        "One.,,,,,,,more",
        "Last.,,,,,,",
    )
    assert notes(readings) == {
        "a.csv:2": [],
        "a.csv:4": ["The line breaks off: its last 5 cells are missing."],
        "a.csv:5": [
            "“05/06/2024” may name two days, as its day or its month may stand first, so there is "
            "no date."
        ],
        "a.csv:6": ["“2024-02-30” is no day of the calendar, so there is no date."],
        "a.csv:7": ["The address “no address” is no web address."],
        "a.csv:8": ["The address “ftp://post.example/a” is no web address."],
        "a.csv:9": [
            "“no language” is no language tag such as en or pt-BR, so the language was told from "
            "the text."
        ],
        "a.csv:14": [],
    }
    assert reasons(readings) == {
        "a.csv:10": "there is nothing but white space in it",
        "a.csv:13": "the record has 8 cells, but the header has 7",
    }


def test_broken_quoting_refuses_its_line_or_all_below():
    first, broken, three = csv("One.", '"closed" twice"', "Three.", header="text")
    assert (first.text, three.text, broken.name) == ("One.", "Three.", "a.csv:3")
    assert "the quoting is invalid" in broken.reason
    first, broken = csv("One.", '"never closed', "Three.", header="text")
    assert "none closes it" in broken.reason
    assert broken.reason.endswith("from this line on nothing was read")


@pytest.mark.parametrize(
    ("header", "reason"),
    [
        (
            "title,words",
            "none of its columns is known as the text (title, words): say which column is the text",
        ),
        (
            "body,content",
            "the text may be “body” or “content”: say which column is the text",
        ),
        ("text,text", "the header line has the column “text” twice"),
    ],
)
def test_a_header_that_cannot_be_read_refuses_the_file(header, reason):
    assert reasons(csv("One.,Two.", header=header)) == {"a.csv": reason}
    assert "no record" in reasons(csv())["a.csv"]


def test_a_long_cell_is_read():
    (draft,) = csv("word " * 60_000, header="text")
    assert len(draft.text) == 299_999


def test_verbatim_keeps_a_cell_as_it_stands_and_adds_no_headline():
    (draft,) = csv('" It  will\n\n\nhold.\nSource: Gull ",Wall,,,,,', verbatim=True)
    assert draft.text == " It  will\n\n\nhold.\nSource: Gull "
    assert draft.title == "Wall"
    (refusal,) = csv('"One.\r\nTwo."', header="text", verbatim=True)
    assert "carriage return" in refusal.reason


@pytest.mark.parametrize(
    "source",
    [
        "sep=;\r\ntext;title\r\nIt will hold.;Wall\r\n",
        "\n\n Text , Title \nIt will hold.,Wall\n,\n",
        "\ufefftext\ttitle\nIt will hold.\tWall\n",
        "title|text|\nWall|It will hold.||\n",
        ",title,text\n0,Wall,It will hold.\n",
    ],
)
def test_a_table_is_read_as_spreadsheets_write_it(source):
    (draft,) = read("a.csv", source.encode())
    assert (draft.title, draft.text, draft.notes) == ("Wall", "Wall\n\nIt will hold.", [])


@pytest.mark.parametrize(("encoding", "note"), [("utf-16", ""), ("cp1252", "not UTF-8")])
def test_a_table_is_read_in_its_encoding(encoding, note):
    words = "Der Bürgermeister sagte, „die Mole“ werde halten, und das Café bleibe geöffnet."
    source = f"Titel;Text\nÜber die Mole;{words}\n"
    (draft,) = read("a.csv", source.encode(encoding))
    assert draft.text == f"Über die Mole\n\n{words}"
    assert bool(note) == any("not UTF-8" in one for one in draft.notes)


@pytest.mark.parametrize(
    ("header", "row"),
    [
        ("Titel;Inhalt;Quelle;Datum;Autor", "07.05.2024;Ann Roe"),
        ("titre;texte;journal;date de publication;auteur", "7 mai 2024;Ann Roe"),
        ("Título;Texto;Medio;Fecha;Autores", "7 de mayo de 2024;Ann Roe"),
        ("título;conteúdo;jornal;data;autora", "7 de maio de 2024;Ann Roe"),
        ("Titolo;Testo;Testata;Data di pubblicazione;Autore", "7 maggio 2024;Ann Roe"),
        ("headline;body;publication;publish_date;authors", "2024-05-07;['Ann Roe']"),
        ("Title;Article Text;Source Name;Published At;Author Name", "1715068800;By Ann Roe"),
    ],
)
def test_columns_are_known_by_their_usual_names(header, row):
    (draft,) = csv(f"Wall;It will hold.;Post;{row}", header=header)
    assert (draft.title, draft.text, draft.outlet) == ("Wall", "Wall\n\nIt will hold.", "Post")
    assert (draft.published_on, draft.byline) == (date(2024, 5, 7), "Ann Roe")
    assert draft.notes[0].startswith("Read: “")


def mapped(source, mapping, name="a.csv"):
    options = Options(mapping=mapping)
    return [piece() for piece in pieces(File.of(name, source.encode()), options)]


def test_a_mapping_says_which_column_is_what():
    (draft,) = mapped("Kopf;Lauf;text\nWall;It will hold.;x\n", {"text": "lauf", "title": "Kopf"})
    assert (draft.title, draft.text) == ("Wall", "Wall\n\nIt will hold.")
    assert draft.notes == ["Read: “Lauf” as text, “Kopf” as title.", "Not read: text."]


def test_a_field_that_is_mapped_to_nothing_is_left_out():
    (draft,) = mapped("text,title\nIt will hold.,Wall\n", {"title": ""})
    assert (draft.title_generated, draft.notes) == (True, ["Not read: title."])


def test_a_column_that_is_not_there_refuses_the_table_with_those_that_are():
    (refusal,) = mapped("a,b\n1,2\n", {"text": "body"})
    assert refusal.reason == "there is no column “body”, but: a, b"


def test_tables_may_have_a_mapping_of_their_own():
    options = Options(tables={"a.csv": {"text": "b"}}, mapping={"text": "c"})
    file = File.of("a.csv", b"b,c\nIt will hold.,x\n")
    (draft,) = [piece() for piece in pieces(file, options)]
    assert draft.text == "It will hold."


def test_options_survive_being_kept_as_json():
    options = Options(mapping={"text": "b"}, tables={"a.csv": {"text": "c"}}, asking=True)
    assert Options(**loads(dumps(asdict(options)))) == options


@pytest.mark.parametrize("header", ["head,words", "body,content", "text,title"])
def test_the_question_which_column_is_what_shows_the_first_rows(header):
    source = header + "".join(f"\nA{n},It will   hold\t{n}" for n in range(5))
    options = Options(asking=header == "text,title")
    (question,) = pieces(File.of("a.csv", source.encode()), options)
    assert isinstance(question, ColumnsNeeded)
    assert question.columns == tuple(header.split(","))
    assert question.rows == tuple((f"A{n}", f"It will hold {n}") for n in range(3))
    assert isinstance(question(), Unreadable)


def test_a_workbook_is_a_table_with_days_and_other_sheets_told():
    rows = [["Title", "Content", "Date"], ["Wall", "It will hold.", (45419, DAY)]]
    data = workbook(("Texts", sheet(rows)), ("Notes", sheet([["x"]])))
    (draft,) = read("a.xlsx", data)
    assert (draft.name, draft.title, draft.published_on) == ("a.xlsx:2", "Wall", date(2024, 5, 7))
    assert draft.notes[0] == "Only the sheet “Texts” was read, not: Notes."
    assert draft.raw == b"Wall,It will hold.,2024-05-07\n"


def test_a_workbook_inside_an_archive_is_read_too():
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("a.xlsx", workbook(("A", sheet([["text"], ["It will hold."]]))))
    (draft,) = read("desk.zip", packed.getvalue())
    assert (draft.name, draft.text) == ("desk.zip/a.xlsx:2", "It will hold.")


def test_the_limit_is_on_a_row_and_not_on_the_table(settings):
    settings.LARGEST_FILE = 100
    rows = [f"Text number {n} is short.,t" for n in range(20)]
    readings = csv(*rows, f"{'long ' * 30},t", "Last.,t", header="text,title")
    assert reasons(readings) == {"a.csv:22": "it is larger than 100 bytes"}
    assert len(notes(readings)) == 21


def peak(rows):
    data = b"text,title\n" + b'"It will hold, she said.",Wall\n' * rows
    tracemalloc.start()
    assert sum(1 for _ in pieces(File.of("a.csv", data), Options())) == rows
    _now, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    return most


def test_memory_does_not_grow_with_the_table(monkeypatch):
    monkeypatch.setattr(streams, "SMALL", 1_000)
    assert peak(90_000) < peak(70_000) + 100_000


LONG = "word " * 3_000


@pytest.mark.parametrize(
    "source",
    [
        "Titel\tText\tDatum\nWall\tIt will hold.\t07.05.2024\n",
        "title;body;date\nWall;It will hold.;07.05.2024\n",
        f'title,article\nWall,"It will hold, {LONG}"\n',
    ],
)
@pytest.mark.parametrize(("name", "encoding"), [("a.txt", "utf-16"), ("a", "utf-8")])
def test_a_table_is_known_by_its_header_whatever_its_name(source, name, encoding):
    (draft,) = read(name, source.encode(encoding))
    assert (draft.name, draft.title) == (f"{name}:2", "Wall")


@pytest.mark.parametrize(
    "source",
    [
        "Text, title\n\nThe council voted on Tuesday.\n",
        "Title; text\nThe council voted on Tuesday.\n",
        "The title, the text\nThe council voted, at last, on Tuesday.\n",
        "title,description\nWall,It will hold.\n",
        "text\nThe council voted on Tuesday.\n",
    ],
)
def test_a_text_that_only_begins_like_a_table_is_none(source):
    (draft,) = read("a.txt", source.encode())
    assert draft.name == "a.txt"
