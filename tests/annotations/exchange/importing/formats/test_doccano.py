"""Reading the sequence labels of doccano."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotations.exchange.importing.formats import doccano
from annotations.exchange.importing.layer_read import Unusable, label_mapping

TEXT = "“Go 🙂,” she told 640 people."


def read(*records, given=None, **options):
    text = "\n".join(json.dumps(record) for record in records)
    return list(doccano.read("out/ada.jsonl", text, label_mapping(given or {}), **options))


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
    assert [one.editor for one in read({"text": TEXT}, {"text": TEXT})] == ["ada", "ada"]
    assert read({"text": TEXT}, editor="ben")[0].editor == "ben"


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


@pytest.mark.parametrize("text", ["no json", "[1]", '{"label": []}', '{"text": 7}', '{"a": 1}\n{'])
def test_another_file_is_refused(text):
    with pytest.raises(Unusable):
        list(doccano.read("a.jsonl", text, label_mapping({})))


def test_one_array_is_read_as_lines_are():
    records = [{"text": TEXT}, {"text": "Another"}]
    made = list(doccano.read("a.json", json.dumps(records), label_mapping({})))
    assert [one.name for one in made] == ["a.json:1", "a.json:2"]


@given(st.recursive(st.none() | st.booleans() | st.integers() | st.text(max_size=5), st.lists))
def test_no_label_makes_it_fail(label):
    (made,) = read({"text": TEXT, "label": [label]})
    assert len(made.spans) + len(made.refused) + made.left_aside.total() == 1
