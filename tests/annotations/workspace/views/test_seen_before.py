"""What was checked before, on a page that works without script and as a list for one."""

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django.asserts import assertContains, assertNotContains

from annotations.models import FactLink, Seen
from tests.annotations.facts.fact_corpus import recorded
from tests.factories import make_annotation, make_editor, make_layer, make_revision
from tests.pages import has_form_to, has_link_to, texts

pytestmark = pytest.mark.django_db

TEXT = "It rained on Sunday.\n\nThe sea wall at Ostra cost 52 million euros."
FRAGMENT = {"HTTP_X_FRAGMENT": "1"}


@pytest.fixture
def layer():
    recorded(["The sea wall at Ostra cost 48,000,000 euros."])
    return make_layer(revision=make_revision(text=TEXT), editor=make_editor())


@pytest.fixture
def client(layer):
    client = Client()
    client.force_login(layer.editor)
    return client


def page(client, layer, **headers):
    return client.get(reverse("layer_seen_before", args=[layer.pk]), **headers)


def test_the_sentence_stands_beside_the_fact_with_what_is_shared_marked(client, layer):
    shown = page(client, layer)
    assert texts(shown, "//blockquote/mark") == [
        "sea", "wall", "Ostra", "cost", "52 million", "euros"
    ]  # fmt: skip
    assertContains(shown, "52,000,000 here, 48,000,000 in the fact")
    assert has_link_to(shown, Seen.objects.get().fact.get_absolute_url())
    assert has_link_to(shown, layer.get_absolute_url())
    assert FactLink.objects.count() == 0


def test_a_mark_in_the_sentence_leads_to_the_form_that_links_it(client, layer):
    assertNotContains(page(client, layer), "Link…")
    inside = make_annotation(layer=layer, exact="52 million")
    outside = make_annotation(layer=layer, exact="It rained")
    shown = page(client, layer)
    assert has_link_to(shown, reverse("annotation_facts", args=[inside.pk]))
    assert not has_link_to(shown, reverse("annotation_facts", args=[outside.pk]))


def test_the_marks_of_others_do_not_show(client, layer):
    other = make_layer(revision=layer.revision, editor=make_editor())
    make_annotation(layer=other, exact="52 million")
    assertNotContains(page(client, layer), "Link…")


def test_not_this_can_be_said_and_taken_back(client, layer):
    page(client, layer)
    row = Seen.objects.get()
    answer = client.post(reverse("seen_dismissal", args=[layer.pk, row.pk]))
    assert (answer.status_code, answer.url) == (303, reverse("layer_seen_before", args=[layer.pk]))
    shown = page(client, layer)
    back = reverse("seen_return", args=[layer.pk, row.pk])
    assert has_form_to(shown, back)
    assert texts(shown, "//blockquote") == []
    shown = client.post(back, **FRAGMENT)
    assert len(texts(shown, "//blockquote")) == 1


def test_what_was_shown_in_another_layer_cannot_be_answered_here(client, layer):
    other = make_layer(revision=layer.revision, editor=make_editor())
    row = Seen.objects.create(layer=other, fact=recorded(["A wall."])[0], start=0, end=5)
    assert client.post(reverse("seen_dismissal", args=[layer.pk, row.pk])).status_code == 404


def test_where_nothing_is_found_the_list_is_empty_and_the_page_says_so(client, layer):
    dry = make_layer(revision=make_revision(text="It rained."), editor=layer.editor)
    assert page(client, dry, **FRAGMENT).content.strip() == b""
    assertContains(page(client, dry), "No sentence of this article")


def test_html_in_a_text_or_a_fact_stays_text(client, layer):
    recorded(["The <b>grain</b> ships left Odesa harbour."])
    text = "The <i>grain</i> ships left Odesa harbour."
    odd = make_layer(revision=make_revision(text=text), editor=layer.editor)
    shown = page(client, odd)
    assertNotContains(shown, "<i>")
    assertContains(shown, "&lt;i&gt;")
