"""What is pointed out beside an annotation, to whom, and what is never told."""

from decimal import Decimal
from html import unescape

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from annotations.models import Adjudication, FactLink, Review, RuledSpan
from annotations.workspace.cards import make_cards, with_facts
from annotations.workspace.discrepancy_hints import with_hints
from articles.models import Story
from tests.factories import (
    make_annotation,
    make_article,
    make_editor,
    make_fact,
    make_layer,
    make_link,
    make_outlet,
    make_reviewer,
    make_revision,
)

pytestmark = pytest.mark.django_db

HERE = "Council backs wall\n\nThe council approved $48 million for the sea wall on Tuesday."
THERE = "Wall passes\n\nOn Tuesday the council approved $52 million for a sea wall."


@pytest.fixture(autouse=True)
def nothing_kept():
    cache.clear()


@pytest.fixture
def story():
    return Story.objects.create(title="The wall")


@pytest.fixture
def here(story):
    return make_article(text=HERE, story=story)


@pytest.fixture
def there(story):
    return make_article(text=THERE, story=story, outlet=make_outlet("Northshore Ledger"))


@pytest.fixture
def annotation(here):
    layer = make_layer(revision=here.latest_revision())
    return make_annotation(
        layer=layer, exact="$48 million", label="statistic", value=48_000_000, unit="USD"
    )


def told(annotation, user=None):
    layer = annotation.layer
    shown = with_facts(make_cards([annotation]))
    (card,) = with_hints(shown, layer.revision, user or layer.editor)
    return [(one.who, one.words, "fact" if one.fact else "words") for one in card.pointers]


def link_there(fact, article, *, exact="$52 million", relation="contradicts", **layer_fields):
    layer = make_layer(revision=article.latest_revision(), **layer_fields)
    annotation = make_annotation(
        layer=layer, exact=exact, label="statistic", value=52_000_000, unit="USD"
    )
    return make_link(annotation=annotation, fact=fact, relation=relation)


def rule_there(fact, article, *, closed=True):
    """A settled span of the other article that contradicts the fact."""
    review = Review.objects.create(
        revision=article.latest_revision(), closed_at=timezone.now() if closed else None
    )
    ruling = Adjudication.objects.create(
        review=review, action="take", rule="unanimous", fingerprint="f"
    )
    start = article.latest_revision().text.index("$52 million")
    span = RuledSpan.objects.create(
        adjudication=ruling,
        start=start,
        end=start + 11,
        exact="$52 million",
        label="statistic",
        value=52_000_000,
        unit="USD",
    )
    FactLink.objects.create(
        ruled_span=span,
        fact=fact,
        version=fact.versions.get(),
        relation="contradicts",
        linked_by=make_reviewer(),
    )
    return ruling


# By numbers and words


def test_another_number_in_another_article_of_the_story_is_pointed_out(annotation, there):
    assert told(annotation) == [("Northshore Ledger", "$52 million", "words")]


def test_a_claim_is_told_too_and_a_quote_is_not(annotation, there):
    claim = make_annotation(
        layer=annotation.layer, exact="The council approved $48 million for the sea wall"
    )
    quote = make_annotation(layer=annotation.layer, exact="approved $48 million", label="quote")
    elsewhere = make_annotation(layer=annotation.layer, exact="Council backs wall")
    assert told(claim) == [("Northshore Ledger", "$52 million", "words")]
    assert told(quote) == told(elsewhere) == []


def test_an_article_of_another_story_or_none_is_not_asked(annotation, there):
    there.story = Story.objects.create(title="Another")
    there.save()
    assert told(annotation) == []
    there.story = None
    there.save()
    assert told(annotation) == []


def test_an_archived_article_and_an_earlier_text_are_not_asked(annotation, there):
    make_revision(there, text=THERE.replace("$52 million", "$48 million"))
    assert told(annotation) == []
    make_revision(there, text=THERE)
    assert told(annotation) != []
    there.archived_at = timezone.now()
    there.save()
    assert told(annotation) == []


def test_an_article_in_another_language_is_not_asked(annotation, there):
    there.language = "de"
    there.save()
    assert told(annotation) == []


def test_articles_in_the_same_other_language_are_compared_by_sums(annotation, here, there):
    for article in (here, there):
        article.language = "de-AT"
        article.save()
    annotation.layer.revision.article.refresh_from_db()
    assert told(annotation) == [("Northshore Ledger", "$52 million", "words")]


# By facts


def test_the_readers_own_work_on_another_article_is_pointed_out_first(annotation, there):
    fact = make_fact()
    make_link(annotation=annotation, fact=fact)
    link_there(fact, there, editor=annotation.layer.editor)
    assert told(annotation) == [("Northshore Ledger", "$52 million", "fact")]


def test_the_work_of_others_is_never_told(annotation, there):
    fact = make_fact()
    make_link(annotation=annotation, fact=fact)
    there.latest_revision()
    link = link_there(fact, there, submitted=False, editor=make_editor())
    by_words = [("Northshore Ledger", "$52 million", "words")]
    assert told(annotation) == by_words
    layer = link.annotation.layer
    layer.submitted_at = timezone.now()
    layer.save()
    for reader in (annotation.layer.editor, make_reviewer()):
        assert told(annotation, reader) == by_words


@pytest.mark.parametrize("closed", [True, False])
def test_what_a_review_has_settled_is_told_once_it_is_released(annotation, there, closed):
    fact = make_fact()
    make_link(annotation=annotation, fact=fact)
    rule_there(fact, there, closed=closed)
    by = "fact" if closed else "words"
    assert told(annotation) == [("Northshore Ledger", "$52 million", by)]


def test_a_fact_tells_where_words_do_not(annotation, story):
    fact, other = make_fact(), make_article(text="Fish.\n\nIt took 9 years.", story=story)
    make_link(annotation=annotation, fact=fact, relation="supports")
    layer = make_layer(revision=other.latest_revision(), editor=annotation.layer.editor)
    elsewhere = make_annotation(layer=layer, exact="It took 9 years")
    link = make_link(annotation=elsewhere, fact=fact, relation="context")
    assert told(annotation) == []
    FactLink.objects.filter(pk=link.pk).update(relation="contradicts")
    assert told(annotation) == [("Fish.", "It took 9 years", "fact")]


def test_the_same_number_on_the_same_fact_is_no_rival(annotation, there):
    fact = make_fact()
    make_link(annotation=annotation, fact=fact)
    link = link_there(fact, there, editor=annotation.layer.editor, relation="supports")
    link.annotation.value = Decimal(48_000_000)
    link.annotation.save()
    assert told(annotation) == [("Northshore Ledger", "$52 million", "words")]


def test_at_most_a_few_articles_are_named(annotation, story):
    for number in range(6):
        make_article(text=THERE.replace("52", f"5{number}5"), story=story)
    assert len(told(annotation)) == 3


# On the page


def test_the_card_names_the_outlet_and_leads_to_the_passage(annotation, there):
    client = Client()
    client.force_login(annotation.layer.editor)
    page = unescape(client.get(annotation.layer.get_absolute_url()).content.decode())
    assert "<bdi>Northshore Ledger</bdi> says" in page
    address = f"{there.get_absolute_url()}#p-1:~:text=%2452%20million"
    assert address in page
    assert 'id="p-1"' in client.get(there.get_absolute_url()).content.decode()


def test_a_card_that_changes_keeps_what_it_points_to(annotation, there):
    client = Client(headers={"accept": "application/json"})
    client.force_login(annotation.layer.editor)
    fields = {"note": "Look.", "version": annotation.version}
    later = client.post(annotation.get_absolute_url(), fields).json()["later"]
    assert later["cards"] == [str(annotation.pk)]
    details = reverse("layer_details", args=[annotation.layer_id])
    (one,) = client.get(details, {"card": later["cards"]}).json()["cards"]
    assert (one["id"], one["version"]) == (str(annotation.pk), 2)
    assert "Northshore Ledger" in one["card"]


def test_a_text_is_compared_once_and_then_remembered(
    annotation, there, story, django_assert_max_num_queries
):
    def queries():
        with django_assert_max_num_queries(20) as counted:
            told(annotation)
        return len(counted)

    first = queries()
    again = queries()
    assert again < first
    for number in range(10):
        make_article(text=THERE.replace("52", f"6{number}"), story=story)
    told(annotation)
    assert queries() == again
