"""What is counted of marks by what they came of: only where it is known, and brought up to date."""

import pytest
from django.utils import timezone

from annotations.agreement.by_origin import ALL_LABELS
from annotations.agreement.counted import bring_up_to_date, forget_texts
from annotations.agreement.difference import difference_of, moments_of
from annotations.agreement.origin_sums import BY_WHAT_WAS_SHOWN, differences_over
from annotations.agreement.origins import parts_by_text
from annotations.models import Annotation, Layer, TextOrigins
from tests.factories import make_annotation, make_layer, make_revision

pytestmark = pytest.mark.django_db

TEXT = "\n\n".join(f"Paragraph {number} of a text." for number in range(20))


def two_layers(*, percent=20, text=TEXT):
    revision = make_revision(text=text)
    return [
        make_layer(revision=revision, submitted=True, percent_held_back=percent) for _ in range(2)
    ]


def mark(layers, number=0, *, origin="own", label="claim", **fields):
    start = TEXT.index(f"Paragraph {number} ")
    for layer in layers:
        shown_there = layer.shows_suggestions_at(start, start + 9)
        said = {"origin": origin, "suggestions_shown": shown_there, **fields}
        make_annotation(layer=layer, exact="Paragraph", start=start, label=label, **said)


def parts(label=ALL_LABELS):
    found = parts_by_text(Layer.objects.submitted())
    return {pk: of[label] for pk, of in found.items()}


def place(layer, *, held):
    """The number of a paragraph where suggestions are held back, or are not."""
    starts = {number: TEXT.index(f"Paragraph {number} ") for number in range(20)}
    return next(n for n, at in starts.items() if layer.holds_back(at, at + 9) is held)


def test_marks_are_counted_by_what_they_came_of_and_by_what_was_shown():
    layers = two_layers()
    mark(layers, place(layers[0], held=True))
    mark(layers, place(layers[0], held=False), origin="suggested")
    mark(layers[:1], place(layers[0], held=False), origin="changed", label="quote")
    ((_, found),) = parts().items()
    assert (found.apart_spans, found.apart_paired) == (2, 1)
    assert (found.accepted_spans, found.accepted_paired) == (3, 1)
    assert (found.held_spans, found.held_paired) == (2, 1)
    assert (found.shown_spans, found.shown_paired) == (3, 1)


def test_a_reading_with_a_mark_of_unknown_origin_is_left_out():
    layers = two_layers()
    mark(layers, 0)
    mark(layers[:1], 1, origin=None)
    assert parts() == {}
    Annotation.objects.filter(origin=None).update(withdrawn_at=timezone.now())
    assert len(parts()) == 1


def test_a_reading_without_a_mark_counts_where_suggestions_were_shown_in_it():
    layers = two_layers()
    mark(layers[:1], 0)
    ((_, found),) = parts().items()
    assert (found.apart_spans, found.apart_paired) == (1, 0)
    Layer.objects.update(percent_held_back=None)
    assert parts() == {}  # The one without a mark may be older than the question.


def test_who_turned_the_suggestions_off_tells_nothing_of_what_they_do():
    layers = two_layers()
    there = place(layers[0], held=False)
    mark(layers, there, suggestions_shown=False)
    ((_, found),) = parts().items()
    assert (found.apart_spans, found.shown_spans, found.held_spans) == (2, 0, 0)


def test_rows_are_made_with_the_counts_and_go_with_them():
    layers = two_layers()
    mark(layers, 0)
    mark(two_layers(), 0, origin=None)
    bring_up_to_date()
    rows = TextOrigins.objects.all()
    assert {(row.revision_id, row.label) for row in rows} == {
        (layers[0].revision_id, "claim"),
        (layers[0].revision_id, ALL_LABELS),
    }
    Layer.objects.filter(pk=layers[0].pk).update(submitted_at=None)
    assert differences_over([ALL_LABELS]) == []  # Nobody has counted anew.
    bring_up_to_date()
    assert not TextOrigins.objects.exists()


def test_texts_that_are_to_be_no_more_are_forgotten():
    layers = two_layers()
    mark(layers, 0)
    bring_up_to_date()
    forget_texts([layers[0].revision_id])
    assert not TextOrigins.objects.exists()


def test_the_sums_of_the_database_are_those_of_its_rows():
    for number in range(35):
        layers = two_layers(text=TEXT)
        mark(layers, place(layers[0], held=False), origin="suggested")
        mark(layers[: 1 + number % 2], place(layers[0], held=True))
    bring_up_to_date()
    (found,) = differences_over([ALL_LABELS])
    assert [found] == differences_over([ALL_LABELS], lambda rows: rows)
    rows = TextOrigins.objects.filter(label=ALL_LABELS).values_list(*BY_WHAT_WAS_SHOWN)
    assert found.by_what_was_shown == difference_of(moments_of(rows))
    assert found.by_what_was_shown.is_told
    assert found.by_what_was_shown.is_found
