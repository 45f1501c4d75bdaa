"""Facts as files: what is written can be read back, and what is wrong is named by its line."""

from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotations.exchange.fact_files import (
    COLUMNS,
    FIRST,
    FORMATS,
    OF_FACT,
    OF_SOURCE,
    FactRecord,
    UnreadableFactFile,
    fact_chunks,
    format_of_file,
    read_facts,
)

HEADER = ",".join(COLUMNS)

# What a form can hold: no carriage return alone, no control characters, not only white space.
TEXT = st.text(
    st.characters(codec="utf-8", exclude_categories=("Cc", "Cs")) | st.sampled_from("\n=+-@'\","),
    max_size=20,
).map(str.strip)
SOURCES = st.lists(
    st.fixed_dictionaries(dict.fromkeys(OF_SOURCE, TEXT)).filter(lambda one: any(one.values())),
    max_size=3,
)


@st.composite
def facts(draw):
    fields = [draw(st.fixed_dictionaries(dict.fromkeys(OF_FACT, TEXT))) for _ in range(3)]
    return [
        FactRecord(
            "", {**each, "fact": str(number), "fact_id": str(UUID(int=number))}, draw(SOURCES)
        )
        for number, each in enumerate(fields, start=1)
    ]


@pytest.mark.parametrize("file_format", FORMATS)
@given(facts())
def test_what_was_written_is_read_back_exactly(file_format, told):
    text = "".join(fact_chunks(told, file_format=file_format))
    found = read_facts(text, file_format=file_format)
    assert [(one.fields, one.sources) for one in found] == [
        (one.fields, one.sources) for one in told
    ]


def test_the_columns_are_those_that_others_rely_on():
    assert HEADER == (
        "fact,statement,as_of,recheck_on,verified_by,"
        "title,publisher,url,excerpt,accessed_on,archive_url,"
        # What came later.
        "fact_id,retired_at,replaced_by"
    )
    assert "".join(fact_chunks([], file_format="csv")) == f"{HEADER}\r\n"


def test_a_cell_that_a_spreadsheet_would_run_is_guarded():
    told = FactRecord("", {"fact": "1", "statement": "=1+1"}, [{"title": "-2", "excerpt": "'=x"}])
    line = "".join(fact_chunks([told], file_format="csv")).splitlines()[1]
    assert line == "1,'=1+1,,,,'-2,,,''=x,,,,,"


def test_a_byte_order_mark_is_written_where_asked_for_and_dropped_in_reading():
    text = "".join(
        fact_chunks([FactRecord("", {"statement": "It rained."})], file_format="csv", bom=True)
    )
    assert text.startswith("\ufeff")
    assert read_facts(text, file_format="csv")[0].fields["statement"] == "It rained."


def csv(*lines):
    header = ",".join(FIRST + OF_SOURCE)
    return read_facts("\n".join([header, *lines]) + "\n", file_format="csv")


def test_the_rows_of_one_fact_are_its_sources_wherever_they_stand():
    first, second = csv(
        "F1,It rained.,,,,Diary,,,,,",
        "F2,It snowed.,,,,,,,,,",
        "F1,It rained.,,,,Almanac,,,,,",
        "F1,,,,,Letter,,,,,",
    )
    assert [source["title"] for source in first.sources] == ["Diary", "Almanac", "Letter"]
    assert (first.where, first.source_lines) == ("2", ["2", "4", "5"])
    assert (second.fields["fact"], second.sources) == ("F2", [])


def test_without_an_id_the_statement_tells_which_rows_are_one_fact():
    told = csv(",It rained.,,,,Diary,,,,,", ",It rained.,,,,Almanac,,,,,", ",It snowed.,,,,,,,,,")
    assert [len(one.sources) for one in told] == [2, 0]


def test_rows_of_one_fact_that_say_different_things_are_refused_by_their_line():
    one, other = csv("F1,It rained.,,,,,,,,,", "F1,It snowed.,,,,,,,,,", "F2,It hailed.,,,,,,,,,")
    assert (one.where, one.refused_because) == (
        "3",
        "another statement than in line 2, of this fact",
    )
    assert not other.refused_because


IDS = [str(UUID(int=number)) for number in (1, 2)]


def of_ids(*rows):
    return read_facts("\n".join(["fact,statement,title,fact_id", *rows]), file_format="csv")


def test_rows_of_one_id_are_one_fact_and_facts_of_two_ids_are_two_whatever_they_are_called():
    told = of_ids(
        f"1,It rained.,Diary,{IDS[0]}",
        f"1,It snowed.,Diary,{IDS[1]}",
        f"1,It rained.,Almanac,{IDS[0]}",
        f",,Letter,{IDS[1]}",
    )
    assert [(one.fields["statement"], len(one.sources), one.refused_because) for one in told] == [
        ("It rained.", 2, ""),
        ("It snowed.", 2, ""),
    ]


def test_a_row_added_by_hand_without_the_id_is_of_the_fact_that_is_called_so():
    (told,) = of_ids(f"7,It rained.,Diary,{IDS[0]}", "7,It rained.,Almanac,")
    assert (told.fields["fact_id"], len(told.sources)) == (IDS[0], 2)
    (told,) = of_ids("7,It rained.,Almanac,", f"7,It rained.,Diary,{IDS[0]}")
    assert (told.fields["fact_id"], len(told.sources)) == (IDS[0], 2)


def test_a_row_that_is_too_short_is_refused_and_the_others_are_read():
    broken, right = csv("F1,It rained.", "F2,It snowed.,,,,,,,,,")
    assert broken.where == "2"
    assert broken.refused_because == "2 cells where the header has 11"
    assert right.fields["fact"] == "F2"


def test_a_cell_over_several_lines_counts_them():
    told = csv('F1,It rained.,,,,Diary,,,"one\ntwo",,', "F2,It snowed.,,,,,,,,,")
    assert [one.where for one in told] == ["2", "4"]
    assert told[0].sources[0]["excerpt"] == "one\ntwo"


def test_columns_may_stand_in_any_order_and_only_the_statement_is_needed():
    [told] = read_facts("Title,extra,statement\nDiary,x,It rained.\n", file_format="csv")
    assert (told.fields["statement"], told.sources[0]["title"]) == ("It rained.", "Diary")


@pytest.mark.parametrize(
    ("text", "file_format"),
    [("", "csv"), ("a,b\n1,2\n", "csv"), ("{}", "json"), ("[", "json")],
)
def test_what_is_no_file_of_facts_is_refused_as_a_whole(text, file_format):
    with pytest.raises(UnreadableFactFile):
        read_facts(text, file_format=file_format)


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("{", "not JSON"),
        ("[]", "not an object"),
        ('{"statement": ["x"]}', "statement: neither text nor a number"),
        ('{"statement": true}', "statement: neither text nor a number"),
        ('{"statement": "x", "sources": {"a": 1}}', "sources: not a list"),
        ('{"statement": "x", "sources": ["y"]}', "sources: not a list"),
    ],
)
def test_a_line_of_json_that_is_no_fact_is_refused_and_the_others_are_read(line, reason):
    right = '{"fact": 7, "statement": "It rained.", "sources": [{"title": "Diary"}]}'
    broken, read_ = read_facts(f"{line}\n\n{right}\n", file_format="jsonl")
    assert broken.where == "1"
    assert reason in broken.refused_because
    assert (read_.where, read_.fields["fact"], read_.source_lines) == ("3", "7", ["3"])


def test_the_ending_of_a_name_tells_the_format():
    names = ["a.csv", "A.CSV", "b.json", "c.jsonl", "d.ndjson", "e.txt", "csv"]
    assert [format_of_file(name) for name in names] == [
        *("csv", "csv", "json", "jsonl", "jsonl"),
        None,
        "csv",
    ]
