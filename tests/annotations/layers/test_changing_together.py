"""Several annotations changed or deleted in one act."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from annotations.labels import LABELS
from annotations.layers import lifecycle as layer_lifecycle
from annotations.layers.changing_together import (
    NotAllChanged,
    change_together,
    delete_together,
    fitting,
)
from annotations.locks import LayerSubmitted
from annotations.models import Annotation
from newsroom.models import Event
from tests.factories import make_annotation, make_editor, make_layer

pytestmark = pytest.mark.django_db

WORDS = ("$48 million", "Tuesday", "We are building for the next storm", "2,300 households")


@pytest.fixture
def layer():
    return make_layer()


def mark(layer, label="claim", words=WORDS, **fields):
    return [make_annotation(layer=layer, exact=one, label=label, **fields) for one in words]


def seen(annotations):
    return {one.pk: one.version for one in annotations}


def stored(layer, name):
    live = Annotation.objects.filter(layer=layer, withdrawn_at=None).in_text_order()
    return list(live.values_list(name, flat=True))


def test_all_get_the_same_speaker_each_with_an_event(layer):
    marks = mark(layer)
    change_together(layer, seen(marks[:3]), by=layer.editor, attributed_to="Ines Halloran")
    assert stored(layer, "attributed_to") == ["Ines Halloran"] * 3 + [""]
    assert Event.objects.filter(verb="annotation.changed").count() == 3


def test_what_is_so_already_is_not_changed(layer):
    marks = mark(layer, attributed_to="Ines Halloran")
    marks.append(make_annotation(layer=layer, exact="harbour road"))
    done = change_together(layer, seen(marks), by=layer.editor, attributed_to="Ines Halloran")
    assert [one.exact for one in done] == ["harbour road"]
    assert Event.objects.count() == 1


def test_a_unit_goes_to_statistics_alone(layer):
    marks = [*mark(layer, words=WORDS[:1]), *mark(layer, "statistic", words=WORDS[3:])]
    change_together(layer, seen(marks), by=layer.editor, unit="households")
    assert stored(layer, "unit") == ["", "households"]


def test_a_new_label_takes_the_details_that_go_with_it(layer):
    marks = mark(layer, "statistic", unit="USD")
    change_together(layer, seen(marks), by=layer.editor, label="claim")
    assert stored(layer, "label") == ["claim"] * 4
    assert stored(layer, "unit") == [""] * 4


@pytest.mark.parametrize("label", LABELS)
def test_only_details_that_the_label_takes_fit(label):
    fields = {"label": label, "attributed_to": "Ines", "unit": "USD"}
    takes = "amount" in LABELS[label].takes
    assert ("unit" in fitting(fields, "claim")) is takes
    assert ("unit" in fitting({"unit": "USD"}, label)) is takes


def test_one_that_was_changed_elsewhere_keeps_all_as_they_were(layer):
    marks = mark(layer)
    Annotation.objects.filter(pk=marks[2].pk).update(version=7)
    with pytest.raises(NotAllChanged, match="We are building") as refused:
        change_together(layer, seen(marks), by=layer.editor, attributed_to="Ines Halloran")
    assert refused.value.extra == {"annotation": str(marks[2].pk)}
    assert stored(layer, "attributed_to") == [""] * 4
    assert not Event.objects.exists()


def test_two_of_the_same_words_cannot_come_to_one_label(layer):
    marks = [*mark(layer, words=WORDS[:1]), *mark(layer, "statistic", words=WORDS[:1])]
    with pytest.raises(NotAllChanged, match="48 million"):
        change_together(layer, seen(marks), by=layer.editor, label="claim")
    assert sorted(stored(layer, "label")) == ["claim", "statistic"]


def test_all_are_deleted_or_none(layer):
    marks = mark(layer)
    assert len(delete_together(layer, seen(marks[:2]), by=layer.editor)) == 2
    assert stored(layer, "exact") == list(WORDS[2:])
    with pytest.raises(NotAllChanged, match="deleted in another window"):
        delete_together(layer, seen(marks), by=layer.editor)
    assert stored(layer, "exact") == list(WORDS[2:])


def test_anothers_annotations_are_not_found(layer):
    others = mark(make_layer(revision=layer.revision, editor=make_editor()))
    with pytest.raises(NotAllChanged):
        change_together(layer, seen(others), by=layer.editor, attributed_to="Ines Halloran")


def test_a_submitted_layer_refuses(layer):
    marks = mark(layer)
    layer_lifecycle.submit(layer, by=layer.editor)
    with pytest.raises(LayerSubmitted):
        change_together(layer, seen(marks), by=layer.editor, attributed_to="Ines Halloran")


def test_queries_grow_by_a_few_for_each(layer):
    marks = mark(layer)

    def queries(number, speaker):
        with CaptureQueriesContext(connection) as caught:
            change_together(layer, seen(marks[:number]), by=layer.editor, attributed_to=speaker)
        for one in marks[:number]:
            one.refresh_from_db()
        return len(caught)

    each = queries(2, "Ines") - queries(1, "Ana")
    assert queries(4, "Ada") == queries(2, "Ben") + 2 * each
    assert each <= 7
