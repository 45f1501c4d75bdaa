"""How much of a text is looked at, and finding nothing to check, through the front door."""

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from annotations.layers import lifecycle as layer_lifecycle
from annotations.layers.clearing import account_of, clear
from annotations.models import Clearing
from annotations.spans.accounting import State
from tests.counting import counted
from tests.factories import (
    make_annotation,
    make_editor,
    make_fact,
    make_layer,
    make_link,
    make_revision,
)
from tests.pages import has_form_to, has_link_to, links, parse, texts

pytestmark = pytest.mark.django_db

TEXT = "One two three. Four five.\n\nSix seven."


@pytest.fixture
def layer():
    return make_layer(revision=make_revision(text=TEXT))


def address(name, layer):
    return reverse(name, args=[layer.pk])


def signed_in(user):
    client = Client()
    client.force_login(user)
    return client


def page(layer):
    return signed_in(layer.editor).get(address("layer_words", layer))


def send(layer, words, *, to="words_clearing", user=None, script=False, **fields):
    start = TEXT.index(words)
    place = {"start": start, "end": start + len(words), "exact": words, **fields}
    headers = {"accept": "application/json"} if script else {}
    return signed_in(user or layer.editor).post(address(to, layer), place, headers=headers)


def open_words(layer):
    return account_of(layer).counts()[State.OPEN]


def test_the_workspace_says_how_much_is_looked_at_and_leads_to_the_rest(layer):
    make_annotation(layer=layer, exact="two three")
    shown = signed_in(layer.editor).get(layer.get_absolute_url())
    assertContains(shown, "2 of 7 words looked at")
    assert has_link_to(shown, address("layer_words", layer))
    layer_lifecycle.submit(layer, by=layer.editor)
    shown = signed_in(layer.editor).get(layer.get_absolute_url())
    assertNotContains(shown, "looked at")


def test_the_page_lists_every_sentence_with_open_words(layer):
    make_annotation(layer=layer, exact="One")
    shown = page(layer)
    assert texts(shown, "//ul[@class='stretches']//p") == ["two three.", "Four five.", "Six seven."]
    assert texts(shown, "//h1") == ["1 of 7 words looked at"]


def test_the_page_counts_each_kind_of_words(layer):
    make_annotation(layer=layer, exact="One")
    make_link(annotation=make_annotation(layer=layer, exact="two three"), fact=make_fact())
    clear(layer, 15, 25, exact="Four five.", by=layer.editor)
    assert texts(page(layer), "//dl[@class='tally']/div") == [
        "on a verified fact2",
        "marked, not checked1",
        "nothing to check2",
        "not looked at2",
    ]


def test_each_form_of_the_page_clears_its_words_until_none_are_open(layer):
    client = signed_in(layer.editor)
    for left in (4, 2, 0):
        form = next(
            one
            for one in parse(page(layer)).forms
            if one.action == address("words_clearing", layer)
        )
        done = client.post(form.action, dict(form.fields))
        assertRedirects(done, address("layer_words", layer), status_code=303)
        assert open_words(layer) == left
    assertContains(page(layer), "All words are looked at.")


def test_what_was_cleared_is_taken_back_on_the_page(layer):
    send(layer, "Four five.")
    assert has_form_to(page(layer), address("words_return", layer))
    send(layer, "Four five.", to="words_return")
    assert open_words(layer) == 7
    assert not has_form_to(page(layer), address("words_return", layer))


def test_a_script_gets_the_bar_and_where_words_are_open(layer):
    headers = {"accept": "application/json"}
    answer = signed_in(layer.editor).get(address("layer_words", layer), headers=headers).json()
    assert answer["open"] == [[0, 14], [15, 25], [27, 37]]
    assert "0 of 7 words looked at" in " ".join(answer["bar"].split())


def test_a_script_is_answered_as_to_any_other_change(layer):
    first = send(layer, "Four five.", script=True).json()
    assert first["message"] == "Nothing to check in 2 words."
    assert "2 of 7 words looked at" in " ".join(first["bar"].split())
    again = send(layer, "Six seven.", script=True).json()
    assert first["before"] != first["state"] == again["before"]
    back = send(layer, "Six seven.", to="words_return", script=True).json()
    assert back["before"] == again["state"]
    assert back["annotation"] is None
    assert back["changes"] == {}


def test_words_that_do_not_stand_there_are_refused(layer):
    assert send(layer, "Four five.", exact="Four six.", script=True).status_code == 409
    assert send(layer, "Four five.", start="", script=True).status_code == 422
    assert send(layer, "Four five.", start="-1", script=True).status_code == 422
    assert not Clearing.objects.exists()


@pytest.mark.parametrize("to", ["words_clearing", "words_return"])
def test_the_words_of_another_are_nobodys_business(layer, to):
    clear(layer, 15, 25, exact="Four five.", by=layer.editor)
    assert send(layer, "Four five.", to=to, user=make_editor()).status_code == 404
    assert open_words(layer) == 5


@pytest.mark.parametrize("to", ["words_clearing", "words_return"])
def test_submitted_annotations_take_no_more(layer, to):
    layer_lifecycle.submit(layer, by=layer.editor)
    assert send(layer, "Four five.", to=to, script=True).json()["code"] == "submitted"


def test_what_it_costs_does_not_grow_with_what_is_said():
    text = "Some words. " * 200
    layer = make_layer(revision=make_revision(text=text))
    client = signed_in(layer.editor)

    def say(number):
        place = {"start": number * 12, "end": number * 12 + 11, "exact": "Some words."}
        headers = {"accept": "application/json"}
        done = client.post(address("words_clearing", layer), place, headers=headers)
        assert done.status_code == 200

    costs = []
    for first, last in ((0, 5), (5, 100)):
        for number in range(first, last):
            clear(layer, number * 12, number * 12 + 11, exact="Some words.", by=layer.editor)
        numbers = iter(range(last, 200))
        costs.append(counted(lambda numbers=numbers: say(next(numbers))))
        for one in layer.clearings.standing().filter(start__gte=last * 12):
            one.delete()
    assert costs[0].queries == costs[1].queries <= 11, costs[1].statements
    assert max(one.calls for one in costs) <= 13_000, [one.calls for one in costs]


class TestSubmittingWhereAllWordsAreToBeLookedAt:
    @pytest.fixture(autouse=True)
    def asked_for(self, settings):
        settings.ALL_WORDS_LOOKED_AT = True

    def test_the_page_tells_how_many_are_not_and_leads_to_the_first(self, layer):
        send(layer, "One two three.")
        shown = signed_in(layer.editor).get(address("layer_submission", layer))
        assertContains(shown, "4 words are neither marked nor said to hold nothing to check.")
        assert f"{address('layer_words', layer)}#open" in links(shown)
        assertContains(shown, ">Four five.</a>")
        assert not buttons_of(shown, address("layer_submission", layer))

    def test_it_is_refused_with_the_same_words(self, layer):
        done = signed_in(layer.editor).post(address("layer_submission", layer))
        assertContains(done, "7 words are neither marked", status_code=409)
        layer.refresh_from_db()
        assert layer.is_open
        headers = {"accept": "application/json"}
        told = signed_in(layer.editor).post(address("layer_submission", layer), headers=headers)
        assert (told.status_code, told.json()["code"]) == (409, "words-not-looked-at")

    def test_once_all_are_it_is_submitted(self, layer):
        for words in ("One two three.", "Four five.", "Six seven."):
            send(layer, words)
        shown = signed_in(layer.editor).get(address("layer_submission", layer))
        assertNotContains(shown, "neither marked")
        assert buttons_of(shown, address("layer_submission", layer))
        signed_in(layer.editor).post(address("layer_submission", layer))
        layer.refresh_from_db()
        assert layer.is_submitted


def test_where_nobody_asks_for_it_words_that_are_open_are_submitted(layer):
    shown = signed_in(layer.editor).get(address("layer_submission", layer))
    assertNotContains(shown, "neither marked")
    signed_in(layer.editor).post(address("layer_submission", layer))
    layer.refresh_from_db()
    assert layer.is_submitted


def buttons_of(shown, action):
    return parse(shown).xpath(f"//form[@action='{action}']//button")
