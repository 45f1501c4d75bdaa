"""Reading the sequence labels of doccano."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotations.exchange.importing.formats import doccano
from annotations.exchange.importing.layer_read import (
    Asked,
    Unusable,
    UnusableFile,
    label_mapping,
)

TEXT = "“Go 🙂,” she told 640 people."


def read(*records, given=None, **options):
    text = "\n".join(json.dumps(record) for record in records)
    return list(doccano.read("out/ada.jsonl", text, label_mapping(given or {}), Asked(**options)))


def spans(made):
    return [(span.name, span.exact, span.label) for span in made.spans]


@pytest.mark.parametrize(
    "said",
    [
        {"label": [[0, 7, "Quote"], [17, 27, "statistic"]]},
        {"labels": [[0, 7, "Quote"], [17, 27, "statistic"]]},
        {
            "entities": [
                {"id": 1, "label": "Quote", "start_offset": 0, "end_offset": 7},
                {"id": 2, "label": "statistic", "start_offset": 17, "end_offset": 27},
            ]
        },
    ],
)
def test_labels_are_spans_in_code_points_however_they_are_written(said):
    (made,) = read({"id": 1, "text": TEXT, **said})
    assert spans(made) == [
        ("label 1", "“Go 🙂,”", "quote"),
        ("label 2", "640 people", "statistic"),
    ]
    assert made.raw == TEXT.encode()


def test_the_file_names_the_annotator_unless_somebody_is_named():
    bare = {"text": TEXT, "label": []}
    assert [one.editor for one in read(bare, bare)] == ["ada", "ada"]
    assert read(bare, editor="ben")[0].editor == "ben"


def test_a_text_without_labels_is_a_layer_too():
    (made,) = read({"text": TEXT, "label": []})
    assert (made.spans, made.refused) == ([], [])


def test_what_there_is_no_place_for_is_counted():
    (made,) = read(
        {"text": TEXT, "entities": [], "relations": [{}, {}], "Comments": ["Look"]},
    )
    assert made.left_aside == {"relations": 2, "Comments": 1}
    (made,) = read({"text": TEXT, "label": [[0, 7, "Person"]]}, given={"Person": ""})
    assert made.left_aside == {"labels “Person”": 1}


@pytest.mark.parametrize(
    "label", [[0, 999, "Quote"], [7, 7, "Quote"], [-1, 4, "Quote"], ["0", 4, "Quote"], [0, 4], "x"]
)
def test_a_label_that_has_no_place_is_refused_by_its_number(label):
    (made,) = read({"text": TEXT, "label": [[0, 7, "Quote"], label]})
    assert len(made.spans) == 1
    assert [name for name, _reason in made.refused] == ["label 2"]


@pytest.mark.parametrize("text", ["no json", "[1]", "[" * 100_000])
def test_another_file_is_refused(text):
    with pytest.raises(Unusable):
        list(doccano.read("a.jsonl", text, label_mapping({})))


@pytest.mark.parametrize(
    ("record", "words"),
    [
        ({"label": []}, "no text"),
        ({"text": 7, "label": []}, "no text"),
        ({"text": "", "label": []}, "no text"),
        ({"text": " \n", "label": []}, "empty"),
        ({"text": "half \ud83d", "label": []}, "half a character"),
        ({"body": TEXT, "label": []}, "--text-field may name one of body"),
        ({"text": TEXT}, "nothing in it says what was marked"),
        ({"text": TEXT, "label": None}, "nothing in it says what was marked"),
        ([1], "no object"),
    ],
)
def test_a_record_that_makes_no_layer_is_told_and_the_others_are_read(record, words):
    good = {"text": TEXT, "label": [[0, 7, "Quote"]]}
    found = read(good, record, good)
    assert [one.name for one in found if not isinstance(one, UnusableFile)] == [
        "out/ada.jsonl:1",
        "out/ada.jsonl:3",
    ]
    (told,) = [one for one in found if isinstance(one, UnusableFile)]
    assert told.name == "out/ada.jsonl:2"
    assert words in told.reason


def test_a_line_that_is_no_json_is_told_and_the_others_are_read():
    text = f'{{"text": "Go", "label": []}}\n{{"text": \n{"[" * 100_000}\n'
    found = list(doccano.read("a.jsonl", text, label_mapping({})))
    told = [one.reason for one in found if isinstance(one, UnusableFile)]
    assert ["line 2 is no JSON" in told[0], "line 3 is no JSON" in told[1]] == [True, True]
    assert len(found) == 3


@pytest.mark.parametrize("record", [{"data": TEXT}, {"data": TEXT, "text": None}])
def test_the_text_may_be_the_member_data_or_one_that_is_named(record):
    (made,) = read({**record, "label": [[0, 7, "Quote"]]})
    assert made.raw == TEXT.encode()
    (named,) = read({**record, "body": "Go", "label": []}, text_field="body")
    assert named.raw == b"Go"
    (told,) = read({**record, "label": []}, text_field="body")
    assert "no text in “body”" in told.reason


@pytest.mark.parametrize("label", ["positive", ["positive"], [7], {"positive": 1}])
def test_labels_of_the_text_as_a_whole_are_refused(label):
    (made,) = read({"text": TEXT, "label": label})
    assert (made.spans, [name for name, _reason in made.refused]) == ([], ["label 1"])


EMOJI = "📉 The mayor, Anna Bell, cut the budget: 41 million euros; schools close."
WORDS = ["The mayor", "41 million euros", "Anna Bell", "schools close"]


def units(text, words):
    """As a program counts that was written for a browser."""
    start = len(text[: text.index(words)].encode("utf-16-le")) // 2
    return [start, start + len(words.encode("utf-16-le")) // 2, "claim"]


def characters(text, words):
    return [text.index(words), text.index(words) + len(words), "claim"]


def test_units_of_utf_16_are_told_by_the_edges_of_words_and_that_is_said():
    (made,) = read({"text": EMOJI, "label": [units(EMOJI, words) for words in WORDS]})
    assert [span.exact for span in made.spans] == WORDS
    assert "a guess by the edges of words" in made.notes[0]
    assert "UTF-16" in made.notes[0]


def test_characters_are_told_by_the_edges_of_words_too_and_need_no_word():
    (made,) = read({"text": EMOJI, "label": [characters(EMOJI, words) for words in WORDS]})
    assert [span.exact for span in made.spans] == WORDS
    assert made.notes == []


def test_one_text_tells_for_all_of_its_file():
    plain = "😀 («Go»)"
    records = [
        {"text": EMOJI, "label": [units(EMOJI, words) for words in WORDS]},
        {"text": plain, "label": [units(plain, "«Go»")]},
        {"text": "No emoji.", "label": [[0, 8, "claim"]]},
    ]
    first, second, third = read(*records)
    assert [span.exact for span in second.spans] == ["«Go»"]
    assert (bool(first.notes), bool(second.notes), third.notes) == (True, True, [])
    (alone,) = read(records[1])
    assert "nothing tells whether its numbers count" in alone.notes[0]


def test_where_both_ways_cut_words_the_spans_are_refused_until_somebody_says_what_holds():
    text = "😀 Ineffable words."
    label = [6, 9, "claim"]
    (made,) = read({"text": text, "label": [label]})
    assert made.spans == []
    assert "say it by --offsets" in made.refused[0][1]
    for unit, exact in (("characters", "fab"), ("utf-16", "ffa"), ("bytes", "nef")):
        (said,) = read({"text": text, "label": [label]}, unit=unit)
        assert ([span.exact for span in said.spans], said.notes) == ([exact], [])


def test_numbers_in_the_middle_of_a_character_are_no_place():
    (made,) = read({"text": "😀 Go.", "label": [[1, 4, "claim"]]}, unit="utf-16")
    assert "1 to 4 is no place" in made.refused[0][1]


CRLF = "The council\r\nof Fenn cut the budget by 5 percent.\r\n\r\nSecond paragraph here."


@pytest.mark.parametrize("text", [CRLF, CRLF.replace("\r\n", "\n")])
def test_offsets_move_with_line_ends_of_two_characters_whichever_were_counted(text):
    words = ["cut the budget by 5 percent", "Second paragraph here"]
    (made,) = read({"text": CRLF, "label": [characters(text, one) for one in words]})
    assert made.raw.decode() == CRLF.replace("\r\n", "\n")
    assert [span.exact for span in made.spans] == words
    assert [(span.start, span.end) for span in made.spans] == [(20, 47), (50, 71)]
    assert "line ends" in made.notes[0]


@pytest.mark.parametrize("text", ["One line.\rAnother.", "One\r\n😀 two\rthree\r\n"])
def test_no_carriage_return_is_left(text):
    (made,) = read({"text": text, "label": []})
    assert b"\r" not in made.raw


def test_scripts_without_spaces_are_taken_for_characters_with_a_note():
    text = "😀市長は予算の増額を発表した。"
    (made,) = read({"text": text, "label": [characters(text, "予算の増額")]})
    assert [span.exact for span in made.spans] == ["予算の増額"]
    assert "nothing tells" in made.notes[0]


def test_one_array_is_read_as_lines_are():
    records = [{"text": TEXT, "label": []}, {"text": "Another", "label": []}]
    made = list(doccano.read("a.json", json.dumps(records), label_mapping({})))
    assert [one.name for one in made] == ["a.json:1", "a.json:2"]


@given(st.recursive(st.none() | st.booleans() | st.integers() | st.text(max_size=5), st.lists))
def test_no_label_makes_it_fail(label):
    (made,) = read({"text": TEXT, "label": [label]})
    assert len(made.spans) + len(made.refused) + made.left_aside.total() == 1
