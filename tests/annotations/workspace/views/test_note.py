"""The note on the article as a whole, from its form to those who may read it."""

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from annotations.models import Layer
from annotations.review import lifecycle as review_lifecycle
from tests.factories import make_editor, make_layer, make_reviewer
from tests.worlds import make_two_editors_review

pytestmark = pytest.mark.django_db

NOTE = "Every figure comes from one press release."


@pytest.fixture
def layer():
    return make_layer()


def signed_in(user):
    client = Client()
    client.force_login(user)
    return client


def send(layer, note=NOTE, seen="", **headers):
    address = reverse("layer_note", args=[layer.pk])
    return signed_in(layer.editor).post(address, {"note": note, "seen": seen}, headers=headers)


def stored(layer):
    return Layer.objects.get(pk=layer.pk).note


def test_the_note_is_saved_and_shown_where_it_can_be_changed(layer):
    assertRedirects(send(layer), layer.get_absolute_url())
    assert stored(layer) == NOTE
    client = signed_in(layer.editor)
    assertContains(client.get(reverse("layer_note", args=[layer.pk])), NOTE)
    assertContains(client.get(reverse("layer_submission", args=[layer.pk])), NOTE)
    assertContains(client.get(layer.get_absolute_url()), "data-filled")


def test_a_page_without_a_note_offers_to_add_one(layer):
    page = signed_in(layer.editor).get(layer.get_absolute_url())
    assertNotContains(page, "data-filled")
    assertContains(page, "Add a note on the article")


def test_line_ends_of_a_browser_are_stored_as_they_are_everywhere_else(layer):
    send(layer, note="One.\r\nTwo.")
    assert stored(layer) == "One.\nTwo."
    assert send(layer, note="Three.", seen="One.\r\nTwo.").status_code == 302


def test_what_was_changed_in_another_window_is_shown_and_then_written_over(layer):
    send(layer)
    refused = send(layer, note="Mine.", seen="")
    assertContains(refused, NOTE, status_code=409)
    assertContains(refused, "Mine.", status_code=409)
    assert stored(layer) == NOTE
    assert refused.context["form"]["seen"].value() == NOTE
    send(layer, note="Mine.", seen=NOTE)
    assert stored(layer) == "Mine."


def test_a_note_that_is_too_long_is_refused_with_the_words_still_there(layer):
    refused = send(layer, note="x" * 10_001)
    assert refused.status_code == 422
    assertContains(refused, "x" * 10_001, status_code=422)
    assert stored(layer) == ""


def test_a_script_gets_the_form_alone_and_no_page_when_it_is_saved(layer):
    client = signed_in(layer.editor)
    form = client.get(reverse("layer_note", args=[layer.pk]), headers={"X-Fragment": "1"})
    assertNotContains(form, "<html")
    assert send(layer, **{"X-Fragment": "1"}).status_code == 204


def test_another_editor_neither_reads_nor_writes_it(layer):
    client = signed_in(make_editor())
    address = reverse("layer_note", args=[layer.pk])
    assert client.get(address).status_code == 404
    assert client.post(address, {"note": "Not mine."}).status_code == 404
    assert stored(layer) == ""


def test_a_submitted_layer_is_refused_with_the_reason():
    layer = make_layer(submitted=True)
    assertContains(send(layer), "submitted", status_code=409)
    assert stored(layer) == ""


def test_reviewers_read_it_under_a_letter_and_all_by_name_once_the_review_is_closed():
    world = make_two_editors_review(settled=True)
    Layer.objects.filter(pk=world.layer.pk).update(note=NOTE)
    address = reverse("review", args=[world.revision.pk])
    page = signed_in(world.reviewer).get(address)
    assert page.context["article_notes"] == [("Editor A", NOTE)]
    assertContains(page, NOTE)
    others = signed_in(world.ben)
    assert others.get(world.layer.get_absolute_url()).status_code == 404
    review_lifecycle.close_review(world.review, by=world.reviewer)
    page = signed_in(make_reviewer()).get(address)
    assert page.context["article_notes"] == [(str(world.ada), NOTE)]
    assertContains(others.get(world.layer.get_absolute_url()), NOTE)


def test_the_note_of_an_open_layer_is_nobody_elses():
    world = make_two_editors_review()
    Layer.objects.filter(pk=world.layer.pk).update(note=NOTE, submitted_at=None)
    page = signed_in(world.reviewer).get(reverse("review", args=[world.revision.pk]))
    assertNotContains(page, NOTE)
