"""Reading the regions of Label Studio."""

import json

import pytest

from annotations.exchange.importing.formats import labelstudio
from annotations.exchange.importing.layer_read import Unusable, label_mapping

TEXT = "“Go 🙂,” she told 640 people."


def read(*tasks, given=None, **options):
    made = labelstudio.read("a.json", json.dumps(tasks), label_mapping(given or {}), **options)
    return list(made)


def region(start, end, words, *labels, **more):
    value = {"start": start, "end": end, "text": words, "labels": list(labels) or ["Quote"]}
    return {"type": "labels", "value": value, **more}


def task(*results, data=None, who=3):
    annotations = [{"completed_by": who, "result": list(results)}]
    return {"data": data or {"text": TEXT}, "annotations": annotations}


def spans(made):
    return [(span.start, span.end, span.exact, span.label) for span in made.spans]


def test_offsets_of_a_browser_become_code_points():
    in_units = TEXT.index("640") + 1
    (made,) = read(task(region(in_units, in_units + 10, "640 people", "Statistic")))
    assert spans(made) == [(17, 27, "640 people", "statistic")]


def test_offsets_that_are_code_points_already_stay():
    (made,) = read(task(region(17, 27, "640 people", "Statistic")))
    assert spans(made) == [(17, 27, "640 people", "statistic")]


def test_words_that_are_nowhere_refuse_the_region():
    (made,) = read(task(region(0, 8, "“Stop,”"), region(0, 99, "x"), region(4, 5, "?")))
    assert [name for name, _reason in made.refused] == ["region 1", "region 2", "region 3"]
    assert made.spans == []


def test_a_region_of_two_labels_is_two_spans_and_its_notes_are_kept():
    (made,) = read(task(region(0, 8, "“Go 🙂,”", "Quote", "Claim", meta={"text": ["Sure?"]})))
    assert [(span.label, span.note) for span in made.spans] == [
        ("quote", "Sure?"),
        ("claim", "Sure?"),
    ]


@pytest.mark.parametrize(
    ("who", "editor"),
    [
        (3, "annotator-3"),
        ({"id": 3, "email": "ada@harbour.example"}, "ada@harbour.example"),
        ({"id": 3, "username": "ada"}, "ada"),
        ({"id": 3}, "annotator-3"),
        (None, ""),
    ],
)
def test_each_annotation_is_the_layer_of_whoever_made_it(who, editor):
    assert read(task(who=who))[0].editor == editor
    assert read(task(who=who), editor="cleo")[0].editor == "cleo"


def test_skipped_annotations_are_none_and_other_regions_are_counted():
    skipped = task()
    skipped["annotations"][0]["was_cancelled"] = True
    assert read(skipped) == []
    choice = {"type": "choices", "value": {"choices": ["Yes"]}}
    (made,) = read(
        task(choice, {"type": "relation"}, region(0, 8, "“Go 🙂,”", "Person")), given={"A": "claim"}
    )
    assert made.left_aside == {
        "regions of the type “choices”": 1,
        "regions of the type “relation”": 1,
        "regions “Person”": 1,
    }


def test_the_short_form_is_read_too():
    short = {"text": TEXT, "annotator": 3, "label": [region(0, 8, "“Go 🙂,”")["value"]]}
    (made,) = read(short)
    assert (made.editor, spans(made)) == ("annotator-3", [(0, 7, "“Go 🙂,”", "quote")])


def test_a_text_may_have_another_name_if_it_is_the_only_one():
    assert read(task(data={"article": TEXT}))[0].raw == TEXT.encode()
    with pytest.raises(Unusable, match="no text, or several"):
        read(task(data={"one": TEXT, "two": TEXT}))
    with pytest.raises(Unusable, match="no text, or several"):
        read({"annotations": []})
