"""How «Seen before» has done, counted in what was submitted."""

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django.asserts import assertContains, assertNotContains

from annotations.facts import links as fact_links
from annotations.models import Seen
from annotations.workspace.seen_before import dismiss_seen, show_seen
from annotations.workspace.seen_report import SeenTally, tally_seen
from tests.annotations.facts.fact_corpus import recorded
from tests.factories import make_annotation, make_editor, make_layer, make_reviewer, make_revision

pytestmark = pytest.mark.django_db

TEXT = "The sea wall at Ostra cost 52 million euros.\n\nThe grain ships left Odesa harbour again."


@pytest.fixture
def layer():
    recorded(
        [
            "The sea wall at Ostra cost 48,000,000 euros.",
            "The grain ships left Odesa harbour.",
        ]
    )
    layer = make_layer(revision=make_revision(text=TEXT), editor=make_editor())
    wall, grain = show_seen(layer, by=layer.editor)
    mark = make_annotation(layer=layer, exact="52 million")
    fact = wall.found.version.fact
    fact_links.link(mark, fact, relation="contradicts", note="", by=layer.editor)
    dismiss_seen(grain.row, by=layer.editor)
    return layer


def submit(layer):
    layer.submitted_at = timezone.now()
    layer.save()


def test_what_was_shown_taken_and_dismissed_is_counted_once_it_is_submitted(
    layer, django_assert_num_queries
):
    assert tally_seen() == SeenTally(0, 0, 0)
    submit(layer)
    with django_assert_num_queries(1):
        assert tally_seen() == SeenTally(2, 1, 1)
    assert tally_seen().useful == 50


def test_work_that_was_taken_back_is_not_counted(layer):
    layer.taken_back_at = timezone.now()
    layer.save()
    assert tally_seen() == SeenTally(0, 0, 0)
    assert Seen.objects.count() == 2


def test_the_tally_stands_under_that_of_the_suggestions(layer):
    client = Client()
    client.force_login(make_reviewer())
    assertNotContains(client.get(reverse("suggestions")), "Seen before")
    submit(layer)
    assertContains(client.get(reverse("suggestions")), "Seen before")
    client.force_login(layer.editor)
    assert client.get(reverse("suggestions")).status_code == 403
