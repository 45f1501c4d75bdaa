"""What stands round a change is what the page shows there."""

import random
import uuid
from itertools import pairwise

import pytest
from django.utils import timezone

from annotations.layers import editing
from annotations.workspace import suggestions
from annotations.workspace.surroundings import read_surroundings
from articles.paragraphs import paragraphs
from tests.factories import TEXT, make_annotation, make_editor, make_layer, make_suggestion

pytestmark = pytest.mark.django_db

WORDS = [at for at, letter in enumerate(TEXT) if letter == " "]


def layer_with_suggestions():
    """A layer whose editor is shown what is suggested."""
    return make_layer(editor=make_editor(suggestions=True))


@pytest.mark.parametrize("seed", range(6))
def test_the_marks_and_suggestions_are_those_of_the_whole_page(seed):
    chance = random.Random(seed)
    layer = layer_with_suggestions()
    suggestions.store_suggestions(layer.revision)
    other = make_layer(revision=layer.revision)
    for first, last in pairwise(sorted(chance.sample(WORDS, 12))):
        label = chance.choice(["claim", "quote", "statistic"])
        exact = TEXT[first + 1 : last].strip()
        place = {"exact": exact, "start": TEXT.index(exact, first), "label": label}
        gone = timezone.now() if chance.random() < 0.2 else None
        make_annotation(layer=chance.choice([layer, other]), withdrawn_at=gone, **place)
    waiting = list(suggestions.waiting_suggestions(layer, to=layer.editor))
    assert waiting
    for part in paragraphs(TEXT):
        around = read_surroundings(layer, [(part.start, part.start + 1)], reader=layer.editor)
        first, last = around.parts[0].start, around.parts[-1].end
        assert part in around.parts
        live = layer.annotations.filter(withdrawn_at=None, start__lt=last, end__gt=first)
        assert [one.pk for one in around.marks] == [one.pk for one in live.in_text_order()]
        near = [one.pk for one in waiting if one.start < last and one.end > first]
        assert [one.pk for one in around.suggested] == near


def test_a_suggestion_that_goes_on_in_the_next_paragraph_brings_that_too():
    layer = layer_with_suggestions()
    words = TEXT[TEXT.index("said.") : TEXT.index("It will") + 7]
    make_suggestion(revision=layer.revision, exact=words, label="quote")
    start = TEXT.index("said.")
    around = read_surroundings(layer, [(start, start + 4)], reader=layer.editor)
    assert len(around.parts) == 2


def test_two_places_far_apart_are_read_without_what_lies_between():
    layer = make_layer()
    first, *_between, last = paragraphs(TEXT)
    places = [(first.start, first.start + 3), (last.start, last.start + 3)]
    assert read_surroundings(layer, places, reader=layer.editor).parts == [first, last]


def test_the_event_before_is_that_before_the_change():
    layer = make_layer()
    assert read_surroundings(layer, [(0, 3)], reader=layer.editor).event_before is None
    fields = {"start": 0, "end": 3, "exact": TEXT[:3], "label": "claim"}
    added, _is_new = editing.add_annotation(layer, id=uuid.uuid4(), by=layer.editor, **fields)
    assert read_surroundings(added.layer, [(0, 3)], reader=layer.editor).event_before is None
    gone = editing.withdraw_annotation(added, version=1, by=layer.editor)
    around = read_surroundings(gone.layer, [(0, 3)], reader=layer.editor)
    assert (around.event_before,) == added.layer.written


def test_an_editor_who_wants_no_suggestions_is_shown_none():
    layer = layer_with_suggestions()
    make_suggestion(revision=layer.revision, exact="Tuesday")
    place = TEXT.index("Tuesday")
    for wanted in (True, False):
        layer.editor.suggestions = wanted
        around = read_surroundings(layer, [(place, place + 3)], reader=layer.editor)
        assert len(around.suggested) == wanted
