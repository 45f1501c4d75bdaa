"""Reading the regions of Label Studio."""

import json

import pytest

from annotations.exchange.importing.formats import labelstudio
from annotations.exchange.importing.layer_read import Asked, UnusableFile, label_mapping

TEXT = "“Go 🙂,” she told 640 people."


def read(*tasks, given=None, **options):
    asked = Asked(**options)
    return list(labelstudio.read("a.json", json.dumps(tasks), label_mapping(given or {}), asked))


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
    assert 'not "“Stop,”"' in made.refused[0][1]
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
    (told,) = read(task(data={"one": TEXT, "two": TEXT}))
    assert "several texts: say by --text-field which of one, two" in told.reason
    (made,) = read(task(data={"one": TEXT, "two": "Go"}), text_field="two")
    assert made.raw == b"Go"
    (told,) = read(task(data={"one": TEXT}), text_field="two")
    assert "no text in “two”, but in: one" in told.reason


@pytest.mark.parametrize(
    ("broken", "words"),
    [
        ({"annotations": []}, "no text"),
        (task(data={"text": "", "title": " "}), "no text"),
        (task(data={"dialogue": [{"text": TEXT}]}), "no text"),
        (task(data={"image": "https://pictures.example/1.png"}), "only the address"),
        (task(data={"text": "/data/upload/1/wall.txt"}), "only the address"),
        (task(data={"html": "<p>The mayor cut.</p>"}), "its text is HTML"),
        (task(data={"text": "half \ud83d"}), "half a character"),
        (7, "no object"),
    ],
)
def test_a_task_that_makes_no_layer_is_told_and_the_others_are_read(broken, words):
    good = task(region(0, 8, "“Go 🙂,”"))
    first, told, second = sorted(read(good, broken, good), key=lambda one: one.name)
    assert [len(first.spans), len(second.spans)] == [1, 1]
    assert isinstance(told, UnusableFile)
    assert told.name == "a.json:2"
    assert words in told.reason


CHOICE = {"type": "choices", "value": {"choices": ["Positive"]}}
HTML = {
    "type": "hypertextlabels",
    "value": {"start": "/p[1]/text()[1]", "startOffset": 0, "hypertextlabels": ["Claim"]},
}


@pytest.mark.parametrize("answer", [CHOICE, {"type": "rating", "value": {"rating": 4}}])
def test_a_project_that_asks_for_no_words_says_nothing_of_them(answer):
    for one in read(task(answer), task()):
        assert one.spans == []
        assert one.unread


def test_where_words_are_asked_for_too_another_answer_alone_means_that_nothing_is_marked():
    marked, bare = read(task(CHOICE, region(0, 8, "“Go 🙂,”")), task(CHOICE))
    assert (len(marked.spans), bare.spans) == (1, [])
    assert not bare.unread
    assert bare.left_aside == {"regions of the type “choices”": 1}


@pytest.mark.parametrize("broken", [HTML, 7, {"type": "paragraphlabels", "value": {"start": "0"}}])
def test_regions_whose_place_cannot_be_read_are_refused(broken):
    (made,) = read(task(broken, region(0, 8, "“Go 🙂,”")))
    assert [name for name, _reason in made.refused] == ["region 1"]
    assert len(made.spans) == 1
    for one in read(task(broken), task()):
        assert one.refused or one.unread


def test_a_choice_on_a_region_is_more_about_that_region():
    choice = {"type": "choices", "value": {"start": 0, "end": 8, "choices": ["Sure"]}}
    (made,) = read(task(region(0, 8, "“Go 🙂,”"), choice))
    assert made.left_aside == {"regions of the type “choices”": 1}


def test_the_short_form_names_its_question_as_it_likes_and_an_empty_answer_is_left_out():
    value = region(0, 8, "“Go 🙂,”")["value"]
    marked, bare = read(
        {"text": TEXT, "annotator": 3, "ner": [value], "mood": {"choices": ["Positive"]}},
        {"text": TEXT, "annotator": 3, "mood": {"choices": ["Positive"]}},
    )
    assert (len(marked.spans), bare.spans, bare.unread.total()) == (1, [], 0)
    (alone,) = read({"text": TEXT, "annotator": 3, "mood": {"choices": ["Positive"]}})
    assert alone.unread


def test_without_words_a_browser_is_believed_where_edges_bear_it_out():
    value = {"start": 18, "end": 28, "labels": ["Statistic"]}
    (made,) = read(task({"type": "labels", "value": value}))
    assert spans(made) == [(17, 27, "640 people", "statistic")]
    (made,) = read(task({"type": "labels", "value": value}), unit="characters")
    assert spans(made) == [(18, 28, "40 people.", "statistic")]


def test_line_ends_of_two_characters_become_one():
    text = "One.\r\nGo 🙂, she said."
    (made,) = read(task(region(12, 15, "she"), data={"text": text}))
    assert made.raw == text.replace("\r\n", "\n").encode()
    assert spans(made) == [(11, 14, "she", "quote")]
