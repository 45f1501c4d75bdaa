"""A long text is shown at once; what is suggested in it is made when its page asks for it."""

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django.asserts import assertContains

from annotations.layers import lifecycle as layer_lifecycle
from annotations.models import RulesRun, Suggestion
from annotations.suggesting import suggest
from annotations.workspace import preparing
from tests.counting import counted
from tests.factories import (
    TEXT,
    make_annotation,
    make_editor,
    make_layer,
    make_revision,
)
from tests.pages import has_form_to

pytestmark = pytest.mark.django_db

LONG = "\n\n".join([TEXT, *[f"On day {day} nobody said anything at all." for day in range(700)]])


def client_of(layer):
    client = Client()
    client.force_login(layer.editor)
    return client


def opened(layer):
    return client_of(layer).get(layer.get_absolute_url())


def ask(layer, **options):
    return client_of(layer).post(reverse("layer_suggestions", args=[layer.pk]), **options)


def make_long_layer(**fields):
    assert len(LONG) > preparing.READ_AT_ONCE
    editor = make_editor(**{"suggestions": True, **fields})
    return make_layer(revision=make_revision(text=LONG), editor=editor)


def is_to_come(response):
    layer = response.context["layer"]
    return has_form_to(response, reverse("layer_suggestions", args=[layer.pk]))


def test_a_long_text_is_shown_before_it_is_read_for_suggestions():
    layer = make_long_layer()
    response = opened(layer)
    assertContains(response, "On day 699 nobody")
    assert is_to_come(response)
    assert not RulesRun.objects.exists()


def test_a_short_text_has_its_suggestions_when_it_is_first_shown():
    layer = make_layer(editor=make_editor(suggestions=True))
    response = opened(layer)
    assert not is_to_come(response)
    assertContains(response, 'data-label="statistic"')


def test_without_script_a_button_makes_them_and_leads_back():
    layer = make_long_layer()
    response = ask(layer)
    assert (response.status_code, response["Location"]) == (303, layer.get_absolute_url())
    again = opened(layer)
    assert not is_to_come(again)
    assertContains(again, 'data-suggestion="')


def test_a_script_is_told_when_they_are_made():
    layer = make_long_layer()
    assert ask(layer, headers={"Accept": "application/json"}).json() == {"to_come": False}
    made = Suggestion.objects.count()
    assert made > 2
    assert ask(layer, headers={"Accept": "application/json"}).status_code == 200
    assert Suggestion.objects.count() == made


def test_whoever_wants_no_suggestions_is_offered_none():
    layer = make_long_layer(suggestions=False)
    assert not is_to_come(opened(layer))
    ask(layer)
    assert not Suggestion.objects.exists()


def test_in_a_submitted_layer_nothing_is_to_come():
    layer = make_long_layer()
    layer_lifecycle.submit(layer, by=layer.editor)
    assert not is_to_come(opened(layer))
    assert ask(layer).status_code == 409
    assert not RulesRun.objects.exists()


def test_earlier_work_comes_into_a_long_text_in_the_same_way():
    old = make_long_layer(suggestions=False)
    make_annotation(layer=old, exact="$48 million", label="statistic")
    revision = make_revision(old.revision.article, text=f"{LONG}\n\nAn end.")
    layer = make_layer(revision=revision, editor=old.editor)
    assert is_to_come(opened(layer))
    ask(layer)
    again = opened(layer)
    assert not is_to_come(again)
    assertContains(again, "From your annotations of revision 1")


def test_opening_a_text_grows_with_its_length_alone():
    texts = [LONG, f"{LONG}\n\n{LONG}"]
    layers = [
        make_layer(revision=make_revision(text=text), editor=make_editor(suggestions=True))
        for text in texts
    ]
    clients = [client_of(layer) for layer in layers]
    first, second = (
        counted(lambda client=client, layer=layer: client.get(layer.get_absolute_url()))
        for client, layer in zip(clients, layers, strict=True)
    )
    assert first.queries == second.queries
    # What a paragraph adds; all else of the page is the same.
    assert second.calls - first.calls < 40 * len(LONG.split("\n\n"))


def test_reading_for_suggestions_takes_time_in_proportion_to_the_length():
    once, twice = "\n\n".join([TEXT] * 40), "\n\n".join([TEXT] * 80)
    first, second = counted(lambda: suggest(once)), counted(lambda: suggest(twice))
    assert second.calls < 2.1 * first.calls
