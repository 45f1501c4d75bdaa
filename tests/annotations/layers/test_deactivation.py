"""Deactivating somebody, their open layers going to another, in one act or not at all."""

import pytest
from django.test import Client

from annotations.layers import deactivation
from annotations.layers import lifecycle as layer_lifecycle
from newsroom.models import Event, User
from tests.factories import (
    make_annotation,
    make_editor,
    make_layer,
    make_reviewer,
    make_superuser,
    make_user,
)

pytestmark = pytest.mark.django_db


def verbs():
    return list(Event.objects.order_by("id").values_list("verb", flat=True))


def test_open_layers_go_to_the_heir_with_what_is_in_them_and_the_session_ends():
    chief, ada, ben = make_superuser(), make_editor(), make_editor()
    client = Client()
    client.force_login(ada)
    first, second = make_layer(editor=ada), make_layer(editor=ada)
    annotation = make_annotation(layer=first)
    left = deactivation.deactivate(ada, heir=ben, by=chief)
    assert (left.handed_over, left.staying) == ([first, second], [])
    annotation.refresh_from_db()
    assert annotation.layer.editor == ben
    assert client.get("/settings/").headers["Location"].startswith("/login/")
    assert verbs() == ["layer.handed_over", "layer.handed_over", "user.deactivated"]


def test_submitted_layers_stay_under_the_name_of_who_made_them():
    chief, ada = make_superuser(), make_editor()
    submitted = make_layer(editor=ada, submitted=True)
    left = deactivation.deactivate(ada, heir=make_editor(), by=chief)
    submitted.refresh_from_db()
    assert submitted.editor == ada
    assert (left.handed_over, left.staying) == ([], [])


def test_a_layer_that_the_heir_has_already_stays_and_is_named():
    chief, ada, ben = make_superuser(), make_editor(), make_editor()
    both, free = make_layer(editor=ada), make_layer(editor=ada)
    make_layer(editor=ben, revision=both.revision)
    left = deactivation.deactivate(ada, heir=ben, by=chief)
    assert (left.handed_over, left.staying) == ([free], [both])
    both.refresh_from_db()
    assert both.editor == ada
    assert both.is_open


def test_what_stayed_can_be_handed_over_later_to_another():
    chief, ada, cleo = make_superuser(), make_editor(), make_editor()
    layer = make_layer(editor=ada)
    assert deactivation.deactivate(ada, by=chief).staying == [layer]
    assert deactivation.deactivate(ada, heir=cleo, by=chief).handed_over == [layer]
    assert verbs() == ["user.deactivated", "layer.handed_over"]


def test_an_heir_who_may_not_annotate_stops_the_whole_act():
    chief, ada = make_superuser(), make_editor()
    layer = make_layer(editor=ada)
    with pytest.raises(layer_lifecycle.CannotAnnotate):
        deactivation.deactivate(ada, heir=make_user(), by=chief)
    ada.refresh_from_db()
    layer.refresh_from_db()
    assert ada.is_active
    assert layer.editor == ada
    assert verbs() == []


def test_nothing_is_half_done_when_a_layer_cannot_be_handed_over(monkeypatch):
    chief, ada, ben = make_superuser(), make_editor(), make_editor()
    first, second = make_layer(editor=ada), make_layer(editor=ada)
    hand_over = layer_lifecycle.hand_over

    def fails_at_the_second(layer, to, *, by, leaving):
        if layer == second:
            raise layer_lifecycle.LayerSubmitted("It was submitted meanwhile.")
        return hand_over(layer, to, by=by, leaving=leaving)

    monkeypatch.setattr(layer_lifecycle, "hand_over", fails_at_the_second)
    with pytest.raises(layer_lifecycle.LayerSubmitted):
        deactivation.deactivate(ada, heir=ben, by=chief)
    first.refresh_from_db()
    assert first.editor == ada
    assert User.objects.get(pk=ada.pk).is_active
    assert verbs() == []


def test_nobody_closes_their_own_account_nor_the_last_that_administers():
    chief, rita = make_superuser(), make_reviewer()
    with pytest.raises(deactivation.CannotLeave):
        deactivation.deactivate(chief, by=chief)
    with pytest.raises(deactivation.CannotLeave):
        deactivation.deactivate(chief, by=rita)
    make_superuser()
    deactivation.deactivate(chief, by=rita)
    assert not User.objects.get(pk=chief.pk).is_active


def test_an_account_is_opened_again_and_recorded_once():
    chief, ada = make_superuser(), make_editor(is_active=False)
    deactivation.activate(ada, by=chief)
    deactivation.activate(ada, by=chief)
    assert User.objects.get(pk=ada.pk).is_active
    assert verbs() == ["user.activated"]
