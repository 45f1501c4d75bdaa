"""Loading submitted layers to be measured."""

import pytest
from django.utils import timezone

from annotations.agreement.from_layers import NAMES, UNDEFINED, measured_layers, texts_of
from annotations.agreement.measures import MEASURES, measure
from tests.factories import TEXT, make_annotation, make_editor, make_layer, make_revision

pytestmark = pytest.mark.django_db


def two_layers(revision=None, **fields):
    revision = revision or make_revision()
    return [
        make_layer(revision=revision, editor=make_editor(name), **fields) for name in ("ada", "ben")
    ]


def test_a_text_holds_the_spans_of_each_editor_by_user_name():
    ada, _ben = two_layers(submitted=True)
    make_annotation(layer=ada, exact="$48 million", label="statistic")
    make_annotation(layer=ada, exact="Tuesday")
    (text,) = texts_of(measured_layers())
    start = TEXT.index("$48")
    assert text.length == len(TEXT)
    assert set(text.layers["ada"]) == {
        (start, start + 11, "statistic"),
        (TEXT.index("Tuesday"), TEXT.index("Tuesday") + 7, "claim"),
    }
    assert text.layers["ben"] == []


def test_length_is_in_code_points():
    two_layers(make_revision(text="Größe 𝔸 «ça»"), submitted=True)
    assert [text.length for text in texts_of(measured_layers())] == [12]


def test_two_editors_of_one_full_name_stay_two():
    revision = make_revision()
    for _ in range(2):
        make_layer(revision=revision, editor=make_editor(first_name="Ada"), submitted=True)
    (text,) = texts_of(measured_layers())
    assert len(text.layers) == 2


def test_open_layers_and_withdrawn_annotations_are_not_measured():
    ada, _ben = two_layers(submitted=True)
    make_annotation(layer=ada, withdrawn_at=timezone.now())
    make_layer(revision=ada.revision)
    (text,) = texts_of(measured_layers())
    assert text.layers == {"ada": [], "ben": []}


def test_an_archived_article_is_not_measured():
    ada, _ = two_layers(submitted=True)
    assert len(texts_of(measured_layers())) == 1
    article = ada.revision.article
    article.archived_at = timezone.now()
    article.save()
    assert texts_of(measured_layers()) == []


def test_each_revision_is_a_text_of_its_own():
    ada, _ = two_layers(submitted=True)
    other = make_revision(ada.revision.article, text=f"{TEXT} More.")
    make_layer(revision=other, editor=ada.editor, submitted=True)
    assert [text.id for text in texts_of(measured_layers())] == [ada.revision_id, other.pk]


def test_loading_asks_as_often_for_many_texts_as_for_few(django_assert_num_queries):
    def more(count):
        for _ in range(count):
            revision = make_revision()
            for _ in range(2):
                make_annotation(layer=make_layer(revision=revision, submitted=True))

    more(3)
    with django_assert_num_queries(2):
        assert len(texts_of(measured_layers())) == 3
    more(3)
    with django_assert_num_queries(2):
        assert len(texts_of(measured_layers())) == 6


def test_every_measure_has_its_names_and_every_reason_its_words():
    two_layers(submitted=True)
    assert tuple(NAMES) == MEASURES
    reasons = [
        set(of.undefined.values()) for of in measure(texts_of(measured_layers())).labels.values()
    ]
    assert all(reason in UNDEFINED for some in reasons for reason in some)
    assert any(reasons)
