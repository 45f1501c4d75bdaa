"""JSON of articles: one a line, in an array, in the answer of a service, alone."""

import json as standard
import tracemalloc
from datetime import date, timedelta

import pytest
from django.utils import timezone

from articles.importing.drafts import Draft, Unreadable
from articles.readers import pieces, read, streams
from articles.readers.drafting import Options
from articles.readers.files import File
from articles.readers.records.asking import ColumnsNeeded


def jsonl(*lines, **options):
    return list(read("a.jsonl", "\n".join(lines).encode(), **options))


def reasons(readings):
    return {one.name: one.reason for one in readings if not isinstance(one, Draft)}


def test_a_line_of_jsonl_is_an_article():
    (draft,) = jsonl('{"text": "It will hold.", "title": "Wall", "url": null, "views": 4}')
    assert (draft.text, draft.url, draft.media_type) == (
        "Wall\n\nIt will hold.",
        "",
        "application/jsonl",
    )
    assert draft.notes == ["Not read: views."]


def test_a_line_without_a_text_is_refused_by_its_number_and_the_others_are_read():
    readings = jsonl(
        '{"text": "First."}',
        "",
        "{broken}",
        "[1]",
        '{"title": "Wall"}',
        '{"text": 5}',
        '{"text": ""}',
        '{"text": "\\ud83d"}',
        "[" * 100_000,
        '{"text": "Last.\\u0000"}',
    )
    assert [one.text for one in readings if isinstance(one, Draft)] == ["First.", "Last."]
    found = reasons(readings)
    assert list(found) == [f"a.jsonl:{number}" for number in range(3, 10)]
    assert "not JSON" in found["a.jsonl:3"]
    assert found["a.jsonl:4"] == "it is not a JSON object"
    assert found["a.jsonl:5"].startswith("none of its columns is known as the text (title)")
    assert found["a.jsonl:6"] == "its text is not a string"
    assert found["a.jsonl:7"] == "the text is empty"
    assert "U+D83D" in found["a.jsonl:8"]


def test_what_else_is_odd_is_a_note_that_names_it():
    (draft,) = jsonl(
        '{"text": "One.", "title": ["Wa\\ud83dll"], "published_on": "May", "url": 5, '
        '"outlet": true, "byline": 7, "language": "klingon"}'
    )
    assert (draft.title, draft.published_on, draft.url, draft.outlet) == ("Wall", None, "", "")
    assert draft.notes == [
        "Half of a character (U+D83D) was left out of the title.",
        "“True” is no outlet, so there is none.",
        "The address “5” is no web address.",
        "“7” names nobody, so there is no byline.",
        "“klingon” is no language tag such as en or pt-BR, so the language was told from the text.",
        "“May” is no date that can be read.",
    ]


def test_a_title_that_is_too_long_is_cut_at_a_word_and_told():
    (draft,) = jsonl(standard.dumps({"text": "One.", "title": "word " * 200}))
    assert len(draft.title) <= 500
    assert draft.title.endswith("word…")
    assert draft.notes[0].startswith("The title is longer than 500 characters and was cut off")


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
        "a.json:4": "none of its columns is known as the text (title): say which column is the "
        "text",
        "a.json:5": "its text is not a string",
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
        ("9" * 10_000 + "]", "a.json:3", "it is not a JSON object"),
    ],
)
def test_an_array_that_breaks_off_keeps_what_came_before_and_says_where(rest, where, reason):
    readings = json('[\n{"text": "One."},\n' + rest)
    assert readings[0].text == "One."
    assert readings[-1].name == where
    assert reason in readings[-1].reason


def test_what_stands_below_an_array_is_read_too():
    one, two, broken = json('[\n{"text": "One."}\n]\n{"text": "Two."}\nmore')
    assert (one.text, two.text, two.name) == ("One.", "Two.", "a.json:4")
    assert (broken.name, broken.reason.partition(":")[0]) == ("a.json:5", "it is not JSON")


def test_objects_that_follow_one_another_are_articles():
    one, two = json('{\n"text": "One."\n}\n{\n"text":\n"Two."}')
    assert (one.text, two.text, two.name) == ("One.", "Two.", "a.json:4")


@pytest.mark.parametrize(
    ("source", "reason"),
    [("[]", "there is no record in it"), (" \n", "there is nothing but white space in it")],
)
def test_json_without_an_article_is_refused(source, reason):
    assert reasons(json(source)) == {"a.json": reason}


def test_lines_that_are_arrays_are_still_lines():
    readings = json('[1]\n{"text": "One."}')
    assert reasons(readings) == {"a.json:1": "it is not a JSON object"}
    assert [one.text for one in readings if isinstance(one, Draft)] == ["One."]


def test_the_limit_is_on_a_record_and_not_on_the_file(settings):
    settings.LARGEST_FILE = 100
    records = [{"text": f"Text number {n} is short."} for n in range(20)]
    records[4] = {"text": "long [{\\" * 30, "tags": [{"a": "]"}]}
    as_array = standard.dumps(records, indent=1)
    as_lines = "\n".join(map(standard.dumps, records))
    wrapped = standard.dumps({"status": "ok", "articles": records, "more": 1}, indent=1)
    for source in (as_array, as_lines, wrapped):
        readings = list(read("a.json", source.encode()))
        (refusal,) = [one for one in readings if isinstance(one, Unreadable)]
        assert refusal.reason == "it is larger than 100 bytes"
        assert len(readings) == 20
        assert readings[-1].text == "Text number 19 is short."


@pytest.mark.parametrize(
    "wrapped",
    [
        lambda records: {"status": "ok", "totalResults": 2, "articles": records},
        lambda records: {"response": {"status": "ok", "results": records, "pages": 1}},
        lambda records: {"response": {"docs": records, "meta": {"hits": 2}}},
        lambda records: {"data": records, "pagination": {"total": 2}},
        lambda records: {"meta": [{"a": 1}], "items": records},
        lambda records: {"value": records},
        lambda records: {"hits": {"total": 2, "hits": [{"_id": 1, "_source": r} for r in records]}},
        lambda records: {"articles": {"page": 1, "results": records}},
        lambda records: [{"node": record} for record in records],
    ],
)
@pytest.mark.parametrize("indent", [None, 1])
def test_what_a_service_wraps_its_records_in_is_taken_off(wrapped, indent):
    records = [
        {"title": f"Wall {n}", "content": f"It will hold {n}.", "tags": [{"id": 1}]} for n in "ab"
    ]
    found = json(standard.dumps(wrapped(records), indent=indent))
    assert [(one.title, one.text) for one in found] == [
        ("Wall a", "Wall a\n\nIt will hold a."),
        ("Wall b", "Wall b\n\nIt will hold b."),
    ]
    assert len({one.name for one in found}) == 2


@pytest.mark.parametrize("member", ["articles", "items", "data", "results"])
def test_an_article_with_a_member_of_that_name_is_one_article(member):
    (draft,) = json(standard.dumps({"text": "It will hold.", member: [{"title": "Other"}]}))
    assert draft.text == "It will hold."


GUARDIAN = {
    "id": "town/2024/wall",
    "type": "article",
    "webPublicationDate": "2024-05-07T08:00:00Z",
    "webTitle": "Wall",
    "webUrl": "https://post.example/wall",
    "fields": {"byline": "Ann Roe", "bodyText": "It will hold.", "publication": "Post"},
}
NEWS_API = {
    "source": {"id": None, "name": "Post"},
    "author": "Ann Roe",
    "title": "Wall",
    "description": "In short.",
    "url": "https://post.example/wall",
    "publishedAt": "2024-05-07T08:00:00Z",
    "content": "It will hold.",
}
NEW_YORK = {
    "web_url": "https://post.example/wall",
    "lead_paragraph": "It will hold.",
    "source": "Post",
    "headline": {"main": "Wall", "print_headline": "A wall"},
    "pub_date": "2024-05-07T08:00:00+0000",
    "byline": {"original": "By Ann Roe", "person": [{"firstname": "Ann", "lastname": "Roe"}]},
}
STACK = {
    "author": "Ann Roe",
    "title": "Wall",
    "description": "It will hold.",
    "url": "https://post.example/wall",
    "source": "Post",
    "language": "en",
    "published_at": "2024-05-07T08:00:00+00:00",
}
BLOG = {
    "date": "2024-05-07T08:00:00",
    "link": "https://post.example/wall",
    "title": {"rendered": "Wall"},
    "content": {"rendered": "<p>It will hold.</p>\n", "protected": False},
    "author": [{"name": "Ann Roe"}],
    "site": "Post",
}
COLLECTED = {
    "title": "Wall",
    "maintext": "It will hold.",
    "date_publish": "2024-05-07 08:00:00",
    "authors": ["Ann Roe"],
    "source_name": "Post",
    "url": "https://post.example/wall",
}


@pytest.mark.parametrize("record", [GUARDIAN, NEWS_API, NEW_YORK, STACK, BLOG, COLLECTED])
def test_the_members_of_news_services_are_known(record):
    (draft,) = json(standard.dumps({"articles": [record]}))
    assert (draft.title, draft.text) == ("Wall", "Wall\n\nIt will hold.")
    assert (draft.url, draft.outlet) == ("https://post.example/wall", "Post")
    assert (draft.byline, draft.published_on) == ("Ann Roe", date(2024, 5, 7))
    only_a_summary = any("Only a summary" in note for note in draft.notes)
    assert only_a_summary == (record in (NEW_YORK, STACK))


def test_collections_for_machines_are_read_by_their_names():
    (draft,) = jsonl('{"article": "It will hold.", "highlights": "Wall .", "id": "7"}')
    assert draft.text == "It will hold."
    assert "Not read: highlights, id." in draft.notes


def test_what_a_service_has_cut_off_is_told():
    record = NEWS_API | {"content": "It will hold, she sa… [+1234 chars]"}
    (draft,) = json(standard.dumps(record))
    assert draft.text == "Wall\n\nIt will hold, she sa"
    assert "The service cut the text off; the rest of it is not there." in draft.notes


@pytest.mark.parametrize(
    ("text", "paragraphs"),
    [
        (
            "<p>A &quot;no&quot; &amp; more.</p><p>Second.</p>",
            ['A "no" & more.', "Second."],
        ),
        ("She said no.<br><br>Second.", ["She said no.", "Second."]),
        ("She <b>said</b> no.\n\nSecond &amp; last.", ["She said no.", "Second & last."]),
        ("<div>She said no.<ul><li>One</li></ul></div>", ["She said no.", "One"]),
    ],
)
def test_html_in_a_member_becomes_paragraphs_with_a_note(text, paragraphs):
    (draft,) = jsonl(standard.dumps({"text": text, "title": "Caf&eacute; &amp; <i>bar</i>"}))
    assert draft.text.split("\n\n") == ["Café & bar", *paragraphs]
    assert "The text is HTML: its tags and entities were taken out." in draft.notes


@pytest.mark.parametrize("text", ["1 < 2 and 3 > 2, he said.", "R&D costs more.", "Use <name>."])
def test_signs_that_are_no_html_stay(text):
    (draft,) = jsonl(standard.dumps({"text": text}))
    assert (draft.text, draft.notes) == (text, [])


def test_html_stays_as_it_is_in_a_verbatim_text():
    (draft,) = jsonl('{"text": "<p>It will hold.</p>"}', verbatim=True)
    assert (draft.text, draft.notes) == ("<p>It will hold.</p>", [])


@pytest.mark.parametrize(
    "body",
    [
        ["One.", "Two."],
        [{"type": "p", "text": "One."}, {"type": "p", "text": "Two."}],
        {"value": "<p>One.</p><p>Two.</p>", "format": "html"},
    ],
)
def test_a_text_in_parts_is_put_together(body):
    (draft,) = jsonl(standard.dumps({"body": body}))
    assert draft.text == "One.\n\nTwo."


@pytest.mark.parametrize(
    ("byline", "names"),
    [
        (["Jo Marsh", "Ida Frost"], "Jo Marsh, Ida Frost"),
        ([{"name": "Jo Marsh"}, {"displayName": "Ida Frost"}, {"id": 3}], "Jo Marsh, Ida Frost"),
        ({"name": "Jo Marsh"}, "Jo Marsh"),
        ([{"firstName": "Jo", "lastName": "Marsh"}], "Jo Marsh"),
        ([{"first_name": "Jo", "last_name": "Marsh"}, {"given": "Ida"}], "Jo Marsh, Ida"),
        ("['Jo Marsh', 'Ida Frost']", "Jo Marsh, Ida Frost"),
        ('["Jo Marsh"]', "Jo Marsh"),
        ("By Jo Marsh", "Jo Marsh"),
        ("Byron Marsh", "Byron Marsh"),
        (["Jo Marsh", None, "Jo Marsh"], "Jo Marsh"),
        ([], ""),
        (None, ""),
    ],
)
def test_a_byline_may_be_a_list_of_names_in_any_form(byline, names):
    (draft,) = jsonl(standard.dumps({"text": "It will hold.", "byline": byline}))
    assert (draft.byline, draft.notes) == (names, [])


@pytest.mark.parametrize(
    ("stated", "language"),
    [("English", "en"), ("deutsch", "de"), ("eng", "en"), ("pt_br", "pt-BR")],
)
def test_a_language_may_be_named_in_words(stated, language):
    (draft,) = jsonl(standard.dumps({"text": "It will hold.", "lang": stated}))
    assert draft.language == language


def test_news_items_of_agencies_and_json_ld_are_read_by_their_own_readers():
    node = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "headline": "Wall",
        "articleBody": "It will hold.",
    }
    item = {
        "uri": "https://post.example/wall",
        "versioncreated": "2024-05-07T08:00:00Z",
        "headline": "Ferry",
        "body_text": "It sank.",
    }
    for source in (
        standard.dumps([node, item]),
        "\n".join(map(standard.dumps, (node, item))),
        standard.dumps({"items": [node, item]}, indent=1),
    ):
        wall, ferry = json(source)
        assert (wall.title, ferry.title) == ("Wall", "Ferry")
        assert ferry.published_on == date(2024, 5, 7)


def mapped(source, mapping, name="a.json"):
    options = Options(mapping=mapping)
    return [piece() for piece in pieces(File.of(name, source.encode()), options)]


def test_a_mapping_names_members_inside_others_too():
    record = {"doc": {"words": "It will hold."}, "head": "Wall", "text": "x"}
    (draft,) = mapped(standard.dumps(record), {"text": "doc.words", "title": "head"})
    assert draft.text == "Wall\n\nIt will hold."


def test_a_mapped_detail_may_be_missing_in_a_record_but_not_the_text():
    source = "\n".join(
        map(standard.dumps, [{"a": "One.", "b": "T"}, {"a": "Two.", "title": "x"}, {"b": "T"}])
    )
    one, two, three = mapped(source, {"text": "a", "title": "b"}, "a.jsonl")
    assert (one.title, two.title_generated) == ("T", True)
    assert three.reason == "there is no column “a”, but: b"


@pytest.mark.parametrize(
    "source",
    [
        '{"words": "It will hold.", "n": 1}\n{"words": "It sank.", "m": {"a": 2}}',
        '[{"words": "It will hold.", "n": 1}, {"words": "It sank.", "m": {"a": 2}}]',
        '{"articles": [{"words": "It will hold.", "n": 1}, {"words": "It sank.", "m": {"a": 2}}]}',
    ],
)
def test_where_no_member_is_known_as_the_text_there_is_one_question(source):
    (question,) = pieces(File.of("a.json", source.encode()), Options())
    assert isinstance(question, ColumnsNeeded)
    assert question.columns == ("words", "n", "m.a")
    assert question.rows == (("It will hold.", "1", ""), ("It sank.", "", "2"))
    assert question().reason.startswith("none of its columns is known as the text (words, n, m.a)")


def text_of_size(size, form):
    records = ['{"text": "It will hold, she said.", "title": "Wall"}'] * size
    if form == "lines":
        return "\n".join(records).encode()
    return f'{{"status": "ok", "articles": [{",".join(records)}]}}'.encode()


@pytest.mark.parametrize("form", ["lines", "wrapped"])
def test_memory_does_not_grow_with_the_file(form, monkeypatch):
    monkeypatch.setattr(streams, "SMALL", 1_000)

    def peak(size):
        data = text_of_size(size, form)
        tracemalloc.start()
        assert sum(1 for _ in pieces(File.of("a.json", data), Options())) == size
        _now, most = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        return most

    assert peak(60_000) < peak(45_000) + 200_000


def test_a_member_without_a_value_leaves_its_place_to_another():
    (draft,) = jsonl('{"text": null, "title": "", "body": "It will hold.", "headline": "Wall"}')
    assert draft.text == "Wall\n\nIt will hold."


def test_an_article_is_not_lost_behind_others_that_stand_in_it():
    record = {
        "title": "Wall",
        "articles": [{"title": "Ferry", "body": "It sank."}],
        "body": "x y z",
    }
    found = json(standard.dumps(record))
    assert sorted(one.title for one in found) == ["Ferry", "Wall"]


def test_the_only_array_of_articles_is_found_by_whatever_name():
    record = {"export": {"by": "Ann"}, "meldungen": [{"Titel": "Wall", "Inhalt": "It will hold."}]}
    (draft,) = json(standard.dumps(record, indent=1))
    assert (draft.title, draft.text) == ("Wall", "Wall\n\nIt will hold.")


@pytest.mark.parametrize(
    "frame",
    [
        {"title": {"0": "Wall", "1": "Ferry"}, "text": {"0": "It will hold.", "1": "It sank."}},
        {
            "columns": ["title", "text"],
            "index": [0, 1],
            "data": [["Wall", "It will hold."], ["Ferry", "It sank."]],
        },
        {"title": ["Wall", "Ferry"], "text": ["It will hold.", "It sank."]},
        {
            "7": {"title": "Wall", "text": "It will hold."},
            "https://post.example/ferry": {"title": "Ferry", "text": "It sank."},
        },
    ],
)
def test_a_table_that_was_written_by_its_columns_is_read_by_its_rows(frame):
    wall, ferry = json(standard.dumps(frame))
    assert (wall.title, ferry.text) == ("Wall", "Ferry\n\nIt sank.")


@pytest.mark.parametrize(
    "record",
    [
        {"text": ["One.", "Two."], "byline": ["Jo Marsh", "Ida Frost"]},
        {"text": ["One.", "Two."], "title": ["Wall"]},
        {"text": {"html": "<p>One.</p><p>Two.</p>"}, "title": {"main": "Wall"}},
    ],
)
def test_a_record_whose_members_are_lists_or_objects_is_one_article(record):
    (draft,) = json(standard.dumps(record))
    assert draft.text.endswith("One.\n\nTwo.")


@pytest.mark.parametrize("number", ["9" * 6_000, "-" + "9" * 6_000, "1e999", "NaN", "-Infinity"])
def test_a_number_that_no_program_can_keep_takes_no_article_with_it(number):
    record = f'{{"text": "One.", "id": {number}}}'
    for found in (json(record), jsonl(record, '{"text": "Two."}')):
        assert (found[0].text, found[0].notes) == ("One.", ["Not read: id."])


def test_half_of_a_character_takes_only_its_own_article_of_a_table_by_columns():
    frame = {"title": ["Wall", "Fe\ud83drry", "Quay"], "text": ["It holds.", "It sank.", "\ud83d"]}
    wall, ferry, quay = json(standard.dumps(frame))
    assert (wall.title, ferry.title) == ("Wall", "Ferry")
    assert "half of a character" in quay.reason


def test_days_are_read_as_databases_export_them():
    for stated in ({"$date": "2024-05-07T10:00:00Z"}, {"$date": {"$numberLong": "1715040000000"}}):
        (draft,) = jsonl(standard.dumps({"text": "One.", "date": stated}))
        assert (draft.published_on, draft.notes) == (date(2024, 5, 7), ["Read: “date” as date."])


def test_lines_with_a_comma_behind_each_are_lines():
    one, broken, three = jsonl('{"text": "One."},', '{"text": "Two"', '{"text": "Three."},')
    assert (one.text, three.text, broken.name) == ("One.", "Three.", "a.jsonl:2")


def test_a_day_in_the_future_is_kept_with_a_note():
    (draft,) = jsonl('{"text": "It will hold.", "published_on": "2199-05-07"}')
    assert draft.published_on == date(2199, 5, 7)
    assert draft.notes == ["The day 2199-05-07 lies in the future."]
    tomorrow = timezone.localdate() + timedelta(days=1)
    (draft,) = jsonl(f'{{"text": "It will hold.", "published_on": "{tomorrow}"}}')
    assert draft.notes == []
