"""CSV, JSONL and JSON: each record is an article or a refusal that names its line."""

from datetime import date

import pytest

from articles.importing.drafts import Draft
from articles.readers import read

HEADER = "text,title,outlet,url,published_on,language,byline"


def csv(*rows, header=HEADER, **options):
    return list(read("a.csv", "\n".join([header, *rows]).encode(), **options))


def jsonl(*lines, **options):
    return list(read("a.jsonl", "\n".join(lines).encode(), **options))


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


def test_columns_that_are_not_read_are_named():
    (draft,) = csv("It will hold.,1,2", header="text,views,section")
    assert draft.notes == ["Not read: section, views."]


def test_a_broken_record_is_refused_by_its_line_and_the_others_are_read():
    readings = csv(
        '"First,\nin two lines.",,,,,,',
        "too,few",
        "One.,,,,02/05/2024,,",
        "One.,,,,2024-02-30,,",
        "One.,,,no address,,,",
        "One.,,,ftp://post.example/a,,,",
        "One.,,,,,no language,",
        " ,Wall,,,,,",
        "",
        "Last.,,,,,,",
    )
    assert [one.name for one in readings if isinstance(one, Draft)] == ["a.csv:2", "a.csv:12"]
    assert reasons(readings) == {
        "a.csv:4": "the record has 2 cells, but the header has 7",
        "a.csv:5": "“02/05/2024” is no date such as 2024-10-24",
        "a.csv:6": "“2024-02-30” is no day of the calendar",
        "a.csv:7": "“no address” is no web address",
        "a.csv:8": "“ftp://post.example/a” is no web address",
        "a.csv:9": "“no language” is no language tag such as en or pt-BR",
        "a.csv:10": "there is nothing but white space in it",
    }


@pytest.mark.parametrize(
    ("row", "reason"),
    [('"never closed', "none closes it"), ('"closed" twice"', "the quoting is invalid")],
)
def test_broken_quoting_ends_the_reading_at_its_line(row, reason):
    first, broken = csv("One.", row, "Three.", header="text")
    assert first.text == "One."
    assert broken.name == "a.csv:3"
    assert reason in broken.reason
    assert broken.reason.endswith("from this line on nothing was read")


@pytest.mark.parametrize(
    ("header", "reason"),
    [
        ("title,body", "the header line has no column “text”"),
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


def test_a_line_of_jsonl_is_an_article():
    (draft,) = jsonl('{"text": "It will hold.", "title": "Wall", "url": null, "views": 4}')
    assert (draft.text, draft.url, draft.media_type) == (
        "Wall\n\nIt will hold.",
        "",
        "application/jsonl",
    )
    assert draft.notes == ["Not read: views."]


def test_a_broken_line_is_refused_by_its_number_and_the_others_are_read():
    readings = jsonl(
        '{"text": "First."}',
        "",
        "{broken}",
        "[1]",
        '{"title": "Wall"}',
        '{"text": 5}',
        '{"text": "One.", "published_on": "May"}',
        '{"text": "\\ud83d"}',
        '{"text": "One.", "title": "\\ud83d"}',
        "[" * 100_000,
        '{"text": "Last.\\u0000"}',
    )
    assert [one.text for one in readings if isinstance(one, Draft)] == ["First.", "Last."]
    found = reasons(readings)
    assert list(found) == [f"a.jsonl:{number}" for number in range(3, 11)]
    assert "not JSON" in found["a.jsonl:3"]
    assert found["a.jsonl:4"] == "it is not a JSON object"
    assert found["a.jsonl:5"] == "the object has no member “text”"
    assert found["a.jsonl:6"] == "“text” is not a string"
    assert "no date" in found["a.jsonl:7"]
    assert "U+D83D" in found["a.jsonl:8"]
    assert "U+D83D" in found["a.jsonl:9"]


def json(source, **options):
    return list(read("a.json", source.encode(), **options))


PRETTY = """[
  {
    "text": "It will hold.",
    "title": "Wall"
  },
  {
    "text": "It sank.",
    "outlet": "Gull",
    "views": 4
  }
]
"""


@pytest.mark.parametrize("source", [PRETTY, "\ufeff\r\n" + PRETTY.replace("\n", "\r\n")])
def test_an_array_of_articles_is_read_however_it_is_laid_out(source):
    wall, ship = json(source, outlet="Post")
    assert (wall.title, wall.text, wall.outlet) == ("Wall", "Wall\n\nIt will hold.", "Post")
    assert (ship.outlet, ship.notes) == ("Gull", ["Not read: views."])
    assert ship.raw.startswith(b"{")
    assert ship.raw.endswith(b"}")
    assert b"Wall" not in ship.raw
    assert wall.media_type == "application/json"


def test_articles_of_an_array_are_named_by_the_line_on_which_they_begin():
    assert [draft.name for draft in json(PRETTY)] == ["a.json:2", "a.json:6"]
    in_a_row = json('[{"text": "One."}, {"text": "Two."},\n{"text": "Three."}]')
    assert [draft.name for draft in in_a_row] == ["a.json:1", "a.json:1, number 2", "a.json:2"]


def test_an_object_alone_is_one_article_on_one_line_or_on_several():
    for source in ('{"text": "It will hold."}', '\n{\n  "text":\n  "It will hold."\n}\n'):
        (draft,) = json(source)
        assert draft.text == "It will hold."


def test_an_item_that_is_no_article_is_refused_by_its_line_and_the_others_are_read():
    source = '[\n{"text": "One."},\n7,\n{"title": "Wall"},\n{"text": 4},\n{"text": "Two."}\n]'
    readings = json(source)
    assert [one.text for one in readings if isinstance(one, Draft)] == ["One.", "Two."]
    assert reasons(readings) == {
        "a.json:3": "it is not a JSON object",
        "a.json:4": "the object has no member “text”",
        "a.json:5": "“text” is not a string",
    }


@pytest.mark.parametrize(
    ("rest", "where", "reason"),
    [
        ('{"text": "Two."', "a.json:3", "from this line on nothing was read"),
        ('{"text": }]', "a.json:3", "it is not JSON: Expecting value (column 10)"),
        (
            '{"text": "Two."} {"text": "Three."}]',
            "a.json:3, number 2",
            "Expecting a comma or the end",
        ),
        ("", "a.json:3", "it is not JSON: Expecting value"),
        ("[" * 100_000, "a.json:3", "it is not JSON that can be read"),
        ("9" * 10_000 + "]", "a.json:3", "it is not JSON that can be read"),
    ],
)
def test_an_array_that_breaks_off_keeps_what_came_before_and_says_where(rest, where, reason):
    readings = json('[\n{"text": "One."},\n' + rest)
    assert readings[0].text == "One."
    assert readings[-1].name == where
    assert reason in readings[-1].reason


def test_what_stands_below_an_array_is_not_passed_over_in_silence():
    one, more = json('[\n{"text": "One."}\n]\n{"text": "Two."}')
    assert one.text == "One."
    assert (more.name, more.reason) == (
        "a.json:4",
        "there is more after the end of the array, which was not read",
    )


@pytest.mark.parametrize(
    ("source", "reason"),
    [("[]", "the array is empty"), (" \n", "there is nothing but white space in it")],
)
def test_json_without_an_article_is_refused(source, reason):
    assert reasons(json(source)) == {"a.json": reason}


def test_lines_that_are_arrays_are_still_lines():
    readings = json('[1]\n{"text": "One."}')
    assert reasons(readings) == {"a.json:1": "it is not a JSON object"}
    assert [one.text for one in readings if isinstance(one, Draft)] == ["One."]


def test_an_array_larger_than_a_file_may_be_is_refused(settings):
    settings.LARGEST_FILE = 20
    assert "larger than 20 bytes" in reasons(json(PRETTY))["a.json"]
