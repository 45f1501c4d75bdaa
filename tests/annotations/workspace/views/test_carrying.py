"""Going on with a newer text through the front door: what is offered, accepted, and told."""

import re

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from annotations.layers import editing
from annotations.layers import lifecycle as layer_lifecycle
from annotations.models import Annotation, FactLink, Layer, Suggestion
from tests.factories import (
    TEXT,
    make_annotation,
    make_editor,
    make_layer,
    make_link,
    make_reviewer,
    make_revision,
    make_suggestion,
    make_superuser,
)

pytestmark = pytest.mark.django_db

JSON = {"HTTP_ACCEPT": "application/json"}
CORRECTED = TEXT.replace("$48 million", "$52 million").replace("harbour road.", "harbour road now.")
OFFERED = "an earlier text"


@pytest.fixture
def old():
    """A layer on a first revision after which a corrected text has come in."""
    layer = make_layer(editor=make_editor())
    make_annotation(layer=layer, exact="$48 million", label="statistic")
    make_annotation(
        layer=layer,
        exact="We are building for the next storm",
        label="quote",
        attributed_to="Ines Halloran",
        note="Said at the site.",
    )
    make_annotation(layer=layer, exact="2,300 households", label="statistic", value=2300)
    make_revision(layer.revision.article, text=CORRECTED)
    return layer


@pytest.fixture
def client(old):
    return signed_in(old.editor)


@pytest.fixture
def new(old):
    """The editor's layer on the corrected text, not opened yet."""
    return make_layer(revision=newest(old), editor=old.editor)


def signed_in(user):
    client = Client()
    client.force_login(user)
    return client


def newest(layer):
    return layer.revision.article.latest_revision()


def page(client, layer, **query):
    return client.get(reverse("workspace", args=[layer.pk]), query)


def cards(response):
    """The words of the notes beside the text that are suggested."""
    html = response.content.decode()
    listed = re.search(r'<ol id="cards".*?</ol>', html, re.DOTALL)[0]
    return re.findall(r'<li id="s-.*?<blockquote[^>]*>(.*?)</blockquote>', listed, re.DOTALL)


# Going on


def test_an_open_layer_leads_to_the_newer_text(client, old):
    response = page(client, old)
    assertContains(response, "A newer text has come in: revision 2.")
    address = reverse("layer_start", args=[newest(old).pk])
    assertContains(response, f'action="{address}"')
    assertNotContains(response, OFFERED)
    client.post(address)
    started = Layer.objects.get(revision=newest(old))
    assert cards(page(client, started)) == [
        "We are building for the next storm",
        "2,300 households",
    ]
    assertNotContains(page(client, started), "A newer text")


def test_no_layer_is_begun_on_the_older_text(old):
    editor = make_editor()
    client = signed_in(editor)
    address = reverse("layer_start", args=[old.revision_id])
    response = client.post(address, follow=True)
    assertRedirects(response, old.revision.article.get_absolute_url())
    assertContains(response, "A newer text has come in. Begin on revision 2")
    assertContains(response, reverse("layer_start", args=[newest(old).pk]))
    refused = client.post(address, **JSON)
    assert (refused.status_code, refused.json()["code"]) == (409, "newer-text")
    assert refused.json()["revision"] == newest(old).pk
    assert not Layer.objects.of(editor).exists()


def test_ones_own_layer_on_the_older_text_is_gone_on_with(client, old):
    address = reverse("layer_start", args=[old.revision_id])
    assertRedirects(client.post(address), old.get_absolute_url())


def test_nobody_is_asked_to_annotate_the_older_text(old):
    client = signed_in(make_superuser())
    address = reverse("revision_assignment", args=[old.revision_id])
    assertNotContains(client.get(address), "Ask one editor more")
    editor = make_editor()
    assert client.post(address, {"editor": editor.username}).status_code == 409
    assert not Layer.objects.of(editor).exists()
    newer = reverse("revision_assignment", args=[newest(old).pk])
    assertContains(client.get(newer), "Ask one editor more")
    client.post(newer, {"editor": editor.username})
    assert Layer.objects.of(editor).get().revision == newest(old)


def test_the_page_of_the_article_says_that_earlier_work_is_offered(client, old):
    address = old.revision.article.get_absolute_url()
    words = "is offered again in the newer one, where its words still stand."
    assertContains(client.get(address), words)
    assertNotContains(signed_in(make_editor()).get(address), words)


# Beside the text


def test_the_page_tells_what_became_of_the_earlier_work(client, old, new):
    response = page(client, new)
    assertContains(response, f"2 annotations of yours from {OFFERED} stand in this one too.")
    assertContains(response, "1 annotation from an earlier text has no place in this one")
    assertContains(response, old.annotations.get(exact="$48 million").get_absolute_url())
    assertContains(response, "From your annotations of revision 1", count=2)
    assertContains(response, "the sentence has changed", count=1)
    assert not new.annotations.exists()


def test_once_all_is_answered_only_what_has_no_place_is_told(client, old, new):
    page(client, new)
    for one in Suggestion.objects.filter(revision=new.revision):
        client.post(reverse("suggestion_dismissal", args=[new.pk, one.pk]))
    response = page(client, new)
    assertNotContains(response, "Accept or dismiss each")
    assertContains(response, "has no place in this one")
    old.annotations.get(exact="$48 million").delete()
    assertNotContains(page(client, new), "earlier-work")


def test_a_card_shows_the_note_and_the_facts_that_come_along(client, old, new):
    make_link(annotation=old.annotations.get(label="quote"), note="See page 3.")
    response = page(client, new)
    for words in ("Said at the site.", "The wall costs $48 million.", "See page 3."):
        assertContains(response, words)


def test_what_is_carried_over_can_be_listed_alone(client, new):
    new.editor.suggestions = True
    new.editor.save()
    make_suggestion(revision=new.revision, exact="Tuesday")
    assert len(cards(page(client, new))) == 3
    assert len(cards(page(client, new, label="suggested"))) == 3
    assert len(cards(page(client, new, label="carried"))) == 2


def test_the_marks_tell_it_from_what_the_rules_suggest(client, new):
    html = page(client, new).content.decode()
    assert '<mark class="suggested quote carried"' in html


def test_others_see_nothing_of_it(old, new, client):
    page(client, new)
    one = Suggestion.objects.get(exact="2,300 households")
    other = make_layer(revision=new.revision)
    theirs = signed_in(other.editor)
    assertNotContains(page(theirs, other), OFFERED)
    assert not cards(page(theirs, other))
    for name in ("suggestion", "suggestion_acceptance", "suggestion_dismissal"):
        address = reverse(name, args=[other.pk, one.pk])
        method = theirs.get if name == "suggestion" else theirs.post
        assert method(address).status_code == 404
    assert theirs.post(reverse("carried_acceptance", args=[new.pk])).status_code == 404
    assert not Annotation.objects.exclude(layer=old).exists()


def test_reviewers_read_none_of_it_in_the_admin_and_in_the_history(old, new, client):
    page(client, new)
    one = Suggestion.objects.get(exact="2,300 households")
    client.post(reverse("suggestion_dismissal", args=[new.pk, one.pk]))
    layer_lifecycle.submit(new, by=new.editor)
    reviewer = signed_in(make_reviewer(is_staff=True))
    for name in ("suggestion", "answer"):
        response = reviewer.get(reverse(f"admin:annotations_{name}_changelist"))
        assertNotContains(response, "2,300 households")
    response = signed_in(make_superuser()).get(reverse("admin:annotations_answer_changelist"))
    assertContains(response, "2,300 households")
    assertContains(client.get(reverse("history")), "2,300 households")


def test_a_submitted_layer_shows_nothing_of_it(client, new):
    page(client, new)
    layer_lifecycle.submit(new, by=new.editor)
    assertNotContains(page(client, new), OFFERED)
    assert not cards(page(client, new))


def test_a_layer_into_which_nothing_is_carried_costs_one_query_more(django_assert_max_num_queries):
    first = make_layer()
    later = make_layer(revision=make_revision(first.revision.article), editor=make_editor())
    counted = []
    for layer in (first, later):
        client = signed_in(layer.editor)
        page(client, layer)
        with django_assert_max_num_queries(20) as opened:
            page(client, layer)
        counted.append(len(opened))
    assert counted[1] == counted[0] + 1


def test_the_count_of_queries_does_not_grow(django_assert_max_num_queries):
    counted = []
    for many in (10, 20):
        text = "\n\n".join(f"The wall cost ${number} million." for number in range(100, 100 + many))
        old = make_layer(revision=make_revision(text=text))
        for number in range(100, 100 + many):
            made = make_annotation(layer=old, exact=f"${number} million")
            make_link(annotation=made)
        revision = make_revision(old.revision.article, text=text + "\n\nIt rained.")
        new = make_layer(revision=revision, editor=old.editor)
        client = signed_in(old.editor)
        with django_assert_max_num_queries(60) as opened:
            assert len(cards(page(client, new))) == many
        counted.append(len(opened))
    assert counted[0] == counted[1]


# Answered


def test_one_is_accepted_with_all_that_belongs_to_it(client, old, new):
    make_link(annotation=old.annotations.get(label="quote"))
    page(client, new)
    one = Suggestion.objects.get(label="quote")
    client.post(reverse("suggestion_acceptance", args=[new.pk, one.pk]))
    made = new.annotations.get()
    assert (made.attributed_to, made.note) == ("Ines Halloran", "Said at the site.")
    assert FactLink.objects.filter(annotation=made).count() == 1
    # The message offers to take the acceptance back, not only the link.
    address = reverse("suggestion_return", args=[new.pk, one.pk])
    assertContains(page(client, new), f'action="{address}"', count=1)


def test_a_script_accepts_it_without_naming_what_the_card_does_not_hold(client, new):
    page(client, new)
    one = Suggestion.objects.get(label="quote")
    fields = {
        "start": one.start,
        "end": one.end,
        "exact": one.exact,
        "label": "quote",
        "attributed_to": one.attributed_to,
        "value": "",
        "unit": "",
    }
    response = client.post(reverse("suggestion_acceptance", args=[new.pk, one.pk]), fields, **JSON)
    assert response.status_code == 201
    assert response.json()["annotation"]["note"] == "Said at the site."
    left = [row["id"] for row in response.json()["suggestions"]]
    assert one.pk not in left


def test_the_form_of_acceptance_holds_the_note(client, new):
    page(client, new)
    one = Suggestion.objects.get(label="quote")
    assertContains(client.get(reverse("suggestion", args=[new.pk, one.pk])), "Said at the site.")


def test_all_in_unchanged_sentences_are_accepted_with_one_button(client, new):
    address = reverse("carried_acceptance", args=[new.pk])
    assertContains(page(client, new), f'action="{address}"')
    response = client.post(address, follow=True)
    assertContains(response, "1 annotation accepted.")
    assert [one.exact for one in new.annotations.all()] == ["We are building for the next storm"]
    assert cards(response) == ["2,300 households"]
    assertNotContains(response, f'action="{address}"')


def test_nothing_is_accepted_at_once_in_a_submitted_layer(client, new):
    page(client, new)
    layer_lifecycle.submit(new, by=new.editor)
    assert client.post(reverse("carried_acceptance", args=[new.pk])).status_code == 409
    assert not new.annotations.exists()


def test_words_marked_by_hand_are_not_asked_about_again(client, new):
    one = make_annotation(layer=new, exact="2,300 households", label="statistic")
    assert cards(page(client, new)) == ["We are building for the next storm"]
    editing.withdraw_annotation(one, version=1, by=new.editor)
    assert len(cards(page(client, new))) == 2
