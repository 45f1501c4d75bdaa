"""Several annotations changed in one act, through the front door."""

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from annotations.models import Annotation
from tests.factories import make_annotation, make_editor, make_layer

pytestmark = pytest.mark.django_db

WORDS = ("$48 million", "Tuesday", "2,300 households")


@pytest.fixture
def layer():
    layer = make_layer()
    for words in WORDS:
        make_annotation(layer=layer, exact=words)
    return layer


def signed_in(user):
    client = Client()
    client.force_login(user)
    return client


def ticked(layer, *words):
    found = layer.annotations.filter(exact__in=words).in_text_order()
    return [f"{one.pk}:{one.version}" for one in found]


def send(layer, *words, act="change", **fields):
    address = reverse("annotations_together", args=[layer.pk])
    return signed_in(layer.editor).post(
        address, {"annotation": ticked(layer, *words), "act": act, **fields}
    )


def stored(layer, name="attributed_to"):
    live = Annotation.objects.filter(layer=layer, withdrawn_at=None).in_text_order()
    return list(live.values_list(name, flat=True))


def test_the_ticked_get_a_speaker(layer):
    done = send(layer, *WORDS[:2], attributed_to="Ines  Halloran")
    assertRedirects(done, layer.get_absolute_url(), status_code=303)
    assert stored(layer) == ["Ines Halloran", "Ines Halloran", ""]


def test_the_speaker_is_taken_away_from_the_ticked(layer):
    layer.annotations.update(attributed_to="Ines Halloran")
    send(layer, *WORDS[:2], no_speaker="on")
    assert stored(layer) == ["", "", "Ines Halloran"]


def test_the_ticked_are_deleted(layer):
    send(layer, *WORDS[:2], act="delete")
    assert stored(layer, "exact") == [WORDS[2]]


@pytest.mark.parametrize(
    ("words", "fields", "complaint"),
    [
        ((), {"attributed_to": "Ines"}, "Tick some annotations first."),
        (WORDS, {}, "Say what they have in common first."),
        (WORDS, {"attributed_to": "Ines", "no_speaker": "on"}, "not both"),
        (WORDS, {"label": "rumour"}, "rumour"),
        (WORDS, {"unit": "x" * 101}, "100"),
    ],
)
def test_what_cannot_be_done_is_said_and_nothing_is_changed(layer, words, fields, complaint):
    assertContains(send(layer, *words, **fields), complaint, status_code=422)
    assert stored(layer) == ["", "", ""]


@pytest.mark.parametrize("bad", ["1:1", "x", "", f"{'0' * 8}-0000-0000-0000-{'0' * 12}", ":"])
def test_what_is_no_annotation_is_refused(layer, bad):
    address = reverse("annotations_together", args=[layer.pk])
    posted = {"annotation": [bad], "act": "change", "attributed_to": "Ines"}
    assert signed_in(layer.editor).post(address, posted).status_code == 422


def test_one_that_was_changed_meanwhile_is_named_and_the_ticks_are_kept(layer):
    sent = ticked(layer, *WORDS)
    layer.annotations.filter(exact=WORDS[1]).update(version=3)
    address = reverse("annotations_together", args=[layer.pk])
    refused = signed_in(layer.editor).post(
        address, {"annotation": sent, "act": "change", "attributed_to": "Ines Halloran"}
    )
    assertContains(refused, "Nothing was changed. “Tuesday”", status_code=409)
    assertContains(refused, "Ines Halloran", status_code=409)
    assert [row["ticked"] for row in refused.context["rows"]] == [True, False, True]
    assert stored(layer) == ["", "", ""]


def test_a_script_gets_the_form_alone(layer):
    address = reverse("annotations_together", args=[layer.pk])
    form = signed_in(layer.editor).get(address, headers={"X-Fragment": "1"})
    assertNotContains(form, "<html")
    assertContains(form, 'name="annotation"', count=3)


def test_without_annotations_the_page_says_so():
    layer = make_layer()
    page = signed_in(layer.editor).get(reverse("annotations_together", args=[layer.pk]))
    assertContains(page, "Nothing is marked yet.")


def test_another_editor_has_no_such_page(layer):
    address = reverse("annotations_together", args=[layer.pk])
    assert signed_in(make_editor()).get(address).status_code == 404
    assert signed_in(make_editor()).post(address, {"act": "delete"}).status_code == 404


def test_a_submitted_layer_says_why_not():
    layer = make_layer(submitted=True)
    page = signed_in(layer.editor).get(reverse("annotations_together", args=[layer.pk]))
    assertContains(page, "submitted", status_code=409)
