"""What an annotation came of, from the first mark to the last change."""

import uuid
from decimal import Decimal

import pytest

from annotations.exchange.importing.layer_read import ORIGINS
from annotations.layers import editing
from annotations.models import Layer, Suggestion
from annotations.models.annotation import Origin
from annotations.workspace import accepting_several, carrying, preparing, suggestions
from tests.factories import (
    TEXT,
    make_annotation,
    make_editor,
    make_layer,
    make_revision,
    make_suggestion,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def layer():
    return prepared(make_layer(editor=make_editor(suggestions=True)))


def prepared(layer):
    preparing.prepare(layer, layer.editor)
    return layer


def mark(layer, words="the mayor", label="claim"):
    start = layer.revision.text.index(words)
    place = {"start": start, "end": start + len(words), "exact": words}
    content = {"id": uuid.uuid4(), "label": label, **place}
    return editing.add_annotation(layer, by=layer.editor, **content)[0]


def accept(layer, words="$48 million", **fields):
    one = Suggestion.objects.get(exact=words, revision=layer.revision)
    content = {"id": uuid.uuid4(), **fields}
    return suggestions.accept_suggestion(one, layer, by=layer.editor, **content)[0]


def change(one, **fields):
    return editing.change_annotation(one, version=one.version, by=one.layer.editor, **fields)


def came(one):
    one.refresh_from_db()
    return one.origin, one.suggestions_shown


def test_what_is_marked_by_hand_is_the_editors_own(layer):
    assert came(mark(layer)) == ("own", True)


def test_nothing_was_shown_to_an_editor_who_wants_no_suggestions():
    layer = prepared(make_layer())
    assert layer.percent_held_back is None
    assert came(mark(layer)) == ("own", False)


def test_nothing_was_shown_in_a_layer_that_was_never_opened():
    layer = make_layer(editor=make_editor(suggestions=True))
    assert came(mark(layer)) == ("own", False)


def test_no_claim_was_shown_to_who_wants_none_suggested(layer):
    layer.editor.suggested_claims = False
    assert came(mark(layer, label="claim")) == ("own", False)
    assert came(mark(layer, label="quote")) == ("own", True)


def test_what_is_accepted_as_it_was_is_suggested(layer):
    assert came(accept(layer)) == ("suggested", True)


def test_what_is_accepted_with_other_words_or_details_is_changed(layer):
    assert came(accept(layer, unit="EUR")) == ("changed", True)


def test_a_note_or_a_fact_changes_nothing_that_was_suggested(layer):
    one = accept(layer, note="Check the budget.")
    assert came(change(one, note="Checked.")) == ("suggested", True)


def test_what_is_changed_later_is_changed_and_changed_back_is_as_suggested(layer):
    one = change(accept(layer), value=Decimal(49))
    assert came(one) == ("changed", True)
    assert came(change(one, value=Decimal(48_000_000))) == ("suggested", True)


def test_a_change_of_an_own_mark_leaves_it_ones_own(layer):
    one = mark(layer)
    assert came(change(one, label="quote")) == ("own", True)


def test_of_an_unknown_origin_nothing_is_made_up(layer):
    one = make_annotation(layer=layer)
    assert came(change(one, attributed_to="Ines")) == (None, None)


def test_what_came_suggested_from_elsewhere_is_changed_once_it_is(layer):
    one = make_annotation(layer=layer, origin="suggested")
    one = change(one, note="Seen.")
    assert came(one) == ("suggested", None)
    assert came(change(one, attributed_to="Ines")) == ("changed", None)


def test_undone_and_done_again_it_is_as_it_was(layer):
    one = accept(layer)
    suggestion = Suggestion.objects.get(exact="$48 million")
    suggestions.take_back_answer(suggestion, layer, version=one.version, by=layer.editor)
    one.refresh_from_db()
    back = suggestions.accept_again(suggestion, layer, version=one.version, by=layer.editor)
    assert came(back) == ("suggested", True)


@pytest.mark.parametrize("origin", ["own", "suggested", "changed", None])
def test_what_is_carried_over_came_of_what_it_came_of_there(origin):
    old = make_layer(editor=make_editor())
    make_annotation(layer=old, exact="the mayor", origin=origin, suggestions_shown=False)
    revision = make_revision(old.revision.article, text="Another beginning.\n\n" + TEXT)
    new = make_layer(revision=revision, editor=old.editor)
    carrying.offer_earlier_work(new)
    one = accept(new, "the mayor")
    assert came(one) == (origin, False)
    moved = came(change(one, attributed_to="Ines"))
    assert moved == ("changed" if origin in ("suggested", "changed") else origin, False)


# Held back


@pytest.fixture
def all_held_back(settings):
    settings.SUGGESTIONS_HELD_BACK = 100


def waiting(layer):
    listed = suggestions.list_waiting(layer, to=layer.editor)
    assert listed == list(suggestions.waiting_suggestions(layer, to=layer.editor))
    return [one.exact for one in listed]


def test_where_suggestions_are_held_back_none_waits_and_none_was_shown(all_held_back):
    layer = prepared(make_layer(editor=make_editor(suggestions=True)))
    assert Suggestion.objects.exists()
    assert waiting(layer) == []
    assert came(mark(layer)) == ("own", False)


def test_some_paragraphs_are_held_back_from_all_editors_alike(settings):
    settings.SUGGESTIONS_HELD_BACK = 50
    text = "\n\n".join(f"It cost ${number} million in 2019." for number in range(10, 50))
    revision = make_revision(text=text)
    one, other = (
        prepared(make_layer(revision=revision, editor=make_editor(suggestions=True)))
        for _ in range(2)
    )
    every = Suggestion.objects.filter(revision=revision)
    shown = waiting(one)
    assert 0 < len(shown) < every.count()
    assert shown == waiting(other)
    for suggestion in every:
        place = suggestion.start, suggestion.end
        assert (suggestion.exact in shown) is one.shows_suggestions_at(*place)
        assert suggestion.is_held_back_in(one) is not one.shows_suggestions_at(*place)


def test_the_share_of_a_layer_stays_what_it_was_when_it_was_opened(settings):
    layer = prepared(make_layer(editor=make_editor(suggestions=True)))
    settings.SUGGESTIONS_HELD_BACK = 100
    preparing.prepare(layer, layer.editor)
    layer.refresh_from_db()
    assert layer.percent_held_back == 0
    assert waiting(layer)


def test_the_share_that_another_request_has_just_settled_holds(settings):
    layer = make_layer(editor=make_editor(suggestions=True))
    prepared(Layer.objects.get(pk=layer.pk))
    settings.SUGGESTIONS_HELD_BACK = 100
    preparing.prepare(layer, layer.editor)
    assert layer.percent_held_back == 0


def test_a_file_may_name_each_origin_that_there_is():
    assert tuple(Origin.values) == ORIGINS


def test_an_editors_own_earlier_work_is_never_held_back(all_held_back):
    old = make_layer(editor=make_editor(suggestions=True))
    make_annotation(layer=old, exact="the mayor")
    revision = make_revision(old.revision.article, text="Another beginning.\n\n" + TEXT)
    new = prepared(make_layer(revision=revision, editor=old.editor))
    assert waiting(new) == ["the mayor"]


def test_several_are_accepted_without_those_held_back(all_held_back):
    layer = prepared(make_layer(editor=make_editor(suggestions=True)))
    keys = list(Suggestion.objects.values_list("pk", flat=True))
    assert accepting_several.accept_several(layer, keys, by=layer.editor) == []
    assert not layer.annotations.exists()


def test_a_suggestion_over_the_edge_of_a_paragraph_held_back_is_held_back_too(settings):
    settings.SUGGESTIONS_HELD_BACK = 50
    text = "\n\n".join(f"Paragraph {number}." for number in range(40))
    layer = prepared(
        make_layer(revision=make_revision(text=text), editor=make_editor(suggestions=True))
    )
    starts = [text.index(f"Paragraph {number}.") for number in range(40)]
    held = [layer.holds_back(start, start + 5) for start in starts]
    edge = held.index(True) if not held[0] else held.index(False)
    words = text[starts[edge - 1] : starts[edge] + 9]
    one = make_suggestion(revision=layer.revision, exact=words, label="quote")
    assert one.is_held_back_in(layer)
    # Of what is marked there by hand, some was where suggestions are shown.
    assert layer.shows_suggestions_at(one.start, one.end)
