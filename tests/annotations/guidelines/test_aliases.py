"""The desk's list of names that are the same, and what it does to open reviews."""

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from annotations.guidelines import aliases
from annotations.layers import lifecycle as layer_lifecycle
from annotations.models import Alias, Review
from annotations.review import lifecycle as review_lifecycle
from newsroom.models import Event
from tests.factories import (
    make_annotation,
    make_editor,
    make_layer,
    make_reviewer,
    make_revision,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def reviewer():
    return make_reviewer()


@pytest.fixture
def client(reviewer):
    client = Client()
    client.force_login(reviewer)
    return client


def differing(reviewer, one="Halloran", other="Ines Halloran"):
    """An open review in which two editors name the speaker of the same words differently."""
    revision = make_revision()
    for letter, name in (("A", one), ("B", other)):
        layer = make_layer(revision=revision, submitted=True, letter=letter)
        make_annotation(layer=layer, attributed_to=name)
    return review_lifecycle.open_review_early(revision, by=reviewer)


def unsettled(review):
    return review.disagreements.unsettled().count()


def test_what_is_listed_as_the_same_is_no_disagreement_any_more(reviewer):
    review = differing(reviewer)
    assert unsettled(review) == 1
    alias = aliases.add_alias("Halloran", "Ines Halloran", by=reviewer)
    assert unsettled(review) == 0
    aliases.remove_alias(alias, by=reviewer)
    assert unsettled(review) == 1
    verbs = Event.objects.filter(subject_type="alias").values_list("verb", flat=True)
    assert set(verbs) == {"alias.added", "alias.removed"}


def test_a_changed_entry_counts_for_its_old_and_its_new_name(reviewer):
    review = differing(reviewer)
    alias = aliases.add_alias("Halloran", "Ines Halloran", by=reviewer)
    aliases.change_alias(alias, name="Mayor", canonical="Ines Halloran", by=reviewer)
    assert unsettled(review) == 1
    event = Event.objects.get(verb="alias.changed")
    assert event.detail["old"] == {"name": "Halloran", "canonical": "Ines Halloran"}
    assert (
        aliases.change_alias(alias, name="Mayor", canonical="Ines Halloran", by=reviewer) == alias
    )
    assert Event.objects.filter(verb="alias.changed").count() == 1


def test_only_reviews_that_say_the_name_are_rebuilt(reviewer):
    differing(reviewer)
    other = differing(reviewer, "Feld", "Oskar Feld")
    assert aliases.rebuild_affected_reviews(["HALLORAN"], by=reviewer) == 1
    layer = other.revision.layers.first()
    layer_lifecycle.reopen(layer, by=reviewer)
    assert aliases.rebuild_affected_reviews(["Feld"], by=reviewer) == 0


def test_only_open_reviews_that_wait_for_no_layer_are_rebuilt(reviewer):
    closed, waiting, _opened = (differing(reviewer) for _number in range(3))
    Review.objects.filter(pk=closed.pk).update(closed_at=timezone.now())
    layer_lifecycle.reopen(waiting.revision.layers.first(), by=reviewer)
    assert aliases.rebuild_affected_reviews(["Halloran"], by=reviewer) == 1


@pytest.mark.parametrize(
    ("name", "canonical"), [("USD", "usd"), ("$", "US dollar"), ("Zoë  B", "zoe b")]
)
def test_what_is_the_same_anyway_or_listed_already_is_refused(reviewer, name, canonical):
    aliases.add_alias("$", "USD", by=reviewer)
    with pytest.raises(aliases.AliasUnusable):
        aliases.add_alias(name, canonical, by=reviewer)
    assert Alias.objects.count() == 1


def test_the_list_is_kept_by_reviewers(client, reviewer):
    response = client.post(reverse("aliases"), {"name": " $ ", "canonical": "USD"})
    assertRedirects(response, reverse("aliases"))
    alias = Alias.objects.get()
    assert alias.name == "$"
    again = client.post(reverse("aliases"), {"name": "$", "canonical": "AUD"})
    assertContains(again, "is listed already, as USD", status_code=422)
    page = reverse("alias", args=[alias.pk])
    assertContains(client.get(page), 'value="USD"')
    assertRedirects(client.post(page, {"name": "$", "canonical": "AUD"}), reverse("aliases"))
    assertContains(client.get(reverse("aliases")), "AUD")
    client.post(reverse("alias_removal", args=[alias.pk]))
    assert not Alias.objects.exists()


def test_an_editor_has_no_such_list():
    alias = Alias.objects.create(name="$", canonical="USD")
    client = Client()
    client.force_login(make_editor())
    assert client.get(reverse("aliases")).status_code == 403
    assert client.post(reverse("aliases"), {"name": "a", "canonical": "b"}).status_code == 403
    assert client.post(reverse("alias_removal", args=[alias.pk])).status_code == 403
    assert Alias.objects.count() == 1


def test_names_that_differ_are_suggested_and_taken_by_one_press(client, reviewer):
    differing(reviewer)
    differing(reviewer)
    assert aliases.suggested_aliases(reviewer) == [
        ("Halloran", "Ines Halloran", "attributed_to", 2)
    ]
    response = client.get(reverse("aliases"))
    assertContains(response, "2 differences")
    client.post(reverse("aliases"), {"name": "Halloran", "canonical": "Ines Halloran"})
    assert aliases.suggested_aliases(reviewer) == []


def test_a_reviewer_who_annotates_the_article_is_suggested_nothing_of_it(client, reviewer):
    review = differing(make_reviewer())
    make_layer(revision=review.revision, editor=reviewer)
    assertNotContains(client.get(reverse("aliases")), "Halloran")
