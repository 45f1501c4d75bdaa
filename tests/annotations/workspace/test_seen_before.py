"""What was checked before is shown to the editor at work, and what they make of it is noted."""

import pytest
from django.utils import timezone

from annotations.facts import links as fact_links
from annotations.locks import ArticleArchived, LayerNotOpen, LayerSubmitted
from annotations.models import FactLink, Seen
from annotations.workspace.seen_before import NotYours, dismiss_seen, return_seen, show_seen
from tests.annotations.facts.fact_corpus import recorded
from tests.factories import make_annotation, make_editor, make_layer, make_revision

pytestmark = pytest.mark.django_db

WALL = "The sea wall at Ostra cost 48,000,000 euros."
TEXT = "It rained on Sunday. The sea wall at Ostra cost 52 million euros."


@pytest.fixture
def layer():
    recorded([WALL])
    return make_layer(revision=make_revision(text=TEXT), editor=make_editor())


def test_what_is_shown_is_noted_once_however_often_it_is_shown(layer):
    [one] = show_seen(layer, by=layer.editor)
    [again] = show_seen(layer, by=layer.editor)
    assert again.row == one.row == Seen.objects.get()
    assert TEXT[one.row.start : one.row.end] == "The sea wall at Ostra cost 52 million euros."
    assert FactLink.objects.count() == 0


def test_it_is_noted_for_each_layer(layer):
    other = make_layer(revision=layer.revision, editor=make_editor())
    show_seen(layer, by=layer.editor)
    show_seen(other, by=other.editor)
    assert Seen.objects.count() == 2


def test_nothing_is_noted_where_nothing_is_found():
    layer = make_layer(revision=make_revision(text=TEXT), editor=make_editor())
    assert show_seen(layer, by=layer.editor) == []
    assert not Seen.objects.exists()


def test_a_dismissal_can_be_repeated_and_taken_back(layer):
    [one] = show_seen(layer, by=layer.editor)
    dismiss_seen(one.row, by=layer.editor)
    first = one.row.dismissed_at
    assert first is not None
    dismiss_seen(one.row, by=layer.editor)
    assert one.row.dismissed_at == first
    return_seen(one.row, by=layer.editor)
    return_seen(one.row, by=layer.editor)
    assert one.row.dismissed_at is None


def test_nobody_else_is_shown_it_or_answers_it(layer):
    [one] = show_seen(layer, by=layer.editor)
    other = make_editor()
    for refused in (
        lambda: show_seen(layer, by=other),
        lambda: dismiss_seen(one.row, by=other),
        lambda: return_seen(one.row, by=other),
    ):
        with pytest.raises(NotYours):
            refused()
    assert Seen.objects.get().dismissed_at is None


def close(layer, state):
    if state == "archived":
        layer.revision.article.archived_at = timezone.now()
        layer.revision.article.save()
    else:
        setattr(layer, state, timezone.now())
        layer.save()


@pytest.mark.parametrize(
    ("state", "refusal"),
    [
        ("submitted_at", LayerSubmitted),
        ("taken_back_at", LayerNotOpen),
        ("archived", ArticleArchived),
    ],
)
def test_nothing_is_shown_or_answered_in_work_that_is_not_open(layer, state, refusal):
    [one] = show_seen(layer, by=layer.editor)
    close(layer, state)
    with pytest.raises(refusal):
        show_seen(layer, by=layer.editor)
    with pytest.raises(refusal):
        dismiss_seen(one.row, by=layer.editor)
    assert Seen.objects.get().dismissed_at is None


def is_taken():
    return Seen.objects.filter(Seen.objects.taken()).exists()


def test_it_is_taken_while_a_mark_in_the_sentence_is_linked_to_the_fact(layer):
    [one] = show_seen(layer, by=layer.editor)
    mark = make_annotation(layer=layer, exact="52 million")
    assert not is_taken()
    made = fact_links.link(
        mark, one.found.version.fact, relation="contradicts", note="", by=layer.editor
    )
    assert is_taken()
    fact_links.unlink(made, by=layer.editor)
    assert not is_taken()


def test_a_link_of_a_mark_in_another_sentence_takes_nothing(layer):
    [one] = show_seen(layer, by=layer.editor)
    mark = make_annotation(layer=layer, exact="It rained")
    fact_links.link(mark, one.found.version.fact, relation="context", note="", by=layer.editor)
    assert not is_taken()
