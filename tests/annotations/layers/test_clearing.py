"""What holds nothing to check, and how much of a text is looked at."""

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from annotations.facts import lifecycle as fact_lifecycle
from annotations.facts import links
from annotations.layers import editing
from annotations.layers import lifecycle as layer_lifecycle
from annotations.layers.clearing import account_of, clear, take_back_clearing
from annotations.locks import ArticleArchived, LayerNotOpen, LayerSubmitted
from annotations.models import Clearing
from annotations.spans.accounting import State, Tile
from annotations.validation import SpanInvalid, TextMismatch
from newsroom.models import Event
from tests.at_once import at_once
from tests.counting import counted
from tests.factories import (
    make_annotation,
    make_article,
    make_fact,
    make_layer,
    make_link,
    make_reviewer,
    make_revision,
)

pytestmark = pytest.mark.django_db

TEXT = "One two three. Four five."


def layer_of(text=TEXT, **fields):
    return make_layer(revision=make_revision(text=text), **fields)


def cleared(layer, start=0, end=14):
    return clear(layer, start, end, exact=TEXT[start:end], by=layer.editor)


def counts(layer):
    return {state.name: number for state, number in account_of(layer).counts().items() if number}


def test_a_sentence_is_cleared_and_the_history_tells_of_it():
    layer = layer_of()
    cleared(layer)
    assert counts(layer) == {"OPEN": 2, "CLEARED": 3}
    row, event = Clearing.objects.get(), Event.objects.get()
    assert (row.cleared_by, row.start, row.end) == (layer.editor, 0, 14)
    assert (event.verb, event.actor, event.subject_id) == (
        "layer.cleared",
        layer.editor,
        str(layer.pk),
    )
    assert event.detail == {"start": 0, "end": 14, "exact": "One two three."}


def test_clearing_it_again_does_nothing():
    layer = layer_of()
    cleared(layer)
    assert cleared(layer).written == ()
    assert (Clearing.objects.count(), Event.objects.count()) == (1, 1)


def test_it_is_taken_back_and_cleared_once_more():
    layer = layer_of()
    cleared(layer)
    take_back_clearing(layer, 0, 14, by=layer.editor)
    assert counts(layer) == {"OPEN": 5}
    cleared(layer)
    assert counts(layer) == {"OPEN": 2, "CLEARED": 3}
    verbs = Event.objects.order_by("pk").values_list("verb", flat=True)
    assert list(verbs) == ["layer.cleared", "layer.clearing_taken_back", "layer.cleared"]


def test_taking_back_what_was_never_cleared_does_nothing():
    layer = layer_of()
    cleared(layer)
    assert take_back_clearing(layer, 0, 3, by=layer.editor).written == ()
    assert counts(layer) == {"OPEN": 2, "CLEARED": 3}


@pytest.mark.parametrize(
    ("start", "end", "exact"),
    [(0, 3, "Two"), (0, 99, TEXT), (-1, 3, "One"), (3, 3, ""), (4, 2, "")],
)
def test_a_stretch_that_is_not_there_is_refused(start, end, exact):
    layer = layer_of()
    with pytest.raises(TextMismatch):
        clear(layer, start, end, exact=exact, by=layer.editor)
    assert not Clearing.objects.exists()
    assert not Event.objects.exists()


def test_a_stretch_without_words_is_refused():
    layer = layer_of()
    with pytest.raises(SpanInvalid):
        clear(layer, 3, 4, exact=" ", by=layer.editor)


def test_the_database_refuses_a_stretch_without_extent_and_a_second_standing_one():
    layer = layer_of()
    fields = {"layer": layer, "cleared_by": layer.editor, "start": 5}
    with pytest.raises(IntegrityError), transaction.atomic():
        Clearing.objects.create(end=5, **fields)
    Clearing.objects.create(end=6, taken_back_at=timezone.now(), **fields)
    Clearing.objects.create(end=6, **fields)
    with pytest.raises(IntegrityError), transaction.atomic():
        Clearing.objects.create(end=6, **fields)


@pytest.mark.parametrize(
    "act", [cleared, lambda layer: take_back_clearing(layer, 0, 14, by=layer.editor)]
)
def test_a_submitted_layer_an_archived_article_and_one_taken_back_refuse(act):
    submitted = layer_of()
    layer_lifecycle.submit(submitted, by=submitted.editor)
    with pytest.raises(LayerSubmitted):
        act(submitted)
    article = make_article(text=TEXT, archived_at=timezone.now())
    with pytest.raises(ArticleArchived):
        act(make_layer(revision=article.latest_revision()))
    taken = layer_of()
    layer_lifecycle.take_back(taken, by=make_reviewer())
    with pytest.raises(LayerNotOpen):
        act(taken)


def test_a_layer_in_which_something_was_cleared_counts_as_worked_on():
    layer = layer_of()
    cleared(layer)
    with pytest.raises(layer_lifecycle.LayerTouched):
        layer_lifecycle.take_back(layer, by=make_reviewer())


def test_a_mark_counts_before_what_was_cleared_until_it_is_deleted():
    layer = layer_of()
    cleared(layer)
    mark = make_annotation(layer=layer, exact="two")
    assert counts(layer) == {"OPEN": 2, "CLEARED": 2, "MARKED": 1}
    editing.withdraw_annotation(mark, version=mark.version, by=layer.editor)
    assert counts(layer) == {"OPEN": 2, "CLEARED": 3}


def test_a_mark_rests_on_a_fact_that_supports_it():
    layer = layer_of()
    mark = make_annotation(layer=layer, exact="two three")
    link = make_link(annotation=mark, fact=make_fact())
    assert counts(layer) == {"OPEN": 3, "ON_FACT": 2}
    assert account_of(layer).tiles()[1] == Tile(4, 13, State.ON_FACT)
    links.unlink(link, by=layer.editor)
    assert counts(layer) == {"OPEN": 3, "MARKED": 2}


@pytest.mark.parametrize("relation", ["contradicts", "context"])
def test_a_mark_does_not_rest_on_a_fact_that_does_not_support_it(relation):
    layer = layer_of()
    make_link(annotation=make_annotation(layer=layer, exact="two"), relation=relation)
    assert counts(layer) == {"OPEN": 4, "MARKED": 1}


def test_a_mark_does_not_rest_on_a_fact_while_another_contradicts_it():
    layer = layer_of()
    mark = make_annotation(layer=layer, exact="two")
    make_link(annotation=mark, fact=make_fact())
    make_link(annotation=mark, fact=make_fact("Two is three."), relation="contradicts")
    assert counts(layer) == {"OPEN": 4, "MARKED": 1}


def test_a_mark_does_not_rest_on_a_fact_that_nobody_has_verified_or_that_was_retired():
    layer = layer_of()
    draft, gone = make_fact(verified=False), make_fact("It was one.")
    make_link(annotation=make_annotation(layer=layer, exact="One"), fact=draft)
    make_link(annotation=make_annotation(layer=layer, exact="two"), fact=gone)
    assert counts(layer) == {"OPEN": 3, "MARKED": 1, "ON_FACT": 1}
    fact_lifecycle.retire_fact(gone, reason="It is not so.", by=make_reviewer())
    assert counts(layer) == {"OPEN": 3, "MARKED": 2}


def test_what_others_marked_and_cleared_says_nothing_of_this_layer():
    layer = layer_of()
    other = make_layer(revision=layer.revision)
    cleared(other)
    make_annotation(layer=other, exact="Four")
    assert counts(layer) == {"OPEN": 5}


def test_reading_it_takes_one_query_however_much_is_said():
    text = "word. " * 60
    layer = layer_of(text)
    account_of(layer)
    costs = []
    for first, last in ((0, 3), (3, 40)):
        for number in range(first, last):
            at = number * 6
            clear(layer, at, at + 5, exact="word.", by=layer.editor)
        costs.append(counted(lambda: account_of(layer).counts()).queries)
    assert costs == [1, 1]


@pytest.mark.django_db(transaction=True)
def test_of_two_windows_that_clear_the_same_words_at_once_one_does_nothing():
    layer = layer_of()
    outcomes = at_once(lambda: cleared(layer), lambda: cleared(layer))
    assert not [one for one in outcomes if isinstance(one, Exception)]
    assert (Clearing.objects.count(), Event.objects.count()) == (1, 1)
