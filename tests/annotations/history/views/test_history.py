"""The history, through the front door."""

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django.asserts import assertContains, assertNotContains

from annotations.layers import editing
from annotations.layers import lifecycle as layer_lifecycle
from annotations.models import Annotation
from annotations.review import lifecycle as review_lifecycle
from articles import details
from newsroom.models import Event
from tests.factories import (
    make_editor,
    make_fact,
    make_link,
    make_reviewer,
    make_revision,
    make_superuser,
)
from tests.worlds import make_two_editors_review, settle_for_first_editor

pytestmark = pytest.mark.django_db


def signed_in(user):
    client = Client()
    client.force_login(user)
    return client


def history_of(client, **query):
    return client.get(reverse("history"), query)


def worked(**fields):
    """An editor's layer with one annotation, added and changed by them."""
    layer = layer_lifecycle.start(make_revision(), by=fields.pop("by", None) or make_editor())
    text = layer.revision.text
    start = text.index("$48 million")
    annotation, _created = editing.add_annotation(
        layer,
        id="00000000-0000-4000-8000-00000000000a",
        start=start,
        end=start + 11,
        exact="$48 million",
        label="claim",
        by=layer.editor,
    )
    return editing.change_annotation(
        annotation, version=1, label="statistic", note="The sum.", by=layer.editor
    )


def test_an_annotation_has_its_history_old_and_new():
    annotation = worked()
    client = signed_in(annotation.layer.editor)
    response = history_of(client, annotation=annotation.pk)
    assertContains(response, "<b>You</b> changed")
    assertContains(response, '<del dir="auto">Claim</del>')
    assertContains(response, '<ins dir="auto">Statistic</ins>')
    assertContains(client.get(annotation.get_absolute_url()), f"?annotation={annotation.pk}")


def test_what_one_may_not_know_of_has_no_history():
    annotation = worked()
    client = signed_in(make_editor())
    assert history_of(client, annotation=annotation.pk).status_code == 404
    for query in ({"annotation": "x"}, {"article": "0"}, {"article": "x"}, {"fact": "²"}):
        assert history_of(client, **query).status_code == 404
    assertNotContains(history_of(client), "$48 million")


def test_an_article_has_the_history_of_all_its_revisions():
    annotation = worked()
    article = annotation.layer.revision.article
    details.edit_article(article, {"byline": "Ines Roe"}, by=make_editor())
    client = signed_in(annotation.layer.editor)
    response = history_of(client, article=article.pk)
    assertContains(response, "<b>A colleague</b> changed the details")
    assertContains(response, "Ines Roe")
    assertContains(response, "<b>You</b> started")
    assertContains(client.get(article.get_absolute_url()), f"?article={article.pk}")


def test_a_fact_has_its_history_and_that_of_its_links():
    link = make_link(fact=make_fact("The wall costs $48 million."))
    client = signed_in(link.annotation.layer.editor)
    response = history_of(client, fact=link.fact_id)
    assertContains(response, "recorded the fact")
    assertContains(response, "<b>You</b> linked")
    other = history_of(signed_in(make_editor()), fact=link.fact_id)
    assertContains(other, "recorded the fact")
    assertNotContains(other, "linked")


def test_the_history_is_narrowed_by_what_who_and_when():
    annotation = worked()
    editor = annotation.layer.editor
    client = signed_in(editor)
    assertContains(history_of(client, kind="layers"), "1–1 of 1")
    assertContains(history_of(client, person=editor.pk), "1–3 of 3")
    assertContains(history_of(client, day_to="2001-01-01"), "Nothing matches.")
    assertContains(history_of(client, day_from="x"), "Write the day such as")


def test_a_reviewer_asks_by_letter_and_never_by_name():
    world = make_two_editors_review()
    layer = world.layer
    for annotation in (world.short, world.long):
        Event.objects.create(
            actor=annotation.layer.editor,
            verb="annotation.added",
            subject_type="annotation",
            subject_id=str(annotation.pk),
            revision_id=world.revision.pk,
            detail={"new": {}},
        )
    client = signed_in(make_reviewer())
    response = history_of(client, article=world.article.pk, person="A")
    assertContains(response, "<b>Editor A</b> marked")
    assertNotContains(response, "a $48 million sea wall")
    response = history_of(client, article=world.article.pk, person=layer.editor.pk)
    assertNotContains(response, "marked")
    assertContains(response, "Select a valid choice")


def test_after_the_release_everybody_is_asked_for_by_name():
    world = make_two_editors_review(settled=True)
    review_lifecycle.close_review(world.review, by=world.reviewer)
    client = signed_in(world.ada)
    response = history_of(client, article=world.article.pk, person=world.reviewer.pk)
    assertContains(response, "decided a disagreement")
    assertContains(response, "Right extent: Only the sum.")


def test_a_superuser_sees_all_and_others_no_accounts():
    make_two_editors_review(settled=True)
    assertContains(history_of(signed_in(make_superuser())), "Accounts")
    others = history_of(signed_in(make_reviewer()))
    assertContains(others, "Reviews and decisions")
    assertNotContains(others, "Accounts")


@pytest.mark.parametrize("times", [4, 8])
def test_queries_do_not_grow_with_the_events(times, django_assert_num_queries):
    world = make_two_editors_review()
    for _ in range(times):
        settle_for_first_editor(world)
    annotation = Annotation.objects.first()
    client = signed_in(world.reviewer)
    history_of(client, article=annotation.layer.revision.article_id)
    with django_assert_num_queries(21):
        history_of(client, article=annotation.layer.revision.article_id)
