"""The life of a layer."""

import datetime

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from annotations.layers import lifecycle as layer_lifecycle
from annotations.layers.clearing import clear
from annotations.models import Layer, Notice
from annotations.workspace import suggestions
from newsroom.models import Event
from tests.factories import (
    make_annotation,
    make_editor,
    make_layer,
    make_reviewer,
    make_revision,
    make_suggestion,
    make_user,
)

pytestmark = pytest.mark.django_db


def test_starting_makes_a_layer_once():
    revision, editor = make_revision(), make_editor()
    layer = layer_lifecycle.start(revision, by=editor)
    assert (layer.editor, layer.revision, layer.assigned_by) == (editor, revision, None)
    assert layer_lifecycle.start(revision, by=editor) == layer
    assert Event.objects.filter(verb="layer.started").count() == 1


def test_letters_differ_on_a_revision_and_do_not_tell_who_began():
    for _round in range(20):
        revision = make_revision()
        letters = [layer_lifecycle.start(revision, by=make_editor()).letter for _editor in range(3)]
        assert set(letters) == {"A", "B", "C"}
    first = {
        layer_lifecycle.start(make_revision(), by=make_editor()).letter for _round in range(40)
    }
    assert first == {"A", "B"}


def test_the_twenty_seventh_layer_has_two_letters():
    revision, editor = make_revision(), make_editor()
    for letter in "ABCDEFGHIJKLMNOPQRSTUVWXYZ":
        make_layer(revision=revision, letter=letter)
    assert layer_lifecycle.start(revision, by=editor).letter == "AA"


def test_an_archived_article_takes_no_layer_and_no_work():
    layer = make_layer()
    article = layer.revision.article
    article.archived_at = timezone.now()
    article.save()
    with pytest.raises(layer_lifecycle.ArticleArchived):
        layer_lifecycle.start(layer.revision, by=make_editor())
    with pytest.raises(layer_lifecycle.ArticleArchived):
        layer_lifecycle.submit(layer, by=layer.editor)
    article.archived_at = None
    article.save()
    layer_lifecycle.submit(layer, by=layer.editor)


def test_no_layer_is_begun_on_a_text_that_a_newer_one_has_replaced():
    layer, gone, lead = make_layer(), make_layer(), make_reviewer()
    old = layer.revision
    layer_lifecycle.take_back(gone, by=lead)
    for article in (old.article, gone.revision.article):
        make_revision(article, text="Council backs higher sea wall")
    attempts = (
        lambda: layer_lifecycle.start(old, by=make_editor()),
        lambda: layer_lifecycle.assign(old, make_editor(), by=lead),
        lambda: layer_lifecycle.start(gone.revision, by=gone.editor),
        lambda: layer_lifecycle.assign(gone.revision, gone.editor, by=lead),
    )
    for attempt in attempts:
        with pytest.raises(layer_lifecycle.NewerText, match="revision 2") as refusal:
            attempt()
        assert refusal.value.extra["revision"] != old.pk
    assert Layer.objects.standing().get() == layer
    newest = old.article.latest_revision()
    assert layer_lifecycle.start(newest, by=layer.editor).revision == newest


def test_a_layer_on_an_older_text_is_finished_as_any_other():
    layer, lead = make_layer(), make_reviewer()
    make_revision(layer.revision.article, text="Council backs higher sea wall")
    assert layer_lifecycle.start(layer.revision, by=layer.editor) == layer
    day = datetime.date(2031, 3, 14)
    assert layer_lifecycle.assign(layer.revision, layer.editor, by=lead, due_on=day).due_on == day
    assert layer_lifecycle.submit(layer, by=layer.editor).is_submitted
    assert layer_lifecycle.reopen(layer, by=layer.editor).is_open


def test_a_submitted_layer_refuses_a_second_submission():
    layer = make_layer()
    make_annotation(layer=layer)
    make_annotation(layer=layer, label="quote", withdrawn_at=timezone.now())
    submitted = layer_lifecycle.submit(layer, by=layer.editor)
    assert submitted.is_submitted
    assert Event.objects.get(verb="layer.submitted").detail == {"annotations": 1}
    with pytest.raises(layer_lifecycle.LayerSubmitted):
        layer_lifecycle.submit(layer, by=layer.editor)


def test_its_editor_and_a_reviewer_reopen_a_layer_and_nobody_else():
    layer = make_layer(submitted=True)
    with pytest.raises(PermissionDenied):
        layer_lifecycle.reopen(layer, by=make_editor())
    assert layer_lifecycle.reopen(layer, by=layer.editor).is_open
    with pytest.raises(layer_lifecycle.LayerNotOpen):
        layer_lifecycle.reopen(layer, by=layer.editor)
    layer_lifecycle.submit(layer, by=layer.editor)
    assert layer_lifecycle.reopen(layer, by=make_reviewer()).is_open
    assert Event.objects.filter(verb="layer.reopened").count() == 2


def test_an_assigned_layer_has_its_day_and_who_asked():
    revision, editor, reviewer = make_revision(), make_editor(), make_reviewer()
    day = datetime.date(2031, 3, 14)
    layer = layer_lifecycle.assign(revision, editor, by=reviewer, due_on=day)
    assert (layer.assigned_by, layer.due_on) == (reviewer, day)
    assert layer_lifecycle.assign(revision, editor, by=reviewer, due_on=day) == layer
    later = layer_lifecycle.assign(
        revision, editor, by=reviewer, due_on=day + datetime.timedelta(1)
    )
    assert later.pk == layer.pk
    assert Event.objects.filter(verb="layer.assigned").count() == 2


def test_nobody_is_assigned_who_may_not_annotate():
    revision, reviewer = make_revision(), make_reviewer()
    for stranger in (make_user(), make_editor(is_active=False)):
        with pytest.raises(layer_lifecycle.CannotAnnotate):
            layer_lifecycle.assign(revision, stranger, by=reviewer)


def test_a_layer_taken_back_stands_again_when_it_is_started_again():
    layer, reviewer = make_layer(), make_reviewer()
    layer_lifecycle.take_back(layer, by=reviewer)
    assert not Layer.objects.standing().exists()
    with pytest.raises(layer_lifecycle.LayerNotOpen):
        layer_lifecycle.submit(layer, by=layer.editor)
    assert layer_lifecycle.start(layer.revision, by=layer.editor).pk == layer.pk


def test_a_layer_in_which_something_was_done_is_not_taken_back():
    reviewer = make_reviewer()
    marked, withdrawn, answered = (make_layer() for _layer in range(3))
    make_annotation(layer=marked)
    make_annotation(layer=withdrawn, withdrawn_at=timezone.now())
    suggestion = make_suggestion(revision=answered.revision)
    suggestions.dismiss_suggestion(suggestion, answered, by=answered.editor)
    for layer in (marked, withdrawn, answered):
        with pytest.raises(layer_lifecycle.LayerTouched):
            layer_lifecycle.take_back(layer, by=reviewer)
    assert Layer.objects.open().count() == 3


def test_another_day_is_recorded_with_the_one_before_and_told():
    day = datetime.date(2031, 3, 14)
    layer, reviewer = make_layer(due_on=day), make_reviewer()
    assert layer_lifecycle.set_due(layer, None, by=reviewer).due_on is None
    layer_lifecycle.set_due(layer, None, by=reviewer)
    event = Event.objects.get(verb="layer.rescheduled")
    assert event.detail == {"due_on": ["2031-03-14", None]}
    assert Notice.objects.get().user == layer.editor
    with pytest.raises(layer_lifecycle.LayerSubmitted):
        layer_lifecycle.set_due(make_layer(submitted=True), day, by=reviewer)


def test_a_submitted_layer_is_not_taken_back_nor_handed_over():
    layer, reviewer = make_layer(submitted=True), make_reviewer()
    with pytest.raises(layer_lifecycle.LayerSubmitted):
        layer_lifecycle.take_back(layer, by=reviewer)
    with pytest.raises(layer_lifecycle.LayerSubmitted):
        layer_lifecycle.hand_over(layer, make_editor(), by=reviewer)


def test_an_open_layer_is_handed_over_to_one_who_has_none_there():
    layer, reviewer, to = make_layer(), make_reviewer(), make_editor()
    before = layer.editor
    busy = make_layer(revision=layer.revision).editor
    for unable in (busy, make_user(), make_editor(is_active=False)):
        with pytest.raises(layer_lifecycle.CannotAnnotate):
            layer_lifecycle.hand_over(layer, unable, by=reviewer)
    assert layer_lifecycle.hand_over(layer, to, by=reviewer).editor == to
    event = Event.objects.get(verb="layer.handed_over")
    assert event.detail == {"old": before.pk, "new": to.pk}


class TestWhereAllWordsAreToBeLookedAt:
    @pytest.fixture(autouse=True)
    def asked_for(self, settings):
        settings.ALL_WORDS_LOOKED_AT = True

    def test_a_layer_with_open_words_is_not_submitted(self):
        layer = make_layer(revision=make_revision(text="One two. Three."))
        clear(layer, 0, 8, exact="One two.", by=layer.editor)
        with pytest.raises(layer_lifecycle.WordsNotLookedAt) as refused:
            layer_lifecycle.submit(layer, by=layer.editor)
        assert refused.value.extra == {"words": 1}
        layer.refresh_from_db()
        assert layer.is_open

    def test_once_all_are_looked_at_it_is(self):
        layer = make_layer(revision=make_revision(text="One two. Three."))
        clear(layer, 0, 8, exact="One two.", by=layer.editor)
        make_annotation(layer=layer, exact="Three")
        assert layer_lifecycle.submit(layer, by=layer.editor).is_submitted

    def test_what_was_done_elsewhere_is_taken_as_it_is(self):
        one, other = make_layer(), make_layer()
        assert layer_lifecycle.submit_among_others(one, by=one.editor).is_submitted
        assert layer_lifecycle.submit(other, by=other.editor, as_it_is=True).is_submitted


def test_where_nobody_asks_for_it_open_words_are_submitted():
    layer = make_layer()
    assert layer_lifecycle.submit(layer, by=layer.editor).is_submitted
